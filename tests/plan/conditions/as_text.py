"""Conditions and terms written as text again, so that reading the text gives the same."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from milepost.plan.conditions.model import (
    AllOf,
    AnyOf,
    Blank,
    Column,
    Compared,
    DaysBetween,
    Given,
    Holds,
    Like,
    Not,
    OneOf,
    Term,
    Test,
    Within,
    YearOf,
)


def as_text(test: Test) -> str:
    """A test as one would write it, with brackets only where they are needed."""
    match test:
        case AnyOf(tests):
            return " or ".join(_bracketed(t, AnyOf) for t in tests)
        case AllOf(tests):
            return " and ".join(_bracketed(t, AnyOf, AllOf) for t in tests)
        case Not(OneOf() | Within() | Like() | Blank() as inner):
            return _simple(inner, "not ")
        case Not(inner):
            return f"not {_bracketed(inner, AnyOf, AllOf)}"
        case _:
            return _simple(test)


def term_as_text(term: Term) -> str:
    """A term as one would write it."""
    match term:
        case Column(name):
            return name
        case DaysBetween(first, last):
            return f"days({term_as_text(first)}, {term_as_text(last)})"
        case YearOf(of):
            return f"year({term_as_text(of)})"
        case Given(value):
            return _value(value)


def _bracketed(test: Test, *kinds: type[AnyOf | AllOf]) -> str:
    said = as_text(test)
    return f"({said})" if isinstance(test, kinds) else said


def _simple(test: Test, opposite: str = "") -> str:
    match test:
        case Compared(sign, left, right):
            return f"{term_as_text(left)} {sign} {term_as_text(right)}"
        case OneOf(term, values):
            said = ", ".join(_value(given.value) for given in values)
            return f"{term_as_text(term)} {opposite}in ({said})"
        case Within(term, low, high):
            said = f"{term_as_text(low)} and {term_as_text(high)}"
            return f"{term_as_text(term)} {opposite}between {said}"
        case Like(term, pattern):
            return f"{term_as_text(term)} {opposite}like {_value(pattern)}"
        case Blank(term):
            return f"{term_as_text(term)} is {opposite}null"
        case Holds(column):
            return column.name
        case _:
            return as_text(test)


def _value(value: str | Decimal | dt.date | bool) -> str:  # noqa: FBT001  # a value of the text
    match value:
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value, "f")
        case dt.date():
            return f"date '{value.isoformat()}'"
        case str():
            doubled = value.replace("'", "''")
            return f"'{doubled}'"
