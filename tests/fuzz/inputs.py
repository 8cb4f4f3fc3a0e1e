"""What the fuzzers of intake have in common: what they start from, and what must hold of any file.

Whatever the bytes, reading ends; it raises nothing; every problem says where, what and what to do;
and every place lies in the file. What JSON is, the standard library's reader and ours agree on.
"""

from __future__ import annotations

import functools
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Final

from milepost.periods import parse_period
from milepost.plan.files import read_plan
from milepost.plan.model import Plan
from milepost.sources import Place, as_text, printable
from milepost.submissions.cells import Cells, column_letters, read_cells
from milepost.submissions.forms import read_sent
from milepost.submissions.marked import marked_copy
from milepost.submissions.sheets import column_number
from tests import xlsx
from tests.forms.smallest import filled_csv, filled_parts

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
PERIOD: Final = "FY2009-Q4"
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
def form_parts() -> dict[str, str]:
    """The parts of a filled form of the year's last quarter, with an explanation."""
    parts = filled_parts(PERIOD)
    name = next(n for n, part in parts.items() if "by_when" in part)
    told = zip("ABCD", ("share-answered", "Fewer came.", "More staff.", "2010-03-31"), strict=True)
    row = "".join(f'<c r="{c}3" t="inlineStr"><is><t>{text}</t></is></c>' for c, text in told)
    end = f'<row r="3">{row}</row></sheetData>'
    return parts | {name: parts[name].replace("</sheetData>", end)}


@functools.cache
def form_csv() -> bytes:
    """A filled form as a CSV."""
    return filled_csv(PERIOD)


@functools.cache
def plan() -> Plan:
    """The small plan of the catalogue."""
    found = read_plan([_PROBLEMS / "base"], _PROBLEMS).plan
    assert found is not None
    return found


def read(content: bytes, name: str, *, marked: bool = False) -> Cells:
    """Read a file to its end, and hold what came of it to what must hold of any.

    Args:
        content: the file.
        name: what it is called.
        marked: whether to make the copy with faulty cells marked, too, which takes far longer.
    """
    cells = read_cells(content, name)
    reading = read_sent(cells, plan(), "ATF", parse_period(PERIOD))
    lines = len(re.findall(rb"\r\n|\r|\n", content)) + 1
    for problem in (*cells.problems, *reading.problems, *(r.problem for r in reading.rejections)):
        assert problem.code
        assert problem.message.endswith((".", "?"))
        assert problem.remedy.strip()
        assert printable(problem.message) == problem.message
        assert "\x1b" not in as_text(problem)
        _lies_in(problem.place, name, lines)
    rows = [row for _, rows in (("", cells.rows), *cells.sheets) for row in rows]
    for row in rows:
        if not name.endswith(".json"):  # an object stands there, whatever it holds
            assert any(row.texts)
        for number, cell in enumerate(row.cells, start=1):
            _lies_in(cell.place, name, lines)
            if cell.place.cell:
                assert cell.place.cell.startswith(column_letters(number))
    for place in (*(e.place for e in reading.explanations), *(a.place for a in reading.assertions)):
        _lies_in(place, name, lines)
    assert len(reading.observations) <= reading.rows <= len(rows)
    if marked and reading.problems:
        _acts_not(marked_copy(content, name, reading.problems))
    return cells


def agrees_on_json(content: bytes) -> None:
    """Read a file as JSON: it is JSON to the standard library's reader too, or to neither."""
    if not content.strip() or b"\0" in content:
        return
    codes = {problem.code for problem in read(content, "ATF.json").problems}
    if codes & {"S007", "S021"}:
        return  # that it was given up before its end
    try:
        json.loads(content.decode("utf-8-sig"), parse_int=str, parse_float=str)
    except RecursionError:
        return
    except ValueError:
        assert codes & {"S003", "S004", "S006", "S020"}
    else:
        assert not codes & {"S004", "S020"}


def _acts_not(copy: bytes | None) -> None:
    """A marked copy can be read, and nothing in it acts."""
    if copy is None:
        return
    assert read_cells(copy, "copy.xlsx").rows or read_cells(copy, "copy.xlsx").sheets
    with zipfile.ZipFile(io.BytesIO(copy)) as packed:
        for part in packed.namelist():
            assert not re.search("vba|external|activex|embed|connection", part, re.IGNORECASE)
            if part.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in packed.read(part)
                assert b"<f " not in packed.read(part)


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
