"""Tables of the years before, and of the points of every chart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from milepost.scorecard.card import Scorecard
from milepost.scorecard.figure_columns import NO_PLACE, Shown, how_much, which
from milepost.scorecard.model import Chart, Point, Section, YearBefore
from milepost.scorecard.tables_of_figures import JudgedRow, judged_rows
from milepost.scorecard.typed_tables import (
    Field,
    TableOf,
    TypedColumn,
    TypedTable,
    ahead,
    day,
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
                       exact=year.exact)  # fmt: skip


def years_before(card: Scorecard) -> TypedTable:
    """The years before, of every row (31 U.S.C. 1116(c)(1))."""
    columns: list[Field[_Before]] = [
        *which(lambda b: b.shown),
        text("row", "Row", "Identifier of the target beside which it is shown.",
             lambda b: b.target.row.id),
        *how_much(lambda b: b.shown),
        text("results", "Results", "What came of each target that was due in that year.",
             lambda b: "; ".join(v.word for v in b.year.results), "no target was due"),
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
                     self.point.words, None, self.chart.illustrative)  # fmt: skip


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
