"""What Alembic runs: the steps, on the connection and in the transaction it is given."""

from __future__ import annotations

from alembic import context

from milepost.ledger.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,  # the caller has begun the transaction, and ends it
)
context.run_migrations()
