"""What an objective rests on, in words: needs, agencies, money, and what will be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from milepost.evaluation.corrective import Explained, Progress, Undertaken, actions_under
from milepost.evaluation.misses import Miss, Obligation
from milepost.plan.model import Need, Objective, Plan, Resource, Role
from milepost.scorecard import figures
from milepost.scorecard.objective_model import (
    NOT_STATED,
    ActionLine,
    Amount,
    Contributor,
    Means,
    MechanismLine,
    NeedAnswered,
    ResourceLine,
)
from milepost.scorecard.prose import called, counted, named

_ROLES: Final = ("lead", "co-lead", "supporting", "consulted")
_FIRST: Final = ("overdue", "owed", "open", "no date", "done")


def compose_means(  # noqa: PLR0913  # the plan, what is open in it, and what may be shown
    plan: Plan,
    objective: Objective,
    mechanisms: Sequence[MechanismLine],
    missed: Sequence[Miss],
    hidden: frozenset[str],
    as_of: dt.date,
) -> Means:
    """What an objective rests on.

    Args:
        plan: the plan.
        objective: the objective.
        mechanisms: every mechanism of the plan, in words.
        missed: the promises that were not kept, of what is public.
        hidden: measures of which nothing may be shown.
        as_of: what happened later is not looked at.
    """
    serves = {m.id for m in plan.mechanisms if objective.id in m.objectives}
    needs = {need.id: need for need in plan.needs}
    roles = sorted(plan.roles_on("objective", objective.id), key=lambda r: _ROLES.index(r.role))
    return Means(
        needs=tuple(_need(needs[name]) for name in objective.needs),
        contributors=tuple(_contributor(plan, role) for role in roles),
        resources=tuple(
            resource_line(plan, r, hidden) for r in plan.resources if r.objective == objective.id
        ),
        priorities=tuple(
            s.statement
            for s in plan.statements
            if s.about == "funding-priorities" and s.objective == objective.id
        ),
        mechanisms=tuple(m for m in mechanisms if m.id in serves),
        actions=_actions(plan, objective, missed, as_of),
    )


def _need(need: Need) -> NeedAnswered:
    return NeedAnswered(need.title, need.evidence, need.source, need.illustrative)


def _contributor(plan: Plan, role: Role) -> Contributor:
    return Contributor(
        called(plan, role.agency),
        plan.agency_by_id[role.agency].name,
        role.role,
        role.authority or NOT_STATED,
        role.source,
        role.illustrative,
    )


def resource_line(plan: Plan, of: Resource, hidden: frozenset[str]) -> ResourceLine:
    """An amount of money, staff or equipment in words."""
    return ResourceLine(
        id=of.id,
        agency=called(plan, of.agency),
        period=str(of.period),
        kind=of.kind,
        purpose=of.purpose,
        unit=of.unit,
        requested=_amount(of.requested, of.unit),
        enacted=_amount(of.enacted, of.unit),
        obligated=_amount(of.obligated, of.unit),
        planned=_amount(of.planned, of.unit),
        measures=tuple(plan.measure_by_id[m].title for m in of.measures if m not in hidden),
        note=of.note or "",
        source=of.source,
        illustrative=of.illustrative,
        reaches=tuple(m for m in of.measures if m not in hidden),
        agency_id=of.agency,
    )


def _amount(number: Decimal | None, unit: str) -> Amount:
    if number is None:
        return Amount(NOT_STATED, None)
    decimals = max(0, -int(number.normalize().as_tuple().exponent))
    words = figures.number(Fraction(number), decimals)
    return Amount(figures.with_unit(words, unit), figures.fraction(Fraction(number)))


def _actions(
    plan: Plan, objective: Objective, missed: Sequence[Miss], as_of: dt.date
) -> tuple[ActionLine, ...]:
    """What will be done under an objective: what is overdue first, what is done last.

    An action that an agency promises, and that the plan holds, stands here once: as the plan's.
    """
    found = [_action(plan, u, as_of) for u in actions_under(plan, objective.id, as_of)]
    for miss in missed:
        if miss.measure.objective == objective.id:
            found += _of_miss(plan, miss, as_of)
    return tuple(sorted(found, key=lambda line: (_FIRST.index(line.progress), line.due or "9999")))


def _action(plan: Plan, undertaken: Undertaken, as_of: dt.date) -> ActionLine:
    action = undertaken.action
    standing = standing_in_words(undertaken.progress, undertaken.due, as_of, action.done or "")
    return ActionLine(
        f"action/{action.id}",
        "action",
        action.statement,
        named(called(plan, a) for a in action.agencies),
        action.by or action.due or "",
        _kept(undertaken.progress),
        _days(undertaken.progress, undertaken.due, as_of),
        f"{standing} {action.status}" if action.status else standing,
        "",
        action.source,
        action.illustrative,
    )


def _of_miss(plan: Plan, miss: Miss, as_of: dt.date) -> Iterator[ActionLine]:
    for explained in miss.explanations:
        if explained.stands and explained.progress != "no action" and explained.settled_by is None:
            yield _promise(plan, miss, explained, as_of)
    for obligation in miss.obligations:
        if obligation.is_certain:
            yield _obligation(plan, miss, obligation, as_of)


def promise_id(of: Explained) -> str:
    """The stable name of an action that an agency promised when it explained a miss.

    What the plan holds as an action of its own stands under that name.
    """
    if of.settled_by is not None:
        return f"action/{of.settled_by.id}"
    return f"promise/{of.said.measure}/{of.said.agency}/{of.said.period}"


def _promise(plan: Plan, miss: Miss, of: Explained, as_of: dt.date) -> ActionLine:
    return ActionLine(
        promise_id(of),
        "promise",
        of.said.action,
        called(plan, of.said.agency),
        of.said.due,
        _kept(of.progress),
        _days(of.progress, of.due, as_of),
        standing_in_words(of.progress, of.due, as_of),
        miss.measure.title,
        f"explanation of {of.said.period}, submission {of.submission}",
        miss.is_illustrative,
    )


def _obligation(plan: Plan, miss: Miss, of: Obligation, as_of: dt.date) -> ActionLine:
    """A document that is owed: nothing records that one was delivered, so it stays owed."""
    agencies = (miss.agency,) if miss.agency else miss.measure.agencies
    late = (as_of - of.by).days if of.by is not None and of.by < as_of else 0
    standing = "Owed; nothing on record shows it."
    if late:
        standing = f"Owed, {counted(late, 'day')} past its date; nothing on record shows it."
    obliges = of.step.obliges.rstrip(".")
    return ActionLine(
        f"owed/{miss.measure.id}/{miss.agency or 'all'}/{of.ladder.id}/{of.step.misses:f}",
        "obligation",
        f"{obliges[:1].upper()}{obliges[1:]}",
        named(called(plan, a) for a in agencies) or "whoever answers for the measure",
        str(of.by or ""),
        "overdue" if late else "owed",
        late,
        standing,
        miss.measure.title,
        of.step.source,
        miss.is_illustrative or of.ladder.illustrative,
    )


def _kept(progress: Progress) -> Literal["done", "overdue", "open", "no date"]:
    """How far something has got that is an action for certain."""
    return "no date" if progress == "no action" else progress


def _days(progress: Progress, due: dt.date | None, as_of: dt.date) -> int:
    return (as_of - due).days if progress == "overdue" and due is not None else 0


def standing_in_words(
    progress: Progress, due: dt.date | None, as_of: dt.date, done: str = ""
) -> str:
    """How far an action has got by a day; what is not on record is not said to be undone."""
    match progress:
        case "done":
            return f"Done {done}." if done else "Done."
        case "overdue":
            days = counted(_days(progress, due, as_of), "day")
            return f"{days} overdue; nothing on record shows that it was done."
        case "open":
            return "Not yet due."
        case _:
            return "No date is stated."
