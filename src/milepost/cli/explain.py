"""``milepost explain``: from a number back to its cell."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

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
from milepost.sources import did_you_mean

if TYPE_CHECKING:
    from milepost.evaluation.model import Outlook, Result

# Written out, so that asking for help loads no judge; a test holds them to its words.
_WORDS: Final = (
    "met", "not met", "indeterminate", "not due", "achieved", "on track", "at risk", "off track",
)  # fmt: skip


@click.command("explain", short_help="Walk from a number back to its cell.")
@click.argument("measure")
@click.argument("period", type=PeriodType())
@as_of_option
@plan_as_of_option
@click.option(
    "--why-not",
    type=click.Choice(_WORDS),
    metavar="WORD",
    help=f"Say what value would have come out as WORD: {', '.join(_WORDS)}.",
)
@format_option("text", "json")
@engine_options
@click.pass_context
def command(  # noqa: PLR0913  # one argument for each option
    context: click.Context,
    measure: str,
    period: Period,
    as_of: dt.date,
    plan_as_of: dt.date | None,
    why_not: Result | Outlook | None,
    form: str,
) -> None:
    """Walk from MEASURE in PERIOD back to the cells agencies filled in and to the plan's lines.

    Every sum, quotient and share is written out with both ends of its interval; then what the path
    asks for on the day, and from which value to which each outlook reaches.
    """
    from milepost.scorecard.explain_as_json import as_json  # noqa: PLC0415
    from milepost.scorecard.way_back import as_text  # noqa: PLC0415  # as in evaluate

    workspace = open_workspace(context, plan_as_of or as_of)
    with problems_end_it():
        plan = workspace.plan.plan
        if plan is not None and measure not in plan.measure_by_id:
            raise click.BadParameter(
                f'no measure is called "{measure}".{did_you_mean(measure, plan.measure_by_id)}',
                param_hint="MEASURE",
            )
        found = workspace.explain(measure, period, as_of, why_not)
        click.echo(as_json(found) if form == "json" else as_text(found), nl=False)
