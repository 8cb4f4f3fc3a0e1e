"""A document for a terminal or a mail: 80 columns, no colour.

How a figure came about is told by its footnotes here, and by ``milepost explain``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, assert_never

from milepost.scorecard.document import (
    Blank,
    Block,
    Cell,
    Document,
    Facts,
    Listing,
    Paragraph,
    Part,
    Picture,
    Table,
    TableRow,
)
from milepost.scorecard.text_tables import in_columns
from milepost.scorecard.wrapping import wrapped

WIDTH: Final = 80
MARKS: Final = {
    "good": "[+]",
    "fair": "[~]",
    "poor": "[!]",
    "bad": "[-]",
    "open": "[?]",
    "none": "[ ]",
}
_UNDERLINES: Final = ("=", "-", ".")
_ILLUSTRATIVE: Final = "*** ILLUSTRATIVE: every figure in this document is made up. ***"


def as_text(document: Document) -> str:
    """The whole document as plain text."""
    return "\n".join(line.rstrip() for line in _document(document)) + "\n"


def _document(document: Document) -> Iterator[str]:
    if document.restricted:
        yield from _wrap(f"*** {document.restricted.upper()} ***")
    yield from _wrap(document.title.upper())
    yield from _wrap(f"{document.subtitle}. {document.issued_by}. As of {document.as_of}.")
    if document.illustrative:
        yield _ILLUSTRATIVE
    for level, part in document.every_part():
        yield from _part(part, level)
    if document.footnotes:
        yield from _heading("Footnotes: where each figure was written", 1)
    for note in document.footnotes:
        for i, line in enumerate(note.lines):
            label = f"[{note.number}]" if i == 0 else ""
            yield from _wrap(f"{line.label}: {line.text}", f"{label:<6}", hang=" " * 8)
    yield ""
    if document.illustrative:
        yield _ILLUSTRATIVE
    yield f"Milepost {document.version}"


def _part(part: Part, level: int) -> Iterator[str]:
    yield from _heading(part.title + (" (illustrative)" if part.illustrative else ""), level)
    for i, block in enumerate(part.blocks):
        if i:
            yield ""
        yield from _block(block)


def _heading(title: str, level: int) -> Iterator[str]:
    yield ""
    if level == 1:
        yield ""
    yield from _wrap(title.upper() if level == 1 else title)
    yield _UNDERLINES[min(level, len(_UNDERLINES)) - 1] * WIDTH


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(kind="warning"):
            yield from _wrap(block.text, "! ", hang="  ")
        case Paragraph():
            yield from _wrap(block.text)
        case Facts():
            widest = max((len(fact.label) for fact in block.facts), default=0)
            margin = min(widest, 24) + 2
            for fact in block.facts:
                yield from _wrap(fact.text, f"{fact.label + ' ':<{margin}}", hang=" " * margin)
        case Listing():
            for i, item in enumerate(block.items, 1):
                sign = f"{i}. " if block.numbered else "- "
                yield from _wrap(item, sign, hang=" " * len(sign))
        case Picture():
            yield from _wrap(block.chart.alternative, "Chart: ", hang="  ")
        case Blank():
            yield ""
            yield f"{block.label}: ".ljust(WIDTH, "_")
        case Table():
            yield from _table(block)
        case _:
            assert_never(block)


def _table(table: Table) -> Iterator[str]:
    yield from _wrap(table.caption)
    texts = [[_cell(cell) for cell in row.cells] for row in table.rows]
    spoken = any(row.told for row in table.rows)
    columns = None if spoken else in_columns(table, texts, WIDTH)
    if columns is not None:
        yield ""
        yield from columns
    else:
        for row in table.rows:
            yield ""
            yield from _as_record(table, row)
    if table.note:
        yield ""
        yield from _wrap(table.note)


def _as_record(table: Table, row: TableRow) -> Iterator[str]:
    """A row too wide for a line: its head, then each cell under its column's title."""
    head = row.cells[0]
    head = replace(head, illustrative=head.illustrative or row.illustrative)
    yield from _wrap(_cell(head), "* ", hang="  ")
    pairs = [
        (column.title.replace("\N{SOFT HYPHEN}", ""), _cell(cell))
        for column, cell in zip(table.columns[1:], row.cells[1:], strict=True)
        if column.kind != "sparkline"
    ]
    margin = max((len(label) for label, text in pairs if text), default=0) + 2
    for label, text in pairs:
        if text:
            yield from _wrap(text, f"    {label:<{margin}}", hang=" " * (4 + margin))
    for fact in row.told:
        yield from _wrap(f"{fact.label}: {fact.text}", "    ", hang="      ")


def _cell(cell: Cell) -> str:
    mark = f"{MARKS[cell.mark]} " if cell.mark else ""
    judged = f"{MARKS[cell.judged.mark]} {cell.judged.word}" if cell.judged else ""
    said = ", ".join(part for part in (cell.text, cell.beneath, judged) if part)
    made_up = " (illustrative)" if cell.illustrative else ""
    notes = "".join(f"[{n}]" for n in cell.notes)
    return f"{mark}{said}{made_up}{' ' if notes else ''}{notes}"


def _wrap(text: str, first: str = "", hang: str | None = None) -> list[str]:
    return wrapped(text, first, first if hang is None else hang)
