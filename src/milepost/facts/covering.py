"""Which periods a version of an extract speaks for."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator

from milepost.facts.grids import grid_of
from milepost.facts.versions import Version
from milepost.periods import Calendar, Kind, Period

_MONTHS = 12
_ONE_DAY = dt.timedelta(days=1)


class Covered:
    """The days that a version speaks for.

    Args:
        calendar: when periods begin and end.
        version: the version.
    """

    def __init__(self, calendar: Calendar, version: Version) -> None:
        self._calendar = calendar
        self._stretches = list(_stretches(calendar, version))

    def periods(self, kind: Kind) -> frozenset[Period]:
        """Every period of a kind of which each day lies in one that rows were delivered for."""
        return frozenset(
            period
            for first, last in self._stretches
            for period in _within(self._calendar, kind, first, last)
        )

    def holds(self, period: Period) -> bool:
        """Whether a period is one of them."""
        first, last = self._calendar.start(period), self._calendar.end(period)
        at = bisect_right(self._stretches, first, key=lambda stretch: stretch[0])
        return at > 0 and last <= self._stretches[at - 1][1]

    @property
    def ends(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day; None where it speaks for none."""
        if not self._stretches:
            return None
        return self._stretches[0][0], self._stretches[-1][1]


def _stretches(calendar: Calendar, version: Version) -> Iterator[tuple[dt.date, dt.date]]:
    """The days that deliveries speak for, as stretches with days between them that none does."""
    sent = (d.submission.period for d in version.deliveries)
    spans = sorted((calendar.start(p), calendar.end(p)) for p in sent if p is not None)
    held: tuple[dt.date, dt.date] | None = None
    for first, last in spans:
        if held is not None and first <= held[1] + _ONE_DAY:
            held = (held[0], max(held[1], last))
            continue
        if held is not None:
            yield held
        held = (first, last)
    if held is not None:
        yield held


def _within(calendar: Calendar, kind: Kind, first: dt.date, last: dt.date) -> Iterator[Period]:
    grid = grid_of(calendar, kind)
    month = first.year * _MONTHS + first.month - 1 + grid.shift
    period = grid.period(month - month % grid.months)
    while calendar.end(period) <= last:
        if calendar.start(period) >= first:
            yield period
        period = period.next()
