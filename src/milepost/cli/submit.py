"""``milepost submit``: record what agencies send, and say at once whether it was good."""

from __future__ import annotations

import datetime as dt

import click

from milepost import sources
from milepost.cli.options import (
    DateType,
    PeriodType,
    echo_problems,
    open_workspace,
    problems_end_it,
    today,
)
from milepost.periods import Period


@click.command("submit", short_help="Record what agencies send, check it, print receipts.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--received-on",
    type=DateType(),
    default=today,
    show_default="today",
    help="The day the files count as received.",
)
@click.option("--agency", help="Who sent them, where the file's name does not say.")
@click.option(
    "--period", type=PeriodType(), help="For which period, where the folder does not say."
)
@click.pass_context
def command(
    context: click.Context,
    files: tuple[str, ...],
    received_on: dt.date,
    agency: str | None,
    period: Period | None,
) -> None:
    """Record agencies' files (CSV or XLSX), check them, and print a receipt for each.

    Name files after period and agency, as in FY2009-Q3/ICE.xlsx. Whatever comes is kept for good,
    even while the plan has errors or the file cannot be read. The same file sent twice is
    recorded once.
    """
    workspace = open_workspace(context, received_on)
    faulty = kept = False
    with problems_end_it():
        for received in workspace.submit(files, received_on, agency, period):
            echo_problems(received.problems)
            if received.receipt:
                click.echo(received.receipt)
            faulty = faulty or sources.has_errors(received.problems)
            kept = kept or received.submission is not None
    if sources.has_errors(workspace.plan.problems):
        found = sources.count_in_words(workspace.plan.problems)
        click.echo(
            f"The plan has {found}"
            + (": the files are kept, and are checked once it is mended." if kept else ".")
            + " Run: milepost check",
            err=True,
        )
        faulty = True
    if faulty:
        raise click.exceptions.Exit(1)
