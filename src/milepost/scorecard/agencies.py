"""Each agency: what it undertook, what it reported and when, who stands for it, how it came out.

21 U.S.C. 1705(g) asks for the progress of each agency toward each goal, objective and target. An
agency with nothing in the plan is named, and has no page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

from milepost.evaluation.corrective import agencies_behind
from milepost.evaluation.misses import Miss, misses_of
from milepost.evaluation.model import Judgement
from milepost.evaluation.reporting import AgencyStatus, Status
from milepost.scorecard import figures, prose, reasons
from milepost.scorecard.agency_duties import (
    actions_of,
    duties_of,
    duties_of_all,
    roles_of,
)
from milepost.scorecard.agency_page import (
    Agencies,
    AgencyPage,
    AgencyTarget,
    Punctuality,
    TargetCounts,
)
from milepost.scorecard.certified import assertions_of, certified
from milepost.scorecard.composer import Composer
from milepost.scorecard.misses import compose_misses
from milepost.scorecard.model import ReportingRecord
from milepost.scorecard.origins import origins_of
from milepost.scorecard.status import AgencyReport, Window, status_report


def compose_agencies(composer: Composer) -> Agencies:
    """Every agency in words."""
    desk = _Desk.of(composer)
    pages = [desk.page(agency.id) for agency in composer.plan.agencies]
    calendar = composer.beside.calendar
    return Agencies(
        period=prose.period(composer.evaluation.period),
        pages=tuple(
            sorted((p for p in pages if not p.is_empty), key=lambda p: not p.is_held_to_account)
        ),
        without=tuple(page.name for page in pages if page.is_empty),
        duties_of_all=duties_of_all(calendar),
        duties_when="" if calendar is None else f"{calendar.first} to {calendar.as_of}",
    )


def of_agency(composer: Composer, judgement: Judgement, agency: str) -> bool:
    """Whether a judgement is of an agency, alone or with others."""
    measure = judgement.measure
    if judgement.agency:
        return judgement.agency == agency
    return agency in (measure.agencies or agencies_behind(composer.plan, measure))


def misses_shown(composer: Composer) -> tuple[Miss, ...]:
    """What was missed of what may be shown."""
    found = misses_of(composer.plan, composer.record, composer.evaluation)
    return tuple(miss for miss in found if miss.measure.id not in composer.hidden)


def is_miss_of(composer: Composer, miss: Miss, agency: str) -> bool:
    """Whether a miss is an agency's, alone or with others."""
    owners = (miss.agency,) if miss.agency else miss.measure.agencies
    return agency in (owners or agencies_behind(composer.plan, miss.measure))


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every agency's page is composed from, looked for once."""

    composer: Composer
    status: Status | None
    reports: dict[str, Punctuality]
    windows: tuple[Window, ...]
    received: dict[str, ReportingRecord]
    misses: tuple[Miss, ...]
    origins: dict[str, str]

    @classmethod
    def of(cls, composer: Composer) -> _Desk:
        status = _shown(composer, composer.beside.status)
        told = status and status_report(composer.plan, status, illustrative=composer.illustrative)
        duties = composer.evaluation.duties
        return cls(
            composer,
            status,
            {report.agency: _punctuality(report) for report in told.agencies} if told else {},
            told.windows if told else (),
            {duty.agency: composer.reporting(duty, composer.record) for duty in duties},
            misses_shown(composer),
            origins_of(composer.plan, composer.record, composer.evaluation, composer.hidden),
        )

    def page(self, agency: str) -> AgencyPage:
        """One agency in words."""
        composer = self.composer
        plan = composer.plan
        declared, report = plan.agency_by_id[agency], self.reports.get(agency)
        parent = plan.agency_by_id.get(declared.parent or "")
        received = self.received.get(agency)
        targets = tuple(self.targets(agency))
        counts = self.counts(targets)
        misses = [miss for miss in self.misses if is_miss_of(composer, miss, agency)]
        shown = compose_misses(misses, composer.evaluation.as_of)
        silent = sum(not m.explained for m in shown if composer.illustrative or not m.illustrative)
        files = certified(received.files if received else ())
        reports = [m for m in plan.measures if agency in m.agencies and m.id not in composer.hidden]
        return AgencyPage(
            id=agency,
            name=declared.name,
            part_of=parent.name if parent else "",
            mandate=declared.mandate or "",
            measures=len(reports),
            roles=roles_of(composer, agency),
            actions=actions_of(composer, agency),
            duties=duties_of(composer.beside.calendar, agency),
            report=report,
            windows=tuple(w for w in self.windows if agency in w.agencies),
            files=files,
            assertions=assertions_of(composer.record, {f.number for f in files}, composer.voices),
            returned=received.returned if received else (),
            counts=counts,
            targets=targets,
            misses=shown,
            silent=silent,
            finding=_finding(agency, report, counts, silent, self.origins.get(agency, "")),
        )

    def targets(self, agency: str) -> Iterator[AgencyTarget]:
        composer = self.composer
        for judged in composer.evaluation.measures:
            for judgement in judged.judgements:
                if judgement.target is None or not of_agency(composer, judgement, agency):
                    continue
                yield AgencyTarget(
                    row=composer.row_id(judgement),
                    measure=judgement.measure.id,
                    title=judgement.measure.title,
                    owners=composer.whose(judgement),
                    target=figures.target(judgement.target, judgement.measure),
                    period=prose.due(judgement),
                    actual=prose.actual(judged, judgement),
                    result=reasons.result(judgement),
                    rating=reasons.rating(judgement.rating),
                    illustrative=judgement.is_illustrative,
                )

    def counts(self, targets: Sequence[AgencyTarget]) -> TargetCounts:
        """Counts that never add what was made up to what was not."""
        words = [
            target.result.word
            for target in targets
            if target.result and (self.composer.illustrative or not target.illustrative)
        ]
        met, missed, open_ = (words.count(w) for w in ("met", "not met", "indeterminate"))
        return TargetCounts(met + missed + open_, met, missed, open_)


def _shown(composer: Composer, status: Status | None) -> Status | None:
    """A status without what may not be shown, and without what nobody really promised."""
    if status is None:
        return None
    hidden = composer.hidden

    def public(found: AgencyStatus) -> AgencyStatus:
        return replace(
            found,
            asked=tuple(a for a in found.asked if a.measure.id not in hidden),
            returned=(),  # the record of reporting says what was returned, as far as it may be said
            explanations=tuple(
                j
                for j in found.explanations
                if j.measure.id not in hidden and (composer.illustrative or not j.is_illustrative)
            ),
        )

    return replace(status, agencies=tuple(public(agency) for agency in status.agencies))


def _punctuality(report: AgencyReport) -> Punctuality:
    return Punctuality(**{field.name: getattr(report, field.name) for field in fields(Punctuality)})


def _finding(
    agency: str, report: Punctuality | None, counts: TargetCounts, silent: int, origin: str
) -> str:
    """How an agency stands: what is on record of it, what it met, what it owes."""
    said = []
    if report is not None and report.due:
        in_time = "" if report.on_time is None else f", {report.on_time} of them in time"
        printed = f", as printed in {origin}" if origin and report.reported else ""
        said.append(
            f"Figures on record from {agency}: {report.reported} of {report.due} that "
            f"{'was' if report.due == 1 else 'were'} due{in_time}{printed}."
        )
    if counts.due:
        due = "1 target was due" if counts.due == 1 else f"{counts.due} targets were due"
        said.append(
            f"{due}: {counts.met} met, {counts.not_met} not met, {counts.indeterminate} that "
            "cannot be decided."
        )
    if silent:
        # One for each promise that was missed when it last fell due, not one for each target.
        are = "1 explanation is" if silent == 1 else f"{silent} explanations are"
        said.append(f"{are} owed for targets that were missed.")
    if report is not None and report.unexplained:
        owed = len(report.unexplained)
        what = "1 explanation is" if owed == 1 else f"{owed} explanations are"
        said.append(f"{what} owed for figures beyond the plan's threshold.")
    return " ".join(said)
