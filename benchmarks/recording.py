"""Is a reading of 100,000 observations recorded within twice the time of a bare executemany?

``python -m benchmarks.recording`` records the same rows both ways, in turn, each time in a fresh
process and a fresh file: as Milepost does, with texts made of values, the hash of every row, the
link of the chain and the triggers; and with nothing but ``executemany`` of ready texts into the
same tables without triggers, in the same journal mode. ``--write`` keeps the figures in
results/recording.json and in recording.md. It ends with 1 where the bound is passed.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import click
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from benchmarks.plan_bounds import machine, run
from milepost.intervals import Statement
from milepost.ledger import rows, tables
from milepost.ledger.store import Ledger
from milepost.periods import parse_period
from milepost.sources import Place
from milepost.submissions.model import Observation, Reading

_HERE: Final = Path(__file__).parent
_RESULTS: Final = _HERE / "results" / "recording.json"
_PAGE: Final = _HERE / "recording.md"
_BEGIN: Final = "<!-- recording: begin -->\n"
_END: Final = "<!-- recording: end -->\n"
MOST_TIMES: Final = 2
_RATIO: Final = "ratio"
_DAY: Final = dt.date(2009, 1, 15)
# As the ledger sets up its own file.
_PRAGMAS: Final = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")


def observed(count: int) -> tuple[Observation, ...]:
    """Observations as a long table states them: 50 measures by port, one in twenty absent."""
    period = parse_period("FY2009-Q1")
    return tuple(_observation(n, period) for n in range(count))


def _observation(n: int, period: Any) -> Observation:  # noqa: ANN401  # any kind of period
    absent = n % 20 == 0
    place = Place("FY2009-Q1/CBP.csv", n + 2)
    return Observation(
        "CBP",
        f"measure-{n % 50}",
        period,
        None if absent else Statement("exact", Decimal(n * 7 % 10_000)),
        Decimal(10_000) if n % 3 == 0 else None,
        "not available" if absent else None,
        (("port", f"P{n // 50}"),),
        "case management system",
        "see the letter of the port" if absent else "",
        place,
        Place(place.file, place.line, cell=f"D{n + 2}"),
    )


def milepost(path: Path, found: tuple[Observation, ...]) -> float:
    """Seconds in which Milepost records a reading."""
    ledger = Ledger(f"sqlite:///{path}")
    number = ledger.receive(b"a long table", "CBP.csv", "CBP", None, _DAY)[0].number
    reading = Reading(found, (), (), len(found))
    start = time.perf_counter()
    ledger.add_reading(number, "plan", reading)
    seconds = time.perf_counter() - start
    ledger.close()
    return seconds


def bare(path: Path, found: tuple[Observation, ...]) -> float:
    """Seconds in which SQLite takes the same rows, as texts that are ready."""
    ready = [(1, n, *rows.observation_values(o)) for n, o in enumerate(found, start=1)]
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        for table in tables.metadata.sorted_tables:
            connection.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))
            for index in table.indexes:
                connection.execute(str(CreateIndex(index).compile(dialect=sqlite.dialect())))
        connection.execute("INSERT INTO submissions VALUES (1, '', '', 1, '', '', '', 1, '')")
        connection.execute("INSERT INTO readings VALUES (1, 1, 'plan', 'accepted', 1, '[]', '')")
        marks = ", ".join("?" for _ in tables.observations.columns)
        start = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(f"INSERT INTO observations VALUES ({marks})", ready)  # noqa: S608
        connection.execute("COMMIT")
        return time.perf_counter() - start


_WAYS: Final[dict[str, Callable[[Path, tuple[Observation, ...]], float]]] = {
    "milepost": milepost,
    "bare": bare,
}


def once(way: str, count: int) -> float:
    """Seconds of one way, in this process, with a file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        return _WAYS[way](Path(folder, "ledger.sqlite"), observed(count))


def figures(runs: dict[str, list[float]]) -> dict[str, dict[str, float]]:
    """Median, least and most of each way, and of the ratio of the two of one turn."""
    ratios = [a / b for a, b in zip(runs["milepost"], runs["bare"], strict=True)]
    return {
        name: {"median": statistics.median(values), "least": min(values), "most": max(values)}
        for name, values in (runs | {_RATIO: ratios}).items()
    }


def table(result: dict[str, Any]) -> str:
    """The figures as a table of Markdown, with what they were measured on."""
    on = result["machine"]
    lines = [
        (
            f"{result['observations']:,} observations, {result['repeats']} turns. "
            f"{on['processor']}, {on['cores']} cores, {on['system']}, Python {on['python']}, "
            f"SQLite {sqlite3.sqlite_version}. Load of the machine before the first turn: "
            f"{on['load']:.1f}."
        ),
        "",
        "| | median | least | most | bound |",
        "|---|---:|---:|---:|---:|",
    ]
    for title, name in (
        ("Milepost, the reading with its chain, s", "milepost"),
        ("bare `executemany`, s", "bare"),
        ("Milepost to bare", _RATIO),
    ):
        cells = [f"{value:.2f}" for value in result["figures"][name].values()]
        lines.append(f"| {title} | {' | '.join(cells)} | {MOST_TIMES if name == _RATIO else ''} |")
    return "\n".join([*lines, ""])


def keep(result: dict[str, Any]) -> None:
    """Write the figures beside this file."""
    _RESULTS.parent.mkdir(exist_ok=True)
    _RESULTS.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    before, _, rest = _PAGE.read_text(encoding="utf-8").partition(_BEGIN)
    after = rest.partition(_END)[2]
    _PAGE.write_text(f"{before}{_BEGIN}\n{table(result)}\n{_END}{after}", encoding="utf-8")


@click.command()
@click.option("--observations", default=100_000, show_default=True, help="How many there are.")
@click.option("--repeats", default=5, show_default=True, help="How often each way is taken.")
@click.option("--once", "way", type=click.Choice(list(_WAYS)), help="One way once: its seconds.")
@click.option("--write/--no-write", default=False, help="Keep the figures in this folder.")
def main(observations: int, repeats: int, way: str | None, *, write: bool) -> None:
    """Hold recording against a bare executemany and print both as a table."""
    if way is not None:
        click.echo(json.dumps(once(way, observations)))
        return
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    on = machine()  # before the runs are a load themselves
    command = (sys.executable, "-m", "benchmarks.recording", "--observations", str(observations))
    runs: dict[str, list[float]] = {way: [] for way in _WAYS}
    for _ in range(repeats):
        for name, held in runs.items():
            held.append(json.loads(run(*command, "--once", name).printed))
    result: dict[str, Any] = {
        "observations": observations,
        "machine": on,
        "repeats": repeats,
        "bounds": {_RATIO: MOST_TIMES},
        "figures": figures(runs),
        "runs": runs,
    }
    click.echo(table(result))
    if write:
        keep(result)
    if result["figures"][_RATIO]["most"] > MOST_TIMES:
        raise click.ClickException(f"over its bound: {_RATIO}.")


if __name__ == "__main__":
    main()
