"""Formulas over measures: sums, differences, quotients, and multiples by a plain number.

Python's own parser reads them, so that what binds stronger is what everybody expects; identifiers
hold hyphens, so a minus sign has a space on either side.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, Literal, TypeVar

HOW_FORMULAS_ARE_WRITTEN: Final = (
    'Write measures by their identifiers, with a space on either side of "+", "-", "*" and "/": '
    "seized-at-ports + seized-inland. A measure is multiplied or divided by a number, or divided "
    "by another measure."
)
_MOST_CHARACTERS: Final = 1_000
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_IDENTIFIER: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SIGNS: Final = frozenset("+-*/()")
_SIGN_OF: Final[dict[type[ast.operator], Literal["+", "-", "*", "/"]]] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/",
}  # fmt: skip
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Named:
    """A measure in a formula."""

    measure: str


@dataclass(frozen=True, slots=True)
class Plain:
    """A number in a formula."""

    number: Fraction


@dataclass(frozen=True, slots=True)
class Operation:
    """Two terms and what is done with them."""

    sign: Literal["+", "-", "*", "/"]
    left: Term
    right: Term


Term = Named | Plain | Operation


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as it was written, and what it says.

    Attributes:
        text: as it was written.
        term: its outermost operation.
        measures: the measures it names, each once, in order.
    """

    text: str
    term: Term = field(compare=False)
    measures: tuple[str, ...] = field(compare=False)

    @property
    def only_adds(self) -> bool:
        """Whether it only adds and subtracts, so that one unit runs through it."""
        return _only_adds(self.term)

    @property
    def is_quotient(self) -> bool:
        """Whether a measure is divided by a measure, so that a part of a year is no part of it."""
        return _is_quotient(self.term)

    def __str__(self) -> str:
        return self.text


def _is_quotient(term: Term) -> bool:
    if not isinstance(term, Operation):
        return False
    divides = term.sign == "/" and _names_a_measure(term.right)
    return divides or _is_quotient(term.left) or _is_quotient(term.right)


def _only_adds(term: Term) -> bool:
    if isinstance(term, Operation):
        return term.sign in "+-" and _only_adds(term.left) and _only_adds(term.right)
    return isinstance(term, Named)


def parse_formula(text: str) -> Formula:
    """Read a formula.

    Raises:
        ValueError: what is wrong with it, in a sentence.
    """
    if len(text) > _MOST_CHARACTERS:
        raise ValueError(f"the formula is longer than {_MOST_CHARACTERS:,} characters.")
    words: list[str] = []
    python: list[str] = []
    for token in text.replace("(", " ( ").replace(")", " ) ").split():
        if token in _SIGNS or _NUMBER.fullmatch(token):
            python.append(token)
        elif _IDENTIFIER.fullmatch(token):
            python.append(f"m{len(words)}")
            words.append(token)
        else:
            raise ValueError(f'"{token}" is neither a measure, a number nor one of + - * / ( ).')
    try:
        tree = ast.parse(" ".join(python), mode="eval")
    except (SyntaxError, RecursionError, MemoryError, ValueError) as error:
        raise ValueError(f'"{text}" is not a complete formula.') from error
    term = _term(tree.body, words)
    if not words:
        raise ValueError(f'"{text}" names no measure.')
    return Formula(text, term, tuple(dict.fromkeys(words)))


def _term(node: ast.expr, words: list[str]) -> Term:
    match node:
        case ast.Name(id=name):
            return Named(words[int(name[1:])])
        case ast.Constant(value=int() | float()):
            return Plain(Fraction(ast.unparse(node)))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _SIGN_OF:
            operation = Operation(_SIGN_OF[type(op)], _term(left, words), _term(right, words))
            _must_be_computable(operation)
            return operation
        case _:
            raise ValueError("a formula adds, subtracts, multiplies and divides, and no more.")


def _must_be_computable(operation: Operation) -> None:
    named = [_names_a_measure(t) for t in (operation.left, operation.right)]
    if operation.sign == "*" and all(named):
        raise ValueError("two measures are multiplied; one of them has to be a number.")
    if operation.sign in "+-" and not all(named):
        raise ValueError("a number is added to a measure or taken off it; it has no unit.")
    if operation.sign == "/" and not any(named):
        raise ValueError("a number is divided by a number; write the quotient.")
    if operation.sign == "/" and operation.right == Plain(Fraction(0)):
        raise ValueError("a measure is divided by 0.")


def _names_a_measure(term: Term) -> bool:
    if isinstance(term, Operation):
        return _names_a_measure(term.left) or _names_a_measure(term.right)
    return isinstance(term, Named)


def value_of(
    term: Term,
    named: Callable[[str], Value],
    plain: Callable[[Fraction], Value],
    combine: Callable[[str, Value, Value], Value],
) -> Value:
    """Work a formula out, from its innermost terms outwards."""
    match term:
        case Named(measure):
            return named(measure)
        case Plain(number):
            return plain(number)
        case Operation(sign, left, right):
            return combine(
                sign,
                value_of(left, named, plain, combine),
                value_of(right, named, plain, combine),
            )
