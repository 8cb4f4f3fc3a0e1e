"""The door through which workbooks come in.

The archive is looked at first (``archives``), its XML is read strictly (``workbook_xml``), and a
sheet cell by cell (``sheets``): a cell that holds a formula or an error, that is hidden by a merged
one or lies in a hidden row says so. Macros and links are never followed.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from typing import Final

from milepost.sources import Place, Problem, did_you_mean, printable
from milepost.submissions.archives import Archive, RefusedError, damaged
from milepost.submissions.as_shown import BUILT_IN
from milepost.submissions.cells import MENDING, SHEET, Cells, nothing_written
from milepost.submissions.form_sheets import is_of_a_form
from milepost.submissions.sheets import Shared, SheetXml, as_problem, table_of
from milepost.submissions.workbook_xml import (
    Book,
    NumberFormats,
    Relationships,
    SharedTexts,
    SheetPart,
    Taken,
)

# Sheets that may stand beside the table and are not read.
BESIDE: Final = ("Instructions", "Notes")
# What a workbook can hold beside its sheets that acts by itself, by the folder of its parts.
_ACTIVE: Final = (
    ("xl/vbaproject", "macros"),
    ("xl/macrosheets/", "macros"),
    ("xl/externallinks/", "links to other workbooks"),
    ("xl/connections", "connections to databases"),
    ("xl/activex/", "controls"),
    ("xl/embeddings/", "embedded files"),
)


class Workbook:
    """A workbook whose archive was looked at and whose list of sheets was read.

    Raises:
        RefusedError: where it cannot be read.
    """

    def __init__(self, content: bytes, shown: str) -> None:
        self._shown = shown
        self._archive = Archive(content)
        self._taken = Taken()
        main = self._connections("").kinds.get("officeDocument", "xl/workbook.xml")
        book = Book(self._taken)
        book.read(self._archive, main)
        self._connected = self._connections(main)
        self._from_1904 = book.from_1904
        self._shared: Shared | None = None
        self.sheets = tuple(
            SheetPart(printable(name), hidden, self._connected.targets.get(identifier, ""))
            for name, hidden, identifier in book.sheets
        )
        # Ten thousand sheets can be one part, read ten thousand times.
        names, parts = ({s.name.casefold() for s in self.sheets}, {s.part for s in self.sheets})
        if min(len(names), len(parts)) < len(self.sheets):
            raise damaged("two of its sheets have one name, or are one")

    def cells(self, sheet: SheetPart) -> Cells:
        """What is written in a sheet."""
        try:
            if not sheet.part:
                raise damaged(f'it lacks its sheet "{sheet.name}"')
            read = SheetXml(self._taken, self._what_is_shared())
            read.read(self._archive, sheet.part)
            rows, problems = table_of(read, self._shown, sheet.name)
        except RefusedError as error:
            return Cells((), (as_problem(error, self._shown, sheet.name),))
        if sheet.hidden:
            problems.insert(0, _hidden_sheet(sheet, self._shown))
        return Cells(tuple(rows), tuple(problems))

    def remarks(self) -> tuple[Problem, ...]:
        """What it holds that acts by itself: it was not run, and not followed."""
        held = dict.fromkeys(w for folder, w in _ACTIVE if self._archive.beginning_with(folder))
        if not held:
            return ()
        problem = Problem(
            Place(self._shown),
            "S015",
            f"the workbook holds {' and '.join(held)}. They were left alone.",
            'Save it as "Excel Workbook (.xlsx)", with values only.',
            "warning",
        )
        return (problem,)

    def _what_is_shared(self) -> Shared:
        if self._shared is None:
            texts, formats = SharedTexts(self._taken), NumberFormats(self._taken)
            if part := self._connected.kinds.get("sharedStrings"):
                texts.read(self._archive, part)
            part = self._connected.kinds.get("styles")
            if part and part in self._archive:
                formats.read(self._archive, part)
            codes = {**BUILT_IN, **formats.codes}
            of_style = [codes.get(number, "") for number in formats.of_style]
            self._shared = Shared(texts.texts, of_style, self._from_1904)
        return self._shared

    def _connections(self, part: str) -> Relationships:
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        found = Relationships(self._taken, folder)
        if path in self._archive:
            found.read(self._archive, path)
        return found


def read_workbook(content: bytes, shown: str) -> Cells:
    """Read the sheet named Metrics; name every sheet that is not known."""
    try:
        book = Workbook(content, shown)
    except RefusedError as error:
        return Cells((), (as_problem(error, shown),))
    # A marked copy may be mended and sent again.
    sheets = [sheet for sheet in book.sheets if sheet.name != MENDING]
    read = [(sheet.name, book.cells(sheet)) for sheet in sheets]
    if any(is_of_a_form(cells.rows) for _, cells in read):
        found = (*book.remarks(), *(p for _, cells in read for p in cells.problems))
        return Cells((), found, tuple((name, cells.rows) for name, cells in read if cells.rows))
    problems = (*book.remarks(), *_unknown_sheets(sheets, shown))
    table = next((cells for name, cells in read if name == SHEET), None)
    if table is None:
        return Cells((), problems)
    if not table.rows and not table.problems:
        table = nothing_written(Place(shown, sheet=SHEET))
    return Cells(table.rows, (*problems, *table.problems))


def _hidden_sheet(sheet: SheetPart, shown: str) -> Problem:
    return Problem(
        Place(shown, sheet=sheet.name),
        "S014",
        "what is written in the hidden sheet was read.",
        "Show it, and see that it is meant.",
        "warning",
    )


def _unknown_sheets(sheets: Iterable[SheetPart], shown: str) -> list[Problem]:
    sheets = list(sheets)
    problems = [
        Problem(
            Place(shown, sheet=sheet.name),
            "S008",
            f'the {"hidden " * sheet.hidden}sheet "{sheet.name}" is not known, and was not read.'
            f"{did_you_mean(sheet.name, [SHEET])}",
            f'Name the table\'s sheet "{SHEET}". Beside it may stand: {", ".join(BESIDE)}.',
        )
        for sheet in sheets
        if sheet.name != SHEET and sheet.name not in BESIDE
    ]
    if not problems and not any(sheet.name == SHEET for sheet in sheets):
        problems.append(
            Problem(
                Place(shown),
                "S009",
                f'the workbook has no sheet named "{SHEET}".',
                f'Put the rows on a sheet named "{SHEET}".',
            )
        )
    return problems
