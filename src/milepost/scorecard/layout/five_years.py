"""Lays out the measures of an objective over six years: the five before, and this one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from milepost.scorecard.card import Scorecard
from milepost.scorecard.document import (
    Block,
    Cell,
    Column,
    Fact,
    Facts,
    Paragraph,
    Part,
    Picture,
    Table,
    TableRow,
)
from milepost.scorecard.five_years import NO_FIGURE, worst
from milepost.scorecard.model import Section, Verdict, YearBefore, YearsLine

_SILENT: Final = ("not reported", NO_FIGURE)
_RULE: Final = (
    f"“{NO_FIGURE[:1].upper()}{NO_FIGURE[1:]}”: the year ended before the first period that any "
    "file on record is for."
)


def five_years(card: Scorecard, section: Section) -> list[Part]:
    """The years, drawn and in a table, where the objective has measures.

    A scorecard that is not of a year has no table, but may have a drawing.
    """
    drawn = card.pictures_of(section.id).multiples
    name = f"{section.id}-years"
    if not section.years or len(card.years) < 2:  # noqa: PLR2004  # no year before it
        return [Part(name, "Year by year", (Picture(drawn),))] if drawn else []
    known = [line for line in section.years if _is_known(line)]
    silent = dict.fromkeys(line.title for line in section.years if not _is_known(line))
    told = [i for i in range(len(card.years)) if any(_is_told(line.years[i]) for line in known)]
    years = [card.years[i] for i in told]
    has_figure = any(line.years[i].exact or _is_baseline(line, i) for line in known for i in told)
    if not has_figure or years == [card.years[-1]]:
        return [Part(name, "Five years", tuple(_nothing(card, section)))]
    columns = (
        Column("measure", "Measure"),
        *(Column(f"year-{year}", year, "number") for year in years),
    )
    last = card.years[0], card.years[-1]
    unknown = [year for year in card.years if year not in years]
    notes = []
    if unknown:
        notes.append(f"No measure has a figure on record for {', '.join(unknown)}.")
    if silent:
        notes.append(f"Nothing is on record for any of these years of: {'; '.join(silent)}.")
    if any(line.years[i].actual == NO_FIGURE for line in known for i in told):
        notes.append(_RULE)
    table = Table(
        f"{section.id}-years-table",
        f"What each measure came to from {last[0]} to {last[1]}, and whether the targets of the "
        "year were met",
        columns,
        tuple(_row(card, line, told) for line in known),
        note=" ".join(notes),
    )
    pictures = (Picture(drawn, table.id),) if drawn else ()
    return [Part(name, "Five years", (*pictures, table))]


def _nothing(card: Scorecard, section: Section) -> Iterator[Block]:
    """What is said where no year before this one has a figure."""
    yield Paragraph(
        f"No measure of this objective has a figure on record for {card.years[0]} to "
        f"{card.years[-2]}."
    )
    broken = tuple(
        Fact(f"Series broken: {line.title}", text) for line in section.years for text in line.breaks
    )
    if broken:
        yield Facts(broken)


def _is_told(year: YearBefore) -> bool:
    """Whether more is to be said of a year than that nothing was reported for it."""
    return year.exact is not None or bool(year.results) or year.actual not in _SILENT


def _is_known(line: YearsLine) -> bool:
    return any(year.exact or year.results or year.baseline_source for year in line.years)


def _is_baseline(line: YearsLine, number: int) -> bool:
    return bool(line.years[number].baseline_source)


def _row(card: Scorecard, line: YearsLine, told: list[int]) -> TableRow:
    who = ", ".join(part for part in (line.unit, line.agency) if part)
    return TableRow(
        (
            Cell(line.title, who, illustrative=line.illustrative),
            *(_year(line, line.years[i], card.years[i]) for i in told),
        ),
        told=tuple(Fact("Series broken", text) for text in line.breaks),
        illustrative=line.illustrative,
    )


def _year(line: YearsLine, year: YearBefore, column: str) -> Cell:
    """A year, with its own name where the measure is counted by other years than the column."""
    beneath = [] if year.period == column else [year.period]
    if year.baseline_source:
        beneath.append(year.baseline_source)
    return Cell(
        year.actual,
        ", ".join(beneath),
        figure=f"{column}/{line.measure}/{line.agency}/in-five-years" if year.exact else "",
        exact=year.exact,
        absent=year.exact is None and not year.baseline_source,
        judged=_judged(year),
        illustrative=year.illustrative
        and (year.exact is not None or bool(year.results) or bool(year.baseline_source)),
    )


def _judged(year: YearBefore) -> Verdict | None:
    """What came of the targets of a year, in one verdict; of several, how many were met."""
    verdict = worst(year.results)
    if verdict is None:
        return None
    word = verdict.word
    if len(year.results) > 1:
        met = sum(result.word == "met" for result in year.results)
        word = f"{met} of {len(year.results)} met"
    # A figure is no less real for a target that was made up: the verdict alone is marked.
    if year.results_illustrative and not year.illustrative:
        word += " (illustrative)"
    return Verdict(word, verdict.mark)
