"""How a table is set on a page: the widths of its columns, and by what a column is sorted."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from typing import Final

from milepost.scorecard.document import Cell, Column, Table, TableRow
from milepost.scorecard.model import Exact

# From the best to the worst, then what is not known and what is not judged.
_MARKS: Final = ("good", "fair", "poor", "bad", "open", "none")
_NUMBER: Final = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_WORD_AT_MOST: Final = 16  # a longer word is broken rather than given room
_LINES: Final = 4  # in how many lines a cell may stand without asking for more room
_SMALL: Final = 3
_MEDIUM: Final = 5
_VERY_WIDE: Final = 12

Size = str


def size_of(table: Table) -> Size:
    """How soon its rows become cards on a narrow screen: "small" never does."""
    columns = len(table.columns)
    if columns <= _SMALL:
        return "small"
    if columns <= _MEDIUM:
        return "medium"
    return "wide" if columns <= _VERY_WIDE else "very-wide"


def widths(table: Table) -> tuple[int, ...]:
    """The width of each column in whole percent, 100 in all, by what stands in it."""
    asked = [_asked(table, i, column) for i, column in enumerate(table.columns)]
    whole = sum(asked)
    given = [max(1, int(100 * one / whole)) for one in asked]
    widest = given.index(max(given))
    given[widest] += 100 - sum(given)
    return tuple(given)


def _asked(table: Table, place: int, column: Column) -> float:
    """How many letters a column should have room for."""
    cells = [row.cells[place] for row in table.rows]
    head = max(len(word) for word in (*re.split(r"[\s\u00ad]+", column.title), ""))
    texts = sorted(len(f"{cell.text} {cell.beneath}") for cell in cells)
    usual = texts[len(texts) * 9 // 10] if texts else 0
    word = max((len(word) for cell in cells for word in cell.text.split()), default=0)
    mark = 4 if column.kind == "verdict" else 2
    spark = 16 if column.kind == "sparkline" else 0
    return max(head + 2, min(word, _WORD_AT_MOST) + mark, usual / _LINES, spark)


def sort_key(cell: Cell, column: Column) -> str:
    """The number by which a cell is sorted; empty where it is sorted by its words."""
    if column.kind == "verdict":
        return str(_MARKS.index(cell.mark)) if cell.mark else ""
    if column.kind != "number" or cell.absent:
        return ""
    if cell.exact is not None:
        return repr(float(_middle(cell.exact)))
    found = _NUMBER.search(cell.text)
    return found[0].replace(",", "") if found else ""


def _middle(exact: Exact) -> Fraction:
    """The middle of a figure, or its only end."""
    ends = [Fraction(end) for end in (exact.low, exact.high) if end is not None]
    return sum(ends, Fraction(0)) / len(ends) if ends else Fraction(0)


def facets_of(row: TableRow) -> str:
    """By what a row is found, for the page's script; empty for nothing."""
    found = [[facet.by, facet.value] for facet in row.facets if facet.value]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) if found else ""
