"""Remarks, destructions, certification, statements, and the version in each entry.

Every table is made anew with its present constraints and the rows are carried over: SQLite cannot
change a constraint in place. What was recorded is not touched; the hashes of the chain still hold.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from milepost.ledger.migrations.frozen import TABLES_0002
from milepost.ledger.triggers import functions, triggers

revision = "0002"
down_revision = "0001"

# What is new in a table that was there before, with what older rows hold in it.
_NEW = {
    "submissions": {"certified_by": "''"},
    "readings": {"statements": "''"},
    "chain": {"version": "''"},
}
_CHILDREN_FIRST = ("observations", "rejections", "readings", "submissions", "files", "chain")


def upgrade() -> None:
    """Carry the rows over into the new tables, then forbid every change."""
    connection = op.get_bind()
    there = set(sa.inspect(connection).get_table_names()) - {"alembic_version"}
    _put_aside(connection, there)
    TABLES_0002.create_all(connection)
    for table in TABLES_0002.sorted_tables:
        if table.name in there:
            fresh = _NEW.get(table.name, {})
            columns = ", ".join(f'"{c.name}"' for c in table.columns)
            values = ", ".join(fresh.get(c.name, f'"{c.name}"') for c in table.columns)
            # All of these are our own names.
            carried = f"INSERT INTO {table.name} ({columns}) SELECT {values} FROM old_{table.name}"  # noqa: S608
            op.execute(carried)
    for name in _CHILDREN_FIRST:
        if name in there:
            op.execute(f"DROP TABLE old_{name}")
    dialect = connection.dialect.name
    for statement in (*functions(dialect), *triggers(dialect, TABLES_0002.sorted_tables)):
        op.execute(statement)


def _put_aside(connection: sa.Connection, there: set[str]) -> None:
    """Give the old tables other names, and let go of what is named after them."""
    for name in there:
        op.execute(f"ALTER TABLE {name} RENAME TO old_{name}")
    if connection.dialect.name == "sqlite":
        for name, kind in connection.execute(
            sa.text("SELECT name, type FROM sqlite_master WHERE sql IS NOT NULL")
        ).all():
            if kind in ("trigger", "index"):
                op.execute(f"DROP {kind} {name}")
    else:
        for name in there:
            op.execute(f"ALTER INDEX {name}_pkey RENAME TO old_{name}_pkey")
