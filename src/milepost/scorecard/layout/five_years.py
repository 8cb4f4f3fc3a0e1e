"""Lays out the measures of an objective over six years: the five before, and this one."""

from __future__ import annotations

from milepost.scorecard.card import Scorecard
from milepost.scorecard.document import Cell, Column, Fact, Part, Picture, Table, TableRow
from milepost.scorecard.five_years import worst
from milepost.scorecard.model import Section, YearBefore, YearsLine


def five_years(card: Scorecard, section: Section) -> list[Part]:
    """The years, drawn and in a table, where the objective has measures.

    A scorecard that is not of a year has no table, but may have a drawing.
    """
    drawn = card.pictures_of(section.id).multiples
    name = f"{section.id}-years"
    if not section.years or not card.years:
        return [Part(name, "Year by year", (Picture(drawn),))] if drawn else []
    known = [line for line in section.years if _is_known(line)]
    silent = [line.title for line in section.years if not _is_known(line)]
    columns = (
        Column("measure", "Measure"),
        *(Column(f"year-{year}", year, "number") for year in card.years),
    )
    last = card.years[0], card.years[-1]
    table = Table(
        f"{section.id}-years-table",
        f"What each measure came to from {last[0]} to {last[1]}, and whether the targets of the "
        "year were met",
        columns,
        tuple(_row(card, line) for line in known),
        note=f"Nothing is on record for any of these years of: {'; '.join(dict.fromkeys(silent))}."
        if silent
        else "",
    )
    pictures = (Picture(drawn, table.id),) if drawn else ()
    return [Part(name, "Five years", (*pictures, table))]


def _is_known(line: YearsLine) -> bool:
    return any(year.exact is not None or year.results for year in line.years)


def _row(card: Scorecard, line: YearsLine) -> TableRow:
    who = ", ".join(part for part in (line.unit, line.agency) if part)
    return TableRow(
        (
            Cell(line.title, who, illustrative=line.illustrative),
            *(
                _year(line, year, column)
                for year, column in zip(line.years, card.years, strict=True)
            ),
        ),
        told=tuple(Fact("Series broken", text) for text in line.breaks),
        illustrative=line.illustrative,
    )


def _year(line: YearsLine, year: YearBefore, column: str) -> Cell:
    """A year, with its own name where the measure is counted by other years than the column."""
    verdict = worst(year.results)
    beneath = [] if year.period == column else [year.period]
    if len(year.results) == 1:
        beneath.append(year.results[0].word)
    elif year.results:
        met = sum(result.word == "met" for result in year.results)
        beneath.append(f"{met} of {len(year.results)} met")
    return Cell(
        year.actual,
        ", ".join(beneath),
        figure=f"{column}/{line.measure}/{line.agency}/in-five-years" if year.exact else "",
        exact=year.exact,
        absent=year.exact is None,
        mark=verdict.mark if verdict else None,
        illustrative=year.illustrative and (year.exact is not None or bool(year.results)),
    )
