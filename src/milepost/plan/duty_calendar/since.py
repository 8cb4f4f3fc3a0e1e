"""What fell due from a day on, and what comes next: what a scorecard of a period accounts for."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from milepost.periods import Period
from milepost.plan.duty_calendar.build import build
from milepost.plan.duty_calendar.model import DutyCalendar, Entry
from milepost.plan.model import Plan
from milepost.plan.places import Places


def since(
    plan: Plan, places: Places, first: dt.date, as_of: dt.date, *, illustrative: bool = False
) -> DutyCalendar:
    """What fell due from a day to another, and of each thing what comes next within a year.

    Actions, milestones, reviews and waivers are in it beside the duties. Its year is the fiscal
    year of the day that is looked at.

    Args:
        plan: the plan.
        places: where everything in it was written.
        first: the first day that is looked at.
        as_of: what was done later is not looked at; what falls due later is what comes next.
        illustrative: whether the whole workspace is made up.
    """
    first, last = min(first, as_of), _a_year_after(as_of)
    years = range(plan.calendar.fiscal_year(first).first, plan.calendar.fiscal_year(last).first + 1)
    calendars = [
        build(
            plan, places, Period("fiscal-year", year, year), as_of,
            everything=True, illustrative=illustrative,
        )
        for year in years
    ]  # fmt: skip
    entries = [e for c in calendars for e in c.entries if first <= e.on <= last]
    others = [e for c in calendars for e in c.not_in_force if first <= e.on <= last]
    return replace(
        calendars[-1],
        year=plan.calendar.fiscal_year(as_of),
        first=first,
        last=last,
        entries=_with_the_next(entries, as_of),
        not_in_force=_with_the_next(others, as_of),
    )


def _with_the_next(entries: list[Entry], as_of: dt.date) -> tuple[Entry, ...]:
    """What fell due by a day, and of each thing only the next time after it."""
    following: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        if entry.on > as_of:
            following.setdefault((entry.kind, entry.id), entry)
    return (*(e for e in entries if e.on <= as_of), *following.values())


def _a_year_after(day: dt.date) -> dt.date:
    """The same day of the year after; the last of February for the 29th."""
    if day.year == dt.MAXYEAR:
        return dt.date.max
    if (day.month, day.day) == (2, 29):
        return dt.date(day.year + 1, 2, 28)
    return day.replace(year=day.year + 1)
