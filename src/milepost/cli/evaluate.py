"""``milepost evaluate``: how the plan stands, on the terminal."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Collection

import click

from milepost.cli.options import (
    PeriodType,
    as_of_option,
    columns,
    echo_as_shown,
    engine_options,
    format_option,
    open_workspace,
    plan_as_of_option,
    problems_end_it,
)
from milepost.periods import Period
from milepost.plan.model import Plan
from milepost.sources import did_you_mean


@click.command("evaluate", short_help="Print how every measure stands in a period, and why.")
@click.argument("period", type=PeriodType())
@click.option(
    "--objective", "objectives", multiple=True, metavar="ID", help="Only measures under this one."
)
@click.option(
    "--agency", "agencies", multiple=True, metavar="ID", help="Only what this one reports."
)
@click.option("--measure", "measures", multiple=True, metavar="ID", help="Only this measure.")
@as_of_option
@plan_as_of_option
@format_option("text", "json", "csv")
@engine_options
@click.pass_context
def command(  # noqa: PLR0913  # an option each, as click hands them over
    context: click.Context,
    period: Period,
    objectives: tuple[str, ...],
    agencies: tuple[str, ...],
    measures: tuple[str, ...],
    as_of: dt.date,
    plan_as_of: dt.date | None,
    form: str,
) -> None:
    """Judge every measure for PERIOD (such as FY2009 or FY2009-Q3) and print what came of it.

    A line for each target: what was reached and promised, whether it was met, how it stands on the
    way; then why, under its number. On a terminal the table takes the room there is; in a pipe it
    has 80 columns. --objective, --agency and --measure may be given several times; of two kinds
    together, both must fit. As CSV it is a line for each target, with exact values.
    """
    # The drawing rooms are imported by the commands that draw.
    from milepost.evaluation.narrowing import Narrowing  # noqa: PLC0415
    from milepost.scorecard.report_as_csv import as_csv  # noqa: PLC0415
    from milepost.scorecard.report_as_json import as_json  # noqa: PLC0415
    from milepost.scorecard.report_as_text import WIDTH, as_text  # noqa: PLC0415

    workspace = open_workspace(context, plan_as_of or as_of)
    with problems_end_it():
        plan = workspace.plan.plan
        if plan is not None:
            _see_that_they_are_known(plan, objectives, agencies, measures)
        # What is named twice is meant once.
        named = (tuple(dict.fromkeys(names)) for names in (objectives, agencies, measures))
        report = workspace.report(period, as_of, Narrowing(*named))
    if form == "json":
        echo_as_shown(as_json(report))
    elif form == "csv":
        echo_as_shown(as_csv(report))
    else:
        echo_as_shown(as_text(report, columns(sys.stdout) or WIDTH))


def _see_that_they_are_known(
    plan: Plan, objectives: tuple[str, ...], agencies: tuple[str, ...], measures: tuple[str, ...]
) -> None:
    """A name that the plan does not know is a usage error, with the nearest that it knows."""
    asked: tuple[tuple[str, tuple[str, ...], Collection[str]], ...] = (
        ("objective", objectives, [objective.id for objective in plan.objectives]),
        ("agency", agencies, plan.agency_by_id),
        ("measure", measures, plan.measure_by_id),
    )
    for kind, named, known in asked:
        for name in named:
            if name not in known:
                raise click.BadParameter(
                    f'no {kind} is called "{name}".{did_you_mean(name, known)}',
                    param_hint=f"--{kind}",
                )
