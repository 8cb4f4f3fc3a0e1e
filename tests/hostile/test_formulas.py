"""No formula is written into any CSV or XLSX that we make, whatever an agency or a plan says."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import openpyxl
import pytest

from milepost.ledger.open_files import rebuild, write_open_files
from milepost.periods import parse_period
from milepost.scorecard.as_frame import as_frame
from milepost.workspace import Workspace
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


def test_the_table_of_a_scorecard_holds_nothing_that_an_agency_wrote(office: Office) -> None:
    """The table is for reckoning, and is not altered; what is in it is from the plan alone."""
    workspace = Workspace(office.root)
    card = workspace.compose(parse_period("FY2009"), dt.date(2009, 10, 31))
    workspace.close()
    text = as_frame(card).drop(columns="measure").to_csv(index=False)
    assert list(_formulas_of_csv(text)) == []
