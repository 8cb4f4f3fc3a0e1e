"""Reads conditions and expressions. The grammar is in ``grammar.lark``; Lark reads it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, Literal

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

if TYPE_CHECKING:
    from lark import Lark, Token, Tree

_MOST_CHARACTERS: Final = 4_000
HOW_CONDITIONS_ARE_WRITTEN: Final = (
    "Write it like SQL's WHERE: origin = 'US' and state in ('TX', 'CA', 'AZ'); docs/conditions.md "
    "lists what may stand in it."
)


class ConditionError(ValueError):
    """A condition that cannot be read.

    Attributes:
        message: what is wrong, with the offending text.
        remedy: what to do.
        at: where in the text, from 0.
        width: how many characters of it.
    """

    def __init__(self, message: str, remedy: str, at: int = 0, width: int = 1) -> None:
        super().__init__(message)
        self.message, self.remedy, self.at, self.width = message, remedy, at, width


def parse_condition(text: str) -> Condition:
    """Read a condition.

    Raises:
        ConditionError: where it cannot be read, with the place in the text.
    """
    return Condition(text, _test(_tree(text, "condition").children[0]))


def parse_expression(text: str) -> Expression:
    """Read a column's name, or the days between two.

    Raises:
        ConditionError: where it cannot be read, with the place in the text.
    """
    return Expression(text, _term(_tree(text, "expression").children[0]))


@cache
def _reader() -> Lark:
    from lark import Lark  # noqa: PLC0415  # a plan without extracts needs no parser

    grammar = files("milepost.plan.conditions").joinpath("grammar.lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", start=["condition", "expression"], propagate_positions=True)


def _tree(text: str, start: Literal["condition", "expression"]) -> Tree[Token]:
    from lark.exceptions import UnexpectedInput  # noqa: PLC0415  # as above

    if len(text) > _MOST_CHARACTERS:
        raise ConditionError(
            f"it is longer than {_MOST_CHARACTERS:,} characters.", "Divide it into measures."
        )
    try:
        return _reader().parse(text, start=start)
    except UnexpectedInput as error:
        at = error.pos_in_stream
        if at is None or at < 0 or at >= len(text):
            raise ConditionError(
                f'"{text}" breaks off.', HOW_CONDITIONS_ARE_WRITTEN, len(text)
            ) from error
        word = text[at:].split(maxsplit=1)[0]
        raise ConditionError(
            f'"{word}" cannot stand here.', HOW_CONDITIONS_ARE_WRITTEN, at, len(word)
        ) from error


def _at(tree: Tree[Token]) -> int:
    return int(tree.meta.start_pos)


def _test(tree: Any) -> Test:  # noqa: ANN401  # a tree of Lark's; a kind each
    at, parts = _at(tree), tree.children
    match tree.data:
        case "any":
            tests = tuple(_test(part) for part in parts)
            return tests[0] if len(tests) == 1 else AnyOf(tests, at)
        case "all":
            tests = tuple(_test(part) for part in parts)
            return tests[0] if len(tests) == 1 else AllOf(tests, at)
        case "negation":
            return Not(_test(parts[0]), at)
        case "compared":
            sign = "<>" if parts[1] == "!=" else str(parts[1])
            return Compared(sign, _term(parts[0]), _term(parts[2]), at)  # type: ignore[arg-type]
        case "one_of" | "not_one_of":
            values = tuple(_given(part) for part in parts[1:])
            return _unless(tree, OneOf(_term(parts[0]), values, at))
        case "within" | "not_within":
            low, high = _term(parts[1]), _term(parts[2])
            return _unless(tree, Within(_term(parts[0]), low, high, at))
        case "like" | "not_like":
            return _unless(tree, Like(_term(parts[0]), _text(parts[1]), at))
        case "blank" | "not_blank":
            return _unless(tree, Blank(_term(parts[0]), at))
        case _:
            column = _term(parts[0])
            assert isinstance(column, Column)  # noqa: S101  # as the grammar has it
            return Holds(column, at)


def _unless(tree: Tree[Token], test: Test) -> Test:
    return Not(test, test.at) if str(tree.data).startswith("not_") else test


def _term(tree: Any) -> Term:  # noqa: ANN401  # a tree of Lark's
    match tree.data:
        case "column":
            return Column(str(tree.children[0]), _at(tree))
        case "days":
            first, last = (_term(part) for part in tree.children)
            return DaysBetween(first, last, _at(tree))
        case "year":
            return YearOf(_term(tree.children[0]), _at(tree))
        case _:
            return _given(tree)


def _given(tree: Any) -> Given:  # noqa: ANN401  # a tree of Lark's
    said, at = tree.children[0], _at(tree)
    match tree.data:
        case "text":
            return Given(_text(said), at)
        case "number":
            return Given(Decimal(str(said)), at)
        case "truth":
            return Given(said.lower() == "true", at)
        case _:
            written = _text(said)
            try:
                return Given(dt.date.fromisoformat(written), at)
            except ValueError as error:
                raise ConditionError(
                    f'"{written}" is not a date.',
                    "Write year-month-day: date '2009-06-30'.",
                    at,
                    len(written) + 2,
                ) from error


def _text(token: str) -> str:
    return str(token)[1:-1].replace("''", "'")
