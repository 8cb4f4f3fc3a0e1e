"""The running total of a year, for the chart of a measure whose quarters add up to its target.

A year's target is no line for a quarter's own value, which it is four times as large as. So what is
drawn is what it is held against: the sum so far, quarter by quarter, to the year's end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate

from milepost.evaluation.model import Actual, Judgement, Series
from milepost.intervals import Interval
from milepost.periods import Period
from milepost.plan.model import Measure, Target

_ALL = Fraction(100)


def year_of(measure: Measure, shown: Series, judgement: Judgement | None) -> Period | None:
    """The year whose running total is to be drawn; None where a series is drawn as it is."""
    year = judgement.actual.period if judgement is not None else None
    is_sum = measure.combine.periods == "sum" and not measure.is_quotient
    if year is None or not year.is_year or not is_sum:
        return None
    first = year.quarters()[:1]
    return year if first and shown.points[0].period.kind == first[0].kind else None


def running(shown: Series, year: Period) -> Series:
    """The sums so far at the end of each quarter, as far as every quarter before has a value."""
    known = {actual.period: actual for actual in shown.points}
    points: list[Actual] = []
    total = Interval(Fraction(0), Fraction(0))
    for quarter in year.quarters():
        own = known.get(quarter)
        if own is None or own.value is None:
            break
        total += own.value
        # Of a sum no cell is the source, and nothing was revised.
        so_far = replace(own, value=total, part=None, whole=None, source=None, parts=())
        points.append(replace(so_far, standard_error=None))
    return Series(shown.agency, tuple(points))


def expected(measure: Measure, target: Target, year: Period) -> Iterator[tuple[Period, Fraction]]:
    """What of a year's target the plan expects by the end of each quarter: as its judge does.

    By the measure's seasons where the plan declares them, else evenly (docs/methodology.md).
    """
    goal = target.goal(measure.direction)
    if goal is None:
        return
    quarters = year.quarters()
    shares = [Fraction(share) / _ALL for share in measure.profile]
    if len(shares) != len(quarters):
        shares = [Fraction(1, len(quarters))] * len(quarters)
    for quarter, share in zip(quarters, accumulate(shares), strict=True):
        yield quarter, share * Fraction(goal)
