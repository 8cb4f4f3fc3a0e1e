"""Lets the chain take entries of a further kind."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

from milepost.ledger.migrations.frozen import chain_of, kinds_known
from milepost.ledger.triggers import names_on_sqlite, triggers


def let_in(connection: sa.Connection, kinds: Iterable[str]) -> None:
    """Make the chain take entries of these kinds and no others; what it holds is not touched.

    SQLite cannot change a constraint in place: the chain is made anew there, and its rows are
    carried over.
    """
    if connection.dialect.name == "postgresql":
        op.drop_constraint("known_kind", "chain")
        op.create_check_constraint("known_kind", "chain", sa.text(kinds_known(kinds)))
        return
    for name in names_on_sqlite("chain"):
        op.execute(f"DROP TRIGGER {name}")
    op.execute("ALTER TABLE chain RENAME TO old_chain")
    chain = chain_of(kinds, sa.MetaData())
    chain.create(connection)
    columns = ", ".join(column.name for column in chain.columns)
    op.execute(f"INSERT INTO chain ({columns}) SELECT {columns} FROM old_chain")  # noqa: S608  # our own names
    op.execute("DROP TABLE old_chain")
    for statement in triggers("sqlite", [chain]):
        op.execute(statement)
