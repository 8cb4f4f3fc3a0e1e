"""The store: nothing is updated, and nothing is deleted but by a recorded order.

Whatever is recorded is recorded in one transaction with its link of the chain. Writers wait for one
another; a process that is killed leaves either the whole of what it recorded or nothing. SQLite and
PostgreSQL go through the same code.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from importlib.metadata import version
from itertools import groupby
from operator import itemgetter
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from milepost.ledger import chain, migrations, rows, tables
from milepost.ledger.destroyed_files import destroyed_with
from milepost.ledger.engines import BARE, KINDS, WRITES, engine_for, shown
from milepost.ledger.reader import Reader, of_extract
from milepost.ledger.refusals import in_words
from milepost.ledger.texts import storable, storable_row
from milepost.periods import Period
from milepost.submissions.collection import uncollected
from milepost.submissions.extracts import Delivery, SentFile, Store, manifest_of
from milepost.submissions.model import (
    Destruction,
    Observation,
    Publication,
    Reading,
    Rejection,
    Remark,
    RemarkKind,
    Submission,
)
from milepost.submissions.notices import Notice
from milepost.submissions.unusable import LedgerUnusableError

# So few that the rows in the making stay in the processor's cache: 5,000 took a tenth longer.
_AT_ONCE: Final = 100


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
        self.version = version("milepost")
        with self._in_words():
            try:
                self._engine = engine_for(url)
            except ValueError as error:  # a port in letters, and the like
                raise ArgumentError(str(error)) from error
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
            raise LedgerUnusableError(f"{self._name}: {in_words(error)}") from error
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
        return self._receive(
            content, name, agency, period, received_on, certified_by, len(content), None
        )

    def receive_delivery(  # noqa: PLR0913  # as above
        self,
        extract: str,
        files: Sequence[SentFile],
        name: str,
        agency: str,
        period: Period | None,
        received_on: dt.date,
        *,
        certified_by: str = "",
    ) -> tuple[Submission, bool]:
        """Record rows of an extract that came, whose files lie in the store already.

        What is kept as its bytes is the list of the files' digests: the same files in whatever
        order and under whatever names are the same delivery.

        Returns:
            The submission, and whether it is new.
        """
        size = sum(file.size for file in files)
        came = (extract, tuple(files))
        return self._receive(
            manifest_of(extract, files), name, agency, period, received_on, certified_by, size, came
        )

    def _receive(  # noqa: PLR0913  # as above
        self,
        content: bytes,
        name: str,
        agency: str,
        period: Period | None,
        received_on: dt.date,
        certified_by: str,
        size: int,
        came: tuple[str, tuple[SentFile, ...]] | None,
    ) -> tuple[Submission, bool]:
        digest = hashlib.sha256(content).hexdigest()
        sent_for = "" if period is None else str(period)
        s = tables.submissions
        with self._writing() as connection:
            reader = Reader(connection)
            of_these = (s.c.agency == storable(agency)) & (s.c.period == sent_for)
            same = sa.select(s.c.number).where(of_these & (s.c.digest == digest))
            known = connection.execute(same).scalar_one_or_none()
            if known is not None:
                return reader.submission(known), False
            held = sa.select(tables.files.c.digest).where(tables.files.c.digest == digest)
            if connection.execute(held).first() is None and not reader.destroyed(digest):
                connection.execute(tables.files.insert().values(digest=digest, content=content))
            others = of_these & of_extract(came[0] if came else "")
            earlier = sa.select(sa.func.count()).where(others)
            body = {
                "digest": digest,
                "name": name,
                "size": size,
                "agency": agency,
                "period": sent_for,
                "received_on": received_on.isoformat(),
                "revision": connection.execute(earlier).scalar_one() + 1,
                "certified_by": certified_by,
            }
            number = self._add(connection, tables.submissions, "submission", storable_row(body))
            if came is not None:
                extract, files = came
                row = {"submission": number, "extract": extract, "files": rows.files_text(files)}
                self._add(connection, tables.deliveries, "delivery", storable_row(row))
            return reader.submission(number), True

    @uncollected()
    def add_reading(self, submission: int, plan_digest: str, reading: Reading) -> bool:
        """Record what a file was found to say, unless its last reading said just the same.

        Returns:
            Whether anything was recorded.
        """
        row = rows.reading_row(submission, plan_digest, reading)
        with self._writing() as connection:
            reader = Reader(connection)
            last = reader.last_reading(submission)
            if last is not None and reader.says(last, row, reading):
                return False
            self._add(connection, tables.readings, "reading", row, reading)
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
        said = Remark(0, kind, agency, measure, period, submission, text, said_by, said_on)
        return self.remarks_at_once([said])[0]

    def remarks_at_once(self, remarks: Iterable[Remark]) -> tuple[Remark, ...]:
        """Record all of several remarks, or none; whatever numbers they bear are given anew."""
        recorded = []
        with self._writing() as connection:
            for said in remarks:
                body = {
                    "kind": said.kind,
                    "agency": said.agency,
                    "measure": said.measure,
                    "period": str(said.period),
                    "submission": said.submission,
                    "text": said.text,
                    "said_by": said.said_by,
                    "said_on": said.said_on.isoformat(),
                }
                number = self._add(connection, tables.remarks, "remark", storable_row(body))
                recorded.append(replace(said, number=number))
        return tuple(recorded)

    def issue(self, notice: Notice) -> tuple[Notice, bool]:
        """Enter a notice into the register.

        Returns:
            The notice as it is there, and whether it is new: the same text of the same kind about
            the same agency and period is recognised and entered once.
        """
        row = storable_row(rows.notice_row(notice))
        n = tables.notices
        keys = ("kind", "agency", "period", "digest")
        same = sa.and_(*(n.c[key] == row[key] for key in keys))
        with self._writing() as connection:
            known = connection.execute(sa.select(n).where(same)).mappings().first()
            if known is not None:
                return rows.notice_of(dict(known)), False
            return replace(notice, number=self._add(connection, n, "notice", row)), True

    def notices(self) -> tuple[Notice, ...]:
        """Every notice that was issued, in order."""
        with self._reading() as reader:
            return reader.notices()

    def destroy(self, submission: int, order: Destruction, store: Store | None = None) -> bool:
        """Destroy the bytes of a file by an order, which is recorded before they go.

        Of a delivery go the files it came in, the rows that were read in them, and those of every
        other delivery that one of these files came in.

        Args:
            submission: its number.
            order: the order.
            store: where the files of extracts lie; needed for a delivery.

        Returns:
            Whether there was anything left to destroy.
        """
        with self._writing() as connection:
            reader = Reader(connection)
            gone = destroyed_with(reader, submission)
            is_new = not reader.destroyed(reader.submission(submission).digest)
            for digest in gone.digests:
                if reader.destroyed(digest):
                    continue
                body = {
                    "digest": digest,
                    "ordered_by": order.ordered_by,
                    "reason": order.reason,
                    "ordered_on": order.ordered_on.isoformat(),
                }
                self._add(connection, tables.destructions, "destruction", storable_row(body))
                connection.execute(tables.files.delete().where(tables.files.c.digest == digest))
        if store is not None:
            with self._in_words():
                for path in gone.paths(store):
                    path.unlink(missing_ok=True)
        # Also where it was ordered before: that process may have died before it came to this.
        self._wipe()
        return is_new

    def publish(self, publication: Publication) -> bool:
        """Record that an edition was published; whatever number it bears is given anew.

        Returns:
            Whether it was recorded; False where an edition of that name is recorded already.
        """
        p = tables.publications
        body = {
            "edition": publication.edition,
            "period": str(publication.period),
            "as_of": publication.as_of.isoformat(),
            "plan_digest": publication.plan_digest,
            "manifest_digest": publication.manifest_digest,
            "published_on": publication.published_on.isoformat(),
            "published_by": publication.published_by,
            "owed": publication.owed,
        }
        with self._writing() as connection:
            same = sa.select(p.c.number).where(p.c.edition == storable(publication.edition))
            if connection.execute(same).first() is not None:
                return False
            self._add(connection, p, "publication", storable_row(body))
            return True

    def publications(self) -> tuple[Publication, ...]:
        """Every edition that was published, in order."""
        with self._reading() as reader:
            return reader.publications()

    def _wipe(self) -> None:
        """Let go of the pages in which destroyed bytes lay."""
        bare = self._engine.execution_options(**{BARE: True})
        if self._engine.dialect.name != "sqlite":
            bare = bare.execution_options(isolation_level="AUTOCOMMIT")
        with self._in_words(), bare.connect() as connection:
            if self._engine.dialect.name == "sqlite":
                connection.exec_driver_sql("VACUUM")
                # The write-ahead log held the bytes; it is emptied once nobody reads from it.
                log = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
                if log[0]:
                    raise LedgerUnusableError(
                        f"{self._name}: the order is recorded and the bytes are deleted, but "
                        "somebody was reading, so that traces are left in the file beside it that "
                        'ends in "-wal". Give the same order again.'
                    )
            else:
                connection.exec_driver_sql("VACUUM FULL files")

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
        with self._reading() as reader:
            period = str(submission.period or "")
            same = reader.sent(submission.agency, period, submission.extract)
        return same[-1] if same[-1].number > submission.number else None

    def deliveries(self, head: str | None = None) -> tuple[Delivery, ...]:
        """Every delivery of an extract, in order of receipt, with what its last reading found.

        Args:
            head: the ledger as it was when this was its head; else as it is.

        Raises:
            KeyError: where the chain never had that head.
        """
        with self._reading() as reader:
            return (reader if head is None else reader.back_at(head)).deliveries()

    def declarations(self) -> dict[int, str]:
        """The declaration under which each delivery was read last, by the submission's number."""
        with self._reading() as reader:
            return reader.declarations()

    def is_destroyed(self, digest: str) -> bool:
        """Whether the bytes of this digest were ordered to be destroyed."""
        with self._reading() as reader:
            return reader.destroyed(digest) is not None

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

    @contextmanager
    def being_rebuilt(self) -> Iterator[Connection]:
        """One transaction in which open files are put in and looked through."""
        with self._writing() as connection:
            yield connection

    def _add(
        self,
        connection: Connection,
        table: sa.Table,
        kind: str,
        body: rows.Row,
        reading: Reading | None = None,
    ) -> int:
        """One row with the next number and a reading's rows beneath it, bound by an entry."""
        newest = sa.select(sa.func.max(table.c.number))
        number = int(connection.execute(newest).scalar_one_or_none() or 0) + 1
        connection.execute(table.insert().values(number=number, **body))
        c = tables.chain
        last = connection.execute(
            sa.select(c.c.position, c.c.hash).order_by(c.c.position.desc()).limit(1)
        ).first()
        position, previous = (last.position + 1, last.hash) if last else (1, chain.BEGINNING)
        at = self._clock().isoformat(timespec="seconds")
        hasher = chain.Hasher(previous, kind, number, at, self.version, body)
        if reading is not None:
            _add_rows(connection, number, reading, hasher)
        connection.execute(
            c.insert().values(
                position=position,
                kind=kind,
                number=number,
                recorded_at=at,
                version=self.version,
                previous=previous,
                hash=hasher.hexdigest(),
            )
        )
        return number


def _add_rows(connection: Connection, number: int, reading: Reading, hasher: chain.Hasher) -> None:
    """The rows of a reading, each made just before it is put in: they are never all held."""
    made = rows.placed_rows(number, reading, _AT_ONCE)
    for name, batches in groupby(made, key=itemgetter(0)):
        _insert(connection, name, _bound(batches, hasher))


def _bound(
    batches: Iterable[tuple[str, list[rows.Placed], bytes]], hasher: chain.Hasher
) -> Iterator[rows.Placed]:
    for _, placed, lines in batches:
        hasher.add(lines)
        yield from placed


def _insert(connection: Connection, name: str, placed: Iterable[rows.Placed]) -> None:
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    marks = ", ".join(mark for _ in tables.metadata.tables[name].columns)
    insert = f"INSERT INTO {name} VALUES ({marks})"  # noqa: S608  # our own names
    # By the driver's own cursor: SQLAlchemy takes only a list, and took a tenth longer by it.
    with closing(connection.connection.cursor()) as cursor:
        try:
            cursor.executemany(insert, placed)  # type: ignore[arg-type]  # any iterable will do
        except connection.dialect.loaded_dbapi.Error as error:
            raise DBAPIError(insert, None, error) from error
