"""The measures as a workbook for those who will not open YAML, and workbooks as sheets of cells.

What a person typed is written as text, whatever sign it begins with, so that nothing in it is ever
a formula. The same plan gives the same bytes: the archive holds no time and no name of a machine.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Final

import openpyxl
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from milepost.interchange.columns import COLUMNS, HEADING_OF, READ_ONLY
from milepost.interchange.measure_cells import (
    Content,
    Figure,
    cells_of,
    has_made_up,
    headings_of,
    made_up_columns,
)
from milepost.interchange.record_cells import PARTS
from milepost.plan.dated import History
from milepost.plan.model import Plan
from milepost.plan.places import Places
from milepost.sources import Problem
from milepost.submissions.archives import RefusedError
from milepost.submissions.cells import Cells
from milepost.submissions.sheets import as_problem
from milepost.submissions.workbooks import Workbook

ABOUT: Final = "About"
MEASURES: Final = "Measures"
BESIDE: Final = "Agencies and objectives"
# A cell of a spreadsheet takes no more characters.
LONGEST: Final = 32_767
_CUT: Final = " [cut: the whole is at {}]"

_CORE: Final = "docProps/core.xml"
_STAMP: Final = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HEAD: Final = PatternFill("solid", fgColor="1F3A5F")
_HEAD_READ_ONLY: Final = PatternFill("solid", fgColor="6B7280")
_MADE_UP: Final = PatternFill("solid", fgColor="FFF3C4")
_TOP: Final = Alignment(wrap_text=True, vertical="top")
_WIDTHS: Final = {column.heading: column.width for column in COLUMNS}
_TARGET_WIDTH: Final = 14
_TALLEST: Final = 240.0
_LINE: Final = 15.0


def as_workbook(
    plan: Plan, places: Places, histories: Sequence[History] = (), *, illustrative: bool = False
) -> bytes:
    """The measures of a plan for review: what this is, a row a measure, and who and what for.

    Args:
        plan: the plan.
        places: where its measures are written.
        histories: its dated values.
        illustrative: whether the workspace as a whole was made up to show something.
    """
    book = openpyxl.Workbook()
    about = book.active
    assert isinstance(about, Worksheet)  # noqa: S101  # a new workbook has one
    about.title = ABOUT
    _write_about(about, plan, illustrative=illustrative)
    _write_measures(book.create_sheet(MEASURES), plan, places, histories)
    _write_beside(book.create_sheet(BESIDE), plan)
    stream = io.BytesIO()
    book.save(stream)
    return _without_times(stream.getvalue())


_PARTS_IN_WORDS: Final = " ".join(
    f"{HEADING_OF[key]}: {' | '.join(parts)}." for key, parts in PARTS.items()
)
_HOW_TO: Final = (
    (
        "How to send changes back",
        (
            f'Write into the sheet "{MEASURES}", save it as .xlsx and send it to the office that '
            "keeps the plan. There `milepost import FILE` turns every row into a file of the plan; "
            "with --replace it writes over the files that are there."
        ),
    ),
    (
        "What to keep",
        (
            "The Measure ID, because agencies write it in their files. A new measure is a new row; "
            "leave its ID empty and one is made of its title. Columns may be moved."
        ),
    ),
    (
        "Read only",
        (
            f'What stands under a heading with "{READ_ONLY}" is for reading; it is changed in the '
            'YAML, at the place under "Written at".'
        ),
    ),
    (
        "Several in one cell",
        (
            "A line each. Of targets the period first, such as FY2010: why it is this much. Else "
            f"the parts of a line with a stroke between them. {_PARTS_IN_WORDS}"
        ),
    ),
)
_ILLUSTRATIVE: Final = "ILLUSTRATIVE"
_ALL_IS_MADE_UP: Final = "Everything here was made up to show how it works; no figure is a fact."
_WHAT_IS_MADE_UP: Final = (
    "{} of the measures hold something that was made up to show a feature. It is on yellow, and "
    'named under "Illustrative"; no such figure is a fact.'
)


def _write_about(sheet: Worksheet, plan: Plan, *, illustrative: bool) -> None:
    day = f" as it stood on {plan.as_of}" if plan.as_of else ""
    made_up = sum(1 for measure in plan.measures if has_made_up(measure))
    lines = [
        (plan.strategy.title, ""),
        ("What this is", f"The {len(plan.measures)} measures of the plan{day}, a row each."),
        ("Issued by", plan.agency_by_id[plan.strategy.issued_by].name),
        *_HOW_TO,
    ]
    if illustrative:
        lines.append((_ILLUSTRATIVE, _ALL_IS_MADE_UP))
    elif made_up:
        lines.append((_ILLUSTRATIVE, _WHAT_IS_MADE_UP.format(made_up)))
    for row, (name, text) in enumerate(lines, start=1):
        _put(sheet.cell(row, 1), name)
        _put(sheet.cell(row, 2), text)
        sheet.cell(row, 1).font = Font(bold=True, size=14 if row == 1 else 11)
        if name == _ILLUSTRATIVE:
            sheet.cell(row, 1).fill = sheet.cell(row, 2).fill = _MADE_UP
    sheet.cell(1, 1).alignment = Alignment(wrap_text=False, vertical="top")
    sheet.column_dimensions["A"].width = 26
    sheet.column_dimensions["B"].width = 90


def _write_measures(
    sheet: Worksheet, plan: Plan, places: Places, histories: Sequence[History]
) -> None:
    headings = headings_of(plan)
    _write_head(sheet, headings, [_WIDTHS.get(name, _TARGET_WIDTH) for name in headings])
    rows = cells_of(plan, places, histories)
    for row, (measure, cells) in enumerate(zip(plan.measures, rows, strict=True), start=2):
        at = str(places.at("measures", measure.id))
        made_up = made_up_columns(measure)
        for column, name in enumerate(headings, start=1):
            if content := cells.get(name):
                cell = sheet.cell(row, column)
                _put(cell, content, at)
                if name in made_up:
                    cell.fill = _MADE_UP
        sheet.row_dimensions[row].height = _height(cells)
    sheet.freeze_panes = "C2"
    last = f"{get_column_letter(len(headings))}{len(plan.measures) + 1}"
    sheet.auto_filter.ref = f"A1:{last}"
    sheet.page_setup.orientation = "landscape"
    sheet.print_title_rows = "1:1"


def _write_beside(sheet: Worksheet, plan: Plan) -> None:
    goals = {goal.id: goal.title for goal in plan.goals}
    rows = [
        *(("agency", a.id, a.name, a.parent or "") for a in plan.agencies),
        *(("objective", o.id, o.title, goals.get(o.goal, o.goal)) for o in plan.objectives),
    ]
    _write_head(sheet, ("What", "Written as", "In full", "Belongs to"), (12, 34, 60, 44))
    for row, texts in enumerate(rows, start=2):
        for column, text in enumerate(texts, start=1):
            if text:
                _put(sheet.cell(row, column), text)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:D{len(rows) + 1}"


def _write_head(sheet: Worksheet, names: Sequence[str], widths: Sequence[int]) -> None:
    for column, (name, width) in enumerate(zip(names, widths, strict=True), start=1):
        cell = sheet.cell(1, column)
        _put(cell, name)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = _HEAD_READ_ONLY if name.endswith(READ_ONLY) else _HEAD
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[1].height = 2 * _LINE + 2


def _put(cell: SheetCell | MergedCell, content: Content, at: str = "") -> None:
    """Write a cell: a number as a number, anything else as text and never as a formula."""
    if isinstance(content, Figure):
        number = content.number
        cell.value = int(number) if number == number.to_integral_value() else float(number)
        cell.number_format = _format(content)
        cell.alignment = Alignment(vertical="top")
        return
    text = _NOT_XML.sub(" ", content)
    if len(text) > LONGEST:
        tail = _CUT.format(at)
        text = text[: LONGEST - len(tail)] + tail
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
    cell.alignment = _TOP


def _format(figure: Figure) -> str:
    """How a number is shown; that it was made up stands beside it in its own cell."""
    digits = "#,##0" + ("." + "0" * figure.decimals if figure.decimals else "")
    sign = {"USD": f'"$"{digits}', "percent": f'{digits}"%"'}.get(figure.unit, digits)
    return sign + ('" illustrative"' if figure.illustrative else "")


def _height(cells: Mapping[str, Content]) -> float:
    """High enough for its longest text, within reason: programs do not all see to it."""
    lines = 1
    for name, content in cells.items():
        if isinstance(content, str) and not name.endswith(READ_ONLY):
            width = _WIDTHS.get(name, _TARGET_WIDTH)
            lines = max(lines, sum(len(line) // width + 1 for line in content.split("\n")))
    return min(_TALLEST, lines * _LINE)


def _without_times(content: bytes) -> bytes:
    """The same archive, without the times at which it and its parts were made.

    Nothing in it is compressed: not every machine packs the same bytes in the same way.
    """
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as made,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as packed,
    ):
        for name in made.namelist():
            part = made.read(name)
            if name == _CORE:
                part = _STAMP.sub(b"", part)
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED
            info.create_system = 3
            packed.writestr(info, part)
    return stream.getvalue()


def read_sheets(content: bytes, shown: str) -> tuple[dict[str, Cells], tuple[Problem, ...]]:
    """Every sheet of a workbook as cells, through the door of what agencies send."""
    try:
        book = Workbook(content, shown)
    except RefusedError as error:
        return {}, (as_problem(error, shown),)
    return {sheet.name: book.cells(sheet) for sheet in book.sheets}, ()
