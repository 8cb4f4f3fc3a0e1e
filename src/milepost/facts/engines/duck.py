"""DuckDB: reductions on this machine, in memory or, beyond a limit, by way of files."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import duckdb
import narwhals.stable.v2 as nw

from milepost.facts.engines.unusable import EngineUnusableError

_READ_AS_PATTERN: Final = re.compile(r"([\[*?])")


class DuckDB:
    """A DuckDB of its own in this process, which fetches nothing from elsewhere.

    Args:
        memory_limit: how much memory it may take, as ``2GB``; else as much as DuckDB itself sees
            fit. What needs more goes through files in a temporary folder.
    """

    def __init__(self, memory_limit: str | None = None) -> None:
        self._spill = tempfile.TemporaryDirectory(prefix="milepost-", ignore_cleanup_errors=True)
        settings: dict[str, str | bool | int | float | list[str]] = {
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "temp_directory": self._spill.name,
            # The order of rows says nothing here, and to keep it would cost memory.
            "preserve_insertion_order": "false",
        }
        if memory_limit is not None:
            settings["memory_limit"] = memory_limit
        try:
            self._connection = duckdb.connect(config=settings)
        except duckdb.Error as error:
            self._spill.cleanup()
            raise EngineUnusableError(f"DuckDB does not start: {_in_short(error)}") from error

    @property
    def name(self) -> str:
        """What it is called in a cache and an explanation."""
        return f"duckdb {duckdb.__version__}"

    def rows(self, paths: Sequence[Path]) -> nw.LazyFrame[Any]:
        """The rows of Parquet files with the same columns, one below the other.

        Raises:
            EngineUnusableError: where one of them is not there or cannot be read.
        """
        names = [_READ_AS_PATTERN.sub(r"[\1]", str(path)) for path in paths]
        try:
            read = self._connection.read_parquet(names, hive_partitioning=False)
        except duckdb.Error as error:
            raise EngineUnusableError(f"DuckDB cannot read rows: {_in_short(error)}") from error
        rows: nw.LazyFrame[Any] = nw.from_native(read)
        return rows

    def collected(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """What is left of the rows, in any order.

        Raises:
            ArithmeticError: where a sum has more digits than a number can have.
            EngineUnusableError: where memory, or the disk beside it, does not do.
        """
        try:
            found: list[tuple[Any, ...]] = frame.to_native().fetchall()
        except duckdb.OutOfRangeException as error:
            raise ArithmeticError(_in_short(error)) from error
        except duckdb.Error as error:
            raise EngineUnusableError(f"DuckDB breaks off: {_in_short(error)}") from error
        return found

    def query(self, frame: nw.LazyFrame[Any]) -> str:
        """The SQL that is run."""
        asked: str = frame.to_native().sql_query()
        return asked

    def close(self) -> None:
        """Let go of it and of its temporary folder."""
        self._connection.close()
        self._spill.cleanup()


def _in_short(error: duckdb.Error) -> str:
    """The first line of what DuckDB says: the others quote the query."""
    return str(error).strip().partition("\n")[0]
