"""Recommendations in words: to whom, how far each has got, what shows it, what is overdue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from milepost.plan.duty_calendar.model import Entry, Undated
from milepost.plan.model import Plan, Recommendation
from milepost.scorecard.objective_model import NOT_STATED
from milepost.scorecard.prose import called, counted


@dataclass(frozen=True, slots=True)
class PartOfIt:
    """One part of a recommendation.

    Attributes:
        id: its number: R7.1.
        statement: what is recommended.
        status: open, partly closed, closed; "not stated" where it is not known apart.
        evidence: what shows it; "not stated" where nothing does.
    """

    id: str
    statement: str
    status: str
    evidence: str


@dataclass(frozen=True, slots=True)
class StepOfIt:
    """A step towards closing a recommendation.

    Attributes:
        statement: what is to be done.
        due: by when, as it is stated; empty where no date is.
        progress: done, overdue, open, or no date.
        days_overdue: for how many days it is overdue; 0 where it is not.
        standing: how far it has got, in words.
        illustrative: whether it was made up.
    """

    statement: str
    due: str
    progress: Literal["done", "overdue", "open", "no date"]
    days_overdue: int
    standing: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class RecommendationLine:
    """A finding to be closed.

    Attributes:
        id: its number: R7.
        to: who is to act.
        statement: what is recommended.
        status: open, partly closed, closed.
        due: by when, in the words of the source; "not stated" where it gives no time.
        parts: its parts, where it has several.
        steps: the steps towards closing it.
        evidence: what shows how far it has got; "not stated" where nothing does.
        source: where it was made.
    """

    id: str
    to: tuple[str, ...]
    statement: str
    status: str
    due: str
    parts: tuple[PartOfIt, ...]
    steps: tuple[StepOfIt, ...]
    evidence: str
    source: str


def compose_recommendations(
    plan: Plan, dated: Sequence[Entry | Undated], as_of: str
) -> tuple[RecommendationLine, ...]:
    """Every recommendation of the plan, in its order.

    Args:
        plan: the plan.
        dated: when steps fall due (:func:`milepost.plan.duty_calendar.build.undertaken`).
        as_of: what was done later is not looked at.
    """
    when = {e.id: e for e in dated if isinstance(e, Entry) and e.kind == "milestone"}
    return tuple(_line(plan, of, when, as_of) for of in plan.recommendations)


def _line(plan: Plan, of: Recommendation, when: dict[str, Entry], as_of: str) -> RecommendationLine:
    return RecommendationLine(
        id=of.id,
        to=tuple(called(plan, agency) for agency in of.to),
        statement=of.statement,
        status=of.status,
        due=of.due or NOT_STATED,
        parts=tuple(
            PartOfIt(p.id, p.statement, p.status or NOT_STATED, p.evidence or NOT_STATED)
            for p in of.parts
        ),
        steps=tuple(_steps(of, when, as_of)),
        evidence=of.evidence or NOT_STATED,
        source=of.source,
    )


def _steps(of: Recommendation, when: dict[str, Entry], as_of: str) -> Iterator[StepOfIt]:
    """The steps, each held against its date; one without a date may still be done."""
    for i, step in enumerate(of.milestones, 1):
        entry = when.get(f"{of.id}.{i}")
        progress: Literal["done", "overdue", "open", "no date"] = "no date"
        days, standing = 0, "No date is stated."
        if step.done is not None and step.done <= as_of:
            progress, standing = "done", f"Done {step.done}."
        elif entry is not None and entry.standing.is_late:
            days = entry.standing.days_late
            progress = "overdue"
            standing = f"{counted(days, 'day')} overdue; nothing on record shows that it was done."
        elif entry is not None:
            progress, standing = "open", "Not yet due."
        yield StepOfIt(
            step.statement, step.by or step.due or "", progress, days, standing, step.illustrative
        )
