"""GAO-09-709, elements (3) and (4): resources, and mechanisms between agencies."""

from __future__ import annotations

from collections.abc import Iterator

from milepost.plan.audit import gaps
from milepost.plan.audit.model import Audited, Opinion
from milepost.plan.audit.opinions import by_verdict, open_places, overall, remedies
from milepost.plan.audit.wording import capital, count, has, listed, named, of, sentences
from milepost.plan.model import Mechanism, Objective


def resources(audited: Audited) -> Iterator[Opinion]:
    """Money, staff and equipment are tied to each objective, with guidance on what comes first."""
    plan = audited.plan
    each = [_resources(audited, o) for o in plan.objectives]
    guidance = [s.id for s in plan.statements if s.about == "funding-priorities"]
    loose = [r.id for r in gaps.tied_to_nothing(audited)]
    met = sum(o.verdict == "met" for o in each)
    verdict = overall(each)
    if verdict == "met" and (loose or not guidance):
        verdict = "partly met"
    if verdict == "not addressed" and guidance:
        verdict = "partly met"
    reason = sentences(
        (
            f"{capital(of(met, len(each), 'objective'))} {has(met)} an amount tied to it."
            if each else "The plan declares no objective.",
            by_verdict(each, "partly met", "a resource without an amount above zero"),
            named(loose, "1 resource is tied to no objective",
                  f"{len(loose)} resources are tied to no objective"),
            "" if plan.resources else "No resource is declared.",
            "Guidance on funding priorities is declared." if guidance
            else "No guidance on funding priorities is declared.",
        )
    )  # fmt: skip
    to_close = sentences(
        (
            remedies(each) if each else "Declare objectives, and tie resources to them.",
            f"Name the objective that {listed(loose)} is for." if loose else "",
            "" if guidance else 'Add a statement "about: funding-priorities".',
        )
    )
    places = (
        *gaps.places_of(audited, "statements", guidance),
        *gaps.places_of(audited, "resources", loose),
        *open_places(each),
    )
    yield Opinion(verdict, reason, places or (audited.place,), to_close)
    yield from each


def _resources(audited: Audited, objective: Objective) -> Opinion:
    subject = ("objectives", objective.id)
    found = audited.holdings.resources.get(objective.id, [])
    where = audited.places.at(*subject)
    places = (where, *(audited.places.at("resources", r.id) for r in found))
    if not found:
        reason, to_close = "No resource is tied to it.", "Tie money, staff or equipment to it."
        return Opinion("not addressed", reason, places, to_close, subject)
    some = [r for r in found if gaps.has_amount(r)]
    if not some:
        stated = [r.id for r in found if gaps.has_any_figure(r)]
        words = "the source says there is none" if stated else "no amount is stated"
        reason = f"{capital(count(len(found), 'resource'))} tied to it; {words}."
        return Opinion("partly met", reason, places, "Give an amount above zero.", subject)
    agencies = listed(r.agency for r in some)
    reason = f"{capital(count(len(some), 'amount'))} tied to it, of {agencies}."
    return Opinion("met", reason, places, "", subject)


def coordination(audited: Audited) -> Iterator[Opinion]:
    """A mechanism between agencies serves each objective, stands, and is reviewed in time."""
    plan = audited.plan
    mechanisms = gaps.current(audited)
    each = [_coordination(audited, o, {m.id for m in mechanisms}) for o in plan.objectives]
    loose = [m for m in mechanisms if not m.objectives]
    stand = [m for m in mechanisms if gaps.standing(m, audited.on) == "standing"]
    met = sum(o.verdict == "met" for o in each)
    verdict = overall(each)
    if stand and verdict == "not addressed":
        verdict = "partly met"
    if loose and verdict == "met":
        verdict = "partly met"
    overdue = [m for m in stand if gaps.overdue_since(m, audited.on)]
    unwatched = [m for m in stand if m.review_every is None]
    fragile = [m for m in mechanisms if gaps.standing(m, audited.on) != "standing"]
    reason = sentences(
        (
            f"{capital(of(met, len(each), 'objective'))} {has(met)} a mechanism that stands and "
            "is reviewed in time." if each else "The plan declares no objective.",
            "" if plan.mechanisms else "No mechanism is declared.",
            by_verdict(each, "partly met", "one that is not yet in place or not reviewed"),
            by_verdict(each, "not addressed", "none"),
            named([m.id for m in overdue], "1 is overdue for review",
                  f"{len(overdue)} are overdue for review"),
            named([m.id for m in unwatched], "1 has no review rhythm",
                  f"{len(unwatched)} have no review rhythm"),
            named([f"{m.id} ({_state(m, audited)})" for m in fragile], "1 does not stand",
                  f"{len(fragile)} do not stand"),
            named([m.id for m in loose], "1 serves no objective by name",
                  f"{len(loose)} serve no objective by name"),
        )
    )  # fmt: skip
    to_close = sentences(
        (
            remedies(each) if each else "Declare objectives, and the mechanisms that serve them.",
            f"Name the objectives that {listed(m.id for m in loose)} serves." if loose else "",
        )
    )
    concerned = [m.id for m in (*overdue, *unwatched, *fragile, *loose)]
    places = (*gaps.places_of(audited, "mechanisms", dict.fromkeys(concerned)), *open_places(each))
    yield Opinion(verdict, reason, places or (audited.place,), to_close)
    yield from each


def _coordination(audited: Audited, objective: Objective, current: set[str]) -> Opinion:
    subject = ("objectives", objective.id)
    found = [m for m in audited.holdings.mechanisms.get(objective.id, []) if m.id in current]
    where = audited.places.at(*subject)
    places = (where, *(audited.places.at("mechanisms", m.id) for m in found))
    between = [m for m in found if len(m.parties) > 1]
    live = [m for m in between if gaps.standing(m, audited.on) != "lapsed"]
    if not live:
        what = "No mechanism serves it"
        if between:
            what = f"What served it has lapsed: {listed(m.id for m in between)}"
        elif found:
            what = f"What serves it is of one agency alone: {listed(m.id for m in found)}"
        to_close = "Agree on a mechanism between the agencies that act under it."
        return Opinion("not addressed", f"{what}.", places, to_close, subject)
    stand = [m for m in live if gaps.standing(m, audited.on) == "standing"]
    if not stand:
        reason = f"Not yet in place: {listed(f'{m.id} ({_state(m, audited)})' for m in live)}."
        return Opinion("partly met", reason, places, "Agree on it and sign it.", subject)
    faults = {m.id: gaps.review_gap(m, audited.on) for m in stand}
    wrong = [f"{name} ({gap})" for name, gap in faults.items() if gap]
    if wrong:
        reason = f"In place, and not reviewed in time: {listed(wrong)}."
        if len(wrong) < len(stand):
            reason += f" Reviewed in time: {listed(n for n, gap in faults.items() if not gap)}."
        to_close = "Say how often each is reviewed (review_every:), and enter its reviews."
        return Opinion("partly met", reason, places, to_close, subject)
    reason = f"In place and reviewed in time: {listed(faults)}."
    return Opinion("met", reason, places, "", subject)


def _state(mechanism: Mechanism, audited: Audited) -> str:
    later = mechanism.signed and gaps.first_day(mechanism.signed) > audited.on
    if later and mechanism.status not in ("proposed", "drafted", "lapsed"):
        return f"signed only {mechanism.signed}"
    return mechanism.status
