"""What was due from whom and by when, what came, and what of it came in time.

As DHIS2 counts: completeness is what was reported of what was expected; timeliness is what was
reported by its day, of the same. What came late counts for completeness only. The windows are
those of the plan, as HIDTA has them: due by one day, closed on another, and then by a procedure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from milepost.evaluation.evaluate import asks_for
from milepost.evaluation.model import Evaluation, Judgement
from milepost.periods import Period
from milepost.plan.model import Measure, Plan
from milepost.plan.model.reporting import Extension, ReportingWindow
from milepost.submissions.model import InForce, Record, Submission

Arrival = Literal["on time", "late", "after the lock"]
State = Literal["reported", "returned", "rejected", "missing"]


@dataclass(frozen=True, slots=True)
class Clock:
    """By when an agency's figures for a period are due, and from when the period is closed.

    Attributes:
        period: for which period.
        window: the window that says so.
        due: the last day on which they are in time, an extension included.
        locked: the last day before the period is closed, an extension included.
        extension: the extension that gives more time; None where there is none.
    """

    period: Period
    window: ReportingWindow
    due: dt.date
    locked: dt.date
    extension: Extension | None

    def arrival(self, day: dt.date) -> Arrival:
        """How what came on a day came."""
        if day <= self.due:
            return "on time"
        return "late" if day <= self.locked else "after the lock"


def clock_of(plan: Plan, agency: str, period: Period) -> Clock | None:
    """The clock of an agency and period; None where no window is declared for them."""
    fitting = [
        w
        for w in plan.windows
        if not period.is_pool
        and period.kind.endswith(w.of)
        and (not w.agencies or agency in w.agencies)
    ]
    if not fitting:
        return None
    # What is laid down for an agency goes before what is laid down for all.
    window = max(fitting, key=lambda w: bool(w.agencies))
    end = plan.calendar.end(period)
    due, locked = (end + dt.timedelta(days=days) for days in (window.due, window.locked))
    granted = [e for e in plan.extensions if (e.agency, e.period) == (agency, period)]
    extension = max(granted, key=lambda e: e.until, default=None)
    if extension is not None:
        due, locked = max(due, extension.until), max(locked, extension.until)
    return Clock(period, window, due, locked, extension)


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
        period: for which period.
        state: reported (a named absence is a report), returned, rejected or missing.
        arrival: how its first report came; None where it is not reported or no window is declared.
    """

    measure: Measure
    period: Period
    state: State
    arrival: Arrival | None = None


@dataclass(frozen=True, slots=True)
class AgencyStatus:
    """What an agency was to report in a period, and what came.

    Attributes:
        agency: the agency.
        asked: every figure that is asked of it for what is over.
        clocks: its clocks, one for each period that figures are asked for.
        files: the files it sent, each with how it came.
        certified_by: the officials who stand for them.
        explanations: the due figures that are beyond the plan's threshold.
    """

    agency: str
    asked: tuple[Asked, ...]
    clocks: tuple[Clock, ...]
    files: tuple[tuple[Submission, Arrival | None], ...]
    certified_by: tuple[str, ...]
    explanations: tuple[Judgement, ...]

    def count(self, *states: State) -> int:
        """How many figures came to one of these."""
        return sum(1 for a in self.asked if a.state in states)

    def arrived(self, arrival: Arrival) -> int:
        """How many figures came first in this way."""
        return sum(1 for a in self.asked if a.arrival == arrival)

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
    period = evaluation.period
    found: list[AgencyStatus] = []
    held_of: dict[tuple[str, str], list[InForce]] = {}
    for held in record.in_force.values():
        said = held.observation
        held_of.setdefault((said.agency, said.measure), []).append(held)
    for duty in evaluation.duties:
        desk = _Desk(plan, record, period, duty.agency, held_of)
        asked = tuple(desk.asked())
        periods = sorted({a.period for a in asked}, key=plan.calendar.key) or [period]
        clocks = (clock_of(plan, duty.agency, p) for p in periods)
        official = (record.certified_by.get(s.number) for s in duty.submissions)
        found.append(
            AgencyStatus(
                duty.agency,
                asked,
                tuple(c for c in clocks if c is not None),
                tuple((s, arrival_of(plan, s)) for s in duty.submissions),
                tuple(dict.fromkeys(name for name in official if name)),
                tuple(_beyond(evaluation, duty.agency)),
            )
        )
    return Status(period, record.as_of, plan.calendar.end(period), tuple(found))


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is asked of one agency."""

    plan: Plan
    record: Record
    period: Period
    agency: str
    held_of: Mapping[tuple[str, str], list[InForce]]

    def asked(self) -> Iterator[Asked]:
        """Every figure that is asked for; of what is not over only what came all the same."""
        for measure in self.plan.measures:
            if self.agency not in measure.agencies or not asks_for(measure, self.period):
                continue
            held = self.held_of.get((self.agency, measure.id), [])
            for slot in self.slots(measure, held):
                found = self.one(measure, slot, held)
                if found.state != "missing" or self.plan.calendar.end(slot) <= self.record.as_of:
                    yield found

    def slots(self, measure: Measure, held: list[InForce]) -> tuple[Period, ...]:
        """The periods for which a measure is asked: each quarter, unless the year itself came."""
        whole = any(h.observation.period == self.period for h in held)
        by_quarter = measure.frequency in ("quarterly", "monthly") and self.period.is_year
        return self.period.quarters() if by_quarter and not whole else (self.period,)

    def one(self, measure: Measure, slot: Period, held: list[InForce]) -> Asked:
        sent_for = self.sent_for(slot)
        first = [
            min(old.received_on for old in (h, *h.displaced))
            for h in held
            if any(self.is_for(old, slot, sent_for) for old in (h, *h.displaced))
        ]
        if first:
            clock = clock_of(self.plan, self.agency, slot)
            arrival = None if clock is None else clock.arrival(min(first))
            return Asked(measure, slot, "reported", arrival)
        for back, _ in self.record.returned:
            said = back.observation
            if (said.agency, said.measure) == (self.agency, measure.id) and self.is_for(
                back, slot, sent_for
            ):
                return Asked(measure, slot, "returned")
        for number, refused in self.record.rejections:
            if (refused.agency, refused.measure) == (self.agency, measure.id):
                period = refused.period
                inside = period is not None and self.plan.calendar.contains(slot, period)
                if inside or number in sent_for:
                    return Asked(measure, slot, "rejected")
        return Asked(measure, slot, "missing")

    def sent_for(self, slot: Period) -> frozenset[int]:
        """The files that were sent for a period."""
        return frozenset(
            s.number
            for s in self.record.submissions
            if s.agency == self.agency and s.period and self.plan.calendar.contains(slot, s.period)
        )

    def is_for(self, held: InForce, slot: Period, sent_for: frozenset[int]) -> bool:
        return held.submission in sent_for or self.plan.calendar.contains(
            slot, held.observation.period
        )


def _beyond(evaluation: Evaluation, agency: str) -> Iterator[Judgement]:
    """The due figures of an agency, alone or with others, that are beyond the threshold."""
    for judged in evaluation.measures:
        for judgement in judged.judgements:
            agencies = (judgement.agency,) if judgement.agency else judgement.measure.agencies
            if agency in agencies and judgement.variance and judgement.variance.beyond:
                yield judgement
