"""Whether what a plan names exists, and leads nowhere back to itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from milepost.plan import model as words
from milepost.plan.declarations import Declarations, Known
from milepost.sources import Problem


def issuing_office(strategy: words.Strategy, known: Known) -> Iterator[Problem]:
    """The office that issues it is one of the agencies."""
    yield from known.reference(
        ("strategy", "strategy", "issued_by"), strategy.issued_by, "agencies"
    )


def references_of_objectives(all_: Declarations, known: Known) -> Iterator[Problem]:
    """Agencies, needs, goals and objectives that are named exist."""
    for agency in all_.agencies:
        if agency.parent:
            yield from known.reference(("agencies", agency.id, "parent"), agency.parent, "agencies")
    for objective in all_.objectives:
        here = ("objectives", objective.id)
        yield from known.reference((*here, "goal"), objective.goal, "goals")
        for i, need in enumerate(objective.needs):
            yield from known.reference((*here, "needs", i), need, "needs")
        for i, role in enumerate(objective.roles):
            yield from known.reference((*here, "roles", i, "agency"), role.agency, "agencies")
    for action in all_.actions:
        yield from known.reference(
            ("actions", action.id, "objective"), action.objective, "objectives"
        )
        for i, name in enumerate(action.agencies):
            yield from known.reference(("actions", action.id, "agencies", i), name, "agencies")


def references_of_arrangements(all_: Declarations, known: Known) -> Iterator[Problem]:
    """The agencies of resources, mechanisms and recommendations exist."""
    for resource in all_.resources:
        yield from known.reference(
            ("resources", resource.id, "agency"), resource.agency, "agencies"
        )
    for mechanism in all_.mechanisms:
        here = ("mechanisms", mechanism.id)
        for key, names in (("parties", mechanism.parties), ("leads", mechanism.leads)):
            for i, name in enumerate(names):
                yield from known.reference((*here, key, i), name, "agencies")
        for i, staffing in enumerate(mechanism.staffing):
            yield from known.reference(
                (*here, "staffing", i, "agency"), staffing.agency, "agencies"
            )
        if mechanism.supersedes:
            yield from known.reference((*here, "supersedes"), mechanism.supersedes, "mechanisms")
    for item in all_.recommendations:
        for i, name in enumerate(item.to):
            yield from known.reference(("recommendations", item.id, "to", i), name, "agencies")


def references_to_objectives(all_: Declarations, known: Known) -> Iterator[Problem]:
    """Whatever may hang under an objective hangs under one that exists."""
    sections: tuple[
        tuple[str, Iterable[words.Resource | words.ContextFigure | words.Standard]], ...
    ]
    sections = (
        ("resources", all_.resources),
        ("context", all_.context),
        ("standards", all_.standards),
    )
    for section, items in sections:
        for item in items:
            if item.objective:
                where = (section, item.id, "objective")
                yield from known.reference(where, item.objective, "objectives")


def references_of_measures(all_: Declarations, known: Known) -> Iterator[Problem]:
    """A measure's objective, agencies, dimensions, parts and overlaps exist."""
    for measure in all_.measures:
        here = ("measures", measure.id)
        yield from known.reference((*here, "objective"), measure.objective, "objectives")
        for i, name in enumerate(measure.agencies):
            yield from known.reference((*here, "agencies", i), name, "agencies")
        for i, name in enumerate(measure.dimensions):
            yield from known.reference((*here, "dimensions", i), name, "code_lists")
        if measure.ratio:
            for key, name in (
                ("numerator", measure.ratio.numerator),
                ("denominator", measure.ratio.denominator),
            ):
                yield from known.reference((*here, "ratio", key), name, "measures")
        for i, overlap in enumerate(measure.overlaps):
            yield from known.reference(
                (*here, "overlaps", i, "measure"), overlap.measure, "measures"
            )


def nothing_is_its_own_ancestor(all_: Declarations, known: Known) -> Iterator[Problem]:
    """Parents, superseded mechanisms and computed measures do not run in a circle."""
    parents = {a.id: [a.parent] if a.parent else [] for a in all_.agencies}
    earlier = {m.id: [m.supersedes] if m.supersedes else [] for m in all_.mechanisms}
    parts = {m.id: _computed_from(m) for m in all_.measures}
    for section, key, links in (
        ("agencies", "parent", parents),
        ("mechanisms", "supersedes", earlier),
        ("measures", "ratio", parts),
    ):
        for name in links:
            if _reaches(name, name, links):
                yield known.problem(
                    (section, name, key),
                    "P213",
                    f'"{name}" leads back to itself.',
                    "Break the circle: one of its links points the wrong way.",
                )


def _computed_from(measure: words.Measure) -> list[str]:
    ratio = [measure.ratio.numerator, measure.ratio.denominator] if measure.ratio else []
    return ratio + [o.measure for o in measure.overlaps]


def _reaches(start: str, goal: str, links: dict[str, list[str]]) -> bool:
    seen: set[str] = set()
    ahead = list(links.get(start, ()))
    while ahead:
        name = ahead.pop()
        if name == goal:
            return True
        if name not in seen:
            seen.add(name)
            ahead += links.get(name, ())
    return False
