"""Projection of the last five changes to the target's date (the German "weather symbols").

Source: Destatis, indicator report of the German Sustainable Development Strategy. The mean of the
last five yearly changes is carried on to the target's date; at least four points are asked for.
There: the target is reached, or missed by less than 5 % of the distance from the current value to
it, a sun; by 5 to 20 %, a light cloud; more, in the right direction, a cloud; moving away, a storm.

With the last point y, the first of up to six points y0, k years before it, and m years left::

    change     = (y - y0) / k            the mean of the changes between the points
    projected  = y + m * change
    closed     = m * change / (T - y)    the share of the distance that is left that this closes

So "missed by less than 5 %" is a share closed of more than 0.95, and of at least 0.95 here: the
thresholds are those of the plan's scale. A change of nothing is a cloud (our choice).

Points are the finished periods of the kind the target is for, since the last break of the series;
"five changes" are five steps between points, and where periods are missing between them the mean is
taken over the time that went by (our choice). On the target's date there is nothing left to close.

Limits: a mean of changes depends on the first and the last point alone, so an outlier at either end
decides; the unfinished year plays no part; the plan's path and baseline play none. Where the share
of the path says "on track" after an early leap, this follows what came since.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from milepost.evaluation.methods.steps import (
    SURELY,
    Margin,
    Step,
    always,
    cannot,
    does_not_apply,
    placed,
    range_of,
    rated,
)
from milepost.evaluation.model import Actual, Rating, Working
from milepost.evaluation.standing import Standing, years_between
from milepost.intervals import Interval, exactly
from milepost.periods import Period

_ACHIEVED: Final = "sun"
_LEAST_POINTS: Final = 4
_MOST_POINTS: Final = 6


def by_projection(standing: Standing) -> Rating:
    """Where the mean of the last five changes leads by the target's date."""
    if standing.in_full and standing.goal is not None:
        return Rating("achieved", scale=standing.scale, in_method=_ACHIEVED)
    if unfit := does_not_apply(standing):
        return unfit
    if standing.due is None:
        return cannot(standing, "no date")
    points = standing.unbroken_points()[-_MOST_POINTS:]
    if len(points) < _LEAST_POINTS:
        broken = len(standing.points_by_then()) >= _LEAST_POINTS
        return cannot(standing, "series broken" if broken else "too few points")
    first, last = points[0], points[-1]
    calendar = standing.calendar
    so_far = years_between(calendar.end(first.period), calendar.end(last.period))
    left = years_between(calendar.end(last.period), calendar.end(standing.due))
    if so_far <= 0:
        return cannot(standing, "not computable", "no time has passed")
    return _projected(standing, (first, last), so_far, max(left, Fraction(0)))


def _projected(
    standing: Standing, points: tuple[Actual, Actual], so_far: Fraction, left: Fraction
) -> Rating:
    scale, goal, ratio = standing.scale, standing.goal_upward, left / so_far
    assert scale is not None  # noqa: S101  # the method was chosen by it
    assert scale.on_track is not None  # noqa: S101  # the plan was checked
    assert scale.at_risk is not None  # noqa: S101  # likewise

    def closes(share: Fraction) -> Margin:
        """At least a share of what is left; nothing is left where the target is reached."""

        def margin(y: Fraction, y0: Fraction) -> Fraction:
            if y > goal:
                return SURELY
            closed = ratio * (y - y0) - share * (goal - y)
            return max(closed, Fraction(0)) if y == goal else closed

        return margin

    first, last = (standing.upward(value_of(point)) for point in points)
    words = placed(
        last,
        first,
        (
            Step("sun", "on track", closes(Fraction(scale.on_track))),
            Step("light cloud", "at risk", closes(Fraction(scale.at_risk))),
            Step("cloud", "off track", lambda y, y0: y - y0),
            Step("storm", "off track", always),
        ),
    )
    names = points[0].period, points[1].period
    workings = _workings(standing, (first, last), names, so_far, left)
    return rated(standing, words, _ACHIEVED, workings)


def _workings(
    standing: Standing,
    points: tuple[Interval, Interval],
    names: tuple[Period, Period],
    so_far: Fraction,
    left: Fraction,
) -> tuple[Working, ...]:
    (first, last), goal, turned = points, standing.goal_upward, standing.upward
    change = range_of(lambda y, y0: (y - y0) / so_far, last, first)
    projected = range_of(lambda y, y0: y + left * (y - y0) / so_far, last, first)
    workings = [
        Working(f"first point, {names[0]}", turned(first), "measure"),
        Working(f"last point, {names[1]}", turned(last), "measure"),
        Working("mean change a year", turned(change), "measure"),
        Working("years left", exactly(left), ""),
        Working("projected", turned(projected), "measure"),
    ]
    if last.high is not None and last.high < goal:
        closed = range_of(lambda y, y0: left * (y - y0) / so_far / (goal - y), last, first)
        workings.append(Working("share of the distance left that this closes", closed))
    return tuple(workings)


def value_of(point: Actual) -> Interval:
    """The value of a point of a series; what has none is no point."""
    assert point.value is not None  # noqa: S101  # it is a point
    return point.value
