"""Lays out what agencies reported: files, rejections, and what did not come."""

from __future__ import annotations

from milepost.scorecard.card import Scorecard
from milepost.scorecard.document import Cell, Column, Fact, Listing, Part, Picture, Table, TableRow
from milepost.scorecard.model import FileRecord, ReportingRecord

_COLUMNS = (
    Column("agency", "Agency"),
    Column("reported", "Measures on record", "number"),
    Column("files", "Files", "number"),
    Column("missing", "Not reported"),
)


def reporting(card: Scorecard) -> Part:
    """What each agency sent, and what could not be placed."""
    sent = Table(
        "reporting-table",
        f"Files received by {card.as_of}; a rejected row or file displaces nothing and stops "
        "nothing",
        _COLUMNS,
        tuple(_agency(record) for record in card.reporting),
    )
    parts = []
    if card.unplaced:
        files = Listing(tuple(file_in_words(file) for file in card.unplaced))
        parts.append(Part("unplaced", "Files whose sender or period could not be told", (files,)))
    drawn = [] if card.punctuality is None else [Picture(card.punctuality)]
    return Part("reporting", "What was received", (*drawn, sent), tuple(parts))


def _agency(record: ReportingRecord) -> TableRow:
    told = [
        *(Fact("File", file_in_words(file)) for file in record.files),
        *(Fact("Returned", text) for text in record.returned),
        *(Fact("Rejected", text) for text in record.rejections),
        *(Fact("Taken, but marked", text) for text in record.marked),
    ]
    files = str(len(record.files)) if record.files else "no file was received"
    cells = (
        Cell(record.agency, record.name),
        Cell(f"{record.reported} of {record.expected}"),
        Cell(files, absent=not record.files),
        Cell("; ".join(record.missing)),
    )
    return TableRow(cells, f"reporting/{record.agency}", told=tuple(told))


def file_in_words(file: FileRecord) -> str:
    """A file as the record of reporting names it, with its digest."""
    revision = f", revision {file.revision}" if file.revision > 1 else ""
    rows = "1 row" if file.accepted == 1 else f"{file.accepted} rows"
    taken = f"{rows} accepted, {file.rejected} rejected"
    if file.accepted is None:
        taken = "how many rows is not shown"
    arrival = f", {file.arrival}" if file.arrival else ""
    official = f"; certified by {file.certified_by}" if file.certified_by else ""
    destroyed = f" {file.destroyed}" if file.destroyed else ""
    digest = f"SHA-256 {file.digest}" if file.digest else "SHA-256 not shown: it is on the receipt"
    return (
        f"{file.number}. {file.name}{revision}, received {file.received_on}{arrival}: "
        f"{file.status}, {taken}{official}. "
        f"{digest}.{destroyed}"
    )
