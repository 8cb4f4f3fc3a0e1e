"""Sketches what belongs to a whole objective: its targets in a strip, its measures over years."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from milepost.scorecard.charts_over_time import CROSS
from milepost.scorecard.inks import GRID, MADE_UP, SOFT, VALUE, VALUE_WASH
from milepost.scorecard.model import Mark
from milepost.scorecard.pictures import (
    WHETHER_DUE,
    DrawnAmount,
    MultiplesChart,
    Panel,
    StripChart,
    StripMark,
)
from milepost.scorecard.sketch import SMALL, WIDTH, Align, Sketch, brief, width_of, wrapped

_PITCH: Final = 24.0
_LINE: Final = 19.0
_GAP: Final = 18.0
_PANEL_WIDTH: Final = 168.0
_PANEL_HEIGHT: Final = 112.0
_COLUMNS: Final = 2
_LEFT: Final[Align] = "left"
_RIGHT: Final[Align] = "right"
_Scale = Callable[[float], float]
_Counted = Sequence[tuple[str, Mark, int]]
_PLOT: Final = (44.0, 86.0)  # the upper and the lower edge within a panel


def strip(chart: StripChart) -> Sketch:
    """A mark for each target in order, and under them each kind of mark with its number.

    The same shapes say how a target came out that was due and how the others look, so the others
    stand apart, under a line of their own; and so does what was made up among real targets.
    """
    drawn = Sketch(height=0)
    for apart in (False, True):
        for due in WHETHER_DUE:
            marks = [one for one in chart.marks if (one.apart, one.due) == (apart, due)]
            counted = [(word, mark, n) for of, word, mark, n in chart.counts if of == due]
            if marks:
                _group(drawn, marks, _number_of_each(marks) if apart else counted)
    if chart.illustrative and not any(one.apart for one in chart.marks):
        drawn.made_up()
    return drawn


def _group(drawn: Sketch, marks: list[StripMark], counted: _Counted) -> None:
    """Marks that have all in common that is said above them, and under them how many of each."""
    first = marks[0]
    said = ["illustrative, not counted"] if first.apart else []
    said += [] if first.due == "due" else [first.due]
    if said:
        drawn.height += 18
        ink = MADE_UP if first.apart else SOFT
        drawn.text(0, drawn.height - 4, ", ".join(said), size=SMALL, ink=ink)
    _in_order(drawn, marks)
    _counts(drawn, counted)


def _number_of_each(marks: list[StripMark]) -> _Counted:
    found = Counter((one.word, one.mark) for one in marks)
    return [(word, mark, number) for (word, mark), number in found.items()]


def _in_order(drawn: Sketch, marks: list[StripMark]) -> None:
    a_line = int(WIDTH // _PITCH)
    for number, one in enumerate(marks):
        row, column = divmod(number, a_line)
        drawn.verdict(12 + column * _PITCH, drawn.height + 13 + row * _PITCH, one.mark)
    drawn.height += math.ceil(len(marks) / a_line) * _PITCH + 4


def _counts(drawn: Sketch, counts: _Counted) -> None:
    """Each word with its mark and how often it occurs, in as many lines as that takes."""
    x, y = 0.0, drawn.height + 14
    for word, mark, number in counts:
        (said,) = wrapped(f"{number} {word}", WIDTH - _GAP, most=1)
        wide = _GAP + width_of(said) + 14
        if x and x + wide - 14 > WIDTH:
            x, y = 0.0, y + _LINE
        drawn.verdict(x + 7, y - 4, mark, size=80)
        drawn.text(x + _GAP, y, said)
        x += wide
    drawn.height = y + 8


def multiples(chart: MultiplesChart) -> Sketch:
    """A panel for each measure, two side by side."""
    rows = math.ceil(len(chart.panels) / _COLUMNS)
    drawn = Sketch(height=rows * _PANEL_HEIGHT)
    for number, panel in enumerate(chart.panels):
        row, column = divmod(number, _COLUMNS)
        left, top = column * (WIDTH - _PANEL_WIDTH), row * _PANEL_HEIGHT
        if chart.illustrative:
            drawn.made_up_at(left + _PANEL_WIDTH / 2 - 18, top + sum(_PLOT) / 2 + 5)
        _panel(drawn, panel, left, top)
    if any(year.is_missing for panel in chart.panels for year in panel.years):
        drawn.key(CROSS, "no figure", fill="none")
    return drawn


def _panel(drawn: Sketch, panel: Panel, left: float, top: float) -> None:
    for number, line in enumerate(wrapped(panel.title, _PANEL_WIDTH, size=SMALL)):
        drawn.text(left, top + 12 + number * 13, line, size=SMALL)
    last = panel.years[-1]
    said = wrapped(brief(last.words), 62, size=SMALL, most=2)
    right = left + _PANEL_WIDTH - min(66, 10 + max(width_of(line, SMALL) for line in said))
    upper, lower = (top + edge for edge in _PLOT)
    known = [end for year in panel.years for end in _ends(year) if end is not None]
    low, high = min(0.0, *known, 0.0), max(0.0, *known, 0.0)
    span = (high - low) or 1.0
    slot = (right - left) / len(panel.years)

    def x(number: int) -> float:
        return left + (number + 0.5) * slot

    def y(value: float) -> float:
        return lower - (value - low) / span * (lower - upper)

    drawn.rule(left, y(0.0), right, y(0.0), ink=GRID)
    places = [_place(year, x(n), y) for n, year in enumerate(panel.years)]
    for before, after in pairwise(places):
        if before and after:
            drawn.line((before, after), ink=VALUE, wide=1.5)
    for number, (year, place) in enumerate(zip(panel.years, places, strict=True)):
        if place is None:
            drawn.point(x(number), lower - 5, CROSS, ink=SOFT, fill="none", size=40)
        else:
            _mark(drawn, year, place, y)
    foot = top + _PLOT[1] + 15
    half = (right - left) / 2
    for at, year, align in ((left, panel.years[0], _LEFT), (right, last, _RIGHT)):
        (name,) = wrapped(year.label, half, size=SMALL, most=1)
        drawn.text(at, foot, name, align=align, size=SMALL, ink=SOFT)
    at = places[-1][1] if places[-1] else lower - 14
    for number, line in enumerate(said):
        ink = SOFT if last.is_missing else VALUE
        shift = 4 + number * 12 - (len(said) - 1) * 6
        drawn.text(right + 4, at + shift, line, size=SMALL, ink=ink, bold=not last.is_missing)


def _ends(amount: DrawnAmount) -> tuple[float | None, float | None]:
    return amount.low, amount.high


def _place(year: DrawnAmount, x: float, y: _Scale) -> tuple[float, float] | None:
    known = [end for end in _ends(year) if end is not None]
    return (x, y(sum(known) / len(known))) if known else None


def _mark(drawn: Sketch, year: DrawnAmount, place: tuple[float, float], y: _Scale) -> None:
    low, high = year.low, year.high
    if low is not None and high is not None and low != high:
        x = place[0]
        drawn.bar(x - 3, y(high), x + 3, y(low), fill=VALUE_WASH, ink=VALUE, wide=1.2)
        return
    shape = "triangle-up" if high is None else "triangle-down" if low is None else "circle"
    drawn.point(*place, shape, ink=VALUE, size=30)
