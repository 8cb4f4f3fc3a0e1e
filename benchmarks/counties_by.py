"""Reduces extracts of counties by other means than Milepost; prints what came of it as JSON.

``python -m benchmarks.counties_by duckdb|pandas|polars|frictionless FOLDER``, each as a process of
its own. Every quarter: deaths, seizures, thousandths of a kilogram, rows that a laboratory looked
at and did not, counties with deaths. Only frictionless checks without reducing: rows and faults.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

DATES: Final = "quarter_ends"
_TYPES: Final = {
    "county": "string", "state": "string", "drug": "string", "quarter_ends": "date",
    "deaths": "integer", "seizures": "integer", "kilograms": "number", "by_laboratory": "boolean",
}  # fmt: skip

_QUERY: Final = """
SELECT quarter_ends::VARCHAR, sum(deaths), sum(seizures), (sum(kilograms) * 1000)::BIGINT,
  count(*) FILTER (by_laboratory), count(*) FILTER (NOT by_laboratory),
  count(DISTINCT county) FILTER (deaths > 0)
FROM read_csv(?, header = true, columns = {
  'county': 'VARCHAR', 'state': 'VARCHAR', 'drug': 'VARCHAR', 'quarter_ends': 'DATE',
  'deaths': 'BIGINT', 'seizures': 'BIGINT', 'kilograms': 'DECIMAL(18, 3)',
  'by_laboratory': 'BOOLEAN'})
GROUP BY ALL ORDER BY ALL
"""


def by_duckdb(folder: Path) -> list[list[Any]]:
    """What one would write by hand: one query, types given, so that a false cell stops it."""
    import duckdb  # noqa: PLC0415  # the others are not to pay for it

    with duckdb.connect() as engine:
        return [list(row) for row in engine.execute(_QUERY, [str(folder / "*.csv")]).fetchall()]


def by_polars(folder: Path) -> list[list[Any]]:
    """The same, lazily."""
    import polars as pl  # type: ignore[import-not-found]  # noqa: PLC0415  # as above

    types = {"string": pl.String, "date": pl.Date, "integer": pl.Int64}
    types |= {"number": pl.Decimal(18, 3), "boolean": pl.Boolean}
    schema = {name: types[kind] for name, kind in _TYPES.items()}
    rows = pl.scan_csv(folder / "*.csv", schema=schema)
    frame = (
        rows.group_by(DATES)
        .agg(
            pl.col("deaths").sum(),
            pl.col("seizures").sum(),
            (pl.col("kilograms").sum() * 1000).cast(pl.Int64).alias("kilograms"),
            pl.col("by_laboratory").sum().alias("yes"),
            (~pl.col("by_laboratory")).sum().alias("no"),
            pl.col("county").filter(pl.col("deaths") > 0).n_unique().alias("counties"),
        )
        .sort(DATES)
        .collect()
    )
    return [[str(row[0]), *(int(cell) for cell in row[1:])] for row in frame.iter_rows()]


def by_pandas(folder: Path) -> list[list[Any]]:
    """The same; its decimals are floats, so that the sum of the kilograms is rounded."""
    import pandas as pd  # noqa: PLC0415  # as above

    types = {"string": "str", "integer": "Int64", "number": "float64", "boolean": "boolean"}
    columns: Any = {name: types[kind] for name, kind in _TYPES.items() if kind != "date"}
    rows = pd.concat(
        pd.read_csv(path, dtype=columns, parse_dates=[DATES])
        for path in sorted(folder.glob("*.csv"))
    )
    rows["no"] = ~rows["by_laboratory"]
    by = rows.groupby(DATES)
    found = by[["deaths", "seizures", "kilograms", "by_laboratory", "no"]].sum()
    found["kilograms"] = (found["kilograms"] * 1000).round()
    found["counties"] = rows[rows["deaths"] > 0].groupby(DATES)["county"].nunique()
    return [
        [str(day)[:10], *(int(cell) for cell in row)]
        for day, *row in found.itertuples(index=True, name=None)
    ]


def by_frictionless(folder: Path) -> list[list[Any]]:
    """Types, what is required, and the key; it holds the table against them row by row."""
    from frictionless import (  # type: ignore[import-not-found]  # noqa: PLC0415  # as above
        Checklist,
        Resource,
        Schema,
    )

    required = ("county", "state", "drug", "quarter_ends")
    fields = [
        {"name": name, "type": kind, "constraints": {"required": name in required}}
        for name, kind in _TYPES.items()
    ]
    schema = Schema.from_descriptor(
        {"fields": fields, "primaryKey": ["county", "drug", "quarter_ends"]}
    )
    found = []
    for path in sorted(folder.glob("*.csv")):
        resource = Resource(path=path.name, basepath=str(folder), schema=schema)
        report = resource.validate(Checklist())
        found.append([path.name, report.tasks[0].stats["rows"], len(report.flatten())])
    return found


_BY: Final[dict[str, Callable[[Path], list[list[Any]]]]] = {
    "duckdb": by_duckdb,
    "pandas": by_pandas,
    "polars": by_polars,
    "frictionless": by_frictionless,
}


if __name__ == "__main__":
    print(json.dumps(_BY[sys.argv[1]](Path(sys.argv[2]))))  # noqa: T201  # what it is for
