"""The whole ledger as open files, and back, at the command line."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Final

import pytest

from tests.cli.conftest import new_ledger
from tests.cli.office import Office, cases, table

_FORMULA: Final = "=cmd|' /c calc'!A1"


def _filled(office: Office) -> str:
    """Something of everything; the head of the ledger."""
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "90", "a spill")))
    office.submit(office.put("FY2009/ICE.csv", cases("ICE", "twenty")))
    office.submit(office.put("FY2009/ICE.csv", cases("ICE", "20", _FORMULA)))
    said = ("--comment", "@SUM(1)", "--by", "-Ann Lee", "--on", "2009-10-20")
    assert office.run("review", "accept", "3/cases-initiated", *said).exit_code == 0
    order = ("--ordered-by", "A. Grant", "--reason", "a spill", "--on", "2009-11-02", "--yes")
    assert office.run("destroy", "1", *order).exit_code == 0
    return _head(office)


def _head(office: Office) -> str:
    found = json.loads(office.run("verify", "--format", "json").stdout)
    assert found["holds"]
    head: str = found["head"]
    return head


@pytest.mark.parametrize("other", ["sqlite", "postgresql"])
def test_a_ledger_made_anew_has_the_same_head_and_says_the_same(
    anywhere: Office, other: str, postgresql: str
) -> None:
    head = _filled(anywhere)
    folder = anywhere.root / "open"
    written = anywhere.run("export", "--ledger", str(folder))
    assert written.exit_code == 0, written.output
    assert "submission 1 (FY2009/ATF.csv): the bytes were destroyed on 2009-11-02" in written.stdout
    assert written.stdout.endswith(f"ledger head {head}\n")
    url = f"sqlite:///{anywhere.root}/anew.sqlite"
    anew = Office(anywhere.root, new_ledger(postgresql) if other == "postgresql" else url)
    made = anew.run("import", "--ledger", str(folder))
    assert made.exit_code == 0, made.output
    assert made.stdout.startswith("The ledger is made anew, with 3 files that were received.\n")
    assert made.stdout.endswith(f"ledger head {head}\n")
    assert _head(anew) == head
    for command in (
        ("verify",),
        ("explain", "cases-initiated", "FY2009", "--as-of", "2009-10-31"),
        ("status", "FY2009", "--as-of", "2009-10-31"),
        ("evaluate", "FY2009", "--as-of", "2009-10-31"),
    ):
        assert anew.run(*command).stdout == anywhere.run(*command).stdout


def test_no_cell_of_any_csv_begins_a_formula(office: Office) -> None:
    head = _filled(office)
    office.run("export", "--ledger", str(office.root / "open"))
    cells = [
        cell
        for path in (office.root / "open").glob("*.csv")
        for row in csv.reader(path.read_text(encoding="utf-8").splitlines())
        for cell in row
    ]
    assert [c for c in cells if c.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert {"'" + _FORMULA, "'@SUM(1)", "'-Ann Lee"} <= set(cells)
    assert json.loads((office.root / "open/chain.json").read_text("utf-8"))["head"] == head


def test_names_of_files_never_lead_out_of_the_folder(office: Office) -> None:
    office.submit(office.put("FY2009/ATF-..%2f..%2f.csv", cases("ATF", "90")))
    office.submit(office.put("FY2009/ATF\\..\\..\\x.csv", cases("ATF", "91")))
    before = {p for p in office.root.rglob("*") if "sqlite" not in p.name}
    office.run("export", "--ledger", str(office.root / "deep/open"))
    after = {p for p in office.root.rglob("*") if "sqlite" not in p.name} - before
    assert all(p.is_relative_to(office.root / "deep") for p in after)
    originals = sorted(p.name for p in (office.root / "deep/open/originals").iterdir())
    assert len(originals) == 2
    assert all(len(name) == 64 and name.isalnum() for name in originals)


def test_a_folder_that_holds_something_is_left_as_it_is(office: Office) -> None:
    _filled(office)
    folder = office.root / "in"
    before = sorted(folder.rglob("*"))
    result = office.run("export", "--ledger", str(folder))
    assert result.exit_code == 1
    assert result.stderr == f"{folder}: the folder is not empty. Name a new one.\n"
    assert sorted(folder.rglob("*")) == before


def test_a_ledger_that_is_not_empty_is_left_as_it_is(anywhere: Office) -> None:
    head = _filled(anywhere)
    folder = str(anywhere.root / "open")
    anywhere.run("export", "--ledger", folder)
    result = anywhere.run("import", "--ledger", folder)
    assert result.exit_code == 1
    assert result.stderr == (
        "The ledger is not empty; nothing was put in. Name a new one: "
        f"milepost --ledger sqlite:///NEW.sqlite import --ledger {folder}\n"
    )
    assert _head(anywhere) == head


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("observations.csv", '"20"', '"200"'),
        ("remarks.csv", "SUM", "SUN"),
        ("destructions.csv", "Grant", "Brant"),
        ("chain.json", '"kind": "remark"', '"kind": "destruction"'),
        ("originals/*", "ICE", "ATF"),
    ],
)
def test_open_files_that_were_altered_are_named_and_nothing_is_put_in(
    office: Office, name: str, old: str, new: str
) -> None:
    _filled(office)
    folder = office.root / "open"
    office.run("export", "--ledger", str(folder))
    path = next(folder.glob(name))
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    anew = Office(office.root, f"sqlite:///{office.root}/anew.sqlite")
    result = anew.run("import", "--ledger", str(folder))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{path}: ")
    assert isinstance(result.exception, SystemExit)
    assert anew.statuses() == []


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "[]",
        "3",
        "{}",
        "null",
        "\x00",
        '{"ledger": []}',
        '"entries": 1',
        '"position": 99999999999999999999999',
        '"position": "one"',
        '"position": [1]',
        '"recorded_at": 7',
        '"files": 7, "f": {',
        '"version": "\\ud800"',
    ],
)
def test_a_chain_that_makes_no_sense_is_said_in_words(office: Office, text: str) -> None:
    _filled(office)
    folder = office.root / "open"
    office.run("export", "--ledger", str(folder))
    path = folder / "chain.json"
    whole, key = path.read_text(encoding="utf-8"), text.split(":", maxsplit=1)[0]
    if text.startswith('"'):  # the first of that key reads so
        altered = re.sub(rf"{key}: (\{{|\[|\d+|\"[^\"]*\")", lambda _: text, whole, count=1)
        assert altered != whole
        text = altered
    path.write_text(text, encoding="utf-8")
    anew = Office(office.root, f"sqlite:///{office.root}/anew.sqlite")
    result = anew.run("import", "--ledger", str(folder))
    assert isinstance(result.exception, SystemExit), repr(result.exception)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert str(path) in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert anew.statuses() == []


def test_a_folder_without_open_files_is_said_in_words(office: Office, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    result = office.run("import", "--ledger", str(tmp_path / "none"))
    assert result.exit_code == 1
    assert result.stderr == (
        f"{tmp_path}/none/chain.json: it is not there. Name the folder that milepost "
        "export wrote.\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "--ledger", "open", "--parquet", "x.parquet"),
        ("export", "--ledger", "open", "-o", "x.xlsx"),
        ("import", "--ledger", ".", "file.csv"),
        ("import", "--ledger", ".", "--dry-run"),
        ("import", "--ledger", "nowhere"),
        ("import",),
    ],
)
def test_two_things_at_once_are_wrong_usage(office: Office, arguments: tuple[str, ...]) -> None:
    result = office.run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert not (office.root / "open").exists()


def test_what_was_refused_is_in_the_open_files_with_the_bytes_it_came_in(office: Office) -> None:
    content = table(("ICE", "cases-initiated", "FY2009", "twenty", "", "", "", "", ""))
    office.submit(office.put("FY2009/ICE.csv", content))
    office.run("export", "--ledger", str(office.root / "open"))
    (original,) = (office.root / "open/originals").iterdir()
    assert original.read_bytes() == content
    rejections = (office.root / "open/rejections.csv").read_text(encoding="utf-8")
    assert "twenty" in rejections
