"""The figures in force with those they replaced, as a Parquet file: a cache that is never stale."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import duckdb
import pytest

from milepost.ledger.snapshot import exactly
from tests.cli.conftest import new_ledger
from tests.cli.office import PLAN, Office, cases, table

_AWKWARD: Final = "'; DROP TABLE x; --  =1+1 \U0001f600"


def _exported(office: Office, *more: str) -> Path:
    path = office.root / "observations.parquet"
    result = office.run("export", "--parquet", str(path), "--as-of", "2009-10-31", *more)
    assert result.exit_code == 0, result.output
    return path


def _was_written(office: Office, day: str = "2009-10-31") -> bool:
    said = office.run(
        "export", "--parquet", str(office.root / "observations.parquet"), "--as-of", day
    ).stdout.splitlines()[0]
    assert said.startswith("wrote ") != said.endswith(" is up to date")
    return said.startswith("wrote ")


def _rows(path: Path, columns: str = "*") -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(f"SELECT {columns} FROM read_parquet(?)", [str(path)]).fetchall()  # noqa: S608


def _filled(office: Office) -> None:
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "90")))
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "95")), day="2009-10-20")
    note = _AWKWARD.replace('"', '""')
    row = ("ICE", "cases-initiated", "FY2009", "20", "", "at least", "", "a book", f'"{note}"')
    office.submit(office.put("FY2009/ICE.csv", table(row)))
    gone = ("ICE", "cases-initiated", "FY2008", "", "", "", "not tracked", "", "No system yet.")
    office.submit(office.put("FY2008/ICE.csv", table(gone)))
    order = ("--ordered-by", "A. Grant", "--reason", "a spill", "--on", "2009-10-30", "--yes")
    assert office.run("destroy", "1", *order).exit_code == 0


def test_values_are_exact_and_history_is_in_it(anywhere: Office) -> None:
    _filled(anywhere)
    path = _exported(anywhere)
    columns = (
        "agency, period, bound, number, number_stated, absence, file, line, submission, "
        "received_on, standing, replaced_by"
    )
    day, later = dt.date(2009, 10, 15), dt.date(2009, 10, 20)
    atf, ice, ice_2008 = "FY2009/ATF.csv", "FY2009/ICE.csv", "FY2008/ICE.csv"
    assert _rows(path, columns) == [
        ("ATF", "FY2009", "exact", Decimal(95), "95", "", atf, 2, 2, later, "in force", None),
        ("ATF", "FY2009", "exact", Decimal(90), "90", "", atf, 2, 1, day, "replaced", 2),
        ("ICE", "FY2008", "", None, "", "not tracked", ice_2008, 2, 4, day, "in force", None),
        ("ICE", "FY2009", "at least", Decimal(20), "20", "", ice, 2, 3, day, "in force", None),
    ]
    notes = [note for (note,) in _rows(path, "note") if note]
    assert notes[0] == "No system yet."
    assert notes[1] == _AWKWARD
    gone = "the bytes were destroyed on 2009-10-30 by order of A. Grant: a spill"
    assert [said for (said,) in _rows(path, "bytes_destroyed")] == ["", gone, "", ""]
    types = {name: kind for name, kind, *_ in _described(path)}
    assert {types[name] for name in ("number", "upper", "whole")} == {"DECIMAL(38,12)"}


def _described(path: Path) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        return connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()


def test_both_databases_give_the_same_rows(tmp_path: Path, postgresql: str) -> None:
    found = []
    for name, url in (("one", None), ("two", new_ledger(postgresql))):
        (tmp_path / name).mkdir()
        office = Office(tmp_path / name, url)
        office.write_plan(PLAN)
        _filled(office)
        found.append(_rows(_exported(office)))
    assert len(found[0]) == 4
    assert found[0] == found[1]


def test_a_file_that_holds_just_that_is_left_and_a_stale_one_is_made_anew(anywhere: Office) -> None:
    _filled(anywhere)
    assert _was_written(anywhere)
    path = anywhere.root / "observations.parquet"
    before = path.stat().st_mtime_ns
    assert not _was_written(anywhere)
    assert path.stat().st_mtime_ns == before
    anywhere.submit(anywhere.put("FY2009/ATF.csv", cases("ATF", "96")), day="2009-10-21")
    assert _was_written(anywhere)
    assert _rows(path, "number")[0] == (Decimal(96),)
    assert not _was_written(anywhere)
    # Another day is another record.
    assert _was_written(anywhere, "2009-10-16")
    assert [n for (n,) in _rows(path, "number") if n is not None] == [Decimal(90), Decimal(20)]
    # So is another plan.
    anywhere.write_plan(PLAN.replace("A small strategy", "A strategy"))
    assert _was_written(anywhere, "2009-10-16")
    assert not _was_written(anywhere, "2009-10-16")


@pytest.mark.parametrize("damage", ["cut short", "a byte", "another file", "empty", "other rows"])
def test_a_file_that_was_damaged_is_made_anew(office: Office, damage: str) -> None:
    _filled(office)
    path = _exported(office)
    whole, rows = path.read_bytes(), _rows(path)
    match damage:
        case "cut short":
            path.write_bytes(whole[:-100])
        case "a byte":
            at = whole.index(b"cases-initiated")
            path.write_bytes(whole[:at] + b"C" + whole[at + 1 :])
        case "another file":
            path.write_bytes(b"agency,measure\n")
        case "empty":
            path.write_bytes(b"")
        case _:
            with duckdb.connect() as connection:
                connection.execute(f"COPY (SELECT 1 AS agency) TO '{path}' (FORMAT parquet)")
    assert path.read_bytes() != whole
    assert _was_written(office)
    assert _rows(path) == rows
    assert not _was_written(office)


def test_a_number_with_more_digits_than_a_column_has_is_null_and_stated_beside(
    office: Office,
) -> None:
    assert exactly("74.0") == "74"
    assert exactly("-1E+5") == "-100000"
    assert exactly("0.000000000001") == "0.000000000001"
    assert exactly("0.0000000000001") is None
    assert exactly("9" * 26) == "9" * 26
    assert exactly("9" * 27) is None
    assert exactly("") is None
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "9" * 26)))
    assert _rows(_exported(office), "number, number_stated") == [(Decimal("9" * 26), "9" * 26)]


def test_what_was_made_up_says_so(office: Office) -> None:
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "90")))
    assert _rows(_exported(office), "illustrative") == [(False,)]
    (office.root / "milepost.yaml").write_text("workspace: {illustrative: true}\n", "utf-8")
    assert _rows(_exported(office), "illustrative") == [(True,)]


def test_where_it_cannot_be_written_is_said_in_words(office: Office) -> None:
    nowhere = office.root / "none/x.parquet"
    result = office.run("export", "--parquet", str(nowhere))
    assert result.exit_code == 1
    assert result.stderr == (
        f"{nowhere.parent}: there is no such folder. Make it, or name another file.\n"
    )


@pytest.mark.parametrize("name", ["year=2009", "a [1]*?{x,y}", "it's"])
def test_a_path_means_what_it_says(office: Office, name: str) -> None:
    _filled(office)
    rows = _rows(_exported(office))
    path = office.root / name / f"{name}.parquet"
    path.parent.mkdir()
    write = ("export", "--parquet", str(path), "--as-of", "2009-10-31")
    assert office.run(*write).stdout.startswith(f"wrote {path}\n")
    assert office.run(*write).stdout.startswith(f"{path} is up to date\n")
    (office.root / "copy.parquet").write_bytes(path.read_bytes())
    assert _rows(office.root / "copy.parquet") == rows
    assert list(path.parent.iterdir()) == [path]


def test_a_ledger_in_which_nothing_is_in_force_gives_a_file_without_rows(office: Office) -> None:
    assert _rows(_exported(office)) == []
    assert not _was_written(office)


def test_where_the_disk_is_full_the_file_before_it_stays(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    _filled(office)
    path = _exported(office)
    before, beside = path.read_bytes(), set(office.root.iterdir())

    def full(*_: object) -> None:
        raise duckdb.IOException("No space left on device")

    monkeypatch.setattr("milepost.ledger.snapshot._as_parquet", full)
    result = office.run("export", "--parquet", str(path), "--as-of", "2009-10-16")
    assert result.exit_code == 1
    assert result.stderr == f"{path}: it cannot be written: No space left on device\n"
    assert path.read_bytes() == before
    assert set(office.root.iterdir()) == beside


def test_nothing_is_left_beside_the_file(office: Office) -> None:
    _filled(office)
    before = set(office.root.iterdir())
    path = _exported(office)
    assert set(office.root.iterdir()) - before == {path}
