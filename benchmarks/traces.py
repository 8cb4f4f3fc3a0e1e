"""Twelve measures of 100 million trace records, beside the same written by hand for DuckDB.

``python -m benchmarks.traces`` makes the records in Parquet, a file a quarter for five years, and
has Milepost take them in; that is told, but it is not what is compared. Then, in turn, ``milepost
evaluate`` computes the twelve measures anew for every quarter and year, and DuckDB does, by two
queries (see traces_by_hand.py). ``--write`` keeps the figures in results/traces.json.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click

from benchmarks.offices import Office
from benchmarks.plan_bounds import run
from benchmarks.turns import Row, Turns, finish, stay_on_two_cores, versions

_QUARTERS: Final = 20
_FIRST: Final = "FY2004-Q1"
_YEAR: Final = "FY2008"
_BY_HAND: Final = ("plain", "counted")
_MILLION: Final = 1_000_000
_ROWS: Final = (
    Row("Milepost: all twelve, every quarter and year, s", "milepost: seconds"),
    Row("the same, seconds of a processor", "milepost: processor"),
    Row("the same, most memory held, MB", "milepost: megabytes", 2_000, decimals=0),
    Row("the same again, nothing being new, s", "again: seconds"),
    Row("by hand, DuckDB's own median, s", "plain: seconds"),
    Row("the same, most memory held, MB", "plain: megabytes", decimals=0),
    Row("the same, seconds of a processor", "plain: processor"),
    Row("Milepost to that", "milepost to plain: seconds", 1.5),
    Row("the same, by seconds of a processor", "milepost to plain: processor"),
    Row("by hand, the median from counted values, s", "counted: seconds"),
    Row("the same, most memory held, MB", "counted: megabytes", decimals=0),
    Row("the same, seconds of a processor", "counted: processor"),
    Row("Milepost to that", "milepost to counted: seconds"),
    Row("the same, by seconds of a processor", "milepost to counted: processor"),
    Row("taken in before, checked and kept, all files, s", "taken in: seconds"),
    Row("the same, seconds of a processor", "taken in: processor"),
    Row("the same, most memory held, MB", "taken in: megabytes", decimals=0),
)


def turn(turns: Turns, office: Office, python: str) -> None:
    """One turn of everything; all must find the same."""
    office.forget()
    ours = office.evaluate(_YEAR)
    turns.took("milepost", ours)
    turns.took("again", office.evaluate(_YEAR))
    files = str(office.root / "extracts" / "rows" / "*" / "*.parquet")
    said = []
    for how in _BY_HAND:
        theirs = run(python, "-m", "benchmarks.traces_by_hand", how, files)
        turns.took(how, theirs)
        said.append(json.loads(theirs.printed))
    if said[0] != said[1]:
        raise click.ClickException("the two queries do not find the same.")
    agree(said[0], ours.printed)


def agree(theirs: Sequence[Sequence[str]], ours: str) -> None:
    """See to it that Milepost says the counts and sums of the year that were found by hand."""
    (year,) = (row for row in theirs if row[:2] == [_YEAR[2:], "None"])
    for number in (year[2], year[14], year[15].rstrip("0").rstrip("."), year[16]):
        if number not in ours.replace(",", ""):
            raise click.ClickException(f"Milepost does not say {number} of {_YEAR}.")


def delivered(turns: Turns, root: Path, rows: int) -> Office:
    """A workspace that took in so many records, in twenty quarters."""
    office = Office(root / "workspace")
    office.fresh()
    runs = office.receive("traces", "ATF", _FIRST, _QUARTERS, rows // _QUARTERS)
    turns.took("taken in", *runs)
    return office


@click.command()
@click.option("--rows", default=100 * _MILLION, show_default=True, help="How many records.")
@click.option("--repeats", default=3, show_default=True, help="How often each thing is run.")
@click.option("--name", default="traces", show_default=True, help="Of the file in results/.")
@click.option("--write", is_flag=True, help="Keep the figures in results/.")
def main(rows: int, repeats: int, name: str, *, write: bool) -> None:
    """Measure twelve measures and print the figures as a table."""
    stay_on_two_cores()
    turns = Turns()
    with tempfile.TemporaryDirectory() as temporary:
        office = delivered(turns, Path(temporary), rows)
        for _ in range(repeats):
            turn(turns, office, sys.executable)
        kept = (office.root / "extracts" / "rows").rglob("*.parquet")
        size = sum(path.stat().st_size for path in kept) / _MILLION
    for how in _BY_HAND:
        turns.held_against("milepost", how)
    said = f"{rows:,} records in {_QUARTERS} files of Parquet, {size:,.0f} MB."
    more: dict[str, Any] = {"records": rows}
    finish(name, turns, _ROWS, said, versions("duckdb", "narwhals"), write=write, more=more)


if __name__ == "__main__":
    main()
