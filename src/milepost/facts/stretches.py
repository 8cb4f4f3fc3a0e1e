"""Stretches of months: what is reduced together and remembered by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from milepost.facts.grids import Grid

_MONTHS = 12
_TOGETHER = 3
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One period of a grid, or three months of a grid of months.

    Attributes:
        keys: the numbers of its periods.
        first: its first day.
        last: its last day.
    """

    keys: tuple[int, ...]
    first: dt.date
    last: dt.date


def stretches_of(grid: Grid, keys: Iterable[int]) -> list[Stretch]:
    """The stretches in which periods of a grid lie, in order."""
    if grid.months > 1:
        return [_stretch(grid, (key,), grid.months) for key in sorted(set(keys))]
    begin = sorted({key - key % _TOGETHER for key in keys})
    return [_stretch(grid, tuple(range(b, b + _TOGETHER)), _TOGETHER) for b in begin]


def _stretch(grid: Grid, keys: tuple[int, ...], months: int) -> Stretch:
    month = keys[0] - grid.shift
    return Stretch(keys, _first_day(month), _first_day(month + months) - _ONE_DAY)


def _first_day(month: int) -> dt.date:
    return dt.date(month // _MONTHS, month % _MONTHS + 1, 1)
