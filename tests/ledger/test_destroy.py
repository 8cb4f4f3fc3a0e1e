"""A spill's remedy: the bytes are gone, the order is there, the chain holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

import psycopg
import pytest

from milepost.ledger.store import Ledger
from milepost.ledger.verify import verify
from milepost.submissions.model import Destruction
from milepost.submissions.unusable import LedgerUnusableError
from tests.ledger.said import FEBRUARY, JANUARY, MARCH, Q1, Q2, observed, reading

_SECRET: Final = b"name of the informant: " + b"restricted " * 20_000
_ORDER: Final = Destruction("A. Grant, Director", "restricted data", MARCH)


def _spill(ledger: Ledger) -> None:
    ledger.receive(b"before" * 1000, "ATF.csv", "ATF", Q1, JANUARY)
    spilt, _ = ledger.receive(_SECRET, "ICE.csv", "ICE", Q1, FEBRUARY)
    ledger.add_reading(spilt.number, "plan", reading(observed(74, agency="ICE")))
    ledger.receive(b"after" * 1000, "DEA.csv", "DEA", Q1, FEBRUARY)


def test_the_bytes_are_gone_the_order_is_there_and_the_chain_holds(ledger: Ledger) -> None:
    _spill(ledger)
    head = ledger.head()
    assert ledger.destroy(2, _ORDER)
    assert ledger.content(2) is None
    assert [ledger.content(n) for n in (1, 3)] == [b"before" * 1000, b"after" * 1000]
    assert ledger.submission(2).destroyed == _ORDER
    assert [s.destroyed for s in ledger.submissions()] == [None, _ORDER, None]
    assert ledger.head() != head
    found = verify(ledger)
    assert (found.broken, found.destroyed) == ((), 1)
    # What was read in it stands.
    assert ledger.findings()[2][0] == [observed(74, agency="ICE")]


def test_bytes_that_came_twice_are_destroyed_for_both(ledger: Ledger) -> None:
    ledger.receive(_SECRET, "ICE.csv", "ICE", Q1, JANUARY)
    ledger.receive(_SECRET, "ICE.csv", "ICE", Q2, JANUARY)
    ledger.destroy(2, _ORDER)
    assert [ledger.content(n) for n in (1, 2)] == [None, None]
    assert [s.destroyed for s in ledger.submissions()] == [_ORDER, _ORDER]
    assert verify(ledger).broken == ()


def test_the_same_bytes_sent_again_are_recorded_and_not_kept(ledger: Ledger) -> None:
    _spill(ledger)
    ledger.destroy(2, _ORDER)
    again, is_new = ledger.receive(_SECRET, "ICE-again.csv", "ICE", Q2, MARCH)
    assert is_new
    assert (again.number, again.status, again.destroyed) == (4, "waiting", _ORDER)
    assert ledger.content(4) is None
    same, is_new = ledger.receive(_SECRET, "ICE.csv", "ICE", Q1, MARCH)
    assert (same.number, is_new) == (2, False)
    assert verify(ledger).broken == ()


def test_an_order_given_twice_is_recorded_once(ledger: Ledger) -> None:
    _spill(ledger)
    assert ledger.destroy(2, _ORDER)
    head = ledger.head()
    assert not ledger.destroy(2, _ORDER)
    assert ledger.head() == head


def _traces(path: Path) -> list[str]:
    return [
        file.name
        for file in path.parent.glob(path.name + "*")
        if b"restricted restricted" in file.read_bytes()
    ]


@pytest.mark.parametrize("secure_delete", ["ON", "OFF"])
def test_no_trace_of_the_bytes_is_left_in_the_files_of_sqlite(
    path: Path, secure_delete: str
) -> None:
    ledger = Ledger(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA secure_delete = {secure_delete}")
    _spill(ledger)
    assert _traces(path)  # they were there: in the write-ahead log, or in the file
    ledger.destroy(2, _ORDER)
    assert _traces(path) == []  # while the ledger is open, with its log beside it
    ledger.close()
    assert _traces(path) == []


def test_while_somebody_reads_it_is_said_that_traces_are_left(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("milepost.ledger.engines.LOCK_WAIT_SECONDS", 0.2)
    ledger = Ledger(f"sqlite:///{path}")
    _spill(ledger)
    with closing(sqlite3.connect(path, isolation_level=None)) as guest:
        guest.execute("BEGIN")
        guest.execute("SELECT * FROM files").fetchone()
        with pytest.raises(LedgerUnusableError, match="Give the same order again"):
            ledger.destroy(2, _ORDER)
    assert ledger.content(2) is None
    assert ledger.submission(2).destroyed == _ORDER
    assert _traces(path)
    assert not ledger.destroy(2, _ORDER)
    assert _traces(path) == []
    assert verify(ledger).broken == ()
    ledger.close()


def test_on_postgresql_the_table_is_written_anew_without_them(ledger: Ledger, url: str) -> None:
    if url.startswith("sqlite"):
        return
    _spill(ledger)
    with psycopg.connect(url, autocommit=True) as connection:
        size = "SELECT pg_total_relation_size('files')"
        before = connection.execute(size).fetchone()
        ledger.destroy(2, _ORDER)
        after = connection.execute(size).fetchone()
    assert before is not None
    assert after is not None
    assert after[0] < before[0]


def test_the_database_lets_go_of_bytes_only_by_an_order(path: Path) -> None:
    ledger = Ledger(f"sqlite:///{path}")
    _spill(ledger)
    ledger.close()
    with closing(sqlite3.connect(path)) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute("DELETE FROM files")
        assert connection.execute("SELECT count(*) FROM files").fetchone() == (3,)
