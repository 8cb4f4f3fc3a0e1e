"""What each measure came to in a quarter, and in the one before it (31 U.S.C. 1121)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from milepost.evaluation.actuals import Actuals
from milepost.evaluation.breaks import last_break
from milepost.evaluation.evaluate import own_period
from milepost.evaluation.model import Actual
from milepost.intervals import Interval
from milepost.periods import Period
from milepost.plan.model import Measure, Plan
from milepost.submissions.model import Record

Movement = Literal["rising", "falling", "steady", "up and down", "cannot be told"]
_A_MOVEMENT: Final = 2
_LOOKED_AT: Final = 8
_SHOWN: Final = 4


@dataclass(frozen=True, slots=True)
class InTheQuarter:
    """One measure of one agency, or of all together, in a quarter and in the one before.

    Attributes:
        measure: the measure.
        agency: whose figure it is; empty where agencies are combined or it is computed.
        now: the quarter's own value, or why there is none.
        before: that of the quarter before.
        recent: the last quarters on record up to this one, oldest first: no more than four of the
            last eight, and none from before a break of the series.
    """

    measure: Measure
    agency: str
    now: Actual
    before: Actual
    recent: tuple[Actual, ...] = ()

    @property
    def change(self) -> Interval | None:
        """By how much it changed; None where either is missing."""
        if self.now.value is None or self.before.value is None:
            return None
        return self.now.value - self.before.value

    @property
    def movement(self) -> Movement | None:
        """Which way it went over the recent quarters, as a plain fact; None of fewer than two.

        It says nothing of whether that is more than chance.
        """
        values = [actual.value for actual in self.recent if actual.value is not None]
        if len(values) < _A_MOVEMENT:
            return None
        steps = {_step(old, new) for old, new in pairwise(values)}
        if None in steps:
            return "cannot be told"
        ways = steps - {0}
        if not ways:
            return "steady"
        if len(ways) > 1:
            return "up and down"
        return "rising" if 1 in ways else "falling"


def _step(old: Interval, new: Interval) -> int | None:
    """1 up, -1 down, 0 neither; None where the two are known too loosely to say."""
    if old.is_exact and new.is_exact and old.low == new.low:
        return 0
    if old.high is not None and new.low is not None and new.low > old.high:
        return 1
    if old.low is not None and new.high is not None and new.high < old.low:
        return -1
    return None


def in_the_quarter(plan: Plan, record: Record, quarter: Period) -> Iterator[InTheQuarter]:
    """Every measure that is counted by quarters, or more often, in plan order.

    What is counted by quarters of the other basis is told for the one that ended within this.
    """
    now = Actuals(plan, record, plan.calendar.end(quarter))
    before = Actuals(plan, record, plan.calendar.end(quarter.previous()))
    for measure in plan.measures:
        if measure.frequency not in ("quarterly", "monthly") or measure.basis == "date":
            continue
        own = own_period(plan, measure, quarter)
        for agency in measure.agencies if measure.is_separate else ("",):
            found = now.find(measure, own, agency)
            yield InTheQuarter(
                measure,
                agency,
                found,
                before.find(measure, own.previous(), agency),
                tuple(_recent(now, measure, found)),
            )


def _recent(actuals: Actuals, measure: Measure, last: Actual) -> list[Actual]:
    """The last quarters that have a value and can be compared, oldest first."""
    plan = actuals.plan
    cut = last_break(plan, measure, last)
    quarters = (last.period.step(-back) for back in reversed(range(_LOOKED_AT)))
    found = (
        actuals.find(measure, quarter, last.agency)
        for quarter in quarters
        if cut is None or plan.calendar.start(cut.period) <= plan.calendar.start(quarter)
    )
    return [actual for actual in found if actual.value is not None][-_SHOWN:]
