"""What was marked and taken all the same, and what was waived: nothing is passed over."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from milepost.plan.model import Plan, Waiver
from milepost.sources import Place
from milepost.submissions.model import Record

_COLUMNS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def marks_in(
    record: Record, submissions: AbstractSet[int], hidden: AbstractSet[str]
) -> Iterator[str]:
    """The warnings on figures that are in force, each with its place and code.

    Args:
        record: what was received, and found in it.
        submissions: the files that are asked about.
        hidden: the measures of which nothing may be published, nor in what is said of others.
    """
    public = {
        (held.submission, *_row(held.observation.place))
        for held in record.in_force.values()
        if held.submission in submissions and held.observation.measure not in hidden
    }
    named = re.compile("|".join(rf"(?<![\w-]){re.escape(m)}(?![\w-])" for m in sorted(hidden)))
    for number, problem in record.warnings:
        is_public = not hidden or not named.search(problem.message)
        if is_public and (number, *_row(problem.place)) in public:
            yield f"{problem.place}: {problem.code}, {problem.message}"


def waivers(plan: Plan, record: Record, hidden: AbstractSet[str]) -> Iterator[str]:
    """What the plan waives of ratings and of checks, a sentence or two each.

    A check is turned off on the day on which a file is received, so a waiver that has ended is
    still named where it held for one of the files.
    """
    received = {submission.received_on for submission in record.submissions}
    for waiver in plan.waivers:
        days = {record.as_of} | (received if waiver.of == "check" else set())
        if waiver.of != "criterion" and waiver.measure not in hidden and _holds(waiver, days):
            measure = plan.measure_by_id[waiver.measure or ""]
            what = {
                "rating": "not rated",
                "method": f"rated by the scale “{waiver.scale}”",
            }.get(waiver.of, f"check {waiver.check} is turned off")
            is_said = "illustrative" in waiver.source.casefold()
            made_up = " Illustrative." if waiver.illustrative and not is_said else ""
            yield (
                f"{measure.title}: {what} from {waiver.from_} until {waiver.until}, approved by "
                f"{waiver.approved_by}. {waiver.reason.rstrip('.')}. "
                f"{waiver.source.rstrip('.')}.{made_up}"
            )


def _holds(waiver: Waiver, days: AbstractSet[dt.date]) -> bool:
    return any(waiver.from_ <= day <= waiver.until for day in days)


def _row(place: Place) -> tuple[str, int]:
    """The row of a table in which something stands."""
    return place.sheet, place.line or int(place.cell.lstrip(_COLUMNS) or 0)
