"""Exact arithmetic on what was reduced; what does not end is rounded once, to twelve decimals."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from typing import Final

DECIMALS: Final = 12
_ROOM: Final = Context(prec=120)


def exact_sum(values: list[Decimal]) -> Decimal:
    """The sum of decimal numbers with every digit."""
    total = Decimal(0)
    for value in values:
        total = _ROOM.add(total, value)
    return total


def as_decimal(number: Fraction) -> Decimal:
    """A fraction as a decimal number, half even at the twelfth decimal where it has more."""
    scaled = round(number * 10**DECIMALS)
    return _plain(Decimal(scaled).scaleb(-DECIMALS, _ROOM))


def _plain(number: Decimal) -> Decimal:
    """The same number without zeros behind its last decimal."""
    short = number.normalize(_ROOM)
    return short if int(short.as_tuple().exponent) <= 0 else short.quantize(Decimal(1), None, _ROOM)
