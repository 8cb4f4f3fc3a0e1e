"""How long does a scorecard take in all its forms, cold, and a page of 500 measures?

``python -m benchmarks.forms`` records the example and a generated workspace of 500 measures, each
with a target and four quarters from up to three agencies, then draws their scorecards, each time in
a fresh process, the start of Python included. ``--write`` keeps the figures in results/forms.json.
It ends with 1 where a bound is passed: the example in all forms under 10 s, as a page alone under
4 s; 500 measures as a page under 20 s and 15 MB.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

import click

from benchmarks.generated import write_workspace
from benchmarks.plan_bounds import machine, run
from milepost.workspace import Workspace

_HERE: Final = Path(__file__).parent
_RESULTS: Final = _HERE / "results" / "forms.json"
_MILEPOST: Final = str(Path(sys.executable).parent / "milepost")
_EXAMPLE: Final = "examples/fy2009"
_MEASURES: Final = 500
_MILLION: Final = 1_000_000
_QUARTERS: Final = tuple(f"FY2009-Q{n}" for n in (1, 2, 3, 4))
_HANDED_IN: Final = (
    ("2009-01-15", "FY2009-Q1/*"),
    ("2009-04-15", "FY2009-Q2/*"),
    ("2009-07-15", "FY2009-Q3/???.*"),
    ("2009-07-22", "FY2009-Q3/ATF-revised.csv"),
    ("2009-10-15", "FY2009-Q4/*"),
)
_MOST: Final[dict[str, float]] = {
    "the example, all forms: seconds": 10,
    "the example, a page: seconds": 4,
    f"{_MEASURES} measures, a page: seconds": 20,
    f"{_MEASURES} measures, a page: megabytes written": 15,
}


def example(root: Path) -> Path:
    """The example with its ledger, in a folder of its own."""
    for folder in ("strategy", "measures", "examples"):
        shutil.copytree(_HERE.parent / folder, root / folder, ignore=_without_ledgers)
    with Workspace(root / _EXAMPLE) as workspace:
        for day, pattern in _HANDED_IN:
            files = sorted((root / _EXAMPLE / "submissions").glob(pattern))
            for _ in workspace.submit([str(f) for f in files], dt.date.fromisoformat(day)):
                pass
    return root / _EXAMPLE


def _without_ledgers(_: str, names: list[str]) -> set[str]:
    return {name for name in names if name.startswith("ledger.sqlite")}


def generated(root: Path) -> Path:
    """A workspace of many measures, each reported by its agencies for four quarters."""
    write_workspace(root, _MEASURES, targets=1)
    with Workspace(root) as workspace:
        plan = workspace.plan.plan
        if plan is None:
            raise click.ClickException("the generated plan has errors.")
        for at, quarter in enumerate(_QUARTERS):
            files = []
            for agency in plan.agencies:
                own = [m.id for m in plan.measures if agency.id in m.agencies]
                lines = [
                    f"{agency.id},{measure},{quarter},{1 + (n + at) % 9},,exact,,,"
                    for n, measure in enumerate(own)
                ]
                path = root / quarter / f"{agency.id}.csv"
                path.parent.mkdir(exist_ok=True)
                head = "agency,measure,period,value,of,bound,absence,source,note"
                path.write_text("\n".join([head, *lines, ""]), encoding="utf-8")
                files.append(str(path))
            for _ in workspace.submit(files, dt.date(2009, 10, 15)):
                pass
    return root


def once(runs: dict[str, list[float]], folders: dict[str, Path]) -> None:
    """One turn of everything."""
    for name, root in folders.items():
        for form, options in (("all forms", ()), ("a page", ("--form", "html"))):
            what = f"{name}, {form}"
            drawn = run(
                _MILEPOST, "--workspace", str(root), "scorecard", "FY2009", "--as-of", "2009-10-31",
                *options,
            )  # fmt: skip
            runs.setdefault(f"{what}: seconds", []).append(drawn.seconds)
            runs.setdefault(f"{what}: megabytes", []).append(drawn.megabytes)
            lines = [line.removeprefix("wrote ") for line in drawn.printed.splitlines()]
            page = next(Path(line) for line in lines if line.endswith("scorecard.html"))
            written = page.stat().st_size / _MILLION
            runs.setdefault(f"{what}: megabytes written", []).append(written)


def figures(runs: dict[str, list[float]]) -> dict[str, dict[str, float]]:
    """Median, least and most of everything."""
    return {
        name: {"median": statistics.median(values), "least": min(values), "most": max(values)}
        for name, values in runs.items()
    }


@click.command()
@click.option("--repeats", default=5, show_default=True, help="How often each thing is run.")
@click.option("--write/--no-write", default=False, help="Keep the figures in results/.")
def main(repeats: int, *, write: bool) -> None:
    """Draw scorecards, and print what that took."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    on = machine()  # before the runs are a load themselves
    runs: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as made:
        folders = {
            "the example": example(Path(made) / "example"),
            f"{_MEASURES} measures": generated(Path(made) / "generated"),
        }
        for _ in range(repeats):
            once(runs, folders)
    result: dict[str, Any] = {"machine": on, "repeats": repeats, "figures": figures(runs)}
    for name, row in result["figures"].items():
        bound = f", bound {_MOST[name]:g}" if name in _MOST else ""
        click.echo(f"{name}: {row['median']:.2f} (to {row['most']:.2f}{bound})")
    if write:
        _RESULTS.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    if amiss := [n for n, most in _MOST.items() if result["figures"][n]["most"] >= most]:
        raise click.ClickException(f"over its bound: {', '.join(amiss)}.")


if __name__ == "__main__":
    main()
