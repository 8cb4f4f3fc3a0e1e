"""What a form says of itself, held against who sent it, for when, and what it was made with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from milepost.periods import Period, parse_period
from milepost.plan.model import CodeList, Measure, Plan
from milepost.sources import Place, Problem
from milepost.submissions.cells import Cell
from milepost.submissions.form_sheets import FormSheet
from milepost.submissions.model import Rejection
from milepost.submissions.template.columns import KINDS, NUMBERS, VERSION, Stamp
from milepost.submissions.template.form import (
    MOST_COMBINATIONS,
    asked_rows,
    asks_for_assertions,
    digest_of,
)

_FEW: Final = 4
_ASK: Final = "milepost template"


def stands_apart(
    sheets: Sequence[FormSheet], plan: Plan, sender: str, period: Period
) -> tuple[list[FormSheet], list[Problem], list[Problem]]:
    """The sheets that can be read; what refuses others; and what is only to be known."""
    read: list[FormSheet] = []
    refused: dict[tuple[str, str], Problem] = {}
    known: dict[str, Problem] = {}
    today = digest_of(plan, sender, period)
    for sheet in sheets:
        if not sheet.kind and sheet.stamp is None:
            found = _no_sheet_of_it(sheet)
            refused[(found.code, sheet.name)] = found
            continue
        problem = _why_not(sheet, sender, period)
        if problem is not None:
            # What is said of the whole form is said once, not of every sheet.
            refused.setdefault((problem.code, problem.message), problem)
            continue
        read.append(sheet)
        if sheet.stamp is None:
            known[f"S406 {sheet.name}"] = _without_stamp(sheet)
        elif sheet.stamp.plan != today:
            known.setdefault("S404", _of_an_older_plan(sheet.at, sender, period))
        for cell in _beyond(sheet):
            known[f"S012 {sheet.name}"] = _not_read(cell)
            break
    return read, [*refused.values()], [*known.values()]


def gone(
    sheets: Sequence[FormSheet],
    tables: Sequence[FormSheet],
    plan: Plan,
    sender: str,
    period: Period,
) -> list[Rejection]:
    """What the form had and is no longer there; nothing where it was made with another plan."""
    stamp = next((s.stamp for s in sheets if s.stamp is not None), None)
    if stamp is None or stamp.plan != digest_of(plan, sender, period):
        return []
    file = sheets[0].at.place.file
    lists = {c.id: c for c in plan.code_lists}
    there = {
        _codes_of(sheet, row_at, lists) for sheet in tables for row_at in range(len(sheet.rows))
    }
    found: list[Rejection] = []
    if sheets[0].name:
        found += _sheets_gone(sheets, sender, period, Place(file))
    for measure, own in asked_rows(plan, sender, period):
        divided = [lists[name] for name in measure.dimensions]
        problem = _rows_gone(measure, own, divided, there, Place(file))
        if problem is not None:
            found.append(Rejection(sender, measure.id, own, problem))
    return found


def _why_not(sheet: FormSheet, sender: str, period: Period) -> Problem | None:
    stamp, at = sheet.stamp, sheet.at.place
    if stamp is None:
        return None
    if stamp.version is None or stamp.version > VERSION or stamp.kind not in KINDS:
        which = "an unknown version" if stamp.version is None else f"version {stamp.version}"
        message = f"the form is of {which} of the template; this program reads up to {VERSION}."
        if stamp.version is not None and stamp.version <= VERSION:
            message = f'the form names its sheet "{stamp.kind}", which no form has.'
        remedy = f"Ask for a new form ({_ASK} {sender} {period}), or bring the program up to date."
        return Problem(at, "S401", message, remedy)
    if stamp.agency != sender:
        message = f"the form was made for {stamp.agency}, but was sent by {sender}."
        remedy = f"Fill the form of {sender}: {_ASK} {sender} {period}."
        return Problem(at, "S402", message, remedy)
    if not _is(stamp, period):
        message = f"the form was made for {stamp.period}, but was sent for {period}."
        remedy = f"Send it for {stamp.period}, or fill the form for {period}."
        return Problem(at, "S403", message, remedy)
    if stamp.numbers != NUMBERS:
        message = (
            f'the form declares that numbers are written "{stamp.numbers}", which is not read.'
        )
        remedy = f"Write numbers as {NUMBERS}, in a form whose declaration was not changed."
        return Problem(at, "S416", message, remedy)
    return None


def _is(stamp: Stamp, period: Period) -> bool:
    try:
        return parse_period(stamp.period) == period
    except ValueError:
        return False


def _no_sheet_of_it(sheet: FormSheet) -> Problem:
    place = Place(sheet.at.place.file, sheet=sheet.name)
    message = f'the sheet "{sheet.name}" is not known, and was not read.'
    return Problem(place, "S008", message, "Take it out; what is to be read belongs in the form.")


def _without_stamp(sheet: FormSheet) -> Problem:
    where = f'the sheet "{sheet.name}"' if sheet.name else "the table"
    place = sheet.names.place if sheet.names is not None else sheet.at.place
    return Problem(
        place,
        "S406",
        f"the line that says what {where} is, was taken out. It was read as a plain table.",
        "Keep the small grey line above the headings as it came; in a CSV, the column form.",
        "warning",
    )


def _of_an_older_plan(at: Cell, sender: str, period: Period) -> Problem:
    return Problem(
        at.place,
        "S404",
        "the plan has changed since the form was made: a measure, a target or a code is another.",
        f"See that the figures answer the plan of today. A new form: {_ASK} {sender} {period}.",
        "warning",
    )


def _beyond(sheet: FormSheet) -> Iterator[Cell]:
    width = max(sheet.columns.values(), default=0)
    for row in sheet.rows:
        yield from (row.cell(at) for at in range(width + 1, len(row.texts)) if row.texts[at])


def _not_read(cell: Cell) -> Problem:
    return Problem(
        cell.place,
        "S012",
        "something is written right of the form's columns, and was not read.",
        "Write it in the note of the row.",
        "warning",
    )


_There = tuple[str, tuple[str, ...]]


def _codes_of(sheet: FormSheet, row_at: int, lists: dict[str, CodeList]) -> _There:
    row = sheet.rows[row_at]
    return (
        sheet.text(row, "measure"),
        tuple(f"{name} {code}" for name in lists if (code := sheet.text(row, name))),
    )


def _sheets_gone(
    sheets: Sequence[FormSheet], sender: str, period: Period, place: Place
) -> Iterator[Rejection]:
    asked = ["explanations", *["assertions"] * asks_for_assertions(period)]
    for kind in asked:
        if not any(sheet.kind == kind for sheet in sheets):
            message = f"the sheet of {kind}, which the form had, is gone."
            remedy = "Fill the form as it came; leave empty what you have nothing to say to."
            yield Rejection(sender, "", None, Problem(place, "S413", message, remedy))


def _rows_gone(
    measure: Measure, own: Period, divided: list[CodeList], there: set[_There], place: Place
) -> Problem | None:
    wanted = [(measure.id, codes) for codes in _all_codes(divided)]
    missing = [row for row in wanted if row not in there]
    if not missing:
        return None
    remedy = "Fill the form as it came, every row: 0 where there were none, or why not."
    if len(missing) == len(wanted) and divided:
        message = f"the sheet of {measure.id}, which the form had, is gone."
        return Problem(place, "S413", message, remedy)
    named = [", ".join(codes) or "the total" for _, codes in missing]
    message = f"the row of {measure.id} for {own}, which the form had, is gone."
    if divided:
        shown = "; ".join(named[:_FEW]) + (
            f" and {len(named) - _FEW} more" if len(named) > _FEW else ""
        )
        message = f"rows of {measure.id}, which the form had, are gone: {shown}."
    return Problem(place, "S412", message, remedy)


def _all_codes(divided: list[CodeList]) -> list[tuple[str, ...]]:
    """The rows of a measure, the total first; the total alone where codes are not laid out."""
    rows: list[tuple[str, ...]] = [()]
    for code_list in divided:
        rows = [(*row, f"{code_list.id} {code.code}") for row in rows for code in code_list.codes]
    if not 0 < len(rows) <= MOST_COMBINATIONS or not divided:
        return [()]
    return [(), *rows]
