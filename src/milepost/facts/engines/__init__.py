"""Where reductions run: DuckDB on this machine, Spark where one machine is not enough."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw


class Engine(Protocol):
    """What reads rows in Parquet and reduces them. Only what is left of them comes back."""

    @property
    def name(self) -> str:
        """Its name and version: what one engine reduced is not taken for another's."""

    def rows(self, paths: Sequence[Path]) -> nw.LazyFrame[Any]:
        """The rows of Parquet files with the same columns, one below the other."""

    def collected(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """What is left of the rows, in any order.

        Raises:
            ArithmeticError: where a sum has more than 38 digits.
            EngineUnusableError: where the engine breaks off.
        """

    def query(self, frame: nw.LazyFrame[Any]) -> str:
        """What the engine is asked, in its own words."""

    def close(self) -> None:
        """Let go of it."""
