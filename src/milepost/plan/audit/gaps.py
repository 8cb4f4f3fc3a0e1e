"""What is missing or contested in a plan: the facts that several criteria rest on.

None of it is a mistake of whoever wrote the plan: it is what the plan does not settle.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from milepost.periods import parse_period
from milepost.plan.audit.holdings import Holdings, PlacedRole
from milepost.plan.audit.model import Audited
from milepost.plan.audit.wording import listed
from milepost.plan.duty_calendar.build import build
from milepost.plan.duty_calendar.model import Entry
from milepost.plan.model import MONTHS_OF, Measure, Mechanism, Recommendation, Resource
from milepost.sources import Place

_MONTHS: Final = 12
_TWO: Final = 2
_AMOUNTS: Final = ("requested", "enacted", "obligated", "planned")


@dataclass(frozen=True, slots=True)
class Leadership:
    """Who leads a thing.

    Attributes:
        leads: agencies that are its lead.
        co_leads: agencies that are its co-leads.
        others: agencies that support it or are consulted.
    """

    leads: tuple[str, ...]
    co_leads: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def is_settled(self) -> bool:
        """Whether one leads, or several do so together and say it."""
        if self.leads:
            return len(self.leads) == 1 and not self.co_leads
        return len(self.co_leads) >= _TWO

    @property
    def is_missing(self) -> bool:
        """Whether nobody leads it."""
        return not self.leads and not self.co_leads

    @property
    def words(self) -> str:
        """Who leads, in a few words."""
        if self.is_missing:
            return "nobody leads it"
        if not self.leads:
            alone = len(self.co_leads) == 1
            return f"{listed(self.co_leads)} co-lead{'s it with nobody' if alone else ' it'}"
        if self.co_leads:
            verb = "leads" if len(self.leads) == 1 else "lead"
            return f"{listed(self.leads)} {verb} it beside {listed(self.co_leads)} as co-lead"
        if len(self.leads) == 1:
            return f"{self.leads[0]} leads it"
        return f"{listed(self.leads)} {'both' if len(self.leads) == _TWO else 'all'} lead it"

    @property
    def remedy(self) -> str:
        """What would settle it."""
        if self.is_missing:
            return "Name one agency as lead, or several as co-leads."
        if not self.leads:
            return f"Name who co-leads with {self.co_leads[0]}, or make it lead."
        everybody = listed((*self.leads, *self.co_leads))
        return f"Keep one lead, or make {everybody} co-leads."


def leadership(placed: Iterable[PlacedRole]) -> Leadership:
    """Who leads, by the roles on a thing; each agency counts once."""
    by_role: dict[str, dict[str, None]] = {}
    for p in placed:
        by_role.setdefault(p.role.role, {})[p.role.agency] = None
    others = (*by_role.get("supporting", {}), *by_role.get("consulted", {}))
    return Leadership(tuple(by_role.get("lead", {})), tuple(by_role.get("co-lead", {})), others)


def without_role(holdings: Holdings, objective: str) -> list[str]:
    """Agencies that act, report or pay under an objective, and have no role there."""
    known = holdings.with_a_role_under(objective)
    return [agency for agency in holdings.acting_under(objective) if agency not in known]


def has_amount(resource: Resource) -> bool:
    """Whether more than zero is stated of it; 0 says that there is none."""
    return any((getattr(resource, key) or 0) > 0 for key in _AMOUNTS)


def has_any_figure(resource: Resource) -> bool:
    """Whether an amount is stated at all, be it zero."""
    return any(getattr(resource, key) is not None for key in _AMOUNTS)


def tied_to_nothing(audited: Audited) -> list[Resource]:
    """Resources that belong to no objective, by their own word or through a measure."""
    tied = {r.id for held in audited.holdings.resources.values() for r in held}
    return [r for r in audited.plan.resources if r.id not in tied]


def has_target(measure: Measure) -> bool:
    """Whether it has a target that can fall due."""
    return any(target.is_dated for target in measure.targets)


Standing = Literal["standing", "not yet in place", "lapsed"]


def standing(mechanism: Mechanism, on: dt.date) -> Standing:
    """Whether a mechanism is there, on a day."""
    if mechanism.status == "lapsed":
        return "lapsed"
    signed_later = mechanism.signed is not None and first_day(mechanism.signed) > on
    if mechanism.status in ("proposed", "drafted") or signed_later:
        return "not yet in place"
    return "standing"


def current(audited: Audited) -> list[Mechanism]:
    """The mechanisms that no other has taken the place of, itself or through one in between."""
    by_id = {m.id: m for m in audited.plan.mechanisms}
    replaced: set[str] = set()
    for mechanism in audited.plan.mechanisms:
        if standing(mechanism, audited.on) == "standing":
            before = mechanism.supersedes
            while before is not None and before not in replaced:
                replaced.add(before)
                before = by_id[before].supersedes if before in by_id else None
    return [m for m in audited.plan.mechanisms if m.id not in replaced]


def overdue_since(mechanism: Mechanism, on: dt.date) -> dt.date | None:
    """The day by which a review was due that was not held; None where none is overdue.

    The rhythm counts from the last review, else from the signature. A date that is known only by
    its month or year counts from its last day, in favour of those who were to review.
    """
    if mechanism.review_every is None or standing(mechanism, on) != "standing":
        return None
    starts = [last_day(r.held) for r in mechanism.reviews if first_day(r.held) <= on]
    starts += [last_day(mechanism.signed)] if mechanism.signed else []
    if not starts:
        return None
    due = months_later(max(starts), MONTHS_OF[mechanism.review_every])
    return due if due < on else None


def review_gap(mechanism: Mechanism, on: dt.date) -> str:
    """What is wrong with the reviews of a mechanism that stands, in a few words; else empty."""
    if mechanism.review_every is None:
        return "no review rhythm"
    if since := overdue_since(mechanism, on):
        return f"review overdue since {since}"
    begun = mechanism.signed or any(first_day(r.held) <= on for r in mechanism.reviews)
    return "" if begun else "no date from which its first review counts"


def past_due(recommendation: Recommendation, on: dt.date) -> bool:
    """Whether it is not closed, and a dated step towards closing it is late."""
    return recommendation.status != "closed" and any(
        step.due is not None
        and last_day(step.due) < on
        and (step.done is None or first_day(step.done) > on)
        for step in recommendation.milestones
    )


def duties_not_done(audited: Audited) -> list[Entry]:
    """Statutory duties of this year and the last that are late and not done on record."""
    found: list[Entry] = []
    for year in (audited.on.year - 1, audited.on.year):
        try:
            period = parse_period(f"CY{year:04d}")
        except ValueError:
            continue  # years in which no plan is written
        entries = build(audited.plan, audited.places, period, audited.on).entries
        found += [e for e in entries if e.kind == "duty" and e.standing.status == "not done"]
    return found


def places_of(audited: Audited, section: str, names: Iterable[str]) -> tuple[Place, ...]:
    """Where things of a section are written."""
    return tuple(audited.places.at(section, name) for name in names)


def first_day(date: str) -> dt.date:
    """The first day of a year, month or day."""
    return dt.date.fromisoformat(f"{date}-01-01"[:10])


def last_day(date: str) -> dt.date:
    """The last day of a year, month or day."""
    year, month, day = (*(int(n) for n in date.split("-")), 0, 0)[:3]
    month = month or _MONTHS
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day some months on, or the last day of a month that is too short for it."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    if year > dt.MAXYEAR:
        return dt.date.max
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
