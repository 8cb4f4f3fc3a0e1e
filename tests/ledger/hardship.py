"""What makes a ledger's life hard: processes that are killed, that come at once, that are refused.

A process is forked from the tests, which have imported everything: it begins in a millisecond, and
where it is killed is then not mostly among imports.
"""

from __future__ import annotations

import os
import random
import resource
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from milepost.ledger.store import Ledger
from milepost.ledger.verify import verify
from milepost.submissions.model import Submission
from milepost.submissions.unusable import LedgerUnusableError
from tests.ledger.said import JANUARY, Q1, observed, reading

ROWS: Final = 3
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Child:
    """A process that works for a test, and what it says line by line."""

    pid: int
    said: int

    def end(self) -> tuple[int, list[str]]:
        """Wait for its end; how it ended, and the lines that it said whole."""
        with os.fdopen(self.said, "rb") as pipe:
            text = pipe.read().decode()
        _, status = os.waitpid(self.pid, 0)
        lines = text.splitlines(keepends=True)
        return os.waitstatus_to_exitcode(status), [x[:-1] for x in lines if x.endswith("\n")]

    def kill(self) -> list[str]:
        """Kill it where it is; what it had said by then."""
        os.kill(self.pid, signal.SIGKILL)
        code, lines = self.end()
        assert code == -signal.SIGKILL, lines
        return lines


def forked(work: Callable[[Say], None]) -> Child:
    """Have a process of its own do some work; a refusal of the ledger is said as a line."""
    said, mouth = os.pipe()
    pid = os.fork()
    if pid:
        os.close(mouth)
        return Child(pid, said)
    code = 1
    try:
        os.close(said)
        work(lambda line: _say(mouth, line))
        code = 0
    except LedgerUnusableError as error:
        _say(mouth, f"refused: {error}")
    except BaseException:  # noqa: BLE001  # whatever it is, the test is to see it
        _say(mouth, traceback.format_exc())
    finally:
        os._exit(code)


def _say(mouth: int, line: str) -> None:
    os.write(mouth, f"{line}\n".encode())


def content_of(name: str, size: int = 2_000) -> bytes:
    """Bytes that belong to a name and to no other, and that no database makes smaller."""
    return random.Random(name).randbytes(size)  # noqa: S311  # to be made again


def record(ledger: Ledger, name: str, size: int = 2_000) -> int:
    """Record a file and what it says; the number of its receipt."""
    submission, _ = ledger.receive(content_of(name, size), name, "ATF", Q1, JANUARY)
    rows = (observed(n, f"measure-{n}", row=n + 1) for n in range(1, ROWS + 1))
    ledger.add_reading(submission.number, "plan", reading(*rows))
    return submission.number


def recording(
    url: str, name: str, size: int = 2_000, count: int = 1_000_000
) -> Callable[[Say], None]:
    """Work that records one file after the other, and says each once it is recorded."""

    def work(say: Say) -> None:
        ledger = Ledger(url)
        for i in range(count):
            say(f"{record(ledger, f'{name}-{i}', size)} {name}-{i}")

    return work


def of_little_room(work: Callable[[Say], None], largest_file: int) -> Callable[[Say], None]:
    """The same work where no file may grow beyond some bytes, as on a disk that is full."""

    def limited(say: Say) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
        work(say)

    return limited


def opened(url: str, seconds: float = 30) -> Ledger:
    """Open a ledger whose server may still be getting up."""
    end = time.monotonic() + seconds
    while True:
        try:
            return Ledger(url)
        except LedgerUnusableError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def receipts(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The number and the name on each receipt."""
    for line in lines:
        number, _, name = line.partition(" ")
        yield int(number), name


def assert_kept(ledger: Ledger, held: dict[int, Submission], number: int, size: int = 2_000) -> str:
    """Hold a submission to be there whole, read or not; its status."""
    submission = held[number]
    content = ledger.content(number)
    assert content == content_of(submission.name, size)
    assert (submission.size, submission.accepted) in {(size, ROWS), (size, 0)}
    assert submission.status == ("accepted" if submission.accepted else "waiting")
    return submission.status


def assert_whole(ledger: Ledger) -> None:
    """Hold a ledger to verify."""
    assert verify(ledger).broken == ()
