"""What a chart shows, as a table: the same words, for whoever would rather read or copy them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest
from typing import Any, Final

from milepost.scorecard.document import Cell, Column, Table, TableRow
from milepost.scorecard.model import Chart, Point
from milepost.scorecard.pictures import (
    AnyChart,
    DrawnAmount,
    FunnelChart,
    MatrixChart,
    MultiplesChart,
    StripChart,
    TileChart,
)

_Rows = Iterator[tuple[Cell, ...]]


def table_behind(chart: AnyChart) -> Table:
    """What a chart shows, as a table."""
    columns, rows = _BY_KIND[type(chart)]
    return Table(
        f"behind/{chart.id}",
        f"What the chart shows: {chart.title}",
        columns(chart) if callable(columns) else columns,
        tuple(TableRow(cells, illustrative=chart.illustrative) for cells in rows(chart)),
        note="Illustrative: something in it was made up." if chart.illustrative else "",
    )


_OVER_TIME: Final = (
    Column("reported", "Reported", "number"),
    Column("before", "Reported first, since revised", "number"),
    Column("target", "Target", "number"),
    Column("path", "Path to the target", "number"),
)


def _by_kind(chart: Chart) -> tuple[tuple[Column, list[tuple[Point, Cell]]], ...]:
    """What a chart over time shows, kind by kind; a kind of which it shows nothing is left out."""
    shown = (
        [
            *((point, Cell(point.words)) for point in chart.points),
            *((point, Cell(point.words, absent=True)) for point in chart.gaps),
        ],
        *([(point, Cell(point.words)) for point in own]
          for own in (chart.before, chart.targets, chart.path)),
    )  # fmt: skip
    return tuple((column, own) for column, own in zip(_OVER_TIME, shown, strict=True) if own)


def _over_time(chart: Chart) -> _Rows:
    """A row for each period; another where a period has two of one kind."""
    kinds = _by_kind(chart)
    periods = {(point.day, point.period): None for _, own in kinds for point, _ in own}
    for day, period in sorted(periods):
        of = [[c for p, c in own if (p.day, p.period) == (day, period)] for _, own in kinds]
        for cells in zip_longest(*of, fillvalue=Cell()):
            yield Cell(period), *cells


def _kinds(chart: Chart) -> tuple[Column, ...]:
    return (Column("period", "Period", "date"), *(column for column, _ in _by_kind(chart)))


def _strip(chart: StripChart) -> _Rows:
    for one in chart.marks:
        yield Cell(one.label), Cell(one.word, "" if one.due == "due" else one.due, mark=one.mark)


def _amount(amount: DrawnAmount) -> Cell:
    return Cell(amount.words, absent=amount.is_missing)


def _funnel(chart: FunnelChart) -> _Rows:
    for stage in chart.stages:
        yield Cell(stage.label), _amount(stage)


def _tiles(chart: TileChart) -> _Rows:
    for tile in chart.tiles:
        name = tile.amount.label
        yield Cell(name, "" if name == tile.code else tile.code), _amount(tile.amount)


def _matrix(chart: MatrixChart) -> _Rows:
    for agency in chart.agencies:
        cells = (chart.cell(agency, period) for period in chart.periods)
        yield (Cell(agency), *(Cell(c.words) if c else Cell("not asked", absent=True)
                               for c in cells))  # fmt: skip


def _periods(chart: MatrixChart) -> tuple[Column, ...]:
    return (Column("agency", "Agency"), *(Column(period, period) for period in chart.periods))


def _multiples(chart: MultiplesChart) -> _Rows:
    years = _years(chart)
    for panel in chart.panels:
        own = {year.label: year for year in panel.years}
        yield (
            Cell(panel.title, panel.unit),
            *(_amount(own[y]) if y in own else Cell("not asked", absent=True) for y in years),
        )


def _years(chart: MultiplesChart) -> Iterable[str]:
    """Every year of any panel, in order."""
    return sorted({year.label for panel in chart.panels for year in panel.years})


def _year_columns(chart: MultiplesChart) -> tuple[Column, ...]:
    years = (Column(year, year, "number") for year in _years(chart))
    return (Column("measure", "Measure"), *years)


_Columns = tuple[Column, ...] | Callable[[Any], tuple[Column, ...]]
_BY_KIND: Final[dict[type, tuple[_Columns, Callable[[Any], _Rows]]]] = {
    Chart: (_kinds, _over_time),
    StripChart: ((Column("target", "Target"), Column("outcome", "Outcome", "verdict")), _strip),
    FunnelChart: ((Column("stage", "Stage"), Column("value", "Value", "number")), _funnel),
    TileChart: ((Column("area", "Area"), Column("value", "Value", "number")), _tiles),
    MatrixChart: (_periods, _matrix),
    MultiplesChart: (_year_columns, _multiples),
}
