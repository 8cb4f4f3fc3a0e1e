"""Where a series is broken, so that what lies on either side of it is not compared.

A series break names the first period that is counted in a new way. A baseline counted in the old
way says nothing of progress counted in the new one: the comparison is suspended, and what needs the
baseline is not rated. A quantity whose periods are added up, and of which a break lies inside, is a
sum of two different things: it is not held against its target either. A measure that is computed
from others is broken where they are.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from milepost.evaluation.model import Actual
from milepost.periods import Calendar
from milepost.plan.model import Measure, Plan, SeriesBreak

_AT_A_MOMENT: Final = ("stock", "event")


def breaks_of(plan: Plan, measure: Measure) -> tuple[SeriesBreak, ...]:
    """Every break of a measure and of what it is computed from, by its day."""
    found = list(measure.series_breaks)
    if not found and not measure.parts:
        return ()  # nearly all of them
    for part in measure.parts:
        found += breaks_of(plan, plan.measure_by_id[part])
    return tuple(sorted(found, key=lambda cut: plan.calendar.key(cut.period)))


def break_since_baseline(plan: Plan, measure: Measure, actual: Actual) -> SeriesBreak | None:
    """The last break after a baseline began and by the day that a value speaks for."""
    if measure.baseline is None or not breaks_of(plan, measure):
        return None
    start = plan.calendar.start(measure.baseline.period)
    return _last_between(plan, measure, start, last_day(actual, plan.calendar))


def break_inside(plan: Plan, measure: Measure, actual: Actual) -> SeriesBreak | None:
    """The break that lies inside what a value adds up; of what stands at a moment there is none."""
    if measure.quantity in _AT_A_MOMENT or not breaks_of(plan, measure):
        return None
    start = plan.calendar.start(actual.period)
    return _last_between(plan, measure, start, last_day(actual, plan.calendar))


def last_break(plan: Plan, measure: Measure, actual: Actual) -> SeriesBreak | None:
    """The last break by the day that a value speaks for."""
    return _last_between(plan, measure, dt.date.min, last_day(actual, plan.calendar))


def last_day(actual: Actual, calendar: Calendar) -> dt.date:
    """The last day of what a value was made of: of a year to date, of its last quarter."""
    if actual.rule in ("reported", "none") or not actual.parts:
        return calendar.end(actual.period)
    return max(last_day(part, calendar) for part in actual.parts)


def _last_between(plan: Plan, measure: Measure, start: dt.date, end: dt.date) -> SeriesBreak | None:
    cuts = [
        cut for cut in breaks_of(plan, measure) if start < plan.calendar.start(cut.period) <= end
    ]
    return cuts[-1] if cuts else None
