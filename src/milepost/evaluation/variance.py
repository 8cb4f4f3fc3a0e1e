"""How far a figure is from its target, and whether that was explained.

"Tell me what you said you were going to achieve and tell me what you did": a figure that differs
from its target by more than the plan's threshold, above or below, asks for an explanation.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from milepost.evaluation.model import Judgement, Variance
from milepost.intervals import Interval, exactly
from milepost.plan.model import Plan, Target
from milepost.submissions.model import Explanation, Record

_PERCENT: Final = Fraction(100)


def variance_of(plan: Plan, record: Record, judgement: Judgement) -> Variance | None:
    """The variance of a due figure; None where none is asked for or there is nothing to compare."""
    threshold, target = plan.strategy.variance_threshold, judgement.target
    value, result = judgement.actual.value, judgement.result
    if threshold is None or target is None or value is None or result is None:
        return None
    if result.result == "not due" or target.is_in_words or target.milestone is not None:
        return None
    allowed = Fraction(threshold)
    low, high = _promised(target, judgement.measure.direction)
    percent = _percent(value, low, high)
    if percent is None:
        beyond = _differs_from_nothing(value, low, high)
    else:
        beyond = _is_beyond(percent, allowed)
    explained, was_returned = _explained(record, judgement)
    return Variance(percent, allowed, beyond, explained, was_returned)


def _promised(target: Target, direction: str | None) -> tuple[Fraction, Fraction]:
    """The least and the most that are just what was promised: of one number, that number twice."""
    least, most = target.bounds(direction)
    low = most if least is None else least
    high = least if most is None else most
    assert low is not None  # noqa: S101  # a target that is not in words has a number
    assert high is not None  # noqa: S101
    return Fraction(low), Fraction(high)


def _percent(value: Interval, low: Fraction, high: Fraction) -> Interval | None:
    """The difference in percent of what was promised; None where that is zero.

    Within a band there is none; outside it counts from the end that is passed.
    """
    if low == 0 < high and value.reaches(low):
        return _at_least_none(_of(value, high))
    if low < 0 == high and value.stays_under(high):
        return _at_most_none(_of(value, low))
    if low == 0 or high == 0:
        return None
    under = _of(value, low)
    if low == high:
        return under
    over = _of(value, high)
    least = _at_most_none(under) if under.low is None or under.low < 0 else _at_least_none(over)
    most = _at_least_none(over) if over.high is None or over.high > 0 else _at_most_none(under)
    return Interval(least.low, most.high, least.low_open, most.high_open)


def _of(value: Interval, promised: Fraction) -> Interval:
    return (value - exactly(promised)).times(_PERCENT / abs(promised))


def _at_most_none(percent: Interval) -> Interval:
    """A difference below, or none."""
    if percent.high is not None and percent.high <= 0:
        return percent
    if percent.low is not None and percent.low >= 0:
        return exactly(0)
    return Interval(percent.low, Fraction(0), percent.low_open)


def _at_least_none(percent: Interval) -> Interval:
    """A difference above, or none."""
    return -_at_most_none(-percent)


def _is_beyond(percent: Interval, allowed: Fraction) -> bool | None:
    """Whether every value, or none, is further off than allowed; None for some."""
    below, above = percent.reaches(-allowed), percent.stays_under(allowed)
    if below is False or above is False:
        return True
    return False if below and above else None


def _differs_from_nothing(value: Interval, low: Fraction, high: Fraction) -> bool | None:
    """Of a promise of zero any difference is beyond any percentage."""
    within = value.reaches(low), value.stays_under(high)
    if False in within:
        return True
    return False if all(within) else None


def _explained(record: Record, judgement: Judgement) -> tuple[tuple[int, Explanation] | None, bool]:
    """The newest explanation that stands, of the agency or of one of those that are combined.

    Where none stands, whether there was one that an analyst has returned.
    """
    measure, period = judgement.measure.id, judgement.due
    was_returned = False
    if period is None:
        return None, was_returned
    agencies = (judgement.agency,) if judgement.agency else judgement.measure.agencies
    for number, said in reversed(record.explanations):
        fits = (said.measure, said.period) == (measure, period)
        if not fits or (agencies and said.agency not in agencies):
            continue
        review = record.review_of(number, measure, period, explanation=True)
        if review is None or not review.kind.endswith("returned"):
            return (number, said), False
        was_returned = True
    return None, was_returned
