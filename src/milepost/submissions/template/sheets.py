"""How the sheets of a form are drawn: calm, aligned, and only what is to be filled in colour."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no types

from milepost.submissions.cells import column_letters
from milepost.submissions.template.columns import Kind, Stamp
from milepost.submissions.template.form import Form
from milepost.submissions.template.words import Words

Style = Literal[
    "title", "how", "banner", "stamp", "header", "fill_header", "names",
    "id", "text", "strong", "fill", "fill_number", "step",
]  # fmt: skip

_LINE: Final = 12.75
_FONT: Final = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
_GRID: Final = {"border": 1, "border_color": "#C9CDD2"}
_STYLES: Final[Mapping[Style, dict[str, Any]]] = {
    "title": {"bold": True, "font_size": 13, "valign": "vcenter"},
    "how": {"valign": "vcenter"},
    "banner": {"bold": True, "font_color": "#9C1C1C", "valign": "vcenter"},
    "stamp": {"font_size": 7, "font_color": "#8A9099", "valign": "vcenter"},
    "header": {
        "bold": True, "bg_color": "#E4E8EE", "text_wrap": True, "valign": "vcenter", **_GRID,
    },
    "fill_header": {
        "bold": True, "bg_color": "#E4E8EE", "text_wrap": True, "valign": "vcenter", **_GRID,
    },
    "names": {"font_size": 7, "font_color": "#8A9099", "bg_color": "#E4E8EE", **_GRID},
    "id": {"font_size": 8, "font_color": "#5C636B", "text_wrap": True, **_GRID},
    "text": {"text_wrap": True, **_GRID},
    "strong": {"bold": True, "text_wrap": True, **_GRID},
    # Text, so that 47%, 25-33 and 4/10 stay as they are typed, and so that no spreadsheet reads
    # 1.767 by the customs of its own country.
    "fill": {
        "bg_color": "#FFF8DC", "num_format": "@", "text_wrap": True, "locked": False, **_GRID,
    },
    "fill_number": {
        "bg_color": "#FFF8DC", "num_format": "@", "align": "right", "locked": False, **_GRID,
    },
    "step": {"text_wrap": True},
}  # fmt: skip


class Book:
    """A workbook in the making, with its few styles."""

    def __init__(self, workbook: Workbook, form: Form, words: Words) -> None:
        self.workbook = workbook
        self.form = form
        self.words = words
        self.names: list[str] = []
        self.styles = {
            name: workbook.add_format({**_FONT, **style}) for name, style in _STYLES.items()
        }

    def sheet(self, kind: Kind, name: str, widths: Sequence[float]) -> Sheet:
        """A new sheet, with its columns as wide as they are to be."""
        self.names.append(name)
        return Sheet(self, kind, name, widths)

    def free_name(self, wanted: str) -> str:
        """A name no other sheet has, no longer than spreadsheets allow."""
        most, number, name = 31, 1, wanted[:31]
        while name.lower() in {taken.lower() for taken in self.names}:
            number += 1
            name = f"{wanted[: most - 4]} {number}"
        return name


class Sheet:
    """One sheet: its head, its rows, how it prints, what may be written on it."""

    def __init__(self, book: Book, kind: Kind, name: str, widths: Sequence[float]) -> None:
        self.book = book
        self.name = name
        self.widths = widths
        self.row = 0
        self.as_text: list[str] = []
        self.xlsx = book.workbook.add_worksheet(name)
        for column, width in enumerate(widths):
            self.xlsx.set_column(column, column, width)
        form = book.form
        self.stamp = Stamp.of(form.agency, form.period, kind, book.words.language, form.digest)
        self.xlsx.hide_gridlines(2)
        self.xlsx.set_landscape()
        self.xlsx.set_paper(1)
        self.xlsx.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.xlsx.fit_to_pages(1, 0)
        mark = "  ".join(self._banners())
        self.xlsx.set_footer(
            f"&L&8{form.agency} {form.period}&C&8{_footer(mark)}&R&8{book.words.page}"
        )
        self.xlsx.protect(
            "", {"format_columns": True, "format_rows": True, "select_locked_cells": True}
        )

    def head(self, title: str, *lines: str) -> None:
        """The title, what must be known of the whole, how it is filled, and the stamp."""
        self._line(title, "title", 21)
        for banner in self._banners():
            self._line(banner, "banner", 16)
        for line in lines:
            self._line(line, "how", 16)
        self._line(str(self.stamp), "stamp", 11)

    def _banners(self) -> list[str]:
        form, words = self.book.form, self.book.words
        found = [words.sensitive_banner] if form.is_sensitive else []
        return [*found, words.illustrative_banner] if form.is_illustrative else found

    def _line(self, text: str, style: Style, height: float) -> None:
        self.xlsx.set_row(self.row, height)
        self.xlsx.write_string(self.row, 0, text, self.book.styles[style])
        self.row += 1

    def header(self, columns: Sequence[str], headers: Sequence[str], frozen: int) -> None:
        """The row of headings, and below it the names by which a machine knows the columns."""
        lines = max(_lines(t, w, 1.15) for t, w in zip(headers, self.widths, strict=False))
        self.xlsx.set_row(self.row, lines * _LINE + 6)
        for column, (name, text) in enumerate(zip(columns, headers, strict=True)):
            self.xlsx.write_string(self.row, column, text, self.book.styles["header"])
            self.xlsx.write_string(self.row + 1, column, name, self.book.styles["names"])
        self.xlsx.set_row(self.row + 1, 11)
        self.xlsx.repeat_rows(self.row, self.row)
        self.row += 2
        self.xlsx.freeze_panes(self.row, frozen)

    def cells(self, cells: Sequence[tuple[str, Style]], least: int = 1) -> int:
        """A row of cells, as high as its longest text. Returns its number, from 0."""
        lines = [
            _lines(text, width, 1.0) * (0.85 if style == "id" else 1)
            for (text, style), width in zip(cells, self.widths, strict=False)
        ]
        self.xlsx.set_row(self.row, min(409, max(least, *lines) * _LINE + 4))
        for column, (text, style) in enumerate(cells):
            if text:
                # Never anything but a string: no word of the plan may become a formula.
                self.xlsx.write_string(self.row, column, text, self.book.styles[style])
            else:
                self.xlsx.write_blank(self.row, column, None, self.book.styles[style])
        self.row += 1
        return self.row - 1

    def hint(self, first: int, last: int, column: int, title: str, text: str) -> None:
        """A message beside the cells when one is entered."""
        options = {"validate": "any", "input_title": title[:32], "input_message": text[:255]}
        self.xlsx.data_validation(first, column, last, column, options)

    def choice(  # noqa: PLR0913  # where, from what, and what is said
        self,
        first: int,
        last: int,
        column: int,
        source: Sequence[str] | str,
        title: str,
        text: str,
    ) -> None:
        """A drop-down; what is not in it is warned of, not refused."""
        options = {
            "validate": "list",
            "source": source if isinstance(source, str) else list(source),
            "error_type": "warning",
            "input_title": title[:32],
            "input_message": text[:255],
        }
        self.xlsx.data_validation(first, column, last, column, options)

    def number(self, first: int, last: int, column: int, title: str, text: str) -> None:
        """Cells for numbers: without any digit one is warned, and may go on."""
        letters = column_letters(column + 1)
        cell = f"{letters}{first + 1}"
        digits = ",".join(f"ISNUMBER(FIND({n},{cell}))" for n in range(10))
        options = {
            "validate": "custom",
            "value": f"=OR({digits})",
            "error_type": "warning",
            "error_title": title[:32],
            "error_message": self.book.words.warning,
            "input_title": title[:32],
            "input_message": text[:255],
        }
        self.xlsx.data_validation(first, column, last, column, options)
        # They are text on purpose; the green corners would only worry people.
        where = f"{letters}{first + 1}:{letters}{last + 1}"
        self.as_text.append(where)
        self.xlsx.ignore_errors({"number_stored_as_text": " ".join(self.as_text)})


def _lines(text: str, width: float, factor: float) -> int:
    """About how many lines a text takes in a column."""
    room = max(1.0, width * 1.05 / factor)
    return sum(max(1, math.ceil(len(line) / room)) for line in text.split("\n")) if text else 1


def _footer(text: str) -> str:
    return text.replace("&", "&&")[:150]
