"""The register of notices, and entries of the chain for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from milepost.ledger import migrations
from milepost.ledger.migrations.kinds import take_kinds
from milepost.ledger.triggers import triggers

revision = "0003"
down_revision = migrations.before(revision)

_KINDS = ("submission", "reading", "remark", "destruction", "notice")
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
    take_kinds(_KINDS)
