"""The page of an agency as a value, before it is laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from milepost.plan.model.plan import RoleBearer
from milepost.scorecard.certified import AssertionMade, FileCertified
from milepost.scorecard.misses import MissRow
from milepost.scorecard.model import Verdict
from milepost.scorecard.status import Share, Window


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A role of an agency.

    Attributes:
        on: on what: goal, objective, action, mechanism or measure.
        title: its title or statement.
        capacity: lead, co-lead, supporting, consulted; party to a mechanism; undertakes an action.
        authority: by what right, or what it contributes; empty where the plan does not say.
        source: where that is stated.
        illustrative: whether it was made up.
    """

    on: RoleBearer
    title: str
    capacity: str
    authority: str
    source: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class DutyStanding:
    """What falls due, and whether it was done.

    Attributes:
        kind: what sort of thing it is, in words.
        title: what is to be done.
        due: by when.
        standing: done or not, as far as the plan records it.
        note: how late, when it was done, what must be known of it; empty for nothing.
        source: the section of the law, or where else it is stated.
        illustrative: whether it was made up.
        is_late: whether it was done late, or is overdue.
    """

    kind: str
    title: str
    due: str
    standing: Verdict
    note: str
    source: str
    illustrative: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class AgencyTarget:
    """A target of an agency, and how it came out.

    Attributes:
        row: the row of the objective that says all of it.
        measure: the measure's identifier.
        title: its title.
        owners: whose target it is: "ATF and ICE" where they are added up.
        target: in words, with its unit.
        period: for when it was promised.
        actual: in words, or why there is none.
        result: whether it was met.
        rating: the outlook.
        illustrative: whether anything it rests on was made up.
    """

    row: str
    measure: str
    title: str
    owners: str
    target: str
    period: str
    actual: str
    result: Verdict | None
    rating: Verdict
    illustrative: bool


@dataclass(frozen=True, slots=True)
class TargetCounts:
    """How an agency's targets came out; in a real plan without what was made up.

    Attributes:
        due: how many were due.
        met: how many of those were met.
        not_met: how many were not.
        indeterminate: of how many nobody can say.
    """

    due: int
    met: int
    not_met: int
    indeterminate: int


@dataclass(frozen=True, slots=True)
class Punctuality:
    """What was due of an agency in a period, and what came in time, as ``milepost status`` counts.

    What is not public is not in it, nor in a real plan what rests on a target that was made up.

    Attributes:
        due: how many figures were asked for.
        reported: how many are in force, named absences too.
        on_time: how many of them came by their day; None where that cannot be told.
        late: how many came later; None likewise.
        after_lock: how many came only after the period was closed; None likewise.
        returned: how many an analyst has given back, with nothing else in force.
        rejected: how many could not be taken, likewise.
        awaited: how many have not come and need not yet.
        missing: how many have not come in time.
        completeness: reported of due.
        timeliness: on time of due; None where that cannot be told.
        not_reported: what is missing, each with its periods.
        not_taken: what is rejected, each with its periods.
        unexplained: figures beyond the plan's threshold of which nobody says why.
    """

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
    unexplained: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """All that is said of one agency.

    Attributes:
        id: its identifier in the plan.
        name: its name.
        part_of: the department or agency it belongs to; empty for none.
        mandate: what it does by law or by its own account; empty where the plan does not say.
        measures: how many measures it reports; those that are not public are not counted.
        roles: its roles, as they are written down.
        actions: what it undertakes without a role being written down.
        duties: what falls due, and whether it was done.
        report: what was due of it in the period, and what came in time; None where nothing was.
        windows: by when.
        files: what it sent, and who stands for each.
        assertions: what its official asserts.
        returned: what an analyst has given back.
        counts: how its targets came out.
        targets: each of them.
        misses: what it missed, how often in a row, and what that obliges to.
        silent: of how many missed targets nobody says why; in a real plan without what was made
            up.
        finding: how it stands, in a sentence or two.
    """

    id: str
    name: str
    part_of: str
    mandate: str
    measures: int
    roles: tuple[RoleHeld, ...]
    actions: tuple[RoleHeld, ...]
    duties: tuple[DutyStanding, ...]
    report: Punctuality | None
    windows: tuple[Window, ...]
    files: tuple[FileCertified, ...]
    assertions: tuple[AssertionMade, ...]
    returned: tuple[str, ...]
    counts: TargetCounts
    targets: tuple[AgencyTarget, ...]
    misses: tuple[MissRow, ...]
    silent: int
    finding: str

    @property
    def is_empty(self) -> bool:
        """Whether the plan gives it nothing to do, and nothing came from it."""
        undertaken = self.roles or self.actions or self.duties
        return not (undertaken or self.report or self.files or self.targets)

    @property
    def is_held_to_account(self) -> bool:
        """Whether a figure or a target was asked of it for the period."""
        return bool(self.targets or self.misses or (self.report and self.report.due))


@dataclass(frozen=True, slots=True)
class Agencies:
    """All agencies of the plan.

    Attributes:
        period: the period of which figures and targets are.
        pages: those that have a role or a duty: first those of which a figure or a target was
            asked, then the others, each in the order of the plan.
        without: the names of the others.
        duties_of_all: what every agency owed by law and owes next, with whether it was done.
        duties_when: from when to when the duties fell due, beside those that come next; empty where
            they were not looked at.
    """

    period: str
    pages: tuple[AgencyPage, ...]
    without: tuple[str, ...]
    duties_of_all: tuple[DutyStanding, ...]
    duties_when: str

    def page_of(self, agency: str) -> AgencyPage | None:
        """The page of an agency; None where it has none."""
        return next((page for page in self.pages if page.id == agency), None)


NO_AGENCIES: Final = Agencies("", (), (), (), "")
