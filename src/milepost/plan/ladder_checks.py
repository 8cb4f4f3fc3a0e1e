"""What contradicts itself in the ladders that consecutive misses climb."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from milepost.plan.declarations import Declarations, Known
from milepost.sources import Problem


def ladders_climb(all_: Declarations, known: Known) -> Iterator[Problem]:
    """A ladder has a step, each at a whole number of misses, each higher than the one before."""
    for ladder in all_.ladders:
        here = ("ladders", ladder.id, "steps")
        if not ladder.steps:
            yield known.problem(
                here,
                "P241",
                f'"{ladder.id}" has no step.',
                'Add one below "steps:", with misses, obliges and source.',
            )
        for i, step in enumerate(ladder.steps):
            if step.misses < 1 or step.misses != step.misses.to_integral_value():
                yield known.problem(
                    (*here, i, "misses"),
                    "P241",
                    f"nothing is missed {step.misses} times in a row.",
                    "Write how many years: 1, 2, 3.",
                )
        for i, (before, step) in enumerate(pairwise(ladder.steps), 1):
            if step.misses <= before.misses:
                yield known.problem(
                    (*here, i, "misses"),
                    "P241",
                    f"the step for {step.misses} comes after the one for {before.misses}.",
                    "Put the steps in order, one for each number of misses.",
                )
