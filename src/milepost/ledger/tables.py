"""The ledger's tables. Rows are added and never changed: the database itself refuses it."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    DDL,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    event,
)

metadata: Final = MetaData()

# The bytes themselves, once for each content.
files: Final = Table(
    "files",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

# One file from one agency for one period; agency and period are empty where they are not known.
submissions: Final = Table(
    "submissions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("digest", Text, ForeignKey("files.digest"), nullable=False),
    Column("name", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("agency", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("received_on", Text, nullable=False),
    Column("revision", Integer, CheckConstraint("revision > 0"), nullable=False),
    UniqueConstraint("digest", "agency", "period"),
)

# What a file was found to say under a plan; a later reading of the same file counts instead.
readings: Final = Table(
    "readings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("submission", Integer, ForeignKey("submissions.number"), nullable=False, index=True),
    Column("plan_digest", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("problems", Text, nullable=False),
)

observations: Final = Table(
    "observations",
    metadata,
    Column("reading", Integer, ForeignKey("readings.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("agency", Text, nullable=False),
    Column("measure", Text, nullable=False, index=True),
    Column("period", Text, nullable=False),
    Column("dimensions", Text, nullable=False),
    # Decimal numbers as text: no database rounds what it takes for words.
    Column("bound", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("upper", Text, nullable=False),
    Column("whole", Text, nullable=False),
    Column("absence", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("value_place", Text, nullable=False),
    CheckConstraint("(number = '') <> (absence = '')", name="a_number_or_an_absence"),
)

rejections: Final = Table(
    "rejections",
    metadata,
    Column("reading", Integer, ForeignKey("readings.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("agency", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("problem", Text, nullable=False),
)

# Each entry carries the hash of the one before, so that nothing can be changed unseen.
chain: Final = Table(
    "chain",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("kind", Text, CheckConstraint("kind IN ('submission', 'reading')"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False, unique=True),
)


def _refuse(table: Table, verb: str, when: str = "") -> None:
    """A trigger by which SQLite refuses a verb on a table."""
    name = f"{table.name}_no_{verb.lower()}{'_again' if when else ''}"
    ddl = DDL(  # type: ignore[no-untyped-call]  # not annotated by SQLAlchemy
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table.name} {when} "
        "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
    )
    event.listen(table, "after_create", ddl.execute_if(dialect="sqlite"))


def _keys(table: Table) -> list[list[str]]:
    """Every set of columns that must not occur twice."""
    keys = [[c.name for c in table.primary_key]]
    keys += [[c.name] for c in table.columns if c.unique]
    keys += [
        [c.name for c in u.columns] for u in table.constraints if isinstance(u, UniqueConstraint)
    ]
    return keys


for _table in metadata.sorted_tables:
    _refuse(_table, "UPDATE")
    _refuse(_table, "DELETE")
    # INSERT OR REPLACE deletes without asking the trigger above, so it is refused by itself.
    _taken = " OR ".join(
        "(" + " AND ".join(f"{name} = NEW.{name}" for name in key) + ")" for key in _keys(_table)
    )
    _again = f"WHEN EXISTS (SELECT 1 FROM {_table.name} WHERE {_taken})"  # noqa: S608  # our names
    _refuse(_table, "INSERT", _again)
