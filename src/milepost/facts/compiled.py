"""Conditions and expressions as the engine reads them: one body of expressions for all engines.

Nothing is put into a text that an engine would read. Every test has three answers, as in SQL, and
the same ones on every engine: numbers are held against one another as they are, never as floating
numbers, and a pattern means what LIKE means.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import and_, or_
from typing import Final

import narwhals.stable.v2 as nw

from milepost.facts.comparing import SIGNS, TURNED, Numeric, against_number, against_numeric, joined
from milepost.facts.declaration import digits_of
from milepost.facts.patterns import has_form
from milepost.plan.conditions.model import (
    AllOf,
    AnyOf,
    Blank,
    Column,
    Compared,
    DaysBetween,
    Given,
    Like,
    Not,
    OneOf,
    Term,
    Test,
    Within,
    YearOf,
)
from milepost.plan.model import Extract

_WHOLE_DIGITS: Final = 19
_DAYS_DIGITS: Final = 7
_YEAR_DIGITS: Final = 4


@dataclass(frozen=True)
class Columns:
    """The columns of an extract, as far as conditions need to know them.

    Attributes:
        types: the type of each.
        digits: of a number, how many digits in all and how many of them are decimals.
    """

    types: Mapping[str, str]
    digits: Mapping[str, tuple[int, int]]

    @classmethod
    def of(cls, extract: Extract) -> Columns:
        """The columns that an extract declares."""
        return cls(
            {c.name: c.type for c in extract.columns},
            {c.name: digits_of(c) for c in extract.columns if c.type == "number"},
        )

    def numeric(self, term: Term) -> Numeric | None:
        """A term that is a number and comes from the row; None for any other."""
        match term:
            case Column(name) if self.types[name] == "whole":
                return Numeric(nw.col(name), _WHOLE_DIGITS, 0, is_whole=True)
            case Column(name) if self.types[name] == "number":
                return Numeric(nw.col(name), *self.digits[name], is_whole=False)
            case DaysBetween():
                return Numeric(self.value(term), _DAYS_DIGITS, 0, is_whole=True)
            case YearOf():
                return Numeric(self.value(term), _YEAR_DIGITS, 0, is_whole=True)
        return None

    def value(self, term: Term) -> nw.Expr:
        """The value of a term; a whole number of days between two dates."""
        match term:
            case Column(name):
                return nw.col(name)
            case Given(value):
                return day_written(value) if isinstance(value, dt.date) else nw.lit(value)
            case DaysBetween(first, last):
                return (self.value(last) - self.value(first)).cast(nw.Int64)
            case YearOf(of):
                return self.value(of).dt.year().cast(nw.Int64)

    def answer(self, test: Test) -> nw.Expr:
        """Whether a test holds for a row: true, false, or null where that is not known."""
        match test:
            case Not(inner):
                return ~self.answer(inner)
            case AllOf(tests):
                return joined(and_, [self.answer(t) for t in tests])
            case AnyOf(tests):
                return joined(or_, [self.answer(t) for t in tests])
            case Compared(sign, left, right):
                return self._compared(sign, left, right)
            case OneOf(term, values):
                return self._one_of(term, values)
            case Within(term, low, high):
                return self._compared(">=", term, low) & self._compared("<=", term, high)
            case Like(term, pattern):
                return has_form(self.value(term), pattern)
            case Blank(term):
                return self.value(term).is_null()
        return nw.col(test.column.name)

    def _one_of(self, term: Term, values: tuple[Given, ...]) -> nw.Expr:
        is_text = isinstance(term, Column) and self.types[term.name] in ("text", "code")
        if not is_text:
            return joined(or_, [self._compared("=", term, value) for value in values])
        return self.value(term).is_in([value.value for value in values])

    def _compared(self, sign: str, left: Term, right: Term) -> nw.Expr:
        if isinstance(left, Given) and isinstance(right, Given):
            return nw.lit(SIGNS[sign](left.value, right.value))
        if isinstance(left, Given):
            return self._compared(TURNED[sign], right, left)
        number = self.numeric(left)
        if number is None:
            held: nw.Expr = SIGNS[sign](self.value(left), self.value(right))
            return held
        if isinstance(right, Given):
            assert isinstance(right.value, Decimal)  # noqa: S101  # the checks of the plan hold it
            return against_number(sign, number, right.value)
        other = self.numeric(right)
        assert other is not None  # noqa: S101  # likewise
        return against_numeric(sign, number, other)


def day_written(day: dt.date) -> nw.Expr:
    """A day that is written out: as text, for Java takes one before 1582 by another calendar."""
    return nw.lit(day.isoformat()).cast(nw.Date)
