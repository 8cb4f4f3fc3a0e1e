"""Rows of one delivery with the same key: copies are taken once, those that differ not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from milepost.facts.engines.opened import Duck, named, quoted
from milepost.plan.model import Extract

_LOOKED_AT: Final = 10_000


@dataclass(frozen=True, slots=True)
class Repeats:
    """What was found of keys that stand more than once.

    The tables ``alike`` and ``differing`` of the engine hold the keys themselves.

    Attributes:
        copies: how many rows only say again what another one says.
        example: the key of one of them.
        differing: how many keys stand for rows that say different things.
    """

    copies: int = 0
    example: str = ""
    differing: int = 0


def repeated_keys(duck: Duck, extract: Extract, parts: Sequence[Path]) -> Repeats:
    """The keys that stand more than once among the good rows."""
    rows, keys = rows_of(parts), ", ".join(map(named, extract.key))
    if _rise(duck, extract, rows):
        return Repeats()
    twice = f"SELECT {keys} FROM {rows} GROUP BY ALL HAVING count(*) > 1"  # noqa: S608  # quoted
    duck.rows(f"CREATE TABLE twice AS {twice}")
    if not duck.one("SELECT count(*) FROM twice")[0]:
        return Repeats()
    columns = ", ".join(named(column.name) for column in extract.columns)
    duck.rows(
        f"CREATE TABLE said AS SELECT {columns}, count(*) AS times FROM {rows} "  # noqa: S608
        f"SEMI JOIN twice USING ({keys}) GROUP BY ALL"
    )
    for name, how in (("alike", "= 1"), ("differing", "> 1")):
        duck.rows(
            f"CREATE TABLE {name} AS SELECT {keys} FROM said GROUP BY ALL HAVING count(*) {how}"  # noqa: S608
        )
    said_once = f"said SEMI JOIN alike USING ({keys})"
    shown = f"min(concat_ws(' | ', {keys}))"
    copies, example = duck.one(f"SELECT sum(times - 1), {shown} FROM {said_once}")  # noqa: S608
    return Repeats(int(copies or 0), example or "", duck.one("SELECT count(*) FROM differing")[0])


def _rise(duck: Duck, extract: Extract, rows: str) -> bool:
    """Whether each row's key lies after that of the row before, so that no two can be the same.

    Most tables are written in the order of their key, with one of its columns or another in front:
    that which has the fewest values in the first rows. Where rows do not rise nothing is known yet.
    """
    first = f"(FROM {rows} LIMIT {_LOOKED_AT})"
    counts = ", ".join(f"count(DISTINCT {named(name)})" for name in extract.key)
    values = duck.one(f"SELECT {counts} FROM {first}")  # noqa: S608  # quoted
    order = [name for _, name in sorted(zip(values, extract.key, strict=True), key=lambda v: v[0])]
    key = f"row({', '.join(map(named, order))})"
    for some in (first, rows):
        pairs = f"SELECT {key} AS own, lag({key}) OVER () AS above FROM {some}"  # noqa: S608
        if duck.one(f"SELECT count(*) FROM ({pairs}) WHERE own <= above")[0]:  # noqa: S608
            return False
    return True


def without_repeats(
    duck: Duck, extract: Extract, parts: Sequence[Path], repeats: Repeats, whole: Path
) -> None:
    """Write all good rows into one file, each key once."""
    if len(parts) == 1 and not repeats.copies and not repeats.differing:
        parts[0].replace(whole)
        return
    keys = ", ".join(map(named, extract.key))
    columns = ", ".join(named(column.name) for column in extract.columns)
    rows = f"SELECT {columns} FROM {rows_of(parts)}"  # noqa: S608  # quoted
    if repeats.copies or repeats.differing:
        once = f"SELECT {columns} FROM said SEMI JOIN alike USING ({keys}) ORDER BY {keys}"  # noqa: S608
        rows = f"{rows} ANTI JOIN twice USING ({keys}) UNION ALL ({once})"
    with duck.in_one_thread():  # several give the rows of a join back in whatever order
        duck.rows(f"COPY ({rows}) TO {quoted(str(whole))} (FORMAT parquet)")


def rows_of(parts: Sequence[Path]) -> str:
    """Some Parquet files as a table of the engine."""
    return f"read_parquet([{', '.join(quoted(str(part)) for part in parts)}])"
