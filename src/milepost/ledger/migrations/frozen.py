"""The tables as a step left them, so that old steps stay what they were.

A step that adds a table has it in its own file. One that changes a table puts a copy of the tables
of before here, under the name of the step that made them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

KINDS_0002: Final = ("submission", "reading", "remark", "destruction")
TABLES_0002: Final = MetaData()

Table(
    "files",
    TABLES_0002,
    Column("digest", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

Table(
    "submissions",
    TABLES_0002,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("digest", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("agency", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("received_on", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("certified_by", Text, nullable=False),
    CheckConstraint("revision > 0", name="revision_from_one"),
    UniqueConstraint("agency", "period", "digest", name="received_once"),
)

Table(
    "readings",
    TABLES_0002,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("submission", Integer, ForeignKey("submissions.number"), nullable=False, index=True),
    Column("plan_digest", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("problems", Text, nullable=False),
    Column("statements", Text, nullable=False),
)

Table(
    "observations",
    TABLES_0002,
    Column("reading", Integer, ForeignKey("readings.number"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("agency", Text, nullable=False),
    Column("measure", Text, nullable=False, index=True),
    Column("period", Text, nullable=False),
    Column("dimensions", Text, nullable=False),
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

Table(
    "rejections",
    TABLES_0002,
    Column("reading", Integer, ForeignKey("readings.number"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("agency", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("problem", Text, nullable=False),
)

Table(
    "remarks",
    TABLES_0002,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("agency", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("submission", Integer, ForeignKey("submissions.number"), nullable=True),
    Column("text", Text, nullable=False),
    Column("said_by", Text, nullable=False),
    Column("said_on", Text, nullable=False),
)

Table(
    "destructions",
    TABLES_0002,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("ordered_by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("ordered_on", Text, nullable=False),
)


def chain_of(kinds: Iterable[str], metadata: MetaData) -> Table:
    """The chain as step 0002 made it, for entries of some kinds.

    Args:
        kinds: the kinds of entries that it takes.
        metadata: the tables that it is put beside.
    """
    return Table(
        "chain",
        metadata,
        Column("position", Integer, primary_key=True, autoincrement=False),
        Column("kind", Text, nullable=False),
        Column("number", Integer, nullable=False),
        Column("recorded_at", Text, nullable=False),
        Column("version", Text, nullable=False),
        Column("previous", Text, nullable=False),
        Column("hash", Text, nullable=False, unique=True),
        CheckConstraint(kinds_known(kinds), name="known_kind"),
        UniqueConstraint("kind", "number", name="entered_once"),
    )


def kinds_known(kinds: Iterable[str]) -> str:
    """The rule that an entry is of a kind that is known."""
    return f"kind IN ({', '.join(repr(kind) for kind in kinds)})"


chain_of(KINDS_0002, TABLES_0002)
