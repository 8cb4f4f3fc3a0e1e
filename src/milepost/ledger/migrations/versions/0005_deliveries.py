"""Deliveries of extracts: the chain takes an entry for each."""

from __future__ import annotations

from alembic import op

from milepost.ledger import migrations, tables
from milepost.ledger.migrations.kinds import take_kinds
from milepost.ledger.triggers import triggers

revision = "0005"
down_revision = migrations.before(revision)


def upgrade() -> None:
    """Make the table of deliveries, and let the chain take their entries."""
    take_kinds(tables.ENTRY_KINDS)
    connection = op.get_bind()
    tables.deliveries.create(connection)
    for statement in triggers(connection.dialect.name, [tables.deliveries]):
        op.execute(statement)
