"""Judgement read backwards: which values would have come out as which word.

A result or an outlook is a step function of the value: between some numbers nothing changes. For
the share of targeted change those numbers follow from its rules, each solved for the value::

    from one start:  value = start + step * (target - start)
    step:            a threshold of the scale times the share expected by now, or zero
    of a part year:  that value times the share of the year that the quarters stand for

They are exact. What lies at each of them and between them is then asked of the judge itself, so
that whatever else a rule looks at is looked at here too. Of a method that cannot be solved so, the
numbers are narrowed down to a tenth of the last printed decimal; that relies on a better value
never getting a worse word, which every method promises.

What is asked for is always one exact value. A statement with a bound comes out as a word for
certain where all it may mean lies among the values that do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Final, get_args

from milepost.evaluation.model import Actual, NotRated, Outlook, Result
from milepost.evaluation.outlook import Standing, rate
from milepost.evaluation.results import result_of
from milepost.intervals import Interval, exactly
from milepost.plan.model import Measure

RESULTS: Final[tuple[Result, ...]] = get_args(Result)
# How far the search goes, in spans of the numbers that are known of a measure.
_SPANS: Final = 64


@dataclass(frozen=True, slots=True)
class Verdict:
    """One word for a value, or two where even an exact value leaves it open.

    Attributes:
        word: the result or outlook; None where there is no single one.
        between: the worst and best outlook, where even an exact value may be either.
        not_rated: why there is no outlook.
    """

    word: Result | Outlook | None
    between: tuple[Outlook, Outlook] | None = None
    not_rated: NotRated | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """All exact values of a measure that come out the same.

    Attributes:
        values: from where to where, in the measure's unit; of a year to date, of the sum so far.
        verdict: as what they come out.
    """

    values: Interval
    verdict: Verdict


def sufficient_value(standing: Standing, wanted: Result | Outlook) -> tuple[Interval, ...]:
    """The exact values that would have come out as a word; none where no value would.

    Outside a band there are two stretches of them. A value at the end of one suffices unless that
    end is open.
    """
    found = results(standing) if wanted in RESULTS else outlooks(standing)
    return tuple(s.values for s in found if s.verdict.word == wanted)


def results(standing: Standing) -> tuple[Stretch, ...]:
    """Every value with the result it would have had, from the lowest."""

    def verdict(value: Fraction) -> Verdict:
        at = with_value(standing, value)
        found = result_of(at.measure, at.target, at.due, at.actual, at.calendar, at.until)
        return Verdict(found.result)

    return _stretches(_promised(standing), verdict)


def outlooks(standing: Standing) -> tuple[Stretch, ...]:
    """Every value with the outlook it would have had, from the lowest."""

    def verdict(value: Fraction) -> Verdict:
        found = rate(with_value(standing, value))
        return Verdict(found.outlook, found.between, found.not_rated)

    if is_exact(standing):
        return _stretches(_turning_points(standing), verdict)
    grain = grain_of(standing.measure)
    return _stretches(_narrowed_down(standing, verdict, grain), verdict, grain)


def is_exact(standing: Standing) -> bool:
    """Whether the rule that judges can be solved for the value."""
    scale = standing.scale
    return scale is None or scale.method == "share-of-targeted-change" or standing.goal is None


def grain_of(measure: Measure) -> Fraction:
    """A tenth of the last printed decimal of a measure."""
    return Fraction(1, 10 ** (measure.decimals + 1))


def with_value(standing: Standing, value: Fraction) -> Standing:
    """The same standing, had this been the value."""
    actual = replace(standing.actual, value=exactly(value), missing=None)
    return replace(standing, actual=actual, points=_points_with(standing, actual))


def _points_with(standing: Standing, actual: Actual) -> tuple[Actual, ...]:
    """The points of a method that reads a series, with this value as the last of them."""
    points = standing.points
    if any(point.period == actual.period for point in points):
        return tuple(actual if p.period == actual.period else p for p in points)
    is_one = points and actual.period.kind == points[0].period.kind and not standing.is_unfinished
    return (*points, actual) if is_one else points


def expected_now(standing: Standing) -> Fraction | None:
    """The share of the targeted change that the path asks for on the day; None without a path."""
    if standing.goal is None or _asks_nothing_yet(standing):
        return None
    # Short of the target there is progress to count, and it is held against the path.
    worse = -1 if standing.better_is_up else 1
    short = standing.goal + worse
    if short > 0 or not standing.better_is_up:
        # Of what is below zero a part is more than the whole, and might be the target itself.
        short *= _share_of_the_value(standing)
    return rate(with_value(standing, short)).expected


def asked_for(standing: Standing) -> Interval | None:
    """The value that the path asks for on the day: baseline + e * (target - baseline).

    Of a flow before its year's end it is the whole year's, to which the present pace is compared.
    """
    expected, baseline = expected_now(standing), standing.measure.baseline
    if expected is None or baseline is None or standing.goal is None:
        return None
    start = standing.measure.interval_of(baseline.value)
    return start.times(1 - expected) + exactly(expected * standing.goal)


def _asks_nothing_yet(standing: Standing) -> bool:
    return standing.is_unfinished and standing.share_of_the_year == 0


def _share_of_the_value(standing: Standing) -> Fraction:
    """What a value is of the value that is judged: a part of the year, or the whole of it."""
    if _asks_nothing_yet(standing):
        return Fraction(1)
    judged = with_value(standing, Fraction(1)).in_the_year
    assert judged.low  # noqa: S101  # one, or more than one
    return 1 / judged.low


def _promised(standing: Standing) -> list[Fraction]:
    if standing.target.is_in_words:
        return []
    bounds = standing.target.bounds(standing.measure.direction)
    return [Fraction(bound) for bound in bounds if bound is not None]


def _turning_points(standing: Standing) -> list[Fraction]:
    """Where the word may change, by the rules of the share of targeted change."""
    whole = [*_promised(standing), *_on_the_way(standing)]
    share = _share_of_the_value(standing)
    return [*whole, *(value * share for value in whole)]


def _on_the_way(standing: Standing) -> list[Fraction]:
    """From each end of the baseline, what lies at each step of the scale."""
    baseline, goal, scale = standing.measure.baseline, standing.goal, standing.scale
    expected = expected_now(standing)
    if baseline is None or goal is None or scale is None or expected is None:
        return []
    start = standing.measure.interval_of(baseline.value)
    steps = [
        max(Fraction(threshold) * expected, Fraction(0))
        for threshold in (scale.on_track, scale.at_risk)
        if threshold is not None
    ]
    ends = [end for end in (start.low, start.high) if end is not None]
    return [end + step * (goal - end) for end in ends for step in steps]


def _stretches(
    points: Iterable[Fraction],
    verdict: Callable[[Fraction], Verdict],
    grain: Fraction | None = None,
) -> tuple[Stretch, ...]:
    """What lies below, at, between and above some points, what is alike put together.

    With a grain, each point is known to be the first of what follows it, and to come one grain
    after what is before it.
    """
    at = sorted(set(points))
    if not at:
        return (Stretch(Interval(None, None), verdict(Fraction(0))),)
    below = at[0] - (1 if grain is None else grain)
    found = [Stretch(Interval(None, at[0], high_open=True), verdict(below))]
    for here, after in zip(at, [*at[1:], None], strict=True):
        beyond = here + 1 if after is None else (here + after) / 2
        if grain is not None:
            found.append(Stretch(Interval(here, after, high_open=after is not None), verdict(here)))
            continue
        found.append(Stretch(exactly(here), verdict(here)))
        open_end = after is not None
        found.append(Stretch(Interval(here, after, True, open_end), verdict(beyond)))  # noqa: FBT003
    return tuple(_joined(found))


def _joined(found: list[Stretch]) -> list[Stretch]:
    joined = found[:1]
    for stretch in found[1:]:
        last = joined[-1]
        if stretch.verdict != last.verdict:
            joined.append(stretch)
            continue
        values = Interval(
            last.values.low, stretch.values.high, last.values.low_open, stretch.values.high_open
        )
        joined[-1] = replace(last, values=values)
    return joined


def _narrowed_down(
    standing: Standing, verdict: Callable[[Fraction], Verdict], grain: Fraction
) -> list[Fraction]:
    """The first value of each further word, to a tenth of the last printed decimal."""
    known = [*_promised(standing), Fraction(0)]
    known += [v * _share_of_the_value(standing) for v in known]
    baseline, value = standing.measure.baseline, standing.actual.value
    for stated in (standing.measure.interval_of(baseline.value) if baseline else None, value):
        known += [] if stated is None else [e for e in (stated.low, stated.high) if e is not None]
    span = max(max(known) - min(known), Fraction(1))
    ends = [min(known) - _SPANS * span, *known, max(known) + _SPANS * span]
    steps = sorted({_down(end, grain) + by for end in ends for by in (0, 1)})
    words: dict[int, Verdict] = {}

    def word(step: int) -> Verdict:
        if step not in words:
            words[step] = verdict(step * grain)
        return words[step]

    found: list[Fraction] = []
    for low, high in pairwise(steps):
        at = low
        while word(at) != word(high):
            at = _first_other(word, at, high)
            found.append(at * grain)
    return found


def _first_other(word: Callable[[int], Verdict], low: int, high: int) -> int:
    """The first step whose word is not that of the low one, where words come in one order."""
    first, same = high, low
    while first - same > 1:
        middle = (first + same) // 2
        if word(middle) == word(low):
            same = middle
        else:
            first = middle
    return first


def _down(value: Fraction, grain: Fraction) -> int:
    return int(value // grain)
