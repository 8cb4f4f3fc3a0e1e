"""A ledger as open files, and made anew from them with the same hashes, on either database."""

from __future__ import annotations

import csv
import hashlib
import itertools
import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from milepost.ledger.open_files import rebuild, write_open_files
from milepost.ledger.record import record_as_of
from milepost.ledger.store import Ledger
from milepost.ledger.verify import verify
from milepost.submissions.model import Destruction
from milepost.submissions.unusable import LedgerUnusableError, OpenFilesError
from tests import postgres
from tests.ledger.said import (
    FEBRUARY,
    JANUARY,
    MARCH,
    PUBLISHED,
    Q1,
    TRACES,
    noticed,
    observed,
    reading,
    refused,
)

_NUMBERS: Final = itertools.count(1)
_AWKWARD: Final = '=cmd|"/c calc"!A1, +1; \u202eabc\nline two\r\nthree\ttab "quoted" \x00 \ud800 ,'


def _fill(ledger: Ledger) -> None:
    first, _ = ledger.receive(bytes(range(256)), f"{_AWKWARD}.csv", "ATF", Q1, JANUARY)
    ledger.add_reading(first.number, "plan", reading(observed("74.0"), refused(_AWKWARD)))
    ledger.add_reading(first.number, "plan 2", reading(observed("74"), refused("cases-closed")))
    second, _ = ledger.receive(b"", "ICE.csv", "", None, FEBRUARY)
    ledger.remark("reply", "ATF", "cases-initiated", Q1, _AWKWARD, "B. Lee", FEBRUARY)
    ledger.remark("accepted", "ATF", "", Q1, "", "B. Lee", FEBRUARY, 1)
    ledger.receive(b"restricted", "DEA.csv", "DEA", Q1, FEBRUARY)
    ledger.destroy(3, Destruction("A. Grant", "a spill", MARCH))
    ledger.receive_delivery(
        _AWKWARD, [replace(TRACES, name=_AWKWARD), TRACES], "two", "ATF", Q1, MARCH
    )
    assert ledger.publish(replace(PUBLISHED, published_by=_AWKWARD))
    ledger.issue(noticed(_AWKWARD))
    assert second.number == 2


@pytest.fixture
def folder(ledger: Ledger, tmp_path: Path) -> Path:
    """Open files of a ledger with something in every table."""
    _fill(ledger)
    write_open_files(ledger, tmp_path / "open")
    return tmp_path / "open"


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("other", ["sqlite", "postgresql"])
def test_a_ledger_made_anew_is_the_same_ledger(
    ledger: Ledger, folder: Path, tmp_path: Path, other: str, postgresql: str
) -> None:
    url = f"sqlite:///{tmp_path}/anew.sqlite"
    if other == "postgresql":
        url = postgres.new_database(postgresql, f"anew_{next(_NUMBERS)}")
    assert rebuild(folder, url) == ledger.head()
    anew = Ledger(url)
    assert verify(anew).broken == ()
    assert anew.submissions() == ledger.submissions()
    assert anew.remarks() == ledger.remarks()
    assert anew.notices() == ledger.notices()
    assert anew.issue(noticed(_AWKWARD)) == (ledger.notices()[0], False)
    assert record_as_of(anew, MARCH) == record_as_of(ledger, MARCH)
    assert anew.publications() == ledger.publications()
    assert anew.deliveries() == ledger.deliveries()
    assert anew.deliveries()[0].files[0].name == _AWKWARD
    assert [anew.content(n) for n in (1, 2, 3)] == [bytes(range(256)), b"", None]
    write_open_files(anew, tmp_path / "again")
    assert _contents(tmp_path / "again") == _contents(folder)
    # It goes on like any other.
    assert anew.receive(b"new", "ATF.csv", "ATF", Q1, MARCH)[0].number == 5
    assert verify(anew).broken == ()
    anew.close()


def test_the_files_are_what_the_page_beside_them_says(folder: Path) -> None:
    assert sorted(p.name for p in folder.iterdir()) == [
        "README.txt", "chain.json", "deliveries.csv", "destructions.csv", "notices.csv",
        "observations.csv", "originals", "publications.csv", "readings.csv", "rejections.csv",
        "remarks.csv", "submissions.csv",
    ]  # fmt: skip
    page = (folder / "README.txt").read_text(encoding="utf-8")
    assert all(p.name in page for p in folder.iterdir() if p.name != "README.txt")
    assert max(len(line) for line in page.splitlines()) <= 100
    with (folder / "observations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["reading"], row["number"]) for row in rows] == [("1", "74.0"), ("2", "74")]
    text = (folder / "submissions.csv").read_text(encoding="utf-8")
    assert all(line.startswith('"') for line in text.splitlines()[:2])
    entries = json.loads((folder / "chain.json").read_text(encoding="utf-8"))["entries"]
    assert [e["kind"] for e in entries][:3] == ["submission", "reading", "reading"]


def test_a_folder_that_holds_something_is_not_written_into(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(LedgerUnusableError, match="not empty"):
        write_open_files(ledger, tmp_path)


def test_a_ledger_that_holds_something_is_not_written_over(
    ledger: Ledger, folder: Path, url: str
) -> None:
    head = ledger.head()
    with pytest.raises(LedgerUnusableError, match="The ledger is not empty"):
        rebuild(folder, url)
    assert ledger.head() == head


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("observations.csv", '"74.0"', '"75.0"'),
        ("submissions.csv", '"2009-01-15"', '"2009-01-14"'),
        ("readings.csv", '"plan 2"', '"plan 3"'),
        ("remarks.csv", "B. Lee", "B. Leo"),
        ("destructions.csv", "a spill", "nothing"),
        ("publications.csv", "cdcd", "dcdc"),
        ("notices.csv", "the head of ATF", "the head of ICE"),
        ("chain.json", '"kind": "remark"', '"kind": "reading"'),
        ("chain.json", "2026", "2025"),
        ("rejections.csv", '"position"', '"place"'),
        ("remarks.csv", '"1","reply"', '"one","reply"'),
        ("chain.json", "{", ""),
    ],
)
def test_open_files_that_were_altered_leave_an_empty_ledger(
    folder: Path, tmp_path: Path, file: str, old: str, new: str
) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    if old == "2026":  # the year in which an entry was made
        old = json.loads(text)["entries"][0]["recorded_at"][:4]
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
    with pytest.raises(OpenFilesError, match=f"^{re.escape(str(folder / file))}: "):
        rebuild(folder, f"sqlite:///{tmp_path}/anew.sqlite")
    anew = Ledger(f"sqlite:///{tmp_path}/anew.sqlite")
    assert anew.submissions() == ()
    anew.close()


@pytest.mark.parametrize("what", ["altered", "gone", "put in"])
def test_originals_that_were_altered_are_not_taken(folder: Path, tmp_path: Path, what: str) -> None:
    original = max((folder / "originals").iterdir(), key=lambda p: p.stat().st_size)
    match what:
        case "altered":
            original.write_bytes(b"other")
        case "gone":
            original.unlink()
        case _:
            (folder / "originals/notes.txt").write_bytes(b"mine")
    named = {"altered": original, "put in": folder / "originals/notes.txt"}.get(what, original)
    with pytest.raises(OpenFilesError, match=re.escape(named.name)):
        rebuild(folder, f"sqlite:///{tmp_path}/anew.sqlite")


@pytest.mark.parametrize("file", ["observations.csv", "rejections.csv", "readings.csv"])
def test_a_row_and_its_digest_altered_together_are_found_out_by_the_chain(
    folder: Path, tmp_path: Path, file: str
) -> None:
    content = (folder / file).read_bytes()
    other = content.replace(b"ATF", b"ICE").replace(b"plan 2", b"plan 3")
    assert other != content
    (folder / file).write_bytes(other)
    old, new = (hashlib.sha256(c).hexdigest() for c in (content, other))
    chain = (folder / "chain.json").read_text(encoding="utf-8")
    (folder / "chain.json").write_text(chain.replace(old, new), encoding="utf-8")
    with pytest.raises(OpenFilesError, match="was altered after it was recorded"):
        rebuild(folder, f"sqlite:///{tmp_path}/anew.sqlite")


def test_a_link_among_the_originals_is_not_followed(folder: Path, tmp_path: Path) -> None:
    original = max((folder / "originals").iterdir(), key=lambda p: p.stat().st_size)
    (tmp_path / "elsewhere").write_bytes(original.read_bytes())
    original.unlink()
    original.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OpenFilesError, match="it is not one of the files"):
        rebuild(folder, f"sqlite:///{tmp_path}/anew.sqlite")


def test_no_file_is_written_outside_of_the_folder_whatever_the_database_says(
    path: Path, tmp_path: Path
) -> None:
    ledger = Ledger(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as tampering, tampering:
        tampering.execute("INSERT INTO files VALUES ('../../outside', 'x')")
    with pytest.raises(OpenFilesError, match="is no digest"):
        write_open_files(ledger, tmp_path / "deep/open")
    ledger.close()
    assert not (tmp_path / "deep/outside").exists()
    assert not (tmp_path / "outside").exists()


_BEGINNINGS: Final = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "'",
    "''",
    "＝",
    "＠",
    "-5",
    "-5.0",
    "5",
    "",
)


@pytest.mark.parametrize("beginning", _BEGINNINGS)
def test_no_cell_begins_a_formula_and_every_cell_comes_back_as_it_was(
    tmp_path: Path, beginning: str
) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path}/ledger.sqlite")
    said = [beginning + rest for rest in ("", "1", "cmd|'/c calc'!A1", "5E+3", "5E+3x")]
    for text in said:
        ledger.remark("reply", "ATF", "cases-initiated", Q1, text, text, FEBRUARY)
    write_open_files(ledger, tmp_path / "open")
    with (tmp_path / "open/remarks.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    for cell in cells:
        if cell.startswith(tuple("=+-@\t\r\n＝＋－＠")):
            assert Decimal(cell) < 0
    rebuild(tmp_path / "open", f"sqlite:///{tmp_path}/anew.sqlite")
    anew = Ledger(f"sqlite:///{tmp_path}/anew.sqlite")
    assert [(r.text, r.said_by) for r in anew.remarks()] == [(text, text) for text in said]
    ledger.close()
    anew.close()


def test_a_number_below_nothing_stays_a_number(ledger: Ledger, tmp_path: Path) -> None:
    received, _ = ledger.receive(b"x", "ATF.csv", "ATF", Q1, JANUARY)
    ledger.add_reading(received.number, "plan", reading(observed("-5"), observed("-1E+5", "b")))
    write_open_files(ledger, tmp_path / "open")
    with (tmp_path / "open/observations.csv").open(encoding="utf-8", newline="") as file:
        assert [row["number"] for row in csv.DictReader(file)] == ["-5", "-1E+5"]


def test_a_folder_without_a_ledger_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(LedgerUnusableError, match=r"chain\.json: it is not there"):
        rebuild(tmp_path, f"sqlite:///{tmp_path}/anew.sqlite")
    assert not (tmp_path / "anew.sqlite").exists()


def test_an_empty_ledger_can_be_made_anew_too(ledger: Ledger, tmp_path: Path) -> None:
    write_open_files(ledger, tmp_path / "open")
    assert rebuild(tmp_path / "open", f"sqlite:///{tmp_path}/anew.sqlite") == "0" * 64
