"""Which figures are of so few that a person could be recognised in them: the one rule for it.

Whoever reduces rows, keeps what was reduced, or shows figures to the public asks here, so that all
of them say the same. Of a figure that was computed from an extract the rows behind it count too: a
mean of two firearms points at two persons, whatever the mean is.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from milepost.intervals import Interval, exactly
from milepost.plan.model import Measure
from milepost.submissions.model import Observation

# Of these the number itself counts rows, or different values in them.
_COUNTING: Final = ("count", "distinct", "in_both")


def is_small(measure: Measure, said: Observation, least: int) -> bool:
    """Whether a figure is of more than nobody and of fewer than ``least``.

    Of a share its part, what is left of its whole, and what is unknown are looked at; where a
    number is given in bounds, whether it may be so small.

    Args:
        measure: the measure.
        said: the figure.
        least: the smallest number that is shown.
    """
    return any(
        (side.low is None or side.low < least) and (side.high is None or side.high > 0)
        for side in _sides(measure, said)
    )


def is_itself_a_count(measure: Measure) -> bool:
    """Whether the number of a figure says how many, so that "between 1 and 4" may stand for it."""
    return measure.from_extract is None or measure.from_extract.kind in _COUNTING


def fewer_than(number: int, least: int | None) -> str:
    """A number of rows in a note that everybody reads: ``fewer than 5`` where it is small.

    Args:
        number: the number of rows.
        least: the smallest number that is shown; None where any is.
    """
    if least is not None and 0 < number < least:
        return f"fewer than {least}"
    return f"{number:,}"


def _sides(measure: Measure, said: Observation) -> Iterator[Interval]:
    """The numbers of a figure in which a few could be recognised."""
    value = said.interval(measure)
    if value is None:
        return
    if said.counted is not None:
        yield exactly(said.counted)
    if said.whole is not None:
        whole = exactly(said.whole)
        if said.counted is None:
            yield value
            yield whole - value
        else:
            yield from _of_share(value, Fraction(said.whole), said.counted)
    elif is_itself_a_count(measure):
        yield value


def _of_share(value: Interval, whole: Fraction, counted: int) -> Iterator[Interval]:
    """Yes, no and unknown of a computed share, exactly: its bounds are how many are unknown."""
    if value.low is None or value.high is None:
        yield value
        return
    left_out = max(Fraction(counted) - whole, Fraction(0))
    yield exactly(value.low)
    yield exactly(whole - value.high)
    yield exactly(value.high - value.low + left_out)
