"""A filled form that comes back marked: on every sheet, still locked, ready to be mended."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.cli.office import Office
from tests.forms import filling
from tests.forms.filling import EXPLANATION, FIGURES, LAST_QUARTER

DAY = "2009-10-15"
WRONG = {
    **FIGURES,
    ("teams-together", ""): {"value": "eleven", "of": "10"},
    ("firearms-seized", "26"): {"value": "12.5"},
}
ASKEW = {**filling.ANSWERS, "measures": "mostly"}


@pytest.fixture
def form(office: Office) -> Path:
    """A form that is not filled yet."""
    made = office.root / "made.xlsx"
    assert office.run("template", "PGR", LAST_QUARTER, "-o", str(made)).exit_code == 0
    return made


def _sent(office: Office, path: Path) -> tuple[int, str]:
    result = office.submit(str(path), day=DAY)
    return result.exit_code, result.output


def _copy(office: Office, number: int) -> openpyxl.Workbook:
    folder = office.root / "reports" / "receipts" / LAST_QUARTER
    return openpyxl.load_workbook(folder / f"PGR-{number}.xlsx")


def _marks(book: openpyxl.Workbook) -> dict[tuple[str, object], str]:
    """What is said of each marked cell, by its sheet and what is written in it."""
    return {
        (page.title, cell.value): cell.comment.text
        for page in book.worksheets
        for row in page.iter_rows()
        for cell in row
        if cell.comment is not None
    }


def _wrong(office: Office, form: Path) -> Path:
    path = office.root / LAST_QUARTER / "PGR.xlsx"
    filling.fill_workbook(form, path, WRONG, ASKEW)
    book = openpyxl.load_workbook(path)
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if cell.value == EXPLANATION["measure"] and page.title == "Explanations":
                    cell.value = "cases-initiatd"
    book.save(path)
    return path


def test_each_faulty_cell_of_a_form_is_marked_on_its_own_sheet(office: Office, form: Path) -> None:
    code, _ = _sent(office, _wrong(office, form))
    assert code == 1
    book = _copy(office, 1)
    marks = _marks(book)
    for key, problem in {
        ("Metrics", "eleven"): "S104",
        ("firearms-seized", "12.5"): "S202",
        ("Explanations", "cases-initiatd"): "S407",
        ("Certification", "mostly"): "S410",
    }.items():
        assert problem in marks.pop(key)
    # What the row of the total says follows from the row that was refused.
    assert all("warning" in said for said in marks.values())


def test_a_marked_form_is_as_locked_as_the_form_was(office: Office, form: Path) -> None:
    _sent(office, _wrong(office, form))
    book, blank = _copy(office, 1), openpyxl.load_workbook(form)
    for page in blank.worksheets:
        copy = book[page.title]
        assert isinstance(copy, Worksheet)
        assert copy.protection.sheet == page.protection.sheet
        assert len(copy.data_validations.dataValidation) == len(
            page.data_validations.dataValidation
        )
        for row in page.iter_rows():
            for cell in row:
                assert copy[cell.coordinate].protection.locked == cell.protection.locked


def test_a_marked_form_that_is_mended_is_taken_and_no_mark_is_left(
    office: Office, form: Path
) -> None:
    _sent(office, _wrong(office, form))
    book = _copy(office, 1)
    right = {"eleven": "4", "12.5": "1,767", "cases-initiatd": EXPLANATION["measure"]}
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if page.title != "What to mend" and str(cell.value) in right:
                    cell.value = right[str(cell.value)]
    mended = office.root / "mended" / LAST_QUARTER / "PGR.xlsx"
    mended.parent.mkdir(parents=True)
    book.save(mended)
    code, output = _sent(office, mended)
    assert code == 1
    assert "S008" not in output
    again = _copy(office, 2)
    assert set(_marks(again)) == {("Certification", "mostly")}
    assert [name for name in again.sheetnames if name.startswith("What")] == ["What to mend"]
    for page in again.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if cell.value == "mostly" and page.title == "Certification":
                    cell.value = "yes"
    again.save(mended)
    code, output = _sent(office, mended)
    assert (code, "Nothing more is expected" in output) == (0, True), output
