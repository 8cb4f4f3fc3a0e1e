"""Disks that are full and disks that may only be read, made for a test."""

from __future__ import annotations

import functools
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def small(megabytes: int) -> Iterator[Path]:
    """A disk of its own, so small that it can be filled; its path is short, as sockets need it."""
    with tempfile.TemporaryDirectory(prefix="milepost-disk-", dir="/tmp") as folder:
        _mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder)
        try:
            yield Path(folder)
        finally:
            # It may be busy for a moment with a server that is ending; then it goes by itself.
            subprocess.run(["umount", "--lazy", folder], check=True)  # noqa: S607


@contextmanager
def only_to_be_read(folder: Path) -> Iterator[None]:
    """A disk of :func:`small` while it takes no writing."""
    _mount("-o", "remount,ro", str(folder))
    try:
        yield
    finally:
        _mount("-o", "remount,rw", str(folder))


@functools.cache
def can_be_mounted() -> bool:
    """Whether this machine lets us make a disk, which takes an administrator."""
    if os.geteuid() != 0:
        return False
    try:
        with small(1):
            return True
    except subprocess.CalledProcessError:
        return False


def fill(folder: Path, leave: int) -> Path:
    """Fill a disk but for some bytes; the file that does it."""
    ballast = folder / "ballast"
    room = os.statvfs(folder)
    ballast.write_bytes(b"x" * max(0, room.f_bavail * room.f_frsize - leave))
    return ballast


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True, capture_output=True)  # noqa: S607
