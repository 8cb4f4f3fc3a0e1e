"""Whether what a plan names exists, and leads nowhere back to itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pydantic import BaseModel

from milepost.plan import model as words
from milepost.plan.declarations import Declarations, Known
from milepost.sources import Problem


def references_of_the_strategy(all_: Declarations, known: Known) -> Iterator[Problem]:
    """The issuing office is an agency; what it says is about goals and objectives that exist."""
    for strategy in all_.strategies:
        here = ("strategy", "strategy")
        yield from known.reference((*here, "issued_by"), strategy.issued_by, "agencies")
        if strategy.vocabulary:
            yield from known.reference((*here, "vocabulary"), strategy.vocabulary, "vocabularies")
    for said in all_.statements:
        yield from _named(("statements", said.id), said, known, "goal", "objective")
    for factor in all_.external_factors:
        here = ("external_factors", factor.id)
        yield from _each(here, "objectives", factor.objectives, "objectives", known)
        yield from _each(here, "measures", factor.measures, "measures", known)


def _named(here: tuple[str, str], item: BaseModel, known: Known, *keys: str) -> Iterator[Problem]:
    """Keys that each name one thing of the section that is called after them."""
    for key in keys:
        if name := getattr(item, key):
            yield from known.reference((*here, key), name, f"{key}s")


def _each(
    here: tuple[str, str], key: str, names: Iterable[str], section: str, known: Known
) -> Iterator[Problem]:
    """A key that names several things of one section."""
    for i, name in enumerate(names):
        yield from known.reference((*here, key, i), name, section)


def references_of_roles(all_: Declarations, known: Known) -> Iterator[Problem]:
    """Roles are of agencies that exist, on things that exist."""
    bearers: tuple[tuple[str, Iterable[_Bearer]], ...] = (
        ("goals", all_.goals),
        ("objectives", all_.objectives),
        ("actions", all_.actions),
        ("measures", all_.measures),
        ("mechanisms", all_.mechanisms),
    )
    for section, items in bearers:
        for item in items:
            for i, role in enumerate(item.roles):
                yield from known.reference(
                    (section, item.id, "roles", i, "agency"), role.agency, "agencies"
                )
    for assignment in all_.assignments:
        here = ("assignments", assignment.id)
        yield from known.reference((*here, "agency"), assignment.agency, "agencies")
        keys = ("goal", "objective", "action", "measure", "mechanism")
        yield from _named(here, assignment, known, *keys)
        if sum(1 for key in keys if getattr(assignment, key)) != 1:
            yield known.problem(
                here,
                "P220",
                "a role is on one thing.",
                'Write one of "goal:", "objective:", "action:", "measure:" and "mechanism:".',
            )


_Bearer = words.Goal | words.Objective | words.Action | words.Measure | words.Mechanism


def references_of_objectives(all_: Declarations, known: Known) -> Iterator[Problem]:
    """Parents, needs, goals and objectives that are named exist."""
    for agency in all_.agencies:
        if agency.parent:
            yield from known.reference(("agencies", agency.id, "parent"), agency.parent, "agencies")
    for objective in all_.objectives:
        here = ("objectives", objective.id)
        yield from known.reference((*here, "goal"), objective.goal, "goals")
        for i, need in enumerate(objective.needs):
            yield from known.reference((*here, "needs", i), need, "needs")
    for action in all_.actions:
        yield from known.reference(
            ("actions", action.id, "objective"), action.objective, "objectives"
        )
        for i, name in enumerate(action.agencies):
            yield from known.reference(("actions", action.id, "agencies", i), name, "agencies")


def references_of_arrangements(all_: Declarations, known: Known) -> Iterator[Problem]:
    """The agencies, measures and objectives of resources and mechanisms exist."""
    for resource in all_.resources:
        here = ("resources", resource.id)
        yield from known.reference((*here, "agency"), resource.agency, "agencies")
        yield from _each(here, "measures", resource.measures, "measures", known)
    for mechanism in all_.mechanisms:
        here = ("mechanisms", mechanism.id)
        yield from _each(here, "parties", mechanism.parties, "agencies", known)
        yield from _each(here, "leads", mechanism.leads, "agencies", known)
        yield from _each(here, "objectives", mechanism.objectives, "objectives", known)
        if mechanism.monitored_by:
            where = (*here, "monitored_by")
            yield from known.reference(where, mechanism.monitored_by, "agencies")
        for i, staffing in enumerate(mechanism.staffing):
            yield from known.reference(
                (*here, "staffing", i, "agency"), staffing.agency, "agencies"
            )
        if mechanism.supersedes:
            yield from known.reference((*here, "supersedes"), mechanism.supersedes, "mechanisms")


def references_of_oversight(all_: Declarations, known: Known) -> Iterator[Problem]:
    """Whoever watches, is addressed, has a duty or is let off exists."""
    for watch in all_.monitoring:
        yield from known.reference(("monitoring", watch.id, "by"), watch.by, "agencies")
        here = ("monitoring", watch.id)
        yield from _each(here, "objectives", watch.objectives, "objectives", known)
    for item in all_.recommendations:
        yield from _each(("recommendations", item.id), "to", item.to, "agencies", known)
    for duty in all_.duties:
        if duty.owner:
            yield from known.reference(("duties", duty.id, "owner"), duty.owner, "agencies")
    for waiver in all_.waivers:
        yield from _named(("waivers", waiver.id), waiver, known, "measure", "scale")
    for compared in all_.corroborations:
        here = ("corroborations", compared.id)
        yield from known.reference((*here, "first"), compared.first, "measures")
        yield from known.reference((*here, "second"), compared.second, "measures")
        yield from known.reference((*here, "dimension"), compared.dimension, "code_lists")


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
        yield from _each(here, "agencies", measure.agencies, "agencies", known)
        yield from _each(here, "dimensions", measure.dimensions, "code_lists", known)
        if measure.ratio:
            for key, name in (
                ("numerator", measure.ratio.numerator),
                ("denominator", measure.ratio.denominator),
            ):
                yield from known.reference((*here, "ratio", key), name, "measures")
        if measure.formula:
            for name in measure.formula.measures:
                yield from known.reference((*here, "formula"), name, "measures")
        for i, overlap in enumerate(measure.overlaps):
            yield from known.reference(
                (*here, "overlaps", i, "measure"), overlap.measure, "measures"
            )


def nothing_is_its_own_ancestor(all_: Declarations, known: Known) -> Iterator[Problem]:
    """Parents, superseded mechanisms and computed measures do not run in a circle."""
    parents = {a.id: [a.parent] if a.parent else [] for a in all_.agencies}
    earlier = {m.id: [m.supersedes] if m.supersedes else [] for m in all_.mechanisms}
    parts = {m.id: [*m.parts, *(o.measure for o in m.overlaps)] for m in all_.measures}
    keys = {m.id: "ratio" if m.ratio else "formula" for m in all_.measures}
    for section, key, links in (
        ("agencies", "parent", parents),
        ("mechanisms", "supersedes", earlier),
        ("measures", "", parts),
    ):
        in_a_circle = _in_circles(links)
        for name in links:
            if name in in_a_circle:
                yield known.problem(
                    (section, name, key or keys[name]),
                    "P213",
                    f'"{name}" leads back to itself.',
                    "Break the circle: one of its links points the wrong way.",
                )


def _in_circles(links: Mapping[str, Sequence[str]]) -> set[str]:
    """The names that lead back to themselves, in one walk over all links.

    It is Tarjan's: what is on the path and was begun no later can be reached again.
    """
    found: set[str] = set()
    begun: dict[str, int] = {}
    earliest: dict[str, int] = {}
    path: dict[str, None] = {}
    for start in links:
        ahead = [] if start in begun else [(start, iter(links[start]))]
        while ahead:
            name, others = ahead[-1]
            if name not in begun:
                begun[name] = earliest[name] = len(begun)
                path[name] = None
            for other in others:
                if other not in begun:
                    ahead.append((other, iter(links.get(other, ()))))
                    break
                if other in path:
                    earliest[name] = min(earliest[name], begun[other])
            else:
                ahead.pop()
                if ahead:
                    before = ahead[-1][0]
                    earliest[before] = min(earliest[before], earliest[name])
                if earliest[name] == begun[name]:
                    found |= _circle_above(name, path, links)
    return found


def _circle_above(name: str, path: dict[str, None], links: Mapping[str, Sequence[str]]) -> set[str]:
    """Take from the path a name and all above it, which is a circle if it is more than the name."""
    circle = {name}
    while (last := path.popitem()[0]) != name:
        circle.add(last)
    return circle if len(circle) > 1 or name in links.get(name, ()) else set()
