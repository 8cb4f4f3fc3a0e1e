"""``milepost check``: what contradicts itself in the plan."""

from __future__ import annotations

import datetime as dt

import click

from milepost import sources
from milepost.cli.options import format_option, open_workspace, plan_as_of_option, today


@click.command("check", short_help="Check the plan: every problem at its file, line and column.")
@plan_as_of_option
@format_option("text", "json", "github")
@click.pass_context
def command(context: click.Context, plan_as_of: dt.date | None, form: str) -> None:
    """Check the plan and print every problem, each at its file, line and column.

    What is merely missing is no error here; it shows on the scorecard as a gap.
    """
    reading = open_workspace(context, plan_as_of or today()).plan
    problems = reading.problems
    if form == "json":
        click.echo(sources.as_json(problems))
    else:
        draw = sources.as_github if form == "github" else sources.as_text
        for problem in problems:
            click.echo(draw(problem))
    if form == "text":
        if reading.plan is not None:
            plan = reading.plan
            click.echo(
                f"{plan.strategy.title}. Objectives: {len(plan.objectives)}; "
                f"measures: {len(plan.measures)}; agencies: {len(plan.agencies)}."
            )
        click.echo(f"The plan has {sources.count_in_words(problems)}.")
    if sources.has_errors(problems):
        raise click.exceptions.Exit(1)
