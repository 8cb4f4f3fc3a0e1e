"""``milepost import``: other people's files as YAML of the plan; open files as a ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from milepost import sources
from milepost.cli.options import echo_problems, fail, open_workspace, problems_end_it, today
from milepost.workspace import Workspace

if TYPE_CHECKING:
    from milepost.interchange.model import Imported


@click.command("import", short_help="Turn a spreadsheet or a StratML file into YAML of the plan.")
@click.argument("file", type=click.Path(), metavar="FILE", required=False)
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="The folder to write into; else measures/, or the plan's own for StratML.",
)
@click.option("--replace", is_flag=True, help="Write over files that are there already.")
@click.option("--dry-run", is_flag=True, help="Print what would be written, and write nothing.")
@click.option(
    "--ledger",
    "open_files",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Instead: make the ledger, which is empty, from what `milepost export --ledger` wrote.",
)
@click.pass_context
def command(  # noqa: PLR0913  # an option each, as click hands them over
    context: click.Context,
    file: str | None,
    into: Path | None,
    open_files: Path | None,
    *,
    replace: bool,
    dry_run: bool,
) -> None:
    """Turn FILE into YAML of the plan, and check the plan with it.

    FILE is a spreadsheet of measures, one row each (.xlsx or .csv), or a plan or a performance
    report in StratML (.xml or .stml). What the file does not say is marked CHECK in the YAML. The
    figures of a report are written as files for `milepost submit`. Where anything in FILE is wrong,
    nothing is written. Where there is no plan yet, the folders it lacks are made.
    """
    workspace = open_workspace(context, today(), "nothing")
    if open_files is not None:
        if file is not None or into is not None or replace or dry_run:
            raise click.UsageError("With --ledger, name its folder and nothing else.")
        _make_ledger(workspace, open_files)
        return
    if not file:  # an empty name would be taken for the folder one stands in
        raise click.MissingParameter(
            ctx=context, param=next(p for p in context.command.params if p.name == "file")
        )
    with problems_end_it():
        imported = workspace.read_import(file, into, replace=replace)
        echo_problems(imported.problems, err=True)
        if sources.has_errors(imported.problems):
            fail(f"The file has {sources.count_in_words(imported.problems)}; nothing was written.")
        if dry_run:
            for path, text in imported.files:
                click.echo(f"--- {path}\n{text}", nl=not text.endswith("\n"))
        else:
            _write(workspace, imported, file, into)
    for sentence in imported.not_carried:
        click.echo(f"not carried: {sentence}")
    if not dry_run:
        _check(context, workspace, into)


def _write(workspace: Workspace, imported: Imported, file: str, into: Path | None) -> None:
    from milepost.interchange import arrivals  # noqa: PLC0415  # as in evaluate

    written = arrivals.write(imported, into or workspace.import_folder(file))
    for path in (*written, *arrivals.make_folders(_lacked(workspace, into))):
        click.echo(f"wrote {path}")


def _make_ledger(workspace: Workspace, folder: Path) -> None:
    with problems_end_it():
        head = workspace.import_ledger(folder)
        submissions = workspace.ledger.submissions()
    files = "1 file" if len(submissions) == 1 else f"{len(submissions):,} files"
    click.echo(f"The ledger is made anew, with {files} that were received.")
    for submission in submissions:
        if submission.destroyed is not None:
            said = submission.destroyed.in_words
            click.echo(f"submission {submission.number} ({submission.name}): {said}.")
    click.echo(f"ledger head {head}")


def _lacked(workspace: Workspace, into: Path | None) -> list[Path]:
    """The folders of a plan that begins with this import; none where one was there before it.

    Of a plan that was written a folder that is not there is a slip in its name.
    """
    folders = [workspace.root / folder for folder in workspace.settings.plan]
    elsewhere = into is not None and not _is_in(folders, into)
    return [] if elsewhere or workspace.problems or workspace.plan.places.marks else folders


def _is_in(folders: list[Path], into: Path) -> bool:
    return any(into.resolve().is_relative_to(folder.resolve()) for folder in folders)


def _check(context: click.Context, workspace: Workspace, into: Path | None) -> None:
    """Check the plan as it is now, and say what is wrong with it."""
    if into and not _is_in([workspace.root / folder for folder in workspace.settings.plan], into):
        click.echo(f"{into} is in no folder of the plan: name it under plan: in milepost.yaml.")
    problems = open_workspace(context, today(), "nothing").plan.problems
    echo_problems(problems)
    click.echo(f"The plan has {sources.count_in_words(problems)}.")
    if sources.has_errors(problems):
        raise click.exceptions.Exit(1)
