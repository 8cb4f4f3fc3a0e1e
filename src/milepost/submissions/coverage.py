"""For which periods the deliveries of an extract speak, and since when.

A figure is computed for a period only where what was delivered covers all of its days; then no rows
are an explicit zero. What is not covered is not reported, and nobody takes it for nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from milepost.periods import Calendar, Period
from milepost.plan.model import Measure, Plan

if TYPE_CHECKING:
    from milepost.submissions.extracts import Delivery


def covered_since(
    calendar: Calendar, deliveries: Iterable[Delivery], measure: Measure, period: Period
) -> dt.date | None:
    """The first day on which all that a measure is computed from had come for a period.

    Args:
        calendar: when periods begin and end.
        deliveries: every delivery that counts.
        measure: a measure that is computed from an extract, or from two.
        period: the period, on whatever basis; it is covered day by day.

    Returns:
        The day; None where something has not come.
    """
    sent = tuple(deliveries)
    days = [_covered(calendar, sent, extract, period) for extract in extracts_of(measure)]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def touches(plan: Plan, delivery: Delivery, measure: Measure, period: Period) -> bool:
    """Whether a delivery has a say in a figure: it was sent for its period, or holds days of it."""
    if delivery.extract not in extracts_of(measure):
        return False
    first, last = plan.calendar.start(period), plan.calendar.end(period)
    sent_for = delivery.submission.period
    if sent_for is not None and (
        plan.calendar.start(sent_for) <= last and first <= plan.calendar.end(sent_for)
    ):
        return True
    dates = dates_of(plan, measure)
    days = delivery.stored.days if delivery.stored is not None else ()
    return any(name in dates and begins <= last and first <= ends for name, begins, ends in days)


def dates_of(plan: Plan, measure: Measure) -> frozenset[str]:
    """The columns by which rows are placed for a measure."""
    how, extracts = measure.from_extract, extracts_of(measure)
    named = {e.event.column for e in plan.extracts if e.id in extracts}
    if how is None or how.date is None:
        return frozenset(named)
    return frozenset({how.date, *(named if len(extracts) > 1 else ())})


def extracts_of(measure: Measure) -> tuple[str, ...]:
    """The extracts that a measure is computed from; none where figures of it are sent."""
    how = measure.from_extract
    if how is None:
        return ()
    named = [how.extract]
    if how.rate is not None:
        terms = (how.rate.numerator, how.rate.denominator)
        named = [term.extract or how.extract for term in terms]
    if how.in_both is not None:
        named.append(how.in_both.other)
    return tuple(dict.fromkeys(named))


def _covered(
    calendar: Calendar, deliveries: tuple[Delivery, ...], extract: str, period: Period
) -> dt.date | None:
    """The day on which the deliveries of one extract first covered a period."""
    came = sorted(
        (d.submission.received_on, d.submission.number, d.submission.period)
        for d in _whole(deliveries, extract)
        if d.submission.period is not None
    )
    lacking = [(calendar.start(period), calendar.end(period))]
    for day, _, sent_for in came:
        given = (calendar.start(sent_for), calendar.end(sent_for))
        lacking = [left for stretch in lacking for left in _less(stretch, given)]
        if not lacking:
            return day
    return None


def _whole(deliveries: tuple[Delivery, ...], extract: str) -> Iterator[Delivery]:
    """The deliveries of an extract of which rows were taken, or which say that there are none."""
    return (d for d in deliveries if d.extract == extract and d.speaks)


def _less(
    stretch: tuple[dt.date, dt.date], given: tuple[dt.date, dt.date]
) -> Iterator[tuple[dt.date, dt.date]]:
    """What is left of a stretch of days without another, both ends included."""
    (first, last), (start, end) = stretch, given
    day = dt.timedelta(days=1)
    if end < first or start > last:
        yield stretch
        return
    if first < start:
        yield first, start - day
    if last > end:
        yield end + day, last
