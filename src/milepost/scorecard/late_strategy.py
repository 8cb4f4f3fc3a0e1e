"""Whether a Strategy is late, and what the law asks then (21 U.S.C. 1705(e)).

Which duty is the Strategy's is read from the section that the plan cites: 1705(a), and the title
names a Strategy, as 1705(a)(1) has asked for something else since 2018. Which duty is the notice's
is read from 1705(e). Both are found in the calendar of the year, and only in force.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from milepost.plan.duty_calendar.model import DutyCalendar, Entry
from milepost.plan.model import Plan
from milepost.scorecard.document import NothingToSayError
from milepost.scorecard.notice import NoticeItem, NoticeOrder

_STRATEGY: Final = re.compile(r"\b21 U\.S\.C\. 1705\(a\)")
_NOTICE: Final = re.compile(r"\b21 U\.S\.C\. 1705\(e\)")


@dataclass(frozen=True, slots=True)
class LateStrategy:
    """A Strategy that is late, and to whom that is to be said by when."""

    addressee: str
    law: str
    opening: str
    items: tuple[NoticeItem, ...]


def late_strategy(plan: Plan, calendar: DutyCalendar, order: NoticeOrder) -> LateStrategy:
    """The late Strategy of an agency in a year.

    Raises:
        NothingToSayError: where none is late, or no law in the plan asks for a notice.
    """
    notice = _notice_duty(plan, calendar)
    late = _late(calendar, order.agency)
    name = plan.agency_by_id[order.agency].name
    opening = (
        f"{name} has not submitted the Strategy that was due on {late.due}. The law asks for a "
        f"notice by {notice.due}, with the reason and the day on which it will be submitted."
    )
    if order.issued_on > notice.on:
        opening += f" This notice is {_days((order.issued_on - notice.on).days)} late itself."
    days = _days(late.standing.days_late)
    said = f"Due {late.due}; {days} late on {calendar.as_of}, and not submitted on record."
    made_up = late.illustrative or notice.illustrative
    addressee = notice.to or "Congress"
    follows = (
        f"Asked for by {late.source} ({late.place}). Notice to {addressee} by {notice.due}: "
        f"{notice.source} ({notice.place})."
    )
    item = NoticeItem("Late", late.title, said, follows, (), made_up)
    return LateStrategy(addressee, notice.source, opening, (item,))


def _notice_duty(plan: Plan, calendar: DutyCalendar) -> Entry:
    """The duty to tell of a late Strategy, as the law of that year has it."""
    duties = [e for e in calendar.entries if e.kind == "duty" and _NOTICE.search(e.source)]
    if duties:
        return duties[0]
    since = [d.in_force_from for d in plan.duties if d.in_force_from and _NOTICE.search(d.source)]
    from_then = f" The plan has it in force from {min(since)}." if since else ""
    raise NothingToSayError(
        f"In {calendar.year} no law that the plan declares asks for a notice of a late Strategy "
        f"(21 U.S.C. 1705(e)).{from_then}"
    )


def _late(calendar: DutyCalendar, agency: str) -> Entry:
    """The Strategy that an agency has not submitted in time."""
    due = [
        e
        for e in calendar.entries
        if e.kind == "duty"
        and agency in e.owners
        and _STRATEGY.search(e.source)
        and "strategy" in e.title.casefold()
    ]
    if not due:
        raise NothingToSayError(f"No Strategy of {agency} falls due in {calendar.year}.")
    waiting = [e for e in due if e.standing.is_late and e.standing.status == "not done"]
    if waiting:
        return waiting[0]
    found = due[0]
    if found.standing.status == "done":
        how = f"{_days(found.standing.days_late)} late" if found.standing.days_late else "in time"
        raise NothingToSayError(
            f"The Strategy due on {found.due} was submitted on {found.standing.done}, {how}: there "
            "is nothing left to notify."
        )
    raise NothingToSayError(
        f"The Strategy is due on {found.due}; as of {calendar.as_of} it is not late."
    )


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
