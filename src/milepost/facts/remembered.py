"""What was reduced before, kept in files, so that a new quarter computes only what it touches.

Each entry lies under the digest of all that decides what is in it: the rows, the definition and
the engine. It may be deleted at any time. An entry that was cut, altered or put in another's place
is as good as none, and is written anew; so nothing that lies there changes a byte of what is shown.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

Value = str | int | Decimal | dt.date | bool | None
Rows = Sequence[tuple[Value, ...]]

_FORM: Final = "milepost-reduced-1"
_NO_ENTRY: Final = (
    OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, InvalidOperation,
)  # fmt: skip


@dataclass
class Remembered:
    """Reduced rows in a folder, each set of them under a digest.

    Attributes:
        folder: the folder; it is made when something is first kept.
        asked: how often something was looked for that was not there.
        found: how often it was.
    """

    folder: Path
    asked: int = field(default=0, compare=False)
    found: int = field(default=0, compare=False)
    _at_hand: dict[str, list[tuple[Value, ...]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def get(self, digest: str) -> list[tuple[Value, ...]] | None:
        """The rows under a digest; None where there are none that can be relied on."""
        if digest in self._at_hand:
            return self._at_hand[digest]
        try:
            rows = _read(self._path(digest).read_bytes(), digest)
        except _NO_ENTRY:
            rows = None
        if rows is None:
            self.asked += 1
        else:
            self.found += 1
            self._at_hand[digest] = rows
        return rows

    def put(self, digest: str, rows: Rows) -> None:
        """Keep rows under a digest, all at once; where nothing can be written, nothing is kept."""
        self._at_hand[digest] = [tuple(row) for row in rows]
        with suppress(OSError):
            path = self._path(digest)
            path.parent.mkdir(parents=True, exist_ok=True)
            _written_at_once(path, _as_bytes(digest, rows))

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / f"{digest}.json"


def _as_bytes(digest: str, rows: Rows) -> bytes:
    written = [[_as_written(value) for value in row] for row in rows]
    check = _check(digest, written)
    held = {"form": _FORM, "of": digest, "check": check, "rows": written}
    return json.dumps(held, ensure_ascii=True, separators=(",", ":")).encode()


def _read(content: bytes, digest: str) -> list[tuple[Value, ...]] | None:
    held = json.loads(content)
    if (held["form"], held["of"]) != (_FORM, digest):
        return None
    if held["check"] != _check(digest, held["rows"]):
        return None
    return [tuple(_as_read(value) for value in row) for row in held["rows"]]


def _check(digest: str, written: object) -> str:
    """What ties rows to their digest: rows that stand under another one are not taken."""
    text = json.dumps([_FORM, digest, written], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _as_written(value: Value) -> object:
    """A value with its kind; a number as text, for no float may come between."""
    match value:
        case None | bool() | str():
            return value
        case int():
            return {"whole": str(value)}
        case Decimal():
            return {"number": str(value)}
        case dt.date():
            return {"day": value.isoformat()}
    message = f"{value!r} is nothing that a reduction gives"
    raise TypeError(message)


def _as_read(value: object) -> Value:
    if value is None or isinstance(value, bool | str):
        return value
    if not isinstance(value, dict):
        message = f"{value!r} is nothing that was written here"
        raise TypeError(message)
    ((kind, text),) = value.items()
    read: dict[str, Callable[[str], Value]] = {
        "whole": int, "number": Decimal, "day": dt.date.fromisoformat,
    }  # fmt: skip
    return read[kind](text)


def _written_at_once(path: Path, content: bytes) -> None:
    """A file that is there whole or not at all, whoever else writes the same."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
