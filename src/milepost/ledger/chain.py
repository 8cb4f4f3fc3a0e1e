"""The chain of hashes over everything recorded.

An entry's hash is the SHA-256 of lines of compact JSON. The first line holds the hash of the entry
before, the kind and number, the time by the ledger's own clock, the version of Milepost that made
it, and what was recorded, its keys in order. For a reading a line follows for each observation,
then for each rejection: the name of its table, then its columns in the table's order. Whoever kept
an older head can tell whether anything before it was altered.

Entries of the first ledgers have no version; their hash is of one line, rows and all. The version
in an entry decides by which rule it is checked, for good.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import Any, Final

from milepost.ledger.texts import storable

BEGINNING: Final = "0" * 64
# How a line shows a control character, which perhaps cannot be kept as it is.
AWKWARD: Final = b"\\u00"
_PARTING: Final = "\x7f"


@dataclass(frozen=True, slots=True)
class Entry:
    """One link: what was recorded, when, and the hash that binds it to all before."""

    position: int
    kind: str
    number: int
    recorded_at: str
    version: str
    previous: str
    hash: str

    @property
    def name(self) -> str:
        """Such as ``entry 2 (reading 1)``."""
        return f"entry {self.position} ({self.kind} {self.number})"


class Hasher:
    """An entry's hash in the making: a large reading is never held as one text."""

    def __init__(  # noqa: PLR0913  # what an entry binds together, and no more
        self,
        previous: str,
        kind: str,
        number: int,
        recorded_at: str,
        version: str,
        body: dict[str, Any],
    ) -> None:
        text = json.dumps(
            [previous, kind, number, recorded_at, *([version] if version else []), body],
            sort_keys=True,
            separators=(",", ":"),
            ensure_ascii=False,
        )
        self._hash = hashlib.sha256(text.encode())

    def add(self, line: bytes) -> None:
        """Bind one more row, or several whose lines are joined by line feeds."""
        self._hash.update(b"\n" + line)

    def hexdigest(self) -> str:
        """The hash of all that was bound."""
        return self._hash.hexdigest()


def row_line(table: str, position: int, values: Sequence[str]) -> bytes:
    """The line that binds a row, whose texts are as they are kept."""
    # All texts are quoted in one call, at half the time; U+007F is what JSON leaves as it is.
    joined = encode_basestring(_PARTING.join(values))
    parted = joined.replace(_PARTING, '","')
    if len(parted) - len(joined) != 2 * (len(values) - 1):  # one stood in a text
        parted = ",".join(map(encode_basestring, values))
    return f'["{table}",{position},{parted}]'.encode()


def bound_row(table: str, position: int, values: tuple[str, ...]) -> tuple[tuple[str, ...], bytes]:
    """A row's texts as they are kept, and the line that binds them."""
    try:
        line = row_line(table, position, values)
    except UnicodeEncodeError:
        line = AWKWARD
    if AWKWARD in line:
        values = tuple(storable(value) for value in values)
        line = row_line(table, position, values)
    return values, line


def link(  # noqa: PLR0913  # as above
    previous: str,
    kind: str,
    number: int,
    recorded_at: str,
    version: str,
    body: dict[str, Any],
    lines: Iterable[bytes] = (),
) -> str:
    """The hash of an entry."""
    hasher = Hasher(previous, kind, number, recorded_at, version, body)
    for line in lines:
        hasher.add(line)
    return hasher.hexdigest()


def breaks(
    entries: Iterable[tuple[Entry, dict[str, Any], Iterable[bytes]]],
) -> Iterator[tuple[int, str]]:
    """What does not fit together, with the position of its entry."""
    previous = BEGINNING
    for expected, (entry, body, lines) in enumerate(entries, start=1):
        if entry.position != expected:
            yield entry.position, f"{entry.name} stands where entry {expected} should be."
        if entry.previous != previous:
            yield entry.position, f"{entry.name} does not follow the entry before it."
        bound = (entry.previous, entry.kind, entry.number, entry.recorded_at, entry.version)
        if link(*bound, body, lines) != entry.hash:
            yield entry.position, f"{entry.name} was altered after it was recorded."
        previous = entry.hash
