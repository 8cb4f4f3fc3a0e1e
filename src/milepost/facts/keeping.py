"""Puts files into the store: written under another name, made sure of, then given their own.

A process that is killed leaves a file without its name, which nobody looks at, or the whole of it.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from milepost.submissions.extracts import Store

_AT_ONCE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Copied:
    """A file that was copied into the store, not yet under its own name.

    Attributes:
        path: where it lies meanwhile.
        digest: SHA-256 of its bytes.
        size: how many bytes.
    """

    path: Path
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Looks:
    """What the bytes of a file look like, found in one pass over them.

    Attributes:
        line_ends: how many lines end in it, those at the very end that are empty left out.
        quotes: whether a quotation mark is in it.
        zeros: whether a NUL byte is in it.
        other_ends: whether a line ends otherwise than all, or by a carriage return alone.
        utf_16: whether it begins with the mark of UTF-16.
        begins: its first bytes.
    """

    line_ends: int
    quotes: bool
    zeros: bool
    other_ends: bool
    utf_16: bool
    begins: bytes


@contextmanager
def scratch(store: Store) -> Iterator[Path]:
    """A folder of the store's own for what is in the making; gone with all that is left in it."""
    folder = store.folder / "in-the-making"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as made:
        yield Path(made)


def copied(source: Path, folder: Path) -> Copied:
    """Copy a file that was sent, and make sure that it is on the disk.

    Raises:
        OSError: where it cannot be read, or the copy cannot be written.
    """
    digest, size = hashlib.sha256(), 0
    descriptor, name = tempfile.mkstemp(dir=folder)
    with source.open("rb") as sent, os.fdopen(descriptor, "wb") as kept:
        while some := sent.read(_AT_ONCE):
            digest.update(some)
            size += len(some)
            kept.write(some)
        kept.flush()
        os.fsync(kept.fileno())
    return Copied(Path(name), digest.hexdigest(), size)


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def put(made: Path, target: Path) -> None:
    """Give a file that is whole its own name; one that is there already is the same."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    made.replace(target)
    for folder in (target.parent, target.parent.parent):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def put_rows(made: Path, store: Store) -> str:
    """Keep a Parquet file under the digest of its bytes, which is returned."""
    digest = digest_of(made)
    put(made, store.rows(digest))
    return digest


def looks_of(path: Path) -> Looks:
    """Look through the bytes of a file."""
    ends = pairs = returns = empty = 0
    quotes = zeros = False
    begins = last = b""
    with path.open("rb") as file:
        while some := file.read(_AT_ONCE):
            begins = begins or some[:64]
            ends += some.count(b"\n")
            if b"\r" in some:
                returns += some.count(b"\r")
                pairs += some.count(b"\r\n")
            pairs += last == b"\r" and some.startswith(b"\n")
            quotes = quotes or b'"' in some
            zeros = zeros or b"\0" in some
            kept = some.rstrip(b"\r\n")
            tail = some[len(kept) :].count(b"\n")
            empty, last = (empty + tail if not kept else tail), some[-1:]
    # The end of the last line is none of an empty line.
    line_ends = ends - empty + 1 if ends or begins else 0
    return Looks(
        line_ends,
        quotes,
        zeros,
        other_ends=returns not in {0, pairs} or (pairs > 0 and pairs != ends),
        utf_16=begins.startswith((BOM_UTF16_LE, BOM_UTF16_BE)),
        begins=begins,
    )


def in_utf_8(path: Path, folder: Path, looks: Looks) -> Path:
    """The same text in UTF-8 with one kind of line end, where it is not that already."""
    if not (looks.utf_16 or looks.other_ends):
        return path
    descriptor, name = tempfile.mkstemp(dir=folder, suffix=".csv")
    # What is no text stays what it is: the engine then names its row.
    encoding = "utf-16" if looks.utf_16 else "utf-8"
    errors = "replace" if looks.utf_16 else "surrogateescape"
    with (
        path.open(encoding=encoding, errors=errors, newline=None) as sent,
        os.fdopen(descriptor, "w", encoding="utf-8", errors=_kept(errors), newline="\n") as made,
    ):
        while some := sent.read(_AT_ONCE):
            made.write(some)
    return Path(name)


def _kept(errors: str) -> str:
    return "surrogateescape" if errors == "surrogateescape" else "strict"
