"""The twelve measures of extracts-plan/measures/traces.yaml, written by hand in DuckDB's SQL.

``python -m benchmarks.traces_by_hand plain|counted 'FOLDER/**/*.parquet'``, as a process of its
own; prints a row for each quarter and each fiscal year, as JSON: numerators and denominators apart.
"plain" is what one writes first, with DuckDB's own median, which holds every value in memory;
"counted" first counts the rows of each number of days and finds the median in the counts.
"""

from __future__ import annotations

import json
import sys
from typing import Final

_LONG: Final = "weapon_type IN ('rifle', 'shotgun')"
_HIGH: Final = "calibre IN ('7.62x39 mm', '.223', '.50', '5.7x28 mm')"
_COUNTS: Final = {
    "traces": "count(*)",
    "from_us": "count(*) FILTER (origin IN ('made-in-us', 'imported-to-us'))",
    "made_in_us": "count(*) FILTER (origin = 'made-in-us')",
    "origin_known": "count(origin)",
    "three_states": "count(*) FILTER (source_state IN ('TX', 'CA', 'AZ'))",
    "state_known": "count(source_state)",
    "long_guns": f"count(*) FILTER ({_LONG})",
    "weapon_known": "count(weapon_type)",
    "high_calibre": f"count(*) FILTER ({_HIGH})",
    "calibre_known": "count(calibre)",
    "shops": "count(*) FILTER (dealer_type IN ('gun-shop', 'pawn-shop'))",
    "dealer_known": "count(dealer_type)",
    "rounds": "sum(rounds)",
    "value": f"sum(value_usd) FILTER ({_LONG})",
    "machine_guns": "count(*) FILTER (weapon_type = 'machine-gun')",
}
_ROWS: Final = """(
  SELECT *, completed_on - traced_on AS days,
    year(completed_on) + (month(completed_on) >= 10)::INTEGER AS year,
    (month(completed_on) + 2) % 12 // 3 + 1 AS quarter
  FROM read_parquet(?)
)"""
_LISTED: Final = ", ".join(f"{aggregate} AS {name}" for name, aggregate in _COUNTS.items())
_ADDED: Final = ", ".join(f"sum({name})" for name in _COUNTS)
_PERIODS: Final = "GROUP BY GROUPING SETS ((year, quarter), (year)) ORDER BY year, quarter"
_PLAIN: Final = f"""
SELECT year, quarter, {_LISTED}, sum(days), count(days), median(days)::DECIMAL(18, 1)
FROM {_ROWS} {_PERIODS}
"""  # noqa: S608  # our own words
_COUNTED: Final = f"""
WITH counted AS (SELECT year, quarter, days, {_LISTED} FROM {_ROWS} GROUP BY year, quarter, days),
by_period AS (
  SELECT year, quarter, {_ADDED}, sum(days * traces), sum(traces) FILTER (days IS NOT NULL) AS n,
    list((days, traces) ORDER BY days) FILTER (days IS NOT NULL) AS held
  FROM counted {_PERIODS}
)
SELECT * FROM by_period
"""  # noqa: S608  # our own words


def middle(held: list[tuple[int, int]], many: int) -> str:
    """Halfway between the middle two of values that were counted."""
    found, upto = [], 0
    for value, count in _merged(held):
        before, upto = upto, upto + count
        found += [value for place in ((many - 1) // 2, many // 2) if before <= place < upto]
    return f"{sum(found) / 2:.1f}"


def _merged(held: list[tuple[int, int]]) -> list[tuple[int, int]]:
    counts: dict[int, int] = {}
    for value, count in held:
        counts[value] = counts.get(value, 0) + count
    return sorted(counts.items())


def main(how: str, files: str) -> None:
    """Run it once."""
    import duckdb  # noqa: PLC0415  # it is part of what is timed

    with duckdb.connect() as engine:
        found = engine.execute({"plain": _PLAIN, "counted": _COUNTED}[how], [files]).fetchall()
    if how == "counted":
        found = [
            (*row[:-1], middle([tuple(pair) for pair in row[-1]], int(row[-2]))) for row in found
        ]
    print(json.dumps([[str(cell) for cell in row] for row in found]))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
