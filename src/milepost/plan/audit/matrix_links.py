"""The thread from a goal to the money: objectives, measures, agencies, amounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from milepost.plan.audit import matrix_entries
from milepost.plan.audit.matrix_entries import Entry
from milepost.plan.audit.model import Audited
from milepost.plan.model import Goal, Measure, Objective
from milepost.sources import Place


@dataclass(frozen=True, slots=True)
class LinkedMeasure:
    """A measure under its objective.

    Attributes:
        id: the measure.
        title: its title.
        agencies: who reports it; nobody where it is computed.
        dated_targets: how many of its targets have a date.
        place: where it is written.
        illustrative: whether it, its baseline or a target of it was made up.
    """

    id: str
    title: str
    agencies: tuple[str, ...]
    dated_targets: int
    place: Place
    illustrative: bool


@dataclass(frozen=True, slots=True)
class LinkedAgency:
    """What an agency is to an objective.

    Attributes:
        id: the agency.
        name: its full name.
        roles: its roles on the objective; none where it only reports.
        reports: how many of the objective's measures it reports.
        place: where its role, or else the agency, is written.
        illustrative: whether its role was made up.
    """

    id: str
    name: str
    roles: tuple[str, ...]
    reports: int
    place: Place
    illustrative: bool


@dataclass(frozen=True, slots=True)
class LinkedObjective:
    """An objective with all that hangs on it.

    Attributes:
        id: the objective.
        title: its title.
        place: where it is written.
        illustrative: whether it was made up.
        measures: its measures, in the order of the plan.
        agencies: who has a role on it or reports a measure of it.
        resources: what is given for it, by year.
    """

    id: str
    title: str
    place: Place
    illustrative: bool
    measures: tuple[LinkedMeasure, ...]
    agencies: tuple[LinkedAgency, ...]
    resources: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class LinkedGoal:
    """A goal with its objectives.

    Attributes:
        id: the goal.
        title: its title.
        place: where it is written.
        illustrative: whether it was made up.
        objectives: its objectives, in the order of the plan.
    """

    id: str
    title: str
    place: Place
    illustrative: bool
    objectives: tuple[LinkedObjective, ...]


def links_of(audited: Audited) -> tuple[LinkedGoal, ...]:
    """Every goal of the plan with what hangs on it."""
    return tuple(_goal(audited, goal) for goal in audited.plan.goals)


def _goal(audited: Audited, goal: Goal) -> LinkedGoal:
    under = audited.holdings.objectives.get(goal.id, ())
    return LinkedGoal(
        goal.id,
        goal.title,
        audited.places.at("goals", goal.id),
        goal.illustrative,
        tuple(_objective(audited, objective) for objective in under),
    )


def _objective(audited: Audited, objective: Objective) -> LinkedObjective:
    return LinkedObjective(
        objective.id,
        objective.title,
        audited.places.at("objectives", objective.id),
        objective.illustrative,
        tuple(_measure(audited, m) for m in audited.holdings.measures.get(objective.id, ())),
        tuple(_agencies(audited, objective)),
        tuple(matrix_entries.of_resources(audited, objective)),
    )


def _measure(audited: Audited, measure: Measure) -> LinkedMeasure:
    return LinkedMeasure(
        measure.id,
        measure.title,
        measure.agencies,
        sum(target.is_dated for target in measure.targets),
        audited.places.at("measures", measure.id),
        measure.has_illustrative_promise,
    )


def _agencies(audited: Audited, objective: Objective) -> Iterator[LinkedAgency]:
    """Those with a role first, then those that report without one."""
    placed = audited.holdings.roles_on(objective.id)
    measures = audited.holdings.measures.get(objective.id, ())
    reports = Counter(agency for m in measures for agency in m.agencies)
    for agency in dict.fromkeys([*(p.role.agency for p in placed), *reports]):
        own = [p for p in placed if p.role.agency == agency]
        known = audited.plan.agency_by_id.get(agency)
        yield LinkedAgency(
            agency,
            known.name if known else agency,
            tuple(dict.fromkeys(p.role.role for p in own)),
            reports[agency],
            audited.places.at(*own[0].where) if own else audited.places.at("agencies", agency),
            any(p.role.illustrative for p in own),
        )
