"""The value of several years or quarters taken together, from the values of each.

What happens in a period adds up; what stands at a moment is its last value; of a share, a ratio or
an average numerators and denominators are added, and a mean of the years is never taken. Before the
pool is over its value is what the years so far come to, as a year's is what its quarters come to.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final, Literal

from milepost.evaluation.model import Actual
from milepost.periods import Period
from milepost.plan.model import Measure

_QUARTERS: Final = 4


def combined_by(measure: Measure, period: Period) -> Literal["sum", "last"] | None:
    """How the periods of a pool make one value; None where nothing is declared."""
    if not period.is_pool or period.kind in ("date", "month"):
        return None
    if measure.combine.periods != "none":
        return measure.combine.periods
    return "sum" if measure.quantity in ("ratio", "average") else None


def is_added_to_date(measure: Measure, due: Period) -> bool:
    """Whether a target of a pool is held against the pool so far, before the pool is over."""
    pooled = due.is_pool and due.kind not in ("date", "month")
    return pooled and (measure.is_computed or combined_by(measure, due) == "sum")


def to_date(measure: Measure, period: Period, agency: str, parts: tuple[Actual, ...]) -> Actual:
    """A pool of which these are the periods so far, without a value yet."""
    each = 1 if period.kind.endswith("quarter") else _QUARTERS
    covered = sum(part.quarters or each for part in parts)
    is_whole = covered == each * len(period.members())
    return Actual(
        measure.id,
        period,
        agency,
        None,
        rule="sum of periods" if is_whole else "periods to date",
        parts=parts,
        quarters=0 if is_whole else covered,
    )


def last_of(period: Period, last: Actual) -> Actual:
    """A pool of what stands at a moment."""
    return replace(last, period=period, rule="last in the period", parts=(last,), source=None)
