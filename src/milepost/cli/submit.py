"""``milepost submit``: record what agencies send, and say at once whether it was good."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

import click

from milepost import sources
from milepost.cli.options import (
    DateType,
    PeriodType,
    WordsType,
    echo_problems,
    engine_options,
    format_option,
    open_workspace,
    problems_end_it,
    today,
)
from milepost.periods import Period
from milepost.submissions.handed_in import Received
from milepost.workspace import Workspace

if TYPE_CHECKING:
    from milepost.scorecard.receipt_as_json import FileTold
    from milepost.submissions.model import Reading


@click.command("submit", short_help="Record what agencies send, check it, print receipts.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--received-on",
    type=DateType(),
    default=today,
    show_default="today",
    help="The day the files count as received.",
)
@click.option(
    "--extract",
    metavar="NAME",
    help="They hold rows of this extract (CSV, Parquet, or a folder of them).",
)
@click.option("--agency", help="Who sent them, where the file's name does not say.")
@click.option(
    "--period", type=PeriodType(), help="For which period, where the folder does not say."
)
@click.option(
    "--certified-by",
    type=WordsType(),
    default="",
    metavar='"NAME, TITLE"',
    help="The official who stands for them.",
)
@click.option("--dry-run", is_flag=True, help="Check and print only; record nothing.")
@format_option("text", "json")
@engine_options
@click.pass_context
def command(  # noqa: PLR0913  # as many as its options
    context: click.Context,
    files: tuple[str, ...],
    received_on: dt.date,
    extract: str | None,
    agency: str | None,
    period: Period | None,
    certified_by: str,
    form: str,
    *,
    dry_run: bool,
) -> None:
    """Record agencies' files (CSV, XLSX or JSON), check them, and print a receipt for each.

    The receipt, and where something was wrong a copy with each faulty cell marked, are written to
    reports/receipts, to be sent back.

    Name files after period and agency, as in FY2009-Q3/ICE.xlsx. Whatever comes is kept for good,
    even while the plan has errors or the file cannot be read. The same file sent twice is
    recorded once.

    With --extract NAME the files hold rows of an extract of the plan, all those for one period as
    one delivery. Good rows are taken; the others are kept apart and written to be sent back.
    """
    workspace = open_workspace(context, received_on, "nothing")
    if dry_run:
        tried = (
            workspace.try_out(files, received_on, agency, period)
            if extract is None
            else workspace.try_out_extract(extract, files, received_on, agency, period)
        )
        _try_out(tried, form)
        return
    came = (
        workspace.submit(files, received_on, agency, period, certified_by)
        if extract is None
        else workspace.submit_extract(extract, files, received_on, agency, period, certified_by)
    )
    faulty = kept = False
    with problems_end_it(), _Told(form, recorded=True) as told:
        for received in came:
            saved = _saved(workspace, received)
            told.received(received, saved or ())
            faulty = faulty or saved is None or sources.has_errors(received.problems)
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


def _try_out(readings: Iterable[tuple[str, Reading]], form: str) -> None:
    """Check files and print what is wrong with them; nothing is recorded."""
    faulty = False
    with problems_end_it(), _Told(form, recorded=False) as told:
        for path, reading in readings:
            told.tried_out(path, reading)
            faulty = faulty or sources.has_errors(reading.problems)
    if faulty:
        raise click.exceptions.Exit(1)


class _Told:
    """Prints what became of each file: for people at once, for machines all at the end.

    At the end even where something breaks off on the way: what was recorded stays recorded.
    """

    def __init__(self, form: str, *, recorded: bool) -> None:
        self._is_json, self._recorded = form == "json", recorded
        self._files: list[FileTold] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_json:
            from milepost.scorecard.receipt_as_json import (  # noqa: PLC0415  # as in evaluate
                SubmitTold,
                as_json,
            )

            click.echo(as_json(SubmitTold(self._recorded, tuple(self._files))), nl=False)

    def received(self, received: Received, saved: Sequence[Path]) -> None:
        """One that was recorded, and what was written to be sent back."""
        if self._is_json:
            self._files.append(_file_told(received, saved))
            return
        echo_problems(received.problems)
        for text in (received.receipt, received.expected):
            if text:
                click.echo(text)
        for path in saved:
            marked = ", faulty cells marked" if path.suffix == ".xlsx" else ""
            click.echo(f"To send back{marked}: {path}")

    def tried_out(self, path: str, reading: Reading) -> None:
        """One that was only checked."""
        taken, refused = len(reading.observations), len(reading.rejections)
        if reading.stored is not None:
            taken, refused = reading.stored.rows, reading.stored.quarantined
        if self._is_json:
            from milepost.scorecard.problems_told import told  # noqa: PLC0415  # as above
            from milepost.scorecard.receipt_as_json import FileTold  # noqa: PLC0415

            found = tuple(told(problem) for problem in reading.problems)
            self._files.append(FileTold(path, None, taken, refused, found))
            return
        echo_problems(reading.problems)
        rows = f"{taken} row{'' if taken == 1 else 's'} would be accepted"
        click.echo(f"{path}: {rows}, {refused} rejected; nothing was recorded.")


def _file_told(received: Received, saved: Sequence[Path]) -> FileTold:
    from milepost.scorecard.problems_told import told  # noqa: PLC0415  # as in evaluate
    from milepost.scorecard.receipt_as_json import (  # noqa: PLC0415
        FileTold,
        expected_told,
        receipt_told,
    )

    sent = received.submission
    return FileTold(
        received.path,
        None if sent is None else receipt_told(sent, received.head, is_new=received.is_new),
        0 if sent is None else sent.accepted,
        0 if sent is None else sent.rejected,
        tuple(told(problem) for problem in received.problems),
        expected_told(received.missing),
        received.deadline,
        tuple(str(path) for path in saved),
    )


def _saved(workspace: Workspace, received: Received) -> tuple[Path, ...] | None:
    """Write what is to be sent back; None where that cannot be done, though it is recorded."""
    try:
        return workspace.save_receipt(received)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        click.echo(f"The receipt could not be written: {error.filename}: {why}.", err=True)
        return None
