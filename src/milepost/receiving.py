"""Receives deliveries of extracts: first what was sent is kept, then the ledger is told of it.

Only then is anything looked at. A process that is killed leaves files in the store that nobody
knows of, which harms nobody, or the whole: files, entry and link of the chain.
"""

from __future__ import annotations

import datetime as dt
import errno
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

from milepost.ledger.store import Ledger
from milepost.periods import Period, parse_period
from milepost.plan.files import PlanReading
from milepost.plan.model import Extract, Plan
from milepost.sources import Place, Problem, did_you_mean
from milepost.submissions.extracts import Delivery, SentFile, Store
from milepost.submissions.handed_in import short_name, shown_path
from milepost.submissions.model import Reading, Submission

GONE: Final = "S523"


@dataclass(frozen=True, slots=True)
class Parcel:
    """The files of one delivery as they were handed in.

    Attributes:
        period: for which period; None where neither a folder nor anybody says it.
        path: what was named, as it is shown.
        name: by which the delivery goes.
        files: the name of each file as it is kept, and where it lies.
    """

    period: Period | None
    path: str
    name: str
    files: tuple[tuple[str, Path], ...]


class Receiver(Protocol):
    """What is asked of a workspace here; each is told of in :mod:`milepost.workspace`."""

    @property
    def plan(self) -> PlanReading:
        """Its plan, as it is written."""

    @property
    def ledger(self) -> Ledger:
        """Its ledger."""

    @property
    def store(self) -> Store:
        """Where the files of its extracts lie."""


def parcels(paths: Sequence[str], period: Period | None) -> Iterator[Parcel]:
    """The deliveries in some files and folders: one for each period.

    Whatever lies in a folder or below it is part of it, but for names that begin with a point or an
    underscore, which programs leave beside their tables. The nearest folder that is named after a
    period says for which it is, unless it is given.

    Raises:
        OSError: where a file or folder cannot be read.
    """
    found: dict[Period | None, list[tuple[str, Path]]] = {}
    named: dict[Period | None, list[str]] = {}
    for path in paths:
        for file in _files_at(Path(path)):
            sent_for = period or _period_of(file, Path(path))
            found.setdefault(sent_for, []).append((short_name(str(file), sent_for), file))
            if path not in (names := named.setdefault(sent_for, [])):
                names.append(path)
    for sent_for, files in found.items():
        shown = [shown_path(path).rstrip("/") for path in named[sent_for]]
        name = shown_path(files[0][0])
        if len(files) > 1:
            name = f"{name} and {len(files) - 1} more"
        each = tuple(sorted((shown_path(name), path) for name, path in files))
        yield Parcel(sent_for, " ".join(shown), name, each)


def _files_at(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        if path.exists() and not path.is_file():
            raise OSError(errno.EINVAL, "It is a device or a pipe", str(path))
        path.stat()
        yield path
        return
    there = False
    for file in sorted(path.rglob("*")):
        inside = file.relative_to(path).parts
        if file.is_file() and not any(part.startswith((".", "_")) for part in inside):
            there = True
            yield file
    if not there:
        raise OSError(errno.ENOENT, "No file is in the folder", str(path))


def _period_of(file: Path, named: Path) -> Period | None:
    """The period that the nearest folder is named after, up to the one around what was named."""
    file, around = file.absolute(), named.absolute().parent
    for folder in file.parents:
        try:
            return parse_period(folder.name)
        except ValueError:
            if folder == around:
                break
    return None


def keep(  # noqa: PLR0913  # what is known of files when they come
    to: Receiver,
    extract: str,
    parcel: Parcel,
    received_on: dt.date,
    agency: str | None,
    certified_by: str,
) -> tuple[Submission, bool]:
    """Keep the files of a delivery, and record it before anything is known of what they hold.

    Returns:
        The submission, and whether it is new.

    Raises:
        OSError: where a file cannot be read, or the store cannot be written.
    """
    from milepost.facts import keeping  # noqa: PLC0415  # only where rows of an extract come

    sender = agency or to.plan.extract_owners.get(extract, "")
    files = []
    with keeping.scratch(to.store) as folder:
        for name, path in parcel.files:
            copy = keeping.copied(path, folder)
            files.append(SentFile(name, copy.digest, copy.size))
            # What an order has destroyed is not kept when it is sent again.
            if to.ledger.is_destroyed(copy.digest):
                copy.path.unlink()
            else:
                keeping.put(copy.path, to.store.sent(copy.digest))
    return to.ledger.receive_delivery(
        extract,
        files,
        parcel.name,
        sender,
        parcel.period,
        received_on,
        certified_by=certified_by,
    )


def declared(plan: Plan, extract: str) -> Extract | None:
    """An extract of the plan by its name."""
    return next((e for e in plan.extracts if e.id == extract), None)


def read_delivery(
    store: Store,
    plan: Plan,
    delivery: Delivery,
    destroyed: frozenset[str] = frozenset(),
    memory_limit: str | None = None,
) -> Reading:
    """What a delivery is found to hold under a plan; its rows are then in the store.

    Args:
        store: the store.
        plan: the plan.
        delivery: the delivery.
        destroyed: digests of its files that an order has destroyed.
        memory_limit: how much memory the engine may take; None for its own limit.
    """
    paths = [(file.name, store.sent(file.digest)) for file in delivery.files]
    gone = [file for file in delivery.files if not store.sent(file.digest).exists()]
    extract = declared(plan, delivery.extract)
    if extract is not None and gone:
        from milepost.facts.declaration import declaration_digest  # noqa: PLC0415  # as above

        found = tuple(_gone(file.name, file.digest in destroyed) for file in gone)
        return Reading((), (), found, 0, declaration=declaration_digest(plan, extract))
    return read_files(store, plan, delivery.submission, paths, memory_limit)


def read_files(
    store: Store,
    plan: Plan,
    submission: Submission,
    files: Sequence[tuple[str, Path]],
    memory_limit: str | None = None,
) -> Reading:
    """What files are found to hold as a delivery of an extract; good rows are put into the store.

    Args:
        store: the store.
        plan: the plan.
        submission: whose files they are, for which period, of which extract.
        files: the name of each as it came, and where it lies.
        memory_limit: how much memory the engine may take; None for its own limit.
    """
    from milepost.facts.declaration import declaration_digest  # noqa: PLC0415  # as above

    extract = declared(plan, submission.extract)
    declaration = declaration_digest(plan, extract)
    if extract is None:
        what = _not_declared(submission.name, submission.extract, plan)
        return Reading((), (), (what,), 0, declaration=declaration)
    if problems := tuple(_misplaced(submission, extract)):
        return Reading((), (), problems, 0, declaration=declaration)
    from milepost.facts.intake import Asked, take_in  # noqa: PLC0415  # as above

    assert submission.period is not None  # noqa: S101  # else it were misplaced
    asked = Asked(
        plan,
        extract,
        submission.received_on,
        plan.calendar.start(submission.period),
        plan.calendar.end(submission.period),
        memory_limit,
    )
    taken = take_in(asked, files, store)
    problems = in_delivery(taken.problems, submission.name)
    return Reading((), (), problems, taken.rows, declaration=declaration, stored=taken.stored)


def to_be_read(
    plan: Plan, deliveries: Iterable[Delivery], read_under: Mapping[int, str], store: Store
) -> Iterator[Delivery]:
    """The deliveries that wait, were read under another declaration, or whose rows are gone."""
    from milepost.facts.declaration import declaration_digest  # noqa: PLC0415  # as above

    for delivery in deliveries:
        if delivery.submission.destroyed is not None:
            continue
        today = declaration_digest(plan, declared(plan, delivery.extract))
        stored = delivery.stored
        names = (stored.digest, stored.quarantine) if stored else ()
        there = all(store.rows(name).exists() for name in names if name)
        sent = all(store.sent(file.digest).exists() for file in delivery.files)
        if read_under.get(delivery.submission.number) != today or (not there and sent):
            yield delivery


def _not_declared(name: str, extract: str, plan: Plan) -> Problem:
    meant = did_you_mean(extract, [e.id for e in plan.extracts])
    remedy = "Declare it in the plan, or name one that is declared there, and send the files again."
    return Problem(Place(name), "S521", f'no extract is called "{extract}".{meant}', remedy)


def _misplaced(submission: Submission, extract: Extract) -> Iterator[Problem]:
    place = Place(submission.name)
    if submission.agency not in ("", extract.owner):
        yield Problem(
            place,
            "S520",
            f"{extract.id} is an extract of {extract.owner}, and this was sent by "
            f"{submission.agency}.",
            f"Leave --agency out, or see whether it belongs to another extract of "
            f"{submission.agency}.",
        )
    if submission.period is None:
        yield Problem(
            place,
            "S522",
            "it does not say for which period it was sent.",
            "Put it into a folder named after the period, FY2009-Q3/traces.csv, or say --period.",
        )


def _gone(name: str, destroyed: bool) -> Problem:  # noqa: FBT001  # of the two that may be
    if destroyed:
        return Problem(
            Place(name),
            "S090",
            "its bytes were destroyed by order, and are not kept when they are sent again.",
            "Take out what must not be in it, and send it as another file.",
        )
    return Problem(
        Place(name),
        GONE,
        "the file is gone from the store, though nobody ordered it.",
        "Put the folder of extracts back from a copy, or have the file sent again.",
    )


def tried(parcel: Parcel, extract: str, agency: str, received_on: dt.date) -> Submission:
    """A delivery that is only tried out, as if it came after all that is there."""
    return Submission(
        0, agency, parcel.period, parcel.name, "", 0, received_on, 1, "waiting", 0, 0,
        extract=extract,
    )  # fmt: skip


def in_delivery(problems: Sequence[Problem], name: str) -> tuple[Problem, ...]:
    """Problems of a whole delivery at its name."""
    return tuple(
        p if p.place.file else replace(p, place=replace(p.place, file=name)) for p in problems
    )
