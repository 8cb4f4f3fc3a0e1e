"""Texts that are meant to do harm, and a scorecard with one wherever somebody could type."""

from __future__ import annotations

import dataclasses
from typing import Any, Final

from milepost.scorecard.card import Scorecard
from milepost.scorecard.typed_tables import TypedTable
from milepost.scorecard.xlsx_sheets import sheet_of, sheets

HOSTILE = (
    "<script>alert(1)</script>", "{{7*7}}", "javascript:alert(1)", "]]>", "\u202eabc", "=1+1",
    "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "''", "🔫" * 30, 'a "quoted", text', "two\nlines",
    "x" * 10_000, "_x0041_", " led by a space",
)  # fmt: skip


# Fields in which somebody's own words stand; the others are names, days, numbers and our words.
_FREE: Final = frozenset({
    "about", "action", "actual", "agency", "approved_by", "authority", "by", "certified_by",
    "comment", "compensated_by", "definition", "evidence", "finding", "headline", "issued_by",
    "location", "mandate", "note", "open_issues", "purpose", "reason", "remedy", "result",
    "source", "staffing", "statement", "strategy", "text", "titles", "title", "unit", "value",
    "waivers", "what", "who", "why",
})  # fmt: skip


def with_texts(card: Scorecard, text: str) -> Scorecard:
    """The scorecard with a text wherever somebody could have typed one."""
    return _with(card, text)  # type: ignore[no-any-return]


def _with(held: Any, text: str) -> Any:  # noqa: ANN401  # whatever a field holds
    if isinstance(held, tuple):
        return tuple(_with(each, text) for each in held)
    if not dataclasses.is_dataclass(held) or isinstance(held, type):
        return held
    changed = {}
    for field in dataclasses.fields(held):
        value = getattr(held, field.name)
        # A field of a few words of ours says so by its type.
        if field.name in _FREE and field.type == "str":
            value = text
        elif field.name in _FREE and field.type == "tuple[str, ...]":
            value = tuple(text for _ in value)
        else:
            value = _with(value, text)
        changed[field.name] = value
    return dataclasses.replace(held, **changed)


def on_sheet(workbook: Any, found: tuple[TypedTable, ...], table: TypedTable) -> tuple[Any, int]:  # noqa: ANN401
    """The sheet of a table in a workbook of openpyxl, with the row of its heads."""
    (shared,) = [sheet for sheet in sheets(found) if sheet.name == sheet_of(table)]
    row = 4
    if len(shared.tables) > 1:
        row = 6  # title and meaning stand above the heads
        for before in shared.tables[: shared.tables.index(table)]:
            row += len(before.rows) + 5
    return workbook[shared.name], row
