"""What a condition says, once it is read: terms that have a value, and tests that are true or not.

A test has three answers, as in SQL: yes, no, and unknown where a value it needs is blank. A row
counts where the answer is yes; how many are unknown is counted beside it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class Column:
    """The value of a column; ``at`` is where its name begins in the text, from 0."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Given:
    """A value that is written out: a text in single quotes, a number, a date, true or false."""

    value: str | Decimal | dt.date | bool
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class DaysBetween:
    """Whole days from one date to another: ``days(received_on, completed_on)``."""

    first: Term
    last: Term
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class YearOf:
    """The calendar year of a date, a whole number: ``year(recovered_on)``."""

    of: Term
    at: int = field(default=0, compare=False)


Term = Column | Given | DaysBetween | YearOf


@dataclass(frozen=True, slots=True)
class Compared:
    """One term held against another."""

    sign: Literal["=", "<>", "<", "<=", ">", ">="]
    left: Term
    right: Term
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class OneOf:
    """Whether a term is one of several values: ``state in ('TX', 'CA', 'AZ')``."""

    term: Term
    values: tuple[Given, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Within:
    """Whether a term lies between two, both included."""

    term: Term
    low: Term
    high: Term
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Like:
    """Whether a text has a form, in which ``%`` stands for anything and ``_`` for one character."""

    term: Term
    pattern: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Blank:
    """Whether a term has no value: ``convicted_on is null``. Never unknown."""

    term: Term
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Holds:
    """A column of yes and no, by itself."""

    column: Column
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite; of what is unknown, unknown."""

    test: Test
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of several tests."""

    tests: tuple[Test, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of several tests."""

    tests: tuple[Test, ...]
    at: int = field(default=0, compare=False)


Test = Compared | OneOf | Within | Like | Blank | Holds | Not | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as it was written, and what it says; two that read alike are the same."""

    text: str
    test: Test

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Expression:
    """A term as it was written: a column, or the days between two."""

    text: str
    term: Term

    def __str__(self) -> str:
        return self.text
