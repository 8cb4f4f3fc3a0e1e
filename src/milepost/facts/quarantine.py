"""The rows of a delivery that are not taken, as a table of the engine while it is taken in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from milepost.facts.cell_checks import CellCheck
from milepost.facts.engines.opened import Duck, named, quoted
from milepost.facts.sources_of_rows import MISSHAPEN, Source
from milepost.plan.model import Extract

MISSHAPEN_CODE: Final = "S505"
DIFFERING_CODE: Final = "S515"


class Quarantine:
    """Where rows go that are not taken: with their file, their number, why, and their cells.

    Rows are numbered as a spreadsheet numbers them, the heading of a CSV being row 1; those of
    Parquet, which has no such row, from 1.
    """

    def __init__(self, duck: Duck, extract: Extract, checks: Sequence[CellCheck]) -> None:
        self._duck, self._extract, self._checks = duck, extract, checks
        self._good = " AND ".join(f"({check.good})" for check in checks)
        texts = ", ".join(f"{named(column.name)} VARCHAR" for column in extract.columns)
        duck.rows(
            'CREATE TABLE quarantine ("in file" INTEGER, "at row" BIGINT, '
            f'"why not" STRUCT(code VARCHAR, of VARCHAR)[], {texts}, "as sent" VARCHAR)'
        )
        duck.rows('CREATE TABLE shifts ("in file" INTEGER, above BIGINT, shift BIGINT)')

    def __len__(self) -> int:
        return int(self._duck.one("SELECT count(*) FROM quarantine")[0])

    @property
    def good(self) -> str:
        """The condition that every cell of a row is good."""
        return self._good

    def take_bad(self, number: int, source: Source) -> None:
        """Take the rows of a file of which a cell is not good."""
        each = ", ".join(
            f"{{'code': {check.why}, 'of': {quoted(check.column.name)}}}" for check in self._checks
        )
        why = f"list_filter([{each}], lambda w: w.code IS NOT NULL)"
        self._take(number, source, f"NOT ({self._good})", why)

    def take_differing(self, number: int, source: Source) -> None:
        """Take the good rows whose key another row has too, and says something else."""
        by_name = {check.column.name: check.value for check in self._checks}
        names = self._extract.key
        key = ", ".join(f"k{at}: {by_name[name]}" for at, name in enumerate(names))
        keys = ", ".join(f"k{at}: {named(name)}" for at, name in enumerate(names))
        which = f"{self._good} AND {{{key}}} IN (SELECT {{{keys}}} FROM differing)"  # noqa: S608
        why = f"[{{'code': '{DIFFERING_CODE}', 'of': {quoted(self._extract.key[0])}}}]"
        self._take(number, source, which, why)

    def take_misshapen(self, number: int) -> int:
        """Take the rows of the file read last that have not the shape of its heading: how many."""
        duck = self._duck
        there = "SELECT count(*) FROM duckdb_tables() WHERE table_name = ?"
        if not duck.one(there, [MISSHAPEN])[0]:
            return 0
        lines = (
            "SELECT line, arg_min(CAST(error_type AS VARCHAR), column_idx) AS why, "  # noqa: S608
            f"any_value(csv_line) AS line_sent FROM {MISSHAPEN} GROUP BY line"
        )
        duck.rows(
            'INSERT INTO quarantine ("in file", "at row", "why not", "as sent") '  # noqa: S608
            f"SELECT {number}, line, [{{'code': '{MISSHAPEN_CODE}', 'of': why}}], line_sent "
            f"FROM ({lines})"
        )
        # Of the rows that have their shape the engine counts only those.
        duck.rows(
            f"INSERT INTO shifts SELECT {number}, above, max(shift) FROM "  # noqa: S608
            "(SELECT line - 1 - shift AS above, shift "
            f"FROM (SELECT line, row_number() OVER (ORDER BY line) AS shift FROM ({lines}))) "
            "GROUP BY above"
        )
        return int(duck.one(f"SELECT count(DISTINCT line) FROM {MISSHAPEN}")[0])  # noqa: S608

    def _take(self, number: int, source: Source, which: str, why: str) -> None:
        texts = ", ".join(f"s.{named(column.name)}" for column in self._extract.columns)
        numbered = source.texts(self._extract, "left out", numbered=True)
        found = f'SELECT *, {why} AS "why not" FROM ({numbered}) AS s WHERE {which}'  # noqa: S608
        row, joined = 's."at row"', ""
        if not source.head.is_parquet:
            row = f"{row} + 1 + coalesce(shifts.shift, 0)"
            of_file = f'(SELECT above, shift FROM shifts WHERE "in file" = {number})'  # noqa: S608
            joined = f' ASOF LEFT JOIN {of_file} AS shifts ON s."at row" > shifts.above'
        self._duck.rows(
            f'INSERT INTO quarantine SELECT {number}, {row}, s."why not", {texts}, NULL '  # noqa: S608
            f"FROM ({found}) AS s{joined}"
        )

    def write(self, path: Path, names: Sequence[str], words: Mapping[tuple[str, str], str]) -> None:
        """Write all of it as Parquet, in the order of files and rows.

        Args:
            path: the file.
            names: the files as they came.
            words: what a code means for a column.
        """
        files = f"[{', '.join(map(quoted, names))}]"
        held = ", ".join(f"{quoted(f'{c} {of}')}: {quoted(w)}" for (c, of), w in words.items())
        why = (
            f'array_to_string(list_transform("why not", lambda w: '
            f"coalesce(MAP {{{held}}}[concat(w.code, ' ', w.of)], concat(w.code, ' ', w.of))), "
            "'; ')"
        )
        texts = ", ".join(named(column.name) for column in self._extract.columns)
        self._duck.rows(
            f'COPY (SELECT {files}["in file" + 1] AS "in file", "at row", {why} AS "why not", '  # noqa: S608
            f'{texts}, "as sent" FROM quarantine ORDER BY quarantine."in file", "at row") '
            f"TO {quoted(str(path))} (FORMAT parquet)"
        )
