"""Signs that show otherwise than they read, and what a workbook shows otherwise than it holds."""

from __future__ import annotations

import io

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]  # ships no types

from milepost.sources import Place, Problem
from milepost.submissions.cells import Cells, read_cells
from milepost.submissions.model import Reading
from milepost.submissions.observations import read_observations
from tests import xlsx
from tests.catalogue import base_plan
from tests.hostile import workbooks as made

PLAN = base_plan()
ROW = ("ATF", "cases-initiated", "FY2009-Q1", "74", "")


def _read(content: bytes, name: str = "ATF.csv") -> Reading:
    return read_observations(read_cells(content, name), PLAN, "ATF")


def _csv(*cells: str, head: tuple[str, ...] = made.HEAD) -> bytes:
    return (",".join(head) + "\n" + ",".join(cells) + "\n").encode()


def _codes(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(p.place.cell, p.code) for p in problems]


@pytest.mark.parametrize(
    "note",
    [
        "می‌شود، گزارش نشده",  # Persian, with the joiner that its spelling needs
        "לא דווח\u200f (2009)",
        "لم يُبلَّغ عنه \u061c12",
        "报告　未到",
        "reported 👩‍🚒 by hand",
        "4\xa0of\u202f10 – “so”",
        "=1+1, @home, -3, +x",
    ],
)
def test_a_note_keeps_its_script_to_the_letter(note: str) -> None:
    quoted = '"' + note + '"'
    for content, name in (
        (_csv(*ROW[:4], quoted), "ATF.csv"),
        (xlsx.workbook({"Metrics": [made.HEAD, [*ROW[:4], note]]}), "ATF.xlsx"),
    ):
        reading = _read(content, name)
        assert reading.problems == ()
        assert [o.note for o in reading.observations] == [note]


@pytest.mark.parametrize("sign", ["\x1b", "\x07", "\x00", "\x9b", "\u202e", "\u202d"])
def test_what_acts_is_not_taken_into_a_note_either(sign: str) -> None:
    kept = sign if sign.isprintable() or sign > "\x7f" else f"_x{ord(sign):04X}_"
    note = f"a{kept}b"
    reading = _read(xlsx.workbook({"Metrics": [made.HEAD, [*ROW[:4], note]]}), "ATF.xlsx")
    assert _codes(reading.problems) == [("E2", "S114")]
    assert reading.observations == ()


@pytest.mark.parametrize("column", range(4))
@pytest.mark.parametrize(
    "sign", ["\u200b", "\u200d", "\u200e", "\u2066", "\xad", "\ufeff", "\u3164"]
)
def test_what_is_not_seen_is_said_at_its_cell(column: int, sign: str) -> None:
    cells = list(ROW)
    cells[column] = cells[column][:2] + sign + cells[column][2:]
    reading = _read(_csv(*cells))
    assert ("ABCD"[column] + "2", "S114") in _codes(reading.problems)
    assert all(sign not in p.message + p.remedy for p in reading.problems)
    assert reading.observations == ()


@pytest.mark.parametrize(
    ("cells", "absence"),
    [
        (("ＡＴＦ", "cases-initiated", "FY２００９-Q1", "７４", ""), None),
        (("ATF\xa0", "\u2007cases-initiated", "FY2009-Q1", "\u202f74", ""), None),
        (("ATF", "cases-initiated", "FY2009-Q1", "not\xa0tracked", "why"), "not tracked"),
    ],
)
def test_what_is_harmless_is_read_as_what_it_shows(
    cells: tuple[str, ...], absence: str | None
) -> None:
    reading = _read(_csv(*cells))
    assert reading.problems == ()
    (observation,) = reading.observations
    assert (observation.agency, str(observation.period)) == ("ATF", "FY2009-Q1")
    assert (observation.absence, observation.stated is None) == (absence, absence is not None)


@pytest.mark.parametrize("period", ["FY٢٠٠٩-Q1", "FY২০০৯-Q1", "২০০৯-05"])
def test_a_period_in_digits_of_another_script_is_none(period: str) -> None:
    assert _codes(_read(_csv("ATF", "cases-initiated", period, "74")).problems) == [("C2", "S103")]


def test_a_line_for_the_program_is_no_row_of_the_table() -> None:
    content = b"\xef\xbb\xbfsep=;\r\nagency;measure\r\nATF;x,y\r\n"
    cells = read_cells(content, "ATF.csv")
    assert [[c.text for c in row.cells] for row in cells.rows] == [
        ["agency", "measure"],
        ["ATF", "x,y"],
    ]
    # A spreadsheet program shows the table from its first row on, without that line.
    assert cells.rows[0].cells[0].place == Place("ATF.csv", 2, cell="A1")
    assert cells.rows[1].cells[1].place == Place("ATF.csv", 3, cell="B2")


def _sheet(change: str, *rows: list[xlsx.Written]) -> Cells:
    parts = xlsx.parts({"Metrics": [made.HEAD, *rows]})
    sheet = parts[made.SHEET].replace("</sheetData>", f"</sheetData>{change}")
    return read_cells(xlsx.archive({**parts, made.SHEET: sheet}), "ATF.xlsx")


def test_a_bound_that_is_merged_over_rows_holds_for_none_unseen() -> None:
    rows: list[list[xlsx.Written]] = [made.row("74"), made.row("75", "FY2009-Q2")]
    cells = _sheet('<mergeCells><mergeCell ref="E2:E3"/></mergeCells>', *rows)
    reading = read_observations(cells, PLAN, "ATF")
    assert _codes(reading.problems) == [("E3", "S115")]
    assert [o.place.cell for o in reading.observations] == ["A2"]


def test_cells_merged_beside_and_below_the_table_are_left_alone() -> None:
    merged = '<mergeCells><mergeCell ref="A9:E12"/><mergeCell ref="ZZ1:AAA9"/></mergeCells>'
    assert _sheet(merged, made.row("74")).problems == ()


def _by_xlsxwriter() -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("Metrics")
    sheet.write_row(0, 0, made.HEAD)
    sheet.write_row(1, 0, ROW[:3])
    sheet.write_number(1, 3, 1767.5, book.add_format({"num_format": "#,##0.0"}))
    sheet.write_string(1, 4, "=not a formula _x000D_ é")
    book.close()
    return stream.getvalue()


def _by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Metrics"
    sheet.append(made.HEAD)
    sheet.append([*ROW[:3], 1767.5])
    sheet["E2"].value = "=not a formula _x000D_ é"
    sheet["E2"].data_type = "s"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("content", [_by_xlsxwriter(), _by_openpyxl()], ids=["one", "other"])
def test_what_the_libraries_write_is_read(content: bytes) -> None:
    cells = read_cells(content, "ATF.xlsx")
    assert cells.problems == ()
    assert [c.text for c in cells.rows[1].cells][:4] == [*ROW[:3], "1767.5"]
    assert cells.rows[1].cells[4].text.startswith("=not a formula ")
    assert {c.fault for c in cells.rows[1].cells} == {""}


def test_elements_may_have_a_prefix_and_the_namespace_of_the_strict_edition() -> None:
    parts = xlsx.parts({"Metrics": [made.HEAD, list(ROW)]})
    for name in (made.SHEET, "xl/workbook.xml", "xl/styles.xml"):
        head, body = parts[name].split("\n")
        body = body.replace("</", "\0").replace("<", "<x:").replace("\0", "</x:")
        body = body.replace('xmlns="', 'xmlns:x="').replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
        parts[name] = f"{head}\n{body}"
    assert len(_read(xlsx.archive(parts), "ATF.xlsx").observations) == 1
