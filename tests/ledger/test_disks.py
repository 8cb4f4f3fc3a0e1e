"""A disk that is full and one that may only be read: said in words, nothing lost, then on it goes.

Where we may mount, the disk is a real one of a few megabytes. Everywhere, mounting or not, the same
is tried with a limit on the size of files and with write-protected folders.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg
import pytest

from milepost.ledger.store import Ledger
from milepost.submissions.unusable import LedgerUnusableError
from tests import postgres
from tests.ledger import disks, hardship
from tests.ledger.said import JANUARY

pytestmark = pytest.mark.slow

_SIZE: Final = 100_000
_MOST: Final = 500
_MOUNTED: Final = ["mounted"] if disks.can_be_mounted() else []
_NOBODY: Final = 65_534


def _fill_up(ledger: Ledger) -> tuple[dict[int, str], str]:
    """Record until it is refused: what had a receipt by then, and the refusal."""
    said: dict[int, str] = {}
    try:
        for i in range(_MOST):
            said[hardship.record(ledger, f"file-{i}", _SIZE)] = f"file-{i}"
    except LedgerUnusableError as refused:
        return said, str(refused)
    pytest.fail(f"the disk took {_MOST} files and was not full")


def _assert_nothing_lost(ledger: Ledger, said: dict[int, str]) -> None:
    """Hold all that had a receipt to be there, and at most one file more; each whole."""
    hardship.assert_whole(ledger)
    held = {s.number: s for s in ledger.submissions()}
    assert {number: held[number].name for number in said} == said
    assert list(held) == list(range(1, len(held) + 1))
    assert len(held) <= len(said) + 1
    assert said
    assert {hardship.assert_kept(ledger, held, n, _SIZE) for n in said} == {"accepted"}
    for number in held:
        hardship.assert_kept(ledger, held, number, _SIZE)


def _assert_goes_on(ledger: Ledger, said: dict[int, str]) -> None:
    """Hold the next submission to work, and nothing to be lost by it."""
    number = hardship.record(ledger, "after", _SIZE)
    _assert_nothing_lost(ledger, said | {number: "after"} if number == len(said) + 1 else said)
    assert ledger.submission(number).status == "accepted"


@pytest.mark.parametrize("disk", _MOUNTED)
def test_sqlite_on_a_full_disk(disk: str) -> None:
    with disks.small(4) as folder:
        assert disk == "mounted"
        ballast = disks.fill(folder, leave=1_500_000)
        ledger = Ledger(f"sqlite:///{folder}/ledger.sqlite")
        said, refusal = _fill_up(ledger)
        assert refusal == (
            f"{folder}/ledger.sqlite: the disk is full; nothing was recorded. Make room and try "
            "again."
        )
        _assert_nothing_lost(ledger, said)
        # It stays so until there is room.
        with pytest.raises(LedgerUnusableError, match="the disk is full"):
            ledger.receive(os.urandom(2_000_000), "big", "ATF", None, JANUARY)
        ballast.unlink()
        _assert_goes_on(ledger, said)
        ledger.close()
        again = Ledger(f"sqlite:///{folder}/ledger.sqlite")
        hardship.assert_whole(again)
        again.close()


def test_sqlite_where_no_file_may_grow(path: Path) -> None:
    url = f"sqlite:///{path}"
    Ledger(url).close()
    work = hardship.recording(url, "file", _SIZE)
    code, lines = hardship.forked(hardship.of_little_room(work, 1_500_000)).end()
    assert lines[-1] == (
        f"refused: {path}: the disk could not be read or written; nothing was recorded. See that "
        "it is there and has room, and try again."
    )
    assert code == 1
    said = dict(hardship.receipts(lines[:-1]))
    ledger = Ledger(url)
    _assert_nothing_lost(ledger, said)
    _assert_goes_on(ledger, said)
    ledger.close()


@pytest.mark.parametrize("disk", _MOUNTED)
def test_postgresql_on_a_full_disk(disk: str) -> None:
    """All of the server is on the small disk, its own log included, so that it may well give up."""
    with disks.small(96) as folder:
        assert disk == "mounted"
        server = postgres.Server(folder)
        server.start()
        try:
            url = postgres.new_database(server.address, "full")
            ledger = Ledger(url)
            ballast = disks.fill(folder, leave=4_000_000)
            said, refusal = _fill_up(ledger)
            assert "the disk is full" in refusal or "the connection to the server was" in refusal
            assert "recorded" in refusal
            ledger.close()
            ballast.unlink()
            _restarted(server)
            ledger = hardship.opened(url)
            _assert_nothing_lost(ledger, said)
            _assert_goes_on(ledger, said)
            ledger.close()
        finally:
            server.stop()


def _restarted(server: postgres.Server) -> None:
    """See that the server runs: it ends by itself where it cannot write its log."""
    time.sleep(1)
    if not server.is_running():
        server.start()


def test_postgresql_where_no_file_may_grow() -> None:
    with _short_folder() as folder:
        server = postgres.Server(folder)
        # No whole number of pages: the last one is written in part, and the server sees why.
        server.start(largest_file=4_097 * 1_024)
        try:
            url = postgres.new_database(server.address, "limited")
            ledger = Ledger(url)
            said, refusal = _fill_up(ledger)
            assert refusal.endswith(
                "the disk is full; nothing was recorded. Make room and try again."
            )
            _assert_nothing_lost(ledger, said)
            ledger.close()
            server.stop()
            server.start()
            ledger = Ledger(url)
            _assert_nothing_lost(ledger, said)
            _assert_goes_on(ledger, said)
            ledger.close()
        finally:
            server.stop()


@contextmanager
def _short_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="milepost-pg-", dir="/tmp"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("disk", _MOUNTED)
def test_sqlite_on_a_disk_that_may_only_be_read(disk: str) -> None:
    with disks.small(4) as folder:
        assert disk == "mounted"
        url = f"sqlite:///{folder}/ledger.sqlite"
        ledger = Ledger(url)
        said = {hardship.record(ledger, "file-0", _SIZE): "file-0"}
        ledger.close()
        with (
            disks.only_to_be_read(folder),
            pytest.raises(LedgerUnusableError, match="the folder or the disk is write-protected"),
        ):
            Ledger(url)
        ledger = Ledger(url)
        _assert_nothing_lost(ledger, said)
        _assert_goes_on(ledger, said)
        ledger.close()


def test_sqlite_in_a_folder_that_is_write_protected() -> None:
    with _short_folder() as folder:
        url = f"sqlite:///{folder}/ledger.sqlite"
        ledger = Ledger(url)
        said = {hardship.record(ledger, "file-0", _SIZE): "file-0"}
        ledger.close()
        (folder / "ledger.sqlite").chmod(0o444)
        folder.chmod(0o555)

        def work(say: hardship.Say) -> None:
            if os.geteuid() == 0:  # whom no protection stops
                os.setgid(_NOBODY)
                os.setuid(_NOBODY)
            hardship.recording(url, "file")(say)

        code, lines = hardship.forked(work).end()
        assert code == 1
        (line,) = lines
        assert line.startswith(f"refused: {folder}/ledger.sqlite: it may only be read: the disk")
        folder.chmod(0o755)
        (folder / "ledger.sqlite").chmod(0o644)
        ledger = Ledger(url)
        _assert_nothing_lost(ledger, said)
        _assert_goes_on(ledger, said)
        ledger.close()


def test_postgresql_that_takes_no_writing(postgresql: str) -> None:
    url = postgres.new_database(postgresql, "read_only")
    ledger = Ledger(url)
    said = {hardship.record(ledger, "file-0", _SIZE): "file-0"}
    ledger.close()
    switch = "ALTER DATABASE read_only SET default_transaction_read_only = "
    with psycopg.connect(postgresql.format(database="postgres"), autocommit=True) as administrator:
        administrator.execute(switch + "on")
    ledger = Ledger(url)
    with pytest.raises(LedgerUnusableError) as refused:
        hardship.record(ledger, "file-1", _SIZE)
    assert str(refused.value).endswith(
        "the server takes no writing: it is set to read-only, or is a stand-by. Nothing was "
        "recorded."
    )
    _assert_nothing_lost(ledger, said)
    ledger.close()
    with psycopg.connect(postgresql.format(database="postgres"), autocommit=True) as administrator:
        administrator.execute(switch + "off")
    ledger = Ledger(url)
    _assert_nothing_lost(ledger, said)
    _assert_goes_on(ledger, said)
    ledger.close()
