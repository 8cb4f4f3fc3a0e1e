"""Reads conditions and expressions. The grammar is in ``grammar.lark``; Lark reads it."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, Literal

from milepost.plan.conditions.expected import in_words
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
from milepost.plan.conditions.slips import (
    HOW_CONDITIONS_ARE_WRITTEN,
    in_short,
    slips,
    unbalanced,
)

if TYPE_CHECKING:
    from lark import Lark, Token, Tree
    from lark.exceptions import UnexpectedInput

_MOST_CHARACTERS: Final = 4_000
_DEEPEST: Final = 50
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_NESTS: Final = re.compile(r"'(?:[^']|'')*'|[()]|[\w.]+|[^\s\w]")
_WORD: Final = re.compile(r"'(?:[^']|'')*'|\w+|[<>=!]+|\S")


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
    # The basic lexer: a keyword is one wherever it stands, and never the name of a column.
    return Lark(
        grammar,
        parser="lalr",
        lexer="basic",
        start=["condition", "expression"],
        propagate_positions=True,
    )


def _tree(text: str, start: Literal["condition", "expression"]) -> Tree[Token]:
    from lark.exceptions import UnexpectedInput  # noqa: PLC0415  # as above

    _bounded(text)
    try:
        return _reader().parse(text, start=start)
    except UnexpectedInput as error:
        raise _what_is_wrong(text, error) from None


def _bounded(text: str) -> None:
    """Neither so long nor so deep that reading it would take more than it is worth."""
    if len(text) > _MOST_CHARACTERS:
        message = f"it is longer than {_MOST_CHARACTERS:,} characters."
        remedy = "Divide it into measures, or let the extract hold a column for what it asks."
        raise ConditionError(message, remedy)
    outer: list[int] = []
    negations = 0
    for found in _NESTS.finditer(text):
        if found[0] == "(":
            outer.append(negations + 1)
            negations = 0
        elif found[0] == ")":
            negations = 0
            del outer[-1:]
        else:
            negations = negations + 1 if found[0].lower() == "not" else 0
        if sum(outer) + negations > _DEEPEST:
            raise ConditionError(
                f'more than {_DEEPEST} brackets and "not" are nested here.',
                "Take out those that change nothing; a bracket is rarely needed within another.",
                found.start(),
                len(found[0]),
            )


def _what_is_wrong(text: str, error: UnexpectedInput) -> ConditionError:
    """The first thing wrong: a slip with a remedy of its own, or what was expected instead."""
    at = error.pos_in_stream
    if at is None or at < 0 or getattr(getattr(error, "token", None), "type", "") == "$END":
        at = len(text.rstrip())
    slip = next(slips(text), None)
    if (slip is None or slip.at > at) and (bracket := unbalanced(text)) and bracket.at <= at:
        # An open bracket is what is wrong only where the rest would have been read.
        slip = bracket if at == len(text.rstrip()) or bracket.at == at else slip
    if slip is not None and slip.at <= at:
        return ConditionError(slip.message, slip.remedy, slip.at, slip.width)
    before = in_short(_last_words(text[:at]))
    accepted = getattr(error, "accepts", None) or set()
    comes = f", {in_words(accepted)}" if accepted else ""
    after = f'after "{before}"' if before else "at the beginning"
    word = _WORD.match(text, at)
    if word is None:
        said = f"it breaks off {after}."
        if not comes:
            return ConditionError(said, HOW_CONDITIONS_ARE_WRITTEN, at)
        return ConditionError(f"it breaks off: {after}{comes[1:]}.", HOW_CONDITIONS_ARE_WRITTEN, at)
    message = f'"{in_short(word[0])}" cannot stand here{":" if comes else "."}'
    message += f" {after}{comes[1:]}." if comes else ""
    return ConditionError(message, HOW_CONDITIONS_ARE_WRITTEN, at, len(word[0]))


def _last_words(text: str) -> str:
    """The last two words, by which a reader finds the place."""
    found = list(_WORD.finditer(text))[-2:]
    return text[found[0].start() :].rstrip() if found else ""


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
                # fromisoformat also takes 20090630 and week dates.
                return Given(dt.date.fromisoformat(written if _DAY.fullmatch(written) else ""), at)
            except ValueError as error:
                raise ConditionError(
                    f'"{in_short(written)}" is not a date.',
                    "Write year-month-day: date '2009-06-30'.",
                    int(said.start_pos),
                    len(said),
                ) from error


def _text(token: str) -> str:
    return str(token)[1:-1].replace("''", "'")
