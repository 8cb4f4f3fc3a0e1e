"""No formula is written into any CSV or XLSX that we make, whatever an agency or a plan says."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableFormula

from milepost.ledger.open_files import rebuild, write_open_files
from milepost.periods import parse_period
from milepost.scorecard.as_frame import as_frame
from milepost.sources import Place, Problem
from milepost.submissions.marked import marked_copy
from milepost.workspace import Workspace
from tests import xlsx
from tests.cli.office import PLAN, Office, table

FORMULAS: Final = (
    "=cmd|'/C calc'!A0", "+1+1", "-1+1", "@SUM(1+1)", "\t=1+1", "\r=1+1", '=HYPERLINK("x")',
    "＝1+1", "'=1+1", "=1+1\n=2+2",
)  # fmt: skip
_ACTS: Final = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A workspace whose plan, files, names and remarks are full of formulas."""
    office = Office(tmp_path)
    title = "title: \"=cmd|'/C calc'!A0\""
    plan = PLAN.replace("title: Cases initiated", title)
    plan = plan.replace("rationale: A promise.", 'rationale: "+1+1"')
    definition = "definition: Investigations that were opened in the period."
    office.write_plan(plan.replace(definition, 'definition: "@SUM(1+1)"'))
    for number, formula in enumerate(FORMULAS):
        quoted = '"' + formula.replace('"', '""') + '"'
        for cells in (("74", "", "", "", quoted, quoted), (quoted, "", "", "", "", "")):
            content = table(("ATF", "cases-initiated", "FY2009", *cells))
            path = office.put(f"FY2009/ATF-{number}-{len(cells[0])}.csv", content)
            result = office.submit(path)
            assert result.exit_code == (1 if cells[0] == quoted else 0)
    named = office.put("FY2009/=1+1.csv", table(("ATF", "cases-initiated", "FY2009", "75")))
    result = office.run("submit", "--agency", "ATF", "--received-on", "2009-10-16", named)
    assert result.exit_code == 0
    return office


def _formulas_of_csv(content: str) -> Iterator[str]:
    for row in csv.reader(io.StringIO(content, newline="")):
        yield from (c for c in row if _ACTS.match(c) and not _NUMBER.fullmatch(c))


def _formulas_of_xlsx(content: bytes) -> Iterable[object]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == FORMULAS[0] for cell in cells)
    return [cell.value for cell in cells if cell.data_type == "f"]


def test_the_ledger_as_open_files_holds_none_and_is_taken_back_exactly(office: Office) -> None:
    workspace = Workspace(office.root)
    folder = office.root / "open"
    written = [p for p in write_open_files(workspace.ledger, folder) if p.suffix == ".csv"]
    texts = [path.read_bytes().decode() for path in written]
    assert [found for text in texts for found in _formulas_of_csv(text)] == []
    assert sum(text.count("'=cmd|") for text in texts) >= 2
    assert rebuild(folder, f"sqlite:///{office.root}/anew.sqlite") == workspace.ledger.head()
    workspace.close()


def test_the_measures_for_review_hold_none(office: Office) -> None:
    path = office.root / "measures.xlsx"
    assert office.run("export", "-o", str(path)).exit_code == 0
    assert list(_formulas_of_xlsx(path.read_bytes())) == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_form_holds_none(office: Office, language: str) -> None:
    for form in ("xlsx", "csv"):
        path = office.root / f"form.{form}"
        asked = ("template", "ATF", "FY2009", "--language", language, "--format", form)
        assert office.run(*asked, "-o", str(path)).exit_code == 0
    assert list(_formulas_of_csv((office.root / "form.csv").read_bytes().decode("utf-8-sig"))) == []
    assert list(_formulas_of_xlsx((office.root / "form.xlsx").read_bytes())) == []
    assert _acting_parts((office.root / "form.xlsx").read_bytes()) == []


def test_the_copies_with_faulty_cells_marked_hold_none(office: Office) -> None:
    rows: list[list[xlsx.Written]] = [["agency", "measure", "period", "value", "note"]]
    rows += [["ATF", "cases-initiated", "FY2009", text, text] for text in FORMULAS]
    rows += [["ATF", "cases-initiated", "FY2009", xlsx.formula("cmd|'/C calc'!A0")]]
    path = office.put("FY2009/ATF-book.xlsx", xlsx.workbook({"Metrics": rows}))
    assert office.submit(path).exit_code == 1
    copies = list((office.root / "reports" / "receipts").rglob("*.xlsx"))
    assert len(copies) > len(FORMULAS)
    for copy in copies:
        book = openpyxl.load_workbook(copy)
        cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
        assert [cell.value for cell in cells if cell.data_type == "f"] == []
        assert _acting_parts(copy.read_bytes()) == []


def test_what_stands_beside_the_cells_of_a_workbook_does_not_act_in_its_marked_copy() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Metrics"
    for row in (["agency", "value"], ["ATF", "four"], ["ATF", "4"]):
        sheet.append(row)
    reckoned = TableColumn(id=2, name="value")
    reckoned.calculatedColumnFormula = TableFormula(attr_text="cmd|'/C calc'!A0")
    reckoned.totalsRowFormula = TableFormula(attr_text='HYPERLINK("x")')
    columns = [TableColumn(id=1, name="agency"), reckoned]
    table = Table(displayName="Sent", ref="A1:B3", tableColumns=columns)
    table.autoFilter = AutoFilter(ref="A1:B3")
    sheet.add_table(table)
    sheet.defined_names["own"] = DefinedName("own", attr_text="cmd|'/C calc'!A0")
    book.defined_names["all"] = DefinedName("all", attr_text='HYPERLINK("http:"&"//x")')
    book.defined_names["range"] = DefinedName("range", attr_text="Metrics!$A$1:$B$3")
    choices = ("Metrics!$A$1:$A$3", "'Code lists'!$A$1:$A$3", '"yes,no"', "range", "A1&B1")
    for number, choice in enumerate(choices, start=5):
        rule = DataValidation(type="list", formula1=choice)
        rule.add(f"C{number}")
        sheet.add_data_validation(rule)
    stream = io.BytesIO()
    book.save(stream)
    problem = Problem(Place("ATF.xlsx", sheet="Metrics", cell="B2"), "S104", "No.", "=1+1")
    copy = marked_copy(stream.getvalue(), "ATF.xlsx", [problem])
    assert copy is not None
    assert _acting_parts(copy) == []
    kept = openpyxl.load_workbook(io.BytesIO(copy))
    assert [*kept.defined_names] == ["range"]
    rules = kept["Metrics"].data_validations.dataValidation
    assert [rule.formula1 for rule in rules] == [*choices[:-1]]


def _acting_parts(content: bytes) -> list[str]:
    """Where anything of a workbook reckons or reaches out, but for cells."""
    acts = re.compile("<f[ >]|ColumnFormula|RowFormula|cmd|HYPERLINK|://evil|vbaProject")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        texts = {name: packed.read(name).decode() for name in packed.namelist()}
    said = re.compile("<t[ >].*?</t>", re.DOTALL)
    return [name for name, text in texts.items() if acts.search(said.sub("", text))]


def test_the_table_of_a_scorecard_holds_none(office: Office) -> None:
    workspace = Workspace(office.root)
    card = workspace.compose(parse_period("FY2009"), dt.date(2009, 10, 31))
    workspace.close()
    (section,) = card.sections
    rows = [replace(row, unit=text, reason=text) for row in section.rows for text in FORMULAS]
    text = as_frame(replace(card, sections=(replace(section, rows=tuple(rows)),))).to_csv()
    assert list(_formulas_of_csv(text)) == []
    assert "'=cmd|" in text
