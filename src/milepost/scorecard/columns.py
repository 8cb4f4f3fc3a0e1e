"""How wide the columns of a printed table are, and whether its page lies on its side.

The narrowest a column can be is its longest word; what room is left goes, a little at a time, to
the column that makes the most rows tall. Nothing is measured by a clock or at random: the same
table gives the same widths.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

from milepost.scorecard.document import Cell, Column, Table
from milepost.scorecard.font import pieces, printed, width

# US Letter less its margins, in points.
PORTRAIT: Final = 612.0 - 2 * 54
LANDSCAPE: Final = 792.0 - 2 * 54
GUTTER: Final = 9.0
SIZES: Final = (8.5, 7.8)  # the size of type in a table; a crowded one is set smaller
HEAD: Final = 0.88  # of the size, for heads and small print
_MARK: Final = 11.0
_SPARKLINE: Final = 58.0
_TAG: Final = 5.0  # between a head and the word that it was made up, on one line
_STEP: Final = 4.0
TOGETHER: Final = 12.0  # a number and its words up to so many ems are kept on one line
_MOST_ROWS: Final = 120  # so many of the fullest rows settle the widths of a long table
# Lines are never filled to their end: a word that does not fit goes over to the next.
_UNEVEN: Final = 1.12
_MANY: Final = 6  # columns: fewer have room on any page, however much they say
_TALL: Final = 4.0  # lines of an average row: beyond it, a wider page is tried
_WORTH: Final = 0.72  # a page on its side is taken where it saves so much of the height

Setting = Literal["portrait", "landscape", "records"]


@dataclass(frozen=True, slots=True)
class Columns:
    """How a table is set.

    Attributes:
        setting: upright, on its side, or each row as a record where even that is too narrow.
        size: the size of its type in points.
        widths: of each column in points, the gutters included.
        folded: whether what stands in the last column is printed under each row instead.
    """

    setting: Setting
    size: float
    widths: tuple[float, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class _Measured:
    """The columns of a table measured in points, before they are fitted to a page."""

    least: tuple[float, ...]
    most: tuple[float, ...]
    rows: tuple[tuple[tuple[float, ...], ...], ...]  # of each cell, the length of each of its lines


def fitted(table: Table, *, turned: bool | None = None) -> Columns:
    """How a table is set.

    Args:
        table: the table.
        turned: whether its page lies on its side already; None lets the table choose.
    """
    pages: list[tuple[Setting, float]] = [("portrait", PORTRAIT), ("landscape", LANDSCAPE)]
    table = _marked(table)
    if turned is not None:
        pages = pages[1:] if turned else pages[:1]
    found: list[tuple[Columns, float]] = []
    for setting, room in pages:
        for size in SIZES:
            measured = _measured(table, size)
            if sum(measured.least) <= room:
                widths = _shared_out(measured, room)
                found.append((Columns(setting, size, widths), _height(measured, widths)))
                break
    narrow = None if turned else _folded(table)
    if not found:
        return Columns("records", SIZES[0], ()) if narrow is None else narrow[0]
    upright, height = found[0]
    if not turned and upright.setting == "landscape" and narrow is not None:
        return narrow[0]
    crowded = len(table.columns) >= _MANY and height > _TALL * max(len(_rows(table)), 1)
    if crowded and narrow is not None and narrow[1] < height:
        return narrow[0]
    if crowded and len(found) > 1 and found[1][1] < _WORTH * height:
        return found[1][0]
    return upright


def _folded(table: Table) -> tuple[Columns, float] | None:
    """A table upright with its last column under each row, and how high that makes it.

    None where more than words stand in that column, or even then there is no room.
    """
    column = table.columns[-1]
    last = [row.cells[-1] for row in table.rows]
    if (
        len(table.columns) < _MANY
        or column.kind != "text"
        or any(replace(c, text="", absent=False) != Cell() for c in last)
    ):
        return None
    rows = tuple(replace(row, cells=row.cells[:-1]) for row in table.rows)
    narrow = replace(table, columns=table.columns[:-1], rows=rows)
    tried = []
    for size in SIZES:
        measured = _measured(narrow, size)
        if sum(measured.least) <= PORTRAIT:
            widths = _shared_out(measured, PORTRAIT)
            room = PORTRAIT - widths[0]
            under = (width(printed(cell.text)) * size * HEAD // room + 1 for cell in last)
            height = _height(measured, widths) + sum(under)
            tried.append((Columns("portrait", size, widths, folded=True), height))
    return min(tried, key=lambda one: one[1] * one[0].size, default=None)


def within(table: Table, room: float) -> Columns | None:
    """How a small table is set beside something else; None where it has no room there."""
    table = _marked(table)
    for size in SIZES:
        measured = _measured(table, size)
        if sum(measured.least) <= room:
            return Columns("portrait", size, _shared_out(measured, room))
    return None


def _marked(table: Table) -> Table:
    """A table with the mark of each row that was made up on its head, where it is printed."""
    rows = tuple(
        replace(row, cells=(replace(row.cells[0], illustrative=True), *row.cells[1:]))
        if row.illustrative
        else row
        for row in table.rows
    )
    return replace(table, rows=rows)


def together(tables: Iterable[Table]) -> dict[tuple[Column, ...], Table]:
    """Tables with the same columns as one each, so that they are all set alike."""
    found: dict[tuple[Column, ...], Table] = {}
    for table in tables:
        before = found.get(table.columns)
        rows = (before.rows if before else ()) + table.rows
        found[table.columns] = replace(table, rows=rows)
    return found


def _rows(table: Table) -> list[tuple[Cell, ...]]:
    """The rows that settle the widths: all, or the fullest of a long table."""
    rows = [row.cells for row in table.rows]
    if len(rows) > _MOST_ROWS:
        rows.sort(key=lambda cells: -sum(len(cell.text) for cell in cells))
    return rows[:_MOST_ROWS]


def _measured(table: Table, size: float) -> _Measured:
    least, most = [], []
    for i, column in enumerate(table.columns):
        cells = [row.cells[i] for row in table.rows]
        head = printed(column.title)
        smallest = _longest(head) * size * HEAD
        widest = width(head, bold=True) * size * HEAD
        for cell in cells:
            smallest = max(smallest, _least(cell, size, column))
            widest = max(widest, *_lines(cell, size, bold=True, head=i == 0))
        least.append(smallest + GUTTER)
        most.append(max(widest, smallest) + GUTTER)
    lines = tuple(
        tuple(
            _lines(cell, size, bold=i == 0 or column.kind != "text", head=i == 0)
            for i, (cell, column) in enumerate(zip(cells, table.columns, strict=True))
        )
        for cells in _rows(table)
    )
    return _Measured(tuple(least), tuple(most), lines)


def _longest(text: str) -> float:
    """The widest of what must stay on one line, in ems; a soft hyphen lets a word be parted."""
    hyphen = width("-", bold=True)
    found = [
        width(part, bold=True) + (hyphen if i + 1 < len(parts) else 0.0)
        for parts in (word.split("\N{SOFT HYPHEN}") for word in pieces(text))
        for i, part in enumerate(parts)
    ]
    return max(found, default=0.0)


def _least(cell: Cell, size: float, column: Column) -> float:
    shape = _MARK if cell.mark else 0.0
    if cell.sparkline:
        shape += _SPARKLINE
    words = printed(cell.text)
    # A number stays with the words that bound it: "at least 280".
    together = column.kind in ("number", "date") and width(words) < TOGETHER and not cell.absent
    found = (width(words, bold=True) if together else _longest(words)) * size + shape
    small = _longest("illustrative") if cell.illustrative else 0.0
    found = max(found, max(_longest(printed(cell.beneath)), small) * size * HEAD)
    if cell.judged:
        found = max(found, _longest(printed(cell.judged.word)) * size * HEAD + _MARK)
    return found


def _lines(cell: Cell, size: float, *, bold: bool, head: bool) -> tuple[float, ...]:
    """How long each line of a cell is before it is broken."""
    shape = (_MARK if cell.mark else 0.0) + (_SPARKLINE if cell.sparkline else 0.0)
    notes = 7.0 * len(cell.notes)
    found = [width(printed(cell.text), bold=bold) * size + shape + notes]
    if cell.beneath:
        found.append(width(printed(cell.beneath)) * size * HEAD)
    if cell.judged:
        found.append(width(printed(cell.judged.word), bold=True) * size * HEAD + _MARK)
    if cell.illustrative and head and not (cell.beneath or cell.judged):
        found[0] += _TAG + width("illustrative") * size * HEAD
    elif cell.illustrative:
        found.append(width("illustrative") * size * HEAD)
    return tuple(found)


def _shared_out(measured: _Measured, room: float) -> tuple[float, ...]:
    """The widths: all that a column asks for where there is room, else what serves the most."""
    if sum(measured.most) <= room:
        return _spread(measured.most, room)
    widths = list(measured.least)
    left = room - sum(widths)
    while left >= _STEP:
        best = _most_wanting(measured, widths)
        if best is None:
            break
        widths[best] += _STEP
        left -= _STEP
    return _spread(tuple(widths), room)


def _spread(widths: tuple[float, ...], room: float) -> tuple[float, ...]:
    """The room that is left, a little of it to each column, so that a small table stays small."""
    each = min((room - sum(widths)) / len(widths), 2 * GUTTER)
    return tuple(w + each for w in widths)


def _most_wanting(measured: _Measured, widths: list[float]) -> int | None:
    """The column that, made a little wider, takes the most off the height of the rows."""
    gained = [0.0] * len(widths)
    for row in measured.rows:
        tall = [_about(lines, w) for lines, w in zip(row, widths, strict=True)]
        next_highest, highest = sorted(tall)[-2:] if len(tall) > 1 else (1.0, tall[0])
        i = tall.index(highest)
        if highest > len(row[i]):
            gained[i] += min(highest - next_highest, highest * _STEP / widths[i]) + 1e-6
    if not any(gained):
        return None
    return max(range(len(gained)), key=lambda i: (gained[i], -i))


def _about(lines: tuple[float, ...], room: float) -> float:
    """How many lines a cell takes up, with the part of the last one that is filled."""
    return sum(max(1.0, line * _UNEVEN / max(room - GUTTER, 1.0)) for line in lines)


def _tall(lines: tuple[float, ...], room: float) -> int:
    return sum(max(1, math.ceil(line * _UNEVEN / max(room - GUTTER, 1.0))) for line in lines)


def _height(measured: _Measured, widths: tuple[float, ...]) -> float:
    return sum(
        max(_tall(lines, w) for lines, w in zip(row, widths, strict=True)) for row in measured.rows
    )
