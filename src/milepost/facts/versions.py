"""The version of an extract that is in force as of a day, from what was delivered by then.

A delivery of whole periods takes the place of every earlier one for the same period, or for a part
of it. Across the others a row that came later, with the same key, takes the place of the earlier
one whole: what is blank in it is blank. One that is marked as deleted takes it back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from milepost.periods import Calendar, Period
from milepost.plan.model import Extract
from milepost.submissions.extracts import Delivery, StoredRows


@dataclass(frozen=True)
class Version:
    """What is in force of an extract.

    Attributes:
        extract: the extract.
        deliveries: the deliveries that hold it, the oldest first.
    """

    extract: Extract
    deliveries: tuple[Delivery, ...]

    @cached_property
    def rows(self) -> tuple[StoredRows, ...]:
        """The rows of those deliveries that have any, the oldest first."""
        stored = (d.stored for d in self.deliveries)
        return tuple(s for s in stored if s is not None and s.digest)


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
    came = sorted(
        (
            d
            for d in deliveries
            if d.extract == extract.id
            and d.stored is not None
            and d.submission.received_on <= as_of
        ),
        key=lambda d: (d.submission.received_on, d.submission.number),
    )
    if extract.delivered == "whole-periods":
        came = _latest_of_each(calendar, came)
    return Version(extract, tuple(came))


def _latest_of_each(calendar: Calendar, came: list[Delivery]) -> list[Delivery]:
    """Without those whose whole period a later one speaks for."""
    kept: list[Delivery] = []
    for delivery in reversed(came):
        period = delivery.submission.period
        if period is None or not any(_holds(calendar, k, period) for k in kept):
            kept.append(delivery)
    return kept[::-1]


def _holds(calendar: Calendar, later: Delivery, period: Period) -> bool:
    whole = later.submission.period
    return whole is not None and (whole == period or calendar.contains(whole, period))
