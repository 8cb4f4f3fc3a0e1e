"""The register of notices, and entries of the chain for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from milepost.ledger.migrations.frozen import KINDS_0002
from milepost.ledger.migrations.kinds import let_in
from milepost.ledger.triggers import triggers

revision = "0003"
down_revision = "0002"

KINDS = (*KINDS_0002, "notice")
_TEXTS = ("kind", "agency", "addressee", "period", "text", "digest", "issued_on", "issued_by")


def upgrade() -> None:
    """Make the register, forbid every change of it, and let the chain take its entries."""
    connection = op.get_bind()
    notices = op.create_table(
        "notices",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in _TEXTS),
        sa.UniqueConstraint("kind", "agency", "period", "digest", name="issued_once"),
    )
    for statement in triggers(connection.dialect.name, [notices]):
        op.execute(statement)
    let_in(connection, KINDS)
