"""What each agency contributes to a measure that adds several, and how much of it may be double.

An agency's part is what it reported. The part and the sum vary together, so a share is not the part
divided by the sum as if the two were strangers: of A beside B and C it is ``A / (A + rest)``, least
where A is least and the rest most, and never below 0 or above 100 percent.

What two agencies may both have counted belongs to one of them only, and nobody has settled to
which. So the share of the total that is counted once goes from all of it taken off this agency to
all of it taken off the others: with 280 and 103, of which up to 16 may be double, ATF has from
``(280 - 16) / (280 - 16 + 103)`` to ``280 / (280 + 103 - 16)``. All this is our own arithmetic.

What is added up is counts and sums of money, which are not below zero: "at most 5" is from 0 to 5.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from milepost.evaluation.actuals import doubles_of
from milepost.evaluation.model import Actual, Evaluation, MeasureEvaluation
from milepost.intervals import Interval
from milepost.periods import Period
from milepost.plan.model import Measure, Overlap

_NOTHING = Interval(Fraction(0), Fraction(0))


@dataclass(frozen=True, slots=True)
class Part:
    """What one agency contributes.

    Attributes:
        actual: what it reported; of a part of a whole, the part is what counts.
        value: its contribution; None where it reported none.
        alone: what of it nobody else can have counted, from all that may be double being taken off.
        share: its share of the total, each thing counted once; None where that cannot be told.
    """

    actual: Actual
    value: Interval | None
    alone: Interval | None
    share: Interval | None


@dataclass(frozen=True, slots=True)
class Contributions:
    """What the agencies contribute to a joint measure.

    Attributes:
        measure: the measure.
        period: for which period.
        total: what they come to together.
        parts: each agency's, in the order of the plan.
        doubles: each overlap with how much of it may be double; None where nobody can tell.
    """

    measure: Measure
    period: Period
    total: Actual
    parts: tuple[Part, ...]
    doubles: tuple[tuple[Overlap, Interval], ...]


def contributions(evaluation: Evaluation) -> tuple[Contributions, ...]:
    """The contributions to every joint measure, for each period that was judged or looked at."""
    return tuple(
        contributions_to(judged.measure, total)
        for judged in evaluation.measures
        for total in _totals(judged)
    )


def contributions_to(measure: Measure, total: Actual) -> Contributions:
    """The contributions to one sum of agencies."""
    found = tuple(zip(total.overlaps, doubles_of(total), strict=True))
    values = {part.agency: _counted(part) for part in total.parts}
    parts: list[Part] = []
    for actual in total.parts:
        value = values[actual.agency]
        if value is None:
            parts.append(Part(actual, None, None, None))
            continue
        own = _sum(most for overlap, most in found if actual.agency in overlap.between)
        alone = _without(value, own)
        rest = [v for agency, v in values.items() if agency != actual.agency]
        share = None
        if all(v is not None for v in rest):
            others = _sum(v for v in rest if v is not None)
            share = share_of(value, others, own, _sum(most for _, most in found))
        parts.append(Part(actual, value, alone, share))
    return Contributions(measure, total.period, total, tuple(parts), found)


def share_of(
    part: Interval, rest: Interval, own_doubles: Interval, all_doubles: Interval
) -> Interval | None:
    """A part's share of itself and the rest, over all that either may be.

    Args:
        part: what is counted here.
        rest: what is counted elsewhere.
        own_doubles: how much of the part may be counted elsewhere as well.
        all_doubles: how much of everything may be counted twice.

    Returns:
        The share, from 0 to 1; None where part and rest may only be nothing, or are below it.
    """
    bounds = [end for end in (part.high, rest.high) if end is not None]
    if any(end < 0 for end in bounds) or (len(bounds) > 1 and not any(bounds)):
        return None
    mine, theirs = _without(part, own_doubles), _without(rest, all_doubles)
    assert mine.low is not None  # noqa: S101  # nothing here is below zero
    assert theirs.low is not None  # noqa: S101  # likewise
    # An end is excluded where it is only tended to, or where a number that made it is excluded.
    low, low_open = Fraction(0), mine.low > 0 or mine.low_open
    if rest.high is not None:
        low = mine.low / (mine.low + rest.high) if rest.high else Fraction(1)
        low_open = mine.low_open or rest.high_open
    high, high_open = Fraction(1), theirs.low > 0 or theirs.low_open
    if part.high is not None:
        high = part.high / (part.high + theirs.low) if part.high else Fraction(0)
        high_open = part.high_open or theirs.low_open
    return Interval(low, high, low_open and low < high, high_open and low < high)


def _totals(judged: MeasureEvaluation) -> Iterator[Actual]:
    """The sums of agencies that were judged, and the one of the period at hand, each once."""
    seen: set[Period] = set()
    beside = (actual for actual in judged.others if actual.period == judged.period)
    for actual in (*(j.actual for j in judged.judgements), *beside):
        if actual.rule == "sum of agencies" and actual.period not in seen:
            seen.add(actual.period)
            yield actual


def _counted(actual: Actual) -> Interval | None:
    """What is added: of 4 of 10 the 4; of what has no lower bound, from nothing."""
    value = actual.value if actual.part is None else actual.part
    if value is None:
        return None
    low = Fraction(0) if value.low is None else value.low
    return Interval(low, value.high, value.low_open and value.low is not None, value.high_open)


def _without(value: Interval, double: Interval) -> Interval:
    """What is left where up to so much is taken off: nothing, where that has no bound."""
    if value.low is None or double.high is None or double.high > value.low:
        return Interval(Fraction(0), value.high, high_open=value.high_open)
    is_open = value.low_open or double.high_open
    return Interval(value.low - double.high, value.high, is_open, value.high_open)


def _sum(values: Iterator[Interval]) -> Interval:
    total = _NOTHING
    for value in values:
        total += value
    return total
