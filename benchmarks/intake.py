"""How fast is a long table checked, beside what one would otherwise take?

``python -m benchmarks.intake --others VENV`` checks one table of 100,000 rows with Milepost,
frictionless and pandera, each as a fresh process, in turns, and then tables that grow. ``--write``
keeps the figures in results/intake.json and draws results/intake-growth.svg. See intake.md.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

import altair as alt
import click

from benchmarks.generated_table import AGENCY, Shape, write_plan, write_table
from benchmarks.intake_form import fill
from benchmarks.plan_bounds import Run
from benchmarks.plan_bounds import run as ended

_RESULTS: Final = Path(__file__).parent / "results"
_SHAPE: Final = Shape(measures=100, quarters=40, codes=24)
_OTHERS: Final = ("frictionless", "pandera")
_MEASURED: Final = ("whole seconds", "whole processor", "seconds", "processor", "megabytes")
# What grows, with the rows of the table and of the past; the rest stays as it is.
_ROWS: Final = [Shape(40, quarters, 24) for quarters in (10, 20, 40, 80, 160)]
_MEASURES: Final = [Shape(measures, 4, 9) for measures in (10, 50, 100, 500, 1_000)]
_YEARS: Final = (1, 5, 10, 15, 20)
_OF_A_FORM: Final = Shape(measures=200, quarters=1, codes=24)


def _turns(root: Path, others: Path, repeats: int, *, faulty: bool) -> dict[str, list[Any]]:
    """What each run took, by who ran and what was measured; the three take turns."""
    table, schema = root / f"table-{faulty}.csv", root / "schema.json"
    write_table(table, _SHAPE, faulty=faulty)
    schema.write_text(json.dumps(_schema()), encoding="utf-8")
    python = str(others / "bin" / "python")
    commands = {"milepost": (sys.executable, "-m", "benchmarks.intake_milepost", str(root))}
    commands |= {who: (python, "-m", f"benchmarks.intake_{who}", str(schema)) for who in _OTHERS}
    found: dict[str, list[Any]] = {}
    for _ in range(repeats):
        for who, command in commands.items():
            run = ended(*command, str(table))
            for name, value in _measured(run).items():
                found.setdefault(f"{who}: {name}", []).append(value)
    return found


def _measured(run: Run) -> dict[str, float]:
    printed = json.loads(run.printed)
    return {
        "whole seconds": run.seconds,
        "whole processor": run.processor,
        "seconds": printed["seconds"],
        "processor": printed["processor"],
        "microseconds a row": printed["processor"] * 1_000_000 / printed["rows"],
        "megabytes": run.megabytes,
        "problems": printed["problems"],
    }


def _schema() -> dict[str, Any]:
    """What of the plan the others can be told."""
    return {
        "agency": AGENCY,
        "measures": [f"measure-{n}" for n in range(_SHAPE.measures)],
        "period": r"FY\d{4}-Q[1-4]",
        "most": 10_000,
        "states": [f"S{n:02}" for n in range(_SHAPE.codes)],
    }


def _figures(runs: dict[str, list[Any]]) -> dict[str, dict[str, float]]:
    """Median, least and most of everything, and the ratios of what was run in the same turn."""
    ratios = {
        f"milepost to {who}: {what}": [
            ours / theirs
            for ours, theirs in zip(runs[f"milepost: {what}"], runs[f"{who}: {what}"], strict=True)
        ]
        for who in _OTHERS
        for what in _MEASURED
    }
    return {
        name: {"median": statistics.median(values), "least": min(values), "most": max(values)}
        for name, values in (runs | ratios).items()
    }


def _form(repeats: int) -> dict[str, Any]:
    """A filled form of some five thousand rows: how many, and what the whole of its intake took."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_plan(root, _OF_A_FORM)
        command = (sys.executable, "-m", "benchmarks.intake_form", str(root), str(fill(root)))
        runs = [ended(*command) for _ in range(repeats)]
    printed = [json.loads(run.printed) for run in runs]
    return {
        "rows": printed[0]["rows"],
        "taken": printed[0]["taken"],
        "seconds": [one["seconds"] for one in printed],
        "megabytes": [run.megabytes for run in runs],
    }


def _growth(repeats: int) -> list[dict[str, Any]]:
    """Seconds of a processor as rows, measures and years of history grow, the least of a few."""
    found = [_point("rows", shape.rows, shape, 0, repeats) for shape in _ROWS]
    found += [_point("measures", shape.measures, shape, 0, repeats) for shape in _MEASURES]
    shape = Shape(100, 4, 24)
    return found + [_point("years of history", n, shape, 4 * n, repeats) for n in _YEARS]


def _point(grows: str, size: int, shape: Shape, past: int, repeats: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_plan(root, shape)
        write_table(root / "table.csv", shape, since=past)
        command = [sys.executable, "-m", "benchmarks.intake_milepost", str(root)]
        command.append(str(root / "table.csv"))
        if past:
            write_table(root / "past.csv", Shape(shape.measures, past, shape.codes))
            command.append(str(root / "past.csv"))
        seconds = min(json.loads(ended(*command).printed)["processor"] for _ in range(repeats))
    return {"grows": grows, "size": size, "rows": shape.rows, "seconds": seconds}


def _of(points: list[dict[str, Any]], grows: str) -> list[dict[str, Any]]:
    return [point for point in points if point["grows"] == grows]


def _draw(points: list[dict[str, Any]], path: Path) -> None:
    """One panel for each thing that grows, with its own axes, from zero."""
    panels = [
        alt.Chart(alt.Data(values=_of(points, grows)), title=grows)  # type: ignore[no-untyped-call]
        .mark_line(point=True)
        .encode(
            alt.X("size:Q", title=grows),
            alt.Y("seconds:Q", title="seconds of a processor", scale=alt.Scale(zero=True)),
        )
        .properties(width=220, height=180)
        for grows in dict.fromkeys(p["grows"] for p in points)
    ]
    alt.hconcat(*panels).save(path)


@click.command()
@click.option("--others", type=click.Path(path_type=Path), required=True, help="Their venv.")
@click.option("--repeats", type=click.IntRange(1), default=5, show_default=True)
@click.option("--write", is_flag=True, help="Keep the figures in results/.")
def main(others: Path, repeats: int, *, write: bool) -> None:
    """Hold the intake against frictionless and pandera, and see how its cost grows."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_plan(root, _SHAPE)
        sound = _figures(_turns(root, others, repeats, faulty=False))
        faulty = _figures(_turns(root, others, repeats, faulty=True))
    form = _form(repeats)
    points = _growth(min(repeats, 3))
    kept = {"load": load, "sound": sound, "faulty": faulty, "form": form, "growth": points}
    click.echo(f"{_SHAPE.rows:,} rows; {repeats} runs of each; load before {load:.1f}")
    for what, figures in (("sound", sound), ("1 % faulty", faulty)):
        for name, f in figures.items():
            said = f"{f['median']:10.3f} {f['least']:10.3f} {f['most']:10.3f}"
            click.echo(f"{what:10} {name:42} {said}")
    seconds = [round(run, 3) for run in form["seconds"]]
    click.echo(f"a form of {form['rows']:,} rows, {form['taken']:,} taken, seconds: {seconds}")
    for point in points:
        click.echo(f"{point['grows']:20} {point['size']:8,} {point['seconds']:8.3f}")
    if write:
        text = json.dumps(kept, indent=2) + "\n"
        (_RESULTS / "intake.json").write_text(text, encoding="utf-8")
        _draw(points, _RESULTS / "intake-growth.svg")


if __name__ == "__main__":
    main()
