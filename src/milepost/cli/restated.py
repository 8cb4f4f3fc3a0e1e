"""``milepost restated``: what the record says otherwise on a later day."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Final

import click

from milepost.cli.options import (
    DateType,
    PeriodType,
    engine_options,
    format_option,
    open_workspace,
    problems_end_it,
)
from milepost.periods import Period

if TYPE_CHECKING:
    from milepost.ledger.restatements import Restatement
    from milepost.scorecard.moved import RatingMoved
    from milepost.submissions.model import InForce


_NOT_PUBLIC: Final = "it shows what the public is not shown"


@click.command("restated", short_help="Say what changed in the record between two days.")
@click.argument("old", type=DateType())
@click.argument("new", type=DateType())
@click.option("--period", type=PeriodType(), help="Also say which ratings of this period it moved.")
@format_option("text", "json")
@engine_options
@click.pass_context
def command(
    context: click.Context, old: dt.date, new: dt.date, period: Period | None, form: str
) -> None:
    """List every figure that the record of NEW has otherwise than that of OLD (dates).

    Both are judged by the plan as it holds on NEW, so that what moved a rating is the figures.
    """
    if new < old:
        raise click.BadParameter(f"{new} is before {old}. Write the earlier day first.")
    workspace = open_workspace(context, new)
    with problems_end_it():
        found, moved = workspace.restatements(old, new, period)
        text = _as_text(old, new, period, found, moved)
        public = _as_text(old, new, period, *workspace.restatements(old, new, period, public=True))
        if form == "json":
            warning = "" if text == public else _NOT_PUBLIC
            click.echo(_as_json(old, new, period, found, moved, warning))
            return
        if text != public:
            click.echo(f"Not for publication: {_NOT_PUBLIC}.\n")
        if workspace.settings.illustrative:
            click.echo("ILLUSTRATIVE: made-up figures.")
        click.echo(text)


def _as_text(
    old: dt.date,
    new: dt.date,
    period: Period | None,
    found: tuple[Restatement, ...],
    moved: tuple[RatingMoved, ...],
) -> str:
    from milepost.ledger.restatements import value_in_words  # noqa: PLC0415

    restated = [one for one in found if one.kind != "new"]
    figures = "1 figure" if len(restated) == 1 else f"{len(restated)} figures"
    lines = [f"Between {old} and {new}: {figures} restated, {len(found) - len(restated)} new."]
    # What was said otherwise before comes first: it is what a reader of the old record must know.
    for one in sorted(found, key=lambda one: one.kind == "new"):
        agency, measure, of, dimensions = one.key
        codes = "".join(f", {name} {code}" for name, code in dimensions)
        lines += [
            f"{measure}, {agency}, {of}{codes}: {one.kind}",
            f"    {value_in_words(one.old)}{_from(one.old)}",
            f" -> {value_in_words(one.new)}{_from(one.new)}",
        ]
    if period is not None:
        ratings = "1 rating" if len(moved) == 1 else f"{len(moved)} ratings"
        lines.append(f"{ratings} of {period} moved.")
        for rating in moved:
            whose = f", {rating.agency}" if rating.agency else ""
            due = f", due {rating.due}" if rating.due else ""
            lines += [f"{rating.measure}{whose}{due}", f"    {rating.old}", f" -> {rating.new}"]
    return "\n".join(lines)


def _from(held: InForce | None) -> str:
    if held is None:
        return ""
    gone = f"; {held.destroyed.in_words}" if held.destroyed else ""
    return f" (submission {held.submission}, {held.received_on}{gone})"


def _as_json(  # noqa: PLR0913  # all that the text says, and a warning
    old: dt.date,
    new: dt.date,
    period: Period | None,
    found: tuple[Restatement, ...],
    moved: tuple[RatingMoved, ...],
    warning: str,
) -> str:
    held = {
        "not_for_publication": warning,
        "old": str(old),
        "new": str(new),
        "restatements": [
            {
                "agency": one.key[0],
                "measure": one.key[1],
                "period": str(one.key[2]),
                "dimensions": dict(one.key[3]),
                "kind": one.kind,
                "old": _held(one.old),
                "new": _held(one.new),
            }
            for one in found
        ],
    }
    if period is not None:
        held["period"] = str(period)
        held["ratings_moved"] = [
            {
                "measure": rating.measure,
                "agency": rating.agency,
                "due": rating.due,
                "old": rating.old,
                "new": rating.new,
            }
            for rating in moved
        ]
    return json.dumps(held, ensure_ascii=False, indent=2)


def _held(one: InForce | None) -> dict[str, object] | None:
    from milepost.ledger.restatements import value_in_words  # noqa: PLC0415

    if one is None:
        return None
    return {
        "value": value_in_words(one),
        "submission": one.submission,
        "received_on": str(one.received_on),
        "destroyed": one.destroyed.in_words if one.destroyed else "",
    }
