"""Draws the sparkline of a table row: values over time, no larger than a word.

Plain SVG: a row has its figures in words beside it, so that there is nothing to study here but the
shape. It is hidden from screen readers for the same reason, and is as dark as the words beside it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

_WIDTH: Final = 80.0
_HEIGHT: Final = 20.0
_MARGIN: Final = 3.0


def sparkline(values: Sequence[float | None]) -> str:
    """Values from the earliest to the latest as SVG text; nothing where there is none.

    Args:
        values: each value; None where one is missing, over which no line is drawn.
    """
    runs = list(_runs(values))
    if not runs:
        return ""
    known = [value for run in runs for _, value in run]
    low, high = min(known), max(known)
    step = (_WIDTH - 2 * _MARGIN) / max(1, len(values) - 1)

    def place(number: int, value: float) -> str:
        share = (value - low) / (high - low) if high > low else 0.5
        x, y = _MARGIN + number * step, _HEIGHT - _MARGIN - share * (_HEIGHT - 2 * _MARGIN)
        return f"{x:.1f},{y:.1f}"

    drawn = []
    for run in runs:
        places = [place(number, value) for number, value in run]
        if len(places) > 1:
            drawn.append(f'<path d="M{"L".join(places)}"/>')
        else:
            drawn.append(_dot(places[0], 1.2))
    drawn.append(_dot(place(*runs[-1][-1]), 2.2))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" '
        f'width="{_WIDTH:g}" height="{_HEIGHT:g}" class="sparkline" aria-hidden="true" '
        f'focusable="false" fill="none" stroke="currentColor" stroke-width="1.5" '
        'stroke-linejoin="round">'
        f"{''.join(drawn)}</svg>"
    )


def _runs(values: Sequence[float | None]) -> Iterator[list[tuple[int, float]]]:
    """Values that stand side by side, each with its place."""
    run: list[tuple[int, float]] = []
    for number, value in enumerate(values):
        if value is not None and math.isfinite(value):
            run.append((number, value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _dot(place: str, radius: float) -> str:
    x, y = place.split(",")
    return f'<circle cx="{x}" cy="{y}" r="{radius:g}" fill="currentColor" stroke="none"/>'
