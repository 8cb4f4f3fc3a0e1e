"""Lays out what stands beside the rows: figures that are shown and not judged, and what is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from milepost.scorecard.document import Cell, Column, Facet, Fact, Table, TableRow
from milepost.scorecard.model import Figure, Footnote, Row, Said
from milepost.scorecard.said import SAID, words

# A percentage and an amount of money carry their unit with them.
_SELF_EVIDENT = ("percent", "USD")


def by_agency(whose: str) -> Iterator[Facet]:
    """Each agency that a figure is of: what two report together is found by either."""
    parts = whose.split(" and ")
    named = parts if all(" " not in part for part in parts) else [whose]
    return (Facet("agency", part) for part in named)


def figures_table(
    identifier: str, caption: str, shown: Iterable[Figure], *, reasons: bool = False
) -> Table:
    """Figures that are not judged, one a row; with why not, where ``reasons`` are asked for."""
    columns = [
        Column("figure", "Figure"),
        Column("period", "Period", "date"),
        Column("value", "Value", "number"),
        Column("by", "By"),
    ]
    if reasons:
        columns.append(Column("not-rated", "Not rated", meaning="Why it is not judged."))
    columns.append(Column("caveat", "Caveat", meaning="What must be known of it."))
    return Table(
        identifier,
        caption,
        tuple(columns),
        tuple(_figure(figure, reasons=reasons) for figure in shown),
        sortable=True,
    )


def _figure(figure: Figure, *, reasons: bool) -> TableRow:
    unit = figure.unit if figure.exact and figure.unit not in _SELF_EVIDENT else ""
    cells = [
        Cell(figure.title, illustrative=figure.illustrative, notes=figure.notes),
        Cell(figure.period),
        Cell(
            figure.value,
            unit,
            figure=figure.id,
            exact=figure.exact,
            absent=figure.exact is None,
            illustrative=figure.illustrative,
        ),
        Cell(figure.owner),
    ]
    if reasons:
        cells.append(Cell(figure.not_rated))
    cells.append(Cell(figure.caveat))
    facets = (*by_agency(figure.owner), Facet("period", figure.period))
    return TableRow(
        tuple(cells),
        figure.id,
        facets,
        told(figure.said),
        data_of(figure.quality),
        illustrative=figure.illustrative,
    )


def told(found: Iterable[Said]) -> tuple[Fact, ...]:
    """What is said of a figure, each under its label."""
    return tuple(_told(said) for said in found)


def _told(said: Said) -> Fact:
    of = "The explanation: " if said.about == "explanation" != said.kind else ""
    return Fact(SAID[said.kind], of + words(said))


def worked_out(row: Row) -> tuple[Fact, ...]:
    """How a figure and its outlook were worked out, to be opened in place."""
    return tuple(Fact("Worked out", step) for step in row.arithmetic)


def data_of(quality: str) -> tuple[Fact, ...]:
    """The quality of a figure in a line beside it."""
    return (Fact("Its data", quality),) if quality else ()


def written_at(notes: tuple[int, ...], footnotes: tuple[Footnote, ...]) -> tuple[Fact, ...]:
    """Where a figure was written, to be opened in place."""
    return tuple(Fact(line.label, line.text) for n in notes for line in footnotes[n - 1].lines)
