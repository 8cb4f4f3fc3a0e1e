"""When the figure of an event is asked for: by the date of its target, and not before."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from milepost.periods import Period
from milepost.plan.model import Measure, Plan


def asks_for_event(  # noqa: PLR0913  # whose event, for when, and what is on record of it
    plan: Plan,
    measure: Measure,
    agency: str,
    period: Period,
    on_record: Collection[Period],
    *,
    heard: bool,
) -> bool:
    """Whether an agency owes, for a period, the figure of an event that has a date of its own.

    An event that may come on any day is asked for once a target of it is due by the end of the
    period, and until something is on record. Where no date was promised nobody is late, so
    nothing is called missing. Every other measure is asked for at its frequency.

    Args:
        plan: the plan.
        measure: the measure.
        agency: who is asked.
        period: for which period.
        on_record: of which periods something of the measure is in force from the agency, or was.
        heard: whether any of it tells of the period itself: then it was asked for, and came.
    """
    if measure.quantity != "event" or measure.frequency != "on-date":
        return True
    return any(
        heard or not any(once or plan.calendar.contains(due, own) for own in on_record)
        for due, once in _dues(plan, measure, agency, period)
    )


def _dues(
    plan: Plan, measure: Measure, agency: str, period: Period
) -> Iterator[tuple[Period, bool]]:
    """The dates promised by the end of a period; each with whether it is promised only once."""
    calendar = plan.calendar
    for target in measure.targets:
        if target.agency not in (None, agency):
            continue
        due = target.period
        if due is None and target.each is not None:
            year = calendar.year_at_hand(period, target.each)
            due = year if target.is_for(year) else None
        if due is not None and calendar.end(due) <= calendar.end(period):
            yield due, target.each is None
