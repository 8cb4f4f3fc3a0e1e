"""The scorecard as a workbook: a sheet that says what it is, a sheet a table, and the dictionary.

Texts are written as texts: nothing that anybody typed becomes a formula, a link or a number. The
same scorecard is the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import Any, Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no types
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from milepost.scorecard.card import Scorecard
from milepost.scorecard.tables import tables
from milepost.scorecard.typed_tables import Raw, TypedColumn, TypedTable
from milepost.scorecard.xlsx_cells import (
    EXACT,
    LINE,
    as_number,
    is_held,
    is_technical,
    lines_in,
    lines_of,
    number_format,
    shown_text,
    units_of,
    width_of,
)

MADE_UP: Final = "ILLUSTRATIVE"
_HEAD: Final = 3  # title, meaning and warning stand above the heads of the columns
_COVER: Final = 100
_MOST_ON_A_PAGE: Final = 11
_TRUTH: Final = '"TRUE";"TRUE";"FALSE"'
_RED: Final = "#B00020"
_DARK: Final = "#1F3A5F"
_PALE: Final = "#FFF1E0"
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
)
_DICTIONARY: Final = (
    ("Sheet", 18), ("Column", 26), ("Head", 24), ("Type", 10), ("Unit", 24), ("Meaning", 80),
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
    book.cover(found)
    for table in found:
        book.table(table)
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
        sheet.write_string(1, 0, shown_text(meaning), self.styled(font_color="#444444"))
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

    def cover(self, found: tuple[TypedTable, ...]) -> None:
        """What the workbook is, and what its sheets are."""
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
        row = _HEAD + len(facts) + 2
        for at, head in enumerate(("Sheet", "A row of it is")):
            sheet.write_string(row, at, head, self._head())
        for number, table in enumerate(found, start=row + 1):
            counted = "1 row" if len(table.rows) == 1 else f"{len(table.rows):,} rows"
            meaning = f"{table.meaning} {counted}."
            sheet.write_string(number, 0, _sheet_name(table), self.styled(bold=True))
            sheet.write_string(number, 1, meaning, self.styled(text_wrap=True))

    def table(self, table: TypedTable) -> None:
        """A table on its sheet: heads that stay, a filter, typed cells."""
        sheet = self.sheet(_sheet_name(table), table.title, table.meaning)
        at, widths = 0, list[float]()
        grounds = [{"bg_color": _PALE} if made_up else {} for made_up in self._made_up(table)]
        for number, column in enumerate(table.columns):
            values = [row[number] for row in table.rows]
            widths.append(width_of(column, values))
            self._heads(sheet, at, column, widths[-1])
            for row, cell in enumerate(zip(values, units_of(table, column), grounds, strict=True)):
                self._cell(sheet, (_HEAD + 1 + row, at), *cell)
            at += 1
            if not all(map(is_held, values)):
                self._exact_column(sheet, at, column, values)
                at += 1
        last = _HEAD + max(len(table.rows), 1)
        sheet.autofilter(_HEAD, 0, last, at - 1)
        sheet.freeze_panes(_HEAD + 1, 1)
        sheet.repeat_rows(_HEAD)
        sheet.set_row(_HEAD, 2 * LINE)
        for number, lines in enumerate(lines_in(table, widths), start=_HEAD + 1):
            sheet.set_row(number, LINE * lines)
        # Printed is what fits on a page across: the columns that a reader looks for come first.
        sheet.print_area(0, 0, last, min(at, _MOST_ON_A_PAGE) - 1)

    def _made_up(self, table: TypedTable) -> list[bool]:
        """Which rows are made up."""
        if self.card.illustrative or "illustrative" not in {c.name for c in table.columns}:
            return [self.card.illustrative] * len(table.rows)
        return [value is True for value in table.column("illustrative")]

    def _heads(self, sheet: Worksheet, at: int, column: TypedColumn, width: float) -> None:
        fold = {"level": 1, "hidden": 1} if is_technical(column) else {}
        sheet.set_column(at, at, width, None, fold)
        sheet.write_string(_HEAD, at, column.title, self._head())

    def _cell(
        self, sheet: Worksheet, at: tuple[int, int], value: Raw, unit: str, style: dict[str, str]
    ) -> None:
        if value is None:
            if style:
                sheet.write_blank(*at, None, self.styled(**style))
        elif isinstance(value, bool):
            # Excel shows a truth value as such whatever its format; others need to be told.
            sheet.write_boolean(*at, value, self.styled(num_format=_TRUTH, align="left", **style))
        elif isinstance(value, (int, Decimal)):
            shape, number = number_format(value, unit), as_number(value)
            # A year is a name rather than an amount.
            style = style if unit else {"align": "left", **style}
            if number is None:
                sheet.write_string(*at, f"{Decimal(value):f}", self.styled(**style))
            else:
                sheet.write_number(*at, number, self.styled(num_format=shape, **style))
        elif isinstance(value, dt.date):
            shown = self.styled(num_format="yyyy-mm-dd", align="left", **style)
            sheet.write_datetime(*at, dt.datetime.combine(value, dt.time()), shown)
        else:
            sheet.write_string(*at, shown_text(value), self.styled(text_wrap=True, **style))

    def _exact_column(
        self, sheet: Worksheet, at: int, column: TypedColumn, values: list[Raw]
    ) -> None:
        """The exact numbers as text, beside a column in which some of them have too many digits."""
        sheet.set_column(at, at, 24)
        sheet.write_string(_HEAD, at, f"{column.title}{EXACT}", self._head())
        for number, value in enumerate(values, start=_HEAD + 1):
            if isinstance(value, (int, Decimal)):
                sheet.write_string(number, at, f"{Decimal(value):f}", self.styled())

    def dictionary(self, found: tuple[TypedTable, ...]) -> None:
        """What every column means."""
        sheet = self.sheet("Dictionary", "Dictionary", "What stands in each column of each sheet.")
        for at, (head, width) in enumerate(_DICTIONARY):
            sheet.set_column(at, at, width)
            sheet.write_string(_HEAD, at, head, self._head())
        row = _HEAD + 1
        for table in found:
            for column in table.columns:
                cells = (
                    _sheet_name(table), column.name, column.title, column.type, column.unit,
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

    def _head(self) -> Any:  # noqa: ANN401  # a format of XlsxWriter
        return self.styled(bold=True, font_color="#FFFFFF", bg_color=_DARK, text_wrap=True)


def _sheet_name(table: TypedTable) -> str:
    return table.title[:31]
