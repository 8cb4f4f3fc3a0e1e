"""The plan: the strategy with everything declared under it, as one immutable value."""

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from milepost.periods import Calendar
from milepost.plan.model.arrangements import (
    Mechanism,
    Monitoring,
    PublishedVerdict,
    Recommendation,
    StatutoryDuty,
    Waiver,
)
from milepost.plan.model.base import Declared
from milepost.plan.model.extracts import Extract
from milepost.plan.model.measures import Measure
from milepost.plan.model.reporting import Extension, Relation, ReportingWindow
from milepost.plan.model.rules import (
    CodeList,
    Composite,
    Corroboration,
    Ladder,
    Scale,
    Vocabulary,
)
from milepost.plan.model.strategy import (
    Action,
    Agency,
    Assignment,
    CalendarDeclaration,
    ContextFigure,
    ExternalFactor,
    Goal,
    Need,
    Objective,
    Resource,
    Role,
    Standard,
    Statement,
    Strategy,
)

RoleBearer = Literal["goal", "objective", "action", "measure", "mechanism"]
_PlacedRole = tuple[Role, tuple[str, str, *tuple[str | int, ...]]]


class Plan(Declared):
    """The strategy with everything declared under it, as it stands on a day."""

    as_of: dt.date | None = None
    """The day it was read as of; None where everything that is written holds."""
    strategy: Strategy
    calendar_declaration: CalendarDeclaration
    agencies: tuple[Agency, ...] = ()
    needs: tuple[Need, ...] = ()
    goals: tuple[Goal, ...] = ()
    objectives: tuple[Objective, ...] = ()
    actions: tuple[Action, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    statements: tuple[Statement, ...] = ()
    resources: tuple[Resource, ...] = ()
    mechanisms: tuple[Mechanism, ...] = ()
    monitoring: tuple[Monitoring, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    published_verdicts: tuple[PublishedVerdict, ...] = ()
    duties: tuple[StatutoryDuty, ...] = ()
    windows: tuple[ReportingWindow, ...] = ()
    extensions: tuple[Extension, ...] = ()
    relations: tuple[Relation, ...] = ()
    external_factors: tuple[ExternalFactor, ...] = ()
    context: tuple[ContextFigure, ...] = ()
    standards: tuple[Standard, ...] = ()
    code_lists: tuple[CodeList, ...] = ()
    extracts: tuple[Extract, ...] = ()
    scales: tuple[Scale, ...] = ()
    composites: tuple[Composite, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    corroborations: tuple[Corroboration, ...] = ()
    vocabularies: tuple[Vocabulary, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    measures: tuple[Measure, ...] = ()

    @cached_property
    def calendar(self) -> Calendar:
        """The calendar by which this plan's fiscal years run."""
        return Calendar(self.calendar_declaration.fiscal_year_starts)

    @cached_property
    def measure_by_id(self) -> dict[str, Measure]:
        """Every measure by its identifier."""
        return {m.id: m for m in self.measures}

    @cached_property
    def agency_by_id(self) -> dict[str, Agency]:
        """Every agency by its identifier."""
        return {a.id: a for a in self.agencies}

    def measures_under(self, objective: str) -> tuple[Measure, ...]:
        """The measures of an objective, in the order of the plan."""
        return tuple(m for m in self.measures if m.objective == objective)

    def roles_on(self, bearer: RoleBearer, identifier: str) -> tuple[Role, ...]:
        """The roles on a thing: those written with it, then those assigned elsewhere."""
        return tuple(role for role, _ in self.placed_roles_on(bearer, identifier))

    def placed_roles_on(self, bearer: RoleBearer, identifier: str) -> Iterator[_PlacedRole]:
        """The roles on a thing, each with the section, identifier and path it is written at."""
        return iter(self._roles_on.get((bearer, identifier), ()))

    @cached_property
    def _roles_on(self) -> dict[tuple[RoleBearer, str], list[_PlacedRole]]:
        """The placed roles on each thing."""
        sections: dict[RoleBearer, tuple[Goal | Objective | Action | Measure | Mechanism, ...]] = {
            "goal": self.goals,
            "objective": self.objectives,
            "action": self.actions,
            "measure": self.measures,
            "mechanism": self.mechanisms,
        }
        found: dict[tuple[RoleBearer, str], list[_PlacedRole]] = {}
        for bearer, items in sections.items():
            for item in items:
                on = found.setdefault((bearer, item.id), [])
                on += [
                    (role, (f"{bearer}s", item.id, "roles", i)) for i, role in enumerate(item.roles)
                ]
        for assignment in self.assignments:
            for bearer in sections:
                if of := getattr(assignment, bearer):
                    place = (assignment, ("assignments", assignment.id))
                    found.setdefault((bearer, of), []).append(place)
        return found

    def department_of(self, agency: str) -> str:
        """The agency at the top of an agency's line of parents, such as DOJ of ATF."""
        known = self.agency_by_id
        while agency in known and (parent := known[agency].parent):
            agency = parent
        return agency

    def is_foreign(self, agency: str) -> bool:
        """Whether an agency, or one it belongs to, is of another government."""
        known, at = self.agency_by_id, agency
        while at in known:
            if known[at].foreign:
                return True
            at = known[at].parent or ""
        return False

    def waiver_for(
        self,
        of: Literal["rating", "criterion", "check", "method"],
        name: str,
        on: dt.date,
        check: str = "",
    ) -> Waiver | None:
        """The waiver in force on a day for a measure or a criterion; None where there is none.

        Args:
            of: what is waived.
            name: the measure, or the criterion.
            on: the day.
            check: the code of the check, where that is what is waived.
        """
        for waiver in self.waivers:
            named = waiver.criterion if of == "criterion" else waiver.measure
            fits = waiver.of == of and named == name and (waiver.check or "") == check
            if fits and waiver.from_ <= on <= waiver.until:
                return waiver
        return None
