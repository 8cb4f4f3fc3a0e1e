"""What a delivery of an extract was found to hold, as values that ledger and facts both know."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from milepost.submissions.model import Submission


@dataclass(frozen=True, slots=True)
class SentFile:
    """One file of a delivery, which lies in the store under the digest of its bytes.

    Attributes:
        name: its name as it came, with the folder it lay in.
        digest: SHA-256 of its bytes.
        size: how many bytes.
    """

    name: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class StoredRows:
    """The rows of a delivery, typed and checked, as they lie in the store.

    Attributes:
        declaration: digest of the extract's declaration under which they were read; under another
            one they are read again from what was sent.
        digest: SHA-256 of the Parquet file that holds the good rows; empty where there are none.
        rows: how many good rows.
        quarantine: SHA-256 of the Parquet file that holds the rows that were not taken, as text,
            each with its file, its row number and why; empty where there are none.
        quarantined: how many rows were not taken.
        days: of each date column the first and last day in it, where it has any.
    """

    declaration: str
    digest: str
    rows: int
    quarantine: str = ""
    quarantined: int = 0
    days: tuple[tuple[str, dt.date, dt.date], ...] = ()


def manifest_of(extract: str, files: Sequence[SentFile]) -> bytes:
    """What a delivery is known again by: the extract and the digests of its files, in order."""
    each = sorted({(file.digest, file.size) for file in files})
    held = {"extract": extract, "files": [{"sha256": d, "bytes": size} for d, size in each]}
    # In ASCII: whatever a name is made of has bytes.
    return (json.dumps(held, indent=1) + "\n").encode()


@dataclass(frozen=True, slots=True)
class Delivery:
    """Rows of an extract that an agency sent for a period.

    Attributes:
        extract: the extract.
        submission: its entry in the ledger: who sent it, for which period, received on which day.
        files: the files it came in, in order of name.
        stored: what was found in them; None while the plan has errors, or where nothing could be
            read.
    """

    extract: str
    submission: Submission
    files: tuple[SentFile, ...]
    stored: StoredRows | None

    @property
    def speaks(self) -> bool:
        """Whether it says what the rows of its period are.

        One that could not be read, or of which no row was taken, does not, and takes the place of
        nothing; one that came without a row says that there are none.
        """
        return self.stored is not None and self.submission.status != "rejected"

    @property
    def has_rows(self) -> bool:
        """Whether it speaks, and rows of it lie in the store."""
        return self.speaks and self.stored is not None and self.stored.digest != ""


def in_order_of_receipt(deliveries: Iterable[Delivery]) -> list[Delivery]:
    """The oldest first; those of one day by their numbers."""
    return sorted(deliveries, key=lambda d: (d.submission.received_on, d.submission.number))


@dataclass(frozen=True, slots=True)
class Store:
    """Where the files of extracts lie, each under the digest of its bytes, written once.

    Attributes:
        folder: the folder; another engine may know it by another address.
    """

    folder: Path

    def sent(self, digest: str) -> Path:
        """A file as it was sent."""
        return self.folder / "as-sent" / digest[:2] / digest

    def rows(self, digest: str) -> Path:
        """Rows in Parquet: those that were taken, and those that were not."""
        return self.folder / "rows" / digest[:2] / f"{digest}.parquet"
