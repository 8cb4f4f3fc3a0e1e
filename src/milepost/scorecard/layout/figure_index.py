"""Lays out the index of figures: every number, and the cell or line in which it was written."""

from __future__ import annotations

from milepost.scorecard.document import Cell, Column, Facet, Paragraph, Part, Table, TableRow
from milepost.scorecard.figure_index import FigureEntry
from milepost.scorecard.layout.figures import by_agency

_ABOUT = (
    "Every figure of this document, with the cell of the file or the line of the plan in which it "
    "was written. A figure that several rows show is listed once. Of a figure that nobody "
    "reported, the line of the plan that asks for it is named."
)
_COLUMNS = (
    Column("figure", "Figure"),
    Column("period", "Period"),
    Column("value", "Value", "number", "An actual, where it does not say what else it is."),
    Column("written", "Written in"),
)
_WHAT = {
    "target": "promised",
    "baseline": "baseline",
    "context": "context",
    "standard": "a standard for others",
}


def figure_index(entries: tuple[FigureEntry, ...]) -> list[Part]:
    """The index as a part; none where there are no figures."""
    if not entries:
        return []
    rows = tuple(_row(entry) for entry in entries)
    caption = f"{len(entries)} figures, by measure and in order of time"
    table = Table("index-table", caption, _COLUMNS, rows, sortable=True)
    return [Part("index", "Index of figures", (Paragraph(_ABOUT), table), opened=False)]


def _row(entry: FigureEntry) -> TableRow:
    cells = (
        Cell(entry.title, entry.whose),
        Cell(entry.period),
        Cell(
            entry.value,
            "" if entry.what == "actual" else _WHAT[entry.what],
            exact=entry.exact,
            absent=entry.what != "target" and entry.exact is None,
            illustrative=entry.illustrative,
            link=entry.figures[0],
        ),
        Cell("; ".join(entry.places)),
    )
    facets = (*by_agency(entry.whose), Facet("period", entry.period))
    return TableRow(cells, facets=facets, illustrative=entry.illustrative)
