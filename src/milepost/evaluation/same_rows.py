"""Which computed figures are of the same rows, so that one says what another withholds.

A count of traces and a share of the same traces hold one number in common: "40 of 60" says that
there are 60. No plan declares that; it follows from the conditions by which rows are counted.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from milepost.evaluation.disclosure import Bond, Quotient, Says
from milepost.plan.conditions.model import AllOf, Condition, Test
from milepost.plan.model import Measure, Plan
from milepost.submissions.model import Dimensions, Key, Observation, Record


@dataclass(frozen=True, slots=True)
class _Rows:
    """Some rows: those of an extract of some days, by a date, with some codes, that hold tests."""

    extract: str
    date: str
    days: tuple[dt.date, dt.date]
    codes: Dimensions
    tests: frozenset[Test]


def bonds_of_rows(plan: Plan, record: Record) -> Iterator[Bond[Key]]:
    """What figures that are computed from the same rows tell of each other."""
    events = {extract.id: extract.event.column for extract in plan.extracts}
    counts: dict[_Rows, list[Key]] = defaultdict(list)
    shares: list[tuple[Key, _Rows, _Rows, Observation]] = []
    for key, held in record.in_force.items():
        measure = plan.measure_by_id.get(key[1])
        if measure is None or measure.from_extract is None:
            continue
        how = measure.from_extract
        if how.count is not None:
            counts[_rows(plan, events, measure, key, how.where)].append(key)
        elif how.share is not None:
            conditions = (how.where, how.share.denominator)
            whole = _rows(plan, events, measure, key, *conditions)
            part = _rows(plan, events, measure, key, *conditions, how.share.numerator)
            shares.append((key, part, whole, held.observation))
    # The same days may be a quarter of the fiscal year and one of the calendar year.
    for keys in counts.values():
        yield from (Says(one, other) for one in keys for other in keys if one != other)
    for key, part, whole, said in shares:
        yield from (Says(key, other) for rows in {part, whole} for other in counts.get(rows, ()))
        if said.whole is not None and said.whole == said.counted and _is_exact(said):
            # Nothing is unknown: of a part and its whole the share follows, and what is left.
            for one in counts.get(part, ()):
                yield from (Quotient(key, one, other) for other in counts.get(whole, ()))


def _is_exact(said: Observation) -> bool:
    return said.stated is not None and said.stated.bound == "exact"


def _rows(
    plan: Plan,
    events: dict[str, str],
    measure: Measure,
    key: Key,
    *conditions: Condition | None,
) -> _Rows:
    how = measure.from_extract
    assert how is not None  # noqa: S101  # asked of none else
    _, _, period, dimensions = key
    days = plan.calendar.start(period), plan.calendar.end(period)
    # By the columns that hold the codes: two measures may call them otherwise.
    codes = tuple(sorted((how.by.get(name, name), code) for name, code in dimensions))
    tests = frozenset(_each(c.test for c in conditions if c is not None))
    return _Rows(how.extract, how.date or events.get(how.extract, ""), days, codes, tests)


def _each(tests: Iterable[Test]) -> Iterator[Test]:
    """The tests of which all must hold, one by one."""
    for test in tests:
        if isinstance(test, AllOf):
            yield from _each(test.tests)
        else:
            yield test
