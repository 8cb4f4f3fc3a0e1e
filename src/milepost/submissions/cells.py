"""Cells first: a file as a table of texts, each with its place, and no meaning yet.

CSV and workbooks come out the same, so that everything after this is written once.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Final, Literal

from milepost.sources import Place, Problem

MOST_ROWS: Final = 1_000_000
LONGEST_LINE: Final = 1_000_000
SHEET: Final = "Metrics"

Fault = Literal["", "formula", "error", "no value", "twice"]


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell as a reader would see it, and where it stands.

    Attributes:
        text: without surrounding space.
        place: its own.
        fault: "formula" or "error" where a workbook's cell holds no plain value; the text is then
            the formula or the error. In JSON "no value" for what is neither text nor number, which
            the text then names, and "twice" for a key that stands twice in its object.
    """

    text: str
    place: Place
    fault: Fault = ""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, from the first column on."""

    place: Place
    cells: tuple[Cell, ...]

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written in it."""
        return not any(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Cells:
    """A file as read: its rows, blank ones left out, and what was wrong with the file."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()


def read_cells(content: bytes, shown: str) -> Cells:
    """Read a file by what it is, not by what it is called."""
    if not content.strip():
        return _refused(shown, "S003", "the file is empty.", "Send the file again as you saved it.")
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        # Spreadsheet libraries are slow to import, and a CSV needs none.
        from milepost.submissions.workbooks import read_workbook  # noqa: PLC0415

        return read_workbook(content, shown)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return _refused(
            shown,
            "S006",
            "this is an old (.xls) or a password-protected workbook.",
            'Take the password off and save it as "Excel Workbook (.xlsx)".',
        )
    if shown.lower().endswith((".xlsx", ".xlsm")):
        return _refused(
            shown,
            "S006",
            "the file is named as a workbook but is none.",
            "Save it again from the spreadsheet program, as .xlsx or as CSV UTF-8.",
        )
    # Imported here, because it is made of the cells that are defined here.
    from milepost.submissions.json_tables import looks_like_json, read_json  # noqa: PLC0415

    if looks_like_json(content, shown):
        return read_json(content, shown)
    return _read_csv(content, shown)


def column_letters(number: int) -> str:
    """The letters of a column of a spreadsheet, from 1: A, B, … Z, AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _refused(shown: str, code: str, message: str, remedy: str, line: int = 0) -> Cells:
    return Cells((), (Problem(Place(shown, line), code, message, remedy),))


def _read_csv(content: bytes, shown: str) -> Cells:
    if b"\0" in content:
        return _refused(
            shown,
            "S004",
            "this is neither a CSV file nor a workbook.",
            "Send the table as .xlsx or as CSV UTF-8.",
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return _refused(
            shown,
            "S004",
            f"line {line} holds a character that is not UTF-8.",
            'Save it again and choose "CSV UTF-8 (Comma delimited)" as the type.',
            line,
        )
    # The csv module would raise on an enormous field, not say where it began.
    for number, line_text in enumerate(text.split("\n"), start=1):
        if len(line_text) > LONGEST_LINE:
            return _refused(
                shown,
                "S005",
                f"line {number} is {len(line_text):,} characters long.",
                f"A row takes no more than {LONGEST_LINE:,}. Look for a quotation mark "
                "or a line break that was lost.",
                number,
            )
    return _rows(text, shown)


def _rows(text: str, shown: str) -> Cells:
    csv.field_size_limit(LONGEST_LINE)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[Row] = []
    record, begins = 0, 1
    while True:
        try:
            fields = next(reader, None)
        except csv.Error as error:
            return _refused(
                shown,
                "S004",
                f"the row that begins here cannot be read: {error}.",
                "Look for a quotation mark that is not closed, or save it again as CSV UTF-8.",
                begins,
            )
        if fields is None:
            return Cells(tuple(rows)) if rows else nothing_written(Place(shown))
        record += 1
        if record > MOST_ROWS:
            return _refused(
                shown,
                "S007",
                f"the table has more than {MOST_ROWS:,} rows.",
                "Send totals, one row per measure and period.",
                begins,
            )
        cells = tuple(
            Cell(field.strip(), Place(shown, begins, cell=f"{column_letters(n)}{record}"))
            for n, field in enumerate(fields, start=1)
        )
        row = Row(Place(shown, begins), cells)
        if not row.is_blank:
            rows.append(row)
        begins = reader.line_num + 1


def nothing_written(place: Place) -> Cells:
    """What is said of a file or sheet in which every cell is empty."""
    problem = Problem(
        place, "S009", "nothing is written in the table.", "Write it from its first row on."
    )
    return Cells((), (problem,))


def _delimiter(text: str) -> str:
    """Comma, semicolon or tab: whichever divides the first line into most columns."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    return max(",;\t", key=first.count)
