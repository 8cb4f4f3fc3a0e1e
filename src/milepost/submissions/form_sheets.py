"""The sheets of a filled form, before anything is made of them.

A sheet is known by its stamp; where that was taken out, by the row of names below its headings. A
CSV is one such sheet, with a stamp in every row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from milepost.sources import Place
from milepost.submissions.cells import Cell, Row
from milepost.submissions.template.columns import (
    ASSERTIONS,
    CONTEXT,
    EXPLANATIONS,
    STAMP_COLUMN,
    Stamp,
    read_stamp,
)

# How far down a sheet its stamp and its names can lie: a title, banners, what is said, the stamp.
HEAD: Final = 15
# By which names a sheet is known that has lost its stamp; no plain table has them.
_KNOWN_BY: Final = (
    ("metrics", {"measure", "value", "reliability", "last_four"}),
    ("dimensions", {"name", "value", "reliability", "measure"}),
    ("explanations", set(EXPLANATIONS)),
    ("assertions", set(ASSERTIONS)),
)


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One sheet of a form.

    Attributes:
        name: as it stands in the workbook; empty for a CSV.
        kind: what it holds; empty where it is no sheet of a form.
        stamp: what it says of itself; None where that was taken out.
        at: the cell of the stamp, else its first one.
        columns: where each named column stands, from 0.
        names: the row of names; None where there is none.
        rows: what stands below the names.
    """

    name: str
    kind: str
    stamp: Stamp | None
    at: Cell
    columns: dict[str, int]
    names: Row | None
    rows: tuple[Row, ...]

    def text(self, row: Row, column: str) -> str:
        """What a cell says, by its column's name; nothing where it is not there."""
        index = self.columns.get(column)
        return "" if index is None or index >= len(row.texts) else row.texts[index]

    def place(self, row: Row, column: str) -> Place:
        """Where a cell stands; the row itself where there is no such column."""
        index = self.columns.get(column)
        return row.place if index is None else row.place_of(index)

    def cell(self, row: Row, column: str) -> Cell:
        """A cell by its column's name; an empty one where it is not there."""
        index = self.columns.get(column)
        if index is None:
            return Cell("", row.place)
        # A row ends with its last cell that is written in; an empty one has its place all the same.
        return row.cell(index) if index < len(row.texts) else Cell("", row.place_of(index))


def is_of_a_form(rows: Sequence[Row]) -> bool:
    """Whether the first rows of a sheet are those of a form."""
    return _stamp_above(rows) is not None or _names_in(rows)[1] is not None


def form_sheet(name: str, rows: Sequence[Row]) -> FormSheet:
    """A sheet of a workbook, as far as it can be known."""
    stamped = _stamp_above(rows)
    kind, index = _names_in(rows)
    stamp = stamped[1] if stamped else None
    at = stamped[0] if stamped else rows[0].cells[0]
    if stamp is not None:
        kind = stamp.kind
    if index is None:
        return FormSheet(name, kind, stamp, at, {}, None, ())
    names = rows[index]
    columns = {cell.text: number for number, cell in enumerate(names.cells) if cell.text}
    return FormSheet(name, kind, stamp, at, columns, names, tuple(rows[index + 1 :]))


def csv_form(rows: Sequence[Row]) -> FormSheet | None:
    """The form that a table is; None where it is a plain one."""
    if not rows:
        return None
    names = rows[0]
    columns = {cell.text.lower(): n for n, cell in reversed([*enumerate(names.cells)])}
    if STAMP_COLUMN not in columns and not {*CONTEXT, "why"} <= {*columns}:
        return None
    below = tuple(rows[1:])
    sheet = FormSheet("", "metrics", None, names.cells[0], columns, names, below)
    for row in below:
        cell = sheet.cell(row, STAMP_COLUMN)
        if (stamp := read_stamp(cell.text)) is not None:
            return FormSheet("", "metrics", stamp, cell, columns, names, below)
    return sheet


def _stamp_above(rows: Sequence[Row]) -> tuple[Cell, Stamp] | None:
    for row in rows[:HEAD]:
        for cell in row.cells[:1]:
            if (stamp := read_stamp(cell.text)) is not None:
                return cell, stamp
    return None


def _names_in(rows: Sequence[Row]) -> tuple[str, int | None]:
    for index, row in enumerate(rows[:HEAD]):
        written = {cell.text for cell in row.cells}
        for kind, names in _KNOWN_BY:
            if names <= written:
                return kind, index
    return "", None
