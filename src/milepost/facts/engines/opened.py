"""Opens a DuckDB that fetches nothing from elsewhere and keeps within a limit of memory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import duckdb

from milepost.facts.engines.unusable import EngineUnusableError

DuckError: Final = duckdb.Error
_MEMORY: Final = "1GB"


class Duck:
    """A database in memory that is asked in SQL.

    Args:
        connection: an open connection.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def rows(self, query: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
        """All rows of an answer, which must be few.

        Raises:
            EngineUnusableError: where memory does not do; that says nothing of what is read.
        """
        try:
            return self._connection.execute(query, parameters).fetchall()
        except duckdb.OutOfMemoryException as error:
            said = str(error).strip().partition("\n")[0]
            raise EngineUnusableError(f"DuckDB breaks off: {said}") from error

    @contextmanager
    def in_one_thread(self) -> Iterator[None]:
        """Work in one thread meanwhile, so that rows come in one order whatever is asked."""
        several = self.one("SELECT current_setting('threads')")[0]
        self.rows("SET threads = 1")
        try:
            yield
        finally:
            self.rows(f"SET threads = {int(several)}")

    def one(self, query: str, parameters: list[Any] | None = None) -> tuple[Any, ...]:
        """The one row of an answer."""
        return self.rows(query, parameters)[0]


@contextmanager
def opened(spill: Path, memory_limit: str | None = None) -> Iterator[Duck]:
    """A DuckDB for one piece of work.

    Args:
        spill: an empty folder for what does not fit into memory.
        memory_limit: how much memory it may take, "2GB"; else 1 GB.
    """
    connection = duckdb.connect(
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "memory_limit": memory_limit or _MEMORY,
            "temp_directory": str(spill),
            # By one thread a file is cut into other groups of rows than by several.
            "threads": max(2, os.cpu_count() or 2),
            "preserve_insertion_order": "true",
        }
    )
    try:
        yield Duck(connection)
    finally:
        connection.close()


def named(name: str) -> str:
    """A column's name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
