"""Runs the benchmarks of extracts, one after the other, and writes docs/benchmarks.md.

``python -m benchmarks.all --others VENV [--full] [--sdg-build FOLDER --sdg-venv VENV]``. A bound
that is passed is said at the end, when all have been run. See docs/benchmarks.md.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import click

from benchmarks import page

# What fits two cores and half an hour, and what the bounds are of.
_SMALL: Final = {
    "counties": ("--rows", "2000000", "--few", "50000"),
    "traces": ("--rows", "20000000"),
    "national": ("--most", "10000000"),
    "growth": ("--rows", "100000"),
    "start_up": (),
}
_FULL: Final = {
    "counties": ("--rows", "10000000", "--few", "100000"),
    "traces": ("--rows", "100000000"),
    "national": ("--most", "100000000"),
    "growth": ("--rows", "250000"),
    "start_up": (),
}


@click.command()
@click.option("--others", type=click.Path(path_type=Path), required=True, help="Their venv.")
@click.option("--full", is_flag=True, help="At the sizes that the bounds are of.")
@click.option("--sdg-build", type=click.Path(path_type=Path), help="A folder of checkouts.")
@click.option("--sdg-venv", type=click.Path(path_type=Path), help="sdg-build's venv.")
def main(others: Path, *, full: bool, sdg_build: Path | None, sdg_venv: Path | None) -> None:
    """Run all, and write the page."""
    runs = {name: [*more, "--write"] for name, more in (_FULL if full else _SMALL).items()}
    runs["counties"] += ["--others", str(others)]
    if sdg_build and sdg_venv:
        runs["whole_job"] = [str(sdg_build), "--others", str(sdg_venv), "--write"]
    over = []
    for name, more in runs.items():
        click.echo(f"{name}:")
        command = [sys.executable, "-m", f"benchmarks.{name}", *more]
        if subprocess.run(command, check=False).returncode:  # noqa: S603  # our own
            over.append(name)
    page.main()
    if over:
        raise click.ClickException(f"a bound was passed, or it broke off: {', '.join(over)}.")


if __name__ == "__main__":
    main()
