"""From a plan to what falls due in a year."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from milepost.periods import Period
from milepost.plan.duty_calendar.model import DutyCalendar, Entry, Standing, Undated
from milepost.plan.model import MONTHS_OF, Mechanism, Plan, StatutoryDuty
from milepost.plan.places import Places

_MONTHS: Final = 12
# A rule may count up to 999 days from its date, so what falls due here may begin 3 years off.
_YEARS_AROUND: Final = 3
_HELD: Final = ("agreed", "operating")
_MADE_UP: Final = "illustrative"  # the source of a duty that no law knows


def build(  # noqa: PLR0913  # the plan and its places, the year, and how it is looked at
    plan: Plan,
    places: Places,
    year: Period,
    as_of: dt.date,
    *,
    everything: bool = False,
    illustrative: bool = False,
) -> DutyCalendar:
    """What falls due in a fiscal or calendar year, as the plan records it by a day.

    Args:
        plan: the plan.
        places: where everything in it was written.
        year: one year.
        as_of: what was done later is not looked at.
        everything: whether actions, milestones, reviews and waivers are wanted beside the duties.
        illustrative: whether the whole workspace is made up.
    """
    first, last = plan.calendar.start(year), plan.calendar.end(year)
    found: list[Entry | Undated] = []
    for duty in plan.duties:
        found += _of_duty(duty, places, first, last, as_of)
    if everything:
        for others in (_of_actions, _of_recommendations, _of_mechanisms, _of_waivers):
            found += others(plan, places, as_of)
    entries = sorted(
        (e for e in found if isinstance(e, Entry) and first <= e.on <= last),
        key=lambda e: (e.on, list(_ORDER).index(e.kind)),
    )
    return DutyCalendar(
        year,
        first,
        last,
        as_of,
        plan.strategy.title,
        plan.strategy.id,
        everything,
        tuple(e for e in entries if e.is_in_force),
        tuple(e for e in entries if not e.is_in_force),
        tuple(u for u in found if isinstance(u, Undated)),
        illustrative,
    )


def undertaken(plan: Plan, places: Places, as_of: dt.date) -> tuple[Entry | Undated, ...]:
    """Actions, steps of recommendations and reviews of mechanisms, in whatever year they fall."""
    found = (of(plan, places, as_of) for of in (_of_actions, _of_recommendations, _of_mechanisms))
    return tuple(entry for entries in found for entry in entries)


_ORDER: Final = ("duty", "milestone", "action", "review", "waiver")


def _of_duty(
    duty: StatutoryDuty, places: Places, first: dt.date, last: dt.date, as_of: dt.date
) -> Iterator[Entry | Undated]:
    place = places.at("duties", duty.id)
    start = _counted_from(duty)
    if duty.every > 1 and start is None:
        reason = f"Every {duty.every} years; the plan does not say counted from which."
        yield Undated("duty", duty.id, duty.title, reason, place)
        return
    for on in _dates(duty, first, last):
        if duty.every > 1 and start is not None and (on.year - start) % duty.every:
            continue
        yield Entry(
            "duty",
            duty.id,
            on,
            str(on),
            duty.title,
            (duty.owner,) if duty.owner else (),
            duty.to or "",
            _of_year(duty, on, as_of),
            duty.source,
            place,
            duty.in_force_from,
            duty.in_force_until,
            illustrative=duty.source == _MADE_UP,
        )


def _counted_from(duty: StatutoryDuty) -> int | None:
    """The first year in which it fell due, as far as the plan knows one."""
    if duty.counted_from is not None:
        return duty.counted_from.first
    return min((done.year.first for done in duty.done), default=None)


def _dates(duty: StatutoryDuty, first: dt.date, last: dt.date) -> Iterator[dt.date]:
    earliest = max(dt.MINYEAR, first.year - _YEARS_AROUND)
    for year in range(earliest, min(dt.MAXYEAR, last.year + _YEARS_AROUND) + 1):
        with suppress(OverflowError):  # at the end of all years
            on = duty.due.date_in(year)
            if first <= on <= last:
                yield on


def _of_year(duty: StatutoryDuty, on: dt.date, as_of: dt.date) -> Standing:
    """The earliest record, made by then, that it was done for the year in which it fell due."""
    done = [d for d in duty.done if d.year.first == on.year and d.on <= as_of]
    if not done:
        return _waiting(on, as_of)
    record = min(done, key=lambda d: d.on)
    late = max(0, (record.on - on).days)
    return Standing(
        "done", str(record.on), late, late > 0, record.note or "", record.source,
        record.illustrative,
    )  # fmt: skip


def _of_actions(plan: Plan, places: Places, as_of: dt.date) -> Iterator[Entry]:
    for action in plan.actions:
        if action.due:
            on = _last_day(action.due)
            yield Entry(
                "action",
                action.id,
                on,
                action.due,
                action.statement,
                action.agencies,
                "",
                _of_date(on, action.done, as_of),
                action.source,
                places.at("actions", action.id),
                illustrative=action.illustrative,
            )


def _of_recommendations(plan: Plan, places: Places, as_of: dt.date) -> Iterator[Entry]:
    for item in plan.recommendations:
        for i, step in enumerate(item.milestones):
            if step.due:
                on = _last_day(step.due)
                yield Entry(
                    "milestone",
                    f"{item.id}.{i + 1}",
                    on,
                    step.due,
                    step.statement,
                    item.to,
                    "",
                    _of_date(on, step.done, as_of),
                    step.source,
                    places.at("recommendations", item.id, "milestones", i),
                    illustrative=step.illustrative,
                )


def _of_mechanisms(plan: Plan, places: Places, as_of: dt.date) -> Iterator[Entry | Undated]:
    for mechanism in plan.mechanisms:
        if mechanism.review_every is None or mechanism.status not in _HELD:
            continue
        begun = sorted(r.held for r in mechanism.reviews if _first_day(r.held) <= as_of)
        if mechanism.signed:
            begun.insert(0, mechanism.signed)
        if not begun:
            reason = (
                f"To be reviewed {mechanism.review_every}; the plan says neither when it was "
                "signed nor of any review."
            )
            place = places.at("mechanisms", mechanism.id)
            yield Undated("review", mechanism.id, mechanism.title, reason, place)
            continue
        for since, held in zip(begun, [*begun[1:], None], strict=True):
            yield _review(mechanism, places, since, held, as_of)


def _review(
    mechanism: Mechanism, places: Places, since: str, held: str | None, as_of: dt.date
) -> Entry:
    """The review that is due a rhythm after the one before it, or after the signature."""
    assert mechanism.review_every is not None  # noqa: S101  # the caller has looked
    on = _months_later(_last_day(since), MONTHS_OF[mechanism.review_every])
    found = next((r for r in mechanism.reviews if r.held == held), None)
    standing = _of_date(on, held, as_of)
    if found is not None:
        standing = Standing(
            standing.status, standing.done, standing.days_late, standing.is_late,
            found.result, found.source, found.illustrative,
        )  # fmt: skip
    who = (mechanism.monitored_by,) if mechanism.monitored_by else mechanism.leads
    return Entry(
        "review",
        mechanism.id,
        on,
        str(on),
        f"Review of: {mechanism.title}",
        who or mechanism.parties,
        "",
        standing,
        mechanism.source,
        places.at("mechanisms", mechanism.id, "review_every"),
        illustrative=mechanism.illustrative,
    )


def _of_waivers(plan: Plan, places: Places, as_of: dt.date) -> Iterator[Entry]:
    for waiver in plan.waivers:
        what = waiver.measure or waiver.criterion or ""
        yield Entry(
            "waiver",
            waiver.id,
            waiver.until,
            str(waiver.until),
            f"The waiver of the {waiver.of} of {what} ends",
            (waiver.approved_by,),
            "",
            Standing("in force" if as_of <= waiver.until else "ended"),
            waiver.source,
            places.at("waivers", waiver.id, "until"),
            illustrative=waiver.illustrative,
        )


def _of_date(on: dt.date, done: str | None, as_of: dt.date) -> Standing:
    if done is None or _first_day(done) > as_of:
        return _waiting(on, as_of)
    earliest, latest = _first_day(done), _last_day(done)
    is_late = earliest > on
    return Standing("done", done, (earliest - on).days if is_late and earliest == latest else 0,
                    is_late)  # fmt: skip


def _waiting(on: dt.date, as_of: dt.date) -> Standing:
    late = max(0, (as_of - on).days)
    return Standing("not done", "", late, is_late=True) if late else Standing("not yet due")


def _first_day(date: str) -> dt.date:
    """The first day of a year, month or day."""
    return dt.date.fromisoformat(f"{date}-01-01"[:10])


def _last_day(date: str) -> dt.date:
    """The last day of a year, month or day."""
    year, month, day = (*(int(n) for n in date.split("-")), 0, 0)[:3]
    if day:
        return dt.date(year, month, day)
    month = month or _MONTHS
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _months_later(day: dt.date, months: int) -> dt.date:
    """The same day some months on, or the last day of a month that is too short for it."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    if year > dt.MAXYEAR:
        return dt.date.max
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
