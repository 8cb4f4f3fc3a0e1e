"""Roots of fractions, compared without rounding."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

_DIGITS = 16


def whole_root(number: int, degree: int) -> int:
    """The largest whole number whose power is not above a whole number, by Newton's method."""
    if number < 2 or degree == 1:  # noqa: PLR2004  # 0 and 1 are their own roots
        return number
    guess = 1 << (number.bit_length() // degree + 1)
    while True:
        nearer = ((degree - 1) * guess + number // guess ** (degree - 1)) // degree
        if nearer >= guess:
            return guess
        guess = nearer


@lru_cache(maxsize=1_000)
def power_between(base: Fraction, exponent: Fraction, digits: int) -> tuple[Fraction, Fraction]:
    """A power of a fraction that is not negative: exactly where it is a fraction, else two bounds.

    Args:
        base: zero or more.
        exponent: more than zero.
        digits: to how many decimals the bounds are close.
    """
    raised = base**exponent.numerator
    degree = exponent.denominator
    top, bottom = (whole_root(n, degree) for n in (raised.numerator, raised.denominator))
    if top**degree == raised.numerator and bottom**degree == raised.denominator:
        return Fraction(top, bottom), Fraction(top, bottom)
    scale = 10**digits
    scaled = raised.numerator * scale**degree // raised.denominator
    low = whole_root(scaled, degree)
    return Fraction(low, scale), Fraction(low + 1, scale)


def nearly(base: Fraction, exponent: Fraction) -> Fraction:
    """A power of a fraction, as near as anybody prints it."""
    return power_between(base, exponent, _DIGITS)[0]


def compare_with_mean(
    base: Fraction, after: Fraction, goal: Fraction, in_all: Fraction, share: Fraction
) -> int:
    """Whether a yearly factor lies above (1), on (0) or below (-1) a share of the way to another.

    Compares ``base ** (1 / after)`` with ``1 + share * (goal ** (1 / in_all) - 1)``, all positive.
    At a share of 1 both are raised to the same whole power. Below it the two are equal only where
    the second root is a fraction, so that bounds which are drawn closer come to an end.
    """
    if share == 1:
        return _sign(base ** _whole(in_all, after), goal ** _whole(after, in_all))
    digits = _DIGITS
    while True:
        low, high = (1 + share * (root - 1) for root in power_between(goal, 1 / in_all, digits))
        raised = base**after.denominator
        above, below = _sign(raised, high**after.numerator), _sign(raised, low**after.numerator)
        if above >= 0 and (above or low == high):
            return above
        if below <= 0 and (below or low == high):
            return below
        digits *= 2


def _whole(numerator: Fraction, other: Fraction) -> int:
    """The power to which one side is raised so that both are raised alike and stay fractions."""
    return numerator.numerator * other.denominator


def _sign(left: Fraction, right: Fraction) -> int:
    return (left > right) - (left < right)
