"""What a form says beside its figures: explanations, and what an official asserts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from milepost.periods import Period, parse_period
from milepost.plan.model import Plan
from milepost.sources import Problem, did_you_mean
from milepost.submissions.cells import Cell, Row
from milepost.submissions.form_sheets import FormSheet
from milepost.submissions.model import ASSERTIONS, Assertion, Explanation
from milepost.submissions.template.columns import OFFICIAL
from milepost.submissions.template.form import asked_rows

_ANSWERS: Final = {"yes": True, "sí": True, "si": True, "no": False}
_SAID: Final = ("why", "action", "by_when")


def read_explanations(
    sheets: Sequence[FormSheet], plan: Plan, sender: str, period: Period
) -> tuple[tuple[Explanation, ...], list[Problem]]:
    """The explanations, from their own sheet or from the columns of a CSV."""
    asked = {measure.id: own for measure, own in asked_rows(plan, sender, period)}
    found: list[Explanation] = []
    problems: list[Problem] = []
    for sheet in sheets:
        if "why" not in sheet.columns:
            continue
        told = _periods_told(sheets)
        for row in sheet.rows:
            if not any(sheet.cell(row, name).text for name in _explaining(sheet)):
                continue
            problem = _why_not(sheet, row, list(asked))
            if problem is not None:
                problems.append(problem)
                continue
            measure = sheet.cell(row, "measure").text
            own = _period(sheet.cell(row, "period")) or told.get(measure, asked[measure])
            why, action, due = (sheet.cell(row, name).text for name in _SAID)
            place = sheet.cell(row, "why").place
            found.append(Explanation(sender, measure, own, why, action, due, place))
    return tuple(found), problems


def read_assertions(
    sheets: Sequence[FormSheet],
) -> tuple[tuple[Assertion, ...], str, list[Problem]]:
    """The assertions, and name and title of the official; none where nobody signed."""
    sheet = next((s for s in sheets if s.kind == "assertions" and s.names is not None), None)
    if sheet is None:
        return (), "", []
    rows = {sheet.cell(row, "assertion").text: row for row in sheet.rows}
    answers = {name: sheet.cell(rows[name], "answer") for name in ASSERTIONS if name in rows}
    name, title, _ = (
        _plain(sheet.cell(rows[part], "answer")) if part in rows else "" for part in OFFICIAL
    )
    signed = ", ".join(part for part in (name, title) if part)
    if not any(cell.text for cell in answers.values()):
        at = next(iter(answers.values()), sheet.at).place
        message = "none of the four assertions is marked."
        remedy = "Let the official who is accountable for the report answer each with yes or no."
        return (), "", [Problem(at, "S409", message, remedy, "warning")]
    problems = [_not_an_answer(c) for c in answers.values() if c.text.casefold() not in _ANSWERS]
    if not name:
        official = rows.get(OFFICIAL[0])
        at = sheet.at.place if official is None else sheet.cell(official, "answer").place
        message = "the assertions are marked, but no official is named who makes them."
        return (), "", [*problems, Problem(at, "S411", message, "Write the official's full name.")]
    found = tuple(
        Assertion(
            key,
            _ANSWERS[cell.text.casefold()],
            _plain(sheet.cell(rows[key], "comment")),
            cell.place,
        )
        for key, cell in answers.items()
        if cell.text.casefold() in _ANSWERS
    )
    return found, signed, problems


def _plain(cell: Cell) -> str:
    """The text of a cell; none where it holds a formula or an error, which nobody has written."""
    return "" if cell.fault else cell.text


def _explaining(sheet: FormSheet) -> tuple[str, ...]:
    return ("measure", *_SAID) if sheet.kind == "explanations" else _SAID


def _why_not(sheet: FormSheet, row: Row, asked: list[str]) -> Problem | None:
    measure, why = sheet.cell(row, "measure"), sheet.cell(row, "why")
    for cell in (measure, *(sheet.cell(row, name) for name in _SAID)):
        if cell.fault:
            code = "S407" if cell is measure else "S408"
            message = f"the cell holds no plain text: {cell.text}."
            return Problem(cell.place, code, message, "Write it as text.")
    if measure.text not in asked:
        what = "it is not said which measure is explained."
        if measure.text:
            hint = did_you_mean(measure.text, asked)
            what = f'the form asks for no measure "{measure.text}".{hint}'
        return Problem(measure.place, "S407", what, f"Choose one of: {', '.join(asked)}.")
    if not why.text:
        what = f"{measure.text} is named, but not why its result differs from its target."
        return Problem(why.place, "S408", what, "Write why, or empty the row.")
    return None


def _not_an_answer(cell: Cell) -> Problem:
    what = f'"{cell.text}" is neither yes nor no.' if cell.text else "the assertion has no answer."
    return Problem(cell.place, "S410", what, "Choose yes or no.")


def _periods_told(sheets: Sequence[FormSheet]) -> dict[str, Period]:
    """For which period the form's own rows report each measure; the last, where there are more."""
    return {
        measure: period
        for sheet in sheets
        if sheet.kind in ("metrics", "dimensions")
        for measure, period in _rows_told(sheet)
    }


def _rows_told(sheet: FormSheet) -> Iterator[tuple[str, Period]]:
    for row in sheet.rows:
        if (period := _period(sheet.cell(row, "period"))) is not None:
            yield sheet.cell(row, "measure").text, period


def _period(cell: Cell) -> Period | None:
    try:
        return parse_period(cell.text)
    except ValueError:
        return None
