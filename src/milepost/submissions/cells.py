"""Cells first: a file as a table of texts, each with its place, and no meaning yet.

CSV and workbooks come out the same, so that everything after this is written once.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal

from milepost.sources import Place, Problem
from milepost.submissions.collection import uncollected
from milepost.submissions.file_kinds import kind_of, text_of_two_bytes

MOST_ROWS: Final = 1_000_000
MOST_COLUMNS: Final = 100
MOST_CELLS: Final = 2_000_000
MOST_CHARACTERS: Final = 100_000_000
LONGEST_LINE: Final = 1_000_000
SHEET: Final = "Metrics"
# The sheet of a marked copy that lists what was wrong; it is ours, and is not read.
MENDING: Final = "What to mend"

_LINE: Final = re.compile(r"[^\r\n]+")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_TOLD: Final = re.compile(r'"?sep=([,;\t|])"?', re.IGNORECASE)

Fault = Literal["", "formula", "error", "merged", "no value", "twice"]


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell as a reader would see it, and where it stands.

    Attributes:
        text: without surrounding space.
        place: its own.
        fault: "formula", "error" or "merged" where a workbook's cell holds no plain value; the text
            is then the formula, the error, or the merged cell that hides it. In JSON "no value" for
            what is neither text nor number, which the text then names, and "twice" for a key that
            stands twice in its object.
    """

    text: str
    place: Place
    fault: Fault = ""


_NO_FAULTS: Final[Mapping[int, Fault]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, from the first column on.

    A cell's place is made when it is asked for: of a hundred thousand rows few have a problem.

    Attributes:
        place: of the row itself.
        number: which row of its table it is, as a spreadsheet numbers them.
        texts: what its cells hold, without surrounding space.
        faults: what is wrong with a cell, by its index.
        places: where each cell stands, where that does not follow from the row's own place.
    """

    place: Place
    number: int
    texts: tuple[str, ...]
    faults: Mapping[int, Fault] = field(default_factory=lambda: _NO_FAULTS)
    places: Sequence[Place] = ()

    @classmethod
    def of(cls, place: Place, cells: Sequence[Cell]) -> Row:
        """A row of cells that each have a place of their own."""
        faults = {index: cell.fault for index, cell in enumerate(cells) if cell.fault}
        places = tuple(cell.place for cell in cells)
        return cls(place, 0, tuple(cell.text for cell in cells), faults, places)

    def place_of(self, index: int) -> Place:
        """Where the cell with an index, from 0, stands."""
        if self.places:
            return self.places[index]
        row = self.place
        cell = f"{column_letters(index + 1)}{self.number}"
        return Place(row.file, row.line, sheet=row.sheet, cell=cell)

    def cell(self, index: int) -> Cell:
        """The cell with an index, from 0."""
        return Cell(self.texts[index], self.place_of(index), self.faults.get(index, ""))

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All of them."""
        return tuple(self.cell(index) for index in range(len(self.texts)))


@dataclass(frozen=True, slots=True)
class Cells:
    """A file as read: its rows, blank ones left out, and what was wrong with the file.

    A workbook that is one of our forms has no rows of its own but those of its sheets, by name.
    """

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    sheets: tuple[tuple[str, tuple[Row, ...]], ...] = ()


@uncollected()
def read_cells(content: bytes, shown: str) -> Cells:
    """Read a file by what it is, not by what it is called."""
    if not content.strip():
        return _refused(shown, "S003", "the file is empty.", "Send the file again as you saved it.")
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        # A CSV needs no reader of workbooks.
        from milepost.submissions.workbooks import read_workbook  # noqa: PLC0415

        return read_workbook(content, shown)
    if kind := kind_of(content):
        remedy = 'Save the table as "Excel Workbook (.xlsx)" and send that.'
        if "password" in kind:
            remedy = 'Take the password off and save it as "Excel Workbook (.xlsx)".'
        code = "S006" if "workbook" in kind else "S004"
        return _refused(shown, code, f"this is {kind}.", remedy)
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


@lru_cache(maxsize=1_000)
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
    if encoding := text_of_two_bytes(content):
        return _refused(
            shown,
            "S004",
            f"this is text in {encoding}, not in UTF-8.",
            'Save it again and choose "CSV UTF-8 (Comma delimited)" as the type.',
        )
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
        line = len(_LINE_END.findall(content[: error.start].decode("utf-8", "replace"))) + 1
        return _refused(
            shown,
            "S004",
            f"line {line} holds a character that is not UTF-8.",
            'Save it again and choose "CSV UTF-8 (Comma delimited)" as the type.',
            line,
        )
    # The csv module would raise on an enormous field, not say where it began.
    if too_long := _too_long(text):
        number, length = too_long
        return _refused(
            shown,
            "S005",
            f"line {number} is {length:,} characters long.",
            f"A row takes no more than {LONGEST_LINE:,}. Look for a quotation mark "
            "or a line break that was lost.",
            number,
        )
    return _rows(text, shown)


def _too_long(text: str) -> tuple[int, int] | None:
    """Number and length of the first line that is too long; lines end as any program ends them."""
    if len(text) <= LONGEST_LINE:
        return None
    for found in _LINE.finditer(text):
        if found.end() - found.start() > LONGEST_LINE:
            number = len(_LINE_END.findall(text, 0, found.start())) + 1
            return number, found.end() - found.start()
    return None


def _rows(text: str, shown: str) -> Cells:
    csv.field_size_limit(LONGEST_LINE)
    first, delimiter = _beginning(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    if first:
        next(reader)
    rows: list[Row] = []
    known = dict[str, str]().setdefault
    record, begins, written = 0, 1 + first, 0
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
        if len(fields) > MOST_COLUMNS and (far := _too_far(fields)):
            place = Place(shown, begins, cell=f"{column_letters(far)}{record}")
            message = f"something is written right of column {column_letters(MOST_COLUMNS)}."
            problem = Problem(place, "S007", message, "Delete what stands right of the table.")
            return Cells(tuple(rows), (problem,))
        written += len(fields)
        if written > MOST_CELLS:
            return _refused(
                shown,
                "S007",
                f"the table has more than {MOST_CELLS:,} cells.",
                "Send totals, one row per measure and period.",
                begins,
            )
        # Names, codes and sources come again and again: each is kept once.
        texts = tuple([known(text, text) for text in map(str.strip, fields)])
        if any(texts):
            rows.append(Row(Place(shown, begins), record, texts))
        begins = reader.line_num + 1


def nothing_written(place: Place) -> Cells:
    """What is said of a file or sheet in which every cell is empty."""
    problem = Problem(
        place, "S009", "nothing is written in the table.", "Write it from its first row on."
    )
    return Cells((), (problem,))


def _too_far(fields: list[str]) -> int:
    """The first column beyond what a table may take up that is written in; the others are cut."""
    for number, written in enumerate(fields[MOST_COLUMNS:], start=MOST_COLUMNS + 1):
        if written.strip():
            return number
    del fields[MOST_COLUMNS:]
    return 0


def _beginning(text: str) -> tuple[int, str]:
    """How many lines stand before the table, and what divides its columns."""
    first = next((found[0] for found in _LINE.finditer(text) if found[0].strip()), "")
    # A spreadsheet program takes such a line for its own, and shows the table without it.
    if (told := _TOLD.fullmatch(first.strip(" "))) and text.startswith(first):
        return 1, told[1]
    return 0, max(",;\t", key=first.count)
