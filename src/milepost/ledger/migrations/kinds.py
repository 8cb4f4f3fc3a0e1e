"""Lets the chain take further kinds of entries, and leaves every entry as it is."""

from __future__ import annotations

from collections.abc import Sequence

from alembic import op
from sqlalchemy import MetaData

from milepost.ledger.migrations.frozen import chain_of, known_kind
from milepost.ledger.triggers import triggers


def take_kinds(kinds: Sequence[str]) -> None:
    """Let the chain take these kinds of entries, the earlier ones among them."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE chain DROP CONSTRAINT known_kind")
        op.execute(f"ALTER TABLE chain ADD CONSTRAINT known_kind CHECK ({known_kind(kinds)})")
        return
    # SQLite cannot change a constraint in place: the table is made anew, and the rows go over.
    op.execute("ALTER TABLE chain RENAME TO old_chain")
    for verb in ("update", "delete", "insert_again"):
        op.execute(f"DROP TRIGGER chain_no_{verb}")
    metadata = MetaData()
    chain = chain_of(metadata, kinds)
    metadata.create_all(op.get_bind())
    columns = ", ".join(column.name for column in chain.columns)
    op.execute(f"INSERT INTO chain ({columns}) SELECT {columns} FROM old_chain")  # noqa: S608  # our names
    op.execute("DROP TABLE old_chain")
    for statement in triggers("sqlite", [chain]):
        op.execute(statement)
