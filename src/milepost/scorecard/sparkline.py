"""A few values over time, drawn small enough for a row of a table."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

_WIDE: Final = 60.0
_HIGH: Final = 14.0
_EDGE: Final = 2.0
_INK: Final = "#005ea2"


def sparkline(values: tuple[float | None, ...]) -> dict[str, str] | None:
    """The drawing and what it says in words; None without a value. Missing is a gap, not a zero."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    low, high = min(known), max(known)
    step = (_WIDE - 2 * _EDGE) / max(len(values) - 1, 1)
    points = [
        None
        if value is None
        else (_EDGE + i * step, _at((value - low) / (high - low) if high > low else 0.5))
        for i, value in enumerate(values)
    ]
    said = ", ".join("no value" if value is None else f"{value:,.10g}" for value in values)
    return {"svg": _svg(points), "alternative": f"Over time, the oldest first: {said}."}


def _at(share: float) -> float:
    return _HIGH - _EDGE - share * (_HIGH - 2 * _EDGE)


def _svg(points: list[tuple[float, float] | None]) -> str:
    strokes = []
    for before, after in pairwise(points):
        if before and after:
            strokes.append(
                f'<path d="M{before[0]:.2f} {before[1]:.2f}L{after[0]:.2f} {after[1]:.2f}"/>'
            )
    dots = [
        f'<circle cx="{p[0]:.2f}" cy="{p[1]:.2f}" r="1.1" fill="{_INK}" stroke="none"/>'
        for p in points
        if p
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE:g} {_HIGH:g}">'
        f'<g fill="none" stroke="{_INK}" stroke-width="1">{"".join(strokes + dots)}</g></svg>'
    )
