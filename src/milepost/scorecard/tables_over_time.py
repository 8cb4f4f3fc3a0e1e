"""Tables of the years before, and of the points of every chart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from milepost.scorecard.card import Scorecard
from milepost.scorecard.figure_columns import NO_PLACE, Shown, how_much, which
from milepost.scorecard.model import Chart, Point, Section, YearBefore, YearsLine
from milepost.scorecard.pictures import DrawnAmount, FunnelChart
from milepost.scorecard.tables_of_figures import JudgedRow, judged_rows
from milepost.scorecard.typed_tables import (
    Field,
    TableOf,
    TypedColumn,
    TypedTable,
    ahead,
    count,
    counted,
    day,
    made_up,
    permalink,
    several,
    text,
)

_YEAR_AHEAD = ("title", "agency", "period", "words", "unit", "illustrative", "objective_title",
               "results")  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Before:
    """What the measure of a row came to in an earlier year."""

    target: JudgedRow
    year: YearBefore

    @property
    def shown(self) -> Shown:
        """The figure of that year."""
        row, year = self.target.row, self.year
        identifier = f"{row.id}/{year.period}"
        return replace(self.target.actual, id=identifier, period=year.period, words=year.actual,
                       exact=year.exact, illustrative=year.illustrative, place=row.id)  # fmt: skip


def years_before(card: Scorecard) -> TypedTable:
    """The years before, of every row (31 U.S.C. 1116(c)(1))."""
    columns: list[Field[_Before]] = [
        *which(lambda b: b.shown),
        text("row", "Row", "Identifier of the target beside which it is shown.",
             lambda b: b.target.row.id),
        *how_much(lambda b: b.shown),
        text("results", "Results", "What came of each target that was due in that year.",
             lambda b: b.year.results_in_words, "no target was due"),
    ]  # fmt: skip
    found = (
        _Before(target, year) for target in judged_rows(card) for year in target.row.years_before
    )
    return TableOf(
        "years-before",
        "Years before",
        "What the measure of a target came to in an earlier year, by the same record and plan.",
        ("id",),
        ahead(columns, *_YEAR_AHEAD),
    ).filled(found)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A point of a chart."""

    section: Section
    chart: Chart
    point: Point
    kind: str

    @property
    def shown(self) -> Shown:
        """The point as a figure; what is drawn is no exact figure."""
        identifier = f"{self.chart.id}/{self.kind}/{self.point.period}"
        return Shown(identifier, "", self.chart.title, self.section.id, self.section.title,
                     self.chart.agency, NO_PLACE, self.point.period, self.chart.unit,
                     self.point.words, None, self.chart.illustrative,
                     f"chart/{self.chart.id}")  # fmt: skip


def _points(card: Scorecard) -> Iterator[_Drawn]:
    for section in card.sections:
        for chart in section.charts:
            yield from (_Drawn(section, chart, point, "actual") for point in chart.points)
            yield from (_Drawn(section, chart, point, "target") for point in chart.targets)


def _drawn(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))


def over_time(card: Scorecard) -> TypedTable:
    """The points of every chart."""
    unit = "as the column unit says"
    fields: list[Field[_Drawn]] = [
        *which(lambda d: d.shown),
        text("chart", "Chart", "Identifier of the chart.", lambda d: d.chart.id),
        text("kind", "Kind", "Whether it is an actual or a target.", lambda d: d.kind),
        text("day", "Day", "Last day of the period, by which it is placed on the axis.",
             lambda d: day(d.point.day), type="date"),
        text("words", "In words", "The value as it is printed.", lambda d: d.point.words),
        text("unit", "Unit", "In what it is counted.", lambda d: d.chart.unit),
        Field(TypedColumn("low", "Low, drawn", "decimal", "Lower end as it is drawn.",
                          "nothing bounds it below", unit), lambda d: _drawn(d.point.low)),
        Field(TypedColumn("high", "High, drawn", "decimal", "Upper end as it is drawn.",
                          "nothing bounds it above", unit), lambda d: _drawn(d.point.high)),
    ]  # fmt: skip
    return TableOf(
        "over-time",
        "Over time",
        "One point of one chart, drawn to the nearest; the exact figure is in the table figures.",
        ("id",),
        fields,
    ).filled(_points(card))


@dataclass(frozen=True, slots=True)
class _OfYears:
    """A measure in one of the years that are shown."""

    section: Section
    line: YearsLine
    column: str
    year: YearBefore

    @property
    def shown(self) -> Shown:
        """The figure of that year; its name is that of the cell of the page that shows it."""
        line, year = self.line, self.year
        identifier = f"{self.column}/{line.measure}/{line.agency}/in-five-years"
        place = "" if year.exact else f"{self.section.id}-years"
        return Shown(identifier, line.measure, line.title, self.section.id, self.section.title,
                     line.agency, NO_PLACE, year.period, line.unit, year.actual, year.exact,
                     line.illustrative or year.illustrative, place)  # fmt: skip


def five_years(card: Scorecard) -> TypedTable:
    """Every measure in this year and in the five before (31 U.S.C. 1116(c)(1))."""
    fields: list[Field[_OfYears]] = [
        *which(lambda y: y.shown),
        *how_much(lambda y: y.shown),
        text("results", "Results", "What came of each target that was due in that year.",
             lambda y: y.year.results_in_words, "no target was due"),
        text("shown_under", "Shown under", "The year under which it is shown; of a measure that is "
             "counted by other years not that of its period.", lambda y: y.column),
        several("breaks", "Series broken", "Where the series is broken, so that its years are not "
                "comparable across it.", lambda y: y.line.breaks, "it is not"),
    ]  # fmt: skip
    found = (
        _OfYears(section, line, column, year)
        for section in card.sections
        for line in section.years
        for column, year in zip(card.years, line.years, strict=True)
    )
    return TableOf(
        "five-years",
        "Five years",
        "One measure in one year: this one, or one of the five before.",
        ("id",),
        ahead(fields, *_YEAR_AHEAD),
    ).filled(found)


_Stage = tuple[FunnelChart, int, DrawnAmount]


def funnels(card: Scorecard) -> TypedTable:
    """Cases from stage to stage."""
    unit = "as the column unit says"
    fields: list[Field[_Stage]] = [
        text("funnel", "Funnel", "From how many at the first stage to how many at the last.",
             lambda s: s[0].title),
        count("number", "Stage", "Which stage it is.", lambda s: s[1]),
        text("stage", "Title", "Title of the stage's measure.", lambda s: s[2].label),
        text("agency", "Agency", "Whose cases.", lambda s: s[0].agency),
        text("period", "Period", "For which period they are counted.", lambda s: s[0].period),
        text("words", "In words", "The value as it is printed, or why there is none.",
             lambda s: s[2].words),
        text("unit", "Unit", "In what the first stage is counted.", lambda s: s[0].unit),
        Field(TypedColumn("low", "Low, drawn", "decimal", "Lower end as it is drawn.",
                          "nothing bounds it below, or there is no value", unit),
              lambda s: _drawn(s[2].low)),
        Field(TypedColumn("high", "High, drawn", "decimal", "Upper end as it is drawn.",
                          "nothing bounds it above, or there is no value", unit),
              lambda s: _drawn(s[2].high)),
        text("note", "Note", "What must be known before the stages are read as one funnel.",
             lambda s: s[0].note, "nothing"),
        made_up(lambda s: s[0].illustrative),
        text("id", "Identifier", "Stable name of the funnel.", lambda s: s[0].id),
        permalink(lambda s: f"chart/{s[0].id}"),
    ]  # fmt: skip
    return TableOf(
        "funnels",
        "Cases from stage to stage",
        "One stage of one funnel of cases.",
        ("id", "number"),
        fields,
    ).filled(
        (funnel, n, stage)
        for of in card.pictures
        for funnel in of.funnels
        for n, stage in counted(funnel.stages)
    )
