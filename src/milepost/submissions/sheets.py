"""One sheet of a workbook, read cell by cell and within bounds.

What a sheet says of its own extent is not believed, and nothing is made for a cell that is not
there: two cells may stand a million rows and sixteen thousand columns apart.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from milepost.sources import Place, Problem
from milepost.submissions.archives import RefusedError, damaged
from milepost.submissions.as_shown import NotANumberError, number_as_shown
from milepost.submissions.cells import (
    MOST_CELLS,
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_ROWS,
    Fault,
    Row,
    column_letters,
)
from milepost.submissions.workbook_xml import (
    Attributes,
    Part,
    Taken,
    is_true,
    unescaped,
    whole_number,
)

_AT: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_AREA: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6}):([A-Z]{1,3})([1-9][0-9]{0,6})")
_LAST_COLUMN: Final = 16_384
_LAST_ROW: Final = 1_048_576


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, counted from 1, with how it is written."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int
    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """A cell that something is written in: its column from 1, what is shown, and its fault."""

    column: int
    text: str
    fault: Fault = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """What the cells of all sheets refer to: texts, and the format of each style."""

    texts: Sequence[str] = ()
    formats: Sequence[str] = ()
    from_1904: bool = False


@dataclass(slots=True)
class _Open:
    """A cell that is being read."""

    column: int
    row: int
    kind: str
    style: int
    text: list[str] = field(default_factory=list)
    formula: list[str] | None = None

    @property
    def at(self) -> str:
        return f"{column_letters(self.column)}{self.row}"


class SheetXml(Part):
    """Gathers what is written in a sheet, what is merged and what is hidden.

    Attributes:
        rows: what is written, by row; rows in which nothing is are not there.
        too_far: where something stands outside of what a table may take up; nothing after it is
            read.
    """

    def __init__(self, taken: Taken, shared: Shared) -> None:
        super().__init__(taken)
        self._shared = shared
        self.rows: dict[int, list[Written]] = {}
        self.merged: list[Area] = []
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self.too_far: RefusedError | None = None
        self._row = self._column = 0
        self._open: _Open | None = None
        self._is_reading_aid = False

    def start(self, tag: str, attributes: Attributes) -> None:
        """Begin a row, a cell, or what is in it."""
        if self._open is not None:
            self._start_inside(tag, self._open)
        elif tag == "c":
            self._open = self._begin(attributes)
        elif tag == "row":
            self._begin_row(attributes)
        elif tag == "mergeCell":
            self.merged.append(_area(attributes.get("ref", "")))
        elif tag == "col" and is_true(attributes.get("hidden")):
            first = whole_number(attributes.get("min"), "a column")
            if self.hidden_columns and first <= self.hidden_columns[-1][1]:
                raise damaged("its columns are out of order")
            self.hidden_columns.append((first, whole_number(attributes.get("max"), "a column")))

    def end(self, tag: str) -> None:
        """Keep a cell that is whole."""
        if self._open is None:
            return
        if tag in {"v", "t", "f"}:
            self.gathered = None
        elif tag == "rPh":
            self._is_reading_aid = False
        elif tag == "c":
            cell, self._open = self._open, None
            if not self.too_far:
                self._keep(cell)

    def _begin_row(self, attributes: Attributes) -> None:
        number = attributes.get("r")
        row = self._row + 1 if number is None else whole_number(number, "the number of a row")
        if not self._row < row <= _LAST_ROW:
            raise damaged(f"its row {row} is out of order")
        self._row, self._column = row, 0
        if is_true(attributes.get("hidden")):
            self.hidden_rows.append(row)

    def _begin(self, attributes: Attributes) -> _Open:
        at = attributes.get("r")
        if at is None:
            row, column = self._row, self._column + 1
        else:
            found = _AT.fullmatch(at)
            if not found:
                raise damaged("it has a cell without a place")
            row, column = int(found[2]), column_number(found[1])
        if row != self._row or not self._column < column <= _LAST_COLUMN:
            raise damaged(f"its cell {column_letters(column)}{row} is out of order")
        self._column = column
        style = attributes.get("s")
        number = whole_number(style, "a style") if style else 0
        return _Open(column, row, attributes.get("t", "n"), number)

    def _start_inside(self, tag: str, cell: _Open) -> None:
        if tag == "v" or (tag == "t" and not self._is_reading_aid):
            self.gathered = cell.text
        elif tag == "f":
            cell.formula = self.gathered = []
        elif tag == "rPh":
            self._is_reading_aid = True

    def _keep(self, cell: _Open) -> None:
        text, fault = self._read(cell)
        if not text:
            return  # a cell that has only a format is not written in
        if cell.row > MOST_ROWS:
            self.too_far = RefusedError(
                "S007",
                f"something is written below row {MOST_ROWS:,}.",
                "Delete the empty rows at the end.",
                cell.at,
            )
            return
        if cell.column > MOST_COLUMNS:
            self.rows.pop(cell.row, None)
            self.too_far = RefusedError(
                "S007",
                f"something is written right of column {column_letters(MOST_COLUMNS)}.",
                "Delete what stands right of the table.",
                cell.at,
            )
            return
        row = self.rows.setdefault(cell.row, [])
        # The empty cells before it become cells of the table too.
        self.taken.cells += cell.column - (row[-1].column if row else 0)
        self.taken.characters += len(text)
        for count, most, what in (
            (self.taken.cells, MOST_CELLS, "cells"),
            (self.taken.characters, MOST_CHARACTERS, "characters"),
        ):
            if count > most:
                raise RefusedError(
                    "S007",
                    f"the table has more than {most:,} {what}.",
                    "Send totals, one row per measure and period.",
                    cell.at,
                )
        row.append(Written(cell.column, text, fault))

    def _read(self, cell: _Open) -> tuple[str, Fault]:
        if cell.formula is not None:
            # A formula that several cells share is spelt out in the first of them only.
            return f"={''.join(cell.formula).strip() or '…'}", "formula"
        text = "".join(cell.text)
        match cell.kind:
            case "e":
                return text.strip() or "#N/A", "error"
            case "s":
                return self._shared_text(text.strip(), cell), ""
            case "b":
                return ("TRUE" if is_true(text.strip()) else "FALSE") if text else "", ""
            case "n":
                return self._number(text.strip(), cell), ""
            case "d":
                return text.strip().removesuffix("T00:00:00"), ""
            case _:
                return unescaped(text).strip(), ""

    def _shared_text(self, text: str, cell: _Open) -> str:
        if not text:
            return ""
        number = whole_number(text, "the number of a text", cell.at)
        if number >= len(self._shared.texts):
            raise damaged(f"it has no text {number}", cell.at)
        return self._shared.texts[number]

    def _number(self, text: str, cell: _Open) -> str:
        if not text:
            return ""
        formats = self._shared.formats
        number_format = formats[cell.style] if cell.style < len(formats) else ""
        try:
            return number_as_shown(text, number_format, from_1904=self._shared.from_1904)
        except NotANumberError as error:
            raise damaged("it keeps as a number what is none", cell.at) from error


def column_number(letters: str) -> int:
    """The number of a column from its letters: A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _area(text: str) -> Area:
    found = _AREA.fullmatch(text)
    if not found:
        raise damaged("it has merged cells without a place")
    rows = sorted((int(found[2]), int(found[4])))
    columns = sorted((column_number(found[1]), column_number(found[3])))
    return Area(rows[0], rows[1], columns[0], columns[1], text)


def table_of(read: SheetXml, shown: str, sheet: str) -> tuple[list[Row], list[Problem]]:
    """The rows of a sheet, each cell at its place, and what is hidden in it."""
    covered = _covered(read.rows, read.merged)
    rows: list[Row] = []
    for number, written in read.rows.items():
        by_column = {cell.column: cell for cell in written}
        merged = covered.get(number, {})
        last = max(written[-1].column, *merged) if merged else written[-1].column
        texts: list[str] = []
        faults: dict[int, Fault] = {}
        for column in range(1, last + 1):
            cell = by_column.get(column)
            texts.append(cell.text if cell else merged.get(column, ""))
            if cell is None and column in merged:
                faults[column - 1] = "merged"
            elif cell and cell.fault:
                faults[column - 1] = cell.fault
        place = Place(shown, sheet=sheet, cell=f"A{number}")
        rows.append(Row(place, number, tuple(texts), faults))
    problems = _hidden(read, shown, sheet)
    if read.too_far:
        problems.append(as_problem(read.too_far, shown, sheet))
    return rows, problems


def as_problem(error: RefusedError, shown: str, sheet: str = "") -> Problem:
    """A refusal, at its cell where it has one."""
    place = Place(shown, sheet=sheet, cell=error.cell) if error.cell else Place(shown)
    return Problem(place, error.code, error.message, error.remedy)


def _covered(rows: Iterable[int], merged: Sequence[Area]) -> dict[int, dict[int, str]]:
    """The cells of written rows that a merged cell hides, with how the merged cell is written."""
    found: dict[int, dict[int, str]] = {}
    written = sorted(rows)
    count = 0
    for area in merged:
        columns = range(area.first_column, min(area.last_column, MOST_COLUMNS) + 1)
        for number in _between(written, area.first_row, area.last_row):
            hides = columns[1:] if number == area.first_row else columns
            count += len(hides)
            if count > MOST_CELLS:
                raise damaged("its merged cells lie over one another")
            if hides:
                found.setdefault(number, {}).update(dict.fromkeys(hides, area.text))
    return found


def _between(numbers: Sequence[int], first: int, last: int) -> Sequence[int]:
    return numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]


def _hidden(read: SheetXml, shown: str, sheet: str) -> list[Problem]:
    """What is written where the sheet does not show it: it was read, and the officer is told."""
    found: list[tuple[str, str]] = []
    rows = [number for number in read.hidden_rows if number in read.rows]
    for first, last in _stretches(rows):
        which = f"row {first}" if first == last else f"rows {first} to {last}"
        found.append((f"A{first}", which))
    used = {cell.column for written in read.rows.values() for cell in written}
    columns = [c for c in sorted(used) if any(a <= c <= b for a, b in read.hidden_columns)]
    for start, end in _stretches(columns):
        first_letters, last_letters = column_letters(start), column_letters(end)
        which = f"column {first_letters}"
        if start != end:
            which = f"columns {first_letters} to {last_letters}"
        found.append((f"{first_letters}1", which))
    return [
        Problem(
            Place(shown, sheet=sheet, cell=cell),
            "S014",
            f"what is written in the hidden {which} was read.",
            "Show it, and see that it is meant.",
            "warning",
        )
        for cell, which in found
    ]


def _stretches(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers in order as stretches without a gap."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
