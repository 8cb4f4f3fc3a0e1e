"""The scorecard as CSV files with their dictionary: a Data Package (datapackage.org, version 1).

RFC 4180, UTF-8 without a mark of byte order, one file a table. A number stands as a bare decimal, a
yes or no as true or false, a day as year-month-day, an absence as an empty cell whose reason is in
a column beside it.

A spreadsheet takes a text that begins with =, +, - or @ for a formula. Each text that begins with
one of these, with a tab, with a line's end or with an apostrophe gets one apostrophe in front.
:func:`as_text_was` takes it off again, so that nothing is lost. Numbers are never changed.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Final

from milepost.scorecard.card import Scorecard
from milepost.scorecard.tables import tables
from milepost.scorecard.typed_tables import ColumnType, Raw, TypedColumn, TypedTable

DICTIONARY: Final = "dictionary.csv"
PACKAGE: Final = "datapackage.json"
_LIKE_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
_HEADS: Final = ("table", "column", "title", "type", "unit", "key", "meaning", "empty_means")
_TEXTS: Final = ("text", "uri")
# The types of a Table Schema. A fragment such as #stop-arms is no whole address, so it is a string.
_TYPES: Final[dict[ColumnType, str]] = {
    "text": "string",
    "uri": "string",
    "integer": "integer",
    "decimal": "number",
    "date": "date",
    "boolean": "boolean",
}
_APOSTROPHE: Final = (
    "A text that begins with = + - @, a tab, a line's end or an apostrophe has one apostrophe put "
    "in front, so that no spreadsheet takes it for a formula; take it off to have the text."
)


def as_csv(card: Scorecard) -> dict[str, bytes]:
    """Every table as CSV, with the dictionary of their columns, by the name of the file."""
    found = tables(card)
    drawn = {f"{table.name}.csv": table_as_csv(table) for table in found}
    package = json.dumps(_package(card, found), indent=2, ensure_ascii=False) + "\n"
    return {
        **drawn,
        DICTIONARY: _written(_HEADS, (line for table in found for line in _in_dictionary(table))),
        PACKAGE: package.encode("utf-8", "replace"),
    }


def table_as_csv(table: TypedTable) -> bytes:
    """A table as the bytes of its file."""
    columns = table.columns
    rows = (
        [_cell(value, column) for value, column in zip(row, columns, strict=True)]
        for row in table.rows
    )
    return _written([column.name for column in columns], rows)


def as_text_was(cell: str) -> str:
    """A text as it was before it was made safe for spreadsheets."""
    return cell.removeprefix("'")


def _cell(value: Raw, column: TypedColumn) -> str:
    if value is None:
        return ""
    if column.type in _TEXTS:
        return _safe(str(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_LIKE_A_FORMULA) else text


def _written(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8", "replace")


def _in_dictionary(table: TypedTable) -> Iterable[Sequence[str]]:
    """A table's lines in the dictionary: itself, then its columns."""
    yield [table.name, "", table.title, "table", "", "", table.meaning, ""]
    for column in table.columns:
        is_key = "key" if column.name in table.key else ""
        empty = column.empty or "never empty"
        yield [
            table.name, column.name, column.title, column.type, column.unit, is_key,
            _safe(column.meaning), empty,
        ]  # fmt: skip


def _package(card: Scorecard, found: Iterable[TypedTable]) -> dict[str, Any]:
    made_up = "ILLUSTRATIVE: every figure in it is made up. " if card.illustrative else ""
    name = f"scorecard-{card.period}".lower().replace("..", "-to-")
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": card.title,
        "description": f"{made_up}{card.headline} As of {card.as_of}. {_APOSTROPHE}",
        "version": card.version,
        "resources": [_resource(table) for table in found],
    }


def _resource(table: TypedTable) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.title,
        "description": table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.key),
            "missingValues": [""],
        },
    }


def _field(column: TypedColumn) -> dict[str, Any]:
    said = f"{column.meaning} Empty: {column.empty}." if column.empty else column.meaning
    unit = f" Unit: {column.unit}." if column.unit else ""
    return {
        "name": column.name,
        "title": column.title,
        "type": _TYPES[column.type],
        "description": said + unit,
        **({} if column.empty else {"constraints": {"required": True}}),
    }
