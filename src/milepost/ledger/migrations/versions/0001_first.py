"""The first ledgers: files, submissions, readings, and the chain."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of the first ledgers."""
    op.create_table(
        "files",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "submissions",
        sa.Column("number", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("digest", "name")),
        sa.Column("size", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("agency", "period", "received_on")),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    op.create_table(
        "readings",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("submission", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("plan_digest", "status")),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("problems", sa.Text, nullable=False),
    )
    said = (
        "agency", "measure", "period", "dimensions", "bound", "number", "upper", "whole",
        "absence", "source", "note", "place", "value_place",
    )  # fmt: skip
    for table, columns in (
        ("observations", said),
        ("rejections", ("agency", "measure", "period", "problem")),
    ):
        op.create_table(
            table,
            sa.Column("reading", sa.Integer, primary_key=True),
            sa.Column("position", sa.Integer, primary_key=True),
            *(sa.Column(name, sa.Text, nullable=False) for name in columns),
        )
    op.create_table(
        "chain",
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        *(sa.Column(n, sa.Text, nullable=False) for n in ("recorded_at", "previous", "hash")),
    )
