"""The codes by which figures are divided: all of them, but where there are too many."""

from __future__ import annotations

from math import prod
from typing import Final

from milepost.plan.model import Measure, Plan

MOST_COMBINATIONS: Final = 10_000
"""Where lists have more combinations, only those that have rows are given, and that is said."""


def lists_of(plan: Plan, measure: Measure) -> list[tuple[str, ...]]:
    """The codes of each dimension of a measure."""
    lists = {c.id: tuple(code.code for code in c.codes) for c in plan.code_lists}
    return [lists.get(dimension, ()) for dimension in measure.dimensions]


def combinations(plan: Plan, measure: Measure) -> int:
    """How many combinations the codes of a measure have."""
    return prod(len(codes) for codes in lists_of(plan, measure))
