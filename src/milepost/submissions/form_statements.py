"""What a form says beside its figures: explanations, and what an official asserts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from milepost.periods import Period, parse_period
from milepost.plan.model import Plan
from milepost.sources import Problem, did_you_mean
from milepost.submissions.cells import Cell, Fault, Row
from milepost.submissions.form_sheets import FormSheet
from milepost.submissions.model import ASSERTIONS, Assertion, Explanation
from milepost.submissions.signs import unseen
from milepost.submissions.template.columns import OFFICIAL
from milepost.submissions.template.form import asked_rows

_ANSWERS: Final = {"yes": True, "sí": True, "si": True, "no": False}
_LONGEST: Final = 60
# Of a fault of a cell: code, message and remedy.
_FAULTS: Final[Mapping[Fault, tuple[str, str, str]]] = {
    "formula": (
        "S105",
        "the cell holds a formula, {}.",
        "Copy the cell and paste it back as a value: what is sent must not change later.",
    ),
    "error": ("S106", "the cell shows {}.", "Write it as text."),
    "merged": (
        "S115",
        "the cell is hidden by the merged cell {}.",
        "Take the merging back, and write in each cell what holds for it.",
    ),
    "no value": ("S022", "it is {}, which is no text.", "Write a text in quotes."),
    "twice": ("S023", "its key stands twice in this observation.", "Keep the one that holds."),
}
_FEW: Final = 8
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
    amiss = [
        problem
        for row in sheet.rows
        for column in ("answer", "comment")
        if (problem := _not_plain(sheet.cell(row, column))) is not None
    ]
    rows = {sheet.cell(row, "assertion").text: row for row in sheet.rows}
    answers = {name: sheet.cell(rows[name], "answer") for name in ASSERTIONS if name in rows}
    name, title, _ = (
        _plain(sheet.cell(rows[part], "answer")) if part in rows else "" for part in OFFICIAL
    )
    signed = ", ".join(" ".join(part.split()) for part in (name, title) if part)
    if not any(cell.text for cell in answers.values()) and not amiss:
        at = next(iter(answers.values()), sheet.at).place
        message = "none of the four assertions is marked."
        remedy = (
            "Let the official who is accountable for the report answer each with yes or no, once a "
            "year: here, or on the year's other form."
        )
        return (), "", [Problem(at, "S409", message, remedy, "warning")]
    problems = amiss + [
        _not_an_answer(cell)
        for cell in answers.values()
        if cell.text.casefold() not in _ANSWERS and _not_plain(cell) is None
    ]
    if not name and not any(p.place == _official(sheet, rows).place for p in amiss):
        at = _official(sheet, rows).place
        message = "the assertions are marked, but no official is named who makes them."
        problems.append(Problem(at, "S411", message, "Write the official's full name."))
    if not name:
        return (), "", problems
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


def _official(sheet: FormSheet, rows: Mapping[str, Row]) -> Cell:
    """The cell of the official's name; that of the stamp where its row is gone."""
    row = rows.get(OFFICIAL[0])
    return sheet.at if row is None else sheet.cell(row, "answer")


def _plain(cell: Cell) -> str:
    """The text of a cell; none where it cannot be taken."""
    return "" if _not_plain(cell) is not None else cell.text


def _not_plain(cell: Cell) -> Problem | None:
    """Why a cell holds no text that somebody wrote and others can read."""
    shown = cell.text if len(cell.text) <= _LONGEST else cell.text[: _LONGEST - 1] + "…"
    code, message, remedy = _FAULTS.get(cell.fault, ("", "", ""))
    if not cell.fault and (found := unseen(cell.text, is_prose=True)):
        message = f"the cell holds a character that is not seen, {found}."
        return Problem(cell.place, "S114", message, "Empty the cell and type the text anew.")
    return Problem(cell.place, code, message.format(shown), remedy) if code else None


def _explaining(sheet: FormSheet) -> tuple[str, ...]:
    return ("measure", *_SAID) if sheet.kind == "explanations" else _SAID


def _why_not(sheet: FormSheet, row: Row, asked: list[str]) -> Problem | None:
    measure, why = sheet.cell(row, "measure"), sheet.cell(row, "why")
    for cell in (measure, *(sheet.cell(row, name) for name in _SAID)):
        if (problem := _not_plain(cell)) is not None:
            return problem
    if measure.text not in asked:
        what = "it is not said which measure is explained."
        if measure.text:
            hint = did_you_mean(measure.text, asked)
            what = f'the form asks for no measure "{measure.text}".{hint}'
        some = ", ".join(asked[:_FEW]) + (
            f" and {len(asked) - _FEW} more in the list of the cell" if len(asked) > _FEW else ""
        )
        return Problem(measure.place, "S407", what, f"Choose one of: {some}.")
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
