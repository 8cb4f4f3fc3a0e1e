"""Lays out the rows from which measures are computed: the extracts, then each delivery."""

from __future__ import annotations

from collections.abc import Iterator

from milepost.scorecard.deliveries import Deliveries, DeliveryLine
from milepost.scorecard.document import Cell, Column, Paragraph, Part, Table, TableRow

_ABOUT = (
    "Some figures are sent by nobody: they are computed from the records of agencies' systems, one "
    "row for each firearm, seizure or case. A row that could not be taken is quarantined and "
    "counted; where no rows came for a period, there is no figure, and never a zero."
)
_EXTRACTS = (
    Column("extract", "Extract"),
    Column("row", "One row is"),
    Column("dated", "Dated by", meaning="Which date places a row in a period."),
    Column("measures", "Measures computed from it"),
)
_DELIVERIES = (
    Column("delivery", "Delivery"),
    Column("period", "Period"),
    Column("received", "Received"),
    Column("rows", "Rows", "number", "How many rows were taken."),
    Column("quarantined", "Quarantined", "number", "How many rows were not taken."),
    Column("days", "From, to", meaning="The first and last day in it of the date above."),
)
_NOT_SHOWN = Cell("not shown", absent=True)


def computed_from(found: Deliveries) -> Iterator[Part]:
    """The rows behind computed figures, as a part of data quality."""
    extracts = Table(
        "extracts",
        "What figures are computed from",
        _EXTRACTS,
        tuple(
            TableRow(
                (
                    Cell(line.title, line.owner),
                    Cell(line.row),
                    Cell(line.dated),
                    Cell("; ".join(line.measures)),
                ),
                f"extracts/{line.extract}",
                illustrative=line.illustrative,
            )
            for line in found.extracts
        ),
    )
    deliveries = Table(
        "deliveries",
        "Deliveries, by number",
        _DELIVERIES,
        tuple(_delivery(line) for line in found.deliveries),
        sortable=True,
    )
    blocks = (Paragraph(_ABOUT), extracts, *((deliveries,) if found.deliveries else ()))
    yield Part("quality-extracts", "Records that figures are computed from", blocks, opened=False)


def _delivery(line: DeliveryLine) -> TableRow:
    rows = _NOT_SHOWN if line.rows is None else Cell(f"{line.rows:,}")
    quarantined = _NOT_SHOWN if line.quarantined is None else Cell(f"{line.quarantined:,}")
    return TableRow(
        (
            Cell(f"{line.number}. {line.title}", line.agency),
            Cell(line.period),
            Cell(line.received_on),
            rows,
            quarantined,
            Cell(" to ".join(line.days)) if line.days else _NOT_SHOWN,
        ),
        f"deliveries/{line.number}",
        illustrative=line.illustrative,
    )
