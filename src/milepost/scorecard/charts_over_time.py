"""Sketches a measure over time: what it was, what was promised, and the path between.

An exact value is a filled circle; a stretch within which it lies is a box; a value that is open to
one side is a triangle that points there. A value that was revised stays as a hollow circle. A
period for which there is no figure keeps its place and is crossed. Targets are bars across, their
path a thin broken line, and the last one is named at the line's end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from milepost.scorecard.inks import GRID, PAPER, SOFT, TARGET, VALUE, VALUE_WASH
from milepost.scorecard.model import Chart, Point
from milepost.scorecard.sketch import (
    SMALL,
    Sketch,
    brief,
    tick_words,
    ticks,
    width_of,
    wrapped,
)

CROSS: Final = "M-0.7,-0.7L0.7,0.7M0.7,-0.7L-0.7,0.7"
_CENTURY: Final = re.compile(r"\b([FC]Y)\d\d(?=\d\d\b)", re.ASCII)
_PLOT_HEIGHT: Final = 150.0
_TOP: Final = 34.0
_MARGIN: Final = 92.0  # for the words at the line's end
_LINE: Final = 13.0
_MOST_LABEL: Final = 100.0
_TARGET_REACH: Final = 13.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Where periods and values lie on a chart.

    Attributes:
        periods: every period in the order of days.
        left: where the plot begins.
        right: where it ends.
        top: its upper edge.
        bottom: its lower edge.
        low: the value at the lower edge.
        high: the value at the upper edge.
        scale: the round numbers between them that are named.
    """

    periods: tuple[str, ...]
    left: float
    right: float
    top: float
    bottom: float
    low: float
    high: float
    scale: tuple[float, ...]

    @property
    def slot(self) -> float:
        """How wide a period is."""
        return (self.right - self.left) / len(self.periods)

    def x(self, period: str) -> float:
        """The middle of a period."""
        return self.left + (self.periods.index(period) + 0.5) * self.slot

    def y(self, value: float) -> float:
        """Where a value lies."""
        share = (value - self.low) / (self.high - self.low)
        return self.bottom - share * (self.bottom - self.top)


def sketch(chart: Chart) -> Sketch:
    """One chart."""
    drawn = Sketch(height=_TOP + _PLOT_HEIGHT + 36)
    frame = _frame(chart)
    if chart.illustrative and not chart.only_targets:
        drawn.made_up()
    _axes(drawn, chart, frame)
    _targets(drawn, chart, frame)
    _values(drawn, chart, frame)
    _at_the_end(drawn, chart, frame)
    if chart.before:
        drawn.key("circle", "reported first, and revised since", ink=VALUE, fill="none")
    if chart.gaps:
        drawn.key(CROSS, "no figure", fill="none")
    return drawn


def ends(point: Point) -> tuple[float, float]:
    """Both ends that are drawn; an end without bound is drawn at the other end."""
    low = point.high if point.low is None else point.low
    high = point.low if point.high is None else point.high
    return low or 0.0, high or 0.0


def _frame(chart: Chart) -> Frame:
    every = (*chart.points, *chart.targets, *chart.path, *chart.before)
    placed = sorted((*every, *chart.gaps), key=lambda p: (p.day, -len(p.period), p.period))
    values = [end for point in every for end in ends(point)]
    whole = all(value == int(value) for value in values)
    scale = ticks(min(0.0, *values), max(0.0, *values), whole=whole)
    left = 6 + max(width_of(tick_words(at, chart.unit), SMALL) for at in scale)
    return Frame(
        tuple(dict.fromkeys(p.period for p in placed)),
        left, 360 - _MARGIN, _TOP, _TOP + _PLOT_HEIGHT, scale[0], scale[-1], tuple(scale),
    )  # fmt: skip


def _axes(drawn: Sketch, chart: Chart, frame: Frame) -> None:
    whose = f"{unit_words(chart.unit)}, {chart.agency}"
    for number, line in enumerate(wrapped(whose, 350, size=SMALL)):
        drawn.text(0, 11 + number * _LINE, line, size=SMALL, ink=SOFT)
    for at in frame.scale:
        y = frame.y(at)
        drawn.rule(frame.left, y, frame.right, y, ink=SOFT if at == 0 else GRID)
        drawn.text(frame.left - 5, y + 4, tick_words(at, chart.unit), align="right", size=SMALL)
    for at, name in _labelled(frame):
        for number, line in enumerate(name):
            drawn.text(at, frame.bottom + 16 + number * _LINE, line, align="center", size=SMALL)


def unit_words(unit: str) -> str:
    """A unit as a chart names it."""
    return {"percent": "Percent", "USD": "U.S. dollars"}.get(unit, unit[:1].upper() + unit[1:])


def _name(period: str) -> list[str]:
    """A period in two lines where it has a quarter."""
    year, _, quarter = period.partition("-Q")
    return [f"Q{quarter}", year] if quarter else [period]


def _labelled(frame: Frame) -> Iterator[tuple[float, list[str]]]:
    """The periods that are named under the axis, each in lines.

    In short where there is no room in full, FY09; then as many as there is room for, and the last.
    """
    names = {period: _name(period) for period in frame.periods}
    if _widest(names) > frame.slot:
        names = {period: _name(_CENTURY.sub(r"\1", period)) for period in frame.periods}
    step = max(1, -int(-_widest(names) // frame.slot))
    for number, period in enumerate(reversed(frame.periods)):
        if number % step == 0:
            yield frame.x(period), names[period]


def _widest(names: dict[str, list[str]]) -> float:
    return max(width_of(line, SMALL) for name in names.values() for line in name) + 4


def _targets(drawn: Sketch, chart: Chart, frame: Frame) -> None:
    through = [(frame.x(p.period), frame.y(ends(p)[0])) for p in chart.path]
    drawn.line(through, ink=TARGET, dashed=True)
    reach = min(_TARGET_REACH, frame.slot / 2)
    for target in chart.targets:
        x, (low, high) = frame.x(target.period), ends(target)
        for value in dict.fromkeys((low, high)):
            y = frame.y(value)
            drawn.rule(x - reach, y, x + reach, y, ink=TARGET, wide=3)
        if low != high:
            drawn.rule(x, frame.y(low), x, frame.y(high), ink=TARGET)


def _values(drawn: Sketch, chart: Chart, frame: Frame) -> None:
    for old in chart.before:
        x, y = frame.x(old.period), frame.y(sum(ends(old)) / 2)
        drawn.point(x, y, "circle", ink=VALUE, fill=PAPER, size=45)
    for gap in chart.gaps:
        drawn.point(frame.x(gap.period), frame.y(frame.low) - 7, CROSS, ink=SOFT, fill="none")
    absent = {gap.period for gap in chart.gaps}
    for run in _runs(chart.points, frame, absent):
        drawn.line(((frame.x(p.period), _middle(p, frame)) for p in run), ink=VALUE, wide=2)
    named = _named(chart.points, frame)
    for point in chart.points:
        _value(drawn, point, frame)
        if point.period in named:
            words = _label(point)
            shown = words if width_of(words, SMALL) < _MOST_LABEL else ""
            x, y = frame.x(point.period), _foot_of_label(point, chart, frame)
            drawn.text(x, y, shown, align="center", size=SMALL, clear=True)


def _foot_of_label(point: Point, chart: Chart, frame: Frame) -> float:
    """Above a point, or below it where the words would cover a target of its period."""
    low, high = ends(point)
    above, below = frame.y(high) - 9, frame.y(low) + 18
    own = [frame.y(end) for t in chart.targets if t.period == point.period for end in ends(t)]
    covers = any(above - SMALL - 2 <= y <= above + 2 for y in own)
    return below if covers and below < frame.bottom - 2 else above


def _value(drawn: Sketch, point: Point, frame: Frame) -> None:
    x, (low, high) = frame.x(point.period), ends(point)
    if low != high:
        drawn.bar(x - 4, frame.y(high), x + 4, frame.y(low), fill=VALUE_WASH, ink=VALUE, wide=1.5)
        return
    shape = (
        "triangle-up" if point.high is None else "triangle-down" if point.low is None else "circle"
    )
    drawn.point(x, frame.y(low), shape, ink=VALUE, size=55 if shape == "circle" else 75)


def _label(point: Point) -> str:
    """A value as briefly as it can be said: without the counts that it is a share of."""
    return brief(point.words).partition(" (")[0]


def _middle(point: Point, frame: Frame) -> float:
    return frame.y(sum(ends(point)) / 2)


def _runs(points: tuple[Point, ...], frame: Frame, absent: set[str]) -> Iterator[list[Point]]:
    """The points that may be joined: a line does not run over what is missing."""
    run = list(points[:1])
    for before, after in pairwise(points):
        between = frame.periods[
            frame.periods.index(before.period) + 1 : frame.periods.index(after.period)
        ]
        if absent.intersection(between):
            yield run
            run = []
        run.append(after)
    yield run


def _named(points: tuple[Point, ...], frame: Frame) -> set[str]:
    """The points whose value is written beside them: all where there is room, else the extremes.

    One at the right edge is named at the line's end.
    """
    widest = max(width_of(_label(p), SMALL) for p in points)
    ends_there = points[-1].period == frame.periods[-1]
    others = points[:-1] if ends_there else points
    if widest + 4 < frame.slot or not others:
        return {p.period for p in others}
    by_value = sorted(others, key=lambda p: (sum(ends(p)), p.day))
    return {others[0].period, by_value[-1].period}


def _at_the_end(drawn: Sketch, chart: Chart, frame: Frame) -> None:
    """The last value and the last target in words, one under the other where they would clash."""
    last = chart.points[-1]
    said = []
    if last.period == frame.periods[-1]:
        words = wrapped(_label(last), _MARGIN - 10, most=2)
        said.append((_middle(last, frame), words, VALUE))
    if chart.targets:
        target = max(chart.targets, key=lambda p: p.day)
        kind = "illustrative target" if chart.only_targets else "target"
        words = wrapped(f"{kind} {target.words}", _MARGIN - 10, size=SMALL, most=4)
        said.append((frame.y(sum(ends(target)) / 2), words, TARGET))
    said.sort(key=lambda one: one[0])
    foot = 0.0
    for number, (y, lines, ink) in enumerate(said):
        first = max(y + 4 - (len(lines) - 1) * _LINE / 2, foot + _LINE + 2)
        below = sum(len(more) for _, more, _ in said[number + 1 :]) * _LINE + 4
        first = min(first, frame.bottom + 14 - below - (len(lines) - 1) * _LINE)
        for at, line in enumerate(lines):
            foot = first + at * _LINE
            drawn.text(frame.right + 8, foot, line, size=SMALL, ink=ink, bold=ink == VALUE)
