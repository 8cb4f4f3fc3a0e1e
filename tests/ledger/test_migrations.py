"""A ledger of the first version is brought up to date, whole or not at all."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Final

import psycopg
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from milepost.intervals import Statement
from milepost.ledger import migrations, tables
from milepost.ledger.engines import engine_for
from milepost.ledger.receipts import Claim
from milepost.ledger.record import record_as_of
from milepost.ledger.store import Ledger
from milepost.ledger.verify import verify, verify_claim
from milepost.submissions.unusable import LedgerUnusableError
from tests import postgres
from tests.ledger.said import JANUARY, MARCH, PUBLISHED, Q1, observed, reading

_ROOT: Final = Path(__file__).parents[2]
# Written by the first version, as SQLite dumps it.
_FIRST: Final = Path(__file__).with_name("first-ledger.sql")
_HEAD: Final = "3da838f8e5825d2c9a3aa0fd99b84f20ba59988cc0f7c36ba5a1bcf781ad9fc2"
_DIGEST: Final = "7f24231a6e03591d58e4936ab52a022dd2bff3025c50d2bbae80ca4c6d929500"


# Written by the step before publications.
_SECOND: Final = Path(__file__).with_name("second-ledger.sql")


@pytest.fixture
def first(path: Path) -> Path:
    """A ledger of the first version."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_FIRST.read_text(encoding="utf-8"))
    return path


def _dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_a_ledger_of_the_first_version_says_what_it_said(first: Path) -> None:
    ledger = Ledger(f"sqlite:///{first}")
    assert ledger.head() == _HEAD
    assert verify(ledger).broken == ()
    assert verify(ledger).entries == 8
    said = [(s.number, s.name, s.status, s.accepted, s.revision) for s in ledger.submissions()]
    assert said == [
        (1, "FY2009-Q1/ATF.csv", "accepted", 2, 1),
        (2, "FY2009-Q1/ICE.xlsx", "accepted", 2, 1),
        (3, "FY2009-Q1/ATF-revised.csv", "accepted", 1, 2),
        (4, "scan.pdf", "waiting", 0, 1),
    ]
    assert ledger.content(2) == bytes(range(256))
    observations, rejections = ledger.findings()[1]
    assert rejections == []
    assert [str(o.stated.number) for o in observations if o.stated] == ["74.0", "7"]
    assert observations[1].note == 'sagt "Jürgen"\nzweite Zeile'
    teams, seizures = ledger.findings()[2][0]
    assert teams.stated == Statement("between", Decimal(3), Decimal(5))
    assert (seizures.absence, seizures.dimensions) == ("withheld", (("port", "El Paso"),))
    held = record_as_of(ledger, MARCH).of("ATF", "cases-initiated", Q1)
    assert held is not None
    assert (held.submission, [d.submission for d in held.displaced]) == (3, [1])
    ledger.close()


def test_a_receipt_of_the_first_version_is_proven(first: Path) -> None:
    ledger = Ledger(f"sqlite:///{first}")
    assert verify_claim(ledger, Claim(1, _DIGEST, _HEAD)) == ()
    ledger.close()


def test_new_entries_follow_those_of_the_first_version(first: Path) -> None:
    ledger = Ledger(f"sqlite:///{first}")
    submission, is_new = ledger.receive(b"new", "ATF.csv", "ATF", Q1, MARCH, certified_by="A. Lee")
    assert (submission.number, submission.revision, is_new) == (5, 3, True)
    assert ledger.add_reading(5, "plan", reading(observed(76)))
    ledger.receive(b"scan", "scan.pdf", "", None, MARCH)  # had come before
    assert len(ledger.submissions()) == 5
    assert verify(ledger).broken == ()
    with ledger.looked_into() as reader:
        assert [entry.version for entry in reader.links()] == [""] * 8 + [ledger.version] * 2
    ledger.close()


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("submissions", "certified_by", "somebody"),
        ("readings", "statements", "{}"),
        ("chain", "version", "0.1.0"),
        ("observations", "number", "99"),
        ("submissions", "name", "x"),
    ],
)
def test_what_is_altered_in_a_ledger_of_the_first_version_is_found(
    first: Path, table: str, column: str, value: str
) -> None:
    Ledger(f"sqlite:///{first}").close()
    with closing(sqlite3.connect(first)) as connection:
        connection.execute(f"DROP TRIGGER {table}_no_update")
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = 1", (value,))  # noqa: S608
        connection.commit()
    ledger = Ledger(f"sqlite:///{first}")
    assert verify(ledger).broken[0].endswith("was altered after it was recorded.")
    ledger.close()


def test_a_ledger_of_the_second_step_keeps_its_chain_and_takes_publications(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_SECOND.read_text(encoding="utf-8"))
    ledger = Ledger(f"sqlite:///{path}")
    assert ledger.head() == "1b029f634a4cf1215c43c97c88604568be04680c80dd99d840b77f38be95638a"
    assert verify(ledger).broken == ()
    assert ledger.publications() == ()
    assert ledger.publish(PUBLISHED)
    assert not ledger.publish(PUBLISHED)
    (published,) = ledger.publications()
    assert published == replace(PUBLISHED, number=1)
    assert verify(ledger).broken == ()
    assert verify(ledger).entries == 8
    ledger.close()


def test_its_database_refuses_changes_as_a_new_one_does(first: Path, tmp_path: Path) -> None:
    Ledger(f"sqlite:///{first}").close()
    Ledger(f"sqlite:///{tmp_path}/new.sqlite").close()

    def guards(path: Path) -> list[tuple[str, str]]:
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
            ).fetchall()

    assert guards(first) == guards(tmp_path / "new.sqlite")


@pytest.mark.parametrize("fresh", [True, False])
def test_the_steps_lead_to_the_tables_as_the_code_has_them(
    url: str, path: Path, *, fresh: bool
) -> None:
    if not fresh and url.startswith("sqlite"):
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(_FIRST.read_text(encoding="utf-8"))
    Ledger(url).close()
    engine = engine_for(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, tables.metadata) == []
        assert context.get_current_revision() == migrations.HEAD
    engine.dispose()


# A process that dies before its n-th statement that changes something.
_DYING: Final = """
import os, signal, sys
import sqlalchemy as sa
from milepost.ledger import store

left = int(sys.argv[2])
made = store.engine_for

def dying(url):
    engine = made(url)

    @sa.event.listens_for(engine, "before_cursor_execute")
    def count(connection, cursor, statement, *rest):
        global left
        if statement.split()[0] not in ("SELECT", "PRAGMA", "BEGIN", "SET"):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return engine

store.engine_for = dying
store.Ledger(sys.argv[1]).close()
"""


@pytest.mark.slow
def test_a_process_killed_while_it_brings_a_ledger_up_to_date_leaves_it_as_it_was(
    first: Path,
) -> None:
    before = _dump(first)
    died = 0
    for statement in (1, 2, 5, 9, 14, 20, 27, 35, 44, 50):
        ended = subprocess.run(
            [sys.executable, "-c", _DYING, f"sqlite:///{first}", str(statement)],
            cwd=_ROOT,
            check=False,
            capture_output=True,
        )
        assert ended.returncode == -signal.SIGKILL, (statement, ended.stderr.decode())
        assert _dump(first) == before
        died += 1
    assert died == 10
    ledger = Ledger(f"sqlite:///{first}")
    assert (ledger.head(), verify(ledger).broken) == (_HEAD, ())
    ledger.close()


@pytest.mark.slow
def test_a_process_killed_while_it_makes_a_ledger_leaves_nothing(postgresql: str) -> None:
    url = postgres.new_database(postgresql, "killed_in_making")
    for statement in (1, 8, 20, 30):
        ended = subprocess.run(
            [sys.executable, "-c", _DYING, url, str(statement)],
            cwd=_ROOT,
            check=False,
            capture_output=True,
        )
        assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
        with psycopg.connect(url) as connection:
            tables_there = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
            assert connection.execute(tables_there).fetchone() == (0,)
    ledger = Ledger(url)
    assert verify(ledger).broken == ()
    ledger.close()


@pytest.mark.slow
def test_two_that_open_an_old_ledger_at_once_take_the_steps_once(first: Path) -> None:
    opening = "import sys; from milepost.ledger.store import Ledger; Ledger(sys.argv[1]).close()"
    command = [sys.executable, "-c", opening, f"sqlite:///{first}"]
    opened = [subprocess.Popen(command, cwd=_ROOT, stderr=subprocess.PIPE) for _ in range(4)]
    said = [process.communicate(timeout=60)[1] for process in opened]
    assert [process.returncode for process in opened] == [0, 0, 0, 0], said
    ledger = Ledger(f"sqlite:///{first}")
    assert (ledger.head(), verify(ledger).broken) == (_HEAD, ())
    ledger.close()


def test_a_foreign_database_is_refused_and_left_as_it_was(url: str) -> None:
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE submissions (id INTEGER)")
    with pytest.raises(LedgerUnusableError, match="holds other tables, and is no ledger"):
        Ledger(url)
    assert sa.inspect(engine).get_table_names() == ["submissions"]
    engine.dispose()


def test_a_ledger_of_a_later_version_is_refused_and_left_as_it_was(url: str) -> None:
    Ledger(url).close()
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(LedgerUnusableError, match="a later version of Milepost; update yours"):
        Ledger(url)
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    assert found == "9999"
    engine.dispose()


@pytest.mark.slow
def test_a_ledger_that_is_up_to_date_is_opened_without_alembic(ledger: Ledger, url: str) -> None:
    ledger.receive(b"x", "ATF.csv", "ATF", Q1, JANUARY)
    code = (
        "import sys; from milepost.ledger.store import Ledger; "
        "l = Ledger(sys.argv[1]); l.submissions(); l.close(); "
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code, url], cwd=_ROOT, check=False).returncode == 0
