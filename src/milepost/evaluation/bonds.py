"""How reported figures hang together, so that some tell others.

Only what is reported needs to be looked at: what Milepost itself adds up is made of what is shown,
and tells no more than that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Final

from milepost.evaluation.disclosure import AtMost, Bond, Quotient, Sum
from milepost.periods import Period
from milepost.plan.model import Plan, Relation
from milepost.submissions.model import Key, Record

_ALL: Final = Fraction(100)


def bonds_between(plan: Plan, record: Record) -> Iterator[Bond[Key]]:
    """Every bond between figures in force that the plan declares, or that follows from periods."""
    yield from _of_dimensions(plan, record)
    yield from _of_periods(plan, record)
    for relation in plan.relations:
        for agency, period in _where(relation, record):
            yield from _of_relation(relation, agency, period, record)


def _of_dimensions(plan: Plan, record: Record) -> Iterator[Bond[Key]]:
    """States make a country: what is divided by a code list, and reported as a whole too.

    Codes of which nothing is reported are taken for none: a reader would.
    """
    parts: dict[Key, list[Key]] = defaultdict(list)
    for key in record.in_force:
        agency, name, period, dimensions = key
        measure = plan.measure_by_id.get(name)
        if measure is None or measure.quantity in ("average", "ratio"):
            continue
        for i in range(len(dimensions)):
            whole = (agency, name, period, dimensions[:i] + dimensions[i + 1 :])
            # By each dimension apart: states of one drug, and drugs of one state.
            parts[(*whole[:3], (*whole[3], ("", dimensions[i][0])))].append(key)
    for (agency, name, period, marked), cells in parts.items():
        whole = (agency, name, period, marked[:-1])
        if whole in record.in_force:
            yield Sum(tuple(cells), whole)


def _of_periods(plan: Plan, record: Record) -> Iterator[Bond[Key]]:
    """Quarters make a year, where the plan adds them up and the year is reported too."""
    for key in record.in_force:
        agency, name, period, dimensions = key
        measure = plan.measure_by_id.get(name)
        if measure is None or measure.combine.periods != "sum" or not period.is_year:
            continue
        quarters = tuple((agency, name, quarter, dimensions) for quarter in period.quarters())
        if all(quarter in record.in_force for quarter in quarters):
            yield Sum(quarters, key)


def _where(relation: Relation, record: Record) -> Iterator[tuple[str, Period]]:
    """For whose figures of which periods a relation is looked at."""
    named = {*relation.parts, relation.whole, relation.percentage, relation.unknown} - {None}
    found = {
        (agency, period)
        for agency, measure, period, _ in record.in_force
        if measure in named and relation.agency in (None, agency)
    }
    return iter(sorted(found, key=lambda pair: (pair[0], str(pair[1]))))


def _of_relation(
    relation: Relation, agency: str, period: Period, record: Record
) -> Iterator[Bond[Key]]:
    def cell(measure: str | None) -> Key | None:
        """The figure, where it is in force."""
        key = (agency, measure or "", period, ())
        return key if key in record.in_force else None

    parts = [cell(m) for m in (*relation.parts, relation.unknown) if m]
    there = tuple(part for part in parts if part is not None)
    whole = cell(relation.whole)
    match relation.kind:
        case "total" if len(there) == len(parts) and (whole or relation.whole is None):
            said_of = record.in_force[there[0]].observation.whole
            yield Sum(there, whole, _ALL if said_of is None else Fraction(said_of))
        case "part" | "cross-source" if whole:
            yield from (AtMost(part, whole) for part in there)
        case "funnel":
            yield from (AtMost(b, a) for a, b in pairwise(parts) if a and b)
        case "percentage" | "ratio":
            share, part = cell(relation.percentage), parts[0]
            if share and part and whole:
                yield Quotient(share, part, whole)
        case _:
            return
