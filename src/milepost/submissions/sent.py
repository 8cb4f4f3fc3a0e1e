"""A file's rows with what they are held against: the plan, the past, and the day of receipt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Literal

from milepost.intervals import Interval
from milepost.periods import Period
from milepost.plan.model import Measure, Plan
from milepost.sources import Problem, Severity
from milepost.submissions.history import NO_HISTORY, History
from milepost.submissions.lines import Ends, Line, ends_of, exact_point, lines, plain
from milepost.submissions.model import Observation

Found = Iterator[tuple[Observation, Problem]]
_HUNDRED = 100


@dataclass(frozen=True)
class Sent:
    """The rows of one file that can be held against one another and against the past.

    Attributes:
        rows: what could be read, less what an earlier check has refused.
        plan: what was promised, and how figures must agree.
        history: what was in force before the file.
        received_on: the day it counts as received; None where that is not known.
        incomplete: of which measure and period some row could not be taken, so that nothing is
            made of its absence.
    """

    rows: tuple[Observation, ...]
    plan: Plan
    history: History = NO_HISTORY
    received_on: dt.date | None = None
    incomplete: frozenset[tuple[str, Period | None]] = frozenset()
    _amounts: dict[int, Interval | None] = field(default_factory=dict)
    _ends: dict[int, Ends | None] = field(default_factory=dict)

    def less(self, refused: set[int]) -> Sent:
        """The same without some rows, each by its identity."""
        if not refused:
            return self
        gone = {(row.measure, row.period) for row in self.rows if id(row) in refused}
        left = tuple(row for row in self.rows if id(row) not in refused)
        return replace(self, rows=left, incomplete=self.incomplete | gone)

    def with_measures(self) -> Iterator[tuple[Observation, Measure]]:
        """Each row with its measure."""
        measures = self.plan.measure_by_id
        for row in self.rows:
            yield row, measures[row.measure]

    def amount(self, observation: Observation) -> Interval | None:
        """What a number means in the unit of its measure: 4 of 10 is 40 percent, or 4 teams."""
        known = self._amounts
        if (key := id(observation)) not in known:
            known[key] = _amount(observation, self.plan.measure_by_id[observation.measure])
        return known[key]

    def ends(self, observation: Observation) -> Ends | None:
        """Both ends of what a number means, to be reckoned with."""
        known = self._ends
        if (key := id(observation)) not in known:
            known[key] = self._ends_of(observation)
        return known[key]

    def _ends_of(self, observation: Observation) -> Ends | None:
        said, whole = observation.stated, observation.whole
        is_percent = self.plan.measure_by_id[observation.measure].unit == "percent"
        if said is not None and said.bound == "exact" and (whole is None or not is_percent):
            number = exact_point(said.number)
            return number, number
        if said is not None and said.bound == "exact" and whole is not None and whole > 0:
            share = plain(Fraction(said.number) * _HUNDRED / Fraction(whole))
            return share, share
        amount = self.amount(observation)
        return None if amount is None else ends_of(amount)

    def holds(self, observation: Observation) -> bool:
        """Whether it is a row of this file, rather than of the past."""
        return id(observation) in self._own

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The series that this file continues."""
        return tuple(lines(self.rows, self.plan, self.history, self.ends))

    @cached_property
    def _own(self) -> frozenset[int]:
        return frozenset(id(row) for row in self.rows)

    @cached_property
    def _related(self) -> frozenset[str]:
        found: set[str] = set()
        for relation in self.plan.relations:
            found |= {*relation.parts}
            found |= {m for m in (relation.whole, relation.percentage) if m is not None}
        return frozenset(found)

    @cached_property
    def own_totals(self) -> Mapping[tuple[str, str], Mapping[Period, Observation]]:
        """The totals of this file that some relation names, by agency and measure."""
        found: dict[tuple[str, str], dict[Period, Observation]] = {}
        related = self._related
        for row in self.rows:
            if row.measure in related and not row.dimensions:
                found.setdefault((row.agency, row.measure), {})[row.period] = row
        return found

    @cached_property
    def _totals(self) -> dict[tuple[str, str], Mapping[Period, Observation]]:
        return {}

    def totals(self, agency: str, measure: str) -> Mapping[Period, Observation]:
        """What will be in force of a total once the file is taken, by period."""
        key = (agency, measure)
        if key not in self._totals:
            past, own = self.history.totals(agency, measure), self.own_totals.get(key, {})
            self._totals[key] = {**past, **own}
        return self._totals[key]


@dataclass(frozen=True, slots=True)
class Check:
    """One rule of the intake.

    Attributes:
        code: the code of the problems it finds.
        severity: whether it takes a row out or marks it; "either" where that depends.
        looks_at: what it holds against what; in this order they are run.
        judge: from what was sent to the problems it has. The first line of its description is what
            the list of checks says of it.
    """

    code: str
    severity: Severity | Literal["either"]
    looks_at: Literal["row", "repeats", "relations", "past"]
    judge: Callable[[Sent], Found]


def apart(one: Interval, other: Interval) -> bool:
    """Whether no value can be in both."""
    return below(one, other) or below(other, one)


def below(one: Interval, other: Interval) -> bool:
    """Whether all of one lies below all of the other."""
    if one.high is None or other.low is None:
        return False
    touching = one.high == other.low and (one.high_open or other.low_open)
    return one.high < other.low or touching


def _amount(observation: Observation, measure: Measure) -> Interval | None:
    interval = observation.interval(measure)
    if interval is None or observation.whole is None or measure.unit != "percent":
        return interval
    if observation.whole <= 0:
        return None
    return interval.times(Fraction(_HUNDRED) / Fraction(observation.whole))
