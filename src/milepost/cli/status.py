"""``milepost status``: what was due, what came, and what of it came in time."""

from __future__ import annotations

import datetime as dt

import click

from milepost.cli.options import (
    PeriodType,
    as_of_option,
    engine_options,
    format_option,
    open_workspace,
    plan_as_of_option,
    problems_end_it,
)
from milepost.periods import Period


@click.command("status", short_help="Print who reported what for a period, and what is missing.")
@click.argument("period", type=PeriodType())
@as_of_option
@plan_as_of_option
@format_option("text", "json")
@engine_options
@click.pass_context
def command(
    context: click.Context, period: Period, as_of: dt.date, plan_as_of: dt.date | None, form: str
) -> None:
    """Print what each agency was to report for PERIOD, what came, and what of it came in time.

    Completeness is what was reported of what was due; timeliness is what was reported by its day,
    of the same. What came late counts for completeness only. "Closed" came only after the period
    was closed; "awaited" has not come, and its day is not over.
    """
    from milepost.scorecard.status_as_json import as_json  # noqa: PLC0415  # as in evaluate
    from milepost.scorecard.status_as_text import as_text  # noqa: PLC0415

    workspace = open_workspace(context, plan_as_of or as_of)
    with problems_end_it():
        report = workspace.status(period, as_of)
        click.echo(as_json(report) if form == "json" else as_text(report), nl=False)
