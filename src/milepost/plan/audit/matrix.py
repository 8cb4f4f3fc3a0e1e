"""The matrix of a plan: objectives by elements, and goals down to the money, with what hangs loose.

GAO-09-709 found a chapter with objectives and without detailed roles or measures (lines 883-885),
and new money not tied to the strategy (line 807). Which objective lacks what is what can be mended,
so it is shown one by one. Plain values, which HTML, JSON and text draw alike.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from milepost.plan.audit.matrix_elements import (
    Cell,
    ElementMatrix,
    ElementRow,
    elements_of,
)
from milepost.plan.audit.matrix_entries import Entry
from milepost.plan.audit.matrix_links import (
    LinkedAgency,
    LinkedGoal,
    LinkedMeasure,
    LinkedObjective,
    links_of,
)
from milepost.plan.audit.matrix_orphans import Orphans, Side, orphans_of
from milepost.plan.audit.model import Audited

__all__ = [
    "Cell",
    "ElementMatrix",
    "ElementRow",
    "Entry",
    "LinkedAgency",
    "LinkedGoal",
    "LinkedMeasure",
    "LinkedObjective",
    "Matrix",
    "Orphans",
    "Side",
    "matrix_of",
]


@dataclass(frozen=True, slots=True)
class Matrix:
    """What every objective has, what hangs on what, and what hangs on nothing.

    Attributes:
        on: the day, by which reviews are overdue.
        elements: objectives by the five elements.
        goals: each goal down to its money.
        orphans: every kind of orphan, those promised first; empty kinds too.
    """

    on: dt.date
    elements: ElementMatrix
    goals: tuple[LinkedGoal, ...]
    orphans: tuple[Orphans, ...]


def matrix_of(audited: Audited) -> Matrix:
    """The matrix of a plan as it stands on a day."""
    return Matrix(audited.on, elements_of(audited), links_of(audited), orphans_of(audited))
