"""By when figures are due, and from when their period is closed: the windows of the plan.

As HIDTA has them: due by one day, closed on another, and then by a procedure.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from milepost.periods import Period
from milepost.plan.model import Plan
from milepost.plan.model.reporting import Extension, ReportingWindow

Arrival = Literal["on time", "late", "after the lock"]


@dataclass(frozen=True, slots=True)
class Clock:
    """By when an agency's figures for a period are due, and from when the period is closed.

    Attributes:
        period: for which period.
        window: the window that says so.
        due: the last day on which they are in time, an extension included.
        locked: the last day before the period is closed, an extension included.
        extension: the extension that gives more time; None where there is none.
    """

    period: Period
    window: ReportingWindow
    due: dt.date
    locked: dt.date
    extension: Extension | None

    def arrival(self, day: dt.date) -> Arrival:
        """How what came on a day came."""
        if day <= self.due:
            return "on time"
        return "late" if day <= self.locked else "after the lock"


def clock_of(plan: Plan, agency: str, period: Period) -> Clock | None:
    """The clock of an agency and period; None where no window is declared for them."""
    fitting = [
        w
        for w in plan.windows
        if not period.is_pool
        and period.kind.endswith(w.of)
        and (not w.agencies or agency in w.agencies)
    ]
    if not fitting:
        return None
    # What is laid down for an agency goes before what is laid down for all.
    window = max(fitting, key=lambda w: bool(w.agencies))
    end = plan.calendar.end(period)
    due, locked = (end + dt.timedelta(days=days) for days in (window.due, window.locked))
    granted = [e for e in plan.extensions if (e.agency, e.period) == (agency, period)]
    extension = max(granted, key=lambda e: e.until, default=None)
    if extension is not None:
        due, locked = max(due, extension.until), max(locked, extension.until)
    return Clock(period, window, due, locked, extension)
