"""How long is it from a CSV of county rows to ratings, beside DuckDB, pandas and Polars?

``python -m benchmarks.counties --others VENV`` makes four quarters of rows, 10 million in all, and
takes them in and rates the year with Milepost; the others make the same sums of the same files and
no more. All must find the same. Then frictionless checks fewer of the same rows. ``--write`` keeps
the figures in results/counties.json.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click

from benchmarks.extract_rows import A_QUARTER_OF_COUNTIES
from benchmarks.extracts import write as made
from benchmarks.offices import Office
from benchmarks.plan_bounds import run
from benchmarks.turns import Row, Turns, finish, stay_on_two_cores, versions

YEAR: Final = "FY2008"
_QUARTERS: Final = 4
_OTHERS: Final = ("duckdb", "pandas", "polars")
_MILLION: Final = 1_000_000

_ROWS: Final = (
    Row("Milepost: taken in, checked, kept and rated, s", "milepost: seconds"),
    Row("of these, taken in, checked and kept, s", "taken in: seconds"),
    Row("and reduced and rated, s", "rated: seconds"),
    Row("all of it, seconds of a processor", "milepost: processor"),
    Row("Milepost, most memory held, MB", "milepost: megabytes", decimals=0),
    *(
        row
        for who in _OTHERS
        for row in (
            Row(f"{who}: reduced, s", f"{who}: seconds"),
            Row("the same, seconds of a processor", f"{who}: processor"),
            Row(f"{who}, most memory held, MB", f"{who}: megabytes", decimals=0),
            Row(
                f"Milepost to {who}",
                f"milepost to {who}: seconds",
                2 if who == "duckdb" else None,
            ),
            Row("the same, by seconds of a processor", f"milepost to {who}: processor"),
        )
    ),
    Row("Milepost, taking in, microseconds a row", "taken in: each"),
    Row("frictionless, checking, microseconds a row", "frictionless: each"),
    Row("frictionless to Milepost, a row", "frictionless to taken in: each", 10, "at least"),
    Row("the same, by seconds of a processor", "frictionless to taken in: each, processor"),
)


def turn(turns: Turns, office: Office, folder: Path, python: str) -> None:
    """One turn of everything; all must find the same."""
    office.fresh()
    taken = office.submit("counties", "CBP", YEAR, folder)
    rated = office.evaluate(YEAR)
    turns.took("taken in", taken)
    turns.took("rated", rated)
    turns.took("milepost", taken, rated)
    said = set()
    for who in _OTHERS:
        other = run(python, "-m", "benchmarks.counties_by", who, str(folder))
        turns.took(who, other)
        said.add(other.printed)
    if len(said) > 1:
        raise click.ClickException(f"they do not agree: {said}")
    agree(json.loads(said.pop()), rated.printed)


def agree(theirs: Sequence[Sequence[Any]], ours: str) -> None:
    """See to it that the year's sums of the others are among what Milepost says."""
    deaths, seizures, thousandths = (sum(row[n] for row in theirs) for n in (1, 2, 3))
    for number in (str(deaths), str(seizures), f"{thousandths / 1000:.3f}".rstrip("0").rstrip(".")):
        if number not in ours.replace(",", ""):
            raise click.ClickException(f"Milepost does not say {number}.")


def frictionless(turns: Turns, folder: Path, python: str, rows: int) -> None:
    """Fewer rows, for it takes them one by one; without the start of Python on either side."""
    checked = run(python, "-m", "benchmarks.counties_by", "frictionless", str(folder))
    started = run(python, "-c", "import frictionless")
    for name, took in (
        ("frictionless: each", checked.seconds - started.seconds),
        ("frictionless: each, processor", checked.processor - started.processor),
    ):
        turns.keep(name, took * _MILLION / rows)


def each(turns: Turns, rows: int) -> None:
    """Of both, what a row takes, and how they compare."""
    for what, of in (("each", "seconds"), ("each, processor", "processor")):
        ours = [took * _MILLION / rows for took in turns.runs[f"taken in: {of}"]]
        turns.runs[f"taken in: {what}"] = ours
        turns.runs[f"frictionless to taken in: {what}"] = [
            theirs / our
            for theirs, our in zip(turns.runs[f"frictionless: {what}"], ours, strict=True)
        ]


@click.command()
@click.option("--rows", default=10_000_000, show_default=True, help="How many, of four quarters.")
@click.option("--few", default=100_000, show_default=True, help="How many frictionless is given.")
@click.option("--others", type=click.Path(path_type=Path), required=True, help="Their venv.")
@click.option("--repeats", default=3, show_default=True, help="How often each thing is run.")
@click.option("--write", is_flag=True, help="Keep the figures in results/.")
def main(rows: int, few: int, others: Path, repeats: int, *, write: bool) -> None:
    """Measure the way from rows to ratings and print the figures as a table."""
    stay_on_two_cores()
    if rows > _QUARTERS * A_QUARTER_OF_COUNTIES:
        raise click.ClickException(f"at most {_QUARTERS * A_QUARTER_OF_COUNTIES:,} rows.")
    turns, python = Turns(), str(others / "bin" / "python")
    with tempfile.TemporaryDirectory() as temporary:
        many, some = Path(temporary, "many"), Path(temporary, "some")
        made("counties", many, rows // _QUARTERS, f"{YEAR}-Q1", _QUARTERS, "csv")
        made("counties", some, few, f"{YEAR}-Q1", 1, "csv")
        office = Office(Path(temporary, "workspace"))
        for _ in range(repeats):
            turn(turns, office, many, python)
            frictionless(turns, some, python, few)
        size = sum(path.stat().st_size for path in many.iterdir()) / _MILLION
    for who in _OTHERS:
        turns.held_against("milepost", who)
    each(turns, rows)
    said = f"{rows:,} rows in four files of CSV, {size:,.0f} MB; frictionless {few:,} of them."
    used = versions("duckdb", "narwhals")
    used |= json.loads(run(python, "-m", "benchmarks.versions", "pandas", "polars").printed)
    finish("counties", turns, _ROWS, said, used, write=write)


if __name__ == "__main__":
    main()
