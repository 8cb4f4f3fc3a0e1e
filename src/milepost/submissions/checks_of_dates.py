"""Whether figures come at a time at which they can be known, and may still be taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from milepost.periods import Period
from milepost.sources import Problem
from milepost.submissions.model import Observation
from milepost.submissions.sent import Found, Sent
from milepost.submissions.windows import Clock, clock_of


def the_period_has_begun(sent: Sent) -> Found:
    """No number is for a period that has not begun on the day of receipt."""
    for row, start, _, received in _dated(sent):
        if start > received:
            yield (
                row,
                Problem(
                    row.value_place,
                    "S301",
                    f"{row.period} begins on {start}, and the file was received on {received}.",
                    'Correct the period, or write "not yet due" for the value.',
                ),
            )


def the_period_is_over(sent: Sent) -> Found:
    """A number for a period that is not over is counted so far, and will change."""
    measures = sent.plan.measure_by_id
    for row, start, end, received in _dated(sent):
        # What stands at a date can be told on any day.
        if start <= received < end and measures[row.measure].basis != "date":
            yield (
                row,
                Problem(
                    row.value_place,
                    "S302",
                    f"{row.period} is not over until {end}, and the file was received on "
                    f"{received}.",
                    "Correct the period, or send the number again when the period is over.",
                    "warning",
                ),
            )


def the_period_is_open(sent: Sent) -> Found:
    """No figure comes after its period is closed, unless an extension covers it."""
    received = sent.received_on
    if received is None or not sent.plan.windows:
        return
    clocks: dict[tuple[str, Period], Clock | None] = {}
    for row in sent.rows:
        key = (row.agency, row.period)
        if key not in clocks:
            clocks[key] = clock_of(sent.plan, *key)
        clock = clocks[key]
        if clock is None or received <= clock.locked:
            continue
        yield (
            row,
            Problem(
                row.place,
                "S303",
                f"{row.period} was closed for {row.agency} on {clock.locked}, and the file was "
                f"received on {received}.",
                f"{clock.window.late_procedure.rstrip('.')}.",
            ),
        )


def _dated(sent: Sent) -> Iterator[tuple[Observation, dt.date, dt.date, dt.date]]:
    """The rows with a number, each with the first and last day of its period, and today."""
    received, calendar = sent.received_on, sent.plan.calendar
    if received is None:
        return
    # By identity, which is quicker: the rows of a file share their periods.
    spans: dict[int, tuple[dt.date, dt.date]] = {}
    for row in sent.rows:
        if row.stated is None:
            continue
        span = spans.get(id(row.period))
        if span is None:
            span = (calendar.start(row.period), calendar.end(row.period))
            spans[id(row.period)] = span
        yield row, *span, received
