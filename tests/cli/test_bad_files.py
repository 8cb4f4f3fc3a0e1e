"""Whatever is handed in is kept, said at its place with a remedy, and stops nothing."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest

from milepost.ledger.verify import verify
from milepost.workspace import Workspace
from tests import xlsx
from tests.cli.office import HEAD, Office, cases, table, workbook


@dataclass(frozen=True, slots=True)
class Bad:
    """A file that is not right.

    Attributes:
        name: how it is called, with its folder.
        content: makes its bytes.
        where: the place after the file's name.
        code: of the problem.
        message: the first words of what is wrong.
        remedy: the first words of what to do.
    """

    name: str
    content: Callable[[], bytes]
    where: str
    code: str
    message: str
    remedy: str


def _zip_bomb() -> bytes:
    """A workbook of some hundred kilobytes that unpacks to more than 200 MB."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in xlsx.parts({"Metrics": [list(HEAD)]}).items():
            packed.writestr(name, content)
        with packed.open("xl/media/picture.bin", "w", force_zip64=True) as part:
            for _ in range(210):
                part.write(b"\0" * 1_000_000)
    return stream.getvalue()


_BAD = {
    "an empty file": Bad(
        "FY2009/ATF.csv", lambda: b"", "", "S003", "the file is empty.", "Send the file again"
    ),
    "a binary": Bad(
        "FY2009/ATF.csv", lambda: bytes(range(256)) * 8, "", "S004",
        "this is neither a CSV file nor a workbook.", "Send the table as .xlsx or as CSV UTF-8.",
    ),
    "text that is not UTF-8": Bad(
        "FY2009/ATF.csv", lambda: cases("ATF", "90") + b"\xe9t\xe9\n", ":3", "S004",
        "line 3 holds a character that is not UTF-8.", 'Save it again and choose "CSV UTF-8',
    ),
    "text that is named as a workbook": Bad(
        "FY2009/ATF.xlsx", lambda: b"dear colleagues", "", "S006",
        "the file is named as a workbook but is none.", "Save it again",
    ),
    "an archive that is no workbook": Bad(
        "FY2009/ATF.xlsx", lambda: xlsx.archive({"letter.txt": "dear colleagues"}), "", "S006",
        "this is an archive, but not a workbook.", "Send the .xlsx file itself",
    ),
    "a workbook that is cut short": Bad(
        "FY2009/ATF.xlsx", lambda: workbook(xlsx.number("90"))[:900], "", "S006",
        "the workbook is cut short or damaged.", "Save it again",
    ),
    "a cell with a formula": Bad(
        "FY2009/ATF.xlsx", lambda: workbook(xlsx.formula("SUM(A1:A9)")), ":Metrics!D2", "S105",
        "the cell holds a formula, =SUM(A1:A9).", "Copy the cell and paste it back as a value",
    ),
    "an unknown sheet": Bad(
        "FY2009/ATF.xlsx", lambda: workbook(xlsx.number("90"), sheet="Metric"), ":Metric", "S008",
        'the sheet "Metric" is not known, and was not read. Did you mean "Metrics"?',
        'Name the table\'s sheet "Metrics".',
    ),
    "an unknown sender": Bad(
        "FY2009/ATFF.csv", lambda: cases("ATF", "90"), "", "S010",
        'no agency is called "ATFF". Did you mean "ATF"?', "Name it after period and agency",
    ),
    "an unknown period": Bad(
        "autumn/ATF.csv", lambda: cases("ATF", "90"), "", "S010",
        "it does not say for which period it was sent.", "Name it after period and agency",
    ),
    "a number in words": Bad(
        "FY2009/ATF.csv", lambda: cases("ATF", "four"), ":2, cell D2", "S104",
        '"four" is not a number.', "cases-initiated is counted in cases. Write 4.",
    ),
    "a line of 100 megabytes": Bad(
        "FY2009/ATF.csv", lambda: b"agency\n" + b"a" * 100_000_000, ":2", "S005",
        "line 2 is 100,000,000 characters long.", "A row takes no more than 1,000,000.",
    ),
    "an archive that unpacks to too much": Bad(
        "FY2009/ATF.xlsx", _zip_bomb, "", "S007",
        "the workbook unpacks to more than 200 MB.", "Send the form with its rows only",
    ),
}  # fmt: skip
_ENORMOUS = {"a line of 100 megabytes", "an archive that unpacks to too much"}
_NAMES = [
    pytest.param(name, marks=pytest.mark.slow) if name in _ENORMOUS else name for name in _BAD
]


@pytest.mark.parametrize("name", _NAMES)
def test_a_bad_file_is_kept_and_said_and_shown_and_stops_nothing(office: Office, name: str) -> None:
    bad = _BAD[name]
    path = office.put(bad.name, bad.content())
    result = office.submit(office.put("FY2009/ICE.csv", cases("ICE", "41")), path)
    # It is said, at its place and with what to do, and the good file beside it is taken.
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert f"{path}{bad.where}: error {bad.code}: {bad.message}" in result.stdout
    assert f"\n    {bad.remedy}" in result.stdout
    assert "1 row accepted" in result.stdout
    assert result.stdout.count("Receipt ") == 2
    # It is kept, byte for byte.
    short = bad.name if bad.name.startswith("FY2009/") else Path(bad.name).name
    assert office.statuses() == [
        ("FY2009/ICE.csv", "accepted", 1, 0),
        (short, "rejected", 0, 1),
    ]
    ledger = Workspace(office.root).ledger
    assert ledger.content(2) == Path(path).read_bytes()
    assert verify(ledger).broken == ()
    ledger.close()
    # It is shown, and the scorecard is there.
    assert office.scorecard().exit_code == 0
    card = json.loads((office.report / "scorecard.json").read_text(encoding="utf-8"))
    shown = [f for agency in card["reporting"] for f in agency["files"]] + card["unplaced"]
    assert [(f["name"], f["status"]) for f in shown if f["number"] == 2] == [(short, "rejected")]
    text = " ".join((office.report / "scorecard.txt").read_text(encoding="utf-8").split())
    assert re.search(rf"2\. {re.escape(short)}, received 2009-10-15: rejected", text)
    page = (office.report / "scorecard.html").read_text(encoding="utf-8")
    assert f"2. {short}, received 2009-10-15: rejected" in page


@pytest.mark.parametrize("name", [n for n in _BAD if _BAD[n].name.startswith("FY2009/ATF.")][:8])
def test_the_scorecard_says_why_a_file_was_rejected(office: Office, name: str) -> None:
    bad = _BAD[name]
    office.submit(office.put(bad.name, bad.content()))
    office.scorecard()
    card = json.loads((office.report / "scorecard.json").read_text(encoding="utf-8"))
    (atf,) = [agency for agency in card["reporting"] if agency["agency"] == "ATF"]
    (why,) = atf["rejections"]
    assert why.startswith(f"{bad.name}{bad.where}: {bad.message}")
    page = (office.report / "scorecard.html").read_text(encoding="utf-8")
    assert "<dt>Rejected</dt><dd>FY2009/ATF." in page


def test_a_file_of_an_agency_that_reports_nothing_is_shown_too(office: Office) -> None:
    result = office.submit(office.put("FY2009/ONDCP.csv", cases("ONDCP", "3")))
    assert result.exit_code == 1
    assert office.scorecard().exit_code == 0
    text = (office.report / "scorecard.txt").read_text(encoding="utf-8")
    assert "FY2009/ONDCP.csv" in text


def test_a_missing_file_is_said_and_nothing_is_recorded(office: Office) -> None:
    path = str(office.root / "FY2009/ATF.csv")
    result = office.submit(path)
    assert result.exit_code == 1
    assert result.stdout == (
        f"{path}: error S001: the file cannot be read: no such file or directory.\n"
        "    See that it exists and may be read, and name it again.\n"
    )
    assert office.statuses() == []
    assert office.scorecard().exit_code == 0


def test_a_folder_is_no_file_and_the_files_in_it_are_what_to_name(office: Office) -> None:
    folder = Path(office.put("FY2009/ATF.csv", cases("ATF", "90"))).parent
    result = office.submit(f"{folder}/")
    assert result.exit_code == 1
    assert result.stdout == (
        f"{folder}/: error S002: this is a folder, not a file.\n"
        f"    Name the files in it, or {folder}/* for all of them.\n"
    )
    assert office.statuses() == []


def test_a_bad_file_does_not_keep_the_files_after_it_from_being_read(office: Office) -> None:
    result = office.submit(
        str(office.root / "missing/ATF.csv"), office.put("FY2009/ATF.csv", cases("ATF", "90"))
    )
    assert result.exit_code == 1
    assert office.statuses() == [("FY2009/ATF.csv", "accepted", 1, 0)]


def test_a_bad_cell_takes_out_that_observation_only(office: Office) -> None:
    content = table(
        ("ATF", "cases-initiated", "FY2008", "four", "", "", "", "", ""),
        ("ATF", "cases-initiated", "FY2009", "90", "", "", "", "", ""),
    )
    result = office.submit(office.put("FY2009/ATF.csv", content))
    assert result.exit_code == 1
    assert "  1 row accepted, 1 rejected\n" in result.stdout
    assert office.statuses() == [("FY2009/ATF.csv", "accepted in part", 1, 1)]


def test_the_same_file_sent_twice_is_recorded_once(office: Office) -> None:
    path = office.put("FY2009/ATF.csv", cases("ATF", "90"))
    first = office.submit(path)
    again = office.submit(path, day="2009-10-20")
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert "already received" not in first.stdout
    assert "  already received; nothing was recorded twice\n" in again.stdout
    assert "received 2009-10-15" in again.stdout
    heads = [
        [line for line in said.stdout.splitlines() if line.startswith("  ledger head ")]
        for said in (first, again)
    ]
    assert len(heads[0]) == 1
    assert heads[0] == heads[1]
    assert office.statuses() == [("FY2009/ATF.csv", "accepted", 1, 0)]


def test_a_revision_replaces_the_row_it_holds_and_the_footnote_says_so(office: Office) -> None:
    office.submit(
        office.put("FY2009/ATF.csv", cases("ATF", "60")),
        office.put("FY2009/ICE.csv", cases("ICE", "30")),
    )
    result = office.submit(
        office.put("FY2009/ATF-revised.csv", cases("ATF", "70", "Ten were overlooked.")),
        day="2009-10-20",
    )
    assert result.exit_code == 0
    assert "Receipt 3: FY2009/ATF-revised.csv from ATF for FY2009, revision 2\n" in result.stdout
    office.scorecard()
    card = json.loads((office.report / "scorecard.json").read_text(encoding="utf-8"))
    (row,) = card["sections"][0]["rows"]
    assert (row["actual"], row["result"]["word"]) == ("100", "met")
    text = " ".join((office.report / "scorecard.txt").read_text(encoding="utf-8").split())
    assert "Replaces 60 (FY2009/ATF.csv:2, cell D2, received 2009-10-15)." in text
    # As of the day before, the first file is still what holds.
    office.scorecard(day="2009-10-19")
    card = json.loads((office.report / "scorecard.json").read_text(encoding="utf-8"))
    assert card["sections"][0]["rows"][0]["actual"] == "90"


def test_a_rejected_revision_displaces_nothing(office: Office) -> None:
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "60")))
    result = office.submit(office.put("FY2009/ATF-revised.csv", cases("ATF", "seventy")))
    assert result.exit_code == 1
    explained = office.run("explain", "cases-initiated", "FY2009", "--as-of", "2009-10-31")
    assert "ATF, cases-initiated, FY2009: 60." in explained.stdout


def test_sender_and_period_can_be_given_where_the_name_does_not_say(office: Office) -> None:
    path = office.put("mail/attachment.csv", cases("ATF", "90"))
    result = office.submit("--agency", "ATF", "--period", "FY2009", path)
    assert result.exit_code == 0
    assert "Receipt 1: attachment.csv from ATF for FY2009\n" in result.stdout


def test_what_an_agency_sends_for_another_is_not_taken(office: Office) -> None:
    result = office.submit(office.put("FY2009/ATF.csv", cases("ICE", "90")))
    assert result.exit_code == 1
    assert "error S102: " in result.stdout
    assert office.statuses() == [("FY2009/ATF.csv", "rejected", 0, 1)]


def test_a_device_that_never_ends_is_not_read(office: Office) -> None:
    result = office.submit("/dev/zero")
    assert result.exit_code == 1
    assert result.stdout.startswith(
        "/dev/zero: error S001: the file cannot be read: it is a device or a pipe.\n"
    )
    assert office.statuses() == []
