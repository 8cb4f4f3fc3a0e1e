"""The path that a plan declares from a baseline to a target, and how far along it one should be.

What is expected is a share of the targeted change, from 0 at the end of the baseline's period to 1
at the end of the target's. On a linear, a seasonal and a step path it grows evenly in time. On the
path ``interim`` it follows straight lines from the baseline through the interim targets to the
target: with a baseline of 100, an interim target of 110 after a year and a target of 200 after two,
it is (110 - 100) / (200 - 100) = 1/10 after the first.

An interim target is a step on the path of a later one if it has one number to move to, is promised
by the same agency (or by all together), and falls due after the baseline and before that target; of
what happens in a period, for a period of the same kind and length, since a quarter's number says
nothing of a year's. Without any such step the path is the straight line. Interim targets may lead
back for a while: the path then does so too; but never less than none of the way nor more than the
whole is expected. All of this is our choice; the sources ask for interim targets, not for a line.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from milepost.intervals import Interval
from milepost.periods import Calendar, Period
from milepost.plan.model import Measure, Target

EXPECTED_BY_NOW: Final = "expected by now"
"""The working that says what is expected where that depends on where the baseline was."""
_QUARTERS: Final = 4
_NOTHING: Final = Fraction(0)
_WHOLE: Final = Fraction(1)
_OF_PERIODS: Final = ("flow", "cohort")


@dataclass(frozen=True, slots=True)
class Waypoint:
    """A number that the measure is to have reached by a day."""

    day: dt.date
    value: Fraction


def expected_share(start: dt.date, now: dt.date, end: dt.date) -> Fraction:
    """The share of the way on a straight line in time, from 0 to 1."""
    if now >= end or end <= start:
        return _WHOLE
    return Fraction((now - start).days, (end - start).days) if now > start else _NOTHING


def expected_on_path(  # noqa: PLR0913  # a path, where it starts, and the day on it
    measure: Measure,
    target: Target,
    due: Period,
    day: dt.date,
    calendar: Calendar,
    start: Fraction,
) -> Fraction:
    """The share of the targeted change that the measure's own path asks for by a day, from 0 to 1.

    Args:
        measure: the measure, with its path and baseline.
        target: the promise at the end of the path; it has one number to move to.
        due: the period for which that falls due.
        day: the day for which the value speaks.
        calendar: by which days are counted.
        start: the baseline, or one end of what it may be.
    """
    assert measure.baseline is not None  # noqa: S101  # where there is none, nothing is expected
    begin, end = calendar.end(measure.baseline.period), calendar.end(due)
    steps = waypoints(measure, target, due, calendar) if measure.path == "interim" else ()
    if not steps or day <= begin or day >= end:
        return expected_share(begin, day, end)
    goal = _goal(measure, target)
    shares = [(step.value - start) / (goal - start) for step in steps]
    corners = [
        (begin, Fraction(0)),
        *zip((step.day for step in steps), shares, strict=True),
        (end, Fraction(1)),
    ]
    share = Fraction(1)
    for (before, low), (after, high) in pairwise(corners):
        if before < day <= after:
            share = low + (high - low) * expected_share(before, day, after)
    return min(Fraction(1), max(Fraction(0), share))


def waypoints(
    measure: Measure, target: Target, due: Period, calendar: Calendar
) -> tuple[Waypoint, ...]:
    """The interim targets between the baseline and a target, by their days."""
    assert measure.baseline is not None  # noqa: S101  # where there is none, there is no path
    begin, end = calendar.end(measure.baseline.period), calendar.end(due)
    found = [
        Waypoint(calendar.end(step.period), Fraction(number))
        for step in measure.targets
        if step.interim and step.period is not None
        # A total of several agencies is no step of one of them.
        if step.agency == target.agency
        if begin < calendar.end(step.period) < end
        if measure.quantity not in _OF_PERIODS or _length(step.period) == _length(due)
        if (number := step.goal(measure.direction)) is not None
    ]
    return tuple(sorted(found, key=lambda step: step.day))


def starts_of(measure: Measure, baseline: Interval) -> tuple[Interval, ...]:
    """What a rating has to be worked out from, to hold from wherever the baseline may be.

    On a straight line the share expected does not depend on the baseline. By way of interim targets
    it does, and the value that a threshold asks for is then a straight line in the baseline: what
    holds from both its ends holds from all between them. Where it has one end only, that end asks
    for most (or the target may have been reached there, whatever is expected).
    """
    low, high = baseline.low, baseline.high
    if measure.path != "interim" or low == high or low is None or high is None:
        return (baseline,)
    return Interval(low, low), Interval(high, high)


def baseline_for(measure: Measure, due: Period) -> Interval:
    """The baseline, brought to the length of a target's pool where its periods add up.

    A year's 100 is 200 in a pool of two: what those years would bring if nothing changed.
    """
    baseline = measure.baseline
    assert baseline is not None  # noqa: S101  # the caller has looked
    value = measure.interval_of(baseline.value)
    adds_up = measure.quantity in _OF_PERIODS and measure.unit != "percent"
    if not adds_up or measure.is_quotient or baseline.period.kind != due.kind:
        return value
    length, own = due.last - due.first, baseline.period.last - baseline.period.first
    return value if length == own else value.times(Fraction(length + 1, own + 1))


def share_of_the_period(measure: Measure, period: Period, quarters: int) -> Fraction:
    """Which share of a period's total its first quarters are expected to bring.

    Evenly one quarter as much as another; on a seasonal path each year's quarters by the profile.

    Args:
        measure: the measure, with its path and profile.
        period: a year, or a pool of years or of quarters.
        quarters: how many of its quarters have been added up.
    """
    members = period.last - period.first + 1
    if period.kind.endswith("quarter"):
        return Fraction(quarters, members)
    if measure.path == "seasonal":
        years, rest = divmod(quarters, _QUARTERS)
        return Fraction(100 * years + sum(measure.profile[:rest])) / (100 * members)
    return Fraction(quarters, _QUARTERS * members)


def _length(period: Period) -> tuple[str, int]:
    return period.kind, period.last - period.first


def _goal(measure: Measure, target: Target) -> Fraction:
    goal = target.goal(measure.direction)
    assert goal is not None  # noqa: S101  # limits have no path
    return Fraction(goal)
