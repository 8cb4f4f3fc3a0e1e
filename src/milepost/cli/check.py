"""``milepost check``: what contradicts itself in the plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import click

from milepost import sources
from milepost.cli import watch as watching
from milepost.cli.options import (
    echo_problems,
    format_option,
    open_workspace,
    plan_as_of_option,
    today,
)
from milepost.plan.files import PlanReading
from milepost.plan.settings import FILE
from milepost.workspace import Workspace


@click.command("check", short_help="Check the plan: every problem at its file, line and column.")
@plan_as_of_option
@format_option("text", "json", "github")
@click.option("--watch", is_flag=True, help="Check again whenever a file is saved, until Ctrl-C.")
@click.option(
    "--since",
    metavar="OLD",
    help="Also ask for the reason of whatever can change a rating and was changed since then: a "
    "git revision, a date, or the folder of another workspace.",
)
@click.pass_context
def command(
    context: click.Context,
    plan_as_of: dt.date | None,
    form: str,
    since: str | None,
    *,
    watch: bool,
) -> None:
    """Check the plan and print every problem, each at its file, line and column.

    What is merely missing is no error here; it shows on the scorecard as a gap.
    """
    if watch:
        if form != "text":
            raise click.UsageError("--watch prints for people: take --format out.")
        if since is not None:
            raise click.UsageError("--watch checks the plan alone: take --since out.")
        _watch(context, plan_as_of)
        return
    day = plan_as_of or today()
    workspace = open_workspace(context, day)
    reading = workspace.plan
    if since is not None and reading.plan is not None:
        moved = workspace.moved_goalposts(since, day)
        reading = replace(reading, problems=sources.in_order((*reading.problems, *moved)))
    _echo(reading, form)
    if sources.has_errors(reading.problems):
        raise click.exceptions.Exit(1)


def _watch(context: click.Context, plan_as_of: dt.date | None) -> None:
    """Check again and again; each time from the beginning, so that nothing is ever out of date."""
    root, ledger = context.obj
    here = Path(root).absolute()  # the folder one stands in may be replaced by another of its name
    watching.again_and_again(
        lambda: _echo(Workspace(here, ledger, plan_as_of or today()).plan, "text"),
        lambda: watching.look_at(here, Workspace(here).settings.plan, FILE),
    )


def _echo(reading: PlanReading, form: str) -> None:
    """Print the problems of a plan, and for people what the plan holds."""
    problems = reading.problems
    if form == "json":
        click.echo(sources.as_json(problems))
    elif form == "github":
        for problem in problems:
            click.echo(sources.as_github(problem))
    else:
        echo_problems(problems)
    if form == "text":
        if reading.plan is not None:
            plan = reading.plan
            click.echo(
                f"{plan.strategy.title}. Objectives: {len(plan.objectives)}; "
                f"measures: {len(plan.measures)}; agencies: {len(plan.agencies)}."
            )
        click.echo(f"The plan has {sources.count_in_words(problems)}.")
