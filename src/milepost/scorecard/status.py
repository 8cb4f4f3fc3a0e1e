"""How reporting for a period stands, in words, before it is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from milepost.evaluation.reporting import AgencyStatus, Arrival, Asked, Clock, State, Status
from milepost.plan.model import Plan
from milepost.scorecard import figures
from milepost.scorecard.compose import file_record
from milepost.scorecard.model import FileRecord


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with the percentage in words; empty where nothing was due."""

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
        due: how many figures are asked for: a measure for a period each.
        reported: how many are in force, named absences too.
        on_time: how many of them came by the day they were due; null where that cannot be told.
        late: how many came later.
        after_lock: how many came after the period was closed.
        returned: how many an analyst has given back.
        rejected: how many could not be taken.
        missing: how many did not come.
        completeness: reported of due.
        timeliness: on time of due; null where that cannot be told.
        not_reported: what did not come, each with its period.
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
    missing: int
    completeness: Share
    timeliness: Share | None
    not_reported: tuple[str, ...]
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
        windows: by when figures are due.
        agencies: agency by agency, in the order of the plan.
        total: all of them together.
    """

    period: str
    as_of: str
    ends: str
    illustrative: bool
    windows: tuple[Window, ...]
    agencies: tuple[AgencyReport, ...]
    total: AgencyReport


def status_report(plan: Plan, status: Status, *, illustrative: bool) -> StatusReport:
    """A status in words."""
    agencies = tuple(_agency(plan, a) for a in status.agencies)
    everything = [asked for a in status.agencies for asked in a.asked]
    has_clock = all(a.has_clock for a in status.agencies)
    total = _report("", "All agencies", everything, has_clock=has_clock, of=agencies)
    return StatusReport(
        period=str(status.period),
        as_of=status.as_of.isoformat(),
        ends=status.ends.isoformat(),
        illustrative=illustrative,
        windows=_windows(status),
        agencies=agencies,
        total=total,
    )


def _agency(plan: Plan, found: AgencyStatus) -> AgencyReport:
    explained = [j for j in found.explanations if j.variance and j.variance.explained]
    unexplained = [j for j in found.explanations if j not in explained]
    files = tuple(file_record(s, arrival, s.certified_by) for s, arrival in found.files)
    return _report(
        found.agency,
        plan.agency_by_id[found.agency].name,
        found.asked,
        has_clock=found.has_clock,
        certified_by=found.certified_by,
        files=files,
        owed=len(found.explanations),
        unexplained=tuple(f"{j.measure.title} ({j.due})" for j in unexplained),
    )


def _report(  # noqa: PLR0913  # an agency's, or of all agencies
    agency: str,
    name: str,
    asked: Iterable[Asked],
    *,
    has_clock: bool,
    certified_by: tuple[str, ...] = (),
    files: tuple[FileRecord, ...] = (),
    owed: int = 0,
    unexplained: tuple[str, ...] = (),
    of: tuple[AgencyReport, ...] = (),
) -> AgencyReport:
    asked = tuple(asked)

    def count(state: State) -> int:
        return sum(1 for a in asked if a.state == state)

    def arrived(arrival: Arrival) -> int | None:
        return sum(1 for a in asked if a.arrival == arrival) if has_clock else None

    on_time = arrived("on time")
    return AgencyReport(
        agency=agency,
        name=name,
        due=len(asked),
        reported=count("reported"),
        on_time=on_time,
        late=arrived("late"),
        after_lock=arrived("after the lock"),
        returned=count("returned"),
        rejected=count("rejected"),
        missing=count("missing"),
        completeness=_share(count("reported"), len(asked)),
        timeliness=None if on_time is None else _share(on_time, len(asked)),
        not_reported=()
        if of
        else tuple(f"{a.measure.title} ({a.period})" for a in asked if a.state == "missing"),
        certified_by=certified_by,
        files=files,
        rows_accepted=sum(f.accepted for f in files) + sum(a.rows_accepted for a in of),
        rows_rejected=sum(f.rejected for f in files) + sum(a.rows_rejected for a in of),
        explanations_owed=owed + sum(a.explanations_owed for a in of),
        explanations_given=owed - len(unexplained) + sum(a.explanations_given for a in of),
        unexplained=unexplained,
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
