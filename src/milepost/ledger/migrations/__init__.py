"""Brings a database to the ledger's tables, step by step, each step in one transaction.

Alembic is imported only where a step is to be taken: opening a ledger that is up to date is quick.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

# The steps in their order. What a step follows is read from here, by the step itself too.
STEPS: Final = ("0001", "0002", "0003", "0004", "0005")
HEAD: Final = STEPS[-1]
_FIRST: Final = STEPS[0]
_TABLE: Final = "alembic_version"
# The tables of the first ledgers, which were made before steps were counted.
_OF_THE_FIRST: Final = frozenset(
    {"files", "submissions", "readings", "observations", "rejections", "chain"}
)


class ForeignDatabaseError(Exception):
    """The database holds other tables, and is no ledger."""


class NewerLedgerError(Exception):
    """The ledger was written by a later version of Milepost."""


def step_of(connection: Connection) -> str | None:
    """How far a database has come: a step's name, or None where it is empty.

    Raises:
        ForeignDatabaseError: where it holds something else.
        NewerLedgerError: where its step is not known here.
    """
    there = set(sa.inspect(connection).get_table_names())
    if not there:
        return None
    if _TABLE in there:
        step = connection.execute(sa.text(f"SELECT version_num FROM {_TABLE}")).scalar_one_or_none()  # noqa: S608  # our name
        if not there >= _OF_THE_FIRST:
            raise ForeignDatabaseError
        if step not in STEPS:
            raise NewerLedgerError
        return str(step)
    if there >= _OF_THE_FIRST:
        return _FIRST
    raise ForeignDatabaseError


def before(step: str) -> str:
    """The step that a step follows."""
    return STEPS[STEPS.index(step) - 1]


def bring_up_to_date(connection: Connection) -> None:
    """Take every step that is still to be taken, within the caller's transaction."""
    from alembic import command  # noqa: PLC0415  # half a second that a ready ledger need not spend
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    if step_of(connection) == _FIRST and _TABLE not in sa.inspect(connection).get_table_names():
        command.stamp(config, _FIRST)
    command.upgrade(config, HEAD)
