"""Numbers in words. This is the only place where anything is rounded.

An exact value is rounded to the nearest, a half upwards. The ends of an interval are rounded
outward, the lower down and the upper up, so that what is printed never claims more than is known.
"""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from milepost.evaluation.model import Actual
from milepost.intervals import Interval, Statement
from milepost.plan.model import Measure, Target
from milepost.scorecard.model import Exact

Rounding = Literal["nearest", "down", "up"]
_HALF: Final = Fraction(1, 2)
_PERCENT: Final = 100
_MOST_DECIMALS: Final = 4
_DECIMALS_IN_TABLES: Final = 12
_TWO_DIGITS: Final = 10


def number(value: Fraction, decimals: int, rounding: Rounding = "nearest") -> str:
    """A number with thousands divided by commas and no more decimals than asked for."""
    scaled = value * 10**decimals
    match rounding:
        case "down":
            whole = math.floor(scaled)
        case "up":
            whole = math.ceil(scaled)
        case "nearest":
            whole = math.floor(abs(scaled) + _HALF) * (-1 if scaled < 0 else 1)
    sign = "-" if whole < 0 else ""
    units, rest = divmod(abs(whole), 10**decimals)
    return f"{sign}{units:,}" + (f".{rest:0{decimals}}" if decimals else "")


def with_unit(text: str, unit: str) -> str:
    """The signs of percent and dollars; other units stand by themselves."""
    if unit == "percent":
        return f"{text}%"
    if unit != "USD":
        return text
    return f"-${text[1:]}" if text.startswith("-") else f"${text}"


def interval(value: Interval, unit: str, decimals: int, *, of_counts: bool = False) -> str:
    """An interval in words: 280, at least 367, less than $26.67, between 394 and 406.

    Args:
        value: the interval.
        unit: its unit.
        decimals: with how many decimals its ends are printed.
        of_counts: whether it is a share or quotient of what is counted. That is never below zero,
            so a lower end of zero says nothing; of anything else it does.
    """

    def end(at: Fraction, rounding: Rounding) -> str:
        return with_unit(number(at, decimals, rounding), unit)

    low, high = value.low, value.high
    if of_counts and low is not None and high is not None and low == 0 < high:
        low = None
    if low is not None and high is not None:
        if low == high:
            return end(low, "nearest")
        ends = end(low, "down"), end(high, "up")
        if value.low_open or value.high_open:
            return (
                f"{'more than' if value.low_open else 'at least'} {ends[0]} and "
                f"{'less than' if value.high_open else 'at most'} {ends[1]}"
            )
        return f"between {ends[0]} and {ends[1]}"
    if low is not None:
        return f"{'more than' if value.low_open else 'at least'} {end(low, 'down')}"
    if high is not None:
        return f"{'less than' if value.high_open else 'at most'} {end(high, 'up')}"
    return "any number"


def stated(said: Statement, unit: str, decimals: int) -> str:
    """A number in the words in which it was given: about 87%."""

    def one(at: Decimal) -> str:
        shown = max(decimals, -int(at.normalize().as_tuple().exponent))
        return with_unit(number(Fraction(at), shown), unit)

    if said.bound == "between":
        assert said.upper is not None  # noqa: S101  # "between" has both
        return f"between {one(said.number)} and {one(said.upper)}"
    if said.standard_error is not None:
        return f"{one(said.number)} (standard error {one(said.standard_error)})"
    return one(said.number) if said.bound == "exact" else f"{said.bound} {one(said.number)}"


def actual(found: Actual, measure: Measure) -> str:
    """An actual in words; 4 of 10 stays 4 of 10."""
    if found.value is None:
        return found.missing or "not reported"
    if found.part is not None and found.whole is not None:
        counts = f"{interval(found.part, '', 0)} of {interval(found.whole, '', 0)}"
        share = interval(found.value, measure.unit, measure.decimals, of_counts=_of_counts(found))
        if measure.ratio is not None:
            return share
        if measure.unit == "percent":
            return f"{share} ({counts})"
        return counts
    said = _as_said(found)
    if said is not None:
        return stated(said, measure.unit, measure.decimals)
    return interval(found.value, measure.unit, measure.decimals)


def _of_counts(found: Actual) -> bool:
    """Whether neither the part nor the whole can be below zero, as far as their figures show."""
    ends = [interval.low for interval in (found.part, found.whole) if interval is not None]
    return all(end is not None and end >= 0 for end in ends)


def ends(value: Interval, unit: str = "", decimals: int = 0) -> str:
    """An interval by its two ends, as arithmetic needs it: [394, 410], (394, 410], [280, …).

    An end that is known to more decimals is printed with up to four of them, so that the sum of
    what is printed is what is printed as the sum.
    """
    known = [end for end in (value.low, value.high) if end is not None]
    shown = max([decimals, *(_decimals(end, decimals) for end in known)])
    if value.is_exact:
        return with_unit(number(known[0], shown), unit)
    low = high = "…"
    if value.low is not None:
        low = with_unit(number(value.low, shown, "down"), unit)
    if value.high is not None:
        high = with_unit(number(value.high, shown, "up"), unit)
    opened = "(" if value.low_open or value.low is None else "["
    closed = ")" if value.high_open or value.high is None else "]"
    return f"{opened}{low}, {high}{closed}"


def _decimals(value: Fraction, least: int) -> int:
    """How many decimals a number takes; two where they do not end within four."""
    enough = (d for d in range(least, _MOST_DECIMALS + 1) if (value * 10**d).denominator == 1)
    return next(enough, max(least, 2))


def threshold(at: Fraction, unit: str, decimals: int, *, better_is_up: bool) -> str:
    """A number from which something changes: rounded so that what is printed is enough.

    Where that is not the number itself, the number itself is printed beside it.
    """
    shown = _decimals(at, decimals)
    text = with_unit(number(at, shown, "up" if better_is_up else "down"), unit)
    return text if (at * 10**shown).denominator == 1 else f"{text} (exactly {at})"


def target(promised: Target, measure: Measure) -> str:
    """A target in words; which side is better follows from the measure's direction."""
    if promised.milestone is not None:
        return promised.milestone.rstrip(".")
    least, most = promised.bounds(measure.direction)
    if least is not None and most is not None:
        return f"{_plain(least, measure)} to {_plain(most, measure)}"
    if least is not None:
        return f"{_plain(least, measure)} or more"
    if most is not None:
        return f"{_plain(most, measure)} or less"
    successful, least_effective = (
        str(words).rstrip(".") for words in (promised.successful, promised.minimally_effective)
    )
    return f"successful: {successful}; minimally effective: {least_effective}"


def share_of(threshold: Decimal) -> str:
    """A threshold of a scale in percent, as exactly as it was declared."""
    return f"{(threshold * _PERCENT).normalize():f}%"


def share(value: Fraction) -> str:
    """A share in percent to a tenth, for sentences about progress."""
    return f"{number(value * _PERCENT, 1)}%"


def coefficient(squared: Fraction, decimals: int, *, is_negative: bool) -> str:
    """A coefficient that is known by its square, rounded to the nearest without any float.

    ``floor(2 * 10**d * root)`` is the whole root of a whole number; half of it and a half is it.
    """
    doubled = math.isqrt(math.floor(squared * 4 * 100**decimals))
    rounded = Fraction((doubled + 1) // 2, 10**decimals)
    return number(-rounded if is_negative else rounded, decimals)


def ratio(value: Interval) -> str:
    """A ratio of two counts, to a hundredth."""
    return interval(value, "", 2)


def exact(found: Actual) -> Exact | None:
    """The value of an actual exactly."""
    value = found.value
    if value is None:
        return None
    return Exact(
        low=_exactly(value.low),
        high=_exactly(value.high),
        low_open=value.low_open,
        high_open=value.high_open,
        part=interval(found.part, "", 0) if found.part else None,
        whole=interval(found.whole, "", 0) if found.whole else None,
        standard_error=_exactly(found.standard_error),
    )


def share_range(low: Fraction, high: Fraction) -> str:
    """Two shares in whole percent, outward: 60\N{EN DASH}85%."""
    ends = number(low * _PERCENT, 0, "down"), number(high * _PERCENT, 0, "up")
    return "\N{EN DASH}".join(ends) + "%"


def change(value: Fraction, unit: str, decimals: int, rounding: Rounding = "nearest") -> str:
    """A change of a measure: with the sign of dollars; of percentages it is in points."""
    text = number(value, decimals, rounding)
    return text if unit == "percent" else with_unit(text, unit)


def decimals_of_change(value: Fraction, decimals: int) -> int:
    """The decimals of a measure, or as many more as show two digits of its change."""
    enough = (d for d in range(decimals, _MOST_DECIMALS) if abs(value) * 10**d >= _TWO_DIGITS)
    return next(enough, _MOST_DECIMALS if value else decimals)


def fraction(value: Fraction) -> str:
    """A number exactly, as a decimal where its digits end."""
    return _exactly(value) or ""


def outward(value: Fraction, rounding: Rounding) -> str:
    """A number whose digits do not end, with twelve decimals and no commas, for tables."""
    return number(value, _DECIMALS_IN_TABLES, rounding).replace(",", "")


def exact_statement(said: Interval) -> Exact:
    """A stated number of the plan exactly."""
    return Exact(_exactly(said.low), _exactly(said.high), said.low_open, said.high_open)


def _as_said(found: Actual) -> Statement | None:
    """The agency's own words, where the actual is just what one agency said."""
    if found.rule == "last in the period" and len(found.parts) == 1:
        return _as_said(found.parts[0])
    if found.source is None or found.source.observation.counted is not None:
        return None  # what was computed has more digits than anybody would say
    return found.source.observation.stated


def _plain(at: Decimal, measure: Measure) -> str:
    shown = max(measure.decimals, -int(at.normalize().as_tuple().exponent))
    shown = shown if at != at.to_integral() or measure.unit == "USD" else 0
    return with_unit(number(Fraction(at), shown), measure.unit)


def _exactly(end: Fraction | None) -> str | None:
    """A decimal where its digits end, however many there are; else the fraction."""
    if end is None:
        return None
    rest, powers = end.denominator, {2: 0, 5: 0}
    for prime in powers:
        while rest % prime == 0:
            rest //= prime
            powers[prime] += 1
    if rest != 1:
        return f"{end.numerator}/{end.denominator}"
    decimals = max(powers.values())
    return number(end, decimals).replace(",", "")
