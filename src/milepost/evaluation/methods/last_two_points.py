"""The last two points, by the measure's own criteria for change (Scotland).

Source: Scottish Government, National Performance Framework, "How progress is assessed": each
indicator is improving, maintaining or worsening from its last two points, by criteria that were
published for it beforehand, such as a difference of at least so many percent or percentage points.

With the last point y, the one before it x and the criteria's difference c, in points of the
measure's unit or in percent of x: improving where ``y - x >= c`` in the desired direction,
worsening where ``x - y >= c``, else maintaining. No change at all is always maintaining; from an x
of zero any change is more than any percentage of it (our choice).

Our words: improving is "on track", maintaining "at risk", worsening "off track"; where the target
is reached, "achieved", whatever the last two points say (our choice: the framework has no targets).

Points are the finished periods of the kind the target is for, since the last break of the series.
Limits: two points are a change, not a trend; neither the distance to the target nor its date play a
part, so this says "on track" of a measure that improves far too slowly. Not for events and bands,
nor for a percentage of something below zero that is not known exactly, from 100 percent on.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from milepost.evaluation.methods.projection import value_of
from milepost.evaluation.methods.steps import (
    NOWHERE,
    SURELY,
    Step,
    always,
    cannot,
    does_not_apply,
    placed,
    range_of,
    rated,
)
from milepost.evaluation.model import Actual, Rating, Working
from milepost.evaluation.standing import Standing
from milepost.intervals import Interval, exactly
from milepost.plan.model import CriteriaForChange

_TWO: Final = 2
_PERCENT: Final = 100
_IMPROVING: Final = "improving"
_MAINTAINING: Final = "maintaining"
_WORSENING: Final = "worsening"


def by_last_two_points(standing: Standing) -> Rating:
    """Improving, maintaining or worsening, or achieved where the target is reached."""
    if standing.in_full and standing.goal is not None:
        return Rating("achieved", scale=standing.scale, in_method="target reached")
    if unfit := does_not_apply(standing):
        return unfit
    criteria = standing.measure.criteria_for_change
    if criteria is None:
        return cannot(standing, "no criteria")
    points = standing.unbroken_points()[-_TWO:]
    if len(points) < _TWO:
        broken = len(standing.points_by_then()) >= _TWO
        return cannot(standing, "series broken" if broken else "too few points")
    return _changed(standing, criteria, points[0], points[1])


def _changed(
    standing: Standing, criteria: CriteriaForChange, first: Actual, second: Actual
) -> Rating:
    before, after = (standing.upward(value_of(point)) for point in (first, second))
    in_percent = criteria.counted_in == "percent"
    least = Fraction(criteria.at_least)
    if in_percent and least >= _PERCENT and not before.is_exact and _may_be_negative(before):
        return cannot(standing, "not computable", "percent of less than nothing")

    def needed(x: Fraction) -> Fraction:
        return least * abs(x) / _PERCENT if in_percent else least

    def improving(y: Fraction, x: Fraction) -> Fraction:
        return NOWHERE if y <= x else y - x - needed(x)

    def no_worse(y: Fraction, x: Fraction) -> Fraction:
        return SURELY if y >= x else y - x + needed(x)

    words = placed(
        after,
        before,
        (
            Step(_IMPROVING, "on track", improving),
            Step(_MAINTAINING, "at risk", no_worse, is_above=True),
            Step(_WORSENING, "off track", always),
        ),
    )
    change = range_of(lambda y, x: y - x, after, before)
    turned = standing.upward
    workings = [
        Working(f"point before, {first.period}", turned(before), "measure"),
        Working(f"last point, {second.period}", turned(after), "measure"),
        Working("change", turned(change), "measure"),
    ]
    if before.is_exact and before.low is not None:
        workings.append(
            Working("change from which it is one", exactly(needed(before.low)), "measure")
        )
    elif not in_percent:
        workings.append(Working("change from which it is one", exactly(least), "measure"))
    return rated(standing, words, "target reached", tuple(workings))


def _may_be_negative(value: Interval) -> bool:
    return value.low is None or value.low < 0
