"""How reported figures hang together, so that some tell others.

Only what is reported needs to be looked at: what Milepost itself adds up is made of what is shown,
and tells no more than that.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Final

from milepost.evaluation.disclosure import AtMost, Bond, Quotient, Sum, Together
from milepost.evaluation.same_rows import bonds_of_rows
from milepost.periods import Calendar, Period
from milepost.plan.model import Measure, Plan, Relation
from milepost.submissions.model import Dimensions, Key, Record

_ALL: Final = Fraction(100)
# Of what is computed from rows: what adds up over codes and periods, of a share part by part.
_ADDS_UP: Final = ("count", "sum", "share", "in_both")
# What does not add up, but tells what is left out where it is shown with how many rows it is of.
_TELLS: Final = ("mean", "rate", "distinct")


def bonds_between(plan: Plan, record: Record) -> Iterator[Bond[Key]]:
    """Every bond between figures in force that the plan declares, or that follows from periods."""
    yield from _of_dimensions(plan, record)
    yield from _of_periods(plan, record)
    yield from bonds_of_rows(plan, record)
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
        if measure is None or not _tells_by_codes(measure):
            continue
        for i in range(len(dimensions)):
            whole = (agency, name, period, dimensions[:i] + dimensions[i + 1 :])
            # By each dimension apart: states of one drug, and drugs of one state.
            parts[(*whole[:3], (*whole[3], ("", dimensions[i][0])))].append(key)
    for (agency, name, period, marked), cells in parts.items():
        whole = (agency, name, period, marked[:-1])
        if whole in record.in_force:
            yield _bond(plan.measure_by_id[name], tuple(cells), whole)


def _tells_by_codes(measure: Measure) -> bool:
    """Whether the figures of all codes and the whole tell each other."""
    if measure.from_extract is not None:
        return measure.from_extract.kind in (*_ADDS_UP, *_TELLS)
    return measure.quantity not in ("average", "ratio")


def _tells_by_periods(measure: Measure) -> bool:
    """Whether the figures of all parts of a period and of all of it tell each other."""
    if measure.from_extract is not None:
        return measure.from_extract.kind in (*_ADDS_UP, *_TELLS)
    return measure.quantity == "flow" or measure.combine.periods == "sum"


def _bond(measure: Measure, parts: tuple[Key, ...], whole: Key) -> Bond[Key]:
    """Parts and their whole: a sum, or what tells as much as one."""
    if measure.from_extract is not None and measure.from_extract.kind in _TELLS:
        return Together((*parts, whole))
    return Sum(parts, whole)


def _of_periods(plan: Plan, record: Record) -> Iterator[Bond[Key]]:
    """Quarters make a year, and years a pool of years, where what makes one up is reported too.

    What happened in each adds up to what happened in all, whether or not the plan adds it up: a
    reader can. Where some are counted twice it does not; then too much is withheld, not too little.
    """
    periods: dict[tuple[str, str, Dimensions], list[Period]] = defaultdict(list)
    for agency, name, period, dimensions in record.in_force:
        measure = plan.measure_by_id.get(name)
        if measure is None:
            continue
        if _tells_by_periods(measure):
            periods[agency, name, dimensions].append(period)
    for (agency, name, dimensions), reported in periods.items():
        for whole in reported:
            parts = _made_of(plan.calendar, whole, reported)
            if parts:
                cells = tuple((agency, name, part, dimensions) for part in parts)
                yield _bond(plan.measure_by_id[name], cells, (agency, name, whole, dimensions))


def _made_of(calendar: Calendar, whole: Period, reported: Sequence[Period]) -> tuple[Period, ...]:
    """Reported periods that follow one another from the first day of another to its last.

    The longest are tried first: what those are made of is a bond of its own.
    """
    days = (calendar.start(whole), calendar.end(whole))
    within = [
        p
        for p in reported
        if calendar.contains(whole, p) and (calendar.start(p), calendar.end(p)) != days
    ]
    within.sort(key=lambda p: (-calendar.days(p), str(p)))

    @cache  # ways that meet on a day go on alike, and there may be very many of them
    def from_on(day: dt.date) -> tuple[Period, ...]:
        for part in within:
            if calendar.start(part) == day:
                if calendar.end(part) == days[1]:
                    return (part,)
                if rest := from_on(calendar.end(part) + dt.timedelta(days=1)):
                    return (part, *rest)
        return ()

    return from_on(days[0])


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
