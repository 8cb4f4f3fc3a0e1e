"""What a form is when it goes out: what it says, what may be written in it, and that it is safe."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import shutil
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from milepost.periods import parse_period
from milepost.submissions.cells import read_cells
from milepost.submissions.forms import read_sent
from milepost.submissions.template.columns import VALUES
from milepost.submissions.template.languages import WORDS
from milepost.submissions.template.words import Words
from milepost.workspace import Workspace
from tests.cli.office import Office, table
from tests.forms import filling
from tests.forms.filling import ENTITIES, LAST_QUARTER

_ROOT = Path(__file__).parents[2]
_GOLDEN = Path(__file__).parent / "golden"
_DAY = dt.date(2009, 10, 1)


def _form(office: Office, *options: str) -> Path:
    result = office.run("template", "PGR", LAST_QUARTER, "--as-of", str(_DAY), *options)
    assert result.exit_code == 0, result.output
    return Path(result.output.removeprefix("wrote ").strip())


def _pages(path: Path) -> list[Worksheet]:
    return [page for page in openpyxl.load_workbook(path) if isinstance(page, Worksheet)]


def _text(path: Path) -> str:
    """Every cell that is written in, a line each: what a person reads and a machine finds."""
    lines = []
    for page in _pages(path):
        lines.append(f"## {page.title}")
        for row in page.iter_rows():
            for cell in row:
                if cell.value is not None:
                    shown = str(cell.value).replace("\n", " / ")
                    lines.append(f"{cell.coordinate:5}{shown}")
        lines += [
            f"{rule.sqref} {rule.type} {rule.formula1}: {rule.prompt}"
            for rule in page.data_validations.dataValidation
        ]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_form_says_what_is_written_down(office: Office, language: str) -> None:
    office.submit(
        office.put(
            "FY2009-Q3/PGR.csv",
            table(
                ("PGR", "cases-initiated", "FY2009-Q3", "22", "", "", "", "", ""),
                ("PGR", "teams-together", "FY2009-Q3", "3", "10", "", "", "", ""),
            ),
        ),
        day="2009-07-10",
    )
    text = _text(_form(office, "--language", language))
    golden = _GOLDEN / f"{language}.txt"
    if os.environ.get("MILEPOST_UPDATE") == "1":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_the_same_form_is_the_same_bytes(office: Office) -> None:
    for kind in ("xlsx", "csv"):
        first = _form(office, "--format", kind).read_bytes()
        second = _form(office, "--format", kind, "-o", str(office.root / f"again.{kind}"))
        assert second.read_bytes() == first


def test_only_what_is_to_be_filled_can_be_written_in(office: Office) -> None:
    path = _form(office)
    for sheet, page in zip(filling.sheets_of(path), _pages(path), strict=True):
        assert page.protection.sheet
        unlocked = {
            c.coordinate for row in page.iter_rows() for c in row if not c.protection.locked
        }
        if sheet.kind in ("metrics", "dimensions"):
            assert unlocked == {
                sheet.cell(row, name).place.cell for row in sheet.rows for name in VALUES
            }
        elif sheet.kind in ("instructions", "codes"):
            assert not unlocked
        assert sheet.stamp is not None
        assert page[sheet.at.place.cell].protection.locked


def test_a_day_that_may_be_another_can_be_changed(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.write_plan(
        filling.PLAN.replace("frequency: quarterly", "frequency: on-date", 1).replace(
            "quantity: flow\n    basis: fiscal", "quantity: event\n    basis: date", 1
        ).replace("combine: {periods: sum}", "combine: {periods: last}", 1)
        .replace("period: FY2009,", "period: 2009-09-30,", 1)
    )  # fmt: skip
    path = _form(office)
    sheet = next(s for s in filling.sheets_of(path) if s.kind == "metrics")
    place = sheet.cell(sheet.rows[0], "period").place.cell
    page = next(p for p in _pages(path) if p.title == "Metrics")
    assert page[place].value == "2009-09-30"
    assert not page[place].protection.locked


def test_lists_offer_every_word_and_every_measure(office: Office) -> None:
    path = _form(office)
    page = next(p for p in _pages(path) if p.title == "Metrics")
    offered = {str(r.formula1) for r in page.data_validations.dataValidation if r.type == "list"}
    assert offered == {
        '"exact,about,at least,more than,at most,less than,between"',
        '"not tracked,not available,not yet due,not applicable,withheld,withdrawn"',
        '"sufficiently reliable,not sufficiently reliable,undetermined"',
    }


def test_no_cell_holds_a_formula_and_no_field_begins_like_one(office: Office) -> None:
    for page in _pages(_form(office)):
        assert all(cell.data_type in "sn" for row in page.iter_rows() for cell in row)
    text = _form(office, "--format", "csv").read_text(encoding="utf-8-sig")
    fields = [field for row in csv.reader(io.StringIO(text, newline="")) for field in row]
    assert "'=SUM(A1:A2) is no formula here; Investigations opened, ¿cuántas?" in fields
    assert not [f for f in fields if f.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_the_longest_form_has_a_row_for_every_code_and_one_for_the_total(office: Office) -> None:
    sheet = next(s for s in filling.sheets_of(_form(office)) if s.kind == "dimensions")
    codes = [sheet.cell(row, "entity").text for row in sheet.rows]
    assert codes == ["", *ENTITIES]
    names = [sheet.cell(row, "name").text for row in sheet.rows]
    assert names == ["Total", *ENTITIES.values()]


def test_the_last_four_values_are_those_known_on_the_day(office: Office) -> None:
    rows = [
        ("PGR", "cases-initiated", period, value, "", "", "", "", "")
        for period, value in (
            ("FY2008-Q3", "10"), ("FY2008-Q4", "20"), ("FY2009-Q1", "30"), ("FY2009-Q2", "40"),
            ("FY2009-Q3", "50"),
        )
    ]  # fmt: skip
    office.submit(office.put("FY2009-Q3/PGR.csv", table(*rows)), day="2009-07-10")
    later = ("PGR", "cases-initiated", "FY2009-Q3", "51", "", "", "", "", "")
    office.submit(office.put("later/FY2009-Q3/PGR.csv", table(later)), day="2009-11-01")
    sheet = next(s for s in filling.sheets_of(_form(office)) if s.kind == "metrics")
    told = sheet.cell(sheet.rows[0], "last_four").text.split("\n")
    assert told == ["FY2008-Q4: 20", "FY2009-Q1: 30", "FY2009-Q2: 40", "FY2009-Q3: 50"]
    assert sheet.cell(sheet.rows[0], "target").text == "FY2009: 100 or more"


def test_a_file_that_is_there_is_not_written_over_unless_it_is_said(office: Office) -> None:
    path = _form(office)
    assert path == office.root / "reports" / "forms" / LAST_QUARTER / "PGR.xlsx"
    path.write_bytes(b"what somebody filled in")
    again = office.run("template", "PGR", LAST_QUARTER)
    assert again.exit_code == 1
    assert "is there already" in again.output
    assert path.read_bytes() == b"what somebody filled in"
    assert _form(office, "--replace").read_bytes().startswith(b"PK")


def test_what_cannot_be_asked_for_is_said(office: Office) -> None:
    nobody = office.run("template", "PGRR", LAST_QUARTER)
    assert (nobody.exit_code, nobody.output) == (
        1,
        'No agency is called "PGRR". Did you mean "PGR"? Those that report: PGR.\n',
    )
    nothing = office.run("template", "PGR", "FY2009")
    assert nothing.exit_code == 1
    assert nothing.output.endswith("Ask for a quarter: FY2009-Q1.\n")
    assert office.run("template", "PGR", "summer").exit_code == 2
    nowhere = office.root / "frms" / "PGR.xlsx"
    mistyped = office.run("template", "PGR", LAST_QUARTER, "-o", str(nowhere))
    assert (mistyped.exit_code, mistyped.output) == (
        1,
        f"{nowhere.parent}: there is no such folder. Make it, or name another file.\n",
    )
    assert not nowhere.parent.exists()


@pytest.mark.parametrize("words", WORDS.values(), ids=list(WORDS))
def test_every_hint_fits_where_a_spreadsheet_shows_it(words: Words) -> None:
    assert all(len(hint) <= 255 for hint in words.hints.values())
    assert all(len(header) <= 32 for header in words.headers.values())
    assert all(len(name) <= 31 for name in words.sheets.values())


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The example of fiscal year 2009, with nothing received."""
    root = tmp_path_factory.mktemp("real")
    for folder in ("strategy", "measures", "examples/fy2009"):
        shutil.copytree(_ROOT / folder, root / folder)
    (root / "examples/fy2009/ledger.sqlite").unlink(missing_ok=True)
    return Workspace(root / "examples/fy2009", f"sqlite:///{root / 'own.sqlite'}")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("agency", "period"),
    [
        ("ATF", "FY2009-Q1"), ("ATF", "FY2009-Q4"), ("ATF", "FY2009"), ("ICE", "FY2009-Q2"),
        ("ICE", "FY2009-Q4"), ("CBP", "FY2009-Q3"),
    ],
)  # fmt: skip
def test_the_forms_of_the_example_read_back_with_every_row_unfilled(
    example: Workspace, tmp_path: Path, agency: str, period: str, language: str
) -> None:
    plan = example.plan.plan
    assert plan is not None
    when = parse_period(period)
    for kind in ("xlsx", "csv"):
        path = tmp_path / f"{agency}.{kind}"
        written = example.template(
            agency, when, _DAY, "es" if language == "es" else "en",
            "csv" if kind == "csv" else "xlsx", path,
        )  # fmt: skip
        reading = read_sent(read_cells(written.read_bytes(), path.name), plan, agency, when)
        assert {p.code for p in reading.problems} <= {"S405", "S409"}
        assert reading.rows == len(reading.rejections) > 0
