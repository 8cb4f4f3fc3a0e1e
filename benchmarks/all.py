"""Runs the benchmarks of extracts, one after the other, and writes docs/benchmarks.md.

``python -m benchmarks.all --others VENV [--size full] [--sdg-build FOLDER --sdg-venv VENV]``. The
pages are written after each, so that what was measured is there should one break off. What broke
off, and which bounds were passed, is said at the end, when all have been run. See
docs/benchmarks.md.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import click

from benchmarks import page
from benchmarks.turns import BoundPassedError

# Tiny: whether everything runs, in a few minutes; it measures nothing but the start, and nothing is
# kept. Small: what fits two cores and a quarter of an hour. Full: what the bounds are of.
SIZES: Final = {
    "tiny": {
        "start-up": ("--repeats", "1"),
        "counties": ("--rows", "20000", "--few", "1000", "--repeats", "1"),
        "traces": ("--rows", "20000", "--repeats", "1"),
        "whole-job": ("--repeats", "1"),
        "growth": ("--rows", "500", "--repeats", "1"),
        "national-scale": ("--least", "2000", "--most", "20000"),
    },
    "small": {
        "start-up": (),
        "counties": ("--rows", "2000000", "--few", "50000"),
        "traces": ("--rows", "20000000"),
        "whole-job": (),
        "growth": ("--rows", "100000", "--repeats", "2"),
        "national-scale": ("--most", "10000000"),
    },
    "full": {
        "start-up": (),
        "counties": ("--rows", "10000000", "--few", "100000"),
        "traces": ("--rows", "100000000"),
        "whole-job": (),
        "growth": ("--rows", "250000"),
        "national-scale": ("--most", "100000000"),
    },
}
_MODULES: Final = {"start-up": "start_up", "whole-job": "whole_job", "national-scale": "national"}
_MINUTE: Final = 60


@click.command()
@click.option("--others", type=click.Path(path_type=Path), required=True, help="Their venv.")
@click.option("--size", type=click.Choice(list(SIZES)), default="small", show_default=True)
@click.option("--only", default="", help="Which, in which order; all where nothing is said.")
@click.option("--sdg-build", type=click.Path(path_type=Path), help="A folder of checkouts.")
@click.option("--sdg-venv", type=click.Path(path_type=Path), help="sdg-build's venv.")
def main(
    others: Path, size: str, only: str, *, sdg_build: Path | None, sdg_venv: Path | None
) -> None:
    """Run all, or those that are named, and write the pages."""
    options = {name: list(more) for name, more in SIZES[size].items()}
    chosen = only.replace(",", " ").split() or list(options)
    if unknown := [name for name in chosen if name not in options]:
        raise click.UsageError(f"{', '.join(unknown)}: there are {', '.join(options)}.")
    options["counties"] += ["--others", str(others)]
    if sdg_build and sdg_venv:
        options["whole-job"] += [str(sdg_build), "--others", str(sdg_venv)]
    elif "whole-job" in chosen:
        chosen.remove("whole-job")
        click.echo("whole-job is left out, for it needs a folder of sdg-build and a site.")
    over, broken = [], []
    for name in chosen:
        ended = _run(name, [*options[name], *(() if size == "tiny" else ("--write",))])
        if ended == BoundPassedError.exit_code:
            over.append(name)
        elif ended:
            broken.append(name)
        page.main()
    if broken:
        raise click.ClickException(f"broke off: {', '.join(broken)}.")
    if over:
        raise BoundPassedError(f"all were run; over a bound: {', '.join(over)}.")


def _run(name: str, options: list[str]) -> int:
    load = os.getloadavg()[0]
    click.echo(f"{name}, at a load of {load:.1f}:")
    begun = time.perf_counter()
    command = [sys.executable, "-m", f"benchmarks.{_MODULES.get(name, name)}", *options]
    ended = subprocess.run(command, check=False).returncode  # noqa: S603  # our own
    click.echo(f"{name} took {(time.perf_counter() - begun) / _MINUTE:.1f} minutes.\n")
    return ended


if __name__ == "__main__":
    main()
