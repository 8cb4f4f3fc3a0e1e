"""A form as a workbook.

Nothing but strings is written: no text of a plan can become a formula, a link or a number. The same
form is the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no types

from milepost.intervals import BOUNDS
from milepost.submissions.model import ABSENCES, ASSERTIONS
from milepost.submissions.template import columns
from milepost.submissions.template.english import ENGLISH
from milepost.submissions.template.form import Form, FormRow
from milepost.submissions.template.sheets import Book, Sheet, Style
from milepost.submissions.template.words import Words

_EXPLANATIONS: Final = 15
_NUMBERS: Final = ("value", "of")
_TOLD: Final = (
    "measure", "title", "definition", "counts", "unit", "period", "last_four", "target",
)  # fmt: skip
_WIDTHS: Final = {
    "measure": 22, "title": 17, "definition": 31, "counts": 19, "unit": 9, "period": 10,
    "last_four": 18, "target": 13, "value": 11, "of": 8, "bound": 9, "absence": 13,
    "reliability": 13, "source": 15, "note": 24,
}  # fmt: skip


def as_xlsx(form: Form, words: Words) -> bytes:
    """The bytes of the workbook."""
    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    workbook = Workbook(stream, options)
    midnight = dt.datetime.combine(form.as_of, dt.time())
    workbook.set_properties(
        {"title": f"{form.agency} {form.period}", "author": form.issuer, "created": midnight}
    )
    workbook.set_size(1600 * 15, 900 * 15)
    book = Book(workbook, form, words)
    _instructions(book)
    first = _metrics(book) if form.undivided else None
    for row in form.divided:
        sheet = _divided(book, row)
        first = first or sheet
    _explanations(book)
    if form.asks_for_assertions:
        _assertions(book)
    _codes(book)
    if first is not None:
        first.xlsx.activate()
    workbook.close()
    return stream.getvalue()


def _instructions(book: Book) -> None:
    form, words = book.form, book.words
    sheet = book.sheet("instructions", words.sheets["instructions"], [4, 110])
    title = f"{form.strategy} · {form.issuer}"
    sheet.head(words.instructions_title, f"{form.agency} · {form.period}", title)
    for number, step in enumerate(words.instructions, start=1):
        sheet.cells([(str(number), "step"), (step, "step")])
    limited = [row for row in form.rows if row.limitations]
    if limited:
        sheet.row += 1
        sheet.cells([("", "step"), (words.limitations, "how")])
    for row in {row.measure: row for row in limited}.values():
        for limitation in row.limitations:
            sheet.cells([("", "step"), (f"{row.title}: {limitation}", "step")])


def _metrics(book: Book) -> Sheet:
    form, words = book.form, book.words
    names = (*_TOLD, *columns.VALUES)
    sheet = book.sheet("metrics", words.sheets["metrics"], [_WIDTHS[name] for name in names])
    lines = [words.how]
    others = [_sheet_name(row) for row in form.divided] + [words.sheets["explanations"]]
    if form.asks_for_assertions:
        others.append(words.sheets["assertions"])
    lines.append(words.also.format(sheets=", ".join(others)))
    sheet.head(
        words.title.format(
            name=form.agency_name,
            agency=form.agency,
            period=form.period,
            begin=words.day(form.begins),
            end=words.day(form.ends),
        ),
        *lines,
    )
    sheet.header(names, [words.headers[name] for name in names], frozen=2)
    start = sheet.row
    for row in form.undivided:
        number = sheet.cells([*_context(row, names, words), *_to_fill()], least=2)
        if row.period_is_open:
            column = names.index("period")
            sheet.hint(number, number, column, words.headers["period"], words.hints["period"])
    _validate(sheet, start, sheet.row - 1, names, words)
    sheet.xlsx.set_selection(start, names.index("value"), start, names.index("value"))
    return sheet


def _context(row: FormRow, names: Sequence[str], words: Words) -> list[tuple[str, Style]]:
    texts: dict[str, tuple[str, Style]] = {
        "measure": (row.measure, "id"),
        "title": (row.title, "strong"),
        "definition": (row.definition, "text"),
        "counts": (row.counts, "text"),
        "unit": (row.unit, "text"),
        "period": (row.period, "fill" if row.period_is_open else "text"),
        "last_four": ("\n".join(row.last_four) or words.no_values, "text"),
        "target": (row.target, "text"),
    }
    return [texts[name] for name in names if name in texts]


def _to_fill() -> list[tuple[str, Style]]:
    return [("", "fill_number" if name in _NUMBERS else "fill") for name in columns.VALUES]


def _validate(sheet: Sheet, first: int, last: int, names: Sequence[str], words: Words) -> None:
    choices = {"bound": BOUNDS, "absence": ABSENCES, "reliability": tuple(words.reliability)}
    for name in columns.VALUES:
        column, title, hint = names.index(name), words.headers[name], words.hints[name]
        if name in choices:
            sheet.choice(first, last, column, choices[name], title, hint)
        elif name in _NUMBERS:
            sheet.number(first, last, column, title, hint)
        else:
            sheet.hint(first, last, column, title, hint)


def _sheet_name(row: FormRow) -> str:
    return row.measure[:31]


def _divided(book: Book, row: FormRow) -> Sheet:
    words = book.words
    lists = [code_list.id for code_list in row.divided_by]
    names = (*lists, "name", *columns.VALUES, "measure", "period")
    widths = [*(14 for _ in lists), 30]
    widths += [_WIDTHS[name] for name in (*columns.VALUES, "measure", "period")]
    sheet = book.sheet("dimensions", book.free_name(_sheet_name(row)), widths)
    by = ", ".join(code_list.title for code_list in row.divided_by)
    facts = [row.counts, f"{words.headers['unit']}: {row.unit}."]
    sheet.head(
        words.divided.format(title=row.title, by=by),
        row.definition,
        " ".join(facts),
        f"{words.headers['target']}: {row.target.replace(chr(10), '; ')}. "
        f"{words.headers['last_four']}: {'; '.join(row.last_four) or words.no_values}.",
        words.divided_how,
    )
    titles = [code_list.title for code_list in row.divided_by]
    headers = [*titles, *(words.headers[name] for name in names[len(lists) :])]
    sheet.header(names, headers, frozen=len(lists) + 1)
    start = sheet.row
    tail: list[tuple[str, Style]] = [(row.measure, "id"), (row.period, "id")]
    if row.period_is_open:
        tail[1] = (row.period, "fill")
    sheet.cells([*(("", "text") for _ in lists), (words.total, "strong"), *_to_fill(), *tail])
    combinations = row.codes()
    if combinations is not None:
        for codes in combinations:
            told: list[tuple[str, Style]] = [(code.code, "text") for code in codes]
            name = ", ".join(code.title for code in codes)
            sheet.cells([*told, (name, "text"), *_to_fill(), *tail])
    else:
        for _ in range(row.open_rows()):
            open_codes: list[tuple[str, Style]] = [("", "fill") for _ in lists]
            sheet.cells([*open_codes, ("", "text"), *_to_fill(), *tail])
        _offer_codes(sheet, row, start + 1, sheet.row - 1, words)
    _validate(sheet, start, sheet.row - 1, names, words)
    return sheet


def _offer_codes(sheet: Sheet, row: FormRow, first: int, last: int, words: Words) -> None:
    for column, code_list in enumerate(row.divided_by):
        title, hint = code_list.title, words.hints["code"]
        if code_list.codes:
            where = _where_codes_are(sheet.book.form, code_list.id)
            name = words.sheets["codes"]
            source = f"='{name}'!$A${where[0] + 1}:$A${where[1] + 1}"
            sheet.choice(first, last, column, source, title, hint)
        else:
            sheet.hint(first, last, column, title, hint)


def _explanations(book: Book) -> None:
    form, words = book.form, book.words
    name = words.sheets["explanations"]
    sheet = book.sheet("explanations", name, [34, 60, 50, 16])
    lines = [words.explanations_how]
    if form.variance_threshold is not None:
        lines.insert(0, words.beyond.format(percent=f"{form.variance_threshold:f}"))
    sheet.head(words.explanations_title, *lines)
    names = columns.EXPLANATIONS
    sheet.header(names, [words.headers[name] for name in names], frozen=0)
    start = sheet.row
    for _ in range(_EXPLANATIONS):
        sheet.cells([("", "fill") for _ in names], least=2)
    first, last = _where_codes_are(form, "measure")
    source = f"='{words.sheets['codes']}'!$A${first + 1}:$A${last + 1}"
    sheet.choice(start, sheet.row - 1, 0, source, words.headers["measure"], words.hints["measure"])
    for column, name in enumerate(names[1:], start=1):
        sheet.hint(start, sheet.row - 1, column, words.headers[name], words.hints[name])


def _assertions(book: Book) -> None:
    words = book.words
    sheet = book.sheet("assertions", words.sheets["assertions"], [14, 62, 30, 60])
    sheet.head(words.assertions_title, words.assertions_how)
    names = columns.ASSERTIONS
    sheet.header(names, [words.headers[name] for name in names], frozen=0)
    for name in (*ASSERTIONS, *columns.OFFICIAL):
        comment: tuple[str, Style] = ("", "fill" if name in ASSERTIONS else "text")
        cells: list[tuple[str, Style]] = [
            (name, "id"), (words.assertions[name], "text"), ("", "fill"), comment,
        ]  # fmt: skip
        at = sheet.cells(cells, least=2)
        if name in ASSERTIONS:
            title, hint = words.headers["answer"], words.hints["answer"]
            sheet.choice(at, at, 2, words.yes_no, title, hint)
            sheet.hint(at, at, 3, words.headers["comment"], words.hints["comment"])
        else:
            sheet.hint(at, at, 2, words.assertions[name], words.hints[name])


def _code_table(form: Form, words: Words) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The lists of codes: id, heading, and each code with what it means."""
    measures = {row.measure: row.title for row in form.rows}
    lists = {c.id: c for row in form.divided for c in row.divided_by if c.codes}
    return [
        ("measure", words.headers["measure"], list(measures.items())),
        ("bound", words.headers["bound"], list(words.bounds.items())),
        ("absence", words.headers["absence"], list(words.absences.items())),
        ("reliability", words.headers["reliability"], list(words.reliability.items())),
        *((c.id, c.title, [(code.code, code.title) for code in c.codes]) for c in lists.values()),
    ]


_HEAD_OF_CODES: Final = 3


def _where_codes_are(form: Form, wanted: str) -> tuple[int, int]:
    """The first and last row of a list on the sheet of codes, from 0."""
    at = _HEAD_OF_CODES + form.is_sensitive + form.is_illustrative
    for identifier, _, codes in _code_table(form, ENGLISH):
        if identifier == wanted:
            return at + 1, at + len(codes)
        at += len(codes) + 2
    raise KeyError(wanted)


def _codes(book: Book) -> None:
    form, words = book.form, book.words
    sheet = book.sheet("codes", words.sheets["codes"], [38, 70])
    sheet.head(words.codes_title, words.codes_how)
    for _, heading, codes in _code_table(form, words):
        sheet.cells([(heading, "header"), (words.meaning, "header")])
        for code, meaning in codes:
            sheet.cells([(code, "text"), (meaning, "text")])
        sheet.row += 1
