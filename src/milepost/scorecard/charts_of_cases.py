"""Sketches where cases end and where things were: funnels, and areas as tiles."""

from __future__ import annotations

from typing import Final

from milepost.scorecard.inks import INK, SOFT, STEPS, VALUE, VALUE_WASH
from milepost.scorecard.pictures import DrawnAmount, FunnelChart, Tile, TileChart
from milepost.scorecard.sketch import SMALL, WIDTH, Sketch, brief, width_of, wrapped

_STAGE: Final = 42.0
_BAR: Final = 18.0
_NOTE_LINES: Final = 5
_MAP_PITCH: Final = 32.5
_LIST_COLUMNS: Final = 4
_LIST_HEIGHT: Final = 56.0
_TILE_SIZE: Final = 11.0
_SMALLEST: Final = 9.0


def funnel(chart: FunnelChart) -> Sketch:
    """A bar for each stage, its name above it and its value at its end."""
    drawn = Sketch(height=len(chart.stages) * _STAGE + 4)
    if chart.illustrative:
        drawn.made_up()
    known = [e for s in chart.stages for e in (s.low, s.high) if e is not None]
    most = max([*known, 1.0])
    widest = max(width_of(brief(s.words)) for s in chart.stages if not s.is_missing)
    scale = (WIDTH - min(widest, 110) - 26) / most
    for number, stage in enumerate(chart.stages):
        top = number * _STAGE
        (name,) = wrapped(stage.label, WIDTH - 4, size=SMALL, most=1)
        drawn.text(0, top + 13, name, size=SMALL)
        _stage(drawn, stage, top + 18, scale)
    for line in wrapped(chart.note, WIDTH, size=SMALL, most=_NOTE_LINES) if chart.note else ():
        drawn.height += 14
        drawn.text(0, drawn.height - 4, line, size=SMALL, ink=SOFT)
    return drawn


def _stage(drawn: Sketch, stage: DrawnAmount, top: float, scale: float) -> None:
    foot = top + _BAR
    if stage.is_missing:
        drawn.bar(0.8, top, 110, foot, ink=SOFT, wide=1.2, dashed=True)
        (words,) = wrapped(stage.words, 100, size=SMALL, most=1)
        drawn.text(6, foot - 5, words, size=SMALL, ink=SOFT)
        return
    ends = stage.low, stage.high
    low, high = (None if end is None else max(0.0, end) * scale for end in ends)
    if low:
        drawn.bar(0, top, low, foot, fill=VALUE, ink=VALUE, wide=1)
    if high is not None and high != low:
        drawn.bar(low or 0, top, high, foot, fill=VALUE_WASH, ink=VALUE, wide=1.2)
    drawn.rule(0, top - 2, 0, foot + 2, ink=INK)
    end = high if high is not None else low or 0.0
    if high is None:
        drawn.point(end + 8, (top + foot) / 2, "triangle-right", ink=VALUE, size=70)
        end += 10
    (words,) = wrapped(brief(stage.words), 110, most=1)
    drawn.text(end + 8, foot - 4, words, bold=True)


def tiles(chart: TileChart) -> Sketch:
    """A tile for each area: on the map-like grid, or in the order of the list."""
    on_map = all(tile.place is not None for tile in chart.tiles)
    return _map(chart) if on_map else _list(chart)


def _map(chart: TileChart) -> Sketch:
    rows = 1 + max(tile.place[1] for tile in chart.tiles if tile.place)
    drawn = Sketch(height=rows * _MAP_PITCH + 2)
    for tile in chart.tiles:
        if tile.place is not None:
            x, y = (at * _MAP_PITCH + 1 for at in tile.place)
            ink = _ground(drawn, tile, chart, (x, y, x + _MAP_PITCH - 2.5, y + _MAP_PITCH - 2.5))
            middle = x + (_MAP_PITCH - 2.5) / 2
            (code,) = wrapped(tile.code.rpartition("-")[2], _MAP_PITCH, size=_TILE_SIZE, most=1)
            drawn.text(middle, y + 12, code, align="center", size=_TILE_SIZE, ink=ink)
            if not tile.amount.is_missing:
                words, size = _short(tile.amount.words, _MAP_PITCH - 3)
                drawn.text(middle, y + 25, words, align="center", size=size, ink=ink, bold=True)
    return _foot(drawn, chart)


def _list(chart: TileChart) -> Sketch:
    rows = -(-len(chart.tiles) // _LIST_COLUMNS)
    drawn = Sketch(height=rows * _LIST_HEIGHT + 2)
    wide = WIDTH / _LIST_COLUMNS
    for number, tile in enumerate(chart.tiles):
        row, column = divmod(number, _LIST_COLUMNS)
        x, y = column * wide + 1, row * _LIST_HEIGHT + 1
        ink = _ground(drawn, tile, chart, (x, y, x + wide - 4, y + _LIST_HEIGHT - 4))
        for at, line in enumerate(wrapped(tile.amount.label, wide - 12, size=SMALL)):
            drawn.text(x + 5, y + 13 + at * 12, line, size=SMALL, ink=ink)
        if tile.amount.is_missing:
            drawn.text(x + 5, y + 46, "no figure", size=SMALL, ink=ink)
        else:
            words, size = _short(tile.amount.words, wide - 10)
            drawn.text(x + 5, y + 46, words, size=size, ink=ink, bold=True)
    return _foot(drawn, chart)


def _ground(
    drawn: Sketch, tile: Tile, chart: TileChart, box: tuple[float, float, float, float]
) -> str:
    """Draws a tile without its words; returns the ink that reads on it."""
    if tile.amount.is_missing:
        drawn.bar(*box, ink=SOFT, wide=1.2, dashed=True)
        return SOFT
    fill, ink = STEPS[step_of(tile.amount, chart)]
    drawn.bar(*box, fill=fill, ink=SOFT, wide=1)
    return ink


def step_of(amount: DrawnAmount, chart: TileChart) -> int:
    """By how much of the largest value a tile is shaded: nothing, then quarters of it."""
    known = [_size(t.amount) for t in chart.tiles if not t.amount.is_missing]
    most, own = max(known), _size(amount)
    if own <= 0 or most <= 0:
        return 0
    return min(len(STEPS) - 1, 1 + int(own / most * (len(STEPS) - 1) - 1e-9))


def _size(amount: DrawnAmount) -> float:
    ends = [end for end in (amount.low, amount.high) if end is not None]
    return sum(ends) / len(ends)


def _short(words: str, width: float) -> tuple[str, float]:
    """A value and its size as a tile has room for it; the table behind has it in full."""
    said = brief(words).replace("≥ ", "≥").replace("≤ ", "≤").replace("≈ ", "≈")
    size = _TILE_SIZE if width_of(said, _TILE_SIZE) <= width else _SMALLEST
    return wrapped(said, width + 1, size=size, most=1)[0], size


def _foot(drawn: Sketch, chart: TileChart) -> Sketch:
    """Says of how many there is no figure; and what was made up, which tiles would cover."""
    missing = sum(tile.amount.is_missing for tile in chart.tiles)
    if missing:
        drawn.height += 20
        drawn.bar(1, drawn.height - 15, 15, drawn.height - 3, ink=SOFT, wide=1.2, dashed=True)
        words = f"no figure: {missing} of {len(chart.tiles)}"
        drawn.text(22, drawn.height - 5, words, size=SMALL, ink=SOFT)
    if chart.illustrative:
        drawn.height += 24
        drawn.made_up_at(WIDTH / 2, drawn.height - 6, 20)
    return drawn
