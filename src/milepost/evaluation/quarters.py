"""What each measure came to in a quarter, and in the one before it (31 U.S.C. 1121)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from milepost.evaluation.actuals import Actuals
from milepost.evaluation.evaluate import own_period
from milepost.evaluation.model import Actual
from milepost.intervals import Interval
from milepost.periods import Period
from milepost.plan.model import Measure, Plan
from milepost.submissions.model import Record


@dataclass(frozen=True, slots=True)
class InTheQuarter:
    """One measure of one agency, or of all together, in a quarter and in the one before.

    Attributes:
        measure: the measure.
        agency: whose figure it is; empty where agencies are combined or it is computed.
        now: the quarter's own value, or why there is none.
        before: that of the quarter before.
    """

    measure: Measure
    agency: str
    now: Actual
    before: Actual

    @property
    def change(self) -> Interval | None:
        """By how much it changed; None where either is missing."""
        if self.now.value is None or self.before.value is None:
            return None
        return self.now.value - self.before.value


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
            yield InTheQuarter(
                measure,
                agency,
                now.find(measure, own, agency),
                before.find(measure, own.previous(), agency),
            )
