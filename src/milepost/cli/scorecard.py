"""``milepost scorecard``: write the document."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Final

import click

from milepost.cli.options import (
    PeriodType,
    as_of_option,
    open_workspace,
    plan_as_of_option,
    problems_end_it,
)
from milepost.periods import Period

# The names of milepost.scorecard.forms, which --help does not import; a test compares them.
FORMS: Final = ("html", "xlsx", "csv", "json", "stratml", "txt")


@click.command("scorecard", short_help="Write the scorecard in every form people open.")
@click.argument("period", type=PeriodType())
@click.option(
    "--form",
    "forms",
    type=click.Choice(FORMS),
    multiple=True,
    help="Only this form, or these; else all.",
)
@as_of_option
@plan_as_of_option
@click.pass_context
def command(
    context: click.Context,
    period: Period,
    forms: tuple[str, ...],
    as_of: dt.date,
    plan_as_of: dt.date | None,
) -> None:
    """Write the scorecard of PERIOD in every form, and print its summary.

    A page (html), a workbook (xlsx), tables with their dictionary (csv), the figures for machines
    (json), a performance report in StratML (stratml), and plain text (txt).

    The same plan, ledger and --as-of give the same bytes, today and in ten years.
    """
    from milepost.scorecard.summary import summary  # noqa: PLC0415  # as in evaluate

    workspace = open_workspace(context, plan_as_of or as_of)
    wanted = forms or FORMS
    with problems_end_it():
        card = workspace.compose(period, as_of)
        quiet = not sys.stderr.isatty()
        with click.progressbar(
            length=len(set(wanted)), label="Drawing", file=sys.stderr, hidden=quiet
        ) as bar:
            written = workspace.write_scorecard(card, wanted, lambda _: bar.update(1))
    _say(written)
    click.echo(summary(card))


def _say(written: tuple[Path, ...]) -> None:
    """Name every file; of a folder of tables its name alone."""
    folders = dict.fromkeys(path.parent for path in written if path.parent.name == "csv")
    for path in written:
        if path.parent not in folders:
            click.echo(f"wrote {path}")
    for folder in folders:
        count = sum(path.parent == folder for path in written)
        click.echo(f"wrote {folder} ({count} files)")
