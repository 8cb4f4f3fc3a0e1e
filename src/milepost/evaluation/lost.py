"""Targets that were reached in an earlier period and are not reached now."""

from __future__ import annotations

from collections.abc import Iterable

from milepost.evaluation.actuals import Actuals
from milepost.evaluation.breaks import break_since_baseline, last_break
from milepost.evaluation.model import Actual
from milepost.evaluation.results import reached
from milepost.periods import Period
from milepost.plan.model import Measure, Target


def is_short(measure: Measure, target: Target, actual: Actual) -> bool:
    """Whether a whole period's value is for certain short of the one number to move to."""
    if actual.value is None or actual.quarters or target.goal(measure.direction) is None:
        return False
    return reached(measure, target, actual.value) is False


def reached_before(
    actuals: Actuals, measure: Measure, target: Target, actual: Actual, periods: Iterable[Period]
) -> Period | None:
    """The last earlier period in which a target was reached that is not reached now.

    Only whole periods of the same kind are looked at, after the baseline, and none beyond a break
    of the series; then the baseline itself. None where it never was reached for certain.

    Args:
        actuals: what the record says.
        measure: the measure.
        target: its promise.
        actual: the value it is held against now, which is short of it.
        periods: those for which something was reported.
    """
    calendar, baseline = actuals.plan.calendar, measure.baseline
    cut = last_break(actuals.plan, measure, actual)
    for period in sorted(_alike(actual.period, periods), key=calendar.key, reverse=True):
        too_late = calendar.end(period) >= calendar.end(actual.period)
        too_early = (cut and calendar.start(period) < calendar.start(cut.period)) or (
            baseline and calendar.end(period) <= calendar.end(baseline.period)
        )
        if too_late or too_early:
            continue
        earlier = actuals.find(measure, period, actual.agency)
        if earlier.value is not None and not earlier.quarters:  # noqa: SIM102  # two questions
            if reached(measure, target, earlier.value):
                return period
    if baseline is None or break_since_baseline(actuals.plan, measure, actual) is not None:
        return None
    was_there = _is_comparable(measure, baseline.period, actual.period) and reached(
        measure, target, measure.interval_of(baseline.value)
    )
    return baseline.period if was_there else None


def _alike(period: Period, others: Iterable[Period]) -> set[Period]:
    """Periods of one kind and no pools; the years of quarters too."""
    whole = {other.year if other.is_quarter and period.is_year else other for other in others}
    return {other for other in whole if other.kind == period.kind and not other.is_pool}


def _is_comparable(measure: Measure, one: Period, other: Period) -> bool:
    """Whether two periods can be set beside each other: of what stands at a moment any two."""
    return measure.quantity not in ("flow", "cohort") or (
        one.kind == other.kind and one.last - one.first == other.last - other.first
    )
