"""Who stands for what an agency sent, and what its official asserts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from milepost.scorecard.model import FileRecord
from milepost.scorecard.said import NOT_PUBLIC, Voices, plain
from milepost.submissions.model import ASSERTIONS, Record


@dataclass(frozen=True, slots=True)
class FileCertified:
    """A file an agency sent, and who stands for it.

    Attributes:
        number: the number of its receipt.
        name: its name.
        received_on: when it came.
        arrival: on time, late, after the lock; empty where the plan has no window for it.
        certified_by: name and title of the official; empty where nobody stands for it.
    """

    number: int
    name: str
    received_on: str
    arrival: str
    certified_by: str


@dataclass(frozen=True, slots=True)
class AssertionMade:
    """One of the four assertions of ONDCP's circular, as an agency's official made it, or did not.

    Attributes:
        id: its identifier.
        text: the assertion.
        holds: whether the official asserts it; None where nobody says anything of it.
        comment: what the official adds; empty for nothing.
        by: name and title of the official.
        said_in: the file in which it is said, with the cell.
        on: the day that file came.
    """

    id: str
    text: str
    holds: bool | None
    comment: str = ""
    by: str = ""
    said_in: str = ""
    on: str = ""


def certified(files: Iterable[FileRecord]) -> tuple[FileCertified, ...]:
    """The files of an agency, each with who stands for it."""
    return tuple(
        FileCertified(f.number, f.name, f.received_on, f.arrival, plain(f.certified_by))
        for f in files
    )


def assertions_of(
    record: Record, submissions: Collection[int], voices: Voices
) -> tuple[AssertionMade, ...]:
    """The four assertions as they stand in some files; what came last counts.

    A comment is about the whole file, and is kept back where that holds what is not public.
    """
    received = {s.number: s for s in record.submissions}
    made = [(received[number], said) for number, said in record.assertions if number in submissions]
    made.sort(key=lambda pair: (pair[0].received_on, pair[0].number))
    last = {said.id: (file, said) for file, said in made}
    found = []
    for identifier, text in ASSERTIONS.items():
        if identifier not in last:
            found.append(AssertionMade(identifier, text, None))
            continue
        file, said = last[identifier]
        found.append(
            AssertionMade(
                identifier,
                text,
                said.holds,
                NOT_PUBLIC
                if said.comment and voices.is_mixed(file.number)
                else plain(said.comment),
                plain(record.certified_by.get(file.number, "")),
                str(said.place),
                file.received_on.isoformat(),
            )
        )
    return tuple(found)
