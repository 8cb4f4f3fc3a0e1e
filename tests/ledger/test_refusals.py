"""Every refusal of a database in words that say what to do, and no password in any of them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError, OperationalError

from milepost.ledger import refusals
from milepost.ledger.refusals import in_words, without_password
from milepost.ledger.store import Ledger
from milepost.submissions.unusable import LedgerUnusableError
from tests.ledger.said import JANUARY, Q1, observed, reading

# What SQLite calls an error, and how the words begin.
_OF_SQLITE: Final = {
    "SQLITE_NOTADB": "this is not a database.",
    "SQLITE_FULL": "the disk is full; nothing was recorded.",
    "SQLITE_READONLY": "it may only be read:",
    "SQLITE_READONLY_DIRECTORY": "it may only be read:",
    "SQLITE_CANTOPEN": "the file cannot be opened or made:",
    "SQLITE_CANTOPEN_ISDIR": "the file cannot be opened or made:",
    "SQLITE_PERM": "it may only be read:",
    "SQLITE_BUSY": "somebody else has been writing to it for more than 60 seconds;",
    "SQLITE_BUSY_SNAPSHOT": "somebody else has been writing to it for more than 60 seconds;",
    "SQLITE_LOCKED": "somebody else has been writing to it for more than 60 seconds;",
    "SQLITE_CORRUPT": "the database is damaged. Restore the last backup,",
    "SQLITE_IOERR": "the disk could not be read or written; nothing was recorded.",
    "SQLITE_IOERR_WRITE": "the disk could not be read or written; nothing was recorded.",
}
_OF_POSTGRESQL: Final = {
    "28P01": "the server does not let this user in.",
    "28000": "the server does not let this user in.",
    "3D000": "the server has no such database.",
    "42501": "this user has no right to do that.",
    "55P03": "somebody else has been writing to it for more than 60 seconds;",
    "53100": "the disk is full; nothing was recorded.",
    "53300": "the server has too many guests just now.",
    "25006": "the server takes no writing:",
    "XX001": "the database is damaged.",
    "XX002": "the database is damaged.",
    "58030": "the server's disk could not be read or written;",
    "57P01": "the server is being shut down or started;",
    "08006": "the connection to the server was lost;",
}
# As PostgreSQL's own client says them, where there is no code.
_UNCONNECTED: Final = {
    'connection failed: FATAL:  password authentication failed for user "m"': (
        "the server does not let this user in."
    ),
    "connection failed: fe_sendauth: no password supplied": "the server does not let this user in.",
    'connection failed: FATAL:  no pg_hba.conf entry for host "192.0.2.1"': (
        "the server does not let this user in."
    ),
    'connection failed: FATAL:  Peer authentication failed for user "m"': (
        "the server does not let this user in."
    ),
    'connection failed: FATAL:  role "m" does not exist': "the server does not let this user in.",
    'connection failed: FATAL:  database "m" does not exist': "the server has no such database.",
    'connection failed: FATAL:  permission denied for database "m"': (
        "this user has no right to do that."
    ),
    "connection failed: FATAL:  sorry, too many clients already": (
        "the server has too many guests just now."
    ),
    "connection failed: FATAL:  the database system is starting up": (
        "the server is being shut down or started;"
    ),
    "failed to resolve host 'nowhere.invalid'": "no server of that name is known.",
    "connection failed: Connection refused": "the server does not answer.",
    "connection timeout expired": "the server does not answer.",
    "server closed the connection unexpectedly": "the connection to the server was lost;",
    "consuming input failed: SSL SYSCALL error: EOF detected": (
        "the connection to the server was lost;"
    ),
    "could not extend file: Disk quota exceeded": "the disk is full; nothing was recorded.",
    "could not extend file: File too large": "the disk is full; nothing was recorded.",
}


@pytest.mark.parametrize(("name", "words"), _OF_SQLITE.items())
def test_what_sqlite_refuses(name: str, words: str) -> None:
    own = sqlite3.OperationalError("its own words")
    own.sqlite_errorname = name
    said = in_words(OperationalError("INSERT", None, own))
    assert said.startswith(words)
    assert "its own words" not in said


@pytest.mark.parametrize(("code", "words"), _OF_POSTGRESQL.items())
def test_what_postgresql_refuses(code: str, words: str) -> None:
    class Refused(psycopg.OperationalError):
        sqlstate = code

    assert in_words(DBAPIError("INSERT", None, Refused("its own words"))).startswith(words)


@pytest.mark.parametrize(("text", "words"), _UNCONNECTED.items())
def test_what_is_said_where_there_is_no_connection(text: str, words: str) -> None:
    own = psycopg.OperationalError(text)
    assert in_words(OperationalError("", None, own)).startswith(words)


def test_every_refusal_has_its_example() -> None:
    for examples, known in (
        (_OF_SQLITE, refusals._OF_SQLITE),  # noqa: SLF001  # the lists that must be whole here
        (_OF_POSTGRESQL, refusals._OF_POSTGRESQL),  # noqa: SLF001
    ):
        assert {c for c in known if not any(e.startswith(c) for e in examples)} == set()


def test_what_is_not_known_is_said_in_the_databases_own_words() -> None:
    own = sqlite3.OperationalError("no such function: median\nand more")
    assert in_words(OperationalError("", None, own)) == "no such function: median."


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://m:secret@db/ledger", "postgresql://m:***@db/ledger"),
        ("postgresql://m:se@cret@db:x/ledger", "postgresql://m:***@db:x/ledger"),
        (
            "postgresql://db/ledger?user=m&password=secret",
            "postgresql://db/ledger?user=m&password=***",
        ),
    ],
)
def test_a_password_is_never_shown(address: str, shown: str) -> None:
    assert without_password(address) == shown


def test_a_server_that_is_not_there_is_said_with_its_address_and_no_password(
    tmp_path: Path,
) -> None:
    with pytest.raises(LedgerUnusableError) as refused:
        Ledger(f"postgresql://m:secret@/ledger?host={tmp_path}")
    said = str(refused.value)
    assert said.endswith(
        "the server does not answer. See that it runs and can be reached from here."
    )
    assert "secret" not in said


def test_a_database_that_is_not_there_and_a_user_nobody_knows(postgresql: str) -> None:
    with pytest.raises(LedgerUnusableError, match="the server has no such database"):
        Ledger(postgresql.format(database="nowhere"))
    stranger = postgresql.replace("postgres@", "stranger@").format(database="postgres")
    with pytest.raises(LedgerUnusableError, match="does not let this user in"):
        Ledger(stranger)


def test_a_damaged_file_is_said_to_be_damaged(path: Path) -> None:
    ledger = Ledger(f"sqlite:///{path}")
    ledger.receive(b"x" * 100_000, "ATF.csv", "ATF", None, JANUARY)
    ledger.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    bytes_of = bytearray(path.read_bytes())
    bytes_of[4096:] = b"\xa5" * (len(bytes_of) - 4096)
    path.write_bytes(bytes_of)
    with pytest.raises(LedgerUnusableError, match=r"damaged\. Restore the last backup"):
        Ledger(f"sqlite:///{path}").submissions()


def test_what_is_refused_among_the_rows_of_a_reading_is_said_in_words(ledger: Ledger) -> None:
    number = ledger.receive(b"whole", "ATF.csv", "ATF", Q1, JANUARY)[0].number
    with ledger.being_rebuilt() as connection:
        connection.exec_driver_sql("DROP TABLE observations")
    with pytest.raises(LedgerUnusableError, match="observations"):
        ledger.add_reading(number, "plan", reading(observed(74)))
