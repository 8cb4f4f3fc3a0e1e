"""Growth ratio: how much of the yearly growth that was needed there has been.

Source: Eurostat, "Sustainable development in the European Union: monitoring report"; Statistics
Canada and Open SDG, "Progress measurement methodology". With baseline y0, value y after n years,
and target T after N years::

    g  = (y / y0) ** (1 / n) - 1        the compound growth a year there has been
    gT = (T / y0) ** (1 / N) - 1        the growth a year that was needed from the start
    R  = d * g / |gT|                   d is 1 where an increase is wanted, else -1

There: target reached, target achieved; R >= 95 %, on track; R >= 60 %, progress made but
acceleration needed; R >= 0, limited progress; below, deterioration. The first two thresholds are
those of the plan's scale; what lies below the second is "off track", whichever way it moves.

Known defects of the published code are guarded here:

* a base of zero, a target of zero, or a baseline and a target of different signs have no growth
  rate. There they are replaced by 0.001, and the result depends on that; here it is not computable;
* a target that was reached at the start and is lost is deterioration, however small gT is;
* among negative numbers growth is a move away from zero, so the sign of a move is taken from the
  values and not from the rate. A value that fell to zero or beyond it moved away: deterioration.

Time is counted in whole months between the ends of the periods. Nothing is rounded where a
threshold decides: roots of fractions are fractions, or lie between two as close as is needed. They
can not lie on a threshold below 1 unless they are fractions (roots are linearly independent of one
another and of 1), and at 1 powers are compared. What is printed is rounded to twelve decimals.

Our choice: an unfinished year is brought to the year at its pace. Limits: exponential growth is no
model of counts with zeros, such as seizures, and early growth from a small base is flattered. Not
for events and bands; measures without a target are not rated, though Eurostat rates them.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from milepost.evaluation.methods.roots import compare_with_mean, nearly
from milepost.evaluation.methods.steps import (
    NOWHERE,
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
from milepost.evaluation.model import Obstacle, Rating, Working
from milepost.evaluation.standing import Standing, years_between
from milepost.intervals import Interval, exactly

_ACHIEVED: Final = "target achieved"
_FASTER: Final = "progress made but acceleration needed"


@dataclass(frozen=True, slots=True)
class _Growth:
    """What was needed, in numbers turned so that more is better.

    Attributes:
        goal: the target.
        so_far: the years from the baseline to the value.
        in_all: the years from the baseline to the target.
    """

    goal: Fraction
    so_far: Fraction
    in_all: Fraction

    def margin(self, share: Fraction, value: Fraction, start: Fraction) -> Fraction:
        """Above nothing where a value grew by more than a share of what was needed; 0 where just.

        From a start that is at the target already any value short of it has fallen.
        """
        if value > self.goal:
            return SURELY
        if start >= self.goal:
            return Fraction(0) if value == self.goal else NOWHERE
        if value < start or value / start < 0:
            return NOWHERE
        order = compare_with_mean(value / start, self.so_far, self.goal / start, self.in_all, share)
        # Among negative numbers it is better to be nearer to zero.
        return Fraction(order if start > 0 else -order)

    def rate(self, value: Fraction, start: Fraction) -> Fraction:
        """The growth a year, turned so that more is better; away from what a power has, -100 %."""
        sign = 1 if start > 0 else -1
        return sign * (nearly(max(value / start, Fraction(0)), 1 / self.so_far) - 1)

    def needed(self, start: Fraction) -> Fraction:
        """The growth a year that leads from a start to the target, turned alike."""
        return (1 if start > 0 else -1) * (nearly(self.goal / start, 1 / self.in_all) - 1)


def by_growth_ratio(standing: Standing) -> Rating:
    """The growth there has been, as a share of what was needed."""
    if standing.in_full and standing.goal is not None:
        return Rating("achieved", scale=standing.scale, in_method=_ACHIEVED)
    if unfit := does_not_apply(standing):
        return unfit
    baseline = standing.measure.baseline
    if standing.due is None:
        return cannot(standing, "no date")
    if baseline is None:
        return cannot(standing, "no baseline")
    if standing.is_broken_since(baseline.period):
        return cannot(standing, "series broken")
    goal, point = standing.goal_upward, standing.upward(standing.baseline)
    if obstacle := _obstacle(point, goal):
        return cannot(standing, "not computable", obstacle)
    start = standing.calendar.end(baseline.period)
    growth = _Growth(
        goal,
        years_between(start, standing.day),
        years_between(start, standing.calendar.end(standing.due)),
    )
    if growth.so_far <= 0 or growth.in_all < growth.so_far:
        return cannot(standing, "not computable", "no time has passed")
    return _by_growth(standing, growth, standing.upward(standing.in_the_year), point)


def _obstacle(start: Interval, goal: Fraction) -> Obstacle:
    """Why there is no rate of growth from a start to a target."""
    if goal == 0:
        return "zero target"
    if start.low is not None and start.low > 0:
        return "" if goal > 0 else "signs differ"
    if start.high is not None and start.high < 0:
        return "" if goal < 0 else "signs differ"
    return "zero baseline"


def _by_growth(standing: Standing, growth: _Growth, value: Interval, start: Interval) -> Rating:
    scale = standing.scale
    assert scale is not None  # noqa: S101  # the method was chosen by it
    assert scale.on_track is not None  # noqa: S101  # the plan was checked
    assert scale.at_risk is not None  # noqa: S101  # likewise

    def at_least(share: Fraction) -> Margin:
        return lambda y, y0: growth.margin(share, y, y0)

    steps = (
        Step("on track", "on track", at_least(Fraction(scale.on_track))),
        Step(_FASTER, "at risk", at_least(Fraction(scale.at_risk))),
        Step("limited progress", "off track", lambda y, y0: y - y0),
        Step("deterioration", "off track", always),
    )
    return rated(
        standing, placed(value, start, steps), _ACHIEVED, _workings(standing, growth, value, start)
    )


def _workings(
    standing: Standing, growth: _Growth, value: Interval, start: Interval
) -> tuple[Working, ...]:
    """The two rates and their ratio, and how many years they are counted over."""
    rate = range_of(growth.rate, value, start)
    ends = [growth.needed(end) for end in (start.low, start.high) if end is not None]
    # The nearer the start is to the target, the less is needed.
    needed = Interval(
        None if start.high is None else growth.needed(start.high),
        None if start.low is None else growth.needed(start.low),
    )
    turned = standing.upward
    workings = [
        Working("years so far", exactly(growth.so_far), ""),
        Working("growth a year", turned(rate)),
        Working("years in all", exactly(growth.in_all), ""),
        Working("growth a year that was needed", turned(needed)),
    ]
    if all(end > 0 for end in ends) and len(ends) > 1:
        ratio = range_of(lambda y, y0: growth.rate(y, y0) / growth.needed(y0), value, start)
        workings.append(Working("share of the growth needed", ratio))
    return tuple(workings)
