"""``milepost explain``: from a number back to its cell."""

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
from milepost.sources import did_you_mean


@click.command("explain", short_help="Walk from a number back to its cell.")
@click.argument("measure")
@click.argument("period", type=PeriodType())
@as_of_option
@plan_as_of_option
@click.pass_context
def command(
    context: click.Context, measure: str, period: Period, as_of: dt.date, plan_as_of: dt.date | None
) -> None:
    """Walk from MEASURE in PERIOD back to the cells agencies filled in and to the plan's lines."""
    from milepost.scorecard.explain import as_text  # noqa: PLC0415  # as in evaluate

    workspace = open_workspace(context, plan_as_of or as_of)
    with problems_end_it():
        plan = workspace.plan.plan
        if plan is not None and measure not in plan.measure_by_id:
            raise click.BadParameter(
                f'no measure is called "{measure}".{did_you_mean(measure, plan.measure_by_id)}',
                param_hint="MEASURE",
            )
        click.echo(as_text(workspace.explain(measure, period, as_of)), nl=False)
