"""What hangs on what in a plan, found in one walk, so that ten thousand measures are no burden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from milepost.plan.model import (
    Action,
    Goal,
    Measure,
    Mechanism,
    Monitoring,
    Need,
    Objective,
    Plan,
    Resource,
    Role,
)
from milepost.plan.places import Step

Where = tuple[str, str, *tuple[Step, ...]]


@dataclass(frozen=True, slots=True)
class PlacedRole:
    """A role, and where it is written.

    Attributes:
        role: the role.
        where: the section, identifier and path it stands at.
    """

    role: Role
    where: Where


def _lists() -> dict[Any, list[Any]]:
    return defaultdict(list)


@dataclass(frozen=True, slots=True)
class Holdings:
    """The plan by what each thing has under it.

    Attributes:
        needs: the needs by identifier.
        answering: the objectives that answer a need.
        objectives: the objectives under a goal.
        roles: the roles on a thing, by what it is and its identifier.
        actions: the actions under an objective.
        measures: the measures under an objective.
        resources: what is tied to an objective, by its own word or through a measure under it.
        mechanisms: the mechanisms that serve an objective.
        monitoring: who watches an objective.
    """

    needs: dict[str, Need]
    answering: dict[str, list[Objective]] = field(default_factory=_lists)
    objectives: dict[str, list[Objective]] = field(default_factory=_lists)
    roles: dict[tuple[str, str], list[PlacedRole]] = field(default_factory=_lists)
    actions: dict[str, list[Action]] = field(default_factory=_lists)
    measures: dict[str, list[Measure]] = field(default_factory=_lists)
    resources: dict[str, list[Resource]] = field(default_factory=_lists)
    mechanisms: dict[str, list[Mechanism]] = field(default_factory=_lists)
    monitoring: dict[str, list[Monitoring]] = field(default_factory=_lists)

    def roles_on(self, objective: str) -> list[PlacedRole]:
        """The roles on an objective itself."""
        return self.roles.get(("objective", objective), [])

    def acting_under(self, objective: str) -> dict[str, Where]:
        """Agencies that act, report or pay under an objective, each with where that first shows."""
        found: dict[str, Where] = {}
        for action in self.actions.get(objective, ()):
            for i, agency in enumerate(action.agencies):
                found.setdefault(agency, ("actions", action.id, "agencies", i))
        for measure in self.measures.get(objective, ()):
            for i, agency in enumerate(measure.agencies):
                found.setdefault(agency, ("measures", measure.id, "agencies", i))
        for resource in self.resources.get(objective, ()):
            found.setdefault(resource.agency, ("resources", resource.id, "agency"))
        return found

    def with_a_role_under(self, objective: str) -> set[str]:
        """Agencies with a role on an objective, or on an action or measure under it."""
        placed = list(self.roles_on(objective))
        for action in self.actions.get(objective, ()):
            placed += self.roles.get(("action", action.id), [])
        for measure in self.measures.get(objective, ()):
            placed += self.roles.get(("measure", measure.id), [])
        return {p.role.agency for p in placed}


def holdings_of(plan: Plan) -> Holdings:
    """Walk over the plan once."""
    found = Holdings({need.id: need for need in plan.needs})
    for objective in plan.objectives:
        found.objectives[objective.goal].append(objective)
        for need in objective.needs:
            found.answering[need].append(objective)
    for action in plan.actions:
        found.actions[action.objective].append(action)
    for measure in plan.measures:
        found.measures[measure.objective].append(measure)
    _place_roles(plan, found)
    _place_arrangements(plan, found)
    return found


def _place_arrangements(plan: Plan, found: Holdings) -> None:
    under = {measure.id: measure.objective for measure in plan.measures}
    for resource in plan.resources:
        own = [resource.objective] if resource.objective else []
        for name in dict.fromkeys([*own, *(under[m] for m in resource.measures if m in under)]):
            found.resources[name].append(resource)
    for mechanism in plan.mechanisms:
        for name in mechanism.objectives:
            found.mechanisms[name].append(mechanism)
    for watch in plan.monitoring:
        for name in watch.objectives or [o.id for o in plan.objectives]:
            found.monitoring[name].append(watch)


def _place_roles(plan: Plan, found: Holdings) -> None:
    bearers: tuple[tuple[str, Iterable[Goal | Objective | Action | Measure | Mechanism]], ...] = (
        ("goal", plan.goals),
        ("objective", plan.objectives),
        ("action", plan.actions),
        ("measure", plan.measures),
        ("mechanism", plan.mechanisms),
    )
    for bearer, items in bearers:
        for item in items:
            for i, role in enumerate(item.roles):
                where: Where = (f"{bearer}s", item.id, "roles", i)
                found.roles[bearer, item.id].append(PlacedRole(role, where))
    for assignment in plan.assignments:
        for bearer, _ in bearers:
            if name := getattr(assignment, bearer):
                placed = PlacedRole(assignment, ("assignments", assignment.id))
                found.roles[bearer, name].append(placed)
