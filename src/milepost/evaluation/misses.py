"""How many periods in a row a promise was not kept, and what that obliges to.

31 U.S.C. 1116(g) to (i), law since 4 January 2011, asks for more with each fiscal year in which a
goal is not met: an improvement plan, a report to Congress, recommendations of OMB. Such a ladder is
climbed only where the plan declares it, and only for years that ended when it was in force: a plan
of 2009 is not judged by the law of 2011 (design: rules of judgement, 9).

The count, which is our choice where the law is silent:

* It runs over years, or quarters, of one kind that follow one another, of one agency or of all that
  are added, back from the last one that was over by the end of the period judged.
* A period counts where any target that fell due for it was not met.
* A period in which nothing was promised, or all was met, ends it.
* A period that cannot be decided, because nothing is known or the value may lie on either side,
  neither ends it nor adds to it. The count is then a range: the lower end as if that period had
  been met, the upper end as if it had not.
* A promise of "each" year that does not say from when is not followed back beyond the first period
  that anything was ever reported for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from milepost.evaluation.corrective import (
    Explained,
    Undertaken,
    actions_of,
    agencies_behind,
    explanations_of,
)
from milepost.evaluation.evaluate import judgements_of
from milepost.evaluation.model import Evaluation, Judgement
from milepost.periods import Calendar, Kind, Period
from milepost.plan.model import Ladder, LadderStep, Measure, Plan
from milepost.submissions.model import Record

_KINDS: Final[tuple[Kind, ...]] = (
    "fiscal-year",
    "calendar-year",
    "fiscal-quarter",
    "calendar-quarter",
)


@dataclass(frozen=True, slots=True)
class MissedPeriod:
    """A period in which a promise was not kept, or perhaps not.

    Attributes:
        period: the period.
        is_certain: whether a target was not met; False where that cannot be decided.
        judgements: the targets that were not met, or that cannot be decided.
    """

    period: Period
    is_certain: bool
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Obligation:
    """The step of a ladder that has been reached.

    Attributes:
        ladder: the ladder that the plan declares.
        step: the highest step that the count reaches.
        at_least: how many of the periods counted by this ladder were missed for certain.
        at_most: how many at most.
        is_certain: whether the lower end of the count reaches it; False where only the upper does.
        by: the day by which its document is due; None where the step does not say.
    """

    ladder: Ladder
    step: LadderStep
    at_least: int
    at_most: int
    is_certain: bool
    by: dt.date | None


@dataclass(frozen=True, slots=True)
class Miss:
    """A promise that was not kept in one period or several, one after another.

    Attributes:
        measure: of which measure.
        agency: of which agency; empty where they are combined, or there is one.
        periods: the periods, newest first, to where even the longest count ends.
        obligations: the steps of the plan's ladders that are reached, or may be.
        explanations: what was explained of the periods that were missed, newest period first.
        actions: what the plan undertakes under the measure's objective.
    """

    measure: Measure
    agency: str
    periods: tuple[MissedPeriod, ...]
    obligations: tuple[Obligation, ...]
    explanations: tuple[Explained, ...]
    actions: tuple[Undertaken, ...]

    @property
    def at_least(self) -> int:
        """How many periods in a row were missed, if all that is undecided was met."""
        return _at_least(self.periods)

    @property
    def at_most(self) -> int:
        """How many, if all that is undecided was missed."""
        return len(self.periods)

    @property
    def undecided(self) -> tuple[Period, ...]:
        """The periods that cannot be decided, newest first."""
        return tuple(missed.period for missed in self.periods if not missed.is_certain)

    @property
    def latest(self) -> Period:
        """The newest period that was missed for certain: the one to be explained."""
        return next(missed.period for missed in self.periods if missed.is_certain)

    @property
    def is_explained(self) -> bool:
        """Whether an explanation of the newest miss stands."""
        return any(e.stands and e.said.period == self.latest for e in self.explanations)

    @property
    def is_illustrative(self) -> bool:
        """Whether anything it rests on was made up to show a feature."""
        return any(j.is_illustrative for missed in self.periods for j in missed.judgements)


def misses_of(plan: Plan, record: Record, evaluation: Evaluation) -> tuple[Miss, ...]:
    """Every promise that was not kept up to the period of an evaluation.

    Those without an explanation come first, then those missed most often, then the plan's order.
    What was never missed for certain is a gap of the record and is not listed.
    """
    finder = _Finder.of(plan, record, evaluation)
    found = [miss for measure in plan.measures for miss in finder.of_measure(measure)]
    return tuple(sorted(found, key=lambda miss: (miss.is_explained, -miss.at_least)))


@dataclass(frozen=True, slots=True)
class _Finder:
    plan: Plan
    record: Record
    until: dt.date
    at_hand: dict[str, tuple[Judgement, ...]]

    @classmethod
    def of(cls, plan: Plan, record: Record, evaluation: Evaluation) -> _Finder:
        until = min(plan.calendar.end(evaluation.period), record.as_of)
        at_hand = {judged.measure.id: judged.judgements for judged in evaluation.measures}
        return cls(plan, record, until, at_hand)

    def of_measure(self, measure: Measure) -> Iterator[Miss]:
        first = self.first_reported(measure)
        for kind in _kinds_of(measure):
            latest = self.latest(kind)
            for agency in dict.fromkeys(j.agency for j in self.judgements(measure, latest)):
                periods = tuple(self.back_from(measure, latest, agency, first))
                if any(missed.is_certain for missed in periods):
                    yield self.miss(measure, agency, periods)

    def miss(self, measure: Measure, agency: str, periods: tuple[MissedPeriod, ...]) -> Miss:
        # Of a measure that nobody reports anyone may explain why it was missed.
        explain = (agency,) if agency else measure.agencies
        act = (agency,) if agency else agencies_behind(self.plan, measure)
        return Miss(
            measure,
            agency,
            periods,
            tuple(self.obligations(periods)),
            tuple(
                explained
                for missed in periods
                if missed.is_certain
                for explained in explanations_of(
                    self.plan, self.record, measure, explain, missed.period
                )
            ),
            actions_of(self.plan, measure, act, self.record.as_of),
        )

    def back_from(
        self, measure: Measure, latest: Period, agency: str, first: dt.date
    ) -> Iterator[MissedPeriod]:
        """The periods missed, or perhaps missed, from the latest back to one that was not."""
        period = latest
        while self.is_followed(measure, period, first):
            judgements = [j for j in self.judgements(measure, period) if j.agency == agency]
            missed = _missed(period, judgements)
            if missed is None:
                return
            yield missed
            period = period.previous()

    def is_followed(self, measure: Measure, period: Period, first: dt.date) -> bool:
        """Whether a period lies within what was promised, as far as anyone can tell from when."""
        return any(
            target.is_for(period)
            and (
                target.period is not None
                or target.from_ is not None
                or self.plan.calendar.end(period) >= first
            )
            for target in measure.targets
        )

    def judgements(self, measure: Measure, period: Period) -> tuple[Judgement, ...]:
        """What the judge says of the targets that fell due for exactly a period."""
        found = tuple(j for j in self.at_hand.get(measure.id, ()) if j.due == period)
        if not found and any(target.is_for(period) for target in measure.targets):
            judged = judgements_of(self.plan, self.record, period, measure.id)
            found = tuple(j for j in judged if j.due == period)
        return found

    def first_reported(self, measure: Measure) -> dt.date:
        """The first day that anything was ever reported for; the last of all days for nothing."""
        calendar = self.plan.calendar
        days = [calendar.start(period) for period in self.record.periods_of(measure.id)]
        parts = (self.plan.measure_by_id[name] for name in measure.parts)
        return min([*days, *(self.first_reported(part) for part in parts)], default=dt.date.max)

    def latest(self, kind: Kind) -> Period:
        """The last year or quarter of a kind that is over."""
        calendar, until = self.plan.calendar, self.until
        year = calendar.fiscal_year(until)
        if kind.startswith("calendar"):
            year = Period("calendar-year", until.year, until.year)
        stretches: tuple[Period, ...] = (year.previous(), year)
        if kind.endswith("quarter"):
            stretches = (*year.previous().quarters(), *year.quarters())
        return next(s for s in reversed(stretches) if calendar.end(s) <= until)

    def obligations(self, periods: tuple[MissedPeriod, ...]) -> Iterator[Obligation]:
        """The highest step of each ladder that is reached, and the one that may be above it."""
        latest = periods[0].period
        if not latest.is_year:
            return
        end = self.plan.calendar.end
        for ladder in self.plan.ladders:
            counted = _counted_from(ladder.in_force_from, periods, self.plan.calendar)
            least, most = _at_least(counted), len(counted)
            reached = _step(ladder, least)
            for step in dict.fromkeys((reached, _step(ladder, most))):
                if step is not None:
                    by = end(latest) + dt.timedelta(step.within) if step.within else None
                    yield Obligation(ladder, step, least, most, step is reached, by)


def _kinds_of(measure: Measure) -> tuple[Kind, ...]:
    """The kinds of years and quarters that something is promised for."""
    promised = {target.each for target in measure.targets} | {
        target.period.kind
        for target in measure.targets
        if target.period is not None and not target.period.is_pool
    }
    return tuple(kind for kind in _KINDS if kind in promised)


def _missed(period: Period, judgements: Sequence[Judgement]) -> MissedPeriod | None:
    """What a period comes to: missed, perhaps missed, or None where it was not."""
    for result in ("not met", "indeterminate"):
        found = tuple(j for j in judgements if j.result and j.result.result == result)
        if found:
            return MissedPeriod(period, result == "not met", found)
    return None


def _counted_from(
    since: dt.date, periods: Sequence[MissedPeriod], calendar: Calendar
) -> tuple[MissedPeriod, ...]:
    """The periods, newest first, that ended on a day or later."""
    return tuple(takewhile(lambda missed: calendar.end(missed.period) >= since, periods))


def _at_least(periods: Sequence[MissedPeriod]) -> int:
    return len(tuple(takewhile(lambda missed: missed.is_certain, periods)))


def _step(ladder: Ladder, count: int) -> LadderStep | None:
    """The highest step that a number of misses reaches."""
    return max((s for s in ladder.steps if s.misses <= count), key=lambda s: s.misses, default=None)
