"""``milepost scorecard``: write the document."""

from __future__ import annotations

import datetime as dt

import click

from milepost.cli.options import (
    PeriodType,
    as_of_option,
    open_workspace,
    plan_as_of_option,
    problems_end_it,
)
from milepost.periods import Period


@click.command("scorecard", short_help="Write the scorecard as HTML, JSON and text.")
@click.argument("period", type=PeriodType())
@as_of_option
@plan_as_of_option
@click.pass_context
def command(
    context: click.Context, period: Period, as_of: dt.date, plan_as_of: dt.date | None
) -> None:
    """Write the scorecard of PERIOD as HTML, JSON and text, and print its summary.

    The same plan, ledger and --as-of give the same bytes, today and in ten years.
    """
    from milepost.scorecard.summary import summary  # noqa: PLC0415  # as in evaluate

    workspace = open_workspace(context, plan_as_of or as_of)
    with problems_end_it():
        card = workspace.compose(period, as_of)
        for path in workspace.write_scorecard(card):
            click.echo(f"wrote {path}")
    click.echo(summary(card))
