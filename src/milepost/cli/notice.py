"""``milepost notice``: tell an agency or Congress what the record holds, and keep what was told."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from milepost.cli.options import (
    DateType,
    PeriodType,
    WordsType,
    echo_as_shown,
    engine_options_beside_a_day,
    fail,
    format_option,
    known_agency,
    open_workspace,
    problems_end_it,
    today,
)
from milepost.periods import Period
from milepost.scorecard.wrapping import wrapped
from milepost.submissions.notices import KINDS, Notice, NoticeKind
from milepost.workspace import Workspace

if TYPE_CHECKING:
    from milepost.scorecard.notice import ComposedNotice, NoticeOrder


@click.command("notice", short_help="Write a notice to an agency or Congress; keep a register.")
@click.argument("agency", required=False)
@click.argument("period", type=PeriodType(), required=False)
@click.option("--kind", type=click.Choice(list(KINDS)), help="What sort of notice.")
@click.option("--by", "issued_by", type=WordsType(), metavar='"NAME, TITLE"', help="Who issues it.")
@click.option(
    "--on",
    "issued_on",
    type=DateType(),
    default=today,
    show_default="today",
    help="The day of issue.",
)
@click.option(
    "--as-of",
    type=DateType(),
    help="Look at what was received by this day; else by the day of issue.",
)
@click.option(
    "--statement",
    type=WordsType(),
    default="",
    metavar="TEXT",
    help="What only who issues it can say; else a line is left for it.",
)
@click.option(
    "--by-when",
    type=DateType(),
    help="The day by which something is asked or promised; else a line is left for it.",
)
@click.option("--draft", is_flag=True, help="Write it to be looked at, and register nothing.")
@click.option("--register", "lists", is_flag=True, help="List the notices that were issued.")
@click.option("--show", type=click.IntRange(min=1), help="Print a notice of the register.")
@format_option("text", "json")
@engine_options_beside_a_day
@click.pass_context
def command(  # noqa: PLR0913  # an option each, as click hands them over
    context: click.Context,
    agency: str | None,
    period: Period | None,
    kind: NoticeKind | None,
    issued_by: str | None,
    issued_on: dt.date,
    as_of: dt.date | None,
    statement: str,
    by_when: dt.date | None,
    draft: bool,  # noqa: FBT001
    lists: bool,  # noqa: FBT001
    show: int | None,
    form: str,
) -> None:
    """Write a notice about AGENCY for PERIOD, filled from the record, and enter it in the register.

    non-compliance: an agency's policies are not in compliance (21 U.S.C. 1703(b)(7)).
    late-strategy: a Strategy is late (21 U.S.C. 1705(e)); AGENCY is the office that owes it.
    improvement-plan: what missed targets oblige to, by the ladder that the plan declares.

    Where the record holds nothing to notify nothing is written. A notice that was issued is kept
    whole in the ledger, and never overwritten; the same notice again is said to be there.
    With --format json the register, or a notice of it, is printed for machines.
    """
    if lists or show is not None:
        _from_register(open_workspace(context, issued_on), show, form)
        return
    if form == "json":
        raise click.UsageError("--format json is for --register and --show.")
    if agency is None or period is None or kind is None:
        raise click.UsageError("Name an agency, a period and --kind; or ask for --register.")
    if not draft and not (issued_by or "").strip():
        raise click.UsageError('Name who issues it, --by "NAME, TITLE"; or write a --draft.')
    day = as_of or issued_on
    if issued_on < day:
        message = f"a notice of {issued_on} cannot rest on what was received by {day}."
        raise click.BadParameter(message, param_hint="--on")
    from milepost.scorecard.notice import NoticeOrder  # noqa: PLC0415  # as in evaluate

    order = NoticeOrder(kind, agency, issued_on, issued_by or "", statement, by_when, draft)
    workspace = open_workspace(context, day)
    with problems_end_it():
        known_agency(workspace, agency, "AGENCY")
        notice = _composed(workspace, order, period, day)
        if draft:
            _draft(workspace, notice)
        else:
            _issue(workspace, notice)


def _composed(
    workspace: Workspace, order: NoticeOrder, period: Period, as_of: dt.date
) -> ComposedNotice:
    from milepost.scorecard.document import NothingToSayError  # noqa: PLC0415  # as in evaluate

    try:
        return workspace.compose_notice(order, period, as_of)
    except NothingToSayError as error:
        fail(str(error))


def _draft(workspace: Workspace, notice: ComposedNotice) -> None:
    document = notice.document()
    document = replace(document, name=f"draft-{document.name}")
    for path in workspace.write_document(document, "notices"):
        click.echo(f"wrote {path}")
    click.echo("A draft: it is not in the register, and a later draft takes its place.")


def _issue(workspace: Workspace, notice: ComposedNotice) -> None:
    earlier = workspace.notices()
    issued, is_new, written = workspace.issue(notice)
    for path in written:
        click.echo(f"wrote {path}" if is_new else f"there: {path}")
    if not is_new:
        click.echo(f"It is in the register already: {_line(issued)}")
        return
    click.echo(f"entered: {_line(issued)}")
    alike = [n for n in earlier if _about(n) == _about(issued)]
    for other in alike:
        click.echo(f"issued before, in other words: {_line(other)}")
    click.echo(f"ledger head {workspace.ledger.head()}")


def _about(notice: Notice) -> tuple[str, str, Period]:
    return notice.kind, notice.agency, notice.period


def _line(notice: Notice) -> str:
    return (
        f"{notice.number}. {notice.issued_on} {notice.kind}, {notice.agency}, {notice.period}, to "
        f"{notice.addressee}, by {notice.issued_by}. SHA-256 {notice.digest}"
    )


def _from_register(workspace: Workspace, show: int | None, form: str) -> None:
    with problems_end_it():
        found = workspace.notices()
        if show is not None and show > len(found):
            fail(f"There is no notice {show}; the register has {len(found)}.")
        if form == "json":
            from milepost.scorecard.notices_as_json import as_json  # noqa: PLC0415  # as in evaluate

            told = found if show is None else found[show - 1 : show]
            made_up = workspace.settings.illustrative
            click.echo(as_json(told, illustrative=made_up).encode(), nl=False)
            return
        if show is None:
            if not found:
                click.echo("No notice was issued.")
            for notice in found:
                echo_as_shown("\n".join(wrapped(_line(notice), "", "   ")) + "\n")
            return
        echo_as_shown(found[show - 1].text)
