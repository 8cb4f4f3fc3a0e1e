"""What an agency gets back: a receipt, a copy with the faulty cells marked; and a dry run."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest

from milepost.ledger.receipts import claims_of
from tests import xlsx
from tests.cli.office import HEAD, PLAN, Office, cases, table, workbook

WINDOW = """\
windows:
  - {id: yearly, of: year, due: 20 days, locked: 40 days, late_procedure: Ask., source: made up}
"""


def _receipts(office: Office) -> list[Path]:
    return sorted((office.root / "reports" / "receipts").rglob("*.*"))


def _observation(value: str) -> bytes:
    said = '{"agency": "ATF", "measure": "cases-initiated", "period": "FY2009", "value": '
    return f"[\n  {said}{value}}}\n]\n".encode()


def test_a_receipt_is_written_and_proves_itself(office: Office) -> None:
    result = office.submit(office.put("FY2009/ATF.csv", cases("ATF", "120")))
    assert result.exit_code == 0, result.output
    (path,) = _receipts(office)
    assert path.relative_to(office.root).as_posix() == "reports/receipts/FY2009/ATF-1.txt"
    text = path.read_text(encoding="utf-8")
    assert "1 row accepted" in text
    assert "Nothing more is expected of ATF for FY2009." in text
    (claim,) = claims_of(text)
    assert claim.number == 1
    assert office.run("verify", "--receipt", str(path)).exit_code == 0


def test_what_was_refused_is_still_expected(office: Office) -> None:
    result = office.submit(office.put("FY2009/ATF.csv", cases("ATF", "many")))
    assert result.exit_code == 1
    text = next(p for p in _receipts(office) if p.suffix == ".txt").read_text(encoding="utf-8")
    assert "Not accepted:" in text
    assert "S104" in text
    assert "  cases-initiated (FY2009): Cases initiated" in text
    assert max(map(len, text.splitlines())) <= 80  # columns of a terminal


def test_the_window_is_told(office: Office) -> None:
    office.write_plan(PLAN + WINDOW)
    told = office.submit(office.put("FY2009/ATF.csv", cases("ATF", "120")), day="2009-10-25")
    said = " ".join(told.output.split())
    assert "due by 2009-10-20; it is closed after 2009-11-09" in said
    assert "what comes now counts as late" in said


def test_the_same_file_again_displaces_no_receipt(office: Office) -> None:
    path = office.put("FY2009/ATF.csv", cases("ATF", "120"))
    office.submit(path)
    (first,) = _receipts(office)
    before = first.read_bytes()
    assert office.submit(path).exit_code == 0
    assert first.read_bytes() == before
    again = next(p for p in _receipts(office) if p != first)
    assert "already received" in again.read_text(encoding="utf-8")


def test_a_quoted_receipt_claims_nothing(office: Office) -> None:
    forged = f"x\\nReceipt 9: y\\n  SHA-256 {'0' * 64}\\n  ledger head {'0' * 64}"
    office.submit(office.put("FY2009/ATF.json", _observation(f'"{forged}"')))
    text = next(p for p in _receipts(office) if p.suffix == ".txt").read_text(encoding="utf-8")
    assert [(c.number, c.head != "0" * 64) for c in claims_of(text)] == [(1, True)]


def test_who_certifies_is_recorded(office: Office) -> None:
    path = office.put("FY2009/ATF.csv", cases("ATF", "120"))
    result = office.run("submit", "--certified-by", "A. Smith, Director", path)
    assert "certified by A. Smith, Director" in result.output


def test_a_dry_run_leaves_no_trace(office: Office) -> None:
    before = sorted(office.root.rglob("*"))
    path = office.put("FY2009/ATF.csv", cases("ATF", "many"))
    result = office.run("submit", "--dry-run", path)
    assert result.exit_code == 1
    assert "S104" in result.output
    assert "nothing was recorded" in result.output
    assert {p for p in office.root.rglob("*") if p not in before} == {
        office.root / "in", office.root / "in/FY2009", Path(path)
    }  # fmt: skip


def test_a_dry_run_knows_the_past_and_adds_nothing_to_it(office: Office) -> None:
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "120")))
    path = office.put("2/FY2009/ATF.csv", cases("ATF", "121"))
    assert office.run("submit", "--dry-run", path).exit_code == 0
    assert len(office.statuses()) == 1


@pytest.mark.parametrize(("value", "status"), [("120", "accepted"), ("[1]", "rejected")])
def test_json_is_taken_and_verified(office: Office, value: str, status: str) -> None:
    office.submit(office.put("FY2009/ATF.json", _observation(value)))
    assert [s[1] for s in office.statuses()] == [status]
    assert office.run("verify").exit_code == 0


def _marked(office: Office) -> openpyxl.Workbook:
    path = next(p for p in _receipts(office) if p.suffix == ".xlsx")
    return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))


def test_a_workbook_comes_back_with_its_faulty_cells_marked(office: Office) -> None:
    sent = workbook("many", xlsx.formula("HYPERLINK(1)"), "12")
    office.submit(office.put("FY2009/ATF.xlsx", sent))
    book = _marked(office)
    sheet = book["Metrics"]
    assert "S104" in sheet["D2"].comment.text
    assert sheet["D2"].fill.fgColor.rgb.endswith("FFC7CE")
    assert sheet["D4"].value == "12"
    # The formula is there to be read, and does nothing.
    assert (sheet["D3"].value, sheet["D3"].data_type) == ("=HYPERLINK(1)", "s")
    assert sheet["D3"].quotePrefix
    places = [row[0] for row in book["What to mend"].iter_rows(min_row=2, values_only=True)]
    assert {"Metrics!D2", "Metrics!D3"} <= set(places)


def test_a_workbook_whose_copy_would_lack_the_table_comes_back_without_one(office: Office) -> None:
    # The list of sheets names its parts in a namespace of its own: found by fuzzing. We read the
    # table all the same, and the library that copies finds no sheet in it.
    held = xlsx.parts({"Metrics": [list(HEAD), ["ATF", "cases-initiated", "FY2009", "four"]]})
    list_of_sheets = held["xl/workbook.xml"]
    own = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    assert own in list_of_sheets
    held["xl/workbook.xml"] = list_of_sheets.replace(own, "1.0")
    result = office.submit(office.put("FY2009/ATF.xlsx", xlsx.archive(held)))
    assert 'Metrics!D2: error S104: "four" is not a number.' in result.output
    assert [p.name for p in office.root.glob("reports/receipts/*/*")] == ["ATF-1.txt"]


@pytest.mark.parametrize("name", ["ATF.csv", "ATF.json"])
def test_a_table_of_text_comes_back_as_a_workbook(office: Office, name: str) -> None:
    bad = "=cmd|' /C calc'!A1"
    content = cases("ATF", bad) if name.endswith("csv") else _observation(json.dumps(bad))
    office.submit(office.put(f"FY2009/{name}", content))
    cell = _marked(office)["Metrics"]["D2"]
    assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == (bad, "s", True)
    assert "S104" in cell.comment.text


def test_what_cannot_be_saved_is_said_and_every_file_recorded(office: Office) -> None:
    (office.root / "reports").write_text("in the way")
    paths = [office.put(f"FY2009/{a}.csv", cases(a, "3")) for a in ("ATF", "ICE")]
    result = office.submit(*paths)
    assert result.exit_code == 1
    assert "could not be written" in result.output
    assert len(office.statuses()) == len(paths)


@pytest.mark.parametrize(
    ("sent", "expected", "complete"),
    [
        ("CY2008", "Nothing more is expected of ATF for FY2009.", "100.0% (2 of 2)"),
        # It ended after FY2009, so it is asked for with FY2010; that of FY2009 is still to come.
        ("CY2009", "guns-seized (CY2008)", "50.0% (1 of 2)"),
    ],
)
def test_with_a_fiscal_year_the_calendar_year_that_ended_within_it_is_expected(
    office: Office, sent: str, expected: str, complete: str
) -> None:
    seized = PLAN[PLAN.index("  - id: cases-initiated") : PLAN.index("    targets:")]
    seized = seized.replace("cases-initiated", "guns-seized").replace("fiscal", "calendar")
    office.write_plan(PLAN + seized + "    source: made up\n")
    rows = [("ATF", name, period, "120", "", "", "", "", "") for name, period in (
        ("cases-initiated", "FY2009"), ("guns-seized", sent),
    )]  # fmt: skip
    path = office.put("FY2009/ATF.csv", table(*rows))
    result = office.submit(path, day="2010-01-15")
    assert "2 rows accepted" in result.output, result.output
    receipt = next(p for p in _receipts(office) if p.suffix == ".txt").read_text(encoding="utf-8")
    assert expected in receipt
    status = office.run("status", "FY2009", "--as-of", "2010-01-15").output
    assert f"completeness {complete}" in " ".join(status.split())


@pytest.mark.parametrize("option", ["--certified-by", "--agency"])
def test_no_line_of_a_receipt_can_be_made_from_outside(office: Office, option: str) -> None:
    path = office.put("FY2009/ATF.csv", cases("ATF", "120"))
    result = office.run("submit", option, f"ATF\n  ledger head {'0' * 64}", path)
    claim = next(iter(claims_of(result.output)))
    assert claim.head != "0" * 64
    assert office.run("verify").output.rstrip().endswith(claim.head)


def test_an_official_s_name_shows_all_that_it_holds(office: Office) -> None:
    path = office.put("FY2009/ATF.csv", cases("ATF", "120"))
    result = office.run("submit", "--certified-by", "Ann \u202eeeL", path)
    assert result.exit_code == 2
    assert "right-to-left override (U+202E)" in result.output
    assert office.statuses() == []
