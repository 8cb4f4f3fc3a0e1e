"""Sketches which agency reported for which period, and whether in time."""

from __future__ import annotations

from typing import Final

from milepost.scorecard.inks import GRID, SOFT, STANDING_MARKS
from milepost.scorecard.pictures import MatrixChart
from milepost.scorecard.sketch import SIZE, SMALL, WIDTH, Sketch, width_of, wrapped

_ROW: Final = 46.0
_HEAD: Final = 34.0
_MOST_NAME: Final = 90.0


def matrix(chart: MatrixChart) -> Sketch:
    """A row for each agency, a column for each period; in each cell a mark and its words."""
    drawn = Sketch(height=_HEAD + len(chart.agencies) * _ROW + 2)
    if chart.illustrative:
        drawn.made_up()
    left = min(_MOST_NAME, max(width_of(name) for name in chart.agencies) + 8)
    wide = (WIDTH - left) / len(chart.periods)
    for column, period in enumerate(chart.periods):
        year, _, quarter = period.partition("-Q")
        for at, line in enumerate([f"Q{quarter}", year] if quarter else ["Year", year]):
            drawn.text(left + column * wide + 4, 12 + at * 13, line, size=SMALL, ink=SOFT)
    for row, agency in enumerate(chart.agencies):
        top = _HEAD + row * _ROW
        drawn.rule(0, top, WIDTH, top, ink=GRID)
        for at, line in enumerate(wrapped(agency, left - 4)):
            drawn.text(0, top + 17 + at * 14, line, bold=True)
        for column, period in enumerate(chart.periods):
            _cell(drawn, chart, agency, period, (left + column * wide, top, wide))
    return drawn


def _cell(
    drawn: Sketch, chart: MatrixChart, agency: str, period: str, at: tuple[float, float, float]
) -> None:
    x, top, wide = at
    cell = chart.cell(agency, period)
    if cell is None:
        drawn.text(x + 4, top + 17, "not asked", size=SMALL, ink=SOFT)
        return
    mark = STANDING_MARKS[cell.standing]
    drawn.verdict(x + 10, top + 12, mark, size=70)
    for number, line in enumerate(wrapped(cell.words, wide - 6, size=SMALL)):
        drawn.text(x + 4, top + 30 + number * (SIZE - 0.5), line, size=SMALL)
