"""The points of a measure's series, on one kind of period."""

from __future__ import annotations

from milepost.evaluation.actuals import Actuals
from milepost.evaluation.model import Actual
from milepost.periods import Calendar, Kind, Period
from milepost.plan.model import Measure


def points_of(actuals: Actuals, measure: Measure, kind: Kind, agency: str) -> tuple[Actual, ...]:
    """The finished periods of a kind for which a measure has a value, oldest first.

    A year is a point where it was reported, or where what was reported within it makes it whole;
    nothing that ends after the last day looked at is one, nor is a pool.
    """
    calendar = actuals.plan.calendar
    periods = {_as(kind, period, calendar) for period in _periods_of(actuals, measure)}
    found = [
        actuals.find(measure, period, agency)
        for period in periods
        if period is not None and calendar.end(period) <= actuals.until
    ]
    whole = [actual for actual in found if actual.value is not None and not actual.quarters]
    return tuple(sorted(whole, key=lambda actual: calendar.key(actual.period)))


def _periods_of(actuals: Actuals, measure: Measure) -> frozenset[Period]:
    """The periods for which something was reported of a measure, or of its numerator."""
    while measure.is_computed:
        measure = actuals.plan.measure_by_id[measure.parts[0]]
    return actuals.record.periods_of(measure.id)


def _as(kind: Kind, period: Period, calendar: Calendar) -> Period | None:
    """The period of a kind to which another belongs; None where it belongs to none."""
    if period.is_pool:
        return None
    if period.kind == kind:
        return period
    end = calendar.end(period)
    if kind == "fiscal-year":
        year = calendar.fiscal_year(end)
    elif kind == "calendar-year":
        year = Period(kind, end.year, end.year)
    else:
        return None
    return year if calendar.contains(year, period) else None
