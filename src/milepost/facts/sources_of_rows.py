"""A file as the engine reads it: every declared column as text, and the rows that have no shape."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from milepost.facts.engines.opened import Duck, named, quoted
from milepost.facts.headings import Head
from milepost.facts.keeping import Looks
from milepost.plan.model import Extract, ExtractColumn

MISSHAPEN: Final = "misshapen"
_SCANS: Final = "misshapen_scans"
Misshapen = Literal["told", "left out", "an error"]
_KEPT: Final[dict[Misshapen, str]] = {
    "told": f", store_rejects=true, rejects_table='{MISSHAPEN}', rejects_scan='{_SCANS}'",
    "left out": ", ignore_errors=true",
    "an error": "",
}
_TINY: Final = "0.0001"
_WHOLE_FLOAT: Final = "1e15"


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a delivery, ready to be read.

    Attributes:
        name: the file's name as it came.
        path: where it lies, in UTF-8.
        head: what stands at its head.
        looks: what its bytes look like.
    """

    name: str
    path: Path
    head: Head
    looks: Looks

    def texts(
        self, extract: Extract, misshapen: Misshapen, *, numbered: bool = False, nulls: bool = False
    ) -> str:
        """A query for its rows: declared columns as text that is never NULL, unless blanks may be.

        Args:
            extract: the extract.
            misshapen: what becomes of rows without the right shape: they are kept in a table of
                their own, left out, or break off the reading.
            numbered: whether each row bears its number, from 1, as "at row".
            nulls: whether a blank cell of a CSV is NULL.
        """
        head = self.head
        number = ""
        if head.is_parquet:
            number = ', file_row_number + 1 AS "at row"' if numbered else ""
            columns = [
                f"{_of_parquet(named(head.headings[at]), head.types[at])} AS {named(column.name)}"
                for column, at in self._placed(extract)
            ]
            rows = ", file_row_number=true" if numbered else ""
            source = f"read_parquet({quoted(str(self.path))}{rows})"
        else:
            number = ', row_number() OVER () AS "at row"' if numbered else ""
            columns = [f"c{at} AS {named(column.name)}" for column, at in self._placed(extract)]
            source = self._csv(misshapen, nulls=nulls)
        return f"SELECT {', '.join(columns)}{number} FROM {source}"  # noqa: S608  # quoted

    def _placed(self, extract: Extract) -> list[tuple[ExtractColumn, int]]:
        found = ((column, self.head.place_of(column.name)) for column in extract.columns)
        return [(column, at) for column, at in found if at is not None]

    def _csv(self, misshapen: Misshapen, *, nulls: bool) -> str:
        names = [f"c{at}" for at in range(len(self.head.headings))]
        columns = ", ".join(f"{name}: 'VARCHAR'" for name in names)
        never = "" if nulls else f"force_not_null={names!r}, "
        return (
            f"read_csv({quoted(str(self.path))}, auto_detect=false, header=true, "
            f"columns={{{columns}}}, delim={quoted(self.head.separator)}, quote='\"', "
            f"escape='\"', {never}strict_mode=true{_KEPT[misshapen]})"
        )


def forget_misshapen(duck: Duck) -> None:
    """Begin anew to keep rows without the right shape."""
    for table in (MISSHAPEN, _SCANS):
        duck.rows(f"DROP TABLE IF EXISTS {table}")


def _of_parquet(column: str, kind: str) -> str:
    """A typed column as the text that says the same."""
    if kind in {"DOUBLE", "FLOAT"}:
        return (
            f"CASE WHEN {column} IS NULL THEN '' "
            f"WHEN isfinite({column}) AND {column} = trunc({column}) "
            f"AND abs({column}) < {_WHOLE_FLOAT} "
            f"THEN CAST(CAST({column} AS BIGINT) AS VARCHAR) "
            f"WHEN abs({column}) < {_TINY} THEN rtrim(format('{{:.18f}}', {column}), '0') "
            f"ELSE CAST({column} AS VARCHAR) END"
        )
    return f"coalesce(CAST({column} AS VARCHAR), '')"
