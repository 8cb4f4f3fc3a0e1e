"""Holds values of rows against one another and against what is written, with nothing rounded.

Engines differ in what they make of a whole number beside a decimal one, and of one that has more
digits than the column. So what is written is brought to the digits of the column before an engine
sees it: for a whole number ``> 2.5`` is ``> 2``, and ``= 2.5`` is never so.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any, Final

import narwhals.stable.v2 as nw

_MOST_DIGITS: Final = 38
_DIGITS_OF_DAYS: Final = 7
_MOST_WHOLE: Final = 2**63 - 1
_ROOM: Final = Context(prec=2 * _MOST_DIGITS)

SIGNS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "=": operator.eq, "<>": operator.ne,
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
TURNED: Final[Mapping[str, str]] = {
    "=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<=",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Numeric:
    """A number that comes from a row.

    Attributes:
        value: the number.
        digits: how many digits it can have.
        decimals: how many of them are decimals.
        is_whole: whether the engine holds it as a whole number, rather than as a decimal one.
    """

    value: nw.Expr
    digits: int
    decimals: int
    is_whole: bool

    @property
    def needs_room(self) -> bool:
        """Whether the sum of many could be more than a whole number of 64 bits holds."""
        return self.is_whole and self.digits > _DIGITS_OF_DAYS

    def as_decimal(self) -> nw.Expr:
        """The number as a decimal one; it stays the same."""
        if self.is_whole:
            return self.value.cast(nw.Decimal(self.digits, 0))
        return self.value


def joined(by: Callable[[Any, Any], Any], answers: Sequence[nw.Expr]) -> nw.Expr:
    """Several answers as one, in halves: a list of many is not nested as deep as it is long."""
    if len(answers) == 1:
        return answers[0]
    half = len(answers) // 2
    held: nw.Expr = by(joined(by, answers[:half]), joined(by, answers[half:]))
    return held


def against_number(sign: str, number: Numeric, written: Decimal) -> nw.Expr:
    """Whether a number of a row stands to a written one as a sign says."""
    scaled = Fraction(written) * 10**number.decimals
    floor = scaled.numerator // scaled.denominator
    most = _MOST_WHOLE if number.is_whole else 10**number.digits - 1
    least = -_MOST_WHOLE - 1 if number.is_whole else -most
    if floor > most or floor < least - 1:
        return _where_known(number.value, SIGNS[sign](0, floor))
    if scaled != floor:
        if sign in ("=", "<>"):
            return _where_known(number.value, sign == "<>")
        # What lies between two neighbours parts the lower one and all below from the others.
        sign = "<=" if sign in ("<", "<=") else ">"
    if floor < least:
        return _where_known(number.value, SIGNS[sign](0, floor))
    given = floor if number.is_whole else Decimal(floor).scaleb(-number.decimals, _ROOM)
    held: nw.Expr = SIGNS[sign](number.value, nw.lit(given))
    return held


def against_numeric(sign: str, left: Numeric, right: Numeric) -> nw.Expr:
    """Whether two numbers of a row stand to one another as a sign says."""
    held: nw.Expr
    if left.decimals == right.decimals and left.is_whole == right.is_whole:
        held = SIGNS[sign](left.value, right.value)
        return held
    if left.decimals > right.decimals:
        return against_numeric(TURNED[sign], right, left)
    decimals = right.decimals
    before = max(left.digits - left.decimals, right.digits - decimals)
    if before + decimals <= _MOST_DIGITS:
        common = nw.Decimal(before + decimals, decimals)
        held = SIGNS[sign](left.as_decimal().cast(common), right.as_decimal().cast(common))
        return held
    return _beyond(sign, left, right)


def _beyond(sign: str, left: Numeric, right: Numeric) -> nw.Expr:
    """Likewise, where no type holds both: what is too large for the other's is larger than it."""
    common = nw.Decimal(_MOST_DIGITS, right.decimals)
    limit = Decimal(10) ** (_MOST_DIGITS - right.decimals)
    above, below = (
        against_number(over, left, edge) & ~right.value.is_null()
        for over, edge in ((">=", limit), ("<=", -limit))
    )
    within = nw.when(against_number("<", left, limit) & against_number(">", left, -limit)).then(
        left.as_decimal()
    )
    held = SIGNS[sign](within.cast(common), right.as_decimal().cast(common))
    return (
        nw.when(above)
        .then(nw.lit(SIGNS[sign](1, 0)))
        .otherwise(nw.when(below).then(nw.lit(SIGNS[sign](0, 1))).otherwise(held))
    )


def _where_known(value: nw.Expr, answer: bool) -> nw.Expr:  # noqa: FBT001  # it is the answer
    """The same answer for every row that has a value; null for the others."""
    return nw.when(~value.is_null()).then(nw.lit(answer))
