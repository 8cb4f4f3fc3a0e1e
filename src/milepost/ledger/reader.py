"""Questions to the ledger, asked within one view of it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from milepost.ledger import chain, rows, tables
from milepost.ledger.texts import restored, storable
from milepost.periods import parse_period
from milepost.sources import Problem
from milepost.submissions.extracts import Delivery, StoredRows
from milepost.submissions.model import (
    Assertion,
    Destruction,
    Explanation,
    Observation,
    Publication,
    Reading,
    Rejection,
    Remark,
    Submission,
)
from milepost.submissions.notices import Notice

# What the first ledgers did not hold, and did not hash.
_OF_LATER: Final = {"submission": ("certified_by",), "reading": ("statements",)}

_AT_ONCE: Final = 10_000
_ROWS: Final = (
    (tables.observations, rows.OBSERVATION),
    (tables.rejections, rows.REJECTION),
)


@dataclass(frozen=True, slots=True)
class LastReading:
    """The newest reading of a file: under which plan, and by which version of Milepost."""

    number: int
    plan_digest: str
    version: str


@dataclass(frozen=True, slots=True)
class Reader:
    """The ledger as one transaction sees it.

    Attributes:
        connection: the transaction.
        entered: of each kind of entry the number of the newest that is looked at, for the ledger as
            it was; None for all.
    """

    connection: Connection
    entered: Mapping[str, int] | None = None

    def back_at(self, head: str) -> Reader:
        """The ledger as it was when an entry was the newest: of what was received, read, said.

        Raises:
            KeyError: where no entry has that hash.
        """
        c = tables.chain
        position = self.position_of(head)
        if position is None:
            raise KeyError(head)
        newest = sa.select(c.c.kind, sa.func.max(c.c.number)).where(c.c.position <= position)
        found = self.connection.execute(newest.group_by(c.c.kind)).all()
        return Reader(self.connection, dict(found))

    def position_of(self, head: str) -> int | None:
        """How many entries the chain had when one was its newest; None where none has that hash."""
        if head == chain.BEGINNING:
            return 0
        c = tables.chain
        query = sa.select(c.c.position).where(c.c.hash == head)
        return self.connection.execute(query).scalar_one_or_none()

    def _then(self, kind: str) -> sa.ColumnElement[bool]:
        """Whether an entry of a kind is among those that are looked at."""
        if self.entered is None:
            return sa.true()
        return _TABLES[kind].c.number <= self.entered.get(kind, 0)

    def content(self, submission: int) -> bytes | None:
        """The bytes of a submission; None where they were destroyed."""
        s, f = tables.submissions, tables.files
        query = sa.select(f.c.content).join(s, s.c.digest == f.c.digest)
        found = self.connection.execute(query.where(s.c.number == submission)).scalar_one_or_none()
        return None if found is None else bytes(found)

    def destroyed(self, digest: str) -> Destruction | None:
        """The order by which a file's bytes were destroyed."""
        return self._destructions().get(digest)

    def submission(self, number: int) -> Submission:
        """One file that was received."""
        return next(iter(self._submissions(tables.submissions.c.number == number)))

    def submissions(self) -> tuple[Submission, ...]:
        """Every file that was received, in order."""
        return tuple(self._submissions(sa.true()))

    def sent(self, agency: str, period: str, extract: str = "") -> tuple[Submission, ...]:
        """Every file of an agency for a period, in order: those of an extract, or the others."""
        s = tables.submissions
        same = (s.c.agency == storable(agency)) & (s.c.period == period) & of_extract(extract)
        return tuple(self._submissions(same))

    def deliveries(self) -> tuple[Delivery, ...]:
        """Every delivery of an extract, in order of receipt, with what its last reading found."""
        d = tables.deliveries
        query = sa.select(d).where(self._then("delivery")).order_by(d.c.submission)
        held = self.connection.execute(query).all()
        of_these = tables.submissions.c.number.in_(sa.select(d.c.submission))
        by_number = {s.number: s for s in self._submissions(of_these)} if held else {}
        stored = {n: rows.stored_of(said)[1] for n, said in self._said_of_deliveries()}
        return tuple(
            Delivery(
                restored(row.extract),
                by_number[row.submission],
                rows.files_of(row.files),
                stored.get(row.submission),
            )
            for row in held
        )

    def declarations(self) -> dict[int, str]:
        """The declaration under which each delivery was read last, by the submission's number."""
        return {n: rows.stored_of(said)[0] for n, said in self._said_of_deliveries()}

    def _said_of_deliveries(self) -> Iterator[tuple[int, str]]:
        """What the last reading of each delivery holds, by the submission's number."""
        d, r = tables.deliveries, tables.readings
        query = sa.select(r.c.submission, r.c.statements).where(
            r.c.number.in_(self._newest_readings()), r.c.submission.in_(sa.select(d.c.submission))
        )
        for row in self.connection.execute(query):
            yield row[0], row[1]

    def stored_ever(self) -> Iterator[tuple[int, StoredRows]]:
        """What every reading of a delivery put into the store, by the submission's number."""
        d, r = tables.deliveries, tables.readings
        query = sa.select(r.c.submission, r.c.statements).order_by(r.c.number)
        of_these = query.where(r.c.submission.in_(sa.select(d.c.submission)))
        for number, said in self.connection.execute(of_these):
            stored = rows.stored_of(said)[1]
            if stored is not None:
                yield number, stored

    def last_reading(self, submission: int) -> int | None:
        """The number of the newest reading of a file."""
        r = tables.readings
        query = sa.select(sa.func.max(r.c.number)).where(r.c.submission == submission)
        return self.connection.execute(query).scalar_one_or_none()

    def findings(self) -> dict[int, tuple[list[Observation], list[Rejection]]]:
        """The observations and rejections of every submission's last reading, by its number."""
        r = tables.readings
        newest = self._newest_readings()
        last = dict(
            self.connection.execute(
                sa.select(r.c.number, r.c.submission).where(r.c.number.in_(newest))
            ).all()
        )
        found: dict[int, tuple[list[Observation], list[Rejection]]] = {
            submission: ([], []) for submission in last.values()
        }
        for reading, _, values in self._rows_of(tables.observations, newest):
            found[last[reading]][0].append(rows.observation_of(values))
        for reading, _, values in self._rows_of(tables.rejections, newest):
            found[last[reading]][1].append(rows.rejection_of(values))
        return found

    def observation_values(self, reading: int) -> list[rows.Values]:
        """What a reading took, as it is kept."""
        held = self._rows_of(tables.observations, sa.select(sa.literal(reading)))
        return [values for _, _, values in held]

    def accepted_by(self, submission: int, position: int) -> int:
        """How many rows of a file were taken when the chain had so many entries."""
        r, c, o = tables.readings, tables.chain, tables.observations
        by_then = (c.c.kind == "reading") & (c.c.number == r.c.number) & (c.c.position <= position)
        newest = sa.select(sa.func.max(r.c.number)).join(c, by_then)
        newest = newest.where(r.c.submission == submission)
        said = sa.select(r.c.statements).where(r.c.number == newest.scalar_subquery())
        _, stored = rows.stored_of(self.connection.execute(said).scalar_one_or_none() or "")
        if stored is not None:
            return stored.rows
        query = sa.select(sa.func.count()).where(o.c.reading == newest.scalar_subquery())
        return self.connection.execute(query).scalar_one()

    def last_readings(self) -> dict[int, LastReading]:
        """The newest reading of every file that was read, by the submission's number."""
        r, c = tables.readings, tables.chain
        newest = sa.select(sa.func.max(r.c.number)).group_by(r.c.submission)
        query = (
            sa.select(r.c.submission, r.c.number, r.c.plan_digest, c.c.version)
            .join(c, (c.c.kind == "reading") & (c.c.number == r.c.number))
            .where(r.c.number.in_(newest))
        )
        return {row[0]: LastReading(*row[1:]) for row in self.connection.execute(query).all()}

    def says(self, number: int, row: rows.Row, reading: Reading) -> bool:
        """Whether a reading that is recorded says the same, whatever plan it was made under."""
        held = self._row(tables.readings, number)
        if any(held.get(k) != v for k, v in row.items() if k != "plan_digest"):
            return False
        return all(
            earlier == later
            for earlier, later in zip_longest(
                self._lines(number),
                (chain.bound_row(*bound)[1] for bound in rows.reading_values(reading)),
            )
        )

    def statements(self) -> dict[int, tuple[tuple[Explanation, ...], str, tuple[Problem, ...]]]:
        """What the last reading of each file holds beside its rows, by the submission's number.

        Explanations, the official who signed in the file, and everything that was found in it.
        """
        r = tables.readings
        query = sa.select(r.c.submission, r.c.statements, r.c.problems)
        query = query.where(r.c.number.in_(self._newest_readings()))
        found = {}
        for row in self.connection.execute(query).all():
            explanations, _, certified_by = rows.statements_of(row.statements)
            problems = tuple(rows.problem_of(p) for p in json.loads(restored(row.problems)))
            found[row.submission] = (explanations, certified_by, problems)
        return found

    def remarks(self) -> tuple[Remark, ...]:
        """Everything that was ever said of what was sent, in order."""
        query = sa.select(tables.remarks).where(self._then("remark"))
        query = query.order_by(tables.remarks.c.number)
        return tuple(
            rows.remark_of(dict(row)) for row in self.connection.execute(query).mappings().all()
        )

    def publications(self) -> tuple[Publication, ...]:
        """Every edition that was published, in order."""
        query = sa.select(tables.publications).order_by(tables.publications.c.number)
        return tuple(
            Publication(
                edition=restored(row["edition"]),
                period=parse_period(row["period"]),
                as_of=dt.date.fromisoformat(row["as_of"]),
                plan_digest=row["plan_digest"],
                manifest_digest=row["manifest_digest"],
                published_on=dt.date.fromisoformat(row["published_on"]),
                published_by=restored(row["published_by"]),
                owed=row["owed"],
                number=row["number"],
            )
            for row in self.connection.execute(query).mappings()
        )

    def notices(self) -> tuple[Notice, ...]:
        """Every notice that was issued, in order."""
        query = sa.select(tables.notices).order_by(tables.notices.c.number)
        return tuple(
            rows.notice_of(dict(row)) for row in self.connection.execute(query).mappings().all()
        )

    def assertions(self) -> dict[int, tuple[Assertion, ...]]:
        """What officials assert in the last reading of each file, by the submission's number."""
        r = tables.readings
        newest = self._newest_readings()
        query = sa.select(r.c.submission, r.c.statements).where(r.c.number.in_(newest))
        found = {
            row.submission: rows.statements_of(row.statements)[1]
            for row in self.connection.execute(query.where(r.c.statements != "")).all()
        }
        return {number: made for number, made in found.items() if made}

    def head(self) -> str:
        """The hash of the newest entry."""
        c = tables.chain
        query = sa.select(c.c.hash).order_by(c.c.position.desc()).limit(1)
        return self.connection.execute(query).scalar_one_or_none() or chain.BEGINNING

    def links(self) -> list[chain.Entry]:
        """Every entry of the chain in order."""
        query = sa.select(tables.chain).order_by(tables.chain.c.position)
        return [chain.Entry(*row) for row in self.connection.execute(query).all()]

    def length(self) -> int:
        """How many entries the chain has."""
        return self._count(tables.chain)

    def orders(self) -> int:
        """How many files were ordered to be destroyed."""
        return self._count(tables.destructions)

    def _count(self, table: sa.Table) -> int:
        query = sa.select(sa.func.count()).select_from(table)
        return int(self.connection.execute(query).scalar_one())

    def entries(self) -> Iterator[tuple[chain.Entry, dict[str, Any], Iterable[bytes]]]:
        """Every entry of the chain in order, with what it binds."""
        for entry in self.links():
            body = self._row(_TABLES[entry.kind], entry.number) if entry.kind in _TABLES else {}
            if entry.version:
                yield entry, body, self._lines(entry.number) if entry.kind == "reading" else ()
            else:
                yield entry, self._as_of_the_first(entry, body), ()

    def _as_of_the_first(self, entry: chain.Entry, body: dict[str, Any]) -> dict[str, Any]:
        """What an entry of the first ledgers bound: rows and all, and nothing of later columns."""
        later = _OF_LATER.get(entry.kind, ())
        body = {k: v for k, v in body.items() if k not in later or v}
        if entry.kind == "reading" and body:
            for table, columns in _ROWS:
                body[table.name] = [
                    {"position": position, **dict(zip(columns, values, strict=True))}
                    for _, position, values in self._rows_of(
                        table, sa.select(sa.literal(entry.number))
                    )
                ]
        return body

    def _lines(self, reading: int) -> Iterator[bytes]:
        """The lines that bind a reading's rows."""
        for table, _ in _ROWS:
            for _, position, values in self._rows_of(table, sa.select(sa.literal(reading))):
                yield chain.row_line(table.name, position, values)

    def unbound(self) -> Iterator[tuple[int, str]]:
        """What lies beside the chain or is missing from under it, with the entry's position."""
        s, c = tables.submissions, tables.chain
        digests = set(self.connection.execute(sa.select(tables.files.c.digest)).scalars())
        destroyed = set(self.connection.execute(sa.select(tables.destructions.c.digest)).scalars())
        chained = sa.select(c.c.kind, c.c.number, c.c.position)
        at = {
            (kind, number): position for kind, number, position in self.connection.execute(chained)
        }
        received = set()
        for number, digest in self.connection.execute(sa.select(s.c.number, s.c.digest)):
            received.add(digest)
            if digest not in digests and digest not in destroyed:
                position = at.get(("submission", number), 0)
                yield (
                    position,
                    (
                        f"entry {position} (submission {number}): its bytes are gone, and nobody "
                        "ordered it."
                    ),
                )
        for digest in sorted(digests & destroyed):
            yield 0, f"the bytes kept as {digest} are there, though they were destroyed by order."
        for digest in sorted(digests - received):
            yield 0, f"the bytes kept as {digest} were never received."
        for kind, table in _TABLES.items():
            for number in self.connection.execute(sa.select(table.c.number)).scalars():
                if (kind, number) not in at:
                    yield 0, f"{kind} {number} is not in the chain."

    def first_received(self) -> dict[str, chain.Entry]:
        """The entry with which each digest came first."""
        s, c = tables.submissions, tables.chain
        query = (
            sa.select(s.c.digest, c)
            .join(c, (c.c.kind == "submission") & (c.c.number == s.c.number))
            .order_by(c.c.position.desc())
        )
        return {row[0]: chain.Entry(*row[1:]) for row in self.connection.execute(query).all()}

    def digests(self) -> Iterator[tuple[str, bytes]]:
        """Every file that is kept, by the digest it is kept under."""
        query = sa.select(tables.files.c.digest).order_by(tables.files.c.digest)
        for digest in self.connection.execute(query).scalars().all():
            held = sa.select(tables.files.c.content).where(tables.files.c.digest == digest)
            content = self.connection.execute(held).scalar_one()
            # Whoever tampers with SQLite can leave a text there; its digest is another.
            yield digest, content.encode() if isinstance(content, str) else bytes(content)

    def _row(self, table: sa.Table, number: int) -> dict[str, Any]:
        held = self.connection.execute(sa.select(table).where(table.c.number == number))
        return {k: v for k, v in (held.mappings().first() or {}).items() if k != "number"}

    def _rows_of(
        self, table: sa.Table, readings: sa.Select[tuple[int]]
    ) -> Iterator[tuple[int, int, rows.Values]]:
        query = (
            sa.select(table)
            .where(table.c.reading.in_(readings))
            .order_by(table.c.reading, table.c.position)
        )
        with self.connection.execute(query, execution_options={"yield_per": _AT_ONCE}) as held:
            for row in held:
                yield row[0], row[1], tuple(row[2:])

    def _counted(self, table: sa.Table, readings: sa.Select[tuple[int]]) -> dict[int, int]:
        query = (
            sa.select(table.c.reading, sa.func.count())
            .where(table.c.reading.in_(readings))
            .group_by(table.c.reading)
        )
        return dict(self.connection.execute(query).all())

    def _newest_readings(self) -> sa.Select[tuple[int]]:
        """The numbers of the last reading of each file."""
        r = tables.readings
        newest = sa.select(sa.func.max(r.c.number)).where(self._then("reading"))
        return newest.group_by(r.c.submission)

    def _destructions(self) -> dict[str, Destruction]:
        return {
            row["digest"]: Destruction(
                restored(row["ordered_by"]),
                restored(row["reason"]),
                dt.date.fromisoformat(row["ordered_on"]),
            )
            for row in self.connection.execute(
                sa.select(tables.destructions).where(self._then("destruction"))
            ).mappings()
        }

    def _submissions(self, which: sa.ColumnElement[bool]) -> Iterator[Submission]:
        s, r = tables.submissions, tables.readings
        which &= self._then("submission")
        numbers = sa.select(s.c.number).where(which)
        newest = self._newest_readings().where(r.c.submission.in_(numbers))
        last = {
            row["submission"]: row
            for row in self.connection.execute(
                sa.select(r.c.submission, r.c.number, r.c.status).where(r.c.number.in_(newest))
            ).mappings()
        }
        accepted = self._counted(tables.observations, newest)
        rejected = self._counted(tables.rejections, newest)
        extracts = self._extracts(numbers)
        for number, said in self._said_of_deliveries() if extracts else ():
            stored = rows.stored_of(said)[1]
            if stored is not None and number in last:
                reading = last[number]["number"]
                accepted[reading], rejected[reading] = stored.rows, stored.quarantined
        destroyed = self._destructions()
        query = sa.select(s).where(which).order_by(s.c.number)
        for row in self.connection.execute(query).mappings().all():
            read = last.get(row["number"])
            yield Submission(
                number=row["number"],
                agency=restored(row["agency"]),
                period=parse_period(row["period"]) if row["period"] else None,
                name=restored(row["name"]),
                digest=row["digest"],
                size=row["size"],
                received_on=dt.date.fromisoformat(row["received_on"]),
                revision=row["revision"],
                status=read["status"] if read else "waiting",
                accepted=accepted.get(read["number"], 0) if read else 0,
                rejected=rejected.get(read["number"], 0) if read else 0,
                certified_by=restored(row["certified_by"]),
                destroyed=destroyed.get(row["digest"]),
                extract=extracts.get(row["number"], ""),
            )

    def _extracts(self, numbers: sa.Select[tuple[int]]) -> dict[int, str]:
        """Of which extract each delivery among some submissions brings rows."""
        d = tables.deliveries
        query = sa.select(d.c.submission, d.c.extract).where(d.c.submission.in_(numbers))
        return {row[0]: restored(row[1]) for row in self.connection.execute(query)}


def of_extract(extract: str) -> sa.ColumnElement[bool]:
    """Whether a submission brings rows of an extract; of none where no extract is named."""
    d, number = tables.deliveries, tables.submissions.c.number
    if not extract:
        return number.not_in(sa.select(d.c.submission))
    return number.in_(sa.select(d.c.submission).where(d.c.extract == storable(extract)))


_TABLES = {
    "submission": tables.submissions,
    "reading": tables.readings,
    "remark": tables.remarks,
    "destruction": tables.destructions,
    "publication": tables.publications,
    "notice": tables.notices,
    "delivery": tables.deliveries,
}
