"""The version of an extract that is in force as of a day, from what was delivered by then.

A delivery of whole periods takes the place of every earlier one for the same period, or for a part
of it. Across the others a row that came later, with the same key, takes the place of the earlier
one whole: what is blank in it is blank. One that is marked as deleted takes it back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from milepost.periods import Calendar, Kind, Period
from milepost.plan.model import Extract
from milepost.submissions.extracts import Delivery, in_order_of_receipt


@dataclass(frozen=True)
class Version:
    """What is in force of an extract.

    Attributes:
        extract: the extract.
        deliveries: the deliveries that hold it, the oldest first.
    """

    extract: Extract
    deliveries: tuple[Delivery, ...]


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
    return Version(extract, tuple(came))


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
