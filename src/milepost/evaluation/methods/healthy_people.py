"""Healthy People's own assessment of progress (HHS, National Center for Health Statistics).

Source: Healthy People 2030, "Progress toward target attainment"; Healthy People 2020 Final Progress
Table. With baseline b, value y and target T:

* target met or exceeded: y is at or past T in the desired direction, wherever b was;
* moving toward T: the percentage of targeted change achieved, ``100 (y - b) / (T - b)``. Improving
  where the change is significant, if both have standard errors; else from 10 % on;
* moving away: the percentage change from the baseline, ``100 |y - b| / |b|``. Getting worse where
  significant, if both have standard errors; else from 10 % on;
* little or no detectable change: everything between.

Other states: baseline only (one point), developmental (no baseline), informational (no target).

The test is a two-sided z test of the difference of two independent estimates,
``|y - b| / sqrt(se(y)^2 + se(b)^2)`` against the normal deviate of the scale's confidence; 0.95 and
1.960 where it says nothing. That NCHS compares two estimates by z tests at the 0.05 level is said
in "Health, United States"; that Healthy People's test is just this one is our choice. The deviate
is rounded to three decimals, as tables print it, so that the test can be done again by hand; a
difference that equals it counts.

Our words: improving is "on track", little or no detectable change "at risk", getting worse "off
track". An unfinished year is first brought to the year at its pace, as the share of targeted change
does; its total has no standard error.

Limits: time plays no part. A tenth of the way is "improving" a month before the target's date,
where the share of the path says "off track". From a baseline of zero any move away is more than ten
percent of it (our choice: Healthy People divides by it). Not for events and bands.
"""

from __future__ import annotations

import math
from fractions import Fraction
from statistics import NormalDist
from typing import Final

from milepost.evaluation.methods.share_of_targeted_change import share_of_targeted_change
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
from milepost.evaluation.model import Rating, Working
from milepost.evaluation.standing import Standing
from milepost.intervals import exactly

_MET: Final = "target met or exceeded"
_IMPROVING: Final = "improving"
_LITTLE: Final = "little or no detectable change"
_WORSE: Final = "getting worse"
_DETECTABLE: Final = Fraction(1, 10)
_CONFIDENCE: Final = Fraction(95, 100)
_DIGITS: Final = 12


def by_healthy_people(standing: Standing) -> Rating:
    """Improving, little or no detectable change, or getting worse, from the baseline."""
    if standing.in_full and standing.goal is not None:
        return Rating("achieved", scale=standing.scale, in_method=_MET)
    if unfit := does_not_apply(standing):
        return unfit
    baseline = standing.measure.baseline
    if baseline is None:
        return cannot(standing, "no baseline", word="developmental")
    if standing.day <= standing.calendar.end(baseline.period):
        return cannot(standing, "too few points", word="baseline only")
    if standing.is_broken_since(baseline.period):
        return cannot(standing, "series broken")
    errors = _standard_errors(standing)
    return _by_a_tenth(standing) if errors is None else _by_significance(standing, errors)


def detectable(standing: Standing) -> Fraction:
    """The share from which a change without standard errors is taken for one."""
    scale = standing.scale
    declared = None if scale is None else scale.detectable
    return _DETECTABLE if declared is None else Fraction(declared)


def deviate(standing: Standing) -> Fraction:
    """The normal deviate of the confidence, two-sided, to three decimals."""
    scale = standing.scale
    declared = None if scale is None else scale.confidence
    confidence = _CONFIDENCE if declared is None else Fraction(declared)
    return Fraction(round(NormalDist().inv_cdf(float((1 + confidence) / 2)) * 1000), 1000)


def _standard_errors(standing: Standing) -> tuple[Fraction, Fraction] | None:
    """Of the baseline and of the value, where both are estimates reported with one."""
    of_value = standing.actual.standard_error
    baseline = standing.measure.baseline
    of_baseline = None if baseline is None else standing.measure.error_of(baseline.value)
    if of_value is None or of_baseline is None or standing.is_unfinished:
        return None
    return of_baseline, of_value


def _by_a_tenth(standing: Standing) -> Rating:
    value, point = standing.upward(standing.in_the_year), standing.upward(standing.baseline)
    least, goal = detectable(standing), standing.goal_upward

    def improving(y: Fraction, b: Fraction) -> Fraction:
        if y >= goal:
            # The whole year will be there at this pace. What is just short of it has fallen.
            return y - goal if b >= goal else SURELY
        return NOWHERE if y <= b else y - b - least * (goal - b)

    def no_worse(y: Fraction, b: Fraction) -> Fraction:
        return SURELY if y >= b else y - b + least * abs(b)

    words = placed(value, point, _steps(improving, no_worse))
    progress = share_of_targeted_change(value, point, goal, better_is_up=True)
    workings = []
    if progress is not None:
        workings.append(Working("share of the targeted change", progress))
    if (point.low is not None and point.low > 0) or (point.high is not None and point.high < 0):
        change = range_of(lambda y, b: (y - b) / abs(b), value, point)
        towards = change if standing.better_is_up else -change
        workings.append(Working("change from the baseline", towards))
    workings.append(Working("least change taken for one", exactly(least)))
    return rated(standing, words, _MET, tuple(workings), progress)


def _by_significance(standing: Standing, errors: tuple[Fraction, Fraction]) -> Rating:
    value, point = standing.upward(standing.in_the_year), standing.upward(standing.baseline)
    needed = deviate(standing)
    variance = errors[0] ** 2 + errors[1] ** 2
    # Squares are compared, with the sign of the difference, so that no root need be drawn.
    least = needed**2 * variance

    def improving(y: Fraction, b: Fraction) -> Fraction:
        return NOWHERE if y <= b else (y - b) ** 2 - least

    def no_worse(y: Fraction, b: Fraction) -> Fraction:
        return SURELY if y >= b else least - (y - b) ** 2

    words = placed(value, point, _steps(improving, no_worse))
    difference = range_of(lambda y, b: y - b, value, point)
    together = Fraction(math.isqrt(int(variance * 10 ** (2 * _DIGITS))), 10**_DIGITS)
    workings = [
        Working(
            "difference from the baseline",
            difference if standing.better_is_up else -difference,
            "measure",
        ),
        Working("standard error of the difference", exactly(together), "measure"),
    ]
    if together:
        workings.append(Working("z", difference.times(1 / together), ""))
    workings.append(Working("z from which it is significant", exactly(needed), ""))
    progress = share_of_targeted_change(value, point, standing.goal_upward, better_is_up=True)
    return rated(standing, words, _MET, tuple(workings), progress)


def _steps(improving: Margin, no_worse: Margin) -> tuple[Step, ...]:
    return (
        Step(_IMPROVING, "on track", improving),
        Step(_LITTLE, "at risk", no_worse, is_above=True),
        Step(_WORSE, "off track", always),
    )
