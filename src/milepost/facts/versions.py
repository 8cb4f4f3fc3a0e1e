"""The version of an extract that is in force as of a day, from what was delivered by then.

A delivery of whole periods takes the place of every earlier one for the same period, or for a part
of it; and of one that was for more it takes the place of the rows of its own days. Across the
others a row that came later, with the same key, takes the place of the earlier one whole: what is
blank in it is blank. One that is marked as deleted takes it back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from milepost.facts.grids import month_of
from milepost.periods import Calendar, Kind, Period
from milepost.plan.model import Extract
from milepost.submissions.extracts import Delivery, in_order_of_receipt

Days = tuple[dt.date, dt.date]
_MONTHS = 12


@dataclass(frozen=True)
class Version:
    """What is in force of an extract.

    Attributes:
        extract: the extract.
        deliveries: the deliveries that hold it, the oldest first.
        given_up: of those, by number, the days of which a later one holds all rows.
    """

    extract: Extract
    deliveries: tuple[Delivery, ...]
    given_up: Mapping[int, tuple[Days, ...]] = field(default_factory=dict)


def in_force(
    calendar: Calendar, extract: Extract, deliveries: Iterable[Delivery], as_of: dt.date
) -> Version:
    """The version of an extract that holds as of a day.

    Args:
        calendar: when periods begin and end.
        extract: the extract.
        deliveries: what was delivered, of this extract and of others.
        as_of: what was received later does not count.
    """
    came = in_order_of_receipt(
        d
        for d in deliveries
        if d.extract == extract.id and d.speaks and d.submission.received_on <= as_of
    )
    if extract.delivered == "whole-periods":
        came = _latest_of_each(calendar, came)
        return Version(extract, tuple(came), _given_up(calendar, came))
    return Version(extract, tuple(came))


def _given_up(calendar: Calendar, held: list[Delivery]) -> dict[int, tuple[Days, ...]]:
    """The days of each delivery that a later one was sent for too, month by month."""
    found: dict[int, tuple[Days, ...]] = {}
    spoken_for: set[int] = set()
    for delivery in reversed(held):
        period = delivery.submission.period
        if period is None or period.kind == "date":
            continue
        months = range(month_of(calendar.start(period)), month_of(calendar.end(period)) + 1)
        if twice := [month for month in months if month in spoken_for]:
            found[delivery.submission.number] = tuple(_stretches(twice))
        spoken_for.update(months)
    return found


def _stretches(months: list[int]) -> Iterator[Days]:
    """Months that follow one another, in order, as days from the first to the last."""
    for at, month in enumerate(months):
        if not at or months[at - 1] != month - 1:
            first = month
        if at + 1 == len(months) or months[at + 1] != month + 1:
            yield _begins(first), _begins(month + 1) - dt.timedelta(days=1)


def _begins(month: int) -> dt.date:
    return dt.date(month // _MONTHS, month % _MONTHS + 1, 1)


def _latest_of_each(calendar: Calendar, came: list[Delivery]) -> list[Delivery]:
    """Without those whose whole period a later one speaks for."""
    kept: list[Delivery] = []
    seen: dict[_Sort, set[Period]] = {}
    for delivery in reversed(came):
        period = delivery.submission.period
        if period is None:
            kept.append(delivery)
        elif not _is_held(calendar, period, seen):
            kept.append(delivery)
            seen.setdefault(_sort(period), set()).add(period)
    return kept[::-1]


# Of which kind a period is, and whether it is several together.
_Sort = tuple[Kind, bool]


def _sort(period: Period) -> _Sort:
    return period.kind, period.first != period.last


def _is_held(calendar: Calendar, period: Period, seen: Mapping[_Sort, Collection[Period]]) -> bool:
    """Whether a period is one of others, or lies within one of them."""
    if period in seen.get(_sort(period), ()):
        return True
    # One alone holds none of its own kind but itself.
    return any(
        calendar.contains(other, period)
        for sort, others in seen.items()
        if sort != (period.kind, False)
        for other in others
    )
