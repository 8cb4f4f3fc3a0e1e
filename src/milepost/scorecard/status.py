"""How reporting for a period stands, in words, before it is drawn."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction

from milepost.evaluation.model import Judgement
from milepost.evaluation.reporting import AgencyStatus, Asked, State, Status
from milepost.plan.model import Plan
from milepost.scorecard import figures
from milepost.scorecard.files import file_record
from milepost.scorecard.model import FileRecord
from milepost.scorecard.said import plain
from milepost.submissions.coverage import extracts_of
from milepost.submissions.model import InForce, Remark
from milepost.submissions.windows import Clock


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many.

    Attributes:
        part: how many.
        whole: of how many.
        percent: the percentage in words; empty where nothing was due.
    """

    part: int
    whole: int
    percent: str


@dataclass(frozen=True, slots=True)
class Window:
    """By when figures for a period are due, and for whom.

    Attributes:
        period: the period.
        agencies: for whom.
        due: the last day on which they are in time; null where no window is declared.
        locked: the last day before the period is closed; null likewise.
        is_locked: whether that day is over.
        late_procedure: what is done after it.
        extension: until when more time was given, by whom and why; empty where none was.
        illustrative: whether the window or the extension was made up.
    """

    period: str
    agencies: tuple[str, ...]
    due: str | None
    locked: str | None
    is_locked: bool
    late_procedure: str
    extension: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class AgencyReport:
    """What was due from an agency, and what came.

    Attributes:
        agency: its id; empty for all agencies together.
        name: its name.
        due: how many figures are asked for: a measure for a period each, of what is over.
        reported: how many are in force, named absences too.
        on_time: how many of them came by the day they were due; null where that cannot be told.
        late: how many came later.
        after_lock: how many came only after the period was closed, taken or not; null likewise.
        returned: how many an analyst has given back, with nothing else in force.
        rejected: how many could not be taken, likewise.
        awaited: how many have not come and need not yet.
        missing: how many have not come in time.
        completeness: reported of due.
        timeliness: on time of due; null where that cannot be told.
        not_reported: what is missing, each with its periods.
        not_taken: what is rejected, each with its periods.
        given_back: what an analyst has given back, and no revision has taken the place of, with
            what was said of it.
        certified_by: the officials who stand for the files.
        files: what it sent.
        rows_accepted: how many rows were taken.
        rows_rejected: how many were not.
        explanations_owed: how many figures are beyond the threshold of the plan.
        explanations_given: for how many of them an explanation stands.
        unexplained: the others, each with its period.
    """

    agency: str
    name: str
    due: int
    reported: int
    on_time: int | None
    late: int | None
    after_lock: int | None
    returned: int
    rejected: int
    awaited: int
    missing: int
    completeness: Share
    timeliness: Share | None
    not_reported: tuple[str, ...]
    not_taken: tuple[str, ...]
    given_back: tuple[str, ...]
    certified_by: tuple[str, ...]
    files: tuple[FileRecord, ...]
    rows_accepted: int
    rows_rejected: int
    explanations_owed: int
    explanations_given: int
    unexplained: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatusReport:
    """The whole of it.

    Attributes:
        period: what was asked about.
        as_of: what was received later is not in it.
        ends: the last day of the period.
        illustrative: whether the workspace holds made-up figures only.
        not_for_publication: whether it names measures that are sensitive.
        windows: by when figures are due.
        agencies: agency by agency, in the order of the plan.
        total: all of them together.
    """

    period: str
    as_of: str
    ends: str
    illustrative: bool
    not_for_publication: bool
    windows: tuple[Window, ...]
    agencies: tuple[AgencyReport, ...]
    total: AgencyReport


def status_report(plan: Plan, status: Status, *, illustrative: bool) -> StatusReport:
    """A status in words."""
    agencies = tuple(_agency(plan, a) for a in status.agencies)
    asked_of = {a.measure.sensitivity for agency in status.agencies for a in agency.asked}
    return StatusReport(
        period=str(status.period),
        as_of=status.as_of.isoformat(),
        ends=status.ends.isoformat(),
        illustrative=illustrative,
        not_for_publication=not asked_of <= {"public"},
        windows=_windows(status),
        agencies=agencies,
        total=_total(status, agencies),
    )


def _agency(plan: Plan, found: AgencyStatus) -> AgencyReport:
    files = tuple(file_record(s, arrival, s.certified_by) for s, arrival in found.files)
    counted = _counted(found.asked, found.explanations, has_clock=found.has_clock)
    return replace(
        counted,
        agency=found.agency,
        name=plan.agency_by_id[found.agency].name,
        not_reported=_named(found.asked, "missing"),
        not_taken=_named(found.asked, "rejected"),
        given_back=tuple(_given_back(plan, held, said) for held, said in found.returned),
        certified_by=found.certified_by,
        files=files,
        rows_accepted=sum(f.accepted or 0 for f in files),
        rows_rejected=sum(f.rejected or 0 for f in files),
        unexplained=tuple(f"{j.measure.title} ({j.due})" for j in _unexplained(found.explanations)),
    )


def _total(status: Status, agencies: tuple[AgencyReport, ...]) -> AgencyReport:
    """All agencies together; what several explain together is counted once."""
    counted = _counted(
        tuple(asked for a in status.agencies for asked in a.asked),
        tuple({id(j): j for a in status.agencies for j in a.explanations}.values()),
        has_clock=all(a.has_clock for a in status.agencies),
    )
    return replace(
        counted,
        name="All agencies",
        rows_accepted=sum(a.rows_accepted for a in agencies),
        rows_rejected=sum(a.rows_rejected for a in agencies),
    )


def _counted(
    asked: tuple[Asked, ...], explanations: tuple[Judgement, ...], *, has_clock: bool
) -> AgencyReport:
    """The counts of a report, of which nothing is named yet."""
    states = Counter(a.state for a in asked)
    arrived = Counter(a.arrival for a in asked if a.state == "reported")
    closed = sum(1 for a in asked if a.arrival == "after the lock")
    on_time = arrived["on time"] if has_clock else None
    return AgencyReport(
        agency="",
        name="",
        due=len(asked),
        reported=states["reported"],
        on_time=on_time,
        late=arrived["late"] if has_clock else None,
        after_lock=closed if has_clock else None,
        returned=states["returned"],
        rejected=states["rejected"],
        awaited=states["awaited"],
        missing=states["missing"],
        completeness=_share(states["reported"], len(asked)),
        timeliness=None if on_time is None else _share(on_time, len(asked)),
        not_reported=(),
        not_taken=(),
        given_back=(),
        certified_by=(),
        files=(),
        rows_accepted=0,
        rows_rejected=0,
        explanations_owed=len(explanations),
        explanations_given=len(explanations) - len(_unexplained(explanations)),
        unexplained=(),
    )


def _unexplained(explanations: tuple[Judgement, ...]) -> list[Judgement]:
    return [j for j in explanations if j.variance and j.variance.owes]


def _named(asked: tuple[Asked, ...], state: State) -> tuple[str, ...]:
    """The measures that came to a state, each with the periods for which it did.

    Of what is computed from an extract it is the delivery that came to it.
    """
    periods: dict[str, list[str]] = {}
    for one in asked:
        if one.state == state:
            extracts = " and ".join(extracts_of(one.measure))
            title = f"Delivery of {extracts}" if extracts else one.measure.title
            periods.setdefault(title, []).append(str(one.own))
    return tuple(f"{title} ({', '.join(dict.fromkeys(when))})" for title, when in periods.items())


def _given_back(plan: Plan, held: InForce, said: Remark) -> str:
    """What was returned, by whom and why: Cases initiated (FY2009), submission 3: Sixty what?"""
    observation = held.observation
    measure = plan.measure_by_id.get(observation.measure)
    title = observation.measure if measure is None else measure.title
    return (
        f"{title} ({observation.period}), submission {held.submission}, by {plain(said.said_by)} "
        f"on {said.said_on}: {plain(said.text)}"
    )


def _share(part: int, whole: int) -> Share:
    return Share(part, whole, figures.share(Fraction(part, whole)) if whole else "")


def _windows(status: Status) -> tuple[Window, ...]:
    """Every clock once, with the agencies it holds for; and the periods that have none."""
    groups: dict[tuple[str, str], tuple[Clock | None, list[str]]] = {}
    for found in status.agencies:
        clocks = {c.period: c for c in found.clocks}
        asked = dict.fromkeys([*(a.period for a in found.asked), *clocks])
        for period in asked:
            clock = clocks.get(period)
            until = clock.extension.id if clock and clock.extension else ""
            key = (str(period), f"{clock.window.id}/{until}" if clock else "")
            groups.setdefault(key, (clock, []))[1].append(found.agency)
    order = sorted(groups.items(), key=lambda item: item[0][0])
    return tuple(_window(key[0], clock, who, status) for key, (clock, who) in order)


def _window(period: str, clock: Clock | None, agencies: list[str], status: Status) -> Window:
    if clock is None:
        return Window(period, tuple(agencies), None, None, False, "", "", False)  # noqa: FBT003
    given = clock.extension
    extension = ""
    if given is not None:
        reason = given.reason.rstrip(".")
        extension = f"until {given.until} by {given.approved_by}: {reason}."
    return Window(
        period=period,
        agencies=tuple(agencies),
        due=clock.due.isoformat(),
        locked=clock.locked.isoformat(),
        is_locked=status.as_of > clock.locked,
        late_procedure=clock.window.late_procedure,
        extension=extension,
        illustrative=clock.window.illustrative or (given is not None and given.illustrative),
    )
