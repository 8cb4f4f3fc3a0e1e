"""What the fuzzers of intake have in common: what they start from, and what must hold of any file.

Whatever the bytes, reading ends; it raises nothing; every problem says where, what and what to do;
and every place lies in the file.
"""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path
from typing import Final

from milepost.plan.files import read_plan
from milepost.plan.model import Plan
from milepost.sources import Place, as_text, printable
from milepost.submissions.cells import Cells, column_letters, read_cells
from milepost.submissions.observations import read_observations
from milepost.submissions.sheets import column_number
from tests import xlsx

_PROBLEMS: Final = Path(__file__).parents[1] / "problems"
HEAD: Final = ("agency", "measure", "period", "value", "of", "bound", "absence", "source", "note")
ROWS: Final[tuple[tuple[str, ...], ...]] = (
    HEAD,
    ("ATF", "cases-initiated", "FY2009-Q1", "1,767", "", "at least", "", "", "a note"),
    ("ATF", "cases-initiated", "FY2009-Q2", "25–33", "", "", "", "s", '"so", they say'),
    ("ATF", "cases-initiated", "FY2009-Q3", "", "", "", "not tracked", "", "México – ４７"),
    ("ATF", "share-answered", "2009-05", "4 of 10", "", "", "", "", "\u200f47"),
)
CSV: Final = "\r\n".join(
    ",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in ROWS
).encode()
JSON: Final = json.dumps(
    [dict(zip(HEAD, row, strict=True)) for row in ROWS[1:]], ensure_ascii=False, indent=1
).encode()
_LAST_ROW: Final = 1_048_576
_LAST_COLUMN: Final = 16_384
_CELL: Final = re.compile(r"([A-Z]+)([1-9][0-9]*)")


def workbook_parts() -> dict[str, str]:
    """The parts of a workbook with something of everything that a sheet can hold."""
    rows: list[list[xlsx.Written]] = [list(row) for row in ROWS]
    rows[1][3] = xlsx.number("0.47", style=1)
    rows[2][3] = xlsx.formula("SUM(D2:D3)")
    rows[3][3] = xlsx.error("#DIV/0!")
    rows[4][2] = xlsx.number("39934")
    parts = xlsx.parts({"Metrics": rows, "Notes": [["x"]]})
    sheet = parts["xl/worksheets/sheet1.xml"]
    sheet = sheet.replace('<row r="3">', '<row r="3" hidden="1">')
    sheet = sheet.replace(
        "<sheetData>", '<cols><col min="2" max="2" hidden="1"/></cols><sheetData>'
    )
    merged = '</sheetData><mergeCells><mergeCell ref="H2:I4"/></mergeCells>'
    return parts | {"xl/worksheets/sheet1.xml": sheet.replace("</sheetData>", merged)}


@functools.cache
def plan() -> Plan:
    """The small plan of the catalogue."""
    found = read_plan([_PROBLEMS / "base"], _PROBLEMS).plan
    assert found is not None
    return found


def read(content: bytes, name: str) -> Cells:
    """Read a file to its end, and hold what came of it to what must hold of any."""
    cells = read_cells(content, name)
    reading = read_observations(cells, plan(), "ATF")
    lines = len(re.findall(rb"\r\n|\r|\n", content)) + 1
    for problem in (*cells.problems, *reading.problems):
        assert problem.code
        assert problem.message.endswith((".", "?"))
        assert problem.remedy.strip()
        assert printable(problem.message) == problem.message
        assert "\x1b" not in as_text(problem)
        _lies_in(problem.place, name, lines)
    for row in cells.rows:
        assert not row.is_blank
        for number, cell in enumerate(row.cells, start=1):
            _lies_in(cell.place, name, lines)
            if cell.place.cell:
                assert cell.place.cell.startswith(column_letters(number))
    assert len(reading.observations) <= reading.rows <= len(cells.rows)
    return cells


def _lies_in(place: Place, name: str, lines: int) -> None:
    assert place.file == name
    assert place.sheet or 0 <= place.line <= lines
    if place.cell:
        found = _CELL.fullmatch(place.cell)
        assert found
        if place.sheet:
            assert int(found[2]) <= _LAST_ROW
            assert column_number(found[1]) <= _LAST_COLUMN
        else:
            assert int(found[2]) <= lines
