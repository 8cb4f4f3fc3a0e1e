"""The door through which workbooks come in.

openpyxl, because it keeps what matters to a form of a few thousand rows: that a cell holds a
formula, an error, or a number shown as a percentage. It is given nothing before the archive has
been looked at: a workbook of a few kilobytes can unpack to gigabytes.
"""

from __future__ import annotations

import datetime as dt
import io
import lzma
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException

from milepost.sources import Place, Problem, did_you_mean
from milepost.submissions.cells import (
    MOST_ROWS,
    SHEET,
    Cell,
    Cells,
    Row,
    column_letters,
    nothing_written,
)

MOST_UNPACKED: Final = 200_000_000
MOST_PARTS: Final = 2_000
MOST_COLUMNS: Final = 100
# Sheets that may stand beside the table and are not read.
BESIDE: Final = ("Instructions", "Notes")

# What openpyxl has been seen to raise on damaged workbooks. Whatever is not among these is a bug.
UNREADABLE: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, ParseError, DefusedXmlException, OSError,
    EOFError, LookupError, ValueError, TypeError, AttributeError, OverflowError, RuntimeError,
)  # fmt: skip


def read_workbook(content: bytes, shown: str) -> Cells:
    """Read the sheet named Metrics; name every sheet that is not known."""
    if refusal := _look_at_archive(content, shown):
        return Cells((), (refusal,))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # remarks on styles and validations we do not read
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            problems = _unknown_sheets(book.sheetnames, shown)
            if SHEET not in book.sheetnames:
                return Cells((), tuple(problems))
            rows, more = _read_sheet(book[SHEET], shown)
    except UNREADABLE as error:
        problem = Problem(
            Place(shown),
            "S006",
            f"the workbook is damaged: {_first_line(error)}.",
            "Open it in the spreadsheet program, save it as a new .xlsx file and send that.",
        )
        return Cells((), (problem,))
    if not rows and not more:
        more = list(nothing_written(Place(shown, sheet=SHEET)).problems)
    return Cells(tuple(rows), (*problems, *more))


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]


def _look_at_archive(content: bytes, shown: str) -> Problem | None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except UNREADABLE:
        return Problem(
            Place(shown),
            "S006",
            "the workbook is cut short or damaged.",
            "Save it again from the spreadsheet program and send the new file.",
        )
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
        return Problem(
            Place(shown),
            "S006",
            "this is an archive, but not a workbook.",
            "Send the .xlsx file itself, not packed with others.",
        )
    if len(parts) > MOST_PARTS:
        return Problem(
            Place(shown),
            "S007",
            f"the workbook is made of more than {MOST_PARTS:,} parts.",
            "Send the form with its rows only, without pictures and other sheets.",
        )
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        return Problem(
            Place(shown),
            "S007",
            f"the workbook unpacks to more than {MOST_UNPACKED // 1_000_000} MB.",
            "Send the form with its rows only, without pictures and other sheets.",
        )
    return None


def _unknown_sheets(names: Iterable[str], shown: str) -> list[Problem]:
    names = list(names)
    problems = [
        Problem(
            Place(shown, sheet=name),
            "S008",
            f'the sheet "{name}" is not known, and was not read.{did_you_mean(name, [SHEET])}',
            f'Name the table\'s sheet "{SHEET}". Beside it may stand: {", ".join(BESIDE)}.',
        )
        for name in names
        if name != SHEET and name not in BESIDE
    ]
    if SHEET not in names and not problems:
        problems.append(
            Problem(
                Place(shown),
                "S009",
                f'the workbook has no sheet named "{SHEET}".',
                f'Put the rows on a sheet named "{SHEET}".',
            )
        )
    return problems


def _read_sheet(sheet: Any, shown: str) -> tuple[list[Row], list[Problem]]:  # noqa: ANN401  # openpyxl's stubs lack the read-only sheet
    # Do not believe what the file says of its own extent: it may claim a million rows.
    sheet.reset_dimensions()
    rows: list[Row] = []
    for number, written in enumerate(sheet.iter_rows(), start=1):
        # A cell that has only a format is not written in.
        values = list(written)
        while values and values[-1].value is None:
            values.pop()
        if not values:
            continue
        if number > MOST_ROWS:
            place = Place(shown, sheet=SHEET, cell=f"A{number}")
            message = f"something is written below row {MOST_ROWS:,}."
            return rows, [Problem(place, "S007", message, "Delete the empty rows at the end.")]
        if len(values) > MOST_COLUMNS:
            place = Place(shown, sheet=SHEET, cell=f"{column_letters(len(values))}{number}")
            message = f"something is written right of column {column_letters(MOST_COLUMNS)}."
            return rows, [Problem(place, "S007", message, "Delete what stands right of the table.")]
        cells = tuple(
            _cell(value, Place(shown, sheet=SHEET, cell=f"{column_letters(column)}{number}"))
            for column, value in enumerate(values, start=1)
        )
        row = Row(Place(shown, sheet=SHEET, cell=f"A{number}"), cells)
        if not row.is_blank:
            rows.append(row)
    return rows, []


def _cell(cell: Any, place: Place) -> Cell:  # noqa: ANN401  # as above
    value = cell.value
    if value is None:
        return Cell("", place)
    if cell.data_type == "f":
        # An array formula is an object that holds its text.
        return Cell(str(getattr(value, "text", value)).strip(), place, "formula")
    if cell.data_type == "e":
        return Cell(str(value).strip(), place, "error")
    return Cell(_as_shown(value, cell.number_format or "General"), place)


def _as_shown(value: Any, number_format: str) -> str:  # noqa: ANN401  # what a cell may hold
    """A value as its reader sees it: 0.47 shown as a percentage is 47%."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        # Spreadsheets keep 15 significant digits; what lies beyond is noise of binary fractions.
        number = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
        if _is_percentage(number_format):
            return f"{_plain(number * 100)}%"
        return _plain(number)
    if isinstance(value, dt.datetime | dt.date):
        day = value.date() if isinstance(value, dt.datetime) else value
        # Typing 2009-05 into a spreadsheet makes it the first of the month, shown without a day.
        shows_day = "d" in re.sub(r'"[^"]*"|\[[^\]]*\]', "", number_format.lower())
        return day.isoformat() if shows_day or day.day != 1 else day.isoformat()[:7]
    return str(value).strip()


def _is_percentage(number_format: str) -> bool:
    return "%" in re.sub(r'"[^"]*"|\\.', "", number_format)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
