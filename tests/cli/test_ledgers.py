from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from milepost.cli import main
from tests.cli.office import PLAN, Office, cases


def _with_ledger(office: Office, url: str, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(office.root), "--ledger", url, *arguments])


def test_another_ledger_is_used_where_it_is_named(office: Office, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'else' / 'where.sqlite'}"
    path = office.put("FY2009/ATF.csv", cases("ATF", "90"))
    result = _with_ledger(office, url, "submit", "--received-on", "2009-10-15", path)
    assert result.exit_code == 0
    assert (tmp_path / "else/where.sqlite").exists()
    assert not (office.root / "ledger.sqlite").exists()
    explaining = ("explain", "cases-initiated", "FY2009", "--as-of", "2009-10-31")
    assert "FY2009: 90." in _with_ledger(office, url, *explaining).stdout
    assert "FY2009: 90." not in office.run(*explaining).stdout


def _faulty(office: Office, tmp_path: Path, kind: str) -> str:
    if kind == "not a database":
        (tmp_path / "notes.sqlite").write_bytes(b"These are notes.\n" * 100)
        return f"sqlite:///{tmp_path / 'notes.sqlite'}"
    if kind == "a folder":
        (tmp_path / "folder.sqlite").mkdir()
        return f"sqlite:///{tmp_path / 'folder.sqlite'}"
    if kind == "a folder nobody can write to":
        return "sqlite:////proc/ledger.sqlite"
    if kind == "a folder nobody can make":
        return "sqlite:////proc/none/ledger.sqlite"
    if kind == "below a file":
        return f"sqlite:///{office.put('FY2009/x.csv', b'x')}/ledger.sqlite"
    return kind


_KINDS = (
    "not a database",
    "a folder",
    "a folder nobody can write to",
    "a folder nobody can make",
    "below a file",
    "nonsense",
    "postgresql://ledger.example/milepost",
    "mysql://ledger.example/milepost",
    "oracle2://x",
)


@pytest.mark.parametrize("kind", _KINDS)
@pytest.mark.parametrize("command", ["submit", "scorecard"])
def test_a_ledger_that_cannot_be_used_is_said_in_words_and_ends_with_an_error(
    office: Office, tmp_path: Path, kind: str, command: str
) -> None:
    url = _faulty(office, tmp_path, kind)
    path = office.put("FY2009/ATF.csv", cases("ATF", "90"))
    result = _with_ledger(office, url, command, path if command == "submit" else "FY2009")
    assert isinstance(result.exception, SystemExit), repr(result.exception)
    assert result.exit_code in {1, 2}
    assert result.stdout == ""
    assert result.stderr.endswith("\n")
    assert "Traceback" not in result.stderr
    assert not (office.root / "reports").exists()
    assert not (office.root / "ledger.sqlite").exists()


@pytest.mark.parametrize("kind", _KINDS)
def test_what_is_said_of_a_ledger_names_it_or_how_to_write_one(
    office: Office, tmp_path: Path, kind: str
) -> None:
    url = _faulty(office, tmp_path, kind)
    result = _with_ledger(office, url, "scorecard", "FY2009")
    address = url.removeprefix("sqlite:///")
    named = {address, str(Path(address).parent)} - {"."}
    assert any(name in result.stderr for name in (*named, "sqlite:///"))


def test_a_file_that_is_not_a_database_is_left_as_it_was(office: Office, tmp_path: Path) -> None:
    url = _faulty(office, tmp_path, "not a database")
    before = (tmp_path / "notes.sqlite").read_bytes()
    _with_ledger(office, url, "submit", office.put("FY2009/ATF.csv", cases("ATF", "90")))
    assert (tmp_path / "notes.sqlite").read_bytes() == before


def test_check_opens_no_ledger(office: Office) -> None:
    result = _with_ledger(office, "nonsense", "check")
    assert result.exit_code == 0
    assert office.run("check").exit_code == 0
    assert not (office.root / "ledger.sqlite").exists()


def test_a_report_that_cannot_be_written_is_said_in_words(office: Office) -> None:
    (office.root / "reports").write_text("in the way", encoding="utf-8")
    result = office.scorecard()
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit), repr(result.exception)
    assert str(office.root / "reports") in result.stderr


@pytest.mark.parametrize(
    "asked",
    [
        ("verify",),
        ("destroy", "1", "--ordered-by", "A. Grant", "--reason", "a spill", "--yes"),
        ("export", "--ledger", "open"),
        ("status", "FY2009"),
        ("evaluate", "FY2009"),
        ("restated", "2009-01-01", "2010-01-01"),
    ],
)
@pytest.mark.parametrize("name", ["mistyped.sqlite", "no-folder/mistyped.sqlite", "empty.sqlite"])
def test_a_ledger_that_is_not_there_is_not_made_to_be_read(
    tmp_path: Path, asked: tuple[str, ...], name: str
) -> None:
    empty = tmp_path / "empty.sqlite"
    empty.touch()
    (tmp_path / "office").mkdir()
    office = Office(tmp_path / "office", f"sqlite:///{tmp_path / name}")
    office.write_plan(PLAN)
    result = office.run(*asked)
    assert result.exit_code == 1
    assert result.stderr == (
        f"{tmp_path / name}: there is no ledger here. See how it is written; milepost submit makes "
        "one.\n"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty.sqlite", "office"]
    assert empty.stat().st_size == 0


def test_a_workspace_without_a_ledger_has_none_to_verify(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.write_plan(PLAN)
    assert office.run("verify").exit_code == 1
    assert not (tmp_path / "ledger.sqlite").exists()
