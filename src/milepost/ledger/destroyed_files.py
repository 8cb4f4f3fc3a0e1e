"""What goes with a file whose destruction is ordered: of a delivery more than its own entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from milepost.ledger.reader import Reader
from milepost.submissions.extracts import Store


@dataclass(frozen=True, slots=True)
class Gone:
    """What is destroyed by one order.

    Attributes:
        digests: of the submission and, of a delivery, of the files it came in and of the other
            deliveries that brought one of them.
        sent: the files of a delivery, which lie in the store as they were sent.
        rows: the files of rows that were read in them.
    """

    digests: tuple[str, ...]
    sent: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()

    def paths(self, store: Store) -> Iterator[Path]:
        """Where all of it lies in the store."""
        yield from map(store.sent, self.sent)
        yield from map(store.rows, self.rows)


def destroyed_with(reader: Reader, submission: int) -> Gone:
    """What goes with a submission."""
    digest = reader.submission(submission).digest
    deliveries = reader.deliveries()
    sent = {
        file.digest
        for delivery in deliveries
        if delivery.submission.digest == digest
        for file in delivery.files
    }
    with_them = [d.submission for d in deliveries if sent & {file.digest for file in d.files}]
    numbers = {s.number for s in with_them}
    rows = {
        name
        for number, stored in reader.stored_ever()
        if number in numbers
        for name in (stored.digest, stored.quarantine)
        if name
    }
    digests = dict.fromkeys([digest, *(s.digest for s in with_them), *sorted(sent)])
    return Gone(tuple(digests), tuple(sorted(sent)), tuple(sorted(rows)))
