"""``milepost review``: what awaits an analyst's eye, and what is said of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Literal

import click

from milepost.cli.options import (
    DateType,
    PeriodType,
    as_of_option,
    engine_options,
    format_option,
    open_workspace,
    plan_as_of_option,
    problems_end_it,
    today,
)
from milepost.periods import Period
from milepost.sources import did_you_mean
from milepost.submissions.handles import HandleError
from milepost.submissions.model import Remark
from milepost.workspace import Workspace

_LIST = "list"


class _Review(click.Group):
    """A group whose first word may be a period: then it lists what awaits review."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named, or the list."""
        if args and args[0] not in self.commands:
            hint = did_you_mean(args[0], [c for c in self.commands if c != _LIST])
            if hint:
                ctx.fail(f'"{args[0]}" is neither a command nor a period.{hint}')
            args = [_LIST, *args]
        return super().resolve_command(ctx, args)


@click.group(
    "review",
    cls=_Review,
    short_help="List what awaits review; accept or return it; keep replies and narratives.",
    subcommand_metavar="PERIOD [AGENCY] | COMMAND [ARGS]...",
    no_args_is_help=True,
)
def command() -> None:
    """List what awaits review for PERIOD, or say something of it.

    What is listed has a handle, such as 3/cases-initiated: the number of the receipt and the
    measure. A figure that is returned is kept and is not in force from that day on; the one before
    it is, if there was one. Accepting it later brings it back, and a revision takes its place. What
    nobody reviews is in force.
    """


def _said(comment_required: bool) -> Callable[[Callable[..., Any]], Callable[..., Any]]:  # noqa: FBT001  # the one thing that differs
    """``--comment``, ``--by`` and ``--on``."""

    def with_options(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in (
            click.option(
                "--on",
                "said_on",
                type=DateType(),
                default=today,
                show_default="today",
                help="The day on which it is said.",
            ),
            click.option(
                "--by", "said_by", required=True, metavar='"NAME, TITLE"', help="Who says it."
            ),
            click.option(
                "--comment",
                required=comment_required,
                default="",
                metavar="TEXT",
                help="What is said; it is printed beside the result.",
            ),
        ):
            function = option(function)
        return function

    return with_options


@command.command(_LIST, hidden=True)
@click.argument("period", type=PeriodType())
@click.argument("agency", default="")
@as_of_option
@plan_as_of_option
@format_option("text", "json")
@engine_options
@click.pass_context
def list_(  # noqa: PLR0913  # as many as its options
    context: click.Context,
    period: Period,
    agency: str,
    as_of: dt.date,
    plan_as_of: dt.date | None,
    form: str,
) -> None:
    """List what awaits review for PERIOD, of AGENCY or of all."""
    from milepost.scorecard.review_as_json import as_json  # noqa: PLC0415  # as in evaluate
    from milepost.scorecard.review_as_text import as_text  # noqa: PLC0415  # as in evaluate

    workspace = open_workspace(context, plan_as_of or as_of)
    with problems_end_it():
        if agency:
            _known(agency, workspace.plan.agency_ids, "agency", "AGENCY")
        found = workspace.awaiting_review(period, as_of, agency)
        plan = workspace.plan.plan
        assert plan is not None  # noqa: S101  # what awaits review was found with it
        draw = as_json if form == "json" else as_text
        warning = workspace.review_warning(found, period, as_of)
        click.echo(draw(plan, period, found, warning), nl=False)


@command.command("accept")
@click.argument("handles", nargs=-1, required=True, metavar="HANDLE...")
@_said(comment_required=False)
@click.pass_context
def accept(
    context: click.Context, handles: tuple[str, ...], comment: str, said_by: str, said_on: dt.date
) -> None:
    """Accept figures or explanations; one that was returned is in force again."""
    _review(context, "accepted", handles, comment, said_by, said_on)


@command.command("return")
@click.argument("handles", nargs=-1, required=True, metavar="HANDLE...")
@_said(comment_required=True)
@click.pass_context
def return_(
    context: click.Context, handles: tuple[str, ...], comment: str, said_by: str, said_on: dt.date
) -> None:
    """Return figures or explanations to their agency, with what is wrong."""
    _review(context, "returned", handles, comment, said_by, said_on)


@command.command("reply")
@click.argument("agency")
@click.argument("measure")
@click.argument("period", type=PeriodType())
@_said(comment_required=True)
@click.pass_context
def reply(  # noqa: PLR0913  # what click hands over
    context: click.Context,
    agency: str,
    measure: str,
    period: Period,
    comment: str,
    said_by: str,
    said_on: dt.date,
) -> None:
    """Keep what AGENCY replies on its result of MEASURE for PERIOD."""
    workspace = open_workspace(context, said_on)
    with problems_end_it():
        _known(agency, workspace.plan.agency_ids, "agency", "AGENCY")
        _measure(workspace, measure, agency)
        _spoken(comment, said_by)
        _echo(workspace.say("reply", agency, measure, period, comment, said_by, said_on))


@command.command("narrative")
@click.argument("measure")
@click.argument("period", type=PeriodType())
@click.option("--agency", default="", help="Of which agency's result; else of all.")
@_said(comment_required=True)
@click.pass_context
def narrative(  # noqa: PLR0913  # what click hands over
    context: click.Context,
    measure: str,
    period: Period,
    agency: str,
    comment: str,
    said_by: str,
    said_on: dt.date,
) -> None:
    """Keep what the office that issues the strategy tells of the result of MEASURE for PERIOD."""
    workspace = open_workspace(context, said_on)
    with problems_end_it():
        if agency:
            _known(agency, workspace.plan.agency_ids, "agency", "--agency")
        _measure(workspace, measure, agency)
        _spoken(comment, said_by)
        _echo(workspace.say("narrative", agency, measure, period, comment, said_by, said_on))


def _review(  # noqa: PLR0913  # what click hands over
    context: click.Context,
    verdict: Literal["accepted", "returned"],
    handles: tuple[str, ...],
    comment: str,
    said_by: str,
    said_on: dt.date,
) -> None:
    workspace = open_workspace(context, said_on)
    _spoken(comment if verdict == "returned" else "accepted", said_by)
    with problems_end_it():
        try:
            remarks = workspace.review(verdict, handles, comment, said_by, said_on)
        except HandleError as error:
            raise click.BadParameter(str(error), param_hint="HANDLE") from error
        for remark in remarks:
            _echo(remark)


def _echo(remark: Remark) -> None:
    """Say what was recorded, and what follows from it."""
    what = ", ".join(p for p in (remark.agency, remark.measure, str(remark.period)) if p)
    where = "" if remark.submission is None else f" (submission {remark.submission})"
    follows = ""
    if remark.kind == "returned":
        follows = f" It is not in force from {remark.said_on} on."
    click.echo(f"{remark.kind.capitalize()}: {what}{where}, by {remark.said_by}.{follows}")


def _measure(workspace: Workspace, measure: str, agency: str) -> None:
    """The measure is in the plan, and the agency reports it: else nobody would see what is said."""
    plan = workspace.plan.plan
    if plan is None:
        return
    _known(measure, plan.measure_by_id, "measure", "MEASURE")
    agencies = plan.measure_by_id[measure].agencies
    if agency and agencies and agency not in agencies:
        raise click.BadParameter(
            f"{agency} does not report {measure}; {', '.join(agencies)} does.", param_hint="AGENCY"
        )


def _known(name: str, known: Any, what: str, hint: str) -> None:  # noqa: ANN401  # any collection of names
    if known and name not in known:
        raise click.BadParameter(
            f'no {what} is called "{name}".{did_you_mean(name, known)}', param_hint=hint
        )


def _spoken(comment: str, said_by: str) -> None:
    """What is said is not empty, and somebody says it."""
    if not comment.strip():
        raise click.BadParameter("say what is meant; it is empty.", param_hint="--comment")
    if not said_by.strip():
        raise click.BadParameter('write a name and a title: "Ann Lee, analyst".', param_hint="--by")
