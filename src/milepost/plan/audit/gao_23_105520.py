"""The eight leading practices of collaboration between agencies, GAO-23-105520."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Final

from milepost.plan.audit import gaps
from milepost.plan.audit.model import Audited, Criterion, Opinion, RuleSet, Verdict
from milepost.plan.audit.opinions import PERSON, all_of, counted, part, said
from milepost.plan.audit.wording import capital, count, listed, named, sentences
from milepost.plan.model import Mechanism

_IN_FORCE: Final = dt.date(2023, 5, 24)  # the day of publication
_Judge = Callable[[Mechanism], tuple[Verdict, str, str]]


def outcomes(audited: Audited) -> Iterator[Opinion]:
    """Common outcomes are defined, in words that all understand alike."""
    plan = audited.plan
    yield all_of(
        audited,
        [
            part(audited, "common goals", "goals", (g.id for g in plan.goals), "Declare goals."),
            part(audited, "measures of outcome", "measures",
                 (m.id for m in plan.measures if m.kind == "outcome"),
                 "Declare measures of kind outcome."),
            said(audited, "definitions", "common definitions"),
        ],
    )  # fmt: skip


def accountability(audited: Audited) -> Iterator[Opinion]:
    """Progress is watched and reported, and what is late is followed up."""
    plan = audited.plan
    watched = [m.id for m in plan.mechanisms if m.monitored_by]
    late = [r.id for r in plan.recommendations if gaps.past_due(r, audited.on)]
    undone = gaps.duties_not_done(audited)
    duties: dict[str, list[str]] = {}
    for entry in undone:
        duties.setdefault(entry.id, []).append(str(entry.on))
    opinion = all_of(
        audited,
        [
            part(audited, "measures with targets", "measures",
                 (m.id for m in plan.measures if gaps.has_target(m)),
                 "Agree on measures with targets."),
            part(audited, "who watches progress", "monitoring", (w.id for w in plan.monitoring),
                 "Say under monitoring: who watches progress."),
            part(audited, "who sees to mechanisms", "mechanisms", watched,
                 "Say who sees to it that each mechanism is kept (monitored_by:)."),
        ],
    )  # fmt: skip
    verdict: Verdict = "partly met" if (late or undone) and opinion.verdict == "met" else (
        opinion.verdict
    )  # fmt: skip
    reason = sentences(
        (
            opinion.reason,
            named(late, "1 recommendation is open with a step past its date",
                  f"{len(late)} recommendations are open with a step past its date"),
            named([f"{name} (due {', '.join(days)})" for name, days in duties.items()],
                  "1 statutory duty is late and not done on record",
                  f"{len(duties)} statutory duties are late and not done on record"),
        )
    )  # fmt: skip
    to_close = sentences(
        (
            opinion.to_close,
            f"Do what is late: {listed((*late, *duties))}."
            if late or undone else "",
        )
    )  # fmt: skip
    places = (
        *gaps.places_of(audited, "recommendations", late),
        *(e.place for e in undone),
        *opinion.places,
    )
    yield Opinion(verdict, reason, tuple(dict.fromkeys(places)), to_close)


def cultures(audited: Audited) -> Iterator[Opinion]:
    """Organizational cultures are bridged."""
    said_so = said(audited, "definitions", "common definitions")
    reason = "No plan can show how agencies get on."
    if said_so.places:
        reason += " Common definitions are declared, which help."
    yield Opinion(PERSON, reason, said_so.places or (audited.place,))


def leadership(audited: Audited) -> Iterator[Opinion]:
    """Leadership is settled, of each objective and of each mechanism."""
    held = audited.holdings
    each = []
    for objective in audited.plan.objectives:
        subject = ("objectives", objective.id)
        lead = gaps.leadership(held.roles_on(objective.id))
        verdict: Verdict = (
            "met" if lead.is_settled else "not addressed" if lead.is_missing else "partly met"
        )
        where = (audited.places.at(*subject),)
        to_close = "" if lead.is_settled else lead.remedy
        each.append(Opinion(verdict, f"{capital(lead.words)}.", where, to_close, subject))
    whole = counted(audited, each, "objective", "with settled leadership")
    without = [
        m.id
        for m in gaps.current(audited)
        if not m.leads and gaps.leadership(held.roles.get(("mechanism", m.id), [])).is_missing
    ]
    if without:
        yield Opinion(
            "partly met" if whole.verdict == "met" else whole.verdict,
            sentences((whole.reason, named(without, "Nobody leads 1 mechanism",
                                           f"Nobody leads {len(without)} mechanisms"))),
            (*whole.places, *gaps.places_of(audited, "mechanisms", without)),
            sentences((whole.to_close, "Say who leads each mechanism (leads:).")),
        )  # fmt: skip
    else:
        yield whole
    yield from each


def roles(audited: Audited) -> Iterator[Opinion]:
    """Roles and responsibilities are clear: each with the authority it is held by."""
    each = []
    for objective in audited.plan.objectives:
        subject = ("objectives", objective.id)
        placed = audited.holdings.roles_on(objective.id)
        silent = [p.role.agency for p in placed if p.role.authority is None]
        loose = gaps.without_role(audited.holdings, objective.id)
        where = (audited.places.at(*subject),)
        if not placed:
            to_close = "Give every agency that acts under it a role."
            each.append(Opinion("not addressed", "No agency has a role.", where, to_close, subject))
            continue
        reason = sentences(
            (
                f"{capital(count(len(placed), 'role'))}.",
                f"Without authority or contribution: {listed(silent)}." if silent else "",
                f"Acting without a role: {listed(loose)}." if loose else "",
            )
        )
        to_close = sentences(
            (
                "Say by what authority each role is held, or what it gives." if silent else "",
                "Give every agency that acts under it a role." if loose else "",
            )
        )
        verdict: Verdict = "partly met" if to_close else "met"
        each.append(Opinion(verdict, reason, where, to_close, subject))
    yield counted(audited, each, "objective", "with clear roles for all who act")
    yield from each


def participants(audited: Audited) -> Iterator[Opinion]:
    """Those who are needed take part in the mechanisms."""
    held = audited.holdings
    each = []
    for objective in audited.plan.objectives:
        subject = ("objectives", objective.id)
        parties = {a for m in held.mechanisms.get(objective.id, []) for a in m.parties}
        acting = dict.fromkeys((*held.acting_under(objective.id),
                                *sorted(held.with_a_role_under(objective.id))))  # fmt: skip
        outside = [a for a in acting if a not in parties]
        where = (audited.places.at(*subject),)
        if not parties:
            to_close = "Agree on a mechanism for each objective."
            reason = "No mechanism serves it."
            each.append(Opinion("not addressed", reason, where, to_close, subject))
        elif outside:
            to_close = "Bring in who acts under it and is party to no mechanism, or say why not."
            reason = f"Party to no mechanism for it: {listed(outside)}."
            each.append(Opinion("partly met", reason, where, to_close, subject))
        else:
            reason = "All who act under it are party to a mechanism; who else is needed is to be "
            each.append(Opinion(PERSON, f"{reason}seen by those who know.", where, "", subject))
    yield counted(audited, each, "objective", "with all who are needed beyond doubt")
    yield from each


def resources(audited: Audited) -> Iterator[Opinion]:
    """Resources and information are pooled."""

    def judge(mechanism: Mechanism) -> tuple[Verdict, str, str]:
        giving = {s.agency for s in mechanism.staffing if s.staff is None or s.staff > 0}
        missing = [a for a in mechanism.parties if a not in giving]
        to_close = "Say what each party gives to each mechanism (staffing:)."
        if not giving:
            return "not addressed", "It does not say what any party gives to it.", to_close
        if missing:
            return "partly met", f"Nothing is said to come from {listed(missing)}.", to_close
        return "met", "Every party gives to it.", ""

    yield from _of_mechanisms(audited, judge, "with something from every party")


def guidance(audited: Audited) -> Iterator[Opinion]:
    """There are written agreements, and they are reviewed and brought up to date."""

    def judge(mechanism: Mechanism) -> tuple[Verdict, str, str]:
        state = gaps.standing(mechanism, audited.on)
        signed = mechanism.signed is not None and gaps.first_day(mechanism.signed) <= audited.on
        gap = gaps.review_gap(mechanism, audited.on)
        if state == "lapsed":
            return "not addressed", "It has lapsed.", "Renew what has lapsed, or take it out."
        if not signed:
            reason = f"It is {mechanism.status}, and not known to be signed."
            to_close = "Sign it and say when (signed:)."
            verdict: Verdict = "not addressed" if mechanism.status == "proposed" else "partly met"
            return verdict, reason, to_close
        if gap:
            to_close = "Say how often it is reviewed (review_every:), and enter its reviews."
            return "partly met", f"It was signed {mechanism.signed}; {gap}.", to_close
        return "met", f"It was signed {mechanism.signed}, and is reviewed in time.", ""

    yield from _of_mechanisms(audited, judge, "signed and reviewed in time")


def _of_mechanisms(audited: Audited, judge: _Judge, good: str) -> Iterator[Opinion]:
    each = []
    for mechanism in gaps.current(audited):
        verdict, reason, to_close = judge(mechanism)
        subject = ("mechanisms", mechanism.id)
        each.append(Opinion(verdict, reason, (audited.places.at(*subject),), to_close, subject))
    yield counted(audited, each, "mechanism", good)
    yield from each


RULE_SET: Final = RuleSet(
    id="gao-23-105520",
    title="Eight leading practices of collaboration between agencies (GAO-23-105520)",
    citation="GAO-23-105520, Government Performance Management: Leading Practices to Enhance "
    "Interagency Collaboration and Address Crosscutting Challenges, 24 May 2023",
    note="The names of the practices are GAO's; what is looked at for each is our own reading.",
    criteria=tuple(
        Criterion(f"gao-23-105520.{name}", title, f"GAO-23-105520, practice: {title}",
                  _IN_FORCE, judge)
        for name, title, judge in (
            ("outcomes", "Define common outcomes", outcomes),
            ("accountability", "Ensure accountability", accountability),
            ("cultures", "Bridge organizational cultures", cultures),
            ("leadership", "Identify and sustain leadership", leadership),
            ("roles", "Clarify roles and responsibilities", roles),
            ("participants", "Include relevant participants", participants),
            ("resources", "Leverage resources and information", resources),
            ("guidance", "Develop and update written guidance and agreements", guidance),
        )
    ),
)  # fmt: skip
