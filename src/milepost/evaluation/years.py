"""What a measure came to in a year, and in the years before it (31 U.S.C. 1116(c)(1)).

A year is one of the measure's own basis: of what is counted by calendar years the year before is a
calendar year, also in the scorecard of a fiscal year. A calendar year belongs to the fiscal year
within which it ended, as it does for what is judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from milepost.evaluation.actuals import Actuals
from milepost.evaluation.evaluate import judgements_of, own_period
from milepost.evaluation.model import Actual, Evaluation, Judgement
from milepost.periods import Period
from milepost.plan.model import Measure, Plan
from milepost.submissions.model import Record

Standing = Literal["met", "not met", "indeterminate"]


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a measure, of one agency or of all that report it.

    Attributes:
        period: the year, on the measure's own basis.
        actual: what the measure came to in it.
        due: the targets that fell due in it, each as it came out.
        precedes_the_record: whether it ended before the first period that any file on record is
            for: nothing on record shows that anybody was asked.
    """

    period: Period
    actual: Actual
    due: tuple[Judgement, ...]
    precedes_the_record: bool = False


def standing_of(due: Sequence[Judgement]) -> Standing | None:
    """What targets that were due come to: missed where one was, met only where all were.

    None where no target was due.
    """
    results = {judgement.result.result for judgement in due if judgement.result}
    words: tuple[Standing, ...] = ("not met", "indeterminate", "met")
    return next((word for word in words if word in results), None)


@dataclass(frozen=True, slots=True)
class Years:
    """Finds what a measure came to in any year.

    Attributes:
        plan: the plan.
        record: what was reported.
        judged: evaluations that are at hand, so that nothing is judged twice.
    """

    plan: Plan
    record: Record
    judged: tuple[Evaluation, ...] = ()
    _actuals: dict[Period, Actuals] = field(default_factory=dict, init=False, repr=False)
    _years: dict[tuple[str, str, Period], Year] = field(
        default_factory=dict, init=False, repr=False
    )

    def find(self, measure: Measure, agency: str, year: Period) -> Year:
        """The year of a measure that belongs to a year, of an agency or of all (empty)."""
        own = own_period(self.plan, measure, year)
        key = measure.id, agency, own
        found = self._years.get(key)
        if found is None:  # each target of a measure asks for the same years
            actual = self._found(own).find(measure, own, agency)
            found = self._years[key] = Year(
                own, actual, tuple(self._due(measure, agency, own)), self._precedes(own)
            )
        return found

    def _precedes(self, own: Period) -> bool:
        calendar = self.plan.calendar
        starts = [calendar.start(f.period) for f in self.record.submissions if f.period]
        return bool(starts) and calendar.end(own) < min(starts)

    def _found(self, own: Period) -> Actuals:
        known = self._actuals.get(own)
        if known is None:
            until = min(self.plan.calendar.end(own), self.record.as_of)
            known = self._actuals[own] = Actuals(self.plan, self.record, until)
        return known

    def _due(self, measure: Measure, agency: str, own: Period) -> Iterator[Judgement]:
        if not measure.targets:
            return
        judgements = next((e.of(measure.id) for e in self.judged if e.period == own), None)
        found = (
            judgements.judgements
            if judgements is not None
            else judgements_of(self.plan, self.record, own, measure.id)
        )
        for judgement in found:
            is_its_own = judgement.target is not None and judgement.agency == agency
            if is_its_own and judgement.result and judgement.result.result != "not due":
                yield judgement
