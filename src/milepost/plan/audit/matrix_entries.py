"""What is declared for an objective, one line each: what the matrix shows beneath its verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from milepost.plan.audit import gaps
from milepost.plan.audit.holdings import PlacedRole
from milepost.plan.audit.model import Audited
from milepost.plan.audit.wording import count
from milepost.plan.model import Mechanism, Objective, Resource
from milepost.sources import Place

_AMOUNTS: Final = ("requested", "enacted", "obligated", "planned")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is declared, in a few words.

    Attributes:
        subject: the section it stands in, and its identifier.
        words: what it says.
        place: where it is written.
        illustrative: whether it was made up to show a feature.
    """

    subject: tuple[str, str]
    words: str
    place: Place
    illustrative: bool = False


def of_needs(audited: Audited, objective: Objective) -> Iterator[Entry]:
    """The objective in the words of the strategy, and the needs it answers."""
    subject = ("objectives", objective.id)
    if objective.statement is not None:
        place = audited.places.at(*subject, "statement")
        yield Entry(subject, objective.statement, place, objective.illustrative)
    for need in (audited.holdings.needs.get(name) for name in objective.needs):
        if need is not None:
            place = audited.places.at("needs", need.id)
            yield Entry(("needs", need.id), f"Need: {need.title}", place, need.illustrative)


def of_roles(audited: Audited, objective: Objective) -> Iterator[Entry]:
    """Who has which role, and by what authority."""
    for placed in audited.holdings.roles_on(objective.id):
        yield of_role(audited, placed)


def of_role(audited: Audited, placed: PlacedRole) -> Entry:
    """A role, with the authority or contribution that is stated."""
    role = placed.role
    words = f"{role.agency}, {role.role}: {role.authority or 'no authority stated'}"
    return Entry(
        (placed.where[0], placed.where[1]),
        words,
        audited.places.at(*placed.where),
        role.illustrative,
    )


def of_resources(audited: Audited, objective: Objective) -> Iterator[Entry]:
    """What is given for it, by the years it is for."""
    held = audited.holdings.resources.get(objective.id, ())
    for resource in sorted(held, key=lambda r: audited.plan.calendar.key(r.period)):
        yield of_resource(audited, resource)


def of_resource(audited: Audited, resource: Resource) -> Entry:
    """A resource: whose, for when, its amounts as exactly as they are stated, and what for."""
    stated = [
        f"{_amount(value, resource.unit)} {word}"
        for word in _AMOUNTS
        if (value := getattr(resource, word)) is not None
    ]
    said = ", ".join(stated) or "no amount stated"
    return Entry(
        ("resources", resource.id),
        f"{resource.agency} {resource.period}: {said}. {resource.purpose}",
        audited.places.at("resources", resource.id),
        resource.illustrative,
    )


def of_mechanisms(audited: Audited, objective: Objective) -> Iterator[Entry]:
    """The mechanisms that serve it, with how they stand and what is wrong with their reviews."""
    for mechanism in audited.holdings.mechanisms.get(objective.id, ()):
        yield of_mechanism(audited, mechanism)


def of_mechanism(audited: Audited, mechanism: Mechanism) -> Entry:
    """A mechanism with its parties and status."""
    said: list[str] = [mechanism.status]
    if gaps.standing(mechanism, audited.on) == "standing":
        said += [gap] if (gap := gaps.review_gap(mechanism, audited.on)) else []
    if mechanism.open_issues:
        said.append(count(len(mechanism.open_issues), "open issue"))
    return Entry(
        ("mechanisms", mechanism.id),
        f"{mechanism.title} ({', '.join(mechanism.parties)}): {', '.join(said)}",
        audited.places.at("mechanisms", mechanism.id),
        mechanism.illustrative or any(r.illustrative for r in mechanism.reviews),
    )


def of_measures(audited: Audited, objective: Objective) -> Iterator[Entry]:
    """Its measures with their targets, and who watches."""
    for measure in audited.holdings.measures.get(objective.id, ()):
        dated = sum(target.is_dated for target in measure.targets)
        yield Entry(
            ("measures", measure.id),
            f"{measure.title}: {count(dated, 'dated target') if dated else 'no dated target'}",
            audited.places.at("measures", measure.id),
            measure.has_illustrative_promise,
        )
    for watch in audited.holdings.monitoring.get(objective.id, ()):
        yield Entry(
            ("monitoring", watch.id),
            f"Monitoring, {watch.every}, by {watch.by}: {watch.reports}",
            audited.places.at("monitoring", watch.id),
            watch.illustrative,
        )


def _amount(value: Decimal, unit: str) -> str:
    return f"${value:,f}" if unit == "USD" else f"{value:,f} {unit}"
