"""A file as it is handed in: its bytes, its names as shown and kept, and what became of it."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from milepost.periods import Period
from milepost.plan.model import Measure
from milepost.sources import Place, Problem, printable

if TYPE_CHECKING:
    from milepost.submissions.model import Submission

MOST_BYTES: Final = 500_000_000


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one file that was handed in.

    Attributes:
        path: the file as it was named.
        submission: as it was recorded; None where there was nothing to record.
        receipt: the receipt, as text.
        problems: what was wrong, at places in the file as it was named.
        expected: what of its sender is still expected for the period, as text.
        marked: a workbook in which every faulty cell is marked; None where nothing is to be marked.
        missing: what is still expected, each measure with its period.
        deadline: by when, in words; empty where no window is declared.
        head: the head of the ledger's chain on the receipt.
        is_new: whether it was recorded now; else it had come before.
        quarantine: of a delivery, the digest of the rows that were not taken; empty where there are
            none.
    """

    path: str
    submission: Submission | None
    receipt: str
    problems: tuple[Problem, ...]
    expected: str = ""
    marked: bytes | None = None
    missing: tuple[tuple[Measure, Period], ...] = ()
    deadline: str = ""
    head: str = ""
    is_new: bool = False
    quarantine: str = ""


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


def kept_beside(folder: Path, stem: str, ending: str, content: bytes) -> Path:
    """Write a file under a name at which nothing else stands; the same words are written once."""
    path, tried = folder / f"{stem}{ending}", 1
    while path.exists() and path.read_bytes() != content:
        tried += 1
        path = folder / f"{stem}-{tried}{ending}"
    path.write_bytes(content)
    return path
