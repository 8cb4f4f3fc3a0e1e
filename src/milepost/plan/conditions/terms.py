"""The terms of a test, and what is known of them before any row is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from milepost.plan.conditions.model import (
    Blank,
    Column,
    Compared,
    DaysBetween,
    Like,
    OneOf,
    Term,
    Test,
    Within,
    YearOf,
)


def columns_of(term: Term) -> Iterator[Column]:
    """The columns that a term reads."""
    match term:
        case Column():
            yield term
        case DaysBetween(first, last):
            yield from columns_of(first)
            yield from columns_of(last)
        case YearOf(of):
            yield from columns_of(of)


def terms_of(test: Test) -> tuple[Term, ...]:
    """The terms that a test compares; none where it is made of other tests."""
    match test:
        case Compared(_, left, right):
            return left, right
        case Within(term, low, high):
            return term, low, high
        case OneOf(term) | Like(term) | Blank(term):
            return (term,)
        case _:
            return ()


def are_in_falling_order(first: object, second: object) -> bool:
    """Whether two written-out values of one kind stand in falling order."""
    if isinstance(first, Decimal) and isinstance(second, Decimal):
        return first > second
    if isinstance(first, str) and isinstance(second, str):
        return first > second
    return isinstance(first, dt.date) and isinstance(second, dt.date) and first > second
