"""Forms that come back otherwise than they went out: renamed, copied, cut, without a stamp."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from milepost.periods import parse_period
from milepost.submissions.cells import read_cells
from milepost.submissions.forms import read_sent
from milepost.submissions.model import Reading
from milepost.workspace import Workspace
from tests import xlsx
from tests.catalogue import base_plan
from tests.cli.office import Office, table
from tests.forms import filling
from tests.forms.filling import FIGURES, LAST_QUARTER
from tests.forms.smallest import filled


@pytest.fixture
def sent(office: Office) -> Path:
    """A form that is filled and without any fault."""
    made = office.root / "made.xlsx"
    assert office.run("template", "PGR", LAST_QUARTER, "-o", str(made)).exit_code == 0
    filling.fill_workbook(made, office.root / "PGR.xlsx")
    return office.root / "PGR.xlsx"


def _changed(path: Path, change: Callable[[openpyxl.Workbook], None]) -> None:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def _page(book: openpyxl.Workbook, name: str) -> Worksheet:
    page = book[name]
    assert isinstance(page, Worksheet)
    return page


def _read(office: Office, content: bytes, name: str = "PGR.xlsx") -> Reading:
    plan = Workspace(office.root).plan.plan
    assert plan is not None
    return read_sent(read_cells(content, name), plan, "PGR", parse_period(LAST_QUARTER))


def _codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def test_the_smallest_filled_form_has_no_problem() -> None:
    for period in ("FY2009-Q1", "FY2009-Q4"):
        cells = read_cells(filled(period), "ATF.xlsx")
        reading = read_sent(cells, base_plan(), "ATF", parse_period(period))
        assert reading.problems == ()
        assert len(reading.observations) == reading.rows == 4


def test_sheets_may_be_renamed_and_put_in_another_order(office: Office, sent: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        _page(book, "Metrics").title = "Our figures"
        book.move_sheet("Our figures", offset=4)

    _changed(sent, change)
    reading = _read(office, sent.read_bytes())
    assert reading.problems == ()
    assert len(reading.observations) == len(FIGURES)
    assert "Our figures" in {o.value_place.sheet for o in reading.observations}


def test_a_sheet_of_another_period_is_refused_and_the_others_are_read(
    office: Office, sent: Path
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        for row in _page(book, "firearms-seized").iter_rows(max_row=8, max_col=1):
            for cell in row:
                if str(cell.value).startswith("milepost-form"):
                    cell.value = str(cell.value).replace("FY2009-Q4", "FY2009-Q3")

    _changed(sent, change)
    reading = _read(office, sent.read_bytes())
    assert _codes(reading) == ["S403"]
    assert {o.measure for o in reading.observations} == {m for m, _ in FIGURES} - {
        "firearms-seized"
    }
    assert reading.status == "accepted in part"


def test_without_any_stamp_the_figures_are_read_all_the_same(office: Office, sent: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        for page in book.worksheets:
            for row in page.iter_rows(max_row=8, max_col=1):
                for cell in row:
                    if str(cell.value).startswith("milepost-form"):
                        cell.value = None

    _changed(sent, change)
    reading = _read(office, sent.read_bytes())
    warned = [p.place.sheet for p in reading.problems if p.code == "S406"]
    assert warned == ["Certification", "Explanations", "Metrics", "firearms-seized"]
    assert len(reading.observations) == len(FIGURES)
    assert reading.certified_by == "María Gómez, Directora"
    assert len(reading.explanations) == 1


def test_a_row_that_was_deleted_is_named_with_its_code(office: Office, sent: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        page = _page(book, "firearms-seized")
        first = next(c.row for c in page["A"] if c.value == "01")
        page.delete_rows(first, 5)

    _changed(sent, change)
    reading = _read(office, sent.read_bytes())
    (gone,) = [p for p in reading.problems if p.code == "S412"]
    assert gone.message.endswith("entity 01; entity 02; entity 03; entity 04 and 1 more.")
    assert ("firearms-seized", parse_period(LAST_QUARTER)) in {
        (r.measure, r.period) for r in reading.rejections
    }


def test_a_form_of_another_plan_is_not_asked_for_what_it_never_had(
    office: Office, sent: Path
) -> None:
    more = (
        filling.PLAN
        + filling.PLAN[filling.PLAN.index("  - id: teams-together") :]
        .replace("teams-together", "teams-apart")
        .split("  - id: days-to-answer")[0]
    )
    office.write_plan(more)
    reading = _read(office, sent.read_bytes())
    assert _codes(reading) == ["S404"]
    assert len(reading.observations) == len(FIGURES)


def test_a_formula_in_a_form_takes_out_its_row_and_nothing_else(office: Office, sent: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        page = _page(book, "firearms-seized")
        first = next(c.row for c in page["A"] if c.value == "01")
        page[f"C{first}"] = "=1+1"

    _changed(sent, change)
    reading = _read(office, sent.read_bytes())
    assert [p.code for p in reading.problems if p.severity == "error"] == ["S105"]
    assert len(reading.observations) == len(FIGURES) - 1


def test_a_form_signed_by_nobody_asserts_nothing(office: Office, sent: Path) -> None:
    made = office.root / "made.xlsx"
    unsigned = {k: v for k, v in filling.ANSWERS.items() if not k.startswith("official")}
    filling.fill_workbook(made, sent, answers=unsigned)
    reading = _read(office, sent.read_bytes())
    assert _codes(reading) == ["S411"]
    assert (reading.assertions, reading.certified_by) == ((), "")
    assert len(reading.observations) == len(FIGURES)


def test_a_formula_signs_and_explains_nothing(office: Office, sent: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        for name, was in (("Certification", "María Gómez"), ("Explanations", "Más inspectores.")):
            for row in _page(book, name).iter_rows():
                for cell in row:
                    if cell.value == was:
                        cell.value = "=Metrics!A1"

    _changed(sent, change)
    reading = _read(office, sent.read_bytes())
    assert _codes(reading) == ["S105", "S105"]
    assert (reading.explanations, reading.certified_by) == ((), "")


def test_what_turns_letters_round_signs_and_explains_nothing(office: Office, sent: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        for name, was in (("Certification", "María Gómez"), ("Explanations", "Más inspectores.")):
            for row in _page(book, name).iter_rows():
                for cell in row:
                    if cell.value == was:
                        cell.value = f"{was}\u202eslairt"

    _changed(sent, change)
    reading = _read(office, sent.read_bytes())
    assert _codes(reading) == ["S114", "S114"]
    assert (reading.explanations, reading.assertions, reading.certified_by) == ((), (), "")


def test_an_explanation_in_merged_cells_is_told_of(office: Office, sent: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        page = _page(book, "Explanations")
        row = next(c.row for line in page for c in line if c.value == "Más inspectores.")
        page.merge_cells(f"B{row}:D{row}")

    _changed(sent, change)
    reading = _read(office, sent.read_bytes())
    assert _codes(reading) == ["S115"]
    assert reading.explanations == ()


def _csv_form(office: Office) -> list[list[str]]:
    made = office.root / "PGR.csv"
    options = ("--format", "csv", "-o", str(made))
    assert office.run("template", "PGR", LAST_QUARTER, *options).exit_code == 0
    filled_in = filling.fill_csv(made.read_bytes()).decode()
    return list(csv.reader(io.StringIO(filled_in, newline="")))


def _as_csv(rows: list[list[str]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode()


def test_a_csv_without_its_stamps_is_read_with_a_warning(office: Office) -> None:
    rows = _csv_form(office)
    at = rows[0].index("form")
    reading = _read(office, _as_csv([row[:at] + row[at + 1 :] for row in rows]), "PGR.csv")
    assert _codes(reading) == ["S406"]
    assert len(reading.observations) == len(FIGURES)


def test_a_csv_that_lost_a_row_says_which(office: Office) -> None:
    rows = _csv_form(office)
    reading = _read(office, _as_csv([r for r in rows if "days-to-answer" not in r]), "PGR.csv")
    (gone,) = reading.problems
    assert gone.code == "S412"
    assert "days-to-answer" in gone.message


def test_a_csv_with_a_row_of_another_agency_is_told(office: Office) -> None:
    rows = _csv_form(office)
    rows[1][0] = "SAT"
    reading = _read(office, _as_csv(rows), "PGR.csv")
    assert [p.code for p in reading.problems if p.severity == "error"] == ["S102"]


def test_a_plain_table_is_read_as_ever_and_may_speak_of_reliability(office: Office) -> None:
    plain = table(("PGR", "cases-initiated", LAST_QUARTER, "5", "", "", "", "", ""))
    assert _codes(_read(office, plain, "PGR.csv")) == []
    rows: list[list[xlsx.Written]] = [
        ["agency", "measure", "period", "value", "reliability"],
        ["PGR", "cases-initiated", LAST_QUARTER, "5", "Undetermined"],
    ]
    reading = _read(office, xlsx.workbook({"Metrics": rows}))
    assert reading.problems == ()
    assert reading.observations[0].source == "By the agency's own assessment undetermined"
