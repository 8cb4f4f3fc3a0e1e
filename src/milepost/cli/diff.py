"""``milepost diff``: what changed between two plans, moved goalposts first."""

from __future__ import annotations

import datetime as dt

import click

from milepost.cli.options import (
    PeriodType,
    as_of_option,
    echo_problems,
    fail,
    format_option,
    open_workspace,
    problems_end_it,
)
from milepost.periods import Period
from milepost.plan.revisions import NotFoundError
from milepost.workspace import PlanHasErrorsError


@click.command("diff", short_help="Compare two plans: moved goalposts, with both ratings.")
@click.argument("old", default="git:HEAD", metavar="[OLD")
@click.argument("new", required=False, metavar="[NEW]]")
@click.option(
    "--period",
    type=PeriodType(),
    help="The period for which both plans are rated; else the latest fiscal year that ended.",
)
@as_of_option
@format_option("text", "json")
@click.pass_context
def command(  # noqa: PLR0913  # the options of one command
    context: click.Context,
    old: str,
    new: str | None,
    period: Period | None,
    as_of: dt.date,
    form: str,
) -> None:
    """Compare two plans: what was added, dropped, moved, renamed or changed.

    OLD and NEW are each a folder (another workspace), a date (the plan as it then held), or a git
    revision such as HEAD~1 (of the same folder; main:other/folder for another). To say which is
    meant, put dir:, date: or git: before it. Without NEW it is the workspace as it is now; without
    OLD, the last commit.

    Lowered targets come first. Whatever can change a rating is shown with its reason, and with the
    ratings that both plans give on the same figures.
    """
    # The drawing rooms are imported by the commands that draw.
    from milepost.scorecard.changes import as_json  # noqa: PLC0415
    from milepost.scorecard.changes_as_text import as_text  # noqa: PLC0415

    workspace = open_workspace(context, as_of)
    with problems_end_it():
        try:
            comparison = workspace.diff(old, new, as_of, period)
        except NotFoundError as error:
            echo_problems((error.problem,), err=True)
            fail("Nothing was compared.")
        except PlanHasErrorsError as error:
            echo_problems(error.problems, err=True)
            fail("A plan that has errors cannot be compared.")
        click.echo(as_json(comparison) if form == "json" else as_text(comparison), nl=False)
