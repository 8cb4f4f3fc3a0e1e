"""``milepost template``: write the form that an agency fills."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal

import click

from milepost.cli.options import (
    PeriodType,
    as_of_option,
    engine_options,
    fail,
    open_workspace,
    plan_as_of_option,
    problems_end_it,
    see_that_its_folder_is_there,
)
from milepost.periods import Period
from milepost.sources import did_you_mean
from milepost.submissions.template.form import Language, NothingToReportError
from milepost.workspace import Workspace


@click.command("template", short_help="Write the form that an agency fills for a period.")
@click.argument("agency")
@click.argument("period", type=PeriodType())
@click.option(
    "--format",
    "written_as",
    type=click.Choice(["xlsx", "csv"]),
    default="xlsx",
    show_default=True,
    help="A workbook, or a long table for those who script.",
)
@click.option(
    "--language",
    type=click.Choice(["en", "es"]),
    default="en",
    show_default=True,
    help="The language of its words; ids, codes and the way of writing numbers stay.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write it; else reports/forms/PERIOD/AGENCY.",
)
@click.option("--replace", "replace_it", is_flag=True, help="Write over a file that is there.")
@as_of_option
@plan_as_of_option
@engine_options
@click.pass_context
def command(  # noqa: PLR0913  # one for each option
    context: click.Context,
    agency: str,
    period: Period,
    written_as: Literal["xlsx", "csv"],
    language: Language,
    output: Path | None,
    as_of: dt.date,
    plan_as_of: dt.date | None,
    *,
    replace_it: bool,
) -> None:
    """Write the form that AGENCY fills for PERIOD.

    It knows the agency's measures, their last values and their targets. Send it out, and hand what
    comes back to: milepost submit FILE
    """
    workspace = open_workspace(context, plan_as_of or as_of)
    with problems_end_it():
        _see_that_there_is(agency, workspace)
        if output is not None:
            see_that_its_folder_is_there(output)
        try:
            path = workspace.template(
                agency, period, as_of, language, written_as, output, replace_it=replace_it
            )
        except NothingToReportError as error:
            fail(str(error))
        except FileExistsError as error:
            fail(
                f"{error.filename} is there already, and may hold what somebody filled in. "
                "Name another file with -o, or say --replace."
            )
    click.echo(f"wrote {path}")


def _see_that_there_is(agency: str, workspace: Workspace) -> None:
    """An agency that the plan does not know ends the command; a broken plan is said later."""
    plan = workspace.plan.plan
    if plan is not None and agency not in plan.agency_by_id:
        reporting = sorted({name for measure in plan.measures for name in measure.agencies})
        fail(
            f'No agency is called "{agency}".{did_you_mean(agency, list(plan.agency_by_id))} '
            f"Those that report: {', '.join(reporting)}."
        )
