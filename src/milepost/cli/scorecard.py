"""``milepost scorecard``: write the document."""

from __future__ import annotations

import datetime as dt

import click

from milepost.cli.options import (
    PeriodType,
    as_of_option,
    fail,
    known_agency,
    open_workspace,
    plan_as_of_option,
    problems_end_it,
)
from milepost.periods import Period
from milepost.scorecard.wrapping import wrapped
from milepost.workspace import Workspace


@click.command("scorecard", short_help="Write the scorecard as HTML, JSON and text.")
@click.argument("period", type=PeriodType())
@as_of_option
@plan_as_of_option
@click.option(
    "--agency",
    metavar="ID",
    help="Write the scorecard of this agency alone, to be signed and reviewed.",
)
@click.pass_context
def command(
    context: click.Context,
    period: Period,
    as_of: dt.date,
    plan_as_of: dt.date | None,
    agency: str | None,
) -> None:
    """Write the scorecard of PERIOD as HTML, JSON and text, and print its summary.

    With --agency it is that of one agency for a year, as ONDCP's circular on agency compliance
    reviews asks for it: measures, targets and results, the year's targets, the quality of the data,
    four assertions with what the record shows of each, a page to sign and a sheet for the inspector
    general. The same plan, ledger and --as-of give the same bytes, today and in ten years.
    """
    from milepost.scorecard.summary import summary  # noqa: PLC0415  # as in evaluate

    workspace = open_workspace(context, plan_as_of or as_of)
    if agency is not None:
        _of_agency(workspace, agency, period, as_of)
        return
    with problems_end_it():
        card = workspace.compose(period, as_of)
        for path in workspace.write_scorecard(card):
            click.echo(f"wrote {path}")
    click.echo(summary(card))


def _of_agency(workspace: Workspace, agency: str, period: Period, as_of: dt.date) -> None:
    """Write the scorecard of one agency, and print how it stands."""
    from milepost.scorecard.document import NothingToSayError  # noqa: PLC0415  # as in evaluate

    with problems_end_it():
        known_agency(workspace, agency, "--agency")
        try:
            card = workspace.agency_scorecard(agency, period, as_of)
        except NothingToSayError as error:
            fail(str(error))
        for path in workspace.write_document(card.document(), str(period)):
            click.echo(f"wrote {path}")
    click.echo(f"{card.title}{' (illustrative)' if card.illustrative else ''}")
    for line in wrapped(card.page.finding, "  ", "  "):
        click.echo(line)
