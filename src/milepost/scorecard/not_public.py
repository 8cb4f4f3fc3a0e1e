"""The warning at the head of what shows more than the public is shown.

What is for the office looks at everything. It is drawn from the public side too, and where the two
differ somebody who has only read the scorecard would learn something: that must not be passed on.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Final

from milepost.evaluation.model import MeasureEvaluation
from milepost.evaluation.review import Awaiting
from milepost.evaluation.withholding import PublicSide, Why, Withheld
from milepost.plan.model import Plan

_SENSITIVE: Final = "it names measures that are sensitive"
_TELLING: Final = "it names measures from which a sensitive one could be worked out"
_WHY: Final[dict[Why, str]] = {
    "small": "it shows numbers so small that they could point to a person",
    "would tell another": "it shows figures that would tell another that is withheld",
    "withheld by its agency": "it shows what is withheld with a figure that an agency withholds",
}
_OTHERWISE: Final = "it shows what the public is not shown"


def of_explanation(plan: Plan, side: PublicSide, judged: MeasureEvaluation) -> str:
    """Why an explanation that differs from the public one is not for publication."""
    family = made_of(plan, {judged.measure.id})
    actuals = (*(j.actual for j in judged.judgements), *judged.others)
    rests_on = {held.observation.key for a in actuals for held in a.sources()}
    shown = [w for w in side.withheld if w.held.observation.key in rests_on]
    return _sentence(plan, side, family, shown or _about(side, family))


def of_review(
    plan: Plan, side: PublicSide, found: Iterable[Awaiting], public: Iterable[Awaiting]
) -> str:
    """Why a list of what awaits review is not for publication; empty where everybody may see it."""
    known = list(public)
    hidden = [item for item in found if item not in known]
    if not hidden:
        return ""
    named = {item.measure for item in hidden}
    withheld: list[Withheld] = []
    for item in hidden:
        of = _about(side, {item.measure})
        own = [w for w in of if w.held.observation.key[:3:2] == (item.agency, item.period)]
        # How far a result is from its target may be told of a measure that this one is a part of.
        wholes = {m.id for m in plan.measures if item.measure in m.parts}
        withheld += own or of or _about(side, made_of(plan, wholes | {item.measure}))
    return _sentence(plan, side, named, withheld)


def made_of(plan: Plan, measures: AbstractSet[str]) -> frozenset[str]:
    """Some measures, with all that they are computed from and that is taken off them."""
    found: set[str] = set()
    ahead = {name for name in measures if name in plan.measure_by_id}
    while ahead:
        found |= ahead
        each = [plan.measure_by_id[name] for name in ahead]
        ahead = {n for m in each for n in (*m.parts, *(o.measure for o in m.overlaps))} - found
    return frozenset(found)


def _about(side: PublicSide, measures: AbstractSet[str]) -> list[Withheld]:
    return [w for w in side.withheld if w.held.observation.measure in measures]


def _sentence(
    plan: Plan, side: PublicSide, named: AbstractSet[str], withheld: Iterable[Withheld]
) -> str:
    hidden = named & side.hidden
    whys = {w.why for w in withheld}
    is_named = any(plan.measure_by_id[name].sensitivity != "public" for name in hidden)
    clauses = [_SENSITIVE] if is_named else [_TELLING] if hidden else []
    clauses += [clause for why, clause in _WHY.items() if why in whys]
    return f"Not for publication: {'; '.join(clauses or [_OTHERWISE])}."
