"""Publications: the chain takes an entry for each edition."""

from __future__ import annotations

from alembic import op

from milepost.ledger import migrations, tables
from milepost.ledger.migrations.kinds import take_kinds
from milepost.ledger.triggers import triggers

revision = "0004"
down_revision = migrations.before(revision)

_KINDS = ("submission", "reading", "remark", "destruction", "notice", "publication")


def upgrade() -> None:
    """Make the table of publications, and let the chain take their entries."""
    take_kinds(_KINDS)
    connection = op.get_bind()
    tables.publications.create(connection)
    for statement in triggers(connection.dialect.name, [tables.publications]):
        op.execute(statement)
