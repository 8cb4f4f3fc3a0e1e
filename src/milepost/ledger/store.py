"""The store: nothing is updated, and nothing is deleted but by a recorded order.

Whatever is recorded is recorded in one transaction with its link of the chain. Writers wait for one
another; a process that is killed leaves either the whole of what it recorded or nothing. SQLite and
PostgreSQL go through the same code.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from milepost.ledger import chain, migrations, rows, tables
from milepost.ledger.engines import KINDS, WRITES, engine_for, shown
from milepost.ledger.reader import Reader
from milepost.periods import Period
from milepost.submissions.model import (
    Destruction,
    LedgerUnusableError,
    Observation,
    Reading,
    Rejection,
    Remark,
    RemarkKind,
    Submission,
)

_MOST_AT_ONCE: Final = 10_000


def _now() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC)


class Ledger:
    """Every submission ever received, with what was read in it and said of it.

    Args:
        url: a database address as SQLAlchemy writes it: ``sqlite:///ledger.sqlite`` or
            ``postgresql://milepost@db.example.gov/milepost``.
        clock: the ledger's own clock, which is never printed in a scorecard.

    Raises:
        LedgerUnusableError: with what is wrong.
    """

    def __init__(self, url: str, clock: Callable[[], dt.datetime] = _now) -> None:
        self._clock = clock
        self._name = shown(url)
        self._version = version("milepost")
        with self._in_words():
            self._engine = engine_for(url)
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
            message = f'"{self._name}" is no address of a ledger. Write {KINDS}.'
            raise LedgerUnusableError(message) from error
        except migrations.ForeignDatabaseError as error:
            message = f"{self._name}: the database holds other tables, and is no ledger."
            raise LedgerUnusableError(message) from error
        except migrations.NewerLedgerError as error:
            message = f"{self._name}: it was written by a later version of Milepost; update yours."
            raise LedgerUnusableError(message) from error
        except SQLAlchemyError as error:
            why = str(getattr(error, "orig", None) or error).strip()
            raise LedgerUnusableError(f"{self._name}: {why.splitlines()[0]}.") from error
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise LedgerUnusableError(f"{error.filename or self._name}: {why}.") from error

    def _set_up(self) -> None:
        with self._in_words(), self._engine.begin() as connection:
            ready = migrations.step_of(connection) == migrations.HEAD
        if not ready:
            with self._writing() as connection:
                if migrations.step_of(connection) != migrations.HEAD:  # nobody was quicker
                    migrations.bring_up_to_date(connection)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction that no other writer can come between."""
        writer = self._engine.execution_options(**{WRITES: True})
        with self._in_words(), writer.begin() as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Reader]:
        """A view of the ledger as it is, while others may write."""
        with self._in_words(), self._engine.begin() as connection:
            yield Reader(connection)

    def receive(  # noqa: PLR0913  # what is known of a file when it comes
        self,
        content: bytes,
        name: str,
        agency: str,
        period: Period | None,
        received_on: dt.date,
        *,
        certified_by: str = "",
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
            reader = Reader(connection)
            same = (s.c.digest == digest) & (s.c.agency == agency) & (s.c.period == sent_for)
            known = connection.execute(sa.select(s.c.number).where(same)).scalar_one_or_none()
            if known is not None:
                return reader.submission(known), False
            held = sa.select(tables.files.c.digest).where(tables.files.c.digest == digest)
            if connection.execute(held).first() is None and not reader.destroyed(digest):
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
                "certified_by": certified_by,
            }
            number = self._add(connection, tables.submissions, "submission", body)
            return reader.submission(number), True

    def add_reading(self, submission: int, plan_digest: str, reading: Reading) -> bool:
        """Record what a file was found to say, unless its last reading said just the same.

        Returns:
            Whether anything was recorded.
        """
        body = rows.reading_body(submission, plan_digest, reading)
        with self._writing() as connection:
            reader = Reader(connection)
            last = reader.last_reading(submission)
            if last is not None and rows.say_the_same(reader.reading_body(last), body):
                return False
            row = {k: v for k, v in body.items() if k not in ("observations", "rejections")}
            number = self._add(connection, tables.readings, "reading", row, body)
            for table, items in (
                (tables.observations, body["observations"]),
                (tables.rejections, body["rejections"]),
            ):
                for first in range(0, len(items), _MOST_AT_ONCE):
                    some = items[first : first + _MOST_AT_ONCE]
                    connection.execute(table.insert(), [{"reading": number, **row} for row in some])
            return True

    def remark(  # noqa: PLR0913  # who says what of which figure, and when
        self,
        kind: RemarkKind,
        agency: str,
        measure: str,
        period: Period,
        text: str,
        said_by: str,
        said_on: dt.date,
        submission: int | None = None,
    ) -> Remark:
        """Record what somebody says of what was sent."""
        body = {
            "kind": kind,
            "agency": agency,
            "measure": measure,
            "period": str(period),
            "submission": submission,
            "text": text,
            "said_by": said_by,
            "said_on": said_on.isoformat(),
        }
        with self._writing() as connection:
            number = self._add(connection, tables.remarks, "remark", body)
        return Remark(number, kind, agency, measure, period, submission, text, said_by, said_on)

    def destroy(self, submission: int, order: Destruction) -> bool:
        """Destroy the bytes of a file by an order, which is recorded before they go.

        Returns:
            Whether there was anything left to destroy.
        """
        with self._writing() as connection:
            reader = Reader(connection)
            digest = reader.submission(submission).digest
            if reader.destroyed(digest):
                return False
            body = {
                "digest": digest,
                "ordered_by": order.ordered_by,
                "reason": order.reason,
                "ordered_on": order.ordered_on.isoformat(),
            }
            self._add(connection, tables.destructions, "destruction", body)
            connection.execute(tables.files.delete().where(tables.files.c.digest == digest))
        self._wipe()
        return True

    def _wipe(self) -> None:
        """Let go of the pages in which destroyed bytes lay."""
        with self._in_words(), self._engine.connect() as connection:
            raw = connection.execution_options(isolation_level="AUTOCOMMIT")
            if self._engine.dialect.name == "sqlite":
                raw.exec_driver_sql("COMMIT")  # our own begin has opened a transaction
                raw.exec_driver_sql("VACUUM")
                raw.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                raw.exec_driver_sql("BEGIN")

    def content(self, submission: int) -> bytes | None:
        """The bytes of a submission, exactly as they came; None where they were destroyed."""
        with self._reading() as reader:
            return reader.content(submission)

    def submissions(self) -> tuple[Submission, ...]:
        """Every file ever received, in order of receipt."""
        with self._reading() as reader:
            return reader.submissions()

    def submission(self, number: int) -> Submission:
        """One file that was received."""
        with self._reading() as reader:
            return reader.submission(number)

    def later_than(self, submission: Submission) -> Submission | None:
        """The newest file of the same agency for the same period, if it is a later one."""
        same = [
            s
            for s in self.submissions()
            if (s.agency, s.period) == (submission.agency, submission.period)
        ]
        return same[-1] if same[-1].number > submission.number else None

    def findings(self) -> dict[int, tuple[list[Observation], list[Rejection]]]:
        """The observations and rejections of every submission's last reading, by its number."""
        with self._reading() as reader:
            return reader.findings()

    def remarks(self) -> tuple[Remark, ...]:
        """Everything that was ever said of what was sent, in order."""
        with self._reading() as reader:
            return reader.remarks()

    def head(self) -> str:
        """The hash of the newest entry of the chain."""
        with self._reading() as reader:
            return reader.head()

    @contextmanager
    def looked_into(self) -> Iterator[Reader]:
        """One view for several questions, such as those of a verification."""
        with self._reading() as reader:
            yield reader

    def _add(
        self,
        connection: Connection,
        table: sa.Table,
        kind: str,
        row: dict[str, Any],
        body: dict[str, Any] | None = None,
    ) -> int:
        """One row with the next number, and the entry of the chain that binds it."""
        newest = sa.select(sa.func.max(table.c.number))
        number = (connection.execute(newest).scalar_one_or_none() or 0) + 1
        connection.execute(table.insert().values(number=number, **row))
        c = tables.chain
        last = connection.execute(
            sa.select(c.c.position, c.c.hash).order_by(c.c.position.desc()).limit(1)
        ).first()
        position, previous = (last.position + 1, last.hash) if last else (1, chain.BEGINNING)
        at = self._clock().isoformat(timespec="seconds")
        connection.execute(
            c.insert().values(
                position=position,
                kind=kind,
                number=number,
                recorded_at=at,
                version=self._version,
                previous=previous,
                hash=chain.link(previous, kind, number, at, self._version, body or row),
            )
        )
        return int(number)
