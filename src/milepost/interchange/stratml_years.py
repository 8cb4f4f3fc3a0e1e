"""The years, quarters or days from one date to another, as a plan writes them."""

from __future__ import annotations

from typing import Final

from milepost.periods import Calendar, Period, parse_period
from milepost.plan.date_rules import MONTHS

_YEAR: Final = 12


def years_between(first: str, last: str, calendar: Calendar) -> str:
    """The years from one date to another, fiscal or calendar where they begin and end so."""
    start = parse_period(first if len(first) > len("2009") else f"{first}-01")
    end = parse_period(last if len(last) > len("2009") else f"{last}-{_YEAR}")
    begins, ends = calendar.start(start), calendar.end(end)
    fiscal = [f"FY{calendar.fiscal_year(day).first:04}" for day in (begins, ends)]
    for pair in (fiscal, [f"CY{day.year:04}" for day in (begins, ends)]):
        years = [parse_period(year) for year in pair]
        if calendar.start(years[0]) == begins and calendar.end(years[1]) == ends:
            return pair[0] if pair[0] == pair[1] else "..".join(pair)
    days = [begins.isoformat(), ends.isoformat()]
    return str(parse_period(days[0] if days[0] == days[1] else "..".join(days)))


def period_between(first: str, last: str, starts: str) -> str:
    """The fiscal or calendar year or quarter from one date to another, else the days themselves.

    Args:
        first: the first day.
        last: the last.
        starts: the month in which the fiscal year begins.

    Raises:
        ValueError: where it ends before it begins.
    """
    calendar = Calendar(MONTHS.index(starts) + 1)
    written = years_between(first, last, calendar)
    if written[:2] in ("FY", "CY"):
        return written
    begins, ends = calendar.start(parse_period(first)), calendar.end(parse_period(last))
    year = calendar.fiscal_year(begins)
    whole: tuple[Period, ...] = (*year.quarters(), *parse_period(f"CY{begins.year:04}").quarters())
    for quarter in whole:
        if (calendar.start(quarter), calendar.end(quarter)) == (begins, ends):
            return str(quarter)
    return written
