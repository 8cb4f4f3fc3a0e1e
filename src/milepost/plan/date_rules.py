"""Dates in a year as laws give them: "1 November", "first Monday in February"."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
_WHICH: Final = ("first", "second", "third", "fourth", "last")
HOW_DATE_RULES_ARE_WRITTEN: Final = (
    'Write "1 November", "first Monday in February", "last Friday in June" or '
    '"60 days after 30 September".'
)
_DAY_OF_MONTH: Final = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)})")
_WEEKDAY_OF_MONTH: Final = re.compile(
    rf"({'|'.join(_WHICH)}) ({'|'.join(_WEEKDAYS)}) (?:in|of) ({'|'.join(MONTHS)})"
)
_COUNTED: Final = re.compile(r"(\d{1,3}) days? (after|before) (.+)")
_LONGEST_FEBRUARY: Final = 29
_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class DateRule:
    """A date that comes in every year.

    Attributes:
        text: the rule as it was written.
        month: the month, from 1.
        day: the day of the month; 0 where a weekday is meant.
        which: which of the month's weekdays, from 0; -1 for the last.
        weekday: the weekday, Monday 0.
        days: how many days later; earlier where it is less than 0.
    """

    text: str
    month: int
    day: int = 0
    which: int = 0
    weekday: int = 0
    days: int = 0

    def date_in(self, year: int) -> dt.date:
        """The date that the rule gives for a year; what is counted from it may fall in the next."""
        return self._start_in(year) + dt.timedelta(self.days)

    def _start_in(self, year: int) -> dt.date:
        length = calendar.monthrange(year, self.month)[1]
        if self.day:
            return dt.date(year, self.month, min(self.day, length))
        if self.which < 0:
            last = dt.date(year, self.month, length)
            return last - dt.timedelta((last.weekday() - self.weekday) % _WEEK)
        first = dt.date(year, self.month, 1)
        ahead = (self.weekday - first.weekday()) % _WEEK
        return first + dt.timedelta(ahead + _WEEK * self.which)

    def __str__(self) -> str:
        return self.text


def parse_date_rule(text: str) -> DateRule:
    """Read a rule.

    Raises:
        ValueError: what is wrong with it, in a sentence.
    """
    if found := _DAY_OF_MONTH.fullmatch(text):
        day, month = int(found[1]), MONTHS.index(found[2]) + 1
        longest = (
            _LONGEST_FEBRUARY if found[2] == "February" else calendar.monthrange(2001, month)[1]
        )
        if not 0 < day <= longest:
            raise ValueError(f"{found[2]} has no day {day}.")
        return DateRule(text, month, day)
    if found := _WEEKDAY_OF_MONTH.fullmatch(text):
        which = -1 if found[1] == "last" else _WHICH.index(found[1])
        weekday, month = _WEEKDAYS.index(found[2]), MONTHS.index(found[3]) + 1
        return DateRule(text, month, which=which, weekday=weekday)
    if found := _COUNTED.fullmatch(text):
        start = parse_date_rule(found[3])
        days = int(found[1]) * (1 if found[2] == "after" else -1)
        return DateRule(text, start.month, start.day, start.which, start.weekday, start.days + days)
    raise ValueError(f'"{text}" is not a date that comes in every year.')
