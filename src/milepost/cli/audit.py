"""``milepost audit``: what the plan lacks, by criteria of GAO and of the law."""

from __future__ import annotations

import datetime as dt

import click

from milepost.cli.options import (
    DateType,
    format_option,
    open_workspace,
    problems_end_it,
    today,
)
from milepost.sources import did_you_mean

_ALL = "all"


@click.command("audit", short_help="Find what the plan lacks, by criteria of GAO and the law.")
@click.option(
    "--against",
    metavar="SET",
    default="gao-09-709",
    show_default=True,
    help="The rule set: gao-09-709, gao-04-408t, gao-03-143, 21-usc-1705, 31-usc-1115, "
    "gao-23-105520, or all.",
)
@click.option(
    "--plan-as-of",
    type=DateType(),
    default=today,
    show_default="today",
    help="Read the plan as it held on this day; it is also the day of the audit.",
)
@format_option("text", "json", "html")
@click.pass_context
def command(context: click.Context, against: str, plan_as_of: dt.date, form: str) -> None:
    """Hold the plan against a set of criteria: met, partly met, or not addressed, and why.

    Each finding says what would close it. What no plan can show is left for a person to judge.
    Findings are no errors: the exit code is 0 whatever they are.
    """
    from milepost.plan.audit.as_json import as_json  # noqa: PLC0415  # as in evaluate
    from milepost.plan.audit.as_text import as_text  # noqa: PLC0415
    from milepost.plan.audit.rule_sets import BY_ID  # noqa: PLC0415

    wanted = against.strip().lower()
    if wanted not in (*BY_ID, _ALL):
        raise click.BadParameter(
            f'no rule set is called "{against}".{did_you_mean(against, BY_ID)} '
            f"The rule sets are: {', '.join(BY_ID)}; or all.",
            param_hint="--against",
        )
    workspace = open_workspace(context, plan_as_of)
    with problems_end_it():
        names = list(BY_ID) if wanted == _ALL else [wanted]
        audits = [workspace.audit(name, plan_as_of) for name in names]
        if form == "html":
            for audit in audits:
                click.echo(f"wrote {workspace.write_audit(audit)}")
        else:
            click.echo(as_json(audits) if form == "json" else as_text(audits), nl=False)
