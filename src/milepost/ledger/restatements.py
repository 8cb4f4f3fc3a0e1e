"""The restatement log: what the record says otherwise on a later day, and by which submission."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from milepost.submissions.model import InForce, Key, Record

Kind = Literal["new", "changed", "withdrawn", "returned"]


@dataclass(frozen=True, slots=True)
class Restatement:
    """One figure that the record has otherwise on the later of two days.

    Attributes:
        key: agency, measure, period and dimensions.
        kind: it is new, changed, withdrawn by the agency, or returned by an analyst.
        old: what was in force on the earlier day; None where nothing was.
        new: what is in force on the later day; None where nothing is.
    """

    key: Key
    kind: Kind
    old: InForce | None
    new: InForce | None


def restatements(old: Record, new: Record) -> tuple[Restatement, ...]:
    """What the later record says otherwise, by measure, period, agency and dimensions.

    A figure that was sent again as it was is no restatement; nor is another note or source.
    """
    found = []
    for key in {**old.in_force, **new.in_force}:
        before, after = old.in_force.get(key), new.in_force.get(key)
        if _said(before) != _said(after):
            found.append(Restatement(key, _kind(before, after), before, after))
    return tuple(sorted(found, key=_order))


def value_in_words(held: InForce | None) -> str:
    """A figure as it was stated: ``at least 4 of 10``, or its absence."""
    if held is None:
        return "nothing"
    observation = held.observation
    stated = observation.stated
    if stated is None:
        return str(observation.absence)
    said = str(stated.number) if stated.bound == "exact" else f"{stated.bound} {stated.number}"
    said += stated.error_in_words
    if stated.upper is not None:
        said += f" and {stated.upper}"
    return said if observation.whole is None else f"{said} of {observation.whole}"


def _kind(before: InForce | None, after: InForce | None) -> Kind:
    if after is None:
        return "returned"
    if after.observation.absence == "withdrawn":
        return "withdrawn"
    return "new" if before is None else "changed"


def _said(held: InForce | None) -> object:
    if held is None:
        return None
    o = held.observation
    return (o.stated, o.whole, o.absence)


def _order(found: Restatement) -> tuple[object, ...]:
    agency, measure, period, dimensions = found.key
    return (measure, period.kind, period.first, period.last, agency, dimensions)
