"""``milepost calendar``: what falls due in a year, and whether it was done."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import click

from milepost.cli.options import (
    DateType,
    format_option,
    open_workspace,
    plan_as_of_option,
    problems_end_it,
    today,
)
from milepost.periods import Period, parse_period


class YearType(click.ParamType[Period]):
    """A fiscal or calendar year on the command line; a bare number is a calendar year."""

    name = "year"

    def convert(
        self,
        value: Any,  # noqa: ANN401  # as click declares it
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Period:
        """The year that was written, or a usage error that says how to write one."""
        if isinstance(value, Period):
            return value
        text = str(value).strip()
        try:
            year = parse_period(f"CY{text}" if re.fullmatch(r"\d{4}", text) else text)
        except ValueError:
            year = None
        if year is None or not year.is_year:
            shown = text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004  # of a line
            self.fail(
                f'"{shown}" is not a year. Write a calendar year 2010 or CY2010, or a fiscal year '
                "FY2010.",
                param,
                ctx,
            )
        return year


@click.command("calendar", short_help="Print what falls due in a year, and whether it was done.")
@click.argument("year", type=YearType(), required=False)
@click.option(
    "--as-of",
    type=DateType(),
    default=today,
    show_default="today",
    help="Say what was done by this day.",
)
@plan_as_of_option
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Actions, milestones, reviews and ends of waivers too.",
)
@format_option("text", "json", "ics")
@click.pass_context
def command(  # noqa: PLR0913  # one for each option
    context: click.Context,
    year: Period | None,
    as_of: dt.date,
    plan_as_of: dt.date | None,
    everything: bool,  # noqa: FBT001  # as click hands it over
    form: str,
) -> None:
    """Print the statutory duties of YEAR (2010, CY2010 or FY2010; else this year) by date.

    Each with its owner, and whether the plan records that it was done. What --format ics prints
    opens in a calendar program.
    """
    from milepost.plan.duty_calendar.as_ics import as_ics  # noqa: PLC0415  # as in evaluate
    from milepost.plan.duty_calendar.as_json import as_json  # noqa: PLC0415
    from milepost.plan.duty_calendar.as_text import as_text  # noqa: PLC0415

    workspace = open_workspace(context, plan_as_of or as_of)
    chosen = year or parse_period(f"CY{as_of.year:04}")
    with problems_end_it():
        found = workspace.duty_calendar(chosen, as_of, everything=everything)
        draw = {"text": as_text, "json": as_json, "ics": as_ics}[form]
        # Bytes, so that the line breaks of an ics file are what its standard asks for.
        click.echo(draw(found).encode(), nl=False)
