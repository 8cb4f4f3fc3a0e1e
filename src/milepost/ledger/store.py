"""The store: one SQLite file through SQLAlchemy. Nothing is updated, nothing is deleted.

Whatever is recorded is recorded in one transaction with its link of the chain. Writers wait for one
another; a process that is killed leaves either the whole of what it recorded or nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from milepost.ledger import chain, rows, tables
from milepost.periods import Period, parse_period
from milepost.submissions.model import (
    LedgerUnusableError,
    Observation,
    Reading,
    Rejection,
    Submission,
)

LOCK_WAIT_SECONDS: Final = 60
_WRITES: Final = "milepost_writes"


def _now() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC)


class Ledger:
    """Every submission ever received, with what was read in it.

    Args:
        url: a database address as SQLAlchemy writes it, such as ``sqlite:///ledger.sqlite``.
        clock: the ledger's own clock, which is never printed in a scorecard.

    Raises:
        LedgerUnusableError: with what is wrong.
    """

    def __init__(self, url: str, clock: Callable[[], dt.datetime] = _now) -> None:
        self._clock = clock
        self._name = url.removeprefix("sqlite:///")
        with self._in_words():
            self._engine = _engine(url)
        try:
            self._set_up()
        except LedgerUnusableError:
            self._engine.dispose()
            raise

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """What the database or the disk refuses, with the name of the ledger."""
        try:
            yield
        except ArgumentError as error:
            message = f'"{self._name}" is no address of a ledger. Write sqlite:///FILE.'
            raise LedgerUnusableError(message) from error
        except SQLAlchemyError as error:
            why = str(getattr(error, "orig", None) or error)
            raise LedgerUnusableError(f"{self._name}: {why}.") from error
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise LedgerUnusableError(f"{error.filename or self._name}: {why}.") from error

    def _set_up(self) -> None:
        with self._in_words():
            there = set(sa.inspect(self._engine).get_table_names())
            if there and not there >= set(tables.metadata.tables):
                raise LedgerUnusableError(
                    f"{self._name}: the database holds other tables, and is no ledger."
                )
            if not there:
                with self._engine.execution_options(**{_WRITES: True}).begin() as connection:
                    tables.metadata.create_all(connection)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction that no other writer can come between."""
        with (
            self._in_words(),
            self._engine.execution_options(**{_WRITES: True}).begin() as connection,
        ):
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A view of the ledger as it is, while others may write."""
        with self._in_words(), self._engine.begin() as connection:
            yield connection

    def receive(
        self, content: bytes, name: str, agency: str, period: Period | None, received_on: dt.date
    ) -> tuple[Submission, bool]:
        """Record a file as it came, before anything is known of what it says.

        Returns:
            The submission, and whether it is new: the same bytes from the same agency for the same
            period are recognised and recorded once.
        """
        digest = hashlib.sha256(content).hexdigest()
        sent_for = "" if period is None else str(period)
        s = tables.submissions
        with self._writing() as connection:
            same = (s.c.digest == digest) & (s.c.agency == agency) & (s.c.period == sent_for)
            known = connection.execute(sa.select(s.c.number).where(same)).scalar_one_or_none()
            if known is not None:
                return self._submission(connection, known), False
            held = sa.select(tables.files.c.digest).where(tables.files.c.digest == digest)
            if connection.execute(held).first() is None:
                connection.execute(tables.files.insert().values(digest=digest, content=content))
            earlier = sa.select(sa.func.count()).where(
                (s.c.agency == agency) & (s.c.period == sent_for)
            )
            body = {
                "digest": digest,
                "name": name,
                "size": len(content),
                "agency": agency,
                "period": sent_for,
                "received_on": received_on.isoformat(),
                "revision": connection.execute(earlier).scalar_one() + 1,
            }
            number = _next(connection, s.c.number)
            connection.execute(s.insert().values(number=number, **body))
            self._link(connection, "submission", number, body)
            return self._submission(connection, number), True

    def add_reading(self, submission: int, plan_digest: str, reading: Reading) -> bool:
        """Record what a file was found to say, unless its last reading said just the same.

        Returns:
            Whether anything was recorded.
        """
        body = _reading_body(submission, plan_digest, reading)
        with self._writing() as connection:
            last = self._last_reading(connection, submission)
            if last is not None and _same(self._body_of_reading(connection, last), body):
                return False
            number = _next(connection, tables.readings.c.number)
            row = {k: v for k, v in body.items() if k not in ("observations", "rejections")}
            connection.execute(tables.readings.insert().values(number=number, **row))
            for table, items in (
                (tables.observations, body["observations"]),
                (tables.rejections, body["rejections"]),
            ):
                numbered = [{"reading": number, **row} for row in items]
                if numbered:
                    connection.execute(table.insert(), numbered)
            self._link(connection, "reading", number, body)
            return True

    def content(self, submission: int) -> bytes:
        """The bytes of a submission, exactly as they came."""
        s, f = tables.submissions, tables.files
        query = sa.select(f.c.content).join(s, s.c.digest == f.c.digest)
        with self._reading() as connection:
            return bytes(connection.execute(query.where(s.c.number == submission)).scalar_one())

    def submissions(self) -> tuple[Submission, ...]:
        """Every file ever received, in order of receipt."""
        with self._reading() as connection:
            numbers = connection.execute(
                sa.select(tables.submissions.c.number).order_by(tables.submissions.c.number)
            ).scalars()
            return tuple(self._submission(connection, number) for number in numbers.all())

    def submission(self, number: int) -> Submission:
        """One file that was received."""
        with self._reading() as connection:
            return self._submission(connection, number)

    def later_than(self, submission: Submission) -> Submission | None:
        """The newest file of the same agency for the same period, if it is a later one."""
        same = [
            s
            for s in self.submissions()
            if (s.agency, s.period) == (submission.agency, submission.period)
        ]
        return same[-1] if same[-1].number > submission.number else None

    def findings(self, submission: int) -> tuple[list[Observation], list[Rejection]]:
        """The observations and rejections of a submission's last reading."""
        with self._reading() as connection:
            number = self._last_reading(connection, submission)
            if number is None:
                return [], []
            found = [
                rows.observation_of(r) for r in self._rows(connection, tables.observations, number)
            ]
            refused = [
                rows.rejection_of(r) for r in self._rows(connection, tables.rejections, number)
            ]
            return found, refused

    def head(self) -> str:
        """The hash of the newest entry of the chain."""
        c = tables.chain
        query = sa.select(c.c.hash).order_by(c.c.position.desc()).limit(1)
        with self._reading() as connection:
            return connection.execute(query).scalar_one_or_none() or chain.BEGINNING

    def breaks(self) -> list[str]:
        """What was altered after it was recorded; nothing where the ledger is whole."""
        with self._reading() as connection:
            altered = [
                f"the bytes of file {digest} are not the bytes that came."
                for digest, content in connection.execute(sa.select(tables.files))
                if hashlib.sha256(content).hexdigest() != digest
            ]
            return altered + self._unbound(connection) + chain.breaks(self._entries(connection))

    def _unbound(self, connection: Connection) -> list[str]:
        """What lies beside the chain, or is missing from under it."""
        s, c = tables.submissions, tables.chain
        files = set(connection.execute(sa.select(tables.files.c.digest)).scalars())
        found = [
            f"the bytes of submission {number} are gone."
            for number, digest in connection.execute(sa.select(s.c.number, s.c.digest))
            if digest not in files
        ]
        bound = {tuple(row) for row in connection.execute(sa.select(c.c.kind, c.c.number))}
        for kind, table in (("submission", s), ("reading", tables.readings)):
            numbers = connection.execute(sa.select(table.c.number)).scalars()
            found += [f"{kind} {n} is not in the chain." for n in numbers if (kind, n) not in bound]
        return found

    def _entries(self, connection: Connection) -> Iterator[tuple[chain.Entry, dict[str, Any]]]:
        query = sa.select(tables.chain).order_by(tables.chain.c.position)
        for row in connection.execute(query).mappings().all():
            entry = chain.Entry(**row)
            if entry.kind == "submission":
                s = tables.submissions
                held = connection.execute(sa.select(s).where(s.c.number == entry.number)).mappings()
                body = {k: v for k, v in (held.first() or {}).items() if k != "number"}
            else:
                body = self._body_of_reading(connection, entry.number)
            yield entry, body

    def _body_of_reading(self, connection: Connection, number: int) -> dict[str, Any]:
        r = tables.readings
        held = connection.execute(sa.select(r).where(r.c.number == number)).mappings().first()
        if held is None:
            return {}
        body = {k: v for k, v in held.items() if k != "number"}
        for key, table in (
            ("observations", tables.observations),
            ("rejections", tables.rejections),
        ):
            body[key] = [
                {k: v for k, v in row.items() if k != "reading"}
                for row in self._rows(connection, table, number)
            ]
        return body

    def _rows(
        self, connection: Connection, table: sa.Table, reading: int
    ) -> list[Mapping[str, Any]]:
        query = sa.select(table).where(table.c.reading == reading).order_by(table.c.position)
        return [dict(row) for row in connection.execute(query).mappings()]

    def _last_reading(self, connection: Connection, submission: int) -> int | None:
        r = tables.readings
        query = sa.select(sa.func.max(r.c.number)).where(r.c.submission == submission)
        return connection.execute(query).scalar_one_or_none()

    def _submission(self, connection: Connection, number: int) -> Submission:
        s, r = tables.submissions, tables.readings
        row = connection.execute(sa.select(s).where(s.c.number == number)).mappings().one()
        last = self._last_reading(connection, number)
        status, accepted, rejected = "waiting", 0, 0
        if last is not None:
            status = connection.execute(
                sa.select(r.c.status).where(r.c.number == last)
            ).scalar_one()
            accepted, rejected = (
                connection.execute(
                    sa.select(sa.func.count()).where(t.c.reading == last)
                ).scalar_one()
                for t in (tables.observations, tables.rejections)
            )
        return Submission(
            number=number,
            agency=row["agency"],
            period=parse_period(row["period"]) if row["period"] else None,
            name=row["name"],
            digest=row["digest"],
            size=row["size"],
            received_on=dt.date.fromisoformat(row["received_on"]),
            revision=row["revision"],
            status=status,  # type: ignore[arg-type]  # written from a Reading's own status
            accepted=accepted,
            rejected=rejected,
        )

    def _link(self, connection: Connection, kind: str, number: int, body: dict[str, Any]) -> None:
        c = tables.chain
        last = connection.execute(
            sa.select(c.c.position, c.c.hash).order_by(c.c.position.desc()).limit(1)
        ).first()
        position, previous = (last.position + 1, last.hash) if last else (1, chain.BEGINNING)
        recorded_at = self._clock().isoformat(timespec="seconds")
        connection.execute(
            c.insert().values(
                position=position,
                kind=kind,
                number=number,
                recorded_at=recorded_at,
                previous=previous,
                hash=chain.link(previous, kind, number, recorded_at, body),
            )
        )


def _reading_body(submission: int, plan_digest: str, reading: Reading) -> dict[str, Any]:
    return {
        "submission": submission,
        "plan_digest": plan_digest,
        "status": reading.status,
        "rows": reading.rows,
        "problems": json.dumps([json.loads(rows.problem_text(p)) for p in reading.problems]),
        "observations": [
            {"position": i, **rows.observation_row(o)}
            for i, o in enumerate(reading.observations, start=1)
        ],
        "rejections": [
            {"position": i, **rows.rejection_row(r)}
            for i, r in enumerate(reading.rejections, start=1)
        ],
    }


def _same(earlier: dict[str, Any], later: dict[str, Any]) -> bool:
    """Whether two readings say the same, whatever plan they were made under."""
    return all(earlier.get(k) == v for k, v in later.items() if k != "plan_digest")


def _next(connection: Connection, column: sa.Column[int]) -> int:
    return (connection.execute(sa.select(sa.func.max(column))).scalar_one_or_none() or 0) + 1


def _engine(url: str) -> Engine:
    backend = sa.make_url(url).get_backend_name()
    if backend != "sqlite":
        raise LedgerUnusableError(
            f"{backend} is no kind of ledger that is known; use sqlite:///FILE."
        )
    engine = sa.create_engine(url)
    if engine.url.database:
        Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)

    @sa.event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:  # noqa: ANN401  # the driver's own type
        # The driver's own idea of transactions begins them too late for a lock.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout = {LOCK_WAIT_SECONDS * 1000}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
