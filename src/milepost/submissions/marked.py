"""A copy of what an agency sent, with each faulty cell marked: by colour and by a comment.

What was sent is looked at as it was when it was read, within the same bounds. Nothing in the copy
acts: formulas and what begins like one become texts, links and macros stay behind.
"""

from __future__ import annotations

import io
import lzma
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from copy import copy
from typing import Any, Final

import openpyxl
from defusedxml.common import DefusedXmlException
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.worksheet.worksheet import Worksheet

from milepost.sources import Place, Problem
from milepost.submissions.cells import (
    MENDING,
    MOST_COLUMNS,
    SHEET,
    Cells,
    column_letters,
    read_cells,
)
from milepost.submissions.collection import uncollected

# What openpyxl has been seen to raise on damaged workbooks: its parser, whichever is installed,
# some kind of SyntaxError. Whatever is not among these is a bug.
_UNREADABLE: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, SyntaxError, DefusedXmlException, OSError,
    EOFError, LookupError, ValueError, TypeError, AttributeError, OverflowError, RuntimeError,
)  # fmt: skip
# A workbook is held in memory as a whole to be copied, which takes fifty times its text.
MOST_UNPACKED: Final = 20_000_000
MOST_ROWS: Final = 20_000
_LONGEST_TEXT: Final = 32_000
_LONGEST_COMMENT: Final = 1_000
_WIDEST: Final = 44
_ERROR: Final = PatternFill("solid", fgColor="FFC7CE")
_WARNING: Final = PatternFill("solid", fgColor="FFEB9C")
_BEFORE: Final = PatternFill()
_TO_FILL: Final = PatternFill("solid", fgColor="FFF8DC")
_WRAPPED: Final = Alignment(wrap_text=True, vertical="top")
_AUTHOR: Final = "Milepost"
_HARMLESS: Final = re.compile(
    r"""=?(?:"[^"]*"|-?[0-9]+(?:\.[0-9]+)?|[^\W\d]\w*"""
    r"""|(?:(?:'[^'\[\]|]+'|\w+)!)?\$?[A-Z]*\$?[0-9]*(?::\$?[A-Z]*\$?[0-9]*)?"""
    # With which a form asks that a number have a digit.
    r"""|(?:(?:OR|ISNUMBER|FIND)\(|[),]|[0-9]|\$?[A-Z]{1,2}\$?[0-9]+)+)"""
)
_LIVE: Final = ("=", "+", "-", "@", "\t", "\r")


@uncollected()
def marked_copy(content: bytes, shown: str, problems: Sequence[Problem]) -> bytes | None:
    """The copy as a workbook; None where the file has no table, or is too large to be copied.

    Args:
        content: the file as it was sent.
        shown: its name in the places of the problems.
        problems: what was found in it.
    """
    cells = read_cells(content, shown)
    rows = len(cells.rows) + sum(len(rows) for _, rows in cells.sheets)
    if not 0 < rows <= MOST_ROWS:
        return None
    is_workbook = content.startswith(b"PK")
    if is_workbook and _unpacked(content) > MOST_UNPACKED:
        return None
    try:
        book = _harmless(content) if is_workbook else _as_table(cells)
    except _UNREADABLE:
        return None  # the table could be read, but something beside it is damaged
    read = {name for name, _ in cells.sheets} or {SHEET}
    if not read <= set(book.sheetnames):
        return None  # openpyxl did not find what was read, and the copy would lack it
    lines = {problem.place.line for problem in problems}
    places = {} if is_workbook else dict(_coordinates(cells, lines))
    found: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        at = _where(problem.place, places)
        if at and at[0] in book.sheetnames:
            found.setdefault(at, []).append(problem)
    styles = _Styles()
    for (sheet, cell), said in found.items():
        _mark(book[sheet], cell, said, styles)
    _list_problems(book, problems, places)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _unpacked(content: bytes) -> int:
    return sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(content)).infolist())


def _harmless(content: bytes) -> Any:  # noqa: ANN401  # openpyxl's stubs do not name a book's sheets
    """The workbook without anything that acts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as at the door
        book = openpyxl.load_workbook(io.BytesIO(content), keep_links=False, keep_vba=False)
    for name in book.sheetnames:
        # The list of what was wrong the last time is written anew.
        if not isinstance(book[name], Worksheet) or name == MENDING:
            del book[name]
    for names in (book.defined_names, *(sheet.defined_names for sheet in book.worksheets)):
        for name in [n for n, defined in names.items() if _acts(defined.value)]:
            del names[name]
    for sheet in book.worksheets:
        for table in sheet.tables.values():
            for column in table.tableColumns:
                # With what a program fills a cell that is written below.
                column.calculatedColumnFormula = column.totalsRowFormula = None
        sheet.conditional_formatting = ConditionalFormattingList()
        sheet.data_validations.dataValidation = [
            rule
            for rule in sheet.data_validations.dataValidation
            if not _acts(rule.formula1) and not _acts(rule.formula2)
        ]
        # Going through rows would make every empty cell up to the farthest one.
        for cell in list(sheet._cells.values()):  # noqa: SLF001  # only what is written
            _disarm(cell)
            _unmark(cell, is_form=sheet.protection.sheet)
    return book


def _acts(formula: str | None) -> bool:
    """Whether it is more than a number, words to choose from, cells of this workbook or a name."""
    return formula is not None and _HARMLESS.fullmatch(formula) is None


def _disarm(cell: Any) -> None:  # noqa: ANN401  # a cell, or a part of merged cells
    if getattr(cell, "hyperlink", None):
        cell.hyperlink = None
    if cell.data_type == "f" or (isinstance(cell.value, str) and cell.value.startswith(_LIVE)):
        _write(cell, str(getattr(cell.value, "text", cell.value)))


def _unmark(cell: Any, *, is_form: bool) -> None:  # noqa: ANN401  # as above
    """Take off the mark of an earlier copy: what was wrong then may be right now."""
    comment = getattr(cell, "comment", None)
    if comment is not None and comment.author == _AUTHOR:
        cell.comment = None
        cell.fill = _TO_FILL if is_form and not cell.protection.locked else _BEFORE


def _write(cell: Any, text: str) -> None:  # noqa: ANN401  # as above
    """A text that stays a text, whatever it begins with."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)[:_LONGEST_TEXT]
    cell.data_type = "s"
    if text.startswith(_LIVE):
        cell.quotePrefix = True


def _as_table(cells: Cells) -> Any:  # noqa: ANN401  # as above
    """A table of texts, row for row as it was sent."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    widths: dict[int, int] = {}
    for number, row in enumerate(cells.rows, start=1):
        for column, text in enumerate(row.texts[:MOST_COLUMNS], start=1):
            if text:
                _write(sheet.cell(number, column), text)
                widths[column] = max(widths.get(column, 0), len(text))
    for column, longest in widths.items():
        sheet.column_dimensions[column_letters(column)].width = min(longest + 2, _WIDEST)
    for written in sheet[1]:
        written.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    return book


def _coordinates(cells: Cells, lines: set[int]) -> Iterator[tuple[Place, tuple[str, str]]]:
    """Where each cell of the lines of a text file stands; a row is marked at its first cell."""
    for number, row in enumerate(cells.rows, start=1):
        if row.place.line not in lines and not row.places:
            continue
        yield row.place, (SHEET, f"A{number}")
        for index in range(min(len(row.texts), MOST_COLUMNS)):
            place = row.place_of(index)
            if place != row.place:
                yield place, (SHEET, f"{column_letters(index + 1)}{number}")


def _where(place: Place, places: dict[Place, tuple[str, str]]) -> tuple[str, str] | None:
    if place.sheet and place.cell:
        return place.sheet, place.cell
    return places.get(place)


class _Styles:
    """Gives many cells one style; openpyxl would make it anew for each and seek it among all."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, int, tuple[int, ...]], Any] = {}

    def give(self, cell: Any, name: str, value: Any) -> None:  # noqa: ANN401  # openpyxl's own
        """Give a cell a fill or an alignment, which must be there to stay, beside what it has."""
        known = (name, id(value), tuple(cell._style or ()))  # noqa: SLF001  # it has no other name
        if known not in self._made:
            setattr(cell, name, value)
            self._made[known] = copy(cell._style)  # noqa: SLF001
        cell._style = copy(self._made[known])  # noqa: SLF001


def _mark(sheet: Any, coordinate: str, problems: Sequence[Problem], styles: _Styles) -> None:  # noqa: ANN401  # as above
    letters, row = coordinate_from_string(coordinate)
    cell = sheet[f"{letters}{row}"]
    for merged in sheet.merged_cells.ranges:
        if coordinate in merged:
            cell = sheet.cell(merged.min_row, merged.min_col)
    is_error = any(p.severity == "error" for p in problems)
    styles.give(cell, "fill", _ERROR if is_error else _WARNING)
    said = "\n".join(f"{p.severity} {p.code}: {p.message} {p.remedy}" for p in problems)
    earlier = f"{cell.comment.text}\n" if cell.comment else ""
    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", earlier + said)[:_LONGEST_COMMENT]
    cell.comment = Comment(text, _AUTHOR, height=160, width=320)


def _list_problems(
    book: Any,  # noqa: ANN401  # as above
    problems: Sequence[Problem],
    places: dict[Place, tuple[str, str]],
) -> None:
    name = MENDING
    while name.lower() in {n.lower() for n in book.sheetnames}:
        name += "+"
    sheet = book.create_sheet(name)
    for column, head in enumerate(("Cell", "Place", "Severity", "What is wrong", "Remedy"), 1):
        _write(sheet.cell(1, column), head)
        sheet.cell(1, column).font = Font(bold=True)
    styles = _Styles()
    for row, problem in enumerate(problems, start=2):
        at = _where(problem.place, places)
        texts = (
            "!".join(at) if at else "",
            str(problem.place),
            f"{problem.severity} {problem.code}",
            problem.message,
            problem.remedy,
        )
        for column, text in enumerate(texts, start=1):
            cell = sheet.cell(row, column)
            _write(cell, text)
            styles.give(cell, "alignment", _WRAPPED)
    for letter, width in zip("ABCDE", (16, 34, 15, 50, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
