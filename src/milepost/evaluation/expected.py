"""What of an agency is still expected for a period, seen from the moment its file came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from milepost.evaluation.evaluate import asks_for, is_told_for, own_period
from milepost.evaluation.events import asks_for_event
from milepost.periods import Period
from milepost.plan.model import Measure, Plan
from milepost.submissions.history import History
from milepost.submissions.windows import clock_of


def still_expected(
    plan: Plan, history: History, agency: str, period: Period
) -> Iterator[tuple[Measure, Period]]:
    """The measures of an agency for which nothing is in force, each with its own period.

    A year of a measure that is reported by quarter is asked for quarter by quarter, unless the year
    itself came.
    """
    for measure in plan.measures:
        if agency not in measure.agencies or not asks_for(measure, period):
            continue
        held = [(o.period, sent) for o, sent in history.with_files(agency, measure.id)]
        by_quarter = measure.frequency in ("quarterly", "monthly") and period.is_year
        asked = own_period(plan, measure, period)
        whole = any(own == asked for own, _ in held)
        slots = period.quarters() if by_quarter and not whole else (period,)
        for slot in slots:
            owns = [own for own, _ in held]
            if not asks_for_event(plan, measure, agency, slot, owns, heard=False):
                continue
            if not any(is_told_for(plan, measure, own, sent, slot) for own, sent in held):
                yield measure, own_period(plan, measure, slot)


def deadline_in_words(plan: Plan, agency: str, period: Period, day: dt.date) -> str:
    """By when figures are due and when the period is closed, seen from a day; empty without."""
    clock = clock_of(plan, agency, period)
    if clock is None:
        return ""
    given = clock.extension
    more = f"; more time was given until {given.until} by {given.approved_by}" if given else ""
    words = f"Figures for {period} are due by {clock.due}; it is closed after {clock.locked}{more}."
    if day > clock.locked:
        words += f" It is closed: {clock.window.late_procedure}".rstrip()
    elif day > clock.due:
        words += " That day is over: what comes now counts as late."
    return words
