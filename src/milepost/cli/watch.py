"""Does a thing again whenever the plan's files change, until it is told to stop.

The files are looked at rather than waited for: a look at a plan's folders takes a thousandth of a
second, and it also sees what is saved on a network drive, where the system announces nothing.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from milepost.plan.folders import Search
from milepost.sources import Problem

_BETWEEN_LOOKS: Final = 0.1
# An editor that replaces a file and a version control that replaces many take a moment.
_UNTIL_SETTLED: Final = 0.03
_LONGEST_UNSETTLED: Final = 1.0
# Looking is to take a small part of the time, however large the plan and slow the disk.
_REST: Final = 10
_WIDTH: Final = 80


@dataclass(frozen=True, slots=True)
class Look:
    """The state of a plan's files, which changes when one of them does.

    Attributes:
        files: what the disk says of each; nothing of one that is not there.
        problems: what was in the way of finding them, such as a link that leads elsewhere.
    """

    files: dict[str, tuple[int, ...]]
    problems: tuple[Problem, ...] = ()


def again_and_again(once: Callable[[], None], look: Callable[[], Look]) -> None:
    """Do a thing now and after each change, with the time it took, until Ctrl-C.

    Args:
        once: what is done; it prints.
        look: the state of the files it depends on.
    """
    try:
        seen = look()
        while True:
            _clear()
            began = time.perf_counter()
            once()
            took = (time.perf_counter() - began) * 1000
            click.echo(
                f"Checked at {time.strftime('%H:%M:%S')} in {took:.0f} ms. "
                "Save a file to check again; Ctrl-C ends."
            )
            seen = _next(look, seen)
    except KeyboardInterrupt:
        click.echo()


def look_at(root: Path, folders: Sequence[str], *others: str) -> Look:
    """The state of a plan's files, found as the plan finds them, and of other files beside them.

    Args:
        root: the workspace.
        folders: the plan's folders.
        others: more files, such as the workspace's settings.
    """
    search = Search(root)
    try:
        found = [path for folder in folders for path in search.files_below(root / folder)]
    except OSError:
        return Look({})  # something vanished while it was looked at: the next look will tell
    beside = [root / other for other in (*folders, *others)]
    files = {str(path): _state(path) for path in (*found, *beside)}
    return Look(files, tuple(search.problems))


def _state(path: Path) -> tuple[int, ...]:
    """What changes when a file does; nothing where it is gone."""
    try:
        held = path.stat()
    except OSError:
        return ()
    return (held.st_mtime_ns, held.st_ctime_ns, held.st_size, held.st_ino)


def _next(look: Callable[[], Look], seen: Look) -> Look:
    """The next state that differs, once it stays as it is."""
    now = _rested(look, _BETWEEN_LOOKS)
    while now == seen:
        now = _rested(look, _BETWEEN_LOOKS)
    until = time.monotonic() + _LONGEST_UNSETTLED
    while time.monotonic() < until:
        before, now = now, _rested(look, _UNTIL_SETTLED)
        if before == now:
            break
    return now


def _rested(look: Callable[[], Look], pause: float) -> Look:
    time.sleep(pause)
    began = time.perf_counter()
    found = look()
    took = time.perf_counter() - began
    if took * _REST > pause:
        time.sleep(took * _REST - pause)
    return found


def _clear() -> None:
    """Take what was printed before out of the way: a clear screen, or a line across the page."""
    if sys.stdout.isatty() and os.environ.get("TERM", "") not in {"", "dumb"}:
        click.clear()
    else:
        click.echo("-" * _WIDTH)
