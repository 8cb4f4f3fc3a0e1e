"""Questions to the ledger, asked within one view of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from milepost.ledger import chain, rows, tables
from milepost.periods import parse_period
from milepost.submissions.model import Destruction, Observation, Rejection, Remark, Submission

_OF_THE_FIRST = {"submission": ("certified_by",), "reading": ("statements",)}


@dataclass(frozen=True, slots=True)
class Reader:
    """The ledger as one transaction sees it."""

    connection: Connection

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

    def last_reading(self, submission: int) -> int | None:
        """The number of the newest reading of a file."""
        r = tables.readings
        query = sa.select(sa.func.max(r.c.number)).where(r.c.submission == submission)
        return self.connection.execute(query).scalar_one_or_none()

    def findings(self) -> dict[int, tuple[list[Observation], list[Rejection]]]:
        """The observations and rejections of every submission's last reading, by its number."""
        r = tables.readings
        newest = sa.select(sa.func.max(r.c.number)).group_by(r.c.submission)
        last = dict(
            self.connection.execute(
                sa.select(r.c.number, r.c.submission).where(r.c.number.in_(newest))
            ).all()
        )
        found: dict[int, tuple[list[Observation], list[Rejection]]] = {
            submission: ([], []) for submission in last.values()
        }
        for row in self._rows_of(tables.observations, newest):
            found[last[row["reading"]]][0].append(rows.observation_of(row))
        for row in self._rows_of(tables.rejections, newest):
            found[last[row["reading"]]][1].append(rows.rejection_of(row))
        return found

    def remarks(self) -> tuple[Remark, ...]:
        """Everything that was ever said of what was sent, in order."""
        query = sa.select(tables.remarks).order_by(tables.remarks.c.number)
        return tuple(
            rows.remark_of(dict(row)) for row in self.connection.execute(query).mappings().all()
        )

    def head(self) -> str:
        """The hash of the newest entry."""
        c = tables.chain
        query = sa.select(c.c.hash).order_by(c.c.position.desc()).limit(1)
        return self.connection.execute(query).scalar_one_or_none() or chain.BEGINNING

    def entries(self) -> Iterator[tuple[chain.Entry, dict[str, Any]]]:
        """Every entry of the chain in order, with what it binds."""
        query = sa.select(tables.chain).order_by(tables.chain.c.position)
        for row in self.connection.execute(query).mappings().all():
            entry = chain.Entry(**row)
            body = self._body(entry)
            if not entry.version:
                body = {k: v for k, v in body.items() if k not in _OF_THE_FIRST[entry.kind]}
            yield entry, body

    def reading_body(self, number: int) -> dict[str, Any]:
        """What a reading recorded, as it was hashed."""
        body = self._row(tables.readings, number)
        if not body:
            return {}
        for key, table in (
            ("observations", tables.observations),
            ("rejections", tables.rejections),
        ):
            query = sa.select(table).where(table.c.reading == number).order_by(table.c.position)
            body[key] = [
                {k: v for k, v in row.items() if k != "reading"}
                for row in self.connection.execute(query).mappings()
            ]
        return body

    def unbound(self) -> Iterator[str]:
        """What lies beside the chain, or is missing from under it, or is not what came."""
        s, c = tables.submissions, tables.chain
        digests = set(self.connection.execute(sa.select(tables.files.c.digest)).scalars())
        destroyed = self._destructions()
        for number, digest in self.connection.execute(sa.select(s.c.number, s.c.digest)):
            if digest not in digests and digest not in destroyed:
                yield f"the bytes of submission {number} are gone, and nobody ordered it."
        bound = {tuple(row) for row in self.connection.execute(sa.select(c.c.kind, c.c.number))}
        for kind, table in _TABLES.items():
            for number in self.connection.execute(sa.select(table.c.number)).scalars():
                if (kind, number) not in bound:
                    yield f"{kind} {number} is not in the chain."

    def digests(self) -> Iterator[tuple[str, bytes]]:
        """Every file that is kept, by the digest it is kept under."""
        query = sa.select(tables.files.c.digest).order_by(tables.files.c.digest)
        for digest in self.connection.execute(query).scalars().all():
            held = sa.select(tables.files.c.content).where(tables.files.c.digest == digest)
            yield digest, bytes(self.connection.execute(held).scalar_one())

    def _body(self, entry: chain.Entry) -> dict[str, Any]:
        if entry.kind == "reading":
            return self.reading_body(entry.number)
        return self._row(_TABLES[entry.kind], entry.number)

    def _row(self, table: sa.Table, number: int) -> dict[str, Any]:
        held = self.connection.execute(sa.select(table).where(table.c.number == number))
        return {k: v for k, v in (held.mappings().first() or {}).items() if k != "number"}

    def _rows_of(
        self, table: sa.Table, readings: sa.Select[tuple[int]]
    ) -> Iterator[Mapping[str, Any]]:
        query = (
            sa.select(table)
            .where(table.c.reading.in_(readings))
            .order_by(table.c.reading, table.c.position)
        )
        for row in self.connection.execute(query).mappings():
            yield dict(row)

    def _counted(self, table: sa.Table, readings: sa.Select[tuple[int]]) -> dict[int, int]:
        query = (
            sa.select(table.c.reading, sa.func.count())
            .where(table.c.reading.in_(readings))
            .group_by(table.c.reading)
        )
        return dict(self.connection.execute(query).all())

    def _destructions(self) -> dict[str, Destruction]:
        return {
            row["digest"]: Destruction(
                row["ordered_by"], row["reason"], dt.date.fromisoformat(row["ordered_on"])
            )
            for row in self.connection.execute(sa.select(tables.destructions)).mappings()
        }

    def _submissions(self, which: sa.ColumnElement[bool]) -> Iterator[Submission]:
        s, r = tables.submissions, tables.readings
        numbers = sa.select(s.c.number).where(which)
        newest = (
            sa.select(sa.func.max(r.c.number))
            .where(r.c.submission.in_(numbers))
            .group_by(r.c.submission)
        )
        last = {
            row["submission"]: row
            for row in self.connection.execute(
                sa.select(r.c.submission, r.c.number, r.c.status).where(r.c.number.in_(newest))
            ).mappings()
        }
        accepted = self._counted(tables.observations, newest)
        rejected = self._counted(tables.rejections, newest)
        destroyed = self._destructions()
        query = sa.select(s).where(which).order_by(s.c.number)
        for row in self.connection.execute(query).mappings().all():
            read = last.get(row["number"])
            yield Submission(
                number=row["number"],
                agency=row["agency"],
                period=parse_period(row["period"]) if row["period"] else None,
                name=row["name"],
                digest=row["digest"],
                size=row["size"],
                received_on=dt.date.fromisoformat(row["received_on"]),
                revision=row["revision"],
                status=read["status"] if read else "waiting",
                accepted=accepted.get(read["number"], 0) if read else 0,
                rejected=rejected.get(read["number"], 0) if read else 0,
                certified_by=row["certified_by"],
                destroyed=destroyed.get(row["digest"]),
            )


_TABLES = {
    "submission": tables.submissions,
    "reading": tables.readings,
    "remark": tables.remarks,
    "destruction": tables.destructions,
}
