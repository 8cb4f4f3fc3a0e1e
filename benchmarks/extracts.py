"""Makes lifelike extracts of any size, the same each time, of firearms, cases and counties.

    python -m benchmarks.extracts traces --rows 300 --period FY2009-Q1 --format csv -o FOLDER
    python -m benchmarks.extracts traces --rows 5000000 --period FY2004-Q1 --periods 20 -o FOLDER

The kinds are traces (ATF), seizures (CBP), cases-atf, cases-ice and counties; ``--rows`` is of each
file, one a period. Everything in them is made up, and says so: keys begin with SYN and files with
SYNTHETIC. What share of rows has which value is what GAO-09-709 printed; see extract_rows.py.
``extracts-plan/`` holds a plan that declares them.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, Literal

import click
import duckdb

from benchmarks.extract_rows import A_QUARTER_OF_COUNTIES, KINDS, Stretch
from benchmarks.spread import MOST_ROWS
from milepost.periods import Calendar, parse_period

_CORES: Final = 2
_OCTOBER: Final = 10
_WRITTEN: Final = {"csv": "FORMAT csv, HEADER", "parquet": "FORMAT parquet"}


def write(  # noqa: PLR0913  # each may be wanted otherwise
    kind: str,
    folder: Path,
    rows: int,
    period: str,
    periods: int = 1,
    form: Literal["csv", "parquet"] = "parquet",
    seed: int = 709,
) -> list[Path]:
    """Make one file a period.

    Args:
        kind: one of the kinds.
        folder: where they go; it is made.
        rows: how many rows each has.
        period: the first, such as FY2009-Q1 or FY2008.
        periods: how many of them, each after the other.
        form: how they are written.
        seed: other seeds make other rows with the same shares.

    Returns:
        The files, in order of period.
    """
    folder.mkdir(parents=True, exist_ok=True)
    calendar, first = Calendar(_OCTOBER), parse_period(period)
    made: list[tuple[Path, str]] = []
    for at in (first.step(n) for n in range(periods)):
        of = Stretch(str(at), calendar.start(at), calendar.days(at), rows, f"{seed}/{kind}")
        path = folder / f"SYNTHETIC-{kind}-{at}.{form}"
        made.append((path, _query(KINDS[kind](of), rows, path, form)))
    with ThreadPoolExecutor(_CORES) as pool:
        list(pool.map(_run, (query for _, query in made)))
    return [path for path, _ in made]


def _query(select: str, rows: int, path: Path, form: str) -> str:
    target = str(path).replace("'", "''")
    return (
        f"COPY (WITH rows AS (SELECT range AS i FROM range({rows})) {select}) "  # noqa: S608  # ours
        f"TO '{target}' ({_WRITTEN[form]})"
    )


def _run(query: str) -> None:
    """On one thread each, so that a file has the same bytes each time."""
    with duckdb.connect(config={"threads": "1"}) as engine:
        engine.execute(query)


@click.command()
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.option("--rows", type=click.IntRange(1, MOST_ROWS), required=True, help="Of each file.")
@click.option("--period", required=True, help="The first, such as FY2009-Q1.")
@click.option("--periods", type=click.IntRange(1), default=1, show_default=True)
@click.option("--format", "form", type=click.Choice(list(_WRITTEN)), default="csv")
@click.option("--seed", default=709, show_default=True, help="Another one makes other rows.")
@click.option("-o", "folder", type=click.Path(path_type=Path), required=True, help="A folder.")
def main(  # noqa: PLR0913  # as many as there are options
    kind: str, rows: int, period: str, periods: int, form: Literal["csv", "parquet"], seed: int,
    folder: Path,
) -> None:  # fmt: skip
    """Make extracts of one kind."""
    if kind == "counties" and rows > A_QUARTER_OF_COUNTIES:
        raise click.ClickException(
            f"a quarter has {A_QUARTER_OF_COUNTIES:,} rows of counties: make more --periods."
        )
    for path in write(kind, folder, rows, period, periods, form, seed):
        click.echo(path)


if __name__ == "__main__":
    main()
