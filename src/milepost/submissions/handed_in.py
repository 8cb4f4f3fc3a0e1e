"""A file as it is handed in: its bytes, and the names by which it is shown and kept."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Final

from milepost.periods import Period
from milepost.sources import Place, Problem, printable

MOST_BYTES: Final = 500_000_000


def short_name(path: str, period: Period | None) -> str:
    """The file's name, with the folder it lay in where that says the period."""
    parts = Path(path).absolute().parts
    return "/".join(parts[-2:]) if period and parts[-2:-1] == (str(period),) else parts[-1]


def shown_path(path: str) -> str:
    """A path as text that can be printed and kept, whatever bytes the disk names it by."""
    return printable(os.fsencode(path).decode("utf-8", "replace"))


def bytes_of(path: Path) -> bytes:
    """The bytes of a regular file; a device or a pipe may never end.

    Raises:
        OSError: where it cannot be read, is no file, or is larger than is taken.
        ValueError: where its name is none.
    """
    if path.exists() and not path.is_dir() and not path.is_file():
        raise OSError(errno.EINVAL, "It is a device or a pipe")
    if path.is_file() and path.stat().st_size > MOST_BYTES:
        raise OSError(errno.EFBIG, f"It is larger than {MOST_BYTES // 1_000_000} MB")
    return path.read_bytes()


def unreadable(path: str, error: OSError | ValueError) -> Problem:
    """Why a file could not be read, and what to do."""
    if isinstance(error, IsADirectoryError):
        return Problem(
            Place(path),
            "S002",
            "this is a folder, not a file.",
            f"Name the files in it, or {path.rstrip('/')}/* for all of them.",
        )
    return Problem(
        Place(path),
        "S001",
        f"the file cannot be read: {(getattr(error, 'strerror', '') or str(error)).lower()}.",
        "See that it exists and may be read, and name it again.",
    )
