"""The rule sets, and how a plan is held against one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from milepost.plan.audit import (
    gao_03_143,
    gao_04_408t,
    gao_09_709,
    gao_23_105520,
    usc_21_1705,
    usc_31_1115,
)
from milepost.plan.audit.made_up import without_illustrative
from milepost.plan.audit.model import Audit, Audited, Criterion, Finding, Opinion, RuleSet

RULE_SETS: Final[tuple[RuleSet, ...]] = (
    gao_09_709.RULE_SET,
    gao_04_408t.RULE_SET,
    gao_03_143.RULE_SET,
    usc_21_1705.RULE_SET,
    usc_31_1115.RULE_SET,
    gao_23_105520.RULE_SET,
)
DEFAULT: Final = gao_09_709.RULE_SET.id
BY_ID: Final = {rule_set.id: rule_set for rule_set in RULE_SETS}


def audit(audited: Audited, rule_set: RuleSet, *, illustrative: bool = False) -> Audit:
    """Hold a plan against a rule set.

    Args:
        audited: the plan with its places, and the day.
        rule_set: the rule set.
        illustrative: whether the workspace holds made-up figures.
    """
    real = without_illustrative(audited.plan)
    stripped = replace(audited, plan=real) if real is not None else None
    findings = tuple(
        finding
        for criterion in rule_set.criteria
        for finding in _findings(audited, stripped, criterion)
    )
    return Audit(
        rule_set,
        audited.on,
        findings,
        audited.plan.strategy.title,
        illustrative,
        tuple(_remarks(audited)),
    )


def _findings(
    audited: Audited, stripped: Audited | None, criterion: Criterion
) -> Iterator[Finding]:
    plan = audited.plan
    waiver = plan.waiver_for("criterion", criterion.id, audited.on)
    published = tuple(p for p in plan.published_verdicts if p.criterion == criterion.id)
    if audited.on < criterion.in_force_from:
        reason = f"It is in force from {criterion.in_force_from}, after the day of this audit."
        yield Finding(criterion, Opinion("not in force", reason), waiver, published)
        return
    opinions = list(criterion.judge(audited))
    if stripped is not None:
        real = {o.subject: o for o in criterion.judge(stripped)}
        opinions = [_marked(o, real.get(o.subject)) for o in opinions]
    for opinion in opinions:
        on_the_plan = opinion.subject is None
        yield Finding(criterion, opinion, waiver, published if on_the_plan else ())


def _marked(opinion: Opinion, real: Opinion | None) -> Opinion:
    """The opinion, and whether it would be another without what is made up.

    Real is None for a thing that was itself made up: all that is said of it rests on that.
    """
    if real is None:
        return replace(opinion, rests_on_illustrative=True)
    if (real.verdict, real.reason) == (opinion.verdict, opinion.reason):
        return opinion
    changed = real.verdict if real.verdict != opinion.verdict else None
    return replace(opinion, rests_on_illustrative=True, without_illustrative=changed)


# So begins the remark on an audit that names what is sensitive; a scorecard names nothing of it.
NOT_FOR_PUBLICATION: Final = "Not for publication"


def _remarks(audited: Audited) -> Iterator[str]:
    """What a reader must know before the findings."""
    sensitive = sum(1 for m in audited.plan.measures if m.sensitivity != "public")
    if sensitive:
        names = "a measure that is" if sensitive == 1 else f"{sensitive} measures that are"
        yield f"{NOT_FOR_PUBLICATION}: the plan holds {names} law-enforcement sensitive."
