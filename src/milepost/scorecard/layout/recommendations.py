"""Lays out the findings to be closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from milepost.scorecard.card import Scorecard
from milepost.scorecard.document import Cell, Column, Fact, Paragraph, Part, Table, TableRow
from milepost.scorecard.model import Mark
from milepost.scorecard.objective_model import NOT_STATED
from milepost.scorecard.prose import counted, named
from milepost.scorecard.recommendations import RecommendationLine
from milepost.scorecard.sentence import ended

_MARKS: Final[dict[str, Mark]] = {"closed": "good", "partly closed": "fair", "open": "open"}
_COLUMNS = (
    Column("recommendation", "Recommendation"),
    Column("to", "To"),
    Column("status", "Status", "verdict"),
    Column("steps", "Steps done", "number"),
    Column("overdue", "Steps overdue", "number"),
    Column("evidence", "What shows it"),
)


def recommendations(card: Scorecard) -> list[Part]:
    """Every recommendation with its parts and steps, where the plan has any."""
    found = card.recommendations
    if not found:
        return []
    table = Table(
        "recommendations-table",
        "Findings to be closed, each with its parts and the steps towards closing it",
        _COLUMNS,
        tuple(_row(line) for line in found),
        sortable=True,
    )
    lead = Paragraph(_in_short(found), "lead")
    return [Part("recommendations", "Recommendations", (lead, table))]


def _in_short(found: Sequence[RecommendationLine]) -> str:
    closed, partly = (
        sum(line.status == status for line in found) for status in ("closed", "partly closed")
    )
    steps = [step for line in found for step in line.steps]
    overdue = sum(step.progress == "overdue" for step in steps)
    undated = sum(step.progress == "no date" for step in steps)
    are = "is" if closed == 1 else "are"
    return (
        f"{closed} of {counted(len(found), 'recommendation')} {are} closed, {partly} partly. Of "
        f"{counted(len(steps), 'step')} towards closing them {overdue} "
        f"{'is' if overdue == 1 else 'are'} overdue, and {undated} "
        f"{'has' if undated == 1 else 'have'} no date."
    )


def _row(of: RecommendationLine) -> TableRow:
    done, overdue = (
        sum(step.progress == progress for step in of.steps) for progress in ("done", "overdue")
    )
    steps = bool(of.steps)
    cells = (
        Cell(of.id, of.statement),
        Cell(named(of.to)),
        Cell(of.status, "" if of.due == NOT_STATED else f"due {of.due}", mark=_MARKS[of.status]),
        Cell(f"{done} of {len(of.steps)}" if steps else "none stated", absent=not steps),
        Cell(str(overdue) if steps else "", absent=not steps),
        Cell(of.evidence, absent=of.evidence == NOT_STATED),
    )
    return TableRow(cells, f"recommendation/{of.id}", told=tuple(_told(of)))


def _told(of: RecommendationLine) -> list[Fact]:
    told = [
        Fact(
            f"Part {part.id}, {part.status}",
            f"{ended(part.statement)} {_shown(part.evidence)}",
        )
        for part in of.parts
    ]
    for step in of.steps:
        made_up = " (illustrative)" if step.illustrative else ""
        due = f" Due: {step.due}." if step.due else ""
        text = f"{ended(step.statement)}{due} {step.standing}"
        told.append(Fact(f"Step{made_up}", text))
    return [*told, Fact("Source", of.source)]


def _shown(evidence: str) -> str:
    return "What shows it: not stated." if evidence == NOT_STATED else evidence
