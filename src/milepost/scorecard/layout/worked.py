"""Lays out the measure that is worked through, step by step."""

from __future__ import annotations

from milepost.scorecard.document import Cell, Column, Paragraph, Part, Table, TableRow
from milepost.scorecard.worked import WorkedExample

_COLUMNS = (
    Column("step", "Step"),
    Column("text", "How"),
    Column("place", "Written in"),
)


def worked(found: WorkedExample | None) -> list[Part]:
    """The worked example as a part; none where there is none."""
    if found is None:
        return []
    rows = tuple(
        TableRow((Cell(f"{i}. {step.title}"), Cell(step.text), Cell(step.place)))
        for i, step in enumerate(found.steps, start=1)
    )
    about = f"{found.title}, {found.agency}. {found.definition}"
    # How intervals are written is told where one is.
    notation = [Paragraph(found.notation, "small")] if _has_intervals(found) else []
    steps = Table("worked-table", "From what was reported to the outlook", _COLUMNS, rows)
    blocks: tuple[Paragraph | Table, ...] = (
        Paragraph(about),
        Paragraph(found.rule, "small"),
        steps,
        *notation,
    )
    return [
        Part("worked", f"Worked through: {found.title}", blocks, illustrative=found.illustrative)
    ]


def _has_intervals(found: WorkedExample) -> bool:
    return any("[" in step.text or "…" in step.text for step in found.steps)
