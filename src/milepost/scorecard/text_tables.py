"""Sets a table in columns for a terminal or a mail, where it fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from milepost.scorecard.document import Column, Table
from milepost.scorecard.wrapping import wrapped

_GAP: Final = "  "
# A column of words narrower than this is a column of hyphens.
_NARROWEST: Final = 18
# The head of a row may take so many lines. What else takes more than one is a sentence, which is
# read sooner as a record: a label, then all of it.
_LINES: Final = 3


def in_columns(table: Table, texts: Sequence[Sequence[str]], width: int) -> list[str] | None:
    """The table's head and rows in lines of a width; None where it does not fit.

    Args:
        table: the table.
        texts: what each cell of each row says.
        width: how many columns of letters there are.
    """
    widths = _widths(table.columns, texts, width)
    if widths is None or any(
        len(wrapped(text, width=room)) > (_LINES if i == 0 else 1)
        for row in texts
        for i, (text, room) in enumerate(zip(row, widths, strict=True))
    ):
        return None
    heads = [column.title.replace("\N{SOFT HYPHEN}", "") for column in table.columns]
    lines = list(_row(table.columns, heads, widths, from_below=True))
    lines.append(_GAP.join("-" * room for room in widths))
    for row in texts:
        lines += _row(table.columns, row, widths)
    return lines


def _widths(
    columns: Sequence[Column], texts: Sequence[Sequence[str]], width: int
) -> list[int] | None:
    """How wide each column is; the heads of the rows give way."""
    least, most = [], []
    for i, column in enumerate(columns):
        cells = [row[i] for row in texts]
        head = max(len(word) for word in column.title.replace("\N{SOFT HYPHEN}", "").split())
        longest = max((len(word) for cell in cells for word in cell.split()), default=0)
        natural = max((len(cell) for cell in cells), default=0)
        most.append(max(head, natural))
        gives_way = i == 0 and natural > _NARROWEST
        least.append(max(head, longest, _NARROWEST) if gives_way else most[-1])
    room = width - len(_GAP) * (len(columns) - 1)
    if sum(least) > room:
        return None
    while sum(most) > room:
        widest = max((i for i in range(len(most)) if most[i] > least[i]), key=lambda i: most[i])
        most[widest] -= 1
    return most


def _row(
    columns: Sequence[Column],
    texts: Sequence[str],
    widths: Sequence[int],
    *,
    from_below: bool = False,
) -> Iterator[str]:
    cells = [wrapped(text, width=room) for text, room in zip(texts, widths, strict=True)]
    if from_below:  # the words of a head stand on the rule under it
        tallest = max(len(cell) for cell in cells)
        cells = [[""] * (tallest - len(cell)) + cell for cell in cells]
    for line in zip_longest(*cells, fillvalue=""):
        set_out = (
            text.rjust(room) if column.kind == "number" else text.ljust(room)
            for text, room, column in zip(line, widths, columns, strict=True)
        )
        yield _GAP.join(set_out)
