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
    engine_options,
    fail,
    known_agency,
    open_workspace,
    plan_as_of_option,
    problems_end_it,
)
from milepost.periods import Period
from milepost.scorecard.wrapping import wrapped
from milepost.workspace import Workspace

# The names of milepost.scorecard.forms, which --help does not import; a test compares them.
FORMS: Final = ("html", "pdf", "xlsx", "csv", "json", "stratml", "txt")


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
@click.option(
    "--agency",
    metavar="ID",
    help="Write the scorecard of this agency alone, to be signed and reviewed.",
)
@engine_options
@click.pass_context
def command(  # noqa: PLR0913  # one for each option
    context: click.Context,
    period: Period,
    forms: tuple[str, ...],
    as_of: dt.date,
    plan_as_of: dt.date | None,
    agency: str | None,
) -> None:
    """Write the scorecard of PERIOD in every form, and print its summary.

    A page (html), the same on paper (pdf), a workbook (xlsx), tables with their dictionary (csv),
    the figures for machines (json), a performance report in StratML (stratml), plain text (txt).
    What may not be published goes into a restricted annex, in a folder of its own.

    With --agency it is that of one agency for a year, as ONDCP's circular on agency compliance
    reviews asks for it: measures, targets and results, the year's targets, the quality of the data,
    four assertions with what the record shows of each, a page to sign and a sheet for the inspector
    general. The same plan, ledger and --as-of give the same bytes, today and in ten years.
    """
    from milepost.scorecard.summary import summary  # noqa: PLC0415  # as in evaluate

    workspace = open_workspace(context, plan_as_of or as_of)
    if agency is not None:
        _of_agency(workspace, agency, period, as_of)
        return
    wanted = forms or FORMS
    with problems_end_it():
        card = workspace.compose(period, as_of)
        quiet = not sys.stderr.isatty()
        with click.progressbar(
            length=len(set(wanted)), label="Drawing", file=sys.stderr, hidden=quiet
        ) as bar:
            written = workspace.write_scorecard(card, wanted, lambda _: bar.update(1))
        written += workspace.write_annex(period, as_of)
    _say(written)
    click.echo(summary(card))


def _of_agency(workspace: Workspace, agency: str, period: Period, as_of: dt.date) -> None:
    """Write the scorecard of one agency, and print how it stands."""
    from milepost.scorecard.document import NothingToSayError  # noqa: PLC0415  # as in evaluate

    with problems_end_it():
        known_agency(workspace, agency, "--agency")
        try:
            card = workspace.agency_scorecard(agency, period, as_of)
        except NothingToSayError as error:
            fail(str(error))
        for path in workspace.write_agency_scorecard(card):
            click.echo(f"wrote {path}")
    click.echo(f"{card.title}{' (illustrative)' if card.illustrative else ''}")
    for line in wrapped(card.page.finding, "  ", "  "):
        click.echo(line)


def _say(written: tuple[Path, ...]) -> None:
    """Name every file; of a folder of tables its name alone."""
    folders = dict.fromkeys(path.parent for path in written if path.parent.name == "csv")
    for path in written:
        if path.parent not in folders:
            click.echo(f"wrote {path}")
    for folder in folders:
        count = sum(path.parent == folder for path in written)
        click.echo(f"wrote {folder} ({count} files)")
