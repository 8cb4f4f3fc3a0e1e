"""``milepost export``: the plan in forms that others read."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Final, Literal

import click

from milepost.cli.options import fail, open_workspace, plan_as_of_option, problems_end_it, today

# Each form with the name of its file, in the workspace's folder of reports.
_FORMS: Final = {"xlsx": "measures.xlsx", "stratml-plan": "plan.stml"}


@click.command("export", short_help="Write the plan as a spreadsheet, or as StratML.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_FORMS)),
    default="xlsx",
    show_default=True,
    help="xlsx: the measures for review, a row each. stratml-plan: the plan as StratML Part 1.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; else one in the folder of reports.",
)
@plan_as_of_option
@click.pass_context
def command(
    context: click.Context,
    form: Literal["xlsx", "stratml-plan"],
    output: Path | None,
    plan_as_of: dt.date | None,
) -> None:
    """Write the plan for those who will not open YAML, or for other systems.

    The spreadsheet has a row for each measure. Mark your changes in it and bring them back with
    `milepost import`. The same plan and day give the same bytes.
    """
    workspace = open_workspace(context, plan_as_of or today())
    with problems_end_it():
        content = workspace.export(form)
        stem, dot, ending = _FORMS[form].partition(".")
        # A workspace that was made up may share its folder of reports with a real one.
        made_up = "-illustrative" if workspace.settings.illustrative else ""
        folder = Path(os.path.normpath(workspace.root / workspace.settings.reports))
        path = output or folder / f"{stem}{made_up}{dot}{ending}"
        if output is None:
            path.parent.mkdir(parents=True, exist_ok=True)
        elif not path.parent.is_dir():
            fail(f"{path.parent}: there is no such folder.")
        path.write_bytes(content)
    click.echo(f"wrote {path}")
