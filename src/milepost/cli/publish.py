"""``milepost publish``: freeze a scorecard as an edition."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from milepost.cli.options import (
    DateType,
    PeriodType,
    WordsType,
    as_of_option,
    engine_options_beside_a_day,
    fail,
    open_workspace,
    problems_end_it,
    today,
)
from milepost.periods import Period
from milepost.scorecard.wrapping import wrapped

if TYPE_CHECKING:
    from milepost.scorecard.owed import OwedExplanation
    from milepost.submissions.model import Publication
    from milepost.workspace import Workspace


@click.command("publish", short_help="Freeze a scorecard with all it rests on, as an edition.")
@click.argument("period", type=PeriodType(), required=False)
@as_of_option
@click.option("--by", type=WordsType(), default="", help="Name and title of who publishes it.")
@click.option(
    "--on",
    "published_on",
    type=DateType(),
    default=today,
    show_default="today",
    help="The day of publication.",
)
@click.option(
    "--as-owed", is_flag=True, help="Publish though explanations are owed, and list them."
)
@click.option("--list", "listed", is_flag=True, help="List the editions there are.")
@engine_options_beside_a_day
@click.pass_context
def command(  # noqa: PLR0913  # an option each, as click hands them over
    context: click.Context,
    period: Period | None,
    as_of: dt.date,
    by: str,
    published_on: dt.date,
    as_owed: bool,  # noqa: FBT001
    listed: bool,  # noqa: FBT001
) -> None:
    """Freeze the scorecard of PERIOD, with its plan, its record and every form, as an edition.

    It lies in reports/editions, is entered in the ledger, and is never written over: the next one
    of the same period has the next number. milepost verify --edition NAME draws it anew.
    """
    if (period is None) is not listed:
        raise click.UsageError("Name a period, such as FY2009, or --list.")
    from milepost.scorecard.editions import (  # noqa: PLC0415
        EditionError,
        ExplanationsOwedError,
    )

    workspace = open_workspace(context, as_of, "there")
    with problems_end_it():
        if period is None:
            _list(workspace)
            return
        try:
            publication, folder = workspace.publish(
                period, as_of, published_on, by, as_owed=as_owed
            )
        except ExplanationsOwedError as error:
            _say_what_is_owed(error.owed)
            fail(f"{error} Get them, or publish with --as-owed; the edition then lists them.")
        except EditionError as error:
            fail(str(error))
        if workspace.settings.illustrative:
            click.echo("ILLUSTRATIVE: made-up figures.")
        click.echo(_in_words(publication))
        click.echo(f"in {folder}")
        click.echo(f"manifest {publication.manifest_digest}")
        click.echo(f"ledger head {workspace.ledger.head()}")
        if restricted := workspace.not_public_in_plan():
            _say_what_to_keep(restricted)


def _say_what_to_keep(restricted: int) -> None:
    """Say that a frozen plan tells more than the scorecard."""
    measures = "1 measure" if restricted == 1 else f"{restricted} measures"
    said = (
        f"The plan in it names {measures} that may not be shown to everybody. Hand out the "
        "scorecard's files, and keep plan/ and manifest.json in the office."
    )
    click.echo("\n".join(wrapped(said)))


def _in_words(publication: Publication) -> str:
    by = f" by {publication.published_by}" if publication.published_by else ""
    owed = ""
    if publication.owed:
        some = "1 explanation" if publication.owed == 1 else f"{publication.owed} explanations"
        owed = f", with {some} owed"
    return (
        f"{publication.edition}: as of {publication.as_of}, published on "
        f"{publication.published_on}{by}{owed}"
    )


def _list(workspace: Workspace) -> None:
    """Print every edition, with what is wrong with where it lies."""
    published = workspace.published()
    for publication in published:
        folder = workspace.editions.path(publication.edition)
        gone = "" if folder.is_dir() else " (its folder is gone)"
        click.echo(f"{_in_words(publication)}{gone}")
        click.echo(f"    in {folder}")
        click.echo(f"    manifest {publication.manifest_digest}")
    if not published:
        click.echo("No edition was published yet.")


def _say_what_is_owed(owed: tuple[OwedExplanation, ...]) -> None:
    for one in owed:
        click.echo(f"{one.title}, {one.agency}, {one.period}: {one.why}", err=True)
