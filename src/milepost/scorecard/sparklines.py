"""A line as small as a word, for the row of a table; the figures themselves stand beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_WIDTH: Final = 96
_HEIGHT: Final = 24
_EDGE: Final = 3


def sparkline(values: Sequence[float | None]) -> str:
    """Values over time as a small SVG, in the colour of the text; a gap where one is missing."""
    known = [value for value in values if value is not None]
    if not known:
        return ""
    low, high = min(known), max(known)
    step = (_WIDTH - 2 * _EDGE) / max(len(values) - 1, 1)

    def place(i: int, value: float) -> tuple[float, float]:
        share = 0.5 if high == low else (value - low) / (high - low)
        return _EDGE + i * step, _HEIGHT - _EDGE - share * (_HEIGHT - 2 * _EDGE)

    path, drawing = [], False
    for i, value in enumerate(values):
        if value is not None:
            x, y = place(i, value)
            path.append(f"{'L' if drawing else 'M'}{x:.1f} {y:.1f}")
        drawing = value is not None
    # A value between two gaps would leave no line, so each is a point as well.
    points = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.6" fill="currentColor"/>'
        for x, y in (place(i, value) for i, value in enumerate(values) if value is not None)
    )
    return (
        f'<svg class="sparkline" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" aria-hidden="true" focusable="false">'
        f'<path d="{"".join(path)}" fill="none" stroke="currentColor" stroke-width="1.2"/>'
        f"{points}</svg>"
    )
