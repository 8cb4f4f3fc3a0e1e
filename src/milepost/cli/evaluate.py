"""``milepost evaluate``: how the plan stands, on the terminal."""

from __future__ import annotations

import datetime as dt

import click

from milepost.cli.options import (
    PeriodType,
    as_of_option,
    format_option,
    open_workspace,
    plan_as_of_option,
    problems_end_it,
)
from milepost.periods import Period


@click.command("evaluate", short_help="Print how every measure stands in a period.")
@click.argument("period", type=PeriodType())
@as_of_option
@plan_as_of_option
@format_option("text", "json")
@click.pass_context
def command(
    context: click.Context, period: Period, as_of: dt.date, plan_as_of: dt.date | None, form: str
) -> None:
    """Judge every measure for PERIOD (such as FY2009 or FY2009-Q3) and print what came of it."""
    # The drawing rooms are imported by the commands that draw.
    from milepost.scorecard.as_json import as_json  # noqa: PLC0415
    from milepost.scorecard.as_text import as_text  # noqa: PLC0415

    workspace = open_workspace(context, plan_as_of or as_of)
    with problems_end_it():
        card = workspace.compose(period, as_of)
        click.echo(as_json(card) if form == "json" else as_text(card), nl=False)
