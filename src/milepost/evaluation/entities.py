"""What is reported of one entity of a code list: a state, a port of entry."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from milepost.evaluation.model import Actual
from milepost.intervals import Interval
from milepost.submissions.model import InForce, Key, Record, Remark


@dataclass(frozen=True, slots=True)
class Entity:
    """What two sources say of one entity.

    Attributes:
        code: its code, as agencies write it.
        title: its name; the code where the list has none.
        first: what the one source counts.
        second: what the other counts.
    """

    code: str
    title: str
    first: Actual
    second: Actual

    @property
    def pair(self) -> tuple[Fraction, Fraction] | None:
        """Both counts, where both are exact."""
        first, second = exact(self.first), exact(self.second)
        return None if first is None or second is None else (first, second)

    @property
    def ratio(self) -> Interval | None:
        """First to second; None where either is not known, or the second may be zero."""
        first, second = self.first.value, self.second.value
        return None if first is None or second is None else first.over(second)

    @property
    def has_none_of_the_second(self) -> bool:
        """Whether the other source counts none there, or says nothing of it."""
        return self.second.value is None or exact(self.second) == 0


def exact(actual: Actual) -> Fraction | None:
    """The one value of an actual; None where it is bounded or absent."""
    value = actual.value
    return value.low if value is not None and value.is_exact else None


def in_force_by_code(record: Record, dimension: str) -> dict[str, dict[Key, InForce]]:
    """What is in force of each entity, as if it were all there is: keys without the code."""
    found: dict[str, dict[Key, InForce]] = {}
    for (agency, measure, period, dimensions), held in record.in_force.items():
        if len(dimensions) == 1 and dimensions[0][0] == dimension:
            found.setdefault(dimensions[0][1], {})[agency, measure, period, ()] = held
    return found


def returned_by_code(record: Record, dimension: str) -> dict[str, list[tuple[InForce, Remark]]]:
    """What an analyst gave back of each entity, likewise."""
    found: dict[str, list[tuple[InForce, Remark]]] = {}
    for held, said in record.returned:
        dimensions = held.observation.dimensions
        if len(dimensions) == 1 and dimensions[0][0] == dimension:
            bare = replace(held, observation=replace(held.observation, dimensions=()))
            found.setdefault(dimensions[0][1], []).append((bare, said))
    return found
