"""Draws a table into a sheet of a workbook: typed cells, exact numbers, rows of a height to read.

Texts are written as texts: nothing that anybody typed becomes a formula, a link or a number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from milepost.scorecard.typed_tables import Raw, TypedColumn, TypedTable
from milepost.scorecard.xlsx_cells import (
    EXACT,
    LINE,
    as_number,
    is_held,
    lines_in,
    number_format,
    shown_text,
    units_of,
    width_of,
)

_TRUTH: Final = '"TRUE";"TRUE";"FALSE"'
_DARK: Final = "#1F3A5F"
_PALE: Final = "#FFF1E0"
_EXACT_WIDTH: Final = 24.0

Styled = Callable[..., Any]  # makes a format of the workbook from its properties
Marked = Sequence[bool]


@dataclass(frozen=True, slots=True)
class Laid:
    """A column of the sheet.

    Attributes:
        column: the column of the table.
        head: its head.
        width: how wide it is to be, in characters.
        is_exact: whether it holds as text what the column before it cannot hold as numbers.
    """

    column: TypedColumn
    head: str
    width: float
    is_exact: bool


def laid_out(table: TypedTable) -> tuple[Laid, ...]:
    """The columns of a sheet for a table: one more beside each that cannot hold all its digits."""

    def columns() -> Iterator[Laid]:
        for number, column in enumerate(table.columns):
            values = [row[number] for row in table.rows]
            yield Laid(column, column.title, width_of(column, values), is_exact=False)
            if not all(map(is_held, values)):
                yield Laid(column, f"{column.title}{EXACT}", _EXACT_WIDTH, is_exact=True)

    return tuple(columns())


def head(styled: Styled) -> Any:  # noqa: ANN401  # a format of XlsxWriter
    """How the head of a column looks."""
    return styled(bold=True, font_color="#FFFFFF", bg_color=_DARK, text_wrap=True)


def draw(  # noqa: PLR0913  # the sheet, where on it, what, and how it looks
    sheet: Any,  # noqa: ANN401  # a sheet of XlsxWriter
    top: int,
    table: TypedTable,
    laid: Sequence[Laid],
    widths: Sequence[float],
    styled: Styled,
    marked: Marked,
) -> int:
    """Draw the heads and the rows of a table.

    Args:
        sheet: the sheet.
        top: the row of its heads.
        table: the table.
        laid: its columns on the sheet.
        widths: how wide each of those is.
        styled: makes a format.
        marked: which rows are made up.

    Returns:
        The last row.
    """
    numbers = {column.name: number for number, column in enumerate(table.columns)}
    grounds = [{"bg_color": _PALE} if made_up else {} for made_up in marked]
    sheet.set_row(top, 2 * LINE)
    for at, of in enumerate(laid):
        sheet.write_string(top, at, of.head, head(styled))
        values = [row[numbers[of.column.name]] for row in table.rows]
        units = units_of(table, of.column)
        for row, (value, unit, ground) in enumerate(zip(values, units, grounds, strict=True)):
            place = (top + 1 + row, at)
            if not of.is_exact:
                _cell(sheet, place, value, unit, ground, styled)
            elif isinstance(value, (int, Decimal)):
                sheet.write_string(*place, f"{Decimal(value):f}", styled())
    own = [width for of, width in zip(laid, widths, strict=False) if not of.is_exact]
    for number, lines in enumerate(lines_in(table, own), start=top + 1):
        sheet.set_row(number, LINE * lines)
    return top + max(len(table.rows), 1)


def _cell(  # noqa: PLR0913  # where, what, and how it looks
    sheet: Any,  # noqa: ANN401  # a sheet of XlsxWriter
    at: tuple[int, int],
    value: Raw,
    unit: str,
    style: dict[str, Any],
    styled: Styled,
) -> None:
    if value is None:
        if style:
            sheet.write_blank(*at, None, styled(**style))
    elif isinstance(value, bool):
        # Excel shows a truth value as such whatever its format; others need to be told.
        sheet.write_boolean(*at, value, styled(num_format=_TRUTH, align="left", **style))
    elif isinstance(value, (int, Decimal)):
        shape, number = number_format(value, unit), as_number(value)
        # A year is a name rather than an amount.
        style = {"align": "right", "indent": 1, **style} if unit else {"align": "left", **style}
        if number is None:
            sheet.write_string(*at, f"{Decimal(value):f}", styled(**style))
        else:
            sheet.write_number(*at, number, styled(num_format=shape, **style))
    elif isinstance(value, dt.date):
        shown = styled(num_format="yyyy-mm-dd", align="left", **style)
        sheet.write_datetime(*at, dt.datetime.combine(value, dt.time()), shown)
    else:
        sheet.write_string(*at, shown_text(value), styled(text_wrap=True, **style))
