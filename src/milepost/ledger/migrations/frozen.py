"""The tables as of the steps that came before the newest.

The newest step makes the ledger's own tables. A step that changes a table puts a copy of that table
as it was before here, under the name of the step before, so that old steps stay what they were;
tables that have not changed since are taken from the ledger's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import CheckConstraint, Column, Integer, MetaData, Table, Text, UniqueConstraint

from milepost.ledger import tables


def chain_of(metadata: MetaData, kinds: Sequence[str]) -> Table:
    """The chain's table while it took these kinds of entries."""
    return Table(
        "chain",
        metadata,
        Column("position", Integer, primary_key=True, autoincrement=False),
        Column("kind", Text, nullable=False),
        Column("number", Integer, nullable=False),
        *(Column(n, Text, nullable=False) for n in ("recorded_at", "version", "previous")),
        Column("hash", Text, nullable=False, unique=True),
        CheckConstraint(known_kind(kinds), name="known_kind"),
        UniqueConstraint("kind", "number", name="entered_once"),
    )


def known_kind(kinds: Sequence[str]) -> str:
    """The condition that a kind of entry is one of these."""
    return f"kind IN ({', '.join(repr(kind) for kind in kinds)})"


TABLES_0002: Final = MetaData()
for _table in (
    tables.files,
    tables.submissions,
    tables.readings,
    tables.observations,
    tables.rejections,
    tables.remarks,
    tables.destructions,
):
    _table.to_metadata(TABLES_0002)
chain_of(TABLES_0002, ("submission", "reading", "remark", "destruction"))
