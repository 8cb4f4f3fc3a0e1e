"""``milepost destroy``: the remedy for a spill of restricted data."""

from __future__ import annotations

import datetime as dt
import sys

import click

from milepost.cli.options import DateType, WordsType, fail, open_workspace, problems_end_it, today
from milepost.submissions.model import Destruction


@click.command("destroy", short_help="Destroy the bytes of a file by a recorded order.")
@click.argument("submission", type=click.IntRange(min=1))
@click.option(
    "--ordered-by",
    type=WordsType(),
    required=True,
    help="Name and title of who orders it.",
)
@click.option(
    "--reason",
    type=WordsType(),
    required=True,
    help="Why; it is recorded for good, so keep it general.",
)
@click.option(
    "--on",
    "ordered_on",
    type=DateType(),
    default=today,
    show_default="today",
    help="The day of the order.",
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def command(  # noqa: PLR0913  # an option each, as click hands them over
    context: click.Context,
    submission: int,
    ordered_by: str,
    reason: str,
    ordered_on: dt.date,
    yes: bool,  # noqa: FBT001
) -> None:
    """Destroy the bytes of SUBMISSION (a receipt's number), for good.

    Who ordered it, why and when is recorded; the chain still holds. What was read in the file stays
    in the record, notes included. Copies elsewhere are not touched: backups, the file that was
    handed in, marked copies, exports.
    """
    for name, said in (("--ordered-by", ordered_by), ("--reason", reason)):
        if not said.strip():
            raise click.BadParameter("nothing is written.", param_hint=name)
    workspace = open_workspace(context, today(), "there")
    with problems_end_it():
        ledger = workspace.ledger
        files = {s.number: s for s in ledger.submissions()}
        if submission not in files:
            fail(f"There is no submission {submission}; the last one is {len(files)}.")
        file = files[submission]
        same = [s.number for s in files.values() if s.digest == file.digest and s is not file]
        also = f" The same bytes came as {_list(same)}." if same else ""
        click.echo(
            f"Submission {submission}: {file.name} from {file.agency or 'an unknown sender'}, "
            f"{file.size:,} bytes, received {file.received_on}.{also}"
        )
        if not yes:
            if not sys.stdin.isatty():
                fail("Nothing was destroyed. Add --yes to say that it is meant.")
            if not click.confirm("Destroy its bytes? They cannot be had again.", default=False):
                fail("Nothing was destroyed.")
        order = Destruction(ordered_by.strip(), reason.strip(), ordered_on)
        if not workspace.destroy(submission, order):
            held = file.destroyed
            by = f" on {held.ordered_on} by order of {held.ordered_by}" if held else ""
            click.echo(f"They were destroyed before{by}; what was left of them is wiped again.")
            return
        click.echo("The bytes are destroyed, and the order is recorded.")
        click.echo(
            f"What was read in it stays in the record: {file.accepted} accepted, "
            f"{file.rejected} rejected, with their notes. See to backups and copies: docs/ledger.md"
        )
        click.echo(f"ledger head {ledger.head()}")


def _list(numbers: list[int]) -> str:
    return "submission " + " and ".join(str(n) for n in numbers)
