"""The six desirable characteristics of a national strategy, GAO-04-408T.

Whether each is declared can be seen; how good it is, only a reader can say.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from milepost.plan.audit import gaps
from milepost.plan.audit.model import Audited, Criterion, Opinion, RuleSet, Verdict
from milepost.plan.audit.opinions import Part, all_of, counted, part, said
from milepost.plan.audit.wording import listed

_IN_FORCE: Final = dt.date(2004, 2, 3)  # the day of the testimony


def purpose(audited: Audited) -> Iterator[Opinion]:
    """Why the strategy was made, what it covers, and how it was developed."""
    mission = audited.plan.strategy.mission
    here = (audited.places.at("strategy", "strategy", "mission"),) if mission else ()
    stated = said(audited, "purpose", "purpose")
    yield all_of(
        audited,
        [
            Part("purpose", (*here, *stated.places), "Add the mission of the strategy."),
            said(audited, "scope", "scope"),
            said(audited, "methodology", "methodology"),
        ],
    )


def problems_and_risk(audited: Audited) -> Iterator[Opinion]:
    """The problems it is directed at, and an assessment of the risks."""
    plan = audited.plan
    yield all_of(
        audited,
        [
            part(audited, "problems with their evidence", "needs", (n.id for n in plan.needs),
                 "Declare needs, each with its evidence."),
            said(audited, "risk-assessment", "risk assessment"),
        ],
    )  # fmt: skip


def goals_to_measures(audited: Audited) -> Iterator[Opinion]:
    """Goals, objectives under each, activities, and measures of their results."""
    plan, held = audited.plan, audited.holdings
    each = []
    for objective in plan.objectives:
        subject = ("objectives", objective.id)
        actions, measures = held.actions.get(objective.id), held.measures.get(objective.id)
        there = [word for word, has in (("activities", actions), ("measures", measures)) if has]
        missing = [w for w in ("activities", "measures") if w not in there]
        verdict: Verdict = "met" if not missing else "partly met" if there else "not addressed"
        reason = f"It has {' and '.join(there) or 'neither activities nor measures'}."
        to_close = f"Declare {' and '.join(missing)} under each objective." if missing else ""
        places = (audited.places.at(*subject),)
        each.append(Opinion(verdict, reason, places, to_close, subject))
    empty = [g.id for g in plan.goals if not held.objectives.get(g.id)]
    whole = counted(audited, each, "objective", "with activities and measures")
    if empty:
        yield Opinion(
            "partly met" if whole.verdict == "met" else whole.verdict,
            f"{whole.reason} No objective is under {listed(empty)}.",
            (*gaps.places_of(audited, "goals", empty), *whole.places),
            f"{whole.to_close} Declare objectives under {listed(empty)}.".strip(),
        )
    else:
        yield whole
    yield from each


def resources_and_risk_management(audited: Audited) -> Iterator[Opinion]:
    """What it costs, where the money should go, and how risks are weighed in that."""
    plan = audited.plan
    amounts = [r.id for r in plan.resources if gaps.has_amount(r)]
    answered = [f.id for f in plan.external_factors if f.response]
    stated = said(audited, "challenges", "")
    factors = tuple(audited.places.at("external_factors", name) for name in answered)
    yield all_of(
        audited,
        [
            part(audited, "what it costs", "resources", amounts, "Declare resources with amounts."),
            said(audited, "funding-priorities", "where resources should go"),
            Part("how risks are met", (*factors, *stated.places),
                 "Say under external_factors: what is done about each (response:)."),
        ],
    )  # fmt: skip


def roles_and_coordination(audited: Audited) -> Iterator[Opinion]:
    """Who implements it, in which roles, and by which mechanisms they work together."""
    held = audited.holdings
    each = []
    for objective in audited.plan.objectives:
        subject = ("objectives", objective.id)
        lead = gaps.leadership(held.roles_on(objective.id))
        stand = [
            m.id
            for m in held.mechanisms.get(objective.id, [])
            if gaps.standing(m, audited.on) == "standing" and len(m.parties) > 1
        ]
        right = [lead.is_settled, bool(stand)]
        some = not lead.is_missing or bool(lead.others) or bool(stand)
        verdict: Verdict = "met" if all(right) else "partly met" if some else "not addressed"
        mechanisms = listed(stand) if stand else "no mechanism in place"
        to_close = [] if lead.is_settled else [lead.remedy]
        to_close += [] if stand else ["Agree on a mechanism for each objective."]
        reason = f"{lead.words[:1].upper()}{lead.words[1:]}; {mechanisms}."
        places = (audited.places.at(*subject),)
        each.append(Opinion(verdict, reason, places, " ".join(to_close), subject))
    yield counted(audited, each, "objective", "with a settled lead and a mechanism in place")
    yield from each


def integration(audited: Audited) -> Iterator[Opinion]:
    """How it relates to other strategies, and how those who carry it out will do so."""
    plan = audited.plan
    dated = [a.id for a in plan.actions if a.due or a.by or a.done]
    yield all_of(
        audited,
        [
            said(audited, "integration", "how it relates to other strategies"),
            part(audited, "activities with dates", "actions", dated, "Give actions a due date."),
        ],
    )


RULE_SET: Final = RuleSet(
    id="gao-04-408t",
    title="Six desirable characteristics of a national strategy (GAO-04-408T)",
    citation="GAO-04-408T, Combating Terrorism: Evaluation of Selected Characteristics in "
    "National Strategies Related to Terrorism, 3 February 2004",
    note=(
        "It is seen whether each characteristic is declared. How well it is written, a person "
        "must judge."
    ),
    criteria=tuple(
        Criterion(
            f"gao-04-408t.{name}", title, f"GAO-04-408T, characteristic {n}", _IN_FORCE, judge
        )
        for n, (name, title, judge) in enumerate(
            (
                ("purpose", "Purpose, scope and methodology", purpose),
                ("problems-and-risk", "Problem definition and risk assessment", problems_and_risk),
                (
                    "goals-to-measures",
                    "Goals, objectives, activities and performance measures",
                    goals_to_measures,
                ),
                (
                    "resources",
                    "Resources, investments and risk management",
                    resources_and_risk_management,
                ),
                (
                    "roles",
                    "Organizational roles, responsibilities and coordination",
                    roles_and_coordination,
                ),
                ("integration", "Integration and implementation", integration),
            ),
            start=1,
        )
    ),
)
