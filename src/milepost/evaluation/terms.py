"""The range of a formula over quantities of which each is known only within bounds.

A measure that occurs twice in a formula is one quantity, not two: with a from 2 to 4 and b from 6
to 8, a / (a + b) lies between 2/10 and 4/10, although 2/12 and 4/8 would come out if both a were
free to differ. A sum of multiples of measures divided by another such sum moves one way in each
measure while the others stand still, so its smallest and largest values lie where every measure
stands at one of its ends. They are found exactly, without trying all corners, by Dinkelbach's
method (W. Dinkelbach, "On Nonlinear Fractional Programming", Management Science 13, 1967).

A formula of another shape, such as the sum of two quotients with different divisors, is put
together from the ranges of its terms as if they varied independently: the range then still holds
every value, and may be wider than need be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from milepost.intervals import Interval, exactly
from milepost.plan.formulas import Named, Operation, Plain, Term

_Sum = Mapping[str, Fraction]
_NUMBER = ""  # the entry of a sum that is no multiple of a measure


@dataclass(frozen=True, slots=True)
class Quotient:
    """A sum of multiples of measures over another; the plain number stands under no name."""

    over: _Sum
    under: _Sum


def range_of(term: Term, values: Mapping[str, Interval]) -> Interval | None:
    """All values that a formula may have; None where it may divide by nothing.

    Args:
        term: the formula.
        values: what each measure it names may be.
    """
    quotient = quotient_of(term)
    if quotient is not None:
        return range_of_quotient(quotient, values)
    assert isinstance(term, Operation)  # noqa: S101  # a measure or number alone is a quotient
    return put_together(term.sign, range_of(term.left, values), range_of(term.right, values))


def quotient_of(term: Term) -> Quotient | None:
    """A formula as one sum over another, where it has that shape."""
    match term:
        case Named(measure):
            return Quotient({measure: Fraction(1)}, {_NUMBER: Fraction(1)})
        case Plain(number):
            return Quotient({_NUMBER: number}, {_NUMBER: Fraction(1)})
        case Operation(sign, left, right):
            one, other = quotient_of(left), quotient_of(right)
            if one is None or other is None:
                return None
            if sign in "+-":
                return _added(one, other, Fraction(1 if sign == "+" else -1))
            return _multiplied(one, other) if sign == "*" else _divided(one, other)


def _added(one: Quotient, other: Quotient, sign: Fraction) -> Quotient | None:
    """The sum of two quotients that have one divisor, up to a plain factor."""
    factor = _ratio(other.under, one.under)
    if factor is None:
        return None
    return Quotient(_sum(one.over, other.over, sign / factor), one.under)


def _multiplied(one: Quotient, other: Quotient) -> Quotient | None:
    """A quotient times a plain number, which is what a formula may hold."""
    for number, rest in ((_number(one), other), (_number(other), one)):
        if number is not None:
            return Quotient(_scaled(rest.over, number), rest.under)
    return None


def _divided(one: Quotient, other: Quotient) -> Quotient | None:
    """A quotient by another, where no measure is then multiplied by a measure."""
    top, bottom = _plain(one.under), _plain(other.under)
    if top is not None and bottom is not None:
        return Quotient(_scaled(one.over, bottom), _scaled(other.over, top))
    number = _number(other)
    return Quotient(_scaled(one.over, 1 / number), one.under) if number else None


def _ratio(sum_: _Sum, other: _Sum) -> Fraction | None:
    """By which factor one sum is the other; None where it is no multiple of it."""
    name = next(iter(other), _NUMBER)
    if not sum_ or sum_.keys() != other.keys():
        return None
    factor = sum_[name] / other[name]
    return factor if all(sum_[n] == factor * other[n] for n in other) else None


def _number(quotient: Quotient) -> Fraction | None:
    """The plain number that a quotient is, where it names no measure."""
    over, under = _plain(quotient.over), _plain(quotient.under)
    return None if over is None or not under else over / under


def _plain(sum_: _Sum) -> Fraction | None:
    return sum_.get(_NUMBER, Fraction(0)) if set(sum_) <= {_NUMBER} else None


def _sum(one: _Sum, other: _Sum, factor: Fraction) -> _Sum:
    total = dict(one)
    for name, multiple in other.items():
        total[name] = total.get(name, Fraction(0)) + factor * multiple
    return {name: multiple for name, multiple in total.items() if multiple}


def _scaled(sum_: _Sum, factor: Fraction) -> _Sum:
    return {name: factor * multiple for name, multiple in sum_.items() if factor}


def range_of_quotient(quotient: Quotient, values: Mapping[str, Interval]) -> Interval | None:
    """All values of one sum over another; None where the divisor may be nothing.

    Like every quotient of bounded quantities it is worked out where the divisor keeps one sign.
    """
    box = {**values, _NUMBER: exactly(1)}
    if not _is_positive(quotient.under, box):
        quotient = Quotient(
            _scaled(quotient.over, Fraction(-1)), _scaled(quotient.under, Fraction(-1))
        )
        if not _is_positive(quotient.under, box):
            return None
    high, high_open = _highest(quotient, box)
    low, low_open = _highest(Quotient(_scaled(quotient.over, Fraction(-1)), quotient.under), box)
    return Interval(None if low is None else -low, high, low_open, high_open)


def _is_positive(sum_: _Sum, box: Mapping[str, Interval]) -> bool:
    """Whether a sum is more than nothing, wherever its measures are within their bounds."""
    total = exactly(0)
    for name, multiple in sum_.items():
        total += box[name].times(multiple)
    return total.low is not None and (total.low > 0 or (total.low == 0 and total.low_open))


def _highest(quotient: Quotient, box: Mapping[str, Interval]) -> tuple[Fraction | None, bool]:
    """The upper end of a quotient with a positive divisor, and whether it is excluded.

    The end is the smallest number r at which over - r * under is nowhere more than nothing. Each
    step takes the corner where that difference is greatest and the quotient there as the next r,
    which grows until it is the end; there are finitely many corners.
    """
    rate = _at_no_end(quotient, box)
    if rate is None:
        return None, False
    while True:
        excess = _sum(quotient.over, quotient.under, -rate)
        over, under = _at_corner(quotient, excess, box)
        if over - rate * under <= 0:
            is_open = any(_is_excluded(multiple, box[name]) for name, multiple in excess.items())
            return rate, over - rate * under < 0 or is_open
        if under == 0:
            return None, False  # as near to a divisor of nothing as one likes
        rate = over / under


def _at_no_end(quotient: Quotient, box: Mapping[str, Interval]) -> Fraction | None:
    """A number that the quotient's upper end is no less than; None where it has no upper end.

    Where a measure has no bound, it is what the quotient tends to as that measure goes on and on;
    else its value at one of the corners.
    """
    tends_to: list[Fraction] = []
    for name in {*quotient.over, *quotient.under}:
        over, under = quotient.over.get(name, Fraction(0)), quotient.under.get(name, Fraction(0))
        for end, way in ((box[name].high, 1), (box[name].low, -1)):
            if end is None and under:
                tends_to.append(over / under)
            elif end is None and over * way > 0:
                return None
    if tends_to:
        return max(tends_to)
    over, under = _at_corner(quotient, quotient.under, box)
    return over / under


def _at_corner(
    quotient: Quotient, sum_: _Sum, box: Mapping[str, Interval]
) -> tuple[Fraction, Fraction]:
    """Dividend and divisor where a sum is greatest; what does not move it makes for more divisor.

    A measure that has no end on the side to go to does not move the sum.
    """
    totals = [Fraction(0), Fraction(0)]
    for name in {*quotient.over, *quotient.under}:
        way = sum_.get(name) or quotient.under.get(name, Fraction(0))
        held = box[name]
        ends = (held.high, held.low) if way > 0 else (held.low, held.high)
        end = next((e for e in ends if e is not None), Fraction(0))
        for i, part in enumerate((quotient.over, quotient.under)):
            totals[i] += part.get(name, Fraction(0)) * end
    return totals[0], totals[1]


def _is_excluded(multiple: Fraction, held: Interval) -> bool:
    """Whether the end that a multiple of a measure is greatest at is left out."""
    return held.high_open if multiple > 0 else held.low_open


def put_together(sign: str, left: Interval | None, right: Interval | None) -> Interval | None:
    """Two terms of a formula put together as if they varied independently of one another."""
    if left is None or right is None:
        return None
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            # One of the two is a plain number.
            factor, value = (right, left) if right.is_exact else (left, right)
            assert factor.low is not None  # noqa: S101  # it is exact
            return value.times(factor.low)
        case _:
            if right.is_exact and right.low:
                return left.times(1 / right.low)
            return left.over(right)
