"""Where a measure stands on the way to its target: the outlook of 31 U.S.C. 1121.

Progress is the share of targeted change achieved, ``p = (actual - baseline) / (target - baseline)``
(the percentage of targeted change achieved of Healthy People 2030, HHS). Expected is the same share
on the path the plan declares, ``e``: on a linear path the share of the time from the end of the
baseline's period to the end of the target's that has gone by. The plan's scale says how much of
``e`` is on track, and how much is at risk; moving away from the target is off track.

A flow before its year's end is first brought to the year at its present pace, so that a half year
is not held against a whole one; it is then compared with the path at the year's end.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from milepost.evaluation.model import Actual, Outlook, Rating
from milepost.evaluation.results import reached
from milepost.intervals import Interval
from milepost.periods import Calendar, Period
from milepost.plan.model import Measure, Scale, Target

_QUARTERS: Final = 4


def rate(  # noqa: PLR0913  # the measure, its promise, its actual, and by which clock and scale
    measure: Measure,
    target: Target | None,
    due: Period | None,
    actual: Actual,
    calendar: Calendar,
    scale: Scale | None,
) -> Rating:
    """The outlook of one target, or the reason why there is none."""
    # Silence is told in the reporting record; what was never promised is not rated for that.
    spoken = actual.missing if actual.missing != "not reported" else None
    if target is None:
        return Rating(None, not_rated=spoken or "no target")
    if actual.value is None and due is None:
        return Rating(None, not_rated=spoken or "no date")
    if actual.value is None:
        return Rating(None, not_rated=actual.missing)
    if measure.direction == "stay":
        return _in_band(measure, target, due, actual, calendar)
    in_full = reached(measure, target, actual.value)
    # A year's decrease is not achieved in March, however little has come together by then.
    unfinished = bool(actual.quarters) and measure.direction == "decrease"
    if in_full and not unfinished:
        return Rating("achieved", scale=scale)
    if due is None:
        return Rating(None, not_rated="no date")
    ends = _on_the_way(actual, due, calendar)
    if ends is not None and measure.path == "step":
        return Rating(None, not_rated="not yet due")
    if measure.baseline is None:
        return Rating(None, not_rated="no baseline")
    if scale is None:
        return Rating(None, not_rated="no scale")
    may_be_in_full = in_full is None and not unfinished
    return _on_scale(measure, target, due, actual, calendar, scale, may_be_in_full=may_be_in_full)


def annualised(actual: Actual) -> Interval | None:
    """A year to date brought to the whole year at its present pace."""
    if actual.value is None or not actual.quarters or actual.part is not None:
        return actual.value
    return actual.value.times(Fraction(_QUARTERS, actual.quarters))


def _on_the_way(actual: Actual, due: Period, calendar: Calendar) -> dt.date | None:
    """The day up to which the actual speaks, where the target's date lies after it."""
    end = calendar.end(actual.period)
    if actual.quarters or end < calendar.end(due):
        return end
    return None


def _in_band(
    measure: Measure, target: Target, due: Period | None, actual: Actual, calendar: Calendar
) -> Rating:
    """Inside is on track, and achieved once the date has come; outside is off track."""
    final = due is not None and _on_the_way(actual, due, calendar) is None
    inside: Outlook = "achieved" if final else "on track"
    assert actual.value is not None  # noqa: S101  # rate() has looked
    match reached(measure, target, actual.value):
        case True:
            return Rating(inside)
        case False:
            return Rating("off track")
        case None:
            return Rating(None, ("off track", inside), "indeterminate")


def _on_scale(  # noqa: PLR0913  # as rate()
    measure: Measure,
    target: Target,
    due: Period,
    actual: Actual,
    calendar: Calendar,
    scale: Scale,
    *,
    may_be_in_full: bool,
) -> Rating:
    assert measure.baseline is not None  # noqa: S101  # rate() has looked
    assert target.value is not None  # noqa: S101  # P211 has seen to it
    value = annualised(actual)
    assert value is not None  # noqa: S101  # rate() has looked
    start = measure.interval_of(measure.baseline.value)
    goal = Fraction(target.value)
    better_is_up = measure.direction == "increase"
    progress = share_of_targeted_change(value, start, goal, better_is_up=better_is_up)
    if progress is None:
        # The baseline is at the target or past it, and the actual is short of it: it was lost.
        if not may_be_in_full:
            return Rating("off track", scale=scale)
        return Rating(None, ("off track", "achieved"), "indeterminate", scale=scale)
    expected = expected_share(
        calendar.end(measure.baseline.period), calendar.end(actual.period), calendar.end(due)
    )
    worst, best = _worst_and_best(progress, expected, scale)
    if may_be_in_full:
        best = "achieved"
    found = Rating(
        worst,
        progress=progress,
        expected=expected,
        annualised=value if actual.quarters else None,
        scale=scale,
    )
    if worst == best:
        return found
    return replace(found, outlook=None, between=(worst, best), not_rated="indeterminate")


def share_of_targeted_change(
    value: Interval, baseline: Interval, target: Fraction, *, better_is_up: bool
) -> Interval | None:
    """(value - baseline) / (target - baseline), over all that value and baseline may be.

    Whichever way is better, 1 is the target and less than 0 is moving away from it. None where the
    baseline may be at the target already, or past it: there is then no distance to go.
    """
    if baseline.low is None or baseline.high is None:
        return None
    if not (baseline.high < target if better_is_up else baseline.low > target):
        return None
    ends = ((value.low, value.low_open), (value.high, value.high_open))
    if not better_is_up:
        ends = (ends[1], ends[0])  # the lower the value, the greater the progress
    (worst, worst_open), (best, best_open) = ends
    starts = (baseline.low, baseline.high)
    low = None if worst is None else min((worst - b) / (target - b) for b in starts)
    high = None if best is None else max((best - b) / (target - b) for b in starts)
    return Interval(low, high, worst_open, best_open)


def expected_share(start: dt.date, now: dt.date, end: dt.date) -> Fraction:
    """The share of the way on a straight line in time, from 0 to 1."""
    if end <= start:
        return Fraction(1)
    return min(Fraction(1), max(Fraction(0), Fraction((now - start).days, (end - start).days)))


def _worst_and_best(
    progress: Interval, expected: Fraction, scale: Scale
) -> tuple[Outlook, Outlook]:
    """What the scale says of the two ends; an end without bound lies beyond all its steps."""
    worst: Outlook = "off track"
    if progress.low is not None:
        worst = _on_step(progress.low, expected, scale, just_below=False)
    best: Outlook = "on track"
    if progress.high is not None:
        best = _on_step(progress.high, expected, scale, just_below=progress.high_open)
    return worst, best


def _on_step(share: Fraction, expected: Fraction, scale: Scale, *, just_below: bool) -> Outlook:
    """The word for a share, or for what lies just below it where the end itself is excluded."""
    steps: tuple[tuple[Decimal, Outlook], ...]
    steps = ((scale.on_track, "on track"), (scale.at_risk, "at risk"))
    for threshold, word in steps:
        step = max(Fraction(threshold) * expected, Fraction(0))
        if share > step or (share == step and not just_below):
            return word
    return "off track"
