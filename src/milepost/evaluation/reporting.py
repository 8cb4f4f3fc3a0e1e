"""What was due from whom and by when, what came, and what of it came in time.

As DHIS2 counts: completeness is what was reported of what was expected; timeliness is what was
reported by its day, of the same. What came late counts for completeness only. The windows are
those of the plan, as HIDTA has them: due by one day, closed on another, and then by a procedure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from milepost.evaluation.evaluate import asks_for, is_told_for, own_period
from milepost.evaluation.events import asks_for_event
from milepost.evaluation.model import Duty, Evaluation, Judgement
from milepost.periods import Period
from milepost.plan.model import Measure, Plan
from milepost.submissions.coverage import covered_since, extracts_of
from milepost.submissions.model import InForce, Record, Rejection, Remark, Submission
from milepost.submissions.windows import Arrival, Clock, clock_of

State = Literal["reported", "returned", "rejected", "awaited", "missing"]


def arrival_of(plan: Plan, submission: Submission) -> Arrival | None:
    """How a file came; None where no window is declared for it."""
    if submission.period is None:
        return None
    clock = clock_of(plan, submission.agency, submission.period)
    return None if clock is None else clock.arrival(submission.received_on)


@dataclass(frozen=True, slots=True)
class Asked:
    """One figure that is asked of an agency, and what became of it.

    Attributes:
        measure: of which measure.
        period: with which period it is asked for.
        own: the period it is of, on the measure's own basis: CY2008 is asked for with FY2009.
        state: reported (a named absence is a report); returned by an analyst, or rejected, with
            nothing else in its place; awaited while its day is not over; then missing.
        arrival: how it came first, of what is reported or was rejected; None for nothing, or where
            no window is declared.
    """

    measure: Measure
    period: Period
    own: Period
    state: State
    arrival: Arrival | None = None


@dataclass(frozen=True, slots=True)
class AgencyStatus:
    """What an agency was to report in a period, and what came.

    Attributes:
        agency: the agency.
        asked: every figure that is asked of it for what is over.
        clocks: its clocks, one for each period that figures are asked for.
        files: the files it sent for the period or with figures of it, each with how it came.
        certified_by: the officials who stand for them.
        returned: what an analyst has given back, and no revision has taken the place of.
        explanations: the due figures that are beyond the plan's threshold.
    """

    agency: str
    asked: tuple[Asked, ...]
    clocks: tuple[Clock, ...]
    files: tuple[tuple[Submission, Arrival | None], ...]
    certified_by: tuple[str, ...]
    returned: tuple[tuple[InForce, Remark], ...]
    explanations: tuple[Judgement, ...]

    @property
    def has_clock(self) -> bool:
        """Whether timeliness can be told: every period that is asked for has a window."""
        return {a.period for a in self.asked} <= {c.period for c in self.clocks}


@dataclass(frozen=True, slots=True)
class Status:
    """How reporting for a period stands, as of a date."""

    period: Period
    as_of: dt.date
    ends: dt.date
    agencies: tuple[AgencyStatus, ...]


def status_of(plan: Plan, record: Record, evaluation: Evaluation) -> Status:
    """How reporting for the period of an evaluation stands."""
    received = _Received.of(record)
    found = (
        _Desk(plan, record, evaluation.period, duty.agency, received).status(duty, evaluation)
        for duty in evaluation.duties
    )
    period = evaluation.period
    return Status(period, record.as_of, plan.calendar.end(period), tuple(found))


@dataclass(frozen=True, slots=True)
class _Received:
    """What came of each agency and measure; a whole file is under the empty measure."""

    held: dict[tuple[str, str], list[InForce]]
    returned: dict[tuple[str, str], list[InForce]]
    rejected: dict[tuple[str, str], list[tuple[int, Rejection]]]
    submissions: dict[int, Submission]

    @classmethod
    def of(cls, record: Record) -> _Received:
        found = cls({}, {}, {}, {s.number: s for s in record.submissions})
        for held in record.in_force.values():
            found.held.setdefault(held.observation.key[:2], []).append(held)
        for back, _ in record.returned:
            found.returned.setdefault(back.observation.key[:2], []).append(back)
        for number, refused in record.rejections:
            key = (refused.agency, refused.measure)
            found.rejected.setdefault(key, []).append((number, refused))
        return found


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is asked of one agency."""

    plan: Plan
    record: Record
    period: Period
    agency: str
    received: _Received

    def status(self, duty: Duty, evaluation: Evaluation) -> AgencyStatus:
        asked = tuple(self.asked())
        periods = sorted({a.period for a in asked}, key=self.plan.calendar.key) or [self.period]
        clocks = (clock_of(self.plan, self.agency, p) for p in periods)
        numbers = {s.number for s in duty.submissions} | self.sent_with_others()
        files = [self.received.submissions[n] for n in sorted(numbers)]
        official = (self.record.certified_by.get(s.number) for s in files)
        return AgencyStatus(
            self.agency,
            asked,
            tuple(c for c in clocks if c is not None),
            tuple((s, arrival_of(self.plan, s)) for s in files),
            tuple(dict.fromkeys(name for name in official if name)),
            tuple(
                (held, said)
                for held, said in self.record.still_returned
                if held.observation.agency == self.agency and self.returned_for_it(held)
            ),
            tuple(_beyond(evaluation, self.agency)),
        )

    def asked(self) -> Iterator[Asked]:
        """Every figure that is asked for; of what is not over only what came all the same."""
        for measure in self.plan.measures:
            if self.agency not in measure.agencies or not asks_for(measure, self.period):
                continue
            for slot in self.slots(measure):
                found = self.one(measure, slot)
                if not self.owes(found):
                    continue
                is_over = self.plan.calendar.end(slot) <= self.record.as_of
                if is_over or found.state not in ("awaited", "missing"):
                    yield found

    def owes(self, found: Asked) -> bool:
        """Whether it is owed: the figure of an event only by the date of its target."""
        held = self.received.held.get((self.agency, found.measure.id), [])
        owns = {old.observation.period for h in held for old in (h, *h.displaced)}
        heard = found.state == "reported"
        return asks_for_event(
            self.plan, found.measure, self.agency, found.period, owns, heard=heard
        )

    def slots(self, measure: Measure) -> tuple[Period, ...]:
        """The periods for which a measure is asked: each quarter, unless the year itself came."""
        held = self.received.held.get((self.agency, measure.id), [])
        own = own_period(self.plan, measure, self.period)
        # Of what is computed a delivery is awaited for each quarter, whatever the year came to.
        sent = measure.from_extract is None
        whole = sent and any(h.observation.period == own for h in held)
        by_quarter = measure.frequency in ("quarterly", "monthly") and self.period.is_year
        return self.period.quarters() if by_quarter and not whole else (self.period,)

    def one(self, measure: Measure, slot: Period) -> Asked:
        key = (self.agency, measure.id)
        clock = clock_of(self.plan, self.agency, slot)
        own = own_period(self.plan, measure, slot)
        if measure.from_extract is not None:
            return self.computed(measure, slot, own, clock)
        first = [
            old.received_on
            for held in self.received.held.get(key, [])
            for old in (held, *held.displaced)
            if self.is_for(measure, old, slot)
        ]
        if first:
            return Asked(
                measure, slot, own, "reported", clock.arrival(min(first)) if clock else None
            )
        if any(self.is_for(measure, back, slot) for back in self.received.returned.get(key, [])):
            return Asked(measure, slot, own, "returned")
        refused = [self.received.submissions[n].received_on for n in self.rejections(measure, slot)]
        if refused:
            return Asked(
                measure, slot, own, "rejected", clock.arrival(min(refused)) if clock else None
            )
        is_awaited = clock is not None and self.record.as_of <= clock.due
        return Asked(measure, slot, own, "awaited" if is_awaited else "missing")

    def computed(self, measure: Measure, slot: Period, own: Period, clock: Clock | None) -> Asked:
        """What became of a figure that is computed: it is there once its rows were delivered."""
        sent = self.record.deliveries
        day = covered_since(self.plan.calendar, sent, measure, own)
        back = self.received.returned.get((self.agency, measure.id), [])
        held = self.received.held.get((self.agency, measure.id), [])
        if any(self.is_within(own, b.observation.period) for b in back) and not any(
            self.is_within(own, h.observation.period) for h in held
        ):
            return Asked(measure, slot, own, "returned")
        if day is not None:
            return Asked(measure, slot, own, "reported", clock.arrival(day) if clock else None)
        refused = [
            d.submission.received_on
            for d in sent
            if d.extract in extracts_of(measure)
            and d.submission.status == "rejected"
            and self.is_within(slot, d.submission.period)
        ]
        if refused:
            arrival = clock.arrival(min(refused)) if clock else None
            return Asked(measure, slot, own, "rejected", arrival)
        is_awaited = clock is not None and self.record.as_of <= clock.due
        return Asked(measure, slot, own, "awaited" if is_awaited else "missing")

    def rejections(self, measure: Measure, slot: Period) -> Iterator[int]:
        """The files in which a figure was not taken, and those that were not taken at all."""
        for number, refused in self.received.rejected.get((self.agency, measure.id), []):
            sent_for = self.received.submissions[number].period
            own = slot if refused.period is None else own_period(self.plan, measure, slot)
            if self.is_within(own, refused.period or sent_for):
                yield number
        for number, _ in self.received.rejected.get((self.agency, ""), []):
            sent = self.received.submissions[number]
            if sent.extract:
                continue  # rows that could not be read say nothing of what is sent in forms
            if sent.status == "rejected" and self.is_within(slot, sent.period):
                yield number

    def sent_with_others(self) -> set[int]:
        """The files that were sent for another period, and hold a figure of this one."""
        found: set[int] = set()
        for measure in self.plan.measures:
            if measure.from_extract is not None:
                continue  # what is computed rests on rows of other periods, and of other agencies
            key = (self.agency, measure.id)
            rows = [old for h in self.received.held.get(key, []) for old in (h, *h.displaced)]
            rows += self.received.returned.get(key, [])
            own = own_period(self.plan, measure, self.period)
            found |= {row.submission for row in rows if self.is_within(own, row.observation.period)}
            found |= {
                number
                for number, refused in self.received.rejected.get(key, [])
                if self.is_within(own, refused.period)
            }
        return found

    def returned_for_it(self, held: InForce) -> bool:
        return self.is_for(self.plan.measure_by_id.get(held.observation.measure), held, self.period)

    def is_for(self, measure: Measure | None, held: InForce, slot: Period) -> bool:
        sent_for = self.received.submissions[held.submission].period
        return is_told_for(self.plan, measure, held.observation.period, sent_for, slot)

    def is_within(self, slot: Period, period: Period | None) -> bool:
        return period is not None and self.plan.calendar.contains(slot, period)


def _beyond(evaluation: Evaluation, agency: str) -> Iterator[Judgement]:
    """The due figures of an agency, alone or with others, that are beyond the threshold."""
    for judged in evaluation.measures:
        for judgement in judged.judgements:
            agencies = (judgement.agency,) if judgement.agency else judgement.measure.agencies
            if agency in agencies and judgement.variance and judgement.variance.beyond:
                yield judgement
