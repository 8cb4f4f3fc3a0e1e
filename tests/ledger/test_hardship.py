"""Killed two hundred times, written to at the same moment, written to a thousand times in a row."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import psycopg
import pytest

from milepost.ledger.store import Ledger
from tests.ledger import hardship

pytestmark = pytest.mark.slow

_KILLS: Final = 200
_OF_ONE_LEDGER: Final = 20
_AT_ONCE: Final = 60
_IN_A_ROW: Final = 1_000


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Print a figure that a reader of the tests' output is to see."""

    def said(line: str) -> None:
        with capsys.disabled():
            capsys.readouterr()
            os.write(1, f"\n  {line}".encode())

    return said


def _seconds_of_one(url: str) -> float:
    """How long a process takes to open the ledger and record one file."""
    start = time.monotonic()
    code, lines = hardship.forked(hardship.recording(url, "first", count=1)).end()
    assert code == 0, lines
    return time.monotonic() - start


def test_killed_two_hundred_times_nothing_is_lost_and_nothing_is_half_there(
    new_url: Callable[[], str], tell: Callable[[str], None]
) -> None:
    """Killed anywhere from its first step to its third file or so; MILEPOST_SEED repeats a run.

    A new ledger is begun now and then, for all of it is verified after each kill.
    """
    seed = int(os.environ.get("MILEPOST_SEED") or random.SystemRandom().randrange(10**9))
    chance = random.Random(seed)  # noqa: S311  # where to kill, to be repeated
    tell(f"seed {seed}")
    start = time.monotonic()
    found: Counter[str] = Counter()
    for _ in range(_KILLS // _OF_ONE_LEDGER):
        url = new_url()
        Ledger(url).close()
        longest = 3 * _seconds_of_one(url)
        before = 1
        for i in range(_OF_ONE_LEDGER):
            child = hardship.forked(hardship.recording(url, f"kill-{i}"))
            time.sleep(chance.uniform(0, longest))
            said = dict(hardship.receipts(child.kill()))
            before = _after_a_kill(url, before, said, found)
        _assert_sound(url)
    assert found["kills"] == _KILLS
    tell(
        f"{_KILLS} kills in {time.monotonic() - start:.0f} s: {found['receipts']} receipts, none "
        f"lost; {found['unsaid']} files there whole whose receipt was not said yet, "
        f"{found['waiting']} of them not read yet; {found['nothing']} kills left nothing new"
    )


def _after_a_kill(url: str, before: int, said: dict[int, str], found: Counter[str]) -> int:
    """Hold the ledger to what was said, record a file, verify; that file's number."""
    ledger = Ledger(url)
    after = hardship.record(ledger, f"after-{before}")  # waits for what is still being written
    held = {s.number: s for s in ledger.submissions()}
    assert list(held) == list(range(1, after + 1))
    new = set(range(before + 1, after))
    assert set(said) <= new
    assert len(new) <= len(said) + 1
    assert {number: held[number].name for number in said} == said
    kept = {number: hardship.assert_kept(ledger, held, number) for number in {*new, after}}
    assert {kept[number] for number in {*said, after}} == {"accepted"}
    hardship.assert_whole(ledger)
    ledger.close()
    unsaid = len(new) - len(said)
    found.update(kills=1, receipts=len(said), unsaid=unsaid, nothing=not new)
    found.update(waiting=sum(status == "waiting" for status in kept.values()))
    return after


def _assert_sound(url: str) -> None:
    """Hold the database itself to be sound, beneath what the ledger sees of it."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
            assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        return
    with psycopg.connect(url) as server:
        missing = (
            "SELECT count(*) FROM observations WHERE reading NOT IN (SELECT number FROM readings)"
        )
        assert server.execute(missing).fetchone() == (0,)


def test_two_at_the_same_moment_are_recorded_one_after_the_other(
    url: str, tell: Callable[[str], None]
) -> None:
    barrier = get_context("fork").Barrier(2)

    def work(name: str) -> Callable[[hardship.Say], None]:
        def both(say: hardship.Say) -> None:
            ledger = Ledger(url)
            for i in range(_AT_ONCE):
                # Every third file is the same from both, and is recorded once.
                file = f"same-{i}" if i % 3 == 0 else f"{name}-{i}"
                barrier.wait(60)
                say(f"{hardship.record(ledger, file)} {file}")

        return both

    start = time.monotonic()
    children = [hardship.forked(work(name)) for name in ("one", "two")]
    ended = [child.end() for child in children]
    assert [code for code, _ in ended] == [0, 0], ended
    said = [dict(hardship.receipts(lines)) for _, lines in ended]
    assert [len(receipts) for receipts in said] == [_AT_ONCE, _AT_ONCE]
    ledger = Ledger(url)
    held = {s.number: s for s in ledger.submissions()}
    assert list(held) == list(range(1, _AT_ONCE * 5 // 3 + 1))
    assert [s.revision for s in held.values()] == list(held)
    assert {number: s.name for number, s in held.items()} == said[0] | said[1]
    assert {hardship.assert_kept(ledger, held, number) for number in held} == {"accepted"}
    hardship.assert_whole(ledger)
    assert hardship.record(ledger, "after") == len(held) + 1
    ledger.close()
    tell(f"{_AT_ONCE} times two at once in {time.monotonic() - start:.1f} s: none lost")


def test_a_thousand_in_a_row(url: str, path: Path, tell: Callable[[str], None]) -> None:
    ledger = Ledger(url)
    start = time.monotonic()
    numbers = [hardship.record(ledger, f"file-{i}") for i in range(_IN_A_ROW)]
    recorded = time.monotonic()
    assert numbers == list(range(1, _IN_A_ROW + 1))
    hardship.assert_whole(ledger)
    verified = time.monotonic()
    held = {s.number: s for s in ledger.submissions()}
    assert {hardship.assert_kept(ledger, held, number) for number in numbers} == {"accepted"}
    ledger.close()
    if url.startswith("sqlite"):
        size = path.stat().st_size
    else:
        with psycopg.connect(url) as server:
            row = server.execute("SELECT pg_database_size(current_database())").fetchone()
            assert row is not None
            size = row[0]
    tell(
        f"{_IN_A_ROW} in a row in {recorded - start:.1f} s, verified in "
        f"{verified - recorded:.1f} s, {size / 1e6:.1f} MB"
    )
