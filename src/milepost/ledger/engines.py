"""Opens the database a ledger lies in: one SQLite file, or PostgreSQL where several offices write.

Both hold the same tables. They differ in how a writer keeps others waiting, and in nothing else
that the ledger sees.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from milepost.ledger.refusals import LOCK_WAIT_SECONDS, without_password
from milepost.submissions.unusable import LedgerUnusableError

WRITES: Final = "milepost_writes"
# A connection on which each statement is a transaction of its own.
BARE: Final = "milepost_bare"
KINDS: Final = "sqlite:///FILE or postgresql://USER@HOST/DATABASE"
_CONNECT_SECONDS: Final = "10"
# Any number will do, as long as it is always the same: "milepost" in bytes, shortened.
_LOCK: Final = 0x6D696C65706F7374


def engine_for(url: str) -> Engine:
    """The engine for a ledger's address.

    Raises:
        LedgerUnusableError: for an address of another kind, or where the driver is not installed.
        ArgumentError: where it is no address.
        ValueError: likewise.
    """
    address = sa.make_url(url)
    match address.get_backend_name():
        case "sqlite":
            return _sqlite(address)
        case "postgresql":
            return _postgresql(address)
        case other:
            raise LedgerUnusableError(f"{other} is no kind of ledger that is known; use {KINDS}.")


def shown(url: str) -> str:
    """A ledger's address as it may be printed: without a password."""
    if url.startswith("sqlite:///"):
        return url.removeprefix("sqlite:///")
    return without_password(url)


def _sqlite(address: sa.URL) -> Engine:
    if address.database in (None, "", ":memory:"):
        raise LedgerUnusableError(
            "a ledger in memory would be forgotten; write sqlite:/// and the name of a file."
        )
    path = Path(str(address.database))
    if path.is_dir():
        raise LedgerUnusableError(f"{path}: this is a folder. Name a file in it.")
    engine = sa.create_engine(address)
    path.parent.mkdir(parents=True, exist_ok=True)

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
        options = connection.get_execution_options()
        if not options.get(BARE, False):
            writes = options.get(WRITES, False)
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(address: sa.URL) -> Engine:
    try:
        engine = sa.create_engine(
            address.set(drivername="postgresql+psycopg"),
            isolation_level="REPEATABLE READ",
            connect_args={}
            if "connect_timeout" in address.query
            else {"connect_timeout": _CONNECT_SECONDS},
        )
    except ModuleNotFoundError as error:
        raise LedgerUnusableError(
            'PostgreSQL needs its driver: pip install "milepost[postgresql]".'
        ) from error

    @sa.event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get(BARE, False):
            return
        if options.get(WRITES, False):
            # The lock is taken before the snapshot: what the last writer left is then seen.
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_WAIT_SECONDS}s'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        else:
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")

    return engine
