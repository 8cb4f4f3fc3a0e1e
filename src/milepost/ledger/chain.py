"""The chain of hashes over everything recorded.

An entry's hash is the SHA-256 of the hash before it, its kind and number, the time by the ledger's
own clock, and the canonical JSON of what was recorded. Whoever kept an older head can tell whether
anything before it was altered.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

BEGINNING: Final = "0" * 64


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


def link(  # noqa: PLR0913  # what an entry binds together, and no more
    previous: str, kind: str, number: int, recorded_at: str, version: str, body: dict[str, Any]
) -> str:
    """The hash of an entry; entries without a version are those of the first ledgers."""
    text = json.dumps(
        [previous, kind, number, recorded_at, *([version] if version else []), body],
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    return hashlib.sha256(text.encode()).hexdigest()


def breaks(entries: Iterable[tuple[Entry, dict[str, Any]]]) -> list[str]:
    """What does not fit together, in words; nothing where the chain is whole."""
    found: list[str] = []
    previous = BEGINNING
    for expected, (entry, body) in enumerate(entries, start=1):
        name = f"entry {entry.position} ({entry.kind} {entry.number})"
        if entry.position != expected:
            found.append(f"{name} stands where entry {expected} should be.")
        if entry.previous != previous:
            found.append(f"{name} does not follow the entry before it.")
        bound = (entry.previous, entry.kind, entry.number, entry.recorded_at, entry.version)
        if link(*bound, body) != entry.hash:
            found.append(f"{name} was altered after it was recorded.")
        previous = entry.hash
    return found
