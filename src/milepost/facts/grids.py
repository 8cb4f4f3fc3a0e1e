"""Months and periods as whole numbers, which every engine reckons with alike.

A month is counted from January of the year 0: the year times twelve and the month less one. The
periods of a kind are stretches of so many months, counted from a month that the calendar says.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import narwhals.stable.v2 as nw

from milepost.periods import Calendar, Kind, Period

_MONTHS = 12
_IN_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Grid:
    """The periods of one kind.

    Attributes:
        kind: of which kind they are.
        months: how many months each has.
        shift: how many months are added so that each begins at a multiple of its length.
    """

    kind: Kind
    months: int
    shift: int

    def key(self, date: str) -> nw.Expr:
        """In which period a date lies, by the shifted number of its first month."""
        day = nw.col(date).dt
        month = day.year().cast(nw.Int64) * _MONTHS + day.month().cast(nw.Int64)
        shifted = month + (self.shift - 1)
        return shifted if self.months == 1 else shifted - shifted % self.months

    def holding(self, month: int) -> Period:
        """The period in which a month lies."""
        key = month + self.shift
        return self.period(key - key % self.months)

    def period(self, key: int) -> Period:
        """The period that such a number means."""
        ordinal = key // self.months + (0 if self.months == _MONTHS else 1)
        return Period(self.kind, ordinal, ordinal)

    def number(self, period: Period) -> int:
        """The number that means a period of this kind."""
        return (period.first - (0 if self.months == _MONTHS else 1)) * self.months

    def months_of(self, period: Period) -> range:
        """The months of a period of this kind, unshifted."""
        first = self.number(period) - self.shift
        return range(first, first + self.months)


MONTHS: Final = Grid("month", 1, 0)


def month_of(day: dt.date) -> int:
    """The number of the month in which a day lies."""
    return day.year * _MONTHS + day.month - 1


@lru_cache(maxsize=100)
def grid_of(calendar: Calendar, kind: Kind) -> Grid:
    """The periods of a kind, by the calendar of the plan."""
    if kind == "month":
        return MONTHS
    months = _MONTHS if kind.endswith("year") else _IN_QUARTER
    starts = calendar.fiscal_year_starts
    shift = _MONTHS + 1 - starts if kind.startswith("fiscal") and starts > 1 else 0
    return Grid(kind, months, shift)
