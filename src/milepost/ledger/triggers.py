"""The triggers by which a database refuses to change or delete what the ledger holds.

The one exception is the bytes of a file whose destruction was ordered, and the order is recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from sqlalchemy import Table, UniqueConstraint

_REFUSAL: Final = "the ledger is append-only"
_FILES: Final = "files"
_ORDERED: Final = "EXISTS (SELECT 1 FROM destructions WHERE destructions.digest = OLD.digest)"


def functions(dialect: str) -> Iterator[str]:
    """Every statement that sets up what triggers of PostgreSQL call; SQLite needs none."""
    if dialect != "postgresql":
        return
    yield (
        "CREATE FUNCTION milepost_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
    )
    yield (
        "CREATE FUNCTION milepost_refuse_unordered() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {_ORDERED} THEN RETURN OLD; END IF; RAISE EXCEPTION '{_REFUSAL}'; END $$"
    )


def triggers(dialect: str, tables: Iterable[Table]) -> Iterator[str]:
    """Every statement that sets up the triggers of some tables, for SQLite or PostgreSQL."""
    yield from _of_postgresql(tables) if dialect == "postgresql" else _of_sqlite(tables)


def _of_sqlite(tables: Iterable[Table]) -> Iterator[str]:
    for table in tables:
        yield _sqlite(table, "UPDATE")
        yield _sqlite(table, "DELETE", f"WHEN NOT {_ORDERED}" if table.name == _FILES else "")
        # INSERT OR REPLACE deletes without asking the trigger above, so it is refused by itself.
        taken = " OR ".join(
            "(" + " AND ".join(f"{name} = NEW.{name}" for name in key) + ")" for key in _keys(table)
        )
        again = f"WHEN EXISTS (SELECT 1 FROM {table.name} WHERE {taken})"  # noqa: S608  # our names
        yield _sqlite(table, "INSERT", again, suffix="_again")


def _sqlite(table: Table, verb: str, when: str = "", suffix: str = "") -> str:
    name = f"{table.name}_no_{verb.lower()}{suffix}"
    return (
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table.name} {when} "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    )


def _of_postgresql(tables: Iterable[Table]) -> Iterator[str]:
    for table in tables:
        name = table.name
        unordered = "_unordered" if table.name == _FILES else ""
        for verb, each, refuse in (
            ("UPDATE", "ROW", ""),
            ("DELETE", "ROW", unordered),
            ("TRUNCATE", "STATEMENT", ""),
        ):
            yield (
                f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name} "
                f"FOR EACH {each} EXECUTE FUNCTION milepost_refuse{refuse}()"
            )


def _keys(table: Table) -> list[tuple[str, ...]]:
    """Every set of columns that must not occur twice, in one order whatever process asks."""
    keys = {tuple(c.name for c in table.primary_key)}
    keys |= {(c.name,) for c in table.columns if c.unique}
    keys |= {
        tuple(c.name for c in u.columns)
        for u in table.constraints
        if isinstance(u, UniqueConstraint)
    }
    return sorted(keys)
