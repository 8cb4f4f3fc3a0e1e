"""Values of a workbook as its reader sees them: 0.47 shown as a percentage is 47%."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Context, Decimal, InvalidOperation
from typing import Final

# The formats that every spreadsheet knows by number and no workbook spells out.
_PERCENTAGES: Final = {9: "0%", 10: "0.00%"}
_DAYS: Final = {**dict.fromkeys((14, 15, 16, 22), "yyyy-mm-dd"), 17: "mmm-yy"}
_OTHER_DATES: Final = {
    **dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "h:mm"),
    **dict.fromkeys((*range(27, 37), *range(50, 59)), "yyyy-mm-dd"),
}
BUILT_IN: Final = {**_PERCENTAGES, **_DAYS, **_OTHER_DATES}

# Spreadsheets keep 15 significant digits; what lies beyond is noise of binary fractions.
_KEPT: Final = Context(prec=15)
_EXACT: Final = Context(prec=1_000)
_LARGEST_EXPONENT: Final = 308
_LONGEST_NUMBER: Final = 400
_LAST_DAY: Final = 2_958_465
# 1900-02-29 is counted, and was no day.
_AFTER_THE_DAY_THAT_WAS_NOT: Final = 60
_SECONDS: Final = 86_400


class NotANumberError(ValueError):
    """A cell that claims to hold a number, and does not."""


def number_as_shown(text: str, number_format: str, *, from_1904: bool = False) -> str:
    """The text that a reader sees of a number, with all of its digits.

    Args:
        text: the number as the workbook keeps it.
        number_format: the code of its format; empty for none.
        from_1904: days are counted from 1904-01-01, not from 1900.

    Raises:
        NotANumberError: where it is none, or larger than a spreadsheet can keep.
    """
    number = _number(text)
    bare = _without_literals(number_format)
    if "%" in bare:
        return f"{_plain(_EXACT.multiply(number, 100))}%"
    if re.search("[ymdhs]", bare) and 0 <= number < _LAST_DAY + 1:
        return _date(number, bare, from_1904=from_1904)
    return _plain(number)


def _number(text: str) -> Decimal:
    if len(text) > _LONGEST_NUMBER or not text.isascii():
        raise NotANumberError
    try:
        number = _EXACT.create_decimal(text.strip())
    except InvalidOperation as error:
        raise NotANumberError from error
    if not number.is_finite() or abs(number.adjusted()) > _LARGEST_EXPONENT:
        if number.is_finite() and not number:
            return Decimal(0)
        raise NotANumberError
    whole = number.as_tuple().exponent == 0
    return number if whole else _KEPT.plus(number)


def _date(number: Decimal, bare: str, *, from_1904: bool) -> str:
    days, part = divmod(number, 1)
    if not days and not from_1904:
        seconds = int(part * _SECONDS)
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    epoch = dt.date(1904, 1, 1) if from_1904 else dt.date(1899, 12, 30)
    if not from_1904 and days < _AFTER_THE_DAY_THAT_WAS_NOT:
        days += 1
    try:
        day = epoch + dt.timedelta(days=int(days))
    except OverflowError as error:
        raise NotANumberError from error
    # Typing 2009-05 into a spreadsheet makes it the first of the month, shown without a day.
    return day.isoformat() if "d" in bare or day.day != 1 else day.isoformat()[:7]


def _without_literals(number_format: str) -> str:
    """A format without the letters that it shows as they are."""
    return re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|_.', "", number_format.lower())


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
