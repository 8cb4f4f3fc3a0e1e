"""How figures and their places are put into the sentences of checks."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from milepost.intervals import Interval
from milepost.submissions.model import Observation


def stated(observation: Observation) -> str:
    """A number in the words in which it was sent: at least 280."""
    said = observation.stated
    if said is None:
        return observation.absence or ""
    number = f"{said.number:,f}{said.error_in_words}"
    if said.upper is not None:
        number = f"{number}-{said.upper:,f}"
    elif said.bound != "exact":
        number = f"{said.bound} {number}"
    return number if observation.whole is None else f"{number} of {observation.whole:,f}"


def at(observation: Observation, here: Observation) -> str:
    """Where a number stands: its cell alone where that is in the same table."""
    there = observation.value_place
    same = (there.file, there.sheet) == (here.value_place.file, here.value_place.sheet)
    return there.cell if same and there.cell else str(there)


def figure(observation: Observation, here: Observation) -> str:
    """A figure with its measure and, where that is elsewhere, its place: cases-indicted 47 (D9)."""
    if observation is here:
        return f"{observation.measure} {stated(observation)}"
    return f"{observation.measure} {stated(observation)} ({at(observation, here)})"


def span(interval: Interval, decimals: int = 0) -> str:
    """An interval in words: 72, at least 222, 67 to 69."""
    low, high = interval.low, interval.high
    if low is not None and low == high:
        return number(low, decimals)
    if low is None and high is None:
        return "anything"
    if high is None and low is not None:
        return f"{'more than' if interval.low_open else 'at least'} {number(low, decimals)}"
    if low is None and high is not None:
        return f"{'less than' if interval.high_open else 'at most'} {number(high, decimals)}"
    assert low is not None  # noqa: S101  # all that is left has both ends
    assert high is not None  # noqa: S101
    shown = (number(low, decimals), number(high, decimals))
    return shown[0] if shown[0] == shown[1] else f"{shown[0]} to {shown[1]}"


def number(value: Fraction, decimals: int = 0) -> str:
    """A whole number as it is, any other with some decimals."""
    if value.denominator == 1:
        return f"{int(value):,}"
    # Half a unit is rounded away from zero, as people do.
    scaled = abs(value) * 10 ** max(decimals, 1)
    whole = Decimal((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator))
    shown = f"{whole.scaleb(-max(decimals, 1)):,f}"
    return f"-{shown}" if value < 0 else shown
