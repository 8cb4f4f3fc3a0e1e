"""A document as plain values for the template that sets it on paper (``templates/scorecard.typ``).

Every text goes over as a value and is never read as markup. What the font cannot set has been told
by its number by then, and what is to be linked has been looked up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final, assert_never

from milepost.scorecard.columns import (
    LANDSCAPE,
    PORTRAIT,
    TOGETHER,
    Columns,
    fitted,
    together,
    within,
)
from milepost.scorecard.document import (
    Blank,
    Block,
    Cell,
    Document,
    Fact,
    Facts,
    Listing,
    Paragraph,
    Part,
    Picture,
    Table,
    TableRow,
)
from milepost.scorecard.font import legible, printed, spelled, width
from milepost.scorecard.inks import MARK_INKS
from milepost.scorecard.pictures import AnyChart
from milepost.scorecard.sparkline import sparkline

Values = dict[str, Any]

_SOFT_HYPHEN: Final = "\N{SOFT HYPHEN}"
# A document of fewer parts is seen through without a table of contents.
_FEW_PARTS: Final = 5
_DEEPEST: Final = 6  # the deepest heading that PDF knows
_MOST_LINES: Final = 24  # a row of more lines than this may be broken over pages
# By whether the page lies on its side: how many ems fill a line of text, and of how many lines a
# part is kept on one page.
_EMS_OF_A_LINE: Final = {False: 50, True: 68}
_MOST_LINES_WHOLE: Final = {False: 22, True: 15}
# Half the width of a page; a chart with no wider a table stands beside another.
_HALF: Final = {
    turned: (room - 20.0) / 2 for turned, room in ((False, PORTRAIT), (True, LANDSCAPE))
}
_MOST_ROWS_OF_HALF: Final = 16
_LINE: Final = 95  # so many ems of type fill a line of what is told under a row


class NoAlternativeError(ValueError):
    """A chart has no text alternative, so that nobody could read it who does not see it."""

    def __init__(self, chart: AnyChart) -> None:
        super().__init__(f'The chart "{chart.title}" has no text alternative.')


class Typesetter:
    """Turns a document into the values of the template, part by part."""

    def __init__(self, document: Document, pictures: Mapping[str, str]) -> None:
        self._document = document
        self._pictures = pictures
        self._named: set[str] = set()
        self._notes = {note.number for note in document.footnotes}
        self._cited: set[int] = set()
        self._meant: set[str] = set()
        self._same = document.tables_named()
        self._alike = together(table for _, table in document.every_table())
        self._columns: dict[tuple[Any, ...], Columns] = {}
        self._targets = {part.id for _, part in document.every_part()} | {
            row.id for _, table in document.every_table() for row in table.rows
        }

    def values(self) -> Values:
        """The whole document."""
        document = self._document
        runs = self._runs()
        language, _, region = document.language.partition("-")
        return {
            "about": {
                "title": legible(document.title),
                "author": legible(document.issued_by),
                "description": legible(document.subtitle),
            },
            "title": printed(document.title),
            "subtitle": printed(document.subtitle),
            "issued_by": printed(document.issued_by),
            "period": printed(document.period),
            "as_of": printed(document.as_of),
            "illustrative": document.illustrative,
            "restricted": printed(document.restricted),
            "version": printed(document.version),
            "colours": MARK_INKS,
            "language": language.lower(),
            "region": region.upper() or None,
            "contents": len(document.parts) >= _FEW_PARTS,
            "runs": runs,
            "notes": [
                {
                    "number": note.number,
                    "cited": note.number in self._cited,
                    "lines": [[printed(line.label), printed(line.text)] for line in note.lines],
                }
                for note in document.footnotes
            ],
        }

    def _runs(self) -> list[Values]:
        """The parts, those together that stand on pages turned the same way."""
        runs: list[Values] = []
        for i, part in enumerate(self._document.parts):
            turned = self._is_turned(part) if i else self._must_be_turned(part)
            if not runs or runs[-1]["turned"] != turned:
                runs.append({"turned": turned, "parts": []})
            runs[-1]["parts"] += self._part(part, 1, turned=turned)
        return runs

    def _fitted(self, table: Table, *, turned: bool | None = None) -> Columns:
        """How a table is set: as all others are that have its columns."""
        key = (table.columns, turned)
        if key not in self._columns:
            self._columns[key] = fitted(self._alike[table.columns], turned=turned)
        return self._columns[key]

    def _is_turned(self, part: Part) -> bool:
        """Whether a part stands better on pages that lie on their side."""
        return any(self._fitted(table).setting == "landscape" for table in _tables(part))

    def _must_be_turned(self, part: Part) -> bool:
        """Whether a table of a part fits on no upright page; the first is upright if it can be."""
        return any(
            self._fitted(table, turned=False).setting == "records"
            and self._fitted(table, turned=True).setting == "landscape"
            for table in _tables(part)
        )

    def _part(self, part: Part, level: int, *, turned: bool) -> list[Values]:
        drawn = [
            {
                "name": self._name(part.id),
                "level": min(level, _DEEPEST),
                "title": printed(part.title),
                "illustrative": part.illustrative,
                "new_page": part.new_page,
                "whole": self._is_whole(part, turned=turned),
                "blocks": self._blocks(part, turned=turned),
            }
        ]
        for below in part.parts:
            drawn += self._part(below, level + 1, turned=turned)
        return drawn

    def _blocks(self, part: Part, *, turned: bool) -> list[Values]:
        """The blocks of a part; small pictures that follow each other two and two."""
        found: list[Values] = []
        for block in part.blocks:
            drawn = self._block(block, turned=turned)
            alone = found[-1] if found and found[-1].get("is_small") else None
            if drawn.get("is_small") and alone is not None:
                found[-1] = {"is": "pair", "pictures": [alone, drawn]}
            else:
                found.append(drawn)
        return found

    def _is_whole(self, part: Part, *, turned: bool) -> bool:
        """Whether what stands under a heading is short enough never to be broken over pages."""
        lines = sum(self._lines(block, turned=turned) for block in part.blocks)
        return 0 < lines < _MOST_LINES_WHOLE[turned]

    def _lines(self, block: Block, *, turned: bool) -> float:
        """About how many lines a block takes up; a picture more than any part kept whole."""
        line = _EMS_OF_A_LINE[turned]
        match block:
            case Paragraph():
                return width(printed(block.text)) // line + 2
            case Facts():
                return sum(width(f.label + printed(f.text)) // line + 1 for f in block.facts)
            case Listing():
                return sum(width(printed(item)) // line + 1 for item in block.items)
            case Blank():
                return 3
            case Picture():
                return float("inf")
            case Table():
                columns = self._fitted(block, turned=turned)
                block = folded(block) if columns.folded else block
                told = sum(len(row.told) for row in block.rows)
                return 4 + told + sum(_height(row, columns) + 0.5 for row in block.rows)
            case _:
                assert_never(block)

    def _block(self, block: Block, *, turned: bool) -> Values:
        match block:
            case Paragraph():
                return {"is": "paragraph", "kind": block.kind, "text": printed(block.text)}
            case Facts():
                return {"is": "facts", "facts": _pairs(block.facts)}
            case Listing():
                items = [printed(item) for item in block.items]
                return {"is": "listing", "numbered": block.numbered, "items": items}
            case Blank():
                return {"is": "blank", "label": printed(block.label)}
            case Picture():
                return self._picture(block, turned=turned)
            case Table():
                return self._table(block, self._fitted(block, turned=turned))
            case _:
                assert_never(block)

    def _picture(self, picture: Picture, *, turned: bool) -> Values:
        from milepost.scorecard.charts import table_behind  # noqa: PLC0415  # slow to import

        chart = picture.chart
        if not chart.alternative.strip():
            raise NoAlternativeError(chart)
        same = self._same.get(picture.same_as)
        behind = table_behind(chart)
        half = within(behind, _HALF[turned])
        is_small = same is None and half is not None and len(behind.rows) <= _MOST_ROWS_OF_HALF
        columns = half if half and is_small else fitted(behind, turned=turned)
        return {
            "is": "picture",
            "svg": spelled(self._pictures[chart.id]),
            "alternative": legible(chart.alternative),
            "title": printed(chart.title),
            "illustrative": chart.illustrative,
            "same_as": None if same is None else [f"table/{same.id}", printed(same.caption)],
            # The title and the drawing say already that it was made up.
            "table": None
            if same
            else self._table(behind, columns) | {"caption": "", "note": "", "name": ""},
            "width": sum(columns.widths),
            "is_small": is_small,
        }

    def _table(self, table: Table, columns: Columns) -> Values:
        shown = folded(table) if columns.folded else table
        return {
            "is": "table",
            "name": self._name(f"table/{table.id}") if table.id in self._same else "",
            "records": columns.setting == "records",
            "caption": printed(table.caption),
            "note": printed(table.note),
            "size": columns.size,
            "widths": list(columns.widths),
            "columns": [{"title": printed(c.title), "kind": c.kind} for c in shown.columns],
            "meanings": self._meanings(table),
            "rows": [self._row(row, columns) for row in shown.rows],
        }

    def _meanings(self, table: Table) -> list[str]:
        """What stands in its columns, where no table before it has said so."""
        found = []
        for column in table.columns:
            meaning = f"{column.title.replace(_SOFT_HYPHEN, '')}: {column.meaning}"
            if column.meaning and meaning not in self._meant:
                self._meant.add(meaning)
                found.append(printed(meaning))
        return found

    def _row(self, row: TableRow, columns: Columns) -> Values:
        """A row, without how its figure came about.

        Its footnotes say where it was written, and one measure of the document is worked through.
        """
        pairs = _pairs(row.told)
        return {
            "name": self._name(row.id),
            "cells": [self._cell(cell, row, head=i == 0) for i, cell in enumerate(row.cells)],
            "told": pairs,
            "illustrative": row.illustrative,
            "total": row.total,
            "whole": _is_short(row, columns),
            "told_whole": sum(width(text) for _, text in pairs) < _LINE * _MOST_LINES,
        }

    def _cell(self, cell: Cell, row: TableRow, *, head: bool) -> Values:
        notes = [n for n in cell.notes if n in self._notes]
        first = [n for n in notes if n not in self._cited]
        self._cited.update(first)
        return {
            "name": self._name(cell.figure),
            "text": printed(cell.text),
            "beneath": printed(cell.beneath),
            "absent": cell.absent,
            # What is too long to be a number is set as words.
            "wordy": width(printed(cell.text)) >= TOGETHER,
            "mark": cell.mark,
            "judged": cell.judged and {"word": printed(cell.judged.word), "mark": cell.judged.mark},
            "notes": [[n, n in first] for n in notes],
            "illustrative": (row.illustrative and head)
            or (cell.illustrative and not row.illustrative),
            "link": cell.link if cell.link in self._targets else "",
            "sparkline": sparkline(cell.sparkline),
        }

    def _name(self, name: str) -> str:
        """A name to be linked to; empty where something before it has the same."""
        if not name or name in self._named:
            return ""
        self._named.add(name)
        return name


def folded(table: Table) -> Table:
    """A table with what stands in its last column said under each row, before all else."""
    last = table.columns[-1].title
    return replace(
        table,
        columns=table.columns[:-1],
        rows=tuple(
            replace(row, cells=row.cells[:-1], told=(*_said(last, row.cells[-1]), *row.told))
            for row in table.rows
        ),
    )


def _said(title: str, cell: Cell) -> tuple[Fact, ...]:
    return (Fact(title, cell.text),) if cell.text else ()


def _pairs(facts: Iterable[Fact]) -> list[tuple[str, str]]:
    return [(printed(fact.label), printed(fact.text)) for fact in facts]


def _tables(part: Part) -> Iterable[Table]:
    yield from (block for block in part.blocks if isinstance(block, Table))
    for below in part.parts:
        yield from _tables(below)


def _is_short(row: TableRow, columns: Columns) -> bool:
    """Whether a row surely fits on a page, so that it need not be broken."""
    return _height(row, columns) < _MOST_LINES


def _height(row: TableRow, columns: Columns) -> float:
    """About how many lines the tallest cell of a row takes up; without end where none has room."""
    if not columns.widths:
        return float("inf")
    return max(
        width(printed(cell.text + cell.small_print)) * columns.size / max(room, 1.0) // 1 + 1
        for cell, room in zip(row.cells, columns.widths, strict=True)
    )
