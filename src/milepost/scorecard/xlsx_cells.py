"""How a value is set in a cell of a workbook: its format, its width, and what a cell can hold."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from milepost.scorecard.typed_tables import Raw, TypedColumn, TypedTable

EXACT: Final = ", exactly"
LONGEST: Final = 32_000  # a cell holds 32,767 units of UTF-16
_CUT: Final = " … (cut here; the CSV file has all of it)"
# Control characters, half surrogates and what else XML cannot hold.
_NOT_IN_CELLS: Final = re.compile("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TECHNICAL: Final = ("numerator", "denominator", "low_open", "high_open", "permalink")
_SIGNIFICANT: Final = 15  # as many digits a spreadsheet keeps
_ASTRAL: Final = 0xFFFF
_WIDEST: Final = 60
_NARROWEST: Final = 9
_WIDEST_NUMBER: Final = 18
_WRAPPED: Final = 30
_MOST_LINES: Final = 25
LINE: Final = 13.5  # points


def shown_text(text: str) -> str:
    """A text as a cell can hold it: no control characters, and no longer than a cell is."""
    if len(text) <= LONGEST and text.isascii() and text.isprintable():
        return text  # by far the most of what is written
    plain = _NOT_IN_CELLS.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if sum(1 + (ord(letter) > _ASTRAL) for letter in plain) <= LONGEST:
        return plain
    kept, units = [], 0
    for letter in plain:
        units += 1 + (ord(letter) > _ASTRAL)
        if units > LONGEST:
            break
        kept.append(letter)
    return "".join(kept) + _CUT


def is_held(value: Raw) -> bool:
    """Whether a cell holds a value exactly, as a spreadsheet shows and keeps it."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return True
    number = as_number(value)
    digits = len(Decimal(value).normalize().as_tuple().digits)
    return number is not None and digits <= _SIGNIFICANT and Decimal(repr(number)) == value


def as_number(value: int | Decimal) -> float | None:
    """The number of a cell; None where it is larger than any cell can hold."""
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def is_technical(column: TypedColumn) -> bool:
    """Whether a column is for machines rather than for a reader; it is folded."""
    return column.name.endswith(_TECHNICAL)


def units_of(table: TypedTable, column: TypedColumn) -> Sequence[str]:
    """The unit of each number of a column: that of its row, where the table says one."""
    names = {c.name for c in table.columns}
    prefix = next((p for p in ("target_", "baseline_", "actual_") if column.name.startswith(p)), "")
    if column.type == "decimal" and f"{prefix}unit" in names:
        return [str(unit or "") for unit in table.column(f"{prefix}unit")]
    return [column.unit] * len(table.rows)


def number_format(value: int | Decimal, unit: str) -> str:
    """The format of a number: as many decimals as it has, up to four; dollars with their sign."""
    decimals = 0
    if isinstance(value, Decimal):
        decimals = min(4, max(0, -int(value.normalize().as_tuple().exponent)))
    if unit == "USD":
        decimals = max(2, decimals)
    places = f".{'0' * decimals}" if decimals else ""
    if unit == "USD":
        return f'"$"#,##0{places}'
    if unit == "percent":
        return f'#,##0{places}"%"'
    return f"#,##0{places}" if unit else "0"


def width_of(column: TypedColumn, values: Sequence[Raw]) -> float:
    """A width in characters that shows most of what stands in a column."""
    longest = max((_longest_line(value) for value in values if value is not None), default=0)
    head = max(map(len, column.title.split()), default=0) + 3
    most = _WIDEST if column.type in ("text", "uri") else _WIDEST_NUMBER
    wanted = longest + 2 if longest < _WRAPPED else _WRAPPED + longest // 12
    return float(max(_NARROWEST, head, min(wanted, most)))


def _longest_line(value: Raw) -> int:
    return max(map(len, str(value).splitlines()), default=0)


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of a width, at most as many as fit on a screen."""
    if len(text) < width * 0.9 and "\n" not in text:
        return 1
    # Words break before the edge: a tenth of a line is lost.
    taken = sum(1 + int(len(line) * 1.1 // width) for line in text.split("\n"))
    return min(max(taken, 1), _MOST_LINES)


def lines_in(table: TypedTable, widths: Sequence[float]) -> Iterator[int]:
    """How many lines the tallest cell of each row takes, in columns of these widths."""
    read = [
        (at, width)
        for at, (column, width) in enumerate(zip(table.columns, widths, strict=True))
        if column.type == "text" and not is_technical(column)
    ]
    for row in table.rows:
        texts = ((row[at], width) for at, width in read)
        yield max((lines_of(str(text), width) for text, width in texts if text), default=1)
