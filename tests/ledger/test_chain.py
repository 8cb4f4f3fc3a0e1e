"""Nothing is updated, nothing deleted; what is altered all the same is named."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import psycopg
import pytest
import sqlalchemy as sa

from milepost.ledger import chain, tables
from milepost.ledger.open_files import rebuild, write_open_files
from milepost.ledger.store import Ledger
from milepost.ledger.verify import verify
from milepost.submissions.model import Destruction
from tests import postgres
from tests.ledger.said import (
    FEBRUARY,
    JANUARY,
    PUBLISHED,
    Q1,
    TRACES,
    noticed,
    observed,
    reading,
    refused,
)

_TABLES: Final = sorted(tables.metadata.tables)
_COLUMNS: Final = [
    (table.name, column.name) for table in tables.metadata.sorted_tables for column in table.columns
]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with something in every column of every table, closed."""
    path = tmp_path_factory.mktemp("original") / "ledger.sqlite"
    hour = iter(range(24))
    ledger = Ledger(
        f"sqlite:///{path}", clock=lambda: dt.datetime(2009, 7, 1, next(hour), tzinfo=dt.UTC)
    )
    for i, day in enumerate((JANUARY, FEBRUARY)):
        submission, _ = ledger.receive(
            f"file {i}".encode(), "ATF.csv", "ATF", Q1, day, certified_by="A. Grant, Director"
        )
        found = reading(
            observed(74 + i),
            observed(0, "cases-indicted", absence="withheld", row=3),
            refused("cases-with-convictions"),
            refused("cases-closed"),
        )
        assert ledger.add_reading(submission.number, "plan", found)
    ledger.remark(
        "accepted", "ATF", "cases-initiated", Q1, "as in the letter", "B. Lee", FEBRUARY, 2
    )
    spilt, _ = ledger.receive(b"restricted", "ICE.csv", "ICE", Q1, FEBRUARY)
    assert ledger.destroy(spilt.number, Destruction("A. Grant, Director", "a spill", FEBRUARY))
    assert ledger.publish(PUBLISHED)
    ledger.issue(noticed())
    ledger.receive_delivery("traces", [TRACES], "traces.csv", "ATF", Q1, FEBRUARY)
    ledger.close()
    return path


@pytest.fixture
def written(original: Path, path: Path) -> Path:
    """A copy of that ledger, to be tampered with."""
    shutil.copyfile(original, path)
    return path


def _breaks(path: Path) -> list[str]:
    ledger = Ledger(f"sqlite:///{path}")
    try:
        return list(verify(ledger).broken)
    finally:
        ledger.close()


def _tamper(path: Path, change: Callable[[sqlite3.Connection], object]) -> None:
    """Change the file behind the ledger's back, with every guard taken off."""
    with closing(sqlite3.connect(path)) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        change(connection)
        connection.commit()


def _key(table: str) -> str:
    return {"files": "digest", "chain": "position", "observations": "position"}.get(
        table, "position" if table == "rejections" else "number"
    )


def test_a_ledger_that_was_left_alone_is_whole(written: Path) -> None:
    assert _breaks(written) == []


def test_an_empty_ledger_is_whole_and_begins_with_zeros(ledger: Ledger) -> None:
    assert verify(ledger).broken == ()
    assert ledger.head() == "0" * 64


def test_every_entry_moves_the_head(ledger: Ledger) -> None:
    heads = [ledger.head()]
    submission, _ = ledger.receive(b"a", "ATF.csv", "ATF", Q1, JANUARY)
    heads.append(ledger.head())
    ledger.add_reading(submission.number, "plan", reading(observed(74)))
    heads.append(ledger.head())
    assert len(set(heads)) == 3
    assert all(re.fullmatch("[0-9a-f]{64}", head) for head in heads)


def test_the_hash_is_of_what_its_description_says() -> None:
    for version, shown in (("0.1.0", ',"0.1.0"'), ("", "")):
        at = "2009-07-01T00:00:00+00:00"
        text = f'["{"0" * 64}","submission",1,"{at}"{shown},{{"a":"ä","b":2}}]'
        bound = (chain.BEGINNING, "submission", 1, at, version, {"b": 2, "a": "ä"})
        assert chain.link(*bound) == hashlib.sha256(text.encode("utf-8")).hexdigest()
        lines = '["observations",1,"ä","\\""]', '["rejections",1,""]'
        made = chain.link(
            *bound,
            [chain.row_line("observations", 1, ("ä", '"')), chain.row_line("rejections", 1, ("",))],
        )
        assert made == hashlib.sha256("\n".join([text, *lines]).encode("utf-8")).hexdigest()


@pytest.mark.parametrize("table", _TABLES)
def test_sqlite_refuses_to_update_to_delete_and_to_replace(written: Path, table: str) -> None:
    # Of the bytes none was ordered to be destroyed that is still here.
    for command in (
        f"UPDATE {table} SET {_key(table)} = {_key(table)}",  # noqa: S608  # our own names
        f"DELETE FROM {table}",  # noqa: S608
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",  # noqa: S608
    ):
        with (
            closing(sqlite3.connect(written)) as connection,
            pytest.raises(sqlite3.IntegrityError, match="append-only"),
        ):
            connection.execute(command)


def test_postgresql_refuses_to_update_to_delete_and_to_truncate(postgresql: str) -> None:
    url = postgres.new_database(postgresql, "append_only")
    ledger = Ledger(url)
    submission, _ = ledger.receive(b"a", "ATF.csv", "ATF", Q1, JANUARY)
    ledger.add_reading(submission.number, "plan", reading(observed(74), refused("cases-closed")))
    ledger.remark("accepted", "ATF", "cases-initiated", Q1, "good", "B. Lee", FEBRUARY)
    spilt, _ = ledger.receive(b"restricted", "ICE.csv", "ICE", Q1, FEBRUARY)
    assert ledger.destroy(spilt.number, Destruction("A. Grant, Director", "a spill", FEBRUARY))
    assert ledger.publish(PUBLISHED)
    ledger.issue(noticed())
    ledger.receive_delivery("traces", [TRACES], "traces.csv", "ATF", Q1, FEBRUARY)
    assert ledger.content(1) == b"a"
    ledger.close()
    with psycopg.connect(url, autocommit=True) as connection:
        for table in _TABLES:
            assert connection.execute(f"SELECT 1 FROM {table}").fetchall()  # noqa: S608
            for command in (
                f"UPDATE {table} SET {_key(table)} = {_key(table)}",  # noqa: S608
                f"DELETE FROM {table}",  # noqa: S608
                f"TRUNCATE {table} CASCADE",
            ):
                with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
                    connection.execute(command)


def test_altering_any_column_on_postgresql_is_found(postgresql: str, written: Path) -> None:
    """The same rows as on SQLite, each column altered in turn and put back."""
    url = postgres.new_database(postgresql, "tampered")
    folder = written.parent / "open"
    source = Ledger(f"sqlite:///{written}")
    write_open_files(source, folder)
    source.close()
    rebuild(folder, url)
    ledger = Ledger(url)
    assert verify(ledger).broken == ()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")  # no trigger looks on
        for table in tables.metadata.sorted_tables:
            for check in table.constraints:
                if isinstance(check, sa.CheckConstraint):
                    connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {check.name}")
            for column in table.columns:
                kind = column.type
                more = "|| 'x'" if isinstance(kind, sa.Text) else "|| '\\x78'::bytea"
                more = "+ 9" if isinstance(kind, sa.Integer) else more
                less = "substr({0}, 1, length({0}) - 1)" if "||" in more else "{0} - 9"
                row = (
                    f"WHERE ctid = (SELECT max(ctid) FROM {table} WHERE {column.name} IS NOT NULL)"  # noqa: S608
                )
                connection.execute(f"UPDATE {table} SET {column.name} = {column.name} {more} {row}")  # noqa: S608
                assert verify(ledger).broken, f"{table}.{column.name}"
                put_back = less.format(column.name)
                # What was updated last lies last.
                connection.execute(f"UPDATE {table} SET {column.name} = {put_back} {row}")  # noqa: S608
                assert verify(ledger).broken == (), f"{table}.{column.name}"
    ledger.close()


@pytest.mark.parametrize(("table", "column"), _COLUMNS, ids=[f"{t}.{c}" for t, c in _COLUMNS])
def test_altering_any_column_of_any_table_is_found(written: Path, table: str, column: str) -> None:
    """Where the row belongs to an entry, the entry is named; bytes are named by their digest."""

    def alter(connection: sqlite3.Connection) -> None:
        query = (
            f"SELECT rowid, {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY rowid DESC"  # noqa: S608  # our names
        )
        row, value = connection.execute(query).fetchone()
        changed = value + (
            b"x" if isinstance(value, bytes) else "x" if isinstance(value, str) else 9
        )
        command = f"UPDATE {table} SET {column} = ? WHERE rowid = ?"  # noqa: S608  # our names
        assert connection.execute(command, (changed, row)).rowcount == 1

    _tamper(written, alter)
    found = _breaks(written)
    named = r"entry \d+ \((submission|reading|remark|destruction|publication|notice|delivery)"
    assert any(re.search(named, line) for line in found), found


def test_the_altered_entry_is_named_and_those_before_it_are_not(written: Path) -> None:
    _tamper(
        written,
        lambda c: c.execute("UPDATE observations SET number = '99' WHERE reading = 1 AND number"),
    )
    assert _breaks(written) == ["entry 2 (reading 1) was altered after it was recorded."]


def test_altering_one_byte_of_a_file_names_the_file(written: Path) -> None:
    with closing(sqlite3.connect(written)) as connection:
        (digest,) = connection.execute("SELECT digest FROM submissions WHERE number = 2").fetchone()
    _tamper(
        written,
        lambda c: c.execute("UPDATE files SET content = x'00' WHERE digest = ?", (digest,)),
    )
    assert _breaks(written) == [
        f"entry 3 (submission 2): the bytes kept as {digest} are not the bytes that came."
    ]


def test_a_file_that_is_gone_is_found(written: Path) -> None:
    _tamper(written, lambda c: c.execute("DELETE FROM files WHERE rowid = 1"))
    assert _breaks(written) == [
        "entry 1 (submission 1): its bytes are gone, and nobody ordered it."
    ]


def test_an_order_put_in_beside_the_chain_covers_no_loss(written: Path) -> None:
    """Whoever inserts an order may delete the bytes; the order is in no entry, and that is said."""
    with closing(sqlite3.connect(written)) as connection:
        connection.execute(
            "INSERT INTO destructions SELECT 2, digest, 'nobody', 'none', '2009-01-01' FROM files "
            "WHERE rowid = 1"
        )
        connection.execute("DELETE FROM files WHERE rowid = 1")
        connection.commit()
    assert _breaks(written) == ["destruction 2 is not in the chain."]


def test_bytes_that_were_destroyed_and_are_there_again_are_found(written: Path) -> None:
    digest = hashlib.sha256(b"restricted").hexdigest()
    with closing(sqlite3.connect(written)) as connection:
        connection.execute("INSERT INTO files VALUES (?, ?)", (digest, b"restricted"))
        connection.commit()
    assert _breaks(written) == [
        f"the bytes kept as {digest} are there, though they were destroyed by order."
    ]


def test_bytes_that_never_came_are_found(written: Path) -> None:
    digest = hashlib.sha256(b"x").hexdigest()
    with closing(sqlite3.connect(written)) as connection:
        connection.execute("INSERT INTO files VALUES (?, ?)", (digest, b"x"))
        connection.commit()
    assert _breaks(written) == [f"the bytes kept as {digest} were never received."]


@pytest.mark.parametrize(
    ("table", "where"),
    [
        ("submissions", "number = 2"),
        ("readings", "number = 1"),
        ("observations", "reading = 2 AND position = 2"),
        ("rejections", "reading = 1 AND position = 2"),
        ("remarks", "number = 1"),
        ("destructions", "number = 1"),
        ("publications", "number = 1"),
        ("notices", "number = 1"),
        ("chain", "position = 2"),
    ],
)
def test_a_row_that_is_gone_is_found(written: Path, table: str, where: str) -> None:
    _tamper(
        written,
        lambda c: c.execute(f"DELETE FROM {table} WHERE {where}"),  # noqa: S608  # our own names
    )
    assert any(re.search(r"entry \d", line) for line in _breaks(written))


def test_a_last_entry_that_is_gone_leaves_what_it_recorded_behind(written: Path) -> None:
    _tamper(written, lambda c: c.execute("DELETE FROM chain WHERE position = 11"))
    assert _breaks(written) == ["delivery 1 is not in the chain."]


def test_a_reading_put_in_beside_the_chain_is_found(written: Path) -> None:
    """Adding rows is not refused, and the last reading is the one that counts."""
    with closing(sqlite3.connect(written)) as connection:
        connection.execute("INSERT INTO readings VALUES (3, 2, 'plan', 'accepted', 1, '[]', '')")
        connection.execute(
            "INSERT INTO observations SELECT 3, position, agency, measure, period, dimensions, "
            "bound, '999', upper, whole, absence, source, note, place, value_place "
            "FROM observations WHERE reading = 2 AND position = 1"
        )
        connection.commit()
    assert _breaks(written) == ["reading 3 is not in the chain."]


def test_a_submission_put_in_beside_the_chain_is_found(written: Path) -> None:
    with closing(sqlite3.connect(written)) as connection:
        connection.execute(
            "INSERT INTO submissions SELECT 5, digest, name, size, agency, 'FY2009-Q2', "
            "received_on, revision, '' FROM submissions WHERE number = 2"
        )
        connection.commit()
    assert _breaks(written) == ["submission 5 is not in the chain."]


def test_a_row_put_into_an_old_reading_is_found(written: Path) -> None:
    with closing(sqlite3.connect(written)) as connection:
        connection.execute(
            "INSERT INTO observations SELECT reading, 3, agency, 'cases-pending', period, "
            "dimensions, bound, number, upper, whole, absence, source, note, place, value_place "
            "FROM observations WHERE reading = 1 AND position = 1"
        )
        connection.commit()
    assert _breaks(written) == ["entry 2 (reading 1) was altered after it was recorded."]


def test_exchanging_two_rows_is_found(written: Path) -> None:
    def exchange(connection: sqlite3.Connection) -> Iterator[None]:
        for old, new in ((1, 100), (2, 1), (100, 2)):
            connection.execute(
                "UPDATE observations SET position = ? WHERE reading = 1 AND position = ?",
                (new, old),
            )
            yield

    _tamper(written, lambda c: list(exchange(c)))
    assert _breaks(written) == ["entry 2 (reading 1) was altered after it was recorded."]


def test_an_entry_made_again_after_an_alteration_breaks_the_next_one(written: Path) -> None:
    """Whoever alters an entry and writes its hash anew has to write all that follow."""

    def forge(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE submissions SET name = 'other.csv' WHERE number = 1")
        columns = (
            "digest", "name", "size", "agency", "period", "received_on", "revision", "certified_by",
        )  # fmt: skip
        row = connection.execute(
            f"SELECT {', '.join(columns)} FROM submissions WHERE number = 1"  # noqa: S608
        ).fetchone()
        at, version = connection.execute(
            "SELECT recorded_at, version FROM chain WHERE position = 1"
        ).fetchone()
        forged = chain.link(
            chain.BEGINNING, "submission", 1, at, version, dict(zip(columns, row, strict=True))
        )
        connection.execute("UPDATE chain SET hash = ? WHERE position = 1", (forged,))

    _tamper(written, forge)
    assert _breaks(written) == ["entry 2 (reading 1) does not follow the entry before it."]
