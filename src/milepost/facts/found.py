"""What was found in the rows of a delivery, told once for all rows of which it is true.

Ten million rows with the same slip are one problem: how many they are, which come first, and what
stands there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from milepost.facts.cell_checks import (
    AFTER_RECEIPT,
    BLANK,
    BLANK_KEY,
    NO_CODE,
    NO_TYPE,
    NUL,
    TOO_MANY_DIGITS,
)
from milepost.facts.declaration import digits_of
from milepost.facts.engines.opened import Duck, named, quoted
from milepost.facts.quarantine import DIFFERING_CODE, MISSHAPEN_CODE
from milepost.facts.same_keys import Repeats
from milepost.plan.model import Extract, ExtractColumn
from milepost.sources import Place, Problem, did_you_mean

_SHOWN: Final = 5
_LONGEST: Final = 60
_TYPES: Final = {
    "date": ("date", "Write days as year-month-day, 2009-03-31; leave blank what is not known."),
    "whole": ("whole number", "Write digits only: 1767, not 1,767; leave blank what is not known."),
    "number": (
        "number",
        "Write digits with a point before decimals: 1767.5; leave blank what is not known.",
    ),
    "yes-no": ("yes or no", "Write true or false; leave blank what is not known."),
    "code": ("code", ""),
    "text": ("text", ""),
}
_SHAPES: Final = {
    "MISSING COLUMNS": "fewer cells than the heading",
    "TOO MANY COLUMNS": "more cells than the heading",
    "UNQUOTED VALUE": "a quotation mark that is not closed, or text after one",
    "INVALID ENCODING": "a character that is not UTF-8",
    "LINE SIZE OVER MAXIMUM": "more characters than a row can hold",
}
_REMEDY_OF_SHAPE: Final = (
    "Put a text with the separator in it into quotation marks, double those within, and save as "
    "UTF-8."
)
Span = tuple[dt.date, dt.date, dt.date]
Days = tuple[tuple[str, dt.date, dt.date], ...]


def words_of(extract: Extract) -> dict[tuple[str, str], str]:
    """What each code says of each column, for whoever looks at one row."""
    words = {(MISSHAPEN_CODE, kind): f"it has {said}" for kind, said in _SHAPES.items()}
    for column in extract.columns:
        name = column.name
        words |= {
            (NO_TYPE, name): f"{name}: no {_TYPES[column.type][0]}",
            (TOO_MANY_DIGITS, name): f"{name}: {_too_many(column)}",
            (NO_CODE, name): f"{name}: a code that is not in the list",
            (BLANK, name): f"{name}: blank, though it is required",
            (BLANK_KEY, name): f"{name}: blank, though it is part of the key",
            (AFTER_RECEIPT, name): f"{name}: after the day of receipt",
            (NUL, name): f"{name}: a character that is none (NUL)",
            (DIFFERING_CODE, name): "another row has the same key and says something else",
        }
    return words


def of_quarantine(
    duck: Duck,
    extract: Extract,
    files: Sequence[tuple[str, bool]],
    codes: Mapping[str, Sequence[str]],
) -> Iterator[Problem]:
    """One problem for each file, kind and column.

    Args:
        duck: the engine that holds the quarantine.
        extract: the extract.
        files: the name of each file, and whether a row is a line of it.
        codes: the codes of each column of codes.
    """
    columns = {column.name: column for column in extract.columns}
    for number, code, of, rows, first, values in duck.rows(_by_kind(extract)):
        name, in_lines = files[number]
        column = columns.get(of)
        stands, meant = _examples(values), ""
        if code == NO_CODE:
            stands, meant = _wrong_codes(duck, number, of, codes.get(of, ()))
        what, remedy = _said(code, of, column, rows)
        yield Problem(
            Place(name, first[0] if in_lines else 0),
            code,
            f"{what}{stands} ({_where(first, rows, in_lines=in_lines)}).{meant}",
            remedy,
        )


def _by_kind(extract: Extract) -> str:
    key = ", ".join(map(named, extract.key))
    cells = " ".join(f"WHEN {quoted(c.name)} THEN {named(c.name)}" for c in extract.columns)
    cell = (
        f"CASE WHEN w.code = '{DIFFERING_CODE}' THEN concat_ws(' | ', {key}) "
        f"WHEN w.code = '{MISSHAPEN_CODE}' THEN NULL ELSE CASE w.of {cells} END END"
    )
    each = 'SELECT *, unnest("why not") AS w FROM quarantine'
    return (
        'SELECT "in file", w.code, w.of, count(*), '  # noqa: S608  # quoted
        f'min("at row", {_SHOWN}), min_by({cell}, "at row", {_SHOWN}) FROM ({each}) '
        'GROUP BY "in file", w.code, w.of ORDER BY ALL'
    )


def _wrong_codes(duck: Duck, number: int, column: str, codes: Sequence[str]) -> tuple[str, str]:
    """The codes that are none, the most frequent first, with what may be meant."""
    found = duck.rows(
        f"SELECT trim({named(column)}) AS code, count(*) AS times FROM quarantine "  # noqa: S608
        'WHERE "in file" = ? AND list_contains("why not", '
        f"{{'code': '{NO_CODE}', 'of': {quoted(column)}}}) "
        f"GROUP BY code ORDER BY times DESC, code LIMIT {_SHOWN}",
        [number],
    )
    told = ", ".join(f'"{_short(code)}" ({_times(times)})' for code, times in found)
    meant = [did_you_mean(code, codes).strip() for code, _ in found]
    return f": {told}", "".join(f" {words}" for words in dict.fromkeys(meant) if words)


def _said(code: str, of: str, column: ExtractColumn | None, rows: int) -> tuple[str, str]:
    """What is wrong with so many rows, and what to do."""
    n = f"{rows:,} row{'' if rows == 1 else 's'}"
    have, are = ("has", "is") if rows == 1 else ("have", "are")
    if column is None:
        said = _SHAPES.get(of, of.lower())
        return f"{n} {have} {said}", _REMEDY_OF_SHAPE
    kind, remedy = _TYPES[column.type]
    match code:
        case "S510":
            return f'{n} {have} no {kind} in "{of}"', remedy
        case "S511":
            most = (
                "Round it at the source, or declare in the plan how many digits the system holds."
            )
            return f'{n} {have} {_too_many(column)} in "{of}"', most
        case "S512":
            remedy = "Write a code of the list, or add it to the list in the plan."
            return f'{n} {have} a code in "{of}" that is not in the list', remedy
        case "S513":
            return f'{n} {are} blank in "{of}", which is required', "Fill it, or leave the row out."
        case "S514":
            remedy = "Without its key a row cannot be revised or found again; fill it."
            return f'{n} {are} blank in "{of}", which is part of the key', remedy
        case "S515":
            remedy = "Send the one row that holds; none of them was taken."
            return f"{n} {have} a key that another row has too, and say different things", remedy
        case "S518":
            remedy = "An event cannot lie after the day of receipt; see the year."
            return f'{n} {have} a day in "{of}" after the day of receipt', remedy
    return f'{n} {have} a NUL byte in "{of}"', "Export the table anew, as text in UTF-8."


def of_good_rows(
    duck: Duck, extract: Extract, rows: str, span: Span
) -> tuple[int, Days, dict[str, int]]:
    """How many good rows there are, the days in them, and of how many something is to be told.

    Args:
        duck: the engine.
        extract: the extract.
        rows: the table that holds them.
        span: first and last day of the period they were sent for, and the day of receipt.
    """
    first, last, received_on = span
    event = named(extract.event.column)
    dates = [column.name for column in extract.columns if column.type == "date"]
    asked = ["count(*)", f"count(*) - count({event})"]
    asked.append(f"count(*) FILTER ({event} NOT BETWEEN DATE '{first}' AND DATE '{last}')")
    for name in dates:
        column = named(name)
        late = f"count(*) FILTER ({column} > DATE '{received_on}')"
        asked += [f"min({column})", f"max({column})", late]
    count, no_event, outside, *of_dates = duck.one(f"SELECT {', '.join(asked)} FROM {rows}")  # noqa: S608
    days: list[tuple[str, dt.date, dt.date]] = []
    told: dict[str, int] = {"": int(count == 0), "no event": no_event, "outside": outside}
    for at, name in enumerate(dates):
        least, most, late_ones = of_dates[3 * at : 3 * at + 3]
        if least is not None:
            days.append((name, least, most))
        told[f"late {name}"] = late_ones
    return count, tuple(days), told


def as_warnings(
    name: str, told: Mapping[str, int], repeats: Repeats, extract: Extract
) -> Iterator[Problem]:
    """What is told of rows that were taken all the same."""
    place, event = Place(name), extract.event.column

    def marked(code: str, what: str, remedy: str) -> Problem:
        return Problem(place, code, what, remedy, "warning")

    if repeats.copies:
        yield marked(
            "S516",
            f"{_rows(repeats.copies)} only {_verb(repeats.copies, 'say')} again what another row "
            f'says, and {_was(repeats.copies)} taken once: "{_short(repeats.example)}".',
            "Nothing is lost; see why the system writes them twice.",
        )
    if outside := told["outside"]:
        yield marked(
            "S517",
            f'{_rows(outside)} {_verb(outside, "have")} a day in "{event}" outside of the period.',
            "Late records are taken and count in their own period; see that this is meant.",
        )
    for key, late in told.items():
        if key.startswith("late ") and late and key != f"late {event}":
            yield marked(
                "S519",
                f'{_rows(late)} {_verb(late, "have")} a day in "{key.removeprefix("late ")}" after '
                "the day of receipt.",
                "See the year, unless the day is one that is planned.",
            )
    if told["no event"]:
        yield marked(
            "S525",
            f'{_rows(told["no event"])} {_verb(told["no event"], "have")} no day in "{event}", and '
            "so no period.",
            "Such rows are kept, and count in no period; fill the day where it is known.",
        )
    if told[""]:
        yield marked(
            "S524",
            "no row was taken.",
            "If nothing happened in the period, all is well: it counts as none.",
        )


def _too_many(column: ExtractColumn) -> str:
    if column.type == "whole":
        return "more digits than a whole number can have"
    digits, decimals = digits_of(column)
    return (
        f"a number of more than {digits - decimals} digits before the point or {decimals} behind it"
    )


def _rows(count: int) -> str:
    return f"{count:,} row{'' if count == 1 else 's'}"


def _verb(count: int, word: str) -> str:
    return word if count != 1 else {"have": "has", "say": "says"}[word]


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"


def _examples(values: Iterable[Any]) -> str:
    shown = dict.fromkeys(f'"{_short(value)}"' for value in values or () if value)
    return f": {', '.join(shown)}" if shown else ""


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _where(first: Sequence[int], rows: int, *, in_lines: bool) -> str:
    """Such as "lines 3, 7 and 8" or "rows 3, 7, 8, 12, 40 and 95 more"."""
    word = "line" if in_lines else "row"
    numbers = [str(number) for number in first]
    if rows > len(first):
        return f"{word}s {', '.join(numbers)} and {rows - len(first):,} more"
    if len(numbers) == 1:
        return f"{word} {numbers[0]}"
    return f"{word}s {', '.join(numbers[:-1])} and {numbers[-1]}"
