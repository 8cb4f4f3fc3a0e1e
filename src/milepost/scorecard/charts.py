"""Draws charts as self-contained SVGs that a screen reader can name, and the tables behind them.

Altair, drawn by vl-convert without a browser or a network, all charts of a document at once
(:mod:`milepost.scorecard.sheet`). Each root element carries a role, a title and the text
alternative; the marks inside are in no reading order, because that alternative and the table behind
the chart say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from milepost.scorecard import (
    charts_of_cases,
    charts_of_objectives,
    charts_of_reporting,
    charts_over_time,
)
from milepost.scorecard.charts_behind import table_behind
from milepost.scorecard.model import Chart
from milepost.scorecard.pictures import (
    AnyChart,
    FunnelChart,
    MatrixChart,
    MultiplesChart,
    StripChart,
    TileChart,
)
from milepost.scorecard.sheet import batches, cut_out
from milepost.scorecard.sketch import Sketch

__all__ = ["as_svg", "drawn", "sketched", "table_behind"]

_BY_KIND: Final[dict[type, Callable[[Any], Sketch]]] = {
    Chart: charts_over_time.sketch,
    StripChart: charts_of_objectives.strip,
    MultiplesChart: charts_of_objectives.multiples,
    FunnelChart: charts_of_cases.funnel,
    TileChart: charts_of_cases.tiles,
    MatrixChart: charts_of_reporting.matrix,
}


def drawn(charts: Iterable[AnyChart]) -> dict[str, str]:
    """Every chart as SVG text, by its name; many at once cost little more than one."""
    found: dict[str, str] = {}
    for batch in batches(charts):
        found |= cut_out([(chart, sketched(chart)) for chart in batch])
    return found


def as_svg(chart: AnyChart) -> str:
    """One chart as SVG text."""
    return drawn([chart])[chart.id]


def sketched(chart: AnyChart) -> Sketch:
    """One chart as marks at places."""
    return _BY_KIND[type(chart)](chart)
