"""Makes the first cell of each row of a tagged PDF's tables the head of its row.

Typst's binding tags only the heads of columns, and gives every cell the list of them. A reader of
the page by ear needs the head of the row as well. So the first cell of a row becomes a head with
the scope of its row, and the lists are taken off: PDF finds the heads of a cell by their scopes
(ISO 32000-1, 14.8.5.7, table 349), and a list would stand above that.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object


def with_row_heads(drawn: bytes) -> bytes:
    """The same PDF with heads of rows."""
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        for table in elements(pdf, "/Table"):
            under_head = False
            for row in _below(table, "/TR"):
                under_head = _tell_heads(row, under_head=under_head)
        written = io.BytesIO()
        generated = pikepdf.ObjectStreamMode.generate
        pdf.save(written, deterministic_id=True, object_stream_mode=generated)
    return written.getvalue()


def elements(pdf: pikepdf.Pdf, kind: str) -> Iterator[Object]:
    """The structure elements of a kind, in the order of reading."""
    return _below(pdf.Root.StructTreeRoot, kind)


def children(element: Object) -> list[Object]:
    """The structure elements right below one."""
    found = element.get("/K", Array())
    kids = list(found) if isinstance(found, Array) else [found]
    return [kid for kid in kids if isinstance(kid, Dictionary) and "/S" in kid]


def _below(element: Object, kind: str) -> Iterator[Object]:
    waiting = children(element)[::-1]
    while waiting:
        here = waiting.pop()
        if str(here.S) == kind:
            yield here
        waiting += children(here)[::-1]


def _tell_heads(row: Object, *, under_head: bool) -> bool:
    """Make the first cell of a row its head, unless the head of the row above comes down to it.

    Returns:
        Whether its head goes down to the next row.
    """
    for i, cell in enumerate(children(row)):
        attributes = _of_table(cell)
        if "/Headers" in attributes:
            del attributes.Headers
        if i == 0 and not under_head and str(cell.S) == "/TD":
            cell.S = Name.TH
            attributes.Scope = Name.Row
    first = children(row)[0]
    return not under_head and int(_of_table(first).get("/RowSpan", 1)) > 1


def _of_table(cell: Object) -> Object:
    """The attributes that a cell has as a part of a table."""
    held = cell.get("/A", Array())
    for attributes in held if isinstance(held, Array) else [held]:
        if str(attributes.O) == "/Table":
            return attributes
    made = Dictionary(O=Name.Table)
    cell.A = Array([*(held if isinstance(held, Array) else [held]), made])
    added: Object = cell.A[-1]
    return added
