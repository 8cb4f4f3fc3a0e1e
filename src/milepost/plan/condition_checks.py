"""Whether conditions and expressions fit the columns of the extract they are about.

Each complaint stands at the word of the condition that it is about.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from milepost.plan.conditions.model import (
    AllOf,
    AnyOf,
    Blank,
    Column,
    Compared,
    Condition,
    DaysBetween,
    Expression,
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
from milepost.plan.conditions.terms import are_in_falling_order, columns_of, terms_of
from milepost.plan.declarations import Known
from milepost.plan.model import Extract, ExtractColumn
from milepost.plan.places import Step
from milepost.sources import Problem, did_you_mean

Where = tuple[str, str, *tuple[Step, ...]]

_KINDS: Final = {"code": "text", "whole": "number"}
_SAID: Final = {"text": "a text", "number": "a number", "date": "a date", "yes-no": "yes or no"}
_ORDERING: Final = ("<", "<=", ">", ">=")
_MOST_DIGITS: Final = 38
_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of an extract, with the codes of those that hold one."""

    extract: str
    by_name: Mapping[str, ExtractColumn]
    codes: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, extract: Extract, lists: Mapping[str, tuple[str, ...]]) -> Columns:
        """The columns of an extract; ``lists`` are the codes of every code list of the plan."""
        codes = {c.name: c.codes or lists.get(c.code_list or "", ()) for c in extract.columns}
        return cls(extract.id, {c.name: c for c in extract.columns}, codes)

    def lacks(self, name: str) -> tuple[str, str] | None:
        """What to say of a column that is not declared, and the remedy."""
        if name in self.by_name:
            return None
        shown = list(self.by_name)[:_SHOWN]
        more = ", …" if len(self.by_name) > _SHOWN else "."
        meant = did_you_mean(name, self.by_name)
        message = f'the extract "{self.extract}" has no column "{name}".{meant}'
        return message, f"Its columns are: {', '.join(shown)}{more}"


def condition_fits(
    condition: Condition, columns: Columns, where: Where, known: Known
) -> Iterator[Problem]:
    """What a condition names exists, and what it compares can be compared."""
    reading = _Reading(condition.text, columns, where, known)
    reading.test(condition.test)
    yield from reading.found


def expression_fits(
    expression: Expression, columns: Columns, where: Where, known: Known, *, number: bool
) -> Iterator[Problem]:
    """What an expression names exists, and it is a number where one is computed with."""
    reading = _Reading(expression.text, columns, where, known)
    term = expression.term
    if isinstance(term, Given):
        message = f'"{expression}" is the same for every row.'
        reading.complain(term, "P265", message, "Name a column, or days(from, to) of two dates.")
    kind = reading.kind(term)
    if number and kind not in {"number", None}:
        message = f'"{expression}" is {_SAID[kind or ""]}, and a number is needed.'
        remedy = "Name a column of whole numbers or numbers, or days(from, to) of two dates."
        reading.complain(term, "P265", message, remedy)
    yield from reading.found


@dataclass(slots=True)
class _Reading:
    """One text as it is looked through, and what was found."""

    text: str
    columns: Columns
    where: Where
    known: Known
    found: list[Problem] = field(default_factory=list)

    def complain(self, at: Term | Test, code: str, message: str, remedy: str) -> None:
        width = len(self.text[at.at :].split(maxsplit=1)[0])
        if isinstance(at, Column):
            width = len(at.name)
        elif isinstance(at, Given) and isinstance(at.value, str):
            width = len(at.value) + 2 + at.value.count("'")
        within = (self.text, at.at, width)
        self.found.append(self.known.problem_within(self.where, within, code, message, remedy))

    def test(self, test: Test) -> None:
        terms = terms_of(test)
        if terms and not any(True for term in terms for _ in columns_of(term)):
            message = "this is the same for every row: no column is named in it."
            remedy = "Name a column, without quotes: origin = 'US'."
            self.complain(terms[0], "P265", message, remedy)
            return
        match test:
            case AllOf(tests) | AnyOf(tests):
                for part in tests:
                    self.test(part)
            case Not(inner):
                self.test(inner)
            case Compared(sign, left, right):
                self.pair(left, right, ordered=sign in _ORDERING)
            case Within(term, low, high):
                self.pair(term, low, ordered=True)
                self.pair(term, high, ordered=True)
                self.ends(low, high)
            case _:
                self.of_one_term(test)

    def of_one_term(self, test: Test) -> None:
        match test:
            case OneOf(term, values):
                for value in values:
                    self.pair(term, value, ordered=False)
            case Like(term):
                self.like(term)
            case Blank(term):
                self.kind(term)
            case Holds(column):
                self.holds(column)

    def like(self, term: Term) -> None:
        kind = self.kind(term)
        if kind not in {"text", None}:
            message = f'"like" is for texts, and {self.said(term)} is {_SAID[kind or ""]}.'
            self.complain(term, "P265", message, 'Compare it with "=", "<" or "between".')

    def holds(self, column: Column) -> None:
        kind = self.kind(column)
        if kind not in {"yes-no", None}:
            message = f'"{column.name}" is {_SAID[kind or ""]}, and no test by itself.'
            remedy = f"Say what it is compared with: {column.name} = …, or {column.name} is null."
            self.complain(column, "P265", message, remedy)

    def pair(self, left: Term, right: Term, *, ordered: bool) -> None:
        """Two terms that are held against each other."""
        kinds = self.kind(left), self.kind(right)
        if None in kinds:
            return
        if kinds[0] != kinds[1]:
            self.differ(left, right, (str(kinds[0]), str(kinds[1])))
        elif ordered and kinds[0] == "yes-no":
            message = "yes and no have no order."
            self.complain(left, "P265", message, 'Write the column by itself, or "not" before it.')
        else:
            self.code(left, right)
            self.code(right, left)

    def differ(self, left: Term, right: Term, kinds: tuple[str, str]) -> None:
        at = right if isinstance(right, Given) or not isinstance(left, Given) else left
        first, second = _SAID[kinds[0]], _SAID[kinds[1]]
        message = f"{self.said(left)} is {first}, {self.said(right)} is {second}."
        remedy = "Compare like with like: texts with texts, numbers with numbers, dates with dates."
        other = kinds[0] if at is right else kinds[1]
        if isinstance(at, Given) and isinstance(at.value, str):
            remedy = {
                "date": _as_date(at.value),
                "number": "Write the number without quotes: 12 or 0.5.",
                "yes-no": "Write true or false without quotes, or the column by itself.",
            }.get(other, remedy)
        elif isinstance(at, Given) and other == "text" and isinstance(at.value, Decimal):
            remedy = f"Write it as a text, in single quotes: '{at.value:f}'."
        self.complain(at, "P265", message, remedy)

    def ends(self, low: Term, high: Term) -> None:
        """The lower end of "between" stands first, as in SQL: else nothing lies between."""
        if not isinstance(low, Given) or not isinstance(high, Given):
            return
        if are_in_falling_order(low.value, high.value):
            message = f"nothing lies between {self.said(low)} and {self.said(high)}."
            self.complain(low, "P265", message, "Write the lower end first.")

    def code(self, column: Term, value: Term) -> None:
        """A code that is compared with a column is one of its codes."""
        if not isinstance(column, Column) or not isinstance(value, Given):
            return
        codes = self.columns.codes.get(column.name, ())
        if not isinstance(value.value, str) or not codes or value.value in codes:
            return
        meant = did_you_mean(value.value, codes)
        message = f'"{value.value}" is not a code of "{column.name}".{meant}'
        shown = ", ".join(codes[:_SHOWN]) + (", …" if len(codes) > _SHOWN else ".")
        self.complain(value, "P266", message, f"Its codes are: {shown}")

    def kind(self, term: Term) -> str | None:
        """What kind of value a term has; None where that was complained of."""
        match term:
            case Column(name):
                if lacking := self.columns.lacks(name):
                    self.complain(term, "P264", *lacking)
                    return None
                kind = self.columns.by_name[name].type
                return _KINDS.get(kind, kind)
            case DaysBetween(first, last):
                return "number" if self.dates(first, last, of="days(from, to)") else None
            case YearOf(of):
                return "number" if self.dates(of, of="year(date)") else None
            case Given(value):
                return self.kind_of_given(term, value)

    def kind_of_given(self, term: Given, value: object) -> str | None:
        if isinstance(value, Decimal) and len(f"{abs(value):f}".replace(".", "")) > _MOST_DIGITS:
            message = f"a number of more than {_MOST_DIGITS} digits stands here."
            self.complain(term, "P265", message, "No column holds so many; write a shorter one.")
            return None
        if isinstance(value, bool):
            return "yes-no"
        if isinstance(value, dt.date):
            return "date"
        return "number" if isinstance(value, Decimal) else "text"

    def dates(self, *terms: Term, of: str) -> bool:
        """Whether all are dates; what is not is complained of."""
        fine = True
        for term in terms:
            kind = self.kind(term)
            fine = fine and kind == "date"
            if kind not in {"date", None}:
                message = f"{of} is of dates, and {self.said(term)} is {_SAID[kind or '']}."
                remedy = "Name a column of dates, or write one out: date '2009-06-30'."
                self.complain(term, "P265", message, remedy)
        return fine

    def said(self, term: Term) -> str:
        """A term as the message quotes it."""
        match term:
            case Column(name):
                return f'"{name}"'
            case DaysBetween():
                return "the number of days"
            case YearOf():
                return "the year"
            case Given(value):
                return f'"{value:f}"' if isinstance(value, Decimal) else f'"{value}"'


def _as_date(written: str) -> str:
    try:
        day = dt.date.fromisoformat(written)
    except ValueError:
        return "Write the date as year-month-day, with the word before it: date '2009-06-30'."
    return f"Write the word before it: date '{day}'."
