"""The share of targeted change against the plan's path: Milepost's own default.

Progress is the share of targeted change achieved, ``p = (actual - baseline) / (target - baseline)``
(the percentage of targeted change achieved of Healthy People 2030, HHS). Expected is the same share
on the path the plan declares, ``e``: on a linear path the share of the time from the end of the
baseline's period to the end of the target's that has gone by. The plan's scale says how much of
``e`` is on track, and how much is at risk; moving away from the target is off track.

A flow before its year's end is first brought to the year at its present pace, so that a half year
is not held against a whole one; it is then compared with the path at the year's end. On a seasonal
path the pace is that of the year's own profile: where a fifth of the year is expected in its first
quarter, that quarter stands for five times as much. A minimum or maximum that lies across the
measure's direction is a limit, like a band: within it is on track.

Limits: the share says nothing of chance, nor of how steady the way was, and a baseline that was an
outlier shifts it for as long as it stands. Milestones and bands are judged without a baseline.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from milepost.evaluation.model import OUTLOOKS, Outlook, Rating, Working
from milepost.evaluation.paths import (
    EXPECTED_BY_NOW,
    baseline_for,
    expected_on_path,
    starts_of,
)
from milepost.evaluation.standing import Standing
from milepost.intervals import Interval, exactly, fraction_of
from milepost.periods import Period
from milepost.plan.model import Scale


def by_share_of_targeted_change(standing: Standing) -> Rating:
    """The outlook by the share of targeted change, or the reason why there is none."""
    measure = standing.measure
    if standing.goal is None:
        return _within_limits(standing)
    in_full = standing.in_full
    if in_full:
        return Rating("achieved", scale=standing.scale)
    if standing.due is None:
        return Rating(None, not_rated="no date")
    if not standing.is_final and measure.path == "step":
        return Rating(None, not_rated="not yet due")
    if measure.baseline is None:
        return Rating(None, not_rated="no baseline")
    if standing.scale is None:
        return Rating(None, not_rated="no scale")
    return _on_scale(standing, standing.due, standing.scale, may_be_in_full=in_full is None)


def _within_limits(standing: Standing) -> Rating:
    """Inside is on track, and achieved once the date has come; outside is off track."""
    inside: Outlook = "achieved" if standing.is_final else "on track"
    return _either(standing.reaches(standing.in_the_year), inside)


def _either(is_there: bool | None, there: Outlook) -> Rating:  # noqa: FBT001  # the answer itself
    """One word where it is, "off track" where it is not, both where nobody can tell."""
    if is_there is None:
        return Rating(None, ("off track", there), "indeterminate")
    return Rating(there if is_there else "off track")


def _on_scale(standing: Standing, due: Period, scale: Scale, *, may_be_in_full: bool) -> Rating:
    measure, value = standing.measure, standing.in_the_year
    goal = standing.goal
    assert measure.baseline is not None  # noqa: S101  # the caller has looked
    assert goal is not None  # noqa: S101  # likewise
    start = baseline_for(measure, due)
    progress = share_of_targeted_change(value, start, goal, better_is_up=standing.better_is_up)
    if progress is None:
        # There is no distance to go. Short of the target, what was there is lost; a year that is
        # not over is short of it only if it will be at this pace.
        if standing.is_unfinished:
            found = _either(standing.reaches(value), "on track")
            if may_be_in_full:
                worst: Outlook = found.outlook or "off track"
                found = Rating(None, (worst, "achieved"), "indeterminate")
        else:
            found = _either(None if may_be_in_full else False, "achieved")
        return replace(found, scale=scale)
    expected, (least, best) = _on_path(standing, due, scale, (start, goal), progress)
    # What is short of the target as it is needs no second look.
    is_looked_at = standing.can_be_achieved and value is standing.actual.value
    if not is_looked_at and standing.reaches(value):
        least = best = "on track"  # at this pace, from wherever the baseline was
    if may_be_in_full:
        best = "achieved"
    found = Rating(
        least,
        progress=progress,
        expected=expected.low if expected.is_exact else None,
        workings=() if expected.is_exact else (Working(EXPECTED_BY_NOW, expected),),
        annualised=value if value != standing.actual.value else None,
        scale=scale,
        method="share-of-targeted-change",
    )
    if least == best:
        return found
    return replace(found, outlook=None, between=(least, best), not_rated="indeterminate")


def _on_path(
    standing: Standing,
    due: Period,
    scale: Scale,
    way: tuple[Interval, Fraction],
    whole: Interval,
) -> tuple[Interval, tuple[Outlook, Outlook]]:
    """What is expected by now, and the worst and best outlook, from wherever the baseline was.

    ``way`` goes from the baseline to the target; ``whole`` is the progress over all that the
    baseline may be.
    """
    baseline, goal = way
    shares: list[Fraction] = []
    words: list[Outlook] = []
    for start in starts_of(standing.measure, baseline):
        progress: Interval | None = whole
        if start != baseline:
            progress = share_of_targeted_change(
                standing.in_the_year, start, goal, better_is_up=standing.better_is_up
            )
        if progress is None:
            words.append("off track")  # from there the target had been reached, and is lost
            continue
        end = start.high if start.low is None else start.low
        assert end is not None  # noqa: S101  # a baseline that is stated has an end
        expected = expected_on_path(
            standing.measure, standing.target, due, standing.day, standing.calendar, end
        )
        shares.append(expected)
        words += _worst_and_best(progress, expected, scale)
    words.sort(key=OUTLOOKS.index)
    return Interval(min(shares), max(shares)), (words[-1], words[0])


def share_of_targeted_change(
    value: Interval, baseline: Interval, target: Fraction, *, better_is_up: bool
) -> Interval | None:
    """(value - baseline) / (target - baseline), over all that value and baseline may be.

    Whichever way is better, 1 is the target and less than 0 is moving away from it. From a baseline
    without bound on its far side the share tends to 1; where the baseline may be at the target, or
    past it, there is no bound to how far a value short of the target has fallen. None where the
    baseline is there for certain: there is then no distance to go.
    """
    if not better_is_up:
        return share_of_targeted_change(-value, -baseline, -target, better_is_up=True)
    far, near = baseline.low, baseline.high
    if far is not None and far >= target:
        return None
    if far is not None and far == near and value.low is not None and value.low == value.high:
        return exactly(_share(value.low, far, target))  # by far the most are
    low: Fraction | None = None
    if near is not None and near < target and value.low is not None:
        low = min(_share(value.low, start, target) for start in (far, near))
    high: Fraction | None = None
    if value.high is not None:
        starts = (far, near) if near is not None and near < target else (far,)
        high = max(_share(value.high, start, target) for start in starts)
    return Interval(low, high, value.low_open, value.high_open)


def _share(value: Fraction, start: Fraction | None, target: Fraction) -> Fraction:
    """The share from one start; from endlessly far away it is the whole."""
    return Fraction(1) if start is None else (value - start) / (target - start)


def _worst_and_best(
    progress: Interval, expected: Fraction, scale: Scale
) -> tuple[Outlook, Outlook]:
    """What the scale says of the two ends; an end without bound lies beyond all its steps."""
    worst: Outlook = "off track"
    if progress.low is not None:
        worst = _on_step(progress.low, expected, scale, just_below=False)
    if progress.is_exact:
        return worst, worst
    best: Outlook = "on track"
    if progress.high is not None:
        best = _on_step(progress.high, expected, scale, just_below=progress.high_open)
    return worst, best


def _on_step(share: Fraction, expected: Fraction, scale: Scale, *, just_below: bool) -> Outlook:
    """The word for a share, or for what lies just below it where the end itself is excluded."""
    assert scale.on_track is not None  # noqa: S101  # the plan was checked
    assert scale.at_risk is not None  # noqa: S101  # likewise
    steps: tuple[tuple[Decimal, Outlook], ...]
    steps = ((scale.on_track, "on track"), (scale.at_risk, "at risk"))
    for threshold, word in steps:
        step = fraction_of(threshold) * expected
        if share > step or (share == step and not just_below):
            return word
    return "off track"
