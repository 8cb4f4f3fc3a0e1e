"""Whether the files of extracts are what they were: those that were sent, and the rows in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from milepost.ledger.reader import Reader
from milepost.submissions.extracts import Delivery, Store, StoredRows
from milepost.submissions.model import Reading, Submission


def amiss_in_store(reader: Reader, store: Store) -> Iterator[tuple[int, str]]:
    """What is gone, was altered or should be gone, with the position of its submission's entry."""
    at = {e.number: e.position for e in reader.links() if e.kind == "submission"}
    for delivery in reader.deliveries():
        number = delivery.submission.number
        position = at.get(number, 0)
        for said in _of_delivery(reader, delivery, store):
            yield position, f"entry {position} (submission {number}): {said}"


def _of_delivery(reader: Reader, delivery: Delivery, store: Store) -> Iterator[str]:
    for file in delivery.files:
        path = store.sent(file.digest)
        if reader.destroyed(file.digest) is not None:
            if path.exists():
                yield f"its file {file.name} is in the store, though it was destroyed by order."
        elif said := _amiss(path, file.digest, file.size):
            yield f"its file {file.name} {said}"
    stored = delivery.stored
    if stored is None or delivery.submission.destroyed is not None:
        return
    for digest, what in ((stored.digest, "good rows"), (stored.quarantine, "rows in quarantine")):
        if digest and (said := _amiss(store.rows(digest), digest)):
            yield f"the file of its {what} {said}"


def _amiss(path: Path, digest: str, size: int | None = None) -> str:
    """What is wrong with a file that was kept under its digest; nothing where it is whole."""
    try:
        if size is not None and (now := path.stat().st_size) != size:
            return f"has {now:,} bytes in the store, and had {size:,} when it came ({path})."
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() == digest:
                return ""
    except FileNotFoundError:
        return f"is gone from the store ({path})."
    except OSError as error:
        return f"cannot be read: {(error.strerror or str(error)).lower()} ({path})."
    return f"was altered in the store ({path})."


def rows_read_again(submission: Submission, then: StoredRows | None, now: Reading) -> str:
    """In what reading a delivery once more differs from what was recorded; nothing where not.

    Where only the bytes of the Parquet files differ, a later version of the engine wrote them: what
    was recorded is held against the store's own files apart from this.
    """
    if _counted(then) == _counted(now.stored):
        return ""
    return (
        f"submission {submission.number} ({submission.name}) does not follow from its files: "
        f"recorded {_words(then)}, read today {_words(now.stored)}."
    )


def _counted(stored: StoredRows | None) -> StoredRows | None:
    if stored is None:
        return None
    return replace(
        stored, declaration="", digest=stored.digest[:0], quarantine=stored.quarantine[:0]
    )


def _words(stored: StoredRows | None) -> str:
    if stored is None:
        return "nothing"
    days = ", ".join(f"{name} {first} to {last}" for name, first, last in stored.days)
    return f"{stored.rows} good rows, {stored.quarantined} in quarantine ({days or 'no days'})"
