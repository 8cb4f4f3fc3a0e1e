"""``milepost export``: the plan, or what was received, in forms that others read."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Final, Literal

import click

from milepost.cli.options import (
    PeriodType,
    as_of_option,
    engine_options,
    open_workspace,
    plan_as_of_option,
    problems_end_it,
    see_that_its_folder_is_there,
)
from milepost.periods import Period
from milepost.workspace import Workspace

# Each form with the name of its file, in the workspace's folder of reports.
_FORMS: Final = {"xlsx": "measures.xlsx", "stratml-plan": "plan.stml"}
_REPORT: Final = "stratml-report"


@click.command("export", short_help="Write the plan, or the whole ledger, for others to read.")
@click.argument("period", type=PeriodType(), required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice([*_FORMS, _REPORT]),
    default="xlsx",
    show_default=True,
    help="xlsx: the measures for review, a row each. stratml-plan: the plan as StratML Part 1. "
    "stratml-report: the scorecard of PERIOD as StratML Part 2.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; else one in the folder of reports.",
)
@click.option(
    "--ledger",
    "open_files",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Instead: the whole ledger as open files, into a new folder.",
)
@click.option(
    "--parquet",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Instead: what agencies reported, as a Parquet file.",
)
@as_of_option
@plan_as_of_option
@engine_options
@click.pass_context
def command(  # noqa: PLR0913  # an option each, as click hands them over
    context: click.Context,
    period: Period | None,
    form: Literal["xlsx", "stratml-plan", "stratml-report"],
    output: Path | None,
    open_files: Path | None,
    parquet: Path | None,
    as_of: dt.date,
    plan_as_of: dt.date | None,
) -> None:
    """Write the plan for those who will not open YAML, or for other systems.

    The spreadsheet has a row for each measure. Mark your changes in it and bring them back with
    `milepost import`. The same plan and day give the same bytes. The report of a PERIOD in StratML
    has every target and figure that is in its scorecard; `milepost import` reads it back too.

    With --ledger: everything that was ever received, as CSV, JSON and the files as they came.
    `milepost import --ledger` makes a ledger of them again. With --parquet: the figures in force
    by --as-of, and those they replaced; a file that holds just that already is left as it is.
    """
    if sum(1 for named in (output, open_files, parquet) if named is not None) > 1:
        raise click.UsageError("Name one of --output, --ledger and --parquet.")
    is_report = form == "stratml-report" and open_files is None and parquet is None
    if is_report != (period is not None):
        raise click.UsageError(
            "Name the period of the report: milepost export --format stratml-report FY2009."
            if is_report
            else "A period is asked for by --format stratml-report alone."
        )
    must_be: Final = "there" if open_files else "there if named"
    workspace = open_workspace(context, plan_as_of or as_of, must_be)
    with problems_end_it():
        if open_files is not None:
            _write_ledger(workspace, open_files)
        elif parquet is not None:
            see_that_its_folder_is_there(parquet)
            is_new = workspace.export_observations(parquet, as_of)
            click.echo(f"wrote {parquet}" if is_new else f"{parquet} is up to date")
            _say_what_was_destroyed(workspace)
        elif period is not None:
            report = workspace.export_report(period, as_of)
            _write(workspace, f"report-{period}.stml", output, report)
        elif form != "stratml-report":
            _write(workspace, _FORMS[form], output, workspace.export(form))


def _write(workspace: Workspace, name: str, output: Path | None, content: bytes) -> None:
    """Write a file where it is asked for, else among the reports."""
    stem, dot, ending = name.rpartition(".")
    # A workspace that was made up may share its folder of reports with a real one.
    made_up = "-illustrative" if workspace.settings.illustrative else ""
    folder = Path(os.path.normpath(workspace.root / workspace.settings.reports))
    path = output or folder / f"{stem}{made_up}{dot}{ending}"
    if output is None:
        path.parent.mkdir(parents=True, exist_ok=True)
    else:
        see_that_its_folder_is_there(path)
    path.write_bytes(content)
    click.echo(f"wrote {path}")


def _write_ledger(workspace: Workspace, folder: Path) -> None:
    written = workspace.export_ledger(folder)
    click.echo(f"wrote {len(written)} files into {folder}")
    _say_what_was_destroyed(workspace)
    click.echo(f"ledger head {workspace.ledger.head()}")


def _say_what_was_destroyed(workspace: Workspace) -> None:
    for submission in workspace.ledger.submissions():
        if submission.destroyed is not None:
            said = submission.destroyed.in_words
            click.echo(f"submission {submission.number} ({submission.name}): {said}.")
