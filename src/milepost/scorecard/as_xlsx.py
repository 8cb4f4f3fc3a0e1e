"""The scorecard as a workbook: what it is, the contents, a sheet a table, and the dictionary.

Small tables that are read together share a sheet (:mod:`milepost.scorecard.xlsx_sheets`).

Texts are written as texts: nothing that anybody typed becomes a formula, a link or a number. The
same scorecard is the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
from itertools import zip_longest
from typing import Any, Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no types
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from milepost.scorecard.card import Scorecard
from milepost.scorecard.tables import tables
from milepost.scorecard.typed_tables import TypedTable
from milepost.scorecard.xlsx_cells import LINE, is_technical, lines_of, shown_text
from milepost.scorecard.xlsx_sheets import Sheet, sheet_of, sheets
from milepost.scorecard.xlsx_table import draw, head, laid_out

MADE_UP: Final = "ILLUSTRATIVE"
_HEAD: Final = 3  # title, meaning and warning stand above the heads of the columns
_COVER: Final = 100
_MOST_ON_A_PAGE: Final = 11
_FEWER: Final = 8  # where several tables share the widths of their columns
_WIDEST: Final = 44.0  # likewise
_RED: Final = "#B00020"
_GREY: Final = "#444444"
_LINK: Final = "#0B57D0"
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_HOW_TO_READ: Final = (
    (
        "Exact figures",
        (
            "Low and high are the exact ends of a figure. Where a number has more digits than a "
            "cell can hold, the column beside it has all of them as text."
        ),
    ),
    (
        "Folded columns",
        (
            "Columns with fractions, open ends and permalinks are folded; the plus sign above the "
            "sheet opens them. On paper each sheet has its first columns."
        ),
    ),
    (
        "Empty cells",
        (
            "The sheet Dictionary says of each column what an empty cell means. Why there is no "
            "figure stands in a column of its own."
        ),
    ),
    (
        "Finding a table",
        (
            "The sheet Contents lists every table with a link to its sheet. Small tables that are "
            "read together share one, each with its own filter."
        ),
    ),
)
_CONTENTS: Final = (("Sheet", 26), ("Table", 28), ("A row of it is", 74), ("In CSV", 26),
                    ("Rows", 9))  # fmt: skip
_DICTIONARY: Final = (
    ("Table", 24), ("Column", 26), ("Head", 24), ("Type", 10), ("Unit", 24), ("Meaning", 80),
    ("An empty cell says", 50),
)  # fmt: skip


def as_xlsx(card: Scorecard) -> bytes:
    """The bytes of the workbook."""
    stream = io.BytesIO()
    workbook = Workbook(stream, _OPTIONS)
    midnight = dt.datetime.combine(dt.date.fromisoformat(card.as_of), dt.time())
    made_up = f"{MADE_UP}: " if card.illustrative else ""
    workbook.set_properties(
        {
            "title": shown_text(made_up + card.title),
            "author": shown_text(card.issued_by),
            "comments": f"Milepost {card.version}, as of {card.as_of}",
            "created": midnight,
        }
    )
    book = _Book(workbook, card)
    found = tables(card)
    book.cover()
    book.contents(found)
    for sheet in sheets(found):
        book.tables(sheet)
    book.dictionary(found)
    workbook.close()
    return stream.getvalue()


class _Book:
    """The workbook while it is drawn."""

    def __init__(self, workbook: Workbook, card: Scorecard) -> None:
        self.workbook = workbook
        self.card = card
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def styled(self, **properties: object) -> Any:  # noqa: ANN401  # a format of XlsxWriter
        """A format, made once."""
        key = tuple(properties.items())
        if key not in self.formats:
            made = {"font_name": "Calibri", "font_size": 10, "valign": "top", **properties}
            self.formats[key] = self.workbook.add_format(made)
        return self.formats[key]

    def sheet(self, name: str, title: str, meaning: str) -> Worksheet:
        """A sheet with its title; where all is made up, sheet, tab and each page say so."""
        sheet = self.workbook.add_worksheet(name)
        sheet.write_string(0, 0, shown_text(title), self.styled(bold=True, font_size=14))
        sheet.write_string(1, 0, shown_text(meaning), self.styled(font_color=_GREY))
        center = ""
        if self.card.illustrative:
            warning = f"{MADE_UP}: every figure in this workbook is made up."
            sheet.write_string(2, 0, warning, self.styled(bold=True, font_color=_RED))
            sheet.set_tab_color(_RED)
            center = f"&C{MADE_UP}"
        left = shown_text(title).replace("&", "&&")[:80]
        sheet.set_header(f"&L{left}{center}&RAs of {self.card.as_of}")
        sheet.set_footer("&L&A&RPage &P of &N")
        sheet.set_landscape()
        sheet.set_paper(1)  # Letter
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        return sheet

    def cover(self) -> None:
        """What the workbook is."""
        card = self.card
        sheet = self.sheet("About", card.title, card.strategy)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, _COVER)
        sheet.set_portrait()
        facts = [
            ("In short", card.headline),
            ("Issued by", card.issued_by),
            ("Period", card.period),
            ("As of", card.as_of),
            ("Made by", f"Milepost {card.version}"),
            *(("", text) for text in card.about),
            *_HOW_TO_READ,
        ]  # fmt: skip
        for row, (label, text) in enumerate(facts, start=_HEAD + 1):
            sheet.write_string(row, 0, label, self.styled(bold=True))
            sheet.write_string(row, 1, shown_text(text), self.styled(text_wrap=True))
            sheet.set_row(row, LINE * lines_of(text, _COVER))

    def contents(self, found: tuple[TypedTable, ...]) -> None:
        """Every table, with a link to its sheet."""
        said = "What each sheet holds. A table without rows has no sheet."
        sheet = self.sheet("Contents", "Contents", said)
        sheet.set_portrait()
        for at, (title, width) in enumerate(_CONTENTS):
            sheet.set_column(at, at, width)
            sheet.write_string(_HEAD, at, title, head(self.styled))
        there = {each.name for each in sheets(found)}
        for row, table in enumerate(found, start=_HEAD + 1):
            name = sheet_of(table)
            if table.rows and name in there:
                link = self.styled(font_color=_LINK, underline=1)
                sheet.write_url(row, 0, f"internal:'{name}'!A1", link, name)
            else:
                sheet.write_string(row, 0, "no rows", self.styled(font_color=_GREY, italic=True))
            sheet.write_string(row, 1, table.title, self.styled(bold=True))
            sheet.write_string(row, 2, table.meaning, self.styled(text_wrap=True))
            sheet.write_string(row, 3, f"{table.name}.csv", self.styled())
            sheet.write_number(row, 4, len(table.rows), self.styled(num_format="#,##0"))
            sheet.set_row(row, LINE * lines_of(table.meaning, _CONTENTS[2][1]))
        sheet.autofilter(_HEAD, 0, _HEAD + len(found), len(_CONTENTS) - 1)
        sheet.freeze_panes(_HEAD + 1, 0)
        sheet.repeat_rows(_HEAD)

    def tables(self, of: Sheet) -> None:
        """The tables of a sheet: one below the heads that stay, or several, one below another."""
        if len(of.tables) == 1:
            self.table(of.name, of.tables[0])
            return
        meaning = f"On this sheet: {'; '.join(table.title for table in of.tables)}."
        sheet = self.sheet(of.name, of.name, meaning)
        laid = [laid_out(table) for table in of.tables]
        widths = [min(max(c.width for c in at if c), _WIDEST) for at in zip_longest(*laid)]
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        top = last = _HEAD
        for table, columns in zip(of.tables, laid, strict=True):
            sheet.write_string(top, 0, table.title, self.styled(bold=True, font_size=12))
            sheet.write_string(top + 1, 0, table.meaning, self.styled(font_color=_GREY))
            heads = top + 2
            last = draw(sheet, heads, table, columns, widths, self.styled, self._made_up(table))
            # A table in the sense of spreadsheets: it brings its own filter.
            titles = [{"header": c.head, "header_format": head(self.styled)} for c in columns]
            named = "table_" + table.name.replace("-", "_")
            options = {"columns": titles, "style": None, "name": named}
            sheet.add_table(heads, 0, last, len(columns) - 1, options)
            top = last + 3
        sheet.freeze_panes(0, 1)
        sheet.print_area(0, 0, last, min(len(widths), _FEWER) - 1)

    def table(self, name: str, table: TypedTable) -> None:
        """A table on its sheet: heads that stay, a filter, typed cells."""
        sheet = self.sheet(name, table.title, table.meaning)
        laid = laid_out(table)
        for at, of in enumerate(laid):
            fold = {"level": 1, "hidden": 1} if is_technical(of.column) and not of.is_exact else {}
            sheet.set_column(at, at, of.width, None, fold)
        widths = [of.width for of in laid]
        last = draw(sheet, _HEAD, table, laid, widths, self.styled, self._made_up(table))
        sheet.autofilter(_HEAD, 0, last, len(laid) - 1)
        sheet.freeze_panes(_HEAD + 1, 1)
        sheet.repeat_rows(_HEAD)
        # Printed is what fits on a page across: the columns that a reader looks for come first.
        sheet.print_area(0, 0, last, min(len(laid), _MOST_ON_A_PAGE) - 1)

    def _made_up(self, table: TypedTable) -> list[bool]:
        """Which rows are made up."""
        return [value is True for value in table.column("illustrative")]

    def dictionary(self, found: tuple[TypedTable, ...]) -> None:
        """What every column means."""
        sheet = self.sheet("Dictionary", "Dictionary", "What stands in each column of each table.")
        for at, (title, width) in enumerate(_DICTIONARY):
            sheet.set_column(at, at, width)
            sheet.write_string(_HEAD, at, title, head(self.styled))
        row = _HEAD + 1
        for table in found:
            for column in table.columns:
                cells = (
                    table.title, column.name, column.title, column.type, column.unit,
                    column.meaning, column.empty or "never empty",
                )  # fmt: skip
                for at, text in enumerate(cells):
                    sheet.write_string(row, at, text, self.styled(text_wrap=True))
                tall = zip(cells, _DICTIONARY, strict=True)
                sheet.set_row(row, LINE * max(lines_of(text, width) for text, (_, width) in tall))
                row += 1
        sheet.autofilter(_HEAD, 0, row - 1, len(_DICTIONARY) - 1)
        sheet.freeze_panes(_HEAD + 1, 2)
        sheet.repeat_rows(_HEAD)
