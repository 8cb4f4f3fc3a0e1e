"""How a table is set on a page: the widths of its columns, and by what a column is sorted."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from milepost.scorecard.document import Cell, Column, Document, Table, TableRow
from milepost.scorecard.model import Exact

# From the best to the worst, then what is not known and what is not judged.
_MARKS: Final = ("good", "fair", "poor", "bad", "open", "none")
_NUMBER: Final = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
# Widths are reckoned in letters of a line as wide as the text of a page.
_LETTERS: Final = 135
_WORD_AT_MOST: Final = 14  # a longer word is broken rather than given room
SHORT_DATE: Final = 14  # a date or period of so many letters stands on one line
SHORT_VERDICT: Final = 16  # a verdict of so many letters stands on one line
_BOLD: Final = 1.12
_MARGIN: Final = 2
_MARK: Final = 3
_TAG: Final = 11
_SPARKLINE: Final = 14
_SMALL: Final = 3
_MEDIUM: Final = 5
_VERY_WIDE: Final = 12
_FITS_A_TABLET: Final = 90  # letters across a screen of 768 pixels

Size = str


def size_of(table: Table) -> Size:
    """How soon its rows become cards on a narrow screen: "small" never does."""
    columns = len(table.columns)
    if columns <= _SMALL:
        return "small"
    least = sum(_least(table, i, column) for i, column in enumerate(table.columns))
    if columns <= _MEDIUM or least <= _FITS_A_TABLET:
        return "medium"
    return "wide" if columns <= _VERY_WIDE else "very-wide"


def widths(table: Table) -> tuple[int, ...]:
    """The width of each column in whole percent, 100 in all, by what stands in it.

    Each column first gets what its longest word asks for; what is left goes where most is said.
    """
    least = [_least(table, i, column) for i, column in enumerate(table.columns)]
    said = [_said(table, i) for i in range(len(table.columns))]
    left = max(0.0, _LETTERS - sum(least))
    wanted = [max(0.0, much - little) for much, little in zip(said, least, strict=True)]
    share = min(1.0, left / sum(wanted)) if any(wanted) else 0.0
    asked = [little + share * more for little, more in zip(least, wanted, strict=True)]
    given = [max(1, int(100 * one / sum(asked))) for one in asked]
    widest = given.index(max(given))
    given[widest] += 100 - sum(given)
    return tuple(given)


def _least(table: Table, place: int, column: Column) -> float:
    """How many letters a column must have room for, so that no usual word is broken."""
    cells = [row.cells[place] for row in table.rows]
    head = max(len(word) for word in (*re.split(r"[\s\u00ad]+", column.title), ""))
    broken = max((_longest(cell, column.kind) for cell in cells), default=0)
    marked = _TAG if any(cell.illustrative for cell in cells) else 0
    spark = _SPARKLINE if column.kind == "sparkline" else 0
    return max(head * _BOLD, broken, marked, spark) + _MARGIN


def _longest(cell: Cell, kind: str) -> float:
    """The longest thing in a cell that is not to be broken: a short verdict, or else a word."""
    if cell.judged and len(cell.judged.word) <= SHORT_VERDICT:
        under = len(cell.judged.word) * _BOLD + _MARK
        return max(under, _longest(replace(cell, judged=None), kind))
    if kind == "verdict" and len(cell.text) <= SHORT_VERDICT:
        return len(cell.text) * _BOLD + _MARK
    if kind == "date" and len(cell.text) <= SHORT_DATE:
        return len(cell.text)
    word = max((len(word) for word in re.split(r"[\s-]+", cell.text)), default=0)
    return min(word, _WORD_AT_MOST) * (_BOLD if cell.exact else 1)


def _said(table: Table, place: int) -> float:
    """How many letters stand in most cells of a column."""
    cells = [row.cells[place] for row in table.rows]
    texts = sorted(len(cell.text) + len(cell.small_print) for cell in cells)
    return float(texts[len(texts) * 9 // 10]) if texts else 0.0


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


@dataclass(frozen=True, slots=True)
class Facets:
    """By what rows are found, for the page's script: said once for the page, by number in a row.

    Attributes:
        numbers: the number of each facet, in the order in which the rows name them.
    """

    numbers: dict[tuple[str, str], int]

    @classmethod
    def of(cls, document: Document) -> Facets:
        """Those of every row of a document."""
        found = dict.fromkeys(
            (facet.by, facet.value)
            for _, table in document.every_table()
            for row in table.rows
            for facet in row.facets
            if facet.value
        )
        return cls({facet: number for number, facet in enumerate(found)})

    @property
    def listed(self) -> str:
        """All of them as JSON; empty for none."""
        found = list(self.numbers)
        return json.dumps(found, ensure_ascii=False, separators=(",", ":")) if found else ""

    def row(self, row: TableRow) -> str:
        """The numbers of those of a row; empty for none."""
        known = self.numbers
        found = ((facet.by, facet.value) for facet in row.facets)
        return " ".join(str(known[facet]) for facet in found if facet in known)
