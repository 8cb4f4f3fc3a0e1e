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
from milepost.workspace import Received, Workspace


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
@click.option(
    "--certified-by", default="", metavar='"NAME, TITLE"', help="The official who stands for them."
)
@click.option("--dry-run", is_flag=True, help="Check and print only; record nothing.")
@click.pass_context
def command(  # noqa: PLR0913  # as many as its options
    context: click.Context,
    files: tuple[str, ...],
    received_on: dt.date,
    agency: str | None,
    period: Period | None,
    certified_by: str,
    *,
    dry_run: bool,
) -> None:
    """Record agencies' files (CSV, XLSX or JSON), check them, and print a receipt for each.

    The receipt, and where something was wrong a copy with each faulty cell marked, are written to
    reports/receipts, to be sent back.

    Name files after period and agency, as in FY2009-Q3/ICE.xlsx. Whatever comes is kept for good,
    even while the plan has errors or the file cannot be read. The same file sent twice is
    recorded once.
    """
    workspace = open_workspace(context, received_on, "nothing")
    if dry_run:
        _try_out(workspace, files, received_on, agency, period)
        return
    faulty = kept = False
    with problems_end_it():
        for received in workspace.submit(files, received_on, agency, period, certified_by):
            echo_problems(received.problems)
            if received.receipt:
                click.echo(received.receipt)
            if received.expected:
                click.echo(received.expected)
            faulty = not _saved(workspace, received) or faulty
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


def _try_out(
    workspace: Workspace,
    files: tuple[str, ...],
    received_on: dt.date,
    agency: str | None,
    period: Period | None,
) -> None:
    """Check files and print what is wrong with them; nothing is recorded."""
    faulty = False
    with problems_end_it():
        for path, reading in workspace.try_out(files, received_on, agency, period):
            echo_problems(reading.problems)
            taken = len(reading.observations)
            rows = f"{taken} row{'' if taken == 1 else 's'} would be accepted"
            click.echo(f"{path}: {rows}, {len(reading.rejections)} rejected; nothing was recorded.")
            faulty = faulty or sources.has_errors(reading.problems)
    if faulty:
        raise click.exceptions.Exit(1)


def _saved(workspace: Workspace, received: Received) -> bool:
    """Write what is to be sent back. The file is recorded whether or not that can be done."""
    try:
        for path in workspace.save_receipt(received):
            marked = ", faulty cells marked" if path.suffix == ".xlsx" else ""
            click.echo(f"To send back{marked}: {path}")
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        click.echo(f"The receipt could not be written: {error.filename}: {why}.", err=True)
        return False
    return True
