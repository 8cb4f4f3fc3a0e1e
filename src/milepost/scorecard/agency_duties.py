"""What an agency undertook, and what falls due for it: roles, and duties with their standing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from milepost.plan.duty_calendar.model import KINDS, DutyCalendar, Entry, Kind
from milepost.plan.model import Plan, Role
from milepost.plan.model.plan import RoleBearer
from milepost.scorecard.agency_page import DutyStanding, RoleHeld
from milepost.scorecard.composer import Composer
from milepost.scorecard.model import Verdict

_BEARERS: Final[tuple[RoleBearer, ...]] = ("goal", "objective", "action", "mechanism", "measure")
_SHOWN: Final[tuple[Kind, ...]] = ("duty", "action", "milestone", "review")


def roles_of(composer: Composer, agency: str) -> tuple[RoleHeld, ...]:
    """Every role of an agency, on what is broadest first; of measures only what may be shown."""
    return tuple(role for bearer in _BEARERS for role in _on(composer, bearer, agency))


def actions_of(composer: Composer, agency: str) -> tuple[RoleHeld, ...]:
    """The actions that an agency undertakes without a role of its own being written down."""
    return tuple(
        RoleHeld("action", action.statement, "undertakes", "", action.source, action.illustrative)
        for action in composer.plan.actions
        if agency in action.agencies
        and not any(r.agency == agency for r in composer.plan.roles_on("action", action.id))
    )


def duties_of(calendar: DutyCalendar | None, agency: str) -> tuple[DutyStanding, ...]:
    """What falls due for an agency by name, by date."""
    entries = calendar.entries if calendar else ()
    return tuple(_standing(e) for e in entries if e.kind in _SHOWN and agency in e.owners)


def duties_of_all(calendar: DutyCalendar | None) -> tuple[DutyStanding, ...]:
    """What falls due for every agency, by date."""
    entries = calendar.entries if calendar else ()
    return tuple(_standing(e) for e in entries if e.kind == "duty" and not e.owners)


def _on(composer: Composer, bearer: RoleBearer, agency: str) -> Iterator[RoleHeld]:
    plan = composer.plan
    for identifier, title, made_up in _things(plan, bearer):
        if bearer == "measure" and identifier in composer.hidden:
            continue
        declared = [r for r in plan.roles_on(bearer, identifier) if r.agency == agency]
        for role in declared:
            yield RoleHeld(
                bearer, title, role.role, _authority(role), role.source,
                role.illustrative or made_up,
            )  # fmt: skip
        if bearer == "mechanism" and not declared:
            yield from _party(plan, identifier, agency)


def _authority(role: Role) -> str:
    return role.authority or ""


def _things(plan: Plan, bearer: RoleBearer) -> Iterator[tuple[str, str, bool]]:
    """Identifier and title of all that roles of a kind are on, and whether it was made up."""
    match bearer:
        case "goal":
            yield from ((g.id, g.title, g.illustrative) for g in plan.goals)
        case "objective":
            yield from ((o.id, o.title, o.illustrative) for o in plan.objectives)
        case "action":
            yield from ((a.id, a.statement, a.illustrative) for a in plan.actions)
        case "mechanism":
            yield from ((m.id, m.title, m.illustrative) for m in plan.mechanisms)
        case "measure":
            yield from ((m.id, m.title, m.illustrative) for m in plan.measures)


def _party(plan: Plan, identifier: str, agency: str) -> Iterator[RoleHeld]:
    """What an agency is to a mechanism without a role being written down."""
    for mechanism in plan.mechanisms:
        if mechanism.id == identifier and agency in mechanism.parties:
            capacity = "lead" if agency in mechanism.leads else "party"
            yield RoleHeld(
                "mechanism", mechanism.title, capacity, "", mechanism.source,
                mechanism.illustrative,
            )  # fmt: skip


def _standing(entry: Entry) -> DutyStanding:
    found = entry.standing
    notes = []
    if found.done:
        notes.append(f"Done {found.done}.")
    if found.days_late:
        notes.append(f"{found.days_late} {'day' if found.days_late == 1 else 'days'} late.")
    elif found.is_late and found.done:
        notes.append("Late.")
    if found.note:
        notes.append(f"{found.note.rstrip('.')}.")
    return DutyStanding(
        kind=KINDS[entry.kind],
        title=entry.title,
        due=entry.due,
        standing=_verdict(entry),
        note=" ".join(notes),
        source=entry.source,
        illustrative=entry.illustrative or found.illustrative,
        is_late=found.is_late,
    )


def _verdict(entry: Entry) -> Verdict:
    """The plan may not know what was done, so "not done" is said as far as it goes."""
    found = entry.standing
    if found.status == "done":
        return Verdict(
            "done late" if found.is_late else "done", "fair" if found.is_late else "good"
        )
    if found.is_late:
        return Verdict("not done on record", "bad")
    return Verdict("not yet due", "none")
