"""Sorts objectives by risk, and tells who contributes as planned (31 U.S.C. 1121).

The statute asks at least each quarter for progress, trend and likelihood, for whether agencies
"are contributing as planned to the goal", and that goals be categorised "by risk of not achieving
the planned level of performance". It does not say how. These rules are our choice; they rest on
nothing but results, outlooks and likelihoods that are printed beside them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from milepost.evaluation.chances import Word
from milepost.evaluation.corrective import Undertaken, undertaken
from milepost.evaluation.model import Evaluation, Judgement, MeasureEvaluation
from milepost.evaluation.reporting import AgencyStatus, Status
from milepost.plan.model import Objective, Plan

Risk = Literal["high", "medium", "low", "cannot be told"]
# In this order they ask for attention: what nobody knows before what is only behind.
RISKS: Final[tuple[Risk, ...]] = ("high", "cannot be told", "medium", "low")

Contribution = Literal["as planned", "not as planned", "cannot be told"]

_UNLIKELY: Final[tuple[Word, ...]] = ("almost no chance", "very unlikely", "unlikely")


@dataclass(frozen=True, slots=True)
class ObjectiveAtRisk:
    """An objective with its risk, and what it rests on.

    High: a target of it is off track, or unlikely to be met, or a critical measure's target was not
    met. Medium: none of that, but a target is at risk, may be worse than on track, or was not met.
    Low: all that is rated is on track or achieved, and that is at least half of its targets.
    Otherwise it cannot be told.

    Attributes:
        objective: the objective.
        risk: its risk.
        because: the targets that decide it.
        targets: how many targets it has that count here.
        rated: how many of them have an outlook.
    """

    objective: Objective
    risk: Risk
    because: tuple[Judgement, ...]
    targets: int
    rated: int


@dataclass(frozen=True, slots=True)
class Contributor:
    """Whether an agency does what it undertook, as far as the quarter shows.

    Not as planned: a figure that was due is missing or rejected, a target of its own was not met or
    is off track, or an action of the plan is overdue. As planned: none of that, and something was
    due. Otherwise it cannot be told.

    Attributes:
        agency: the agency.
        contribution: whether it contributes as planned.
        missing: how many figures that were due did not come, or were rejected or returned.
        asked: how many figures were due.
        behind: its targets that were not met or are off track.
        ahead: its targets that were met, or are achieved or on track.
        overdue: actions whose last day is past.
        actions: every action that it undertook and that has a date.
    """

    agency: str
    contribution: Contribution
    missing: int
    asked: int
    behind: tuple[Judgement, ...]
    ahead: tuple[Judgement, ...]
    overdue: tuple[Undertaken, ...]
    actions: tuple[Undertaken, ...]


def risks(plan: Plan, evaluation: Evaluation, *, all_made_up: bool) -> tuple[ObjectiveAtRisk, ...]:
    """Every objective with its risk, those that most need attention first.

    Args:
        plan: the plan.
        evaluation: of the quarter.
        all_made_up: whether the workspace holds made-up figures only; else they decide nothing.
    """
    found = [
        _risk(
            objective,
            [m for m in evaluation.measures if m.measure.objective == objective.id],
            all_made_up=all_made_up,
        )
        for objective in plan.objectives
    ]
    return tuple(sorted(found, key=lambda each: RISKS.index(each.risk)))


def _risk(
    objective: Objective, judged: list[MeasureEvaluation], *, all_made_up: bool
) -> ObjectiveAtRisk:
    counted = [
        (m, j)
        for m in judged
        for j in m.judgements
        if j.target is not None and (all_made_up or not j.is_illustrative)
    ]
    high = tuple(j for m, j in counted if _is_high(m, j))
    medium = tuple(j for _, j in counted if _is_medium(j))
    good = tuple(j for _, j in counted if j.rating.outlook in ("achieved", "on track"))
    rated = sum(1 for _, j in counted if j.rating.outlook is not None)
    if high:
        return ObjectiveAtRisk(objective, "high", high, len(counted), rated)
    if medium:
        return ObjectiveAtRisk(objective, "medium", medium, len(counted), rated)
    if good and 2 * rated >= len(counted):
        return ObjectiveAtRisk(objective, "low", good, len(counted), rated)
    unknown = tuple(j for _, j in counted if j.rating.outlook is None)
    return ObjectiveAtRisk(objective, "cannot be told", unknown, len(counted), rated)


def _is_high(judged: MeasureEvaluation, judgement: Judgement) -> bool:
    likelihood = judged.likelihood_of(judgement)
    missed = judgement.result is not None and judgement.result.result == "not met"
    return (
        judgement.rating.outlook == "off track"
        or (likelihood is not None and likelihood.word in _UNLIKELY)
        or (missed and judgement.measure.critical)
    )


def _is_medium(judgement: Judgement) -> bool:
    between = judgement.rating.between or ()
    missed = judgement.result is not None and judgement.result.result == "not met"
    return (
        missed
        or judgement.rating.outlook == "at risk"
        or bool({"at risk", "off track"} & set(between))
    )


def contributors(
    plan: Plan, evaluation: Evaluation, status: Status, *, all_made_up: bool
) -> tuple[Contributor, ...]:
    """Every agency that has something to report or to do, in the order of the plan."""
    by_agency = {each.agency: each for each in status.agencies}
    found = (
        _contributor(plan, evaluation, agency.id, by_agency.get(agency.id), all_made_up)
        for agency in plan.agencies
    )
    return tuple(c for c in found if c.asked or c.behind or c.ahead or c.actions)


def _contributor(
    plan: Plan,
    evaluation: Evaluation,
    agency: str,
    status: AgencyStatus | None,
    all_made_up: bool,  # noqa: FBT001  # as its caller has it
) -> Contributor:
    own = [
        j
        for j in _own(evaluation, agency)
        if j.target is not None and (all_made_up or not j.is_illustrative)
    ]
    behind = tuple(j for j in own if _is_behind(j))
    ahead = tuple(j for j in own if j not in behind and _is_ahead(j))
    asked = [a for a in (status.asked if status else ()) if a.state != "awaited"]
    missing = sum(a.state != "reported" for a in asked)
    actions = _dated(plan, agency, evaluation.as_of)
    overdue = tuple(a for a in actions if a.progress == "overdue")
    contribution: Contribution = "cannot be told"
    if missing or behind or overdue:
        contribution = "not as planned"
    elif asked or ahead or any(a.progress == "done" for a in actions):
        contribution = "as planned"
    return Contributor(agency, contribution, missing, len(asked), behind, ahead, overdue, actions)


def _own(evaluation: Evaluation, agency: str) -> Iterator[Judgement]:
    """Judgements on what an agency alone reports: of a joint figure nobody knows whose it is."""
    for judged in evaluation.measures:
        for judgement in judged.judgements:
            if agency in (judgement.agency, *_alone(judged)):
                yield judgement


def _alone(judged: MeasureEvaluation) -> tuple[str, ...]:
    agencies = judged.measure.agencies
    return agencies if len(agencies) == 1 else ()


def _is_behind(judgement: Judgement) -> bool:
    missed = judgement.result is not None and judgement.result.result == "not met"
    return missed or judgement.rating.outlook == "off track"


def _is_ahead(judgement: Judgement) -> bool:
    met = judgement.result is not None and judgement.result.result == "met"
    return met or judgement.rating.outlook in ("achieved", "on track")


def _dated(plan: Plan, agency: str, as_of: dt.date) -> tuple[Undertaken, ...]:
    """The actions that an agency undertook and that have a date, in the order of the plan."""
    return tuple(
        each
        for action in plan.actions
        if agency in action.agencies
        for each in (undertaken(plan, action, as_of),)
        if each.progress != "no date"
    )
