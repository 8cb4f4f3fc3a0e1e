"""One file, many writers, and a process that dies: nothing is lost and nothing is half there."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Final

import psycopg
import pytest

from milepost.ledger.store import Ledger
from milepost.ledger.verify import verify
from milepost.submissions.unusable import LedgerUnusableError
from tests.ledger.said import JANUARY, Q1

_ROOT: Final = Path(__file__).parents[2]


def _writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    """A process of its own that records submissions, each said on its output once recorded."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.ledger.writer", f"sqlite:///{path}", name, str(count)],
        cwd=_ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
def test_four_processes_writing_at_once_lose_nothing(path: Path) -> None:
    writers = [_writer(path, name, 25) for name in ("ATF", "CBP", "DEA", "ICE")]
    said = [writer.communicate(timeout=120) for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0, 0, 0], [err for _, err in said]
    acknowledged = {line for out, _ in said for line in out.splitlines()}
    ledger = Ledger(f"sqlite:///{path}")
    try:
        submissions = ledger.submissions()
        assert [s.number for s in submissions] == list(range(1, 101))
        assert {f"{s.number} {s.agency} {s.digest}" for s in submissions} == acknowledged
        for agency in ("ATF", "CBP", "DEA", "ICE"):
            revisions = [s.revision for s in submissions if s.agency == agency]
            assert revisions == list(range(1, 26))
        assert all(s.status == "accepted" and s.accepted == 3 for s in submissions)
        assert verify(ledger).broken == ()
    finally:
        ledger.close()


@pytest.mark.slow
@pytest.mark.parametrize("acknowledgements", [1, 7, 40])
def test_a_process_that_is_killed_leaves_the_whole_of_what_it_acknowledged(
    path: Path, acknowledgements: int
) -> None:
    writer = _writer(path, "ATF", 100_000)
    assert writer.stdout is not None
    lines = [writer.stdout.readline() for _ in range(acknowledgements)]
    time.sleep(0.003 * acknowledgements)  # somewhere in the middle of the writes that follow
    os.kill(writer.pid, signal.SIGKILL)
    rest, errors = writer.communicate(timeout=60)
    assert writer.returncode == -signal.SIGKILL, errors
    lines += [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]

    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    ledger = Ledger(f"sqlite:///{path}")
    try:
        submissions = {f"{s.number} {s.agency} {s.digest}\n": s for s in ledger.submissions()}
        assert set(lines) <= set(submissions)
        for line in lines:
            assert submissions[line].status == "accepted"
            content = ledger.content(submissions[line].number)
            assert content is not None
            assert len(content) == submissions[line].size
        # What was not acknowledged is there as a whole or not at all: at most the last submission.
        assert len(submissions) - len(lines) <= 1
        assert verify(ledger).broken == ()
        after, is_new = ledger.receive(b"after the crash", "ATF.csv", "ATF", Q1, JANUARY)
        assert (after.number, is_new) == (len(submissions) + 1, True)
        assert verify(ledger).broken == ()
    finally:
        ledger.close()


def _refuse_links(url: str) -> None:
    """Have the database refuse the last row of whatever is recorded."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            connection.execute(
                "CREATE TRIGGER full BEFORE INSERT ON chain BEGIN SELECT RAISE(ABORT, 'full'); END"
            )
        return
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(
            "CREATE FUNCTION full_now() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'full'; END $$"
        )
        server.execute(
            "CREATE TRIGGER full_now BEFORE INSERT ON chain "
            "FOR EACH ROW EXECUTE FUNCTION full_now()"
        )


def test_what_fails_half_way_is_not_recorded_at_all(ledger: Ledger, url: str) -> None:
    ledger.receive(b"whole", "ATF.csv", "ATF", Q1, JANUARY)
    head = ledger.head()
    _refuse_links(url)
    with pytest.raises(LedgerUnusableError, match="full"):
        ledger.receive(b"half", "ATF.csv", "ATF", Q1, JANUARY)
    assert len(ledger.submissions()) == 1
    assert ledger.head() == head
    with ledger.looked_into() as reader:
        assert [content for _, content in reader.digests()] == [b"whole"]


def test_folders_on_the_way_to_a_new_ledger_are_made(tmp_path: Path) -> None:
    Ledger(f"sqlite:///{tmp_path}/reports/ledger/ledger.sqlite").close()
    assert (tmp_path / "reports/ledger/ledger.sqlite").is_file()


@pytest.mark.parametrize(
    "content", [b"agency,measure,period,value\n" * 100, b"SQLite format 3\x00" + b"\xff" * 4096]
)
def test_a_file_that_is_no_database_is_said_to_be_unusable(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(LedgerUnusableError):
        Ledger(f"sqlite:///{path}")
    assert path.read_bytes() == content


def test_a_folder_is_said_to_be_unusable(tmp_path: Path) -> None:
    with pytest.raises(LedgerUnusableError):
        Ledger(f"sqlite:///{tmp_path}")


def test_a_ledger_below_a_file_is_said_to_be_unusable(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(LedgerUnusableError):
        Ledger(f"sqlite:///{tmp_path}/file/ledger.sqlite")


@pytest.mark.parametrize(
    "url", ["", "ledger.sqlite", "postgresql://localhost/ledger", "mysql://localhost/ledger"]
)
def test_an_address_of_another_make_is_said_to_be_unusable(url: str) -> None:
    with pytest.raises(LedgerUnusableError):
        Ledger(url)


def test_a_database_that_is_no_ledger_is_said_to_be_unusable(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE submissions (id INTEGER)")
        connection.commit()
    with pytest.raises(LedgerUnusableError):
        Ledger(f"sqlite:///{path}")
