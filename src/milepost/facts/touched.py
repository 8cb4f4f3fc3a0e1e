"""Which periods newer deliveries have a say in: the figures of all others are as they were."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from milepost.facts.asking import Ask
from milepost.facts.covering import Covered
from milepost.facts.grids import grid_of, month_of
from milepost.facts.rows_in_force import RowsInForce
from milepost.facts.versions import Version
from milepost.periods import Kind, Period
from milepost.plan.model import Measure, Plan
from milepost.submissions.coverage import dates_of, extracts_of
from milepost.submissions.extracts import Delivery


@dataclass(frozen=True, slots=True)
class Side:
    """The versions of extracts before some deliveries, or with them.

    Attributes:
        versions: the version of each extract.
        rows: the rows of each.
    """

    versions: Mapping[str, Version]
    rows: Mapping[str, RowsInForce]


@dataclass(frozen=True)
class Touched:
    """What changes when deliveries come.

    A delivery has a say in the periods it was sent for and in those of its rows, in those of rows
    that share keys with its own, and so has one whose place was taken.

    Attributes:
        plan: the plan.
        before: what was in force without them.
        after: what is in force with them.
        newest: their numbers.
        covered: for which days each extract speaks, with them.
    """

    plan: Plan
    before: Side
    after: Side
    newest: Collection[int]
    covered: Mapping[str, Covered]
    _changed: dict[str, list[Delivery]] = field(default_factory=dict)
    _months: dict[tuple[str, frozenset[str], frozenset[str]], set[int]] = field(
        default_factory=dict
    )

    def periods(self, measure: Measure, kind: Kind, asks: tuple[Ask, ...]) -> set[Period] | None:
        """The periods of a kind in which figures may have changed; None where in any."""
        grid, found = grid_of(self.plan.calendar, kind), set[Period]()
        for name in extracts_of(measure):
            placed = frozenset(ask.ground.date for ask in asks if ask.ground.extract == name)
            if not placed and self.changed(name):
                return None  # which rows are in both may change for all of them
            said = dates_of(self.plan, measure)
            found |= {grid.holding(month) for month in self._months_of(name, placed, said)}
        return found

    def changed(self, extract: str) -> list[Delivery]:
        """The deliveries of an extract that came, and those whose place was taken."""
        if extract not in self._changed:
            after = self.after.versions[extract].deliveries
            left = {d.submission.number for d in after}
            before = self.before.versions[extract].deliveries
            self._changed[extract] = [
                *(d for d in before if d.submission.number not in left),
                *(d for d in after if d.submission.number in self.newest),
            ]
        return self._changed[extract]

    def _months_of(
        self, extract: str, placed: frozenset[str], said: frozenset[str]
    ) -> Collection[int]:
        of = (extract, placed, said)
        if of not in self._months:
            found = self._months[of] = set()
            for delivery in self.changed(extract):
                for first, last in self._spans(extract, delivery, said):
                    found.update(range(month_of(first), month_of(last) + 1))
                for side in (self.before, self.after):
                    for date in placed:
                        found |= side.rows[extract].months(delivery.submission.number, date)
        return self._months[of]

    def _spans(
        self, extract: str, delivery: Delivery, said: frozenset[str]
    ) -> Iterator[tuple[dt.date, dt.date]]:
        """The days a delivery was sent for and those of its rows, as far as any are covered."""
        calendar, sent_for = self.plan.calendar, delivery.submission.period
        ends = self.covered[extract].ends
        if ends is None:
            return
        spans = [] if sent_for is None else [(calendar.start(sent_for), calendar.end(sent_for))]
        stored = delivery.stored
        days = () if stored is None else stored.days
        spans += [(first, last) for name, first, last in days if name in said]
        for first, last in spans:
            if first <= ends[1] and ends[0] <= last:
                yield max(first, ends[0]), min(last, ends[1])
