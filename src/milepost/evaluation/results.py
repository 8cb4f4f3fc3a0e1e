"""Whether a target was met: the question of 21 U.S.C. 1705(g)(3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction

from milepost.evaluation.model import Actual, TargetResult
from milepost.intervals import Interval, fraction_of
from milepost.periods import Calendar, Period
from milepost.plan.model import Measure, Target


def result_of(  # noqa: PLR0913  # a promise, what it is held against, and by which clock
    measure: Measure,
    target: Target,
    due: Period | None,
    actual: Actual,
    calendar: Calendar,
    until: dt.date,
) -> TargetResult:
    """Met, not met, or indeterminate; before its date, not due.

    ``until`` is the last day that is looked at: the end of the period judged, or the record's day
    where that is earlier. A year's target is not due in its first quarter, however late one asks.

    It is indeterminate where the value may lie on either side of the target, and where there is no
    value: then the reason says which.
    """
    if due is None:
        return TargetResult("not due", "no date")
    if until < calendar.end(due):
        return TargetResult("not due", "before its date")
    if target.is_in_words:
        return TargetResult("indeterminate", "for a person to judge")
    if actual.value is None:
        return TargetResult("indeterminate", actual.missing or "not reported")
    match reached(measure, target, actual.value):
        case True:
            return TargetResult("met")
        case False:
            return TargetResult("not met")
        case None:
            return TargetResult("indeterminate", "straddles")


def with_lateness(
    found: TargetResult, due: Period, happened: Iterable[Actual], calendar: Calendar
) -> TargetResult:
    """A result of an event that was not there by its date, with the day it happened after all.

    The statute asks whether a target was met, and by its date it was not: that stays so. An event
    that is reported with a later day had not happened before, so that silence up to its date is no
    reason to leave the result open.

    Args:
        found: the result by its date.
        due: the target's date.
        happened: values of later days; the first that says it has happened counts.
        calendar: by which days are counted.
    """
    silent = found.result == "indeterminate" and found.reason in ("not reported", "not yet due")
    if found.result != "not met" and not silent:
        return found
    by = calendar.end(due)
    days = [
        calendar.end(actual.period)
        for actual in happened
        if actual.value is not None and actual.value.reaches(Fraction(1))
    ]
    later = min((day for day in days if day > by), default=None)
    if later is None:
        return found
    return TargetResult("not met", met_on=later, days_late=(later - by).days)


def reached(measure: Measure, target: Target, value: Interval) -> bool | None:
    """Whether a value is where the target wants it; None where it may or may not be.

    An increase is reached at or above the value, a decrease at or below it, a band from its lower
    to its upper end, a minimum and a maximum from their own side, all ends included; an event once
    it has happened. Two levels that are described in words only a person can tell apart.
    """
    if target.is_in_words:
        return None
    least, most = target.bounds(measure.direction)
    above = True if least is None else value.reaches(fraction_of(least))
    below = True if most is None else value.stays_under(fraction_of(most))
    if above is False or below is False:
        return False
    return True if above and below else None
