"""``milepost new``: a small workspace to begin with."""

from __future__ import annotations

import os
from pathlib import Path

import click

from milepost.cli.options import echo_problems, fail, problems_end_it
from milepost.workspace import Workspace


@click.command("new", short_help="Make a small workspace, with comments that teach.")
@click.argument("folder", metavar="DIR")
@click.option("--title", help="The title of the strategy; it can be changed later.")
def command(folder: str, title: str | None) -> None:
    """Make a small workspace in DIR: a plan, two measures and agencies' files, all made up.

    Every file says in comments what to change. DIR is a folder that is not there yet, or empty.
    """
    from milepost.plan import starter  # noqa: PLC0415  # as in evaluate

    title = starter.TITLE if title is None else title
    if amiss := starter.title_problem(title):
        raise click.BadParameter(f"{amiss} Give it another.", param_hint="--title")
    root, shown = Path(folder), os.fsencode(folder).decode("utf-8", "replace")
    _, problem = starter.lay_out(root, shown, title)
    if problem is not None:
        echo_problems((problem,), err=True)
        fail("No workspace was made.")
    with problems_end_it():
        Workspace(root).write_schemas(root / starter.SCHEMAS)
    click.echo(f"A workspace is in {shown}. Everything in it is made up: change it step by step.")
    click.echo(
        f"Begin with {Path(shown, 'README.md')}, or with: milepost --workspace {shown} check"
    )
