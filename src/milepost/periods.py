"""Stretches of time that a figure is about, and the calendar that gives them dates.

The basis is part of a period: ``FY2008`` and ``CY2008`` are different things and are never compared
in silence. A period knows its name, its neighbours and what it is made of without any calendar;
only a :class:`Calendar`, which the plan declares, knows its dates and can compare across bases.
(GAO-09-709 divides seizures of calendar 2008 by traces of fiscal 2008: lines 161, 1049, 1053.)
"""

from __future__ import annotations

import calendar as _month_lengths
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Kind = Literal[
    "fiscal-year", "fiscal-quarter", "calendar-year", "calendar-quarter", "month", "date"
]
Basis = Literal["fiscal", "calendar"]
YearKind = Literal["fiscal-year", "calendar-year"]

HOW_PERIODS_ARE_WRITTEN = (
    "Write a fiscal year FY2009, its quarter FY2009-Q3, a calendar year CY2008, its quarter "
    "CY2009-Q1, a month 2009-05, a date 2008-09-30, or several years together FY2004..FY2008."
)
HOW_DAYS_ARE_WRITTEN = "Write year-month-day: 2009-06-30."

_YEAR = re.compile(r"(?P<basis>FY|CY)(?P<year>\d{4})(?:-Q(?P<quarter>[1-4]))?", re.ASCII)
_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?", re.ASCII)
_QUARTERS = 4
_MONTHS = 12
_FIRST_YEAR = 1700
_LAST_YEAR = 9998
_YEARS_AHEAD = 100  # what falls due after a day is looked at too


@dataclass(frozen=True, slots=True)
class Period:
    """A fiscal or calendar year or quarter, a month, a date, or a pool of several such.

    Attributes:
        kind: what sort of stretch it is.
        first: ordinal of the stretch it begins with: the year, year times 4 plus quarter, year
            times 12 plus month, or the day's ordinal. Only :func:`parse_period` need know this.
        last: ordinal of the stretch it ends with; the same as ``first`` unless it is a pool.
    """

    kind: Kind
    first: int
    last: int

    def __str__(self) -> str:
        first = _name(self.kind, self.first)
        return first if self.first == self.last else f"{first}..{_name(self.kind, self.last)}"

    @property
    def is_pool(self) -> bool:
        """Whether it is several years, quarters or months taken together."""
        return self.first != self.last

    @property
    def basis(self) -> Basis:
        """Fiscal or calendar. Months and dates are days of the common calendar."""
        return "fiscal" if self.kind.startswith("fiscal") else "calendar"

    @property
    def is_year(self) -> bool:
        """Whether it is one fiscal or calendar year."""
        return self.kind.endswith("year") and not self.is_pool

    @property
    def is_quarter(self) -> bool:
        """Whether it is one fiscal or calendar quarter."""
        return self.kind.endswith("quarter") and not self.is_pool

    def next(self) -> Period:
        """The stretch of the same kind and length that follows at once."""
        return self.step(1)

    def previous(self) -> Period:
        """The stretch of the same kind and length just before."""
        return self.step(-1)

    def step(self, count: int) -> Period:
        """The stretch ``count`` lengths later, or earlier where negative."""
        shift = count * (self.last - self.first + 1)
        return Period(self.kind, self.first + shift, self.last + shift)

    @property
    def year(self) -> Period:
        """The year a quarter belongs to, on the quarter's own basis; a year itself.

        Raises:
            ValueError: for a month, date or pool, whose year depends on a calendar.
        """
        if self.is_year:
            return self
        if self.is_quarter:
            kind: Kind = "fiscal-year" if self.basis == "fiscal" else "calendar-year"
            number = (self.first - 1) // _QUARTERS
            return Period(kind, number, number)
        raise ValueError(f"{self} belongs to no year of its own basis")

    def quarters(self) -> tuple[Period, ...]:
        """The four quarters of a year, in order; none for anything else."""
        if not self.is_year:
            return ()
        kind: Kind = "fiscal-quarter" if self.basis == "fiscal" else "calendar-quarter"
        start = self.first * _QUARTERS + 1
        return tuple(Period(kind, n, n) for n in range(start, start + _QUARTERS))

    def members(self) -> tuple[Period, ...]:
        """The single stretches that a pool is made of; itself alone where it is no pool."""
        return tuple(Period(self.kind, n, n) for n in range(self.first, self.last + 1))

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        if self.kind != other.kind:
            raise ValueError(f"{self} and {other} are not of one kind; only a calendar orders them")
        return (self.first, self.last) < (other.first, other.last)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The calendar that a plan declares: in which month its fiscal year begins.

    A fiscal year bears the number of the calendar year in which it ends (31 U.S.C. 1102: it begins
    on 1 October); one that begins in January is the calendar year itself.
    """

    fiscal_year_starts: int = 10

    def __post_init__(self) -> None:
        if not 1 <= self.fiscal_year_starts <= _MONTHS:
            raise ValueError(f"month {self.fiscal_year_starts} does not exist")

    def start(self, period: Period) -> dt.date:
        """Its first day."""
        return _span(self.fiscal_year_starts, period.kind, period.first)[0]

    def end(self, period: Period) -> dt.date:
        """Its last day."""
        return _span(self.fiscal_year_starts, period.kind, period.last)[1]

    def days(self, period: Period) -> int:
        """How many days it has."""
        return (self.end(period) - self.start(period)).days + 1

    def contains(self, whole: Period, part: Period) -> bool:
        """Whether every day of ``part`` lies in ``whole``, whatever their bases."""
        return self.start(whole) <= self.start(part) and self.end(part) <= self.end(whole)

    def key(self, period: Period) -> tuple[dt.date, dt.date, str]:
        """By which periods of different kinds are put in order: end, start, name."""
        return (self.end(period), self.start(period), str(period))

    def on_basis(self, period: Period, basis: Basis) -> Period:
        """The period of the same length on a basis that belongs to another period.

        It is the one that ended within it: CY2008 ended on 31 December 2008 and so belongs to the
        fiscal year 2009 that began on 1 October, and CY2008-Q4 to FY2009-Q1, which are the same
        three months. Exactly one ends within any; of several years together the first and the
        last are found so. Months and dates are on every basis.
        """
        if period.basis == basis or period.kind in ("month", "date"):
            return period
        kind: Kind = period.kind.replace(period.basis, basis)  # type: ignore[assignment]  # likewise
        first, last = (
            self._ended_within(Period(period.kind, n, n), kind) for n in (period.first, period.last)
        )
        return Period(kind, first.first, last.last)

    def _ended_within(self, period: Period, kind: Kind) -> Period:
        found, end = Period(kind, period.first, period.last), self.end(period)
        while self.end(found) > end:
            found = found.previous()
        while self.end(found.next()) <= end:
            found = found.next()
        return found

    def year_at_hand(self, period: Period, kind: YearKind) -> Period:
        """The fiscal or calendar year that is judged with a period.

        With a year its own, or the one that ended within it; with a quarter the year of the quarter
        that ended within it; with a month or a date the year in which it ends.
        """
        basis: Basis = "fiscal" if kind == "fiscal-year" else "calendar"
        if period.kind not in ("month", "date"):
            own = self.on_basis(period, basis)
            return Period(own.kind, own.last, own.last).year
        end = self.end(period)
        return self.fiscal_year(end) if basis == "fiscal" else Period(kind, end.year, end.year)

    def fiscal_year(self, day: dt.date) -> Period:
        """The fiscal year in which a day lies."""
        later = self.fiscal_year_starts > 1 and day.month >= self.fiscal_year_starts
        number = day.year + int(later)
        return Period("fiscal-year", number, number)


# A record of years asks for the same few hundred days a million times.
@lru_cache(maxsize=10_000)
def _span(fiscal_year_starts: int, kind: Kind, ordinal: int) -> tuple[dt.date, dt.date]:
    """The first and the last day of a single stretch."""
    if kind == "date":
        day = dt.date.fromordinal(ordinal)
        return day, day
    if kind == "month":
        first_month, months = ordinal - 1, 1
    elif kind.endswith("year"):
        first_month, months = ordinal * _MONTHS, _MONTHS
    else:
        first_month, months = (ordinal - 1) * 3, 3
    if kind.startswith("fiscal") and fiscal_year_starts > 1:
        first_month += fiscal_year_starts - 1 - _MONTHS
    return _first_day(first_month), _last_day(first_month + months - 1)


@lru_cache(maxsize=1_000)
def parse_period(text: str) -> Period:
    """Read a period as people write it (see :data:`HOW_PERIODS_ARE_WRITTEN`).

    Raises:
        ValueError: with a sentence that says what is wrong.
    """
    first, dots, last = text.strip().partition("..")
    if dots and not (first.strip() and last.strip()):
        raise ValueError(f'"{_short(text)}" is not a period: an end is missing.')
    start = _parse_single(first)
    if not dots:
        return start
    end = _parse_single(last)
    if start.kind != end.kind:
        raise ValueError(f'"{_short(text)}" begins and ends with different kinds of period.')
    if end.first <= start.first:
        raise ValueError(f'"{_short(text)}" ends before it begins, or has only one part.')
    return Period(start.kind, start.first, end.first)


def parse_day(text: str) -> dt.date:
    """Read a day that is looked at, written year-month-day.

    Raises:
        ValueError: with a sentence that says what is wrong, where it is none of our time either:
            the years beside it would be none that a calendar has.
    """
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f'"{_short(text)}" is not a date. {HOW_DAYS_ARE_WRITTEN}') from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR - _YEARS_AHEAD:
        raise ValueError(f'"{text}" is not a day of our time. {HOW_DAYS_ARE_WRITTEN}')
    return day


def _parse_single(text: str) -> Period:
    text = text.strip()
    if match := _YEAR.fullmatch(text):
        year, basis = int(match["year"]), "fiscal" if match["basis"] == "FY" else "calendar"
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise ValueError(f'"{text}" is not a year of our time.')
        kind, number = f"{basis}-year", year
        if match["quarter"]:
            kind, number = f"{basis}-quarter", year * _QUARTERS + int(match["quarter"])
        return Period(kind, number, number)  # type: ignore[arg-type]  # one of Kind by construction
    if match := _DAY.fullmatch(text):
        try:
            day = dt.date(int(match["year"]), int(match["month"]), int(match["day"] or 1))
        except ValueError:
            raise ValueError(f'"{text}" is not a day of the calendar.') from None
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise ValueError(f'"{text}" is not a day of our time.')
        if match["day"]:
            return Period("date", day.toordinal(), day.toordinal())
        number = day.year * _MONTHS + day.month
        return Period("month", number, number)
    raise ValueError(f'"{_short(text)}" is not a period.')


def _short(text: str) -> str:
    most = 60
    return text.strip() if len(text.strip()) <= most else text.strip()[: most - 1] + "…"


@lru_cache(maxsize=10_000)
def _name(kind: Kind, ordinal: int) -> str:
    prefix = "FY" if kind.startswith("fiscal") else "CY"
    if kind == "date":
        return dt.date.fromordinal(ordinal).isoformat()
    if kind == "month":
        return _first_day(ordinal - 1).isoformat()[:7]
    if kind.endswith("year"):
        return f"{prefix}{ordinal:04}"
    year, quarter = divmod(ordinal - 1, _QUARTERS)
    return f"{prefix}{year:04}-Q{quarter + 1}"


def _first_day(months: int) -> dt.date:
    """The first day of a month counted from January of the year 0."""
    year, month = divmod(months, _MONTHS)
    return dt.date(year, month + 1, 1)


def _last_day(months: int) -> dt.date:
    year, month = divmod(months, _MONTHS)
    return dt.date(year, month + 1, _month_lengths.monthrange(year, month + 1)[1])
