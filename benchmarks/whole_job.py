"""The whole job, plan and data to a page and JSON, beside sdg-build on the same indicators.

``python -m benchmarks.whole_job FOLDER --others VENV``. FOLDER holds checkouts of ``sdg-build``,
``sdg-translations``, ``yamlmd`` and, as ``site``, of a site's data; VENV an environment that has
what sdg-build needs (sdg-build-requirements.txt). The site is turned into a workspace once
(open_sdg.py), which is not timed. Then, in turn: Milepost checks the plan, takes in the table and
writes the scorecard of a year as HTML and JSON; sdg-build builds the site's data. ``--write`` keeps
the figures in results/whole-job.json.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Final

import click

from benchmarks.offices import MILEPOST
from benchmarks.open_sdg import AGENCY, Converted, convert
from benchmarks.plan_bounds import run
from benchmarks.turns import Row, Turns, finish, stay_on_two_cores, versions

_RECEIVED: Final = "2024-10-15"
_STEPS: Final = ("check", "submit", "scorecard")
_ROWS: Final = (
    Row("Milepost: the whole job, s", "milepost: seconds"),
    *(Row(f"of these, `milepost {step}`, s", f"{step}: seconds") for step in _STEPS),
    Row("all of it, seconds of a processor", "milepost: processor"),
    Row("Milepost, most memory held, MB", "milepost: megabytes", decimals=0),
    Row("sdg-build: the whole job, s", "sdg-build: seconds"),
    Row("the same, seconds of a processor", "sdg-build: processor"),
    Row("sdg-build, most memory held, MB", "sdg-build: megabytes", decimals=0),
    Row("sdg-build to Milepost", "sdg-build to milepost: seconds", 20, "at least"),
    Row("the same, by seconds of a processor", "sdg-build to milepost: processor"),
    Row("files written by Milepost", "milepost: files", decimals=0),
    Row("files written by sdg-build", "sdg-build: files", decimals=0),
)


def turn(turns: Turns, workspace: Path, checkouts: Path, site: Path, python: str) -> None:
    """Each does the whole job once, from nothing."""
    for path in (workspace / "ledger.sqlite", workspace / "reports", site / "_site"):
        shutil.rmtree(path, ignore_errors=True)
    for path in workspace.glob("ledger.sqlite*"):
        path.unlink()
    here = (MILEPOST, "--workspace", str(workspace))
    commands = {
        "check": (*here, "check"),
        "submit": (
            *(*here, "submit", str(workspace / "figures.csv"), "--agency", AGENCY),
            *("--period", "CY2023", "--received-on", _RECEIVED),
        ),
        "scorecard": (
            *(*here, "scorecard", "CY2022", "--as-of", _RECEIVED),
            *("--form", "html", "--form", "json"),
        ),
    }
    runs = {step: run(*command) for step, command in commands.items()}
    for step, ended in runs.items():
        turns.took(step, ended)
    turns.took("milepost", *runs.values())
    turns.keep("milepost: files", _files(workspace / "reports"))
    turns.took(
        "sdg-build",
        run(python, "-W", "ignore", "-m", "benchmarks.whole_job_sdg", str(checkouts), str(site)),
    )
    turns.keep("sdg-build: files", _files(site / "_site"))


def _files(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--others", type=click.Path(path_type=Path), required=True, help="Their venv.")
@click.option("--repeats", default=3, show_default=True, help="How often each thing is run.")
@click.option("--write", is_flag=True, help="Keep the figures in results/.")
def main(folder: Path, others: Path, repeats: int, *, write: bool) -> None:
    """Measure the whole job and print the figures as a table."""
    stay_on_two_cores()
    turns = Turns()
    with tempfile.TemporaryDirectory() as temporary:
        site, workspace = Path(temporary, "site"), Path(temporary, "workspace")
        shutil.copytree(folder / "site", site, ignore=shutil.ignore_patterns("_site", ".git"))
        taken = convert(site, workspace)
        for _ in range(repeats):
            turn(turns, workspace, folder, site, str(others / "bin" / "python"))
    turns.held_against("sdg-build", "milepost")
    finish("whole-job", turns, _ROWS, said(taken), versions("Jinja2", "altair"), write=write)


def said(taken: Converted) -> str:
    """What it was run on."""
    out = ", ".join(f"{many} {why}" for why, many in sorted(taken.left_out.items()))
    return f"{len(taken.uses)} indicators, {len(taken.rows):,} rows (left out: {out})."


if __name__ == "__main__":
    main()
