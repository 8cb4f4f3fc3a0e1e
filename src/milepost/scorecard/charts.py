"""Draws a chart as a self-contained SVG that a screen reader can name.

Altair, drawn by vl-convert without a browser or a network. Its root element carries no role and no
title, so both are put on here; the marks inside are taken out of the reading order, because the
text alternative and the figures in the tables say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Any, Final

import altair as alt
import pandas as pd
import vl_convert

from milepost.scorecard.document import Cell, Column, Table, TableRow
from milepost.scorecard.model import Chart, Point

INK: Final = "#1b2733"
VALUE: Final = "#005ea2"
TARGET: Final = "#b50909"
_GRID: Final = "#d5dde5"
_WIDTH: Final = 440
_HEIGHT: Final = 190
_FEW: Final = 6  # below this, a tick for each whole number
_FONT: Final = "Public Sans, Segoe UI, Helvetica, Arial, sans-serif"


def drawn(charts: Iterable[Chart]) -> dict[str, str]:
    """Every chart as SVG text, by its name."""
    return {chart.id: as_svg(chart) for chart in charts}


def table_behind(chart: Chart) -> Table:
    """What a chart shows, as a table."""
    rows = [(point, "reported") for point in chart.points]
    rows += [(point, "target") for point in chart.targets]
    columns = (
        Column("period", "Period"),
        Column("what", "What"),
        Column("value", "Value", "number"),
    )
    return Table(
        f"behind/{chart.id}",
        f"What the chart shows: {chart.title}",
        columns,
        tuple(
            TableRow((Cell(point.period), Cell(what), Cell(point.words)))
            for point, what in sorted(rows, key=lambda pair: (pair[0].day, pair[0].period))
        ),
    )


def as_svg(chart: Chart) -> str:
    """One chart as SVG text: points, the stretches of what is not exact, targets apart by shape."""
    drawn: Any = alt.layer(*_layers(chart)).properties(
        width=_WIDTH, height=_HEIGHT, background="transparent"
    )
    drawn = drawn.configure(font=_FONT).configure_view(strokeOpacity=0)
    drawn = drawn.configure_axis(
        labelColor=INK, titleColor=INK, gridColor=_GRID, domainColor=_GRID, tickColor=_GRID,
        labelFontSize=12, titleFontSize=12, titleFontWeight="normal",
    )  # fmt: skip
    return _named(vl_convert.vegalite_to_svg(drawn.to_json()), chart)


def _layers(chart: Chart) -> list[Any]:
    values = _frame(chart.points)
    names = [
        p.period for p in sorted(chart.points + chart.targets, key=lambda p: (p.day, p.period))
    ]
    x = alt.X(
        "period:N",
        sort=list(dict.fromkeys(names)),
        title=None,
        axis=alt.Axis(labelAngle=0, labelOverlap=True, grid=False),
    )
    whole = _is_whole(chart)
    few = list(range(_highest(chart) + 1)) if whole and _highest(chart) < _FEW else alt.Undefined
    y_axis = alt.Axis(tickCount=5, format=",d" if whole else ",.1f", values=few)
    y = alt.Y(
        "shown:Q", title=_unit(chart.unit), scale=alt.Scale(zero=True, nice=True), axis=y_axis
    )
    layers: list[Any] = [
        alt.Chart(values).mark_line(color=VALUE, strokeWidth=2).encode(x=x, y=y),
        alt.Chart(values)
        .transform_filter("datum.low != datum.high")
        .mark_rule(color=VALUE, strokeWidth=3, opacity=0.45)
        .encode(x=x, y="low:Q", y2="high:Q"),
        alt.Chart(values)
        .mark_point(color=VALUE, filled=True, size=70, opacity=1)
        .encode(
            x=x,
            y=y,
            # Open upwards is a triangle: the value is at least what is drawn.
            shape=alt.Shape(
                "bound:N",
                legend=None,
                scale=alt.Scale(
                    domain=["exact", "at least", "at most"],
                    range=["circle", "triangle-up", "triangle-down"],
                ),
            ),
        ),
        alt.Chart(values)
        .mark_text(dy=-12, color=INK, fontSize=12)
        .encode(x=x, y=y, text="words:N"),
    ]
    if chart.targets:
        promised = _frame(chart.targets)
        layers += [
            alt.Chart(promised)
            .mark_tick(color=TARGET, thickness=3, width=34, orient="horizontal")
            .encode(x=x, y=alt.Y(f"{end}:Q"))
            for end in ("low", "high")
        ]
    return layers


def _frame(points: tuple[Point, ...]) -> pd.DataFrame:
    """Points as the chart's data; an end without bound is drawn at the other end."""
    rows = []
    for point in points:
        low = point.high if point.low is None else point.low
        high = point.low if point.high is None else point.high
        assert low is not None  # noqa: S101  # a value has at least one end
        assert high is not None  # noqa: S101
        bound = "at least" if point.high is None else "at most" if point.low is None else "exact"
        rows.append(
            {
                "period": point.period,
                "low": low,
                "high": high,
                "shown": (low + high) / 2,
                "bound": bound,
                "words": _label(point.words),
            }
        )
    return pd.DataFrame(rows)


def _is_whole(chart: Chart) -> bool:
    ends = [e for p in chart.points + chart.targets for e in (p.low, p.high) if e is not None]
    return all(end == int(end) for end in ends)


def _label(words: str) -> str:
    """The value as briefly as a chart has room for; its shape tells the bound."""
    brief = words.removeprefix("at least ").removeprefix("at most ")
    return brief.removeprefix("between ").replace(" and ", "\N{EN DASH}")


def _highest(chart: Chart) -> int:
    ends = [e for p in chart.points + chart.targets for e in (p.low, p.high) if e is not None]
    return int(max(ends))


def _unit(unit: str) -> str:
    return {"percent": "Percent", "USD": "U.S. dollars"}.get(unit, unit[:1].upper() + unit[1:])


def _named(svg: str, chart: Chart) -> str:
    """The SVG with a role, a title and the text alternative, and without reading order inside."""
    quiet = re.sub(r' (?:role|aria-[a-z]+|tabindex)="[^"]*"', "", svg)
    name = re.sub(r"[^a-z0-9-]", "-", chart.id.lower())
    head = (
        f'role="img" aria-labelledby="title-{name} alternative-{name}" focusable="false" '
        f'preserveAspectRatio="xMinYMin meet"'
    )
    told = (
        f'<title id="title-{name}">{escape(chart.title)}</title>'
        f'<desc id="alternative-{name}">{escape(chart.alternative)}</desc>'
    )
    opened, rest = quiet.split(">", 1)
    # The picture scales with its column; its own size is only its proportions.
    opened = re.sub(r' (?:width|height)="[^"]*"', "", opened)
    unique = re.sub(r'(id="|url\(#|href="#)(?!title-|alternative-)', rf"\1{name}-", rest)
    return f"{opened} {head}>{told}{unique}"
