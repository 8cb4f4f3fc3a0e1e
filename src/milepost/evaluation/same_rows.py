"""Which computed figures are of the same rows, so that one says what another withholds.

A count of traces and a share of the same traces hold one number in common: "40 of 60" says that
there are 60. No plan declares that; it follows from the conditions by which rows are counted.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from milepost.evaluation.disclosure import Bond, Quotient, Says
from milepost.plan.conditions.model import AllOf, Condition, Test
from milepost.plan.model import FromExtract, Plan, RateTerm
from milepost.submissions.model import Dimensions, Key, Observation, Record


@dataclass(frozen=True, slots=True)
class _Rows:
    """Some rows: those of an extract of some days, by a date, with some codes, that hold tests."""

    extract: str
    date: str
    days: tuple[dt.date, dt.date]
    codes: Dimensions
    tests: frozenset[Test]


@dataclass(frozen=True, slots=True)
class _Divided:
    """A share, or a rate of rows for rows, with what is divided and what it is divided by."""

    key: Key
    part: _Rows
    whole: _Rows
    is_share: bool


def bonds_of_rows(plan: Plan, record: Record) -> Iterator[Bond[Key]]:
    """What figures that are computed from the same rows tell of each other."""
    counts: dict[_Rows, list[Key]] = defaultdict(list)
    divided: list[_Divided] = []
    for key in record.in_force:
        measure = plan.measure_by_id.get(key[1])
        if measure is None or measure.from_extract is None:
            continue
        reading = _Reading(plan, measure.from_extract, key)
        if measure.from_extract.count is not None:
            counts[reading.rows([measure.from_extract.where])].append(key)
        divided += reading.divided()
    # The same days may be a quarter of the fiscal year and one of the calendar year.
    for keys in counts.values():
        yield from (Says(one, other) for one in keys for other in keys if one != other)
    for each in divided:
        parts, wholes = counts.get(each.part, ()), counts.get(each.whole, ())
        if each.is_share:
            yield from (Says(each.key, other) for other in dict.fromkeys((*parts, *wholes)))
            if not _is_of_known_only(record.in_force[each.key].observation):
                continue
        yield from (Quotient(each.key, part, whole) for part in parts for whole in wholes)


def _is_of_known_only(said: Observation) -> bool:
    """Whether nothing is unknown, so that what is not of the part is what is left of the whole."""
    is_exact = said.stated is not None and said.stated.bound == "exact"
    return is_exact and said.whole is not None and said.whole == said.counted


@dataclass(frozen=True, slots=True)
class _Reading:
    """A figure, with how it was computed."""

    plan: Plan
    how: FromExtract
    key: Key

    def divided(self) -> Iterator[_Divided]:
        """What is divided by what, where that is rows by rows."""
        how = self.how
        if how.share is not None:
            whole = [how.where, how.share.denominator]
            part = [*whole, how.share.numerator]
            yield _Divided(self.key, self.rows(part), self.rows(whole), is_share=True)
        elif how.rate is not None and how.rate.numerator.count and how.rate.denominator.count:
            part_of, whole_of = (self._side(t) for t in (how.rate.numerator, how.rate.denominator))
            yield _Divided(self.key, part_of, whole_of, is_share=False)

    def _side(self, term: RateTerm) -> _Rows:
        """The rows of a side; what it does not say itself the measure says, of its own extract."""
        if term.extract in (None, self.how.extract):
            return self.rows([self.how.where, term.where], term)
        return self.rows([term.where], term)

    def rows(self, conditions: Sequence[Condition | None], term: RateTerm | None = None) -> _Rows:
        """The rows that hold some conditions; of a side of a rate by its own words."""
        how, (_, _, period, dimensions) = self.how, self.key
        extract = (term.extract if term is not None else None) or how.extract
        date = (term.date if term is not None else None) or (
            how.date if extract == how.extract else None
        )
        if date is None:
            date = next((e.event.column for e in self.plan.extracts if e.id == extract), "")
        # By the columns that hold the codes: two measures may call them otherwise.
        by = {**how.by, **(term.by if term is not None else {})}
        codes = tuple(sorted((by.get(name, name), code) for name, code in dimensions))
        days = self.plan.calendar.start(period), self.plan.calendar.end(period)
        tests = frozenset(_each(c.test for c in conditions if c is not None))
        return _Rows(extract, date, days, codes, tests)


def _each(tests: Iterable[Test]) -> Iterator[Test]:
    """The tests of which all must hold, one by one."""
    for test in tests:
        if isinstance(test, AllOf):
            yield from _each(test.tests)
        else:
            yield test
