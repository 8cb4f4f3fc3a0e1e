"""Then meaning: rows of cells become observations, or say why not.

The long table has one observation a row. ``agency``, ``measure``, ``period`` and ``value`` must be
there; ``of``, ``bound``, ``absence``, ``source``, ``note`` and the dimensions of the plan may be.
A column whose name begins with ``flex_`` is the agency's own and is left alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from milepost.intervals import (
    BOUNDS,
    Bound,
    Statement,
    UnreadableNumberError,
    read_number,
    read_statement,
)
from milepost.periods import HOW_PERIODS_ARE_WRITTEN, Period, parse_period
from milepost.plan.model import Measure, Plan
from milepost.sources import Place, Problem, did_you_mean, has_errors, in_order
from milepost.submissions import checks
from milepost.submissions.cells import Cell, Cells, Row
from milepost.submissions.history import NO_HISTORY, History
from milepost.submissions.model import (
    ABSENCES,
    Absence,
    Dimensions,
    Observation,
    Reading,
    Rejection,
)

REQUIRED: Final = ("agency", "measure", "period", "value")
OPTIONAL: Final = ("of", "bound", "absence", "source", "note")
OWN_COLUMNS: Final = "flex_"


@dataclass(slots=True)
class _RowReader:
    """Reads one row, collecting every problem in it."""

    plan: Plan
    sender: str
    columns: Mapping[str, int]
    width: int
    row: Row
    problems: list[Problem] = field(default_factory=list)

    def cell(self, column: str) -> Cell:
        index = self.columns.get(column)
        if index is None or index >= len(self.row.cells):
            return Cell("", self.row.place)
        return self.row.cells[index]

    def complain(self, place: Place, code: str, message: str, remedy: str) -> None:
        self.problems.append(Problem(place, code, message, remedy))

    def plain(self, column: str) -> Cell:
        """A cell that holds a plain value; a formula or an error is a problem and reads as none."""
        cell = self.cell(column)
        if cell.fault == "formula":
            self.complain(
                cell.place,
                "S105",
                f"the cell holds a formula, {_short(cell.text)}.",
                "Copy the cell and paste it back as a value: what is sent must not change later.",
            )
        elif cell.fault == "error":
            self.complain(
                cell.place,
                "S106",
                f"the cell shows {_short(cell.text)}.",
                "Write the number, or say in the absence column why there is none.",
            )
        elif cell.fault == "no value":
            self.complain(
                cell.place,
                "S022",
                f'"{column}" is {_short(cell.text)}, which is neither a text nor a number.',
                "Write a number, a text in quotes, or null where there is nothing to say.",
            )
        elif cell.fault == "twice":
            self.complain(
                cell.place,
                "S023",
                f'the key "{column}" stands twice in this observation.',
                "Keep the one that holds; write another observation for another value.",
            )
        return Cell("", cell.place, cell.fault) if cell.fault else cell

    def observation(self) -> tuple[Observation | None, str, Period | None]:
        """The observation, if all of it can be read; and which measure and period it was for."""
        self.length()
        agency = self.agency()
        measure = self.measure()
        period = self.period()
        stated, whole, absence = self.value(measure)
        dimensions = self.dimensions(measure)
        named = self.plain("measure").text if measure is None else measure.id
        if has_errors(self.problems) or measure is None or period is None:
            return None, named, period
        observation = Observation(
            agency,
            measure.id,
            period,
            stated,
            whole,
            absence,
            dimensions,
            self.plain("source").text,
            self.plain("note").text,
            self.row.place,
            self.cell("absence" if absence and not self.cell("value").text else "value").place,
        )
        # A formula in the last two cells read would still be a problem.
        return (None if has_errors(self.problems) else observation), named, period

    def length(self) -> None:
        """A comma inside a number makes two cells of it, and shifts all that follow."""
        if len(self.row.cells) > self.width:
            self.complain(
                self.row.cells[self.width].place,
                "S113",
                f"the row has {len(self.row.cells)} cells, the table {self.width} columns.",
                "Put numbers and notes that hold a comma in double quotes, or write 1767.",
            )

    def agency(self) -> str:
        cell = self.plain("agency")
        if cell.text and cell.text != self.sender:
            self.complain(
                cell.place,
                "S102",
                f'the row is for "{_short(cell.text)}", but the file was sent by {self.sender}.',
                f"Write {self.sender}, or send these rows in a file of their own.",
            )
        elif not cell.text and not cell.fault:
            self.complain(cell.place, "S110", "the agency is missing.", f"Write {self.sender}.")
        return cell.text

    def measure(self) -> Measure | None:
        cell = self.plain("measure")
        measure = self.plan.measure_by_id.get(cell.text)
        if measure is not None:
            if self.sender not in measure.agencies:
                who = ", ".join(measure.agencies) or "nobody: it is computed"
                issuer = self.plan.strategy.issued_by
                self.complain(
                    cell.place,
                    "S102",
                    f"{self.sender} does not report {measure.id}.",
                    f"It is reported by {who}. Take the row out, or ask {issuer} to change it.",
                )
            return measure
        if not cell.fault:
            ours = [m.id for m in self.plan.measures if self.sender in m.agencies]
            message = "the measure is missing."
            if cell.text:
                message = (
                    f'no measure is called "{_short(cell.text)}".{did_you_mean(cell.text, ours)}'
                )
            self.complain(
                cell.place,
                "S101",
                message,
                f"{self.sender} reports: {_list(ours)}."
                if ours
                else f"Ask {self.plan.strategy.issued_by} which rows are yours.",
            )
        return None

    def period(self) -> Period | None:
        cell = self.plain("period")
        if cell.fault:
            return None
        try:
            return parse_period(cell.text)
        except ValueError as error:
            message = str(error) if cell.text else "the period is missing."
            self.complain(cell.place, "S103", message, HOW_PERIODS_ARE_WRITTEN)
            return None

    def value(
        self, measure: Measure | None
    ) -> tuple[Statement | None, Decimal | None, Absence | None]:
        cell, whole_cell, absence_cell = (self.plain(c) for c in ("value", "of", "absence"))
        absence = self.absence(absence_cell.text, absence_cell.place)
        if cell.text.lower() in ABSENCES:
            absence, cell = self.absence(cell.text, cell.place), replace(cell, text="")
        if absence and (cell.text or whole_cell.text):
            self.complain(
                cell.place if cell.text else whole_cell.place,
                "S109",
                f'"{_short(cell.text or whole_cell.text)}" is a number, yet it is "{absence}".',
                "Keep the number or the absence, not both.",
            )
            return None, None, None
        if not cell.text:
            if not absence and not cell.fault and not absence_cell.text:
                self.complain(
                    cell.place,
                    "S110",
                    "the value is empty.",
                    f"Write the number, 0 if there were none, or why not: {', '.join(ABSENCES)}.",
                )
            return None, None, absence
        unit = measure.unit if measure else ""
        text, whole_text = _part_and_whole(cell.text, whole_cell.text)
        # A share is reported as a part of a whole: both are counts, not percentages.
        if whole_text:
            stated = self.statement(text, "", cell.place, None)
        else:
            stated = self.statement(text, unit, cell.place, measure)
        whole = None
        if whole_text:
            try:
                whole = read_number(whole_text, "")
            except UnreadableNumberError as error:
                place = whole_cell.place if whole_cell.text else cell.place
                self.complain(place, "S104", error.message, error.remedy)
        return stated, whole, absence

    def statement(
        self, text: str, unit: str, place: Place, measure: Measure | None
    ) -> Statement | None:
        try:
            stated = read_statement(text, unit)
        except UnreadableNumberError as error:
            remedy = error.remedy
            if measure is not None:
                remedy = f"{measure.id} is counted in {unit}. {remedy}"
            self.complain(place, "S104", error.message, remedy)
            return None
        return self.with_bound(stated)

    def with_bound(self, stated: Statement) -> Statement | None:
        cell = self.plain("bound")
        word = cell.text.lower()
        if not word or cell.fault or word == stated.bound:
            return stated
        if word not in BOUNDS:
            self.complain(
                cell.place,
                "S107",
                f'"{_short(cell.text)}" is not a word for a bound.{did_you_mean(word, BOUNDS)}',
                f"Write one of: {', '.join(BOUNDS)}.",
            )
            return None
        if stated.bound != "exact" or word == "between":
            remedy = (
                "Write both numbers in the value: 25-33."
                if word == "between"
                else "Say it once: in the value, or in the bound column."
            )
            self.complain(
                cell.place,
                "S107",
                f'the bound is "{word}", but the value reads as "{stated.bound}".',
                remedy,
            )
            return None
        bound: Bound = word  # type: ignore[assignment]  # it is one of BOUNDS
        return replace(stated, bound=bound)

    def absence(self, text: str, place: Place) -> Absence | None:
        word = text.lower()
        if not word:
            return None
        if word in ABSENCES:
            return word  # type: ignore[return-value]  # it is one of ABSENCES
        self.complain(
            place,
            "S108",
            f'"{_short(text)}" is not a word for an absence.{did_you_mean(word, ABSENCES)}',
            f"Write one of: {', '.join(ABSENCES)}.",
        )
        return None

    def dimensions(self, measure: Measure | None) -> Dimensions:
        found: list[tuple[str, str]] = []
        for code_list in self.plan.code_lists:
            cell = self.plain(code_list.id)
            if not cell.text:
                continue
            if measure is not None and code_list.id not in measure.dimensions:
                self.complain(
                    cell.place,
                    "S112",
                    f"{measure.id} is not divided by {code_list.id}.",
                    "Leave the cell empty.",
                )
            codes = [code.code for code in code_list.codes]
            if codes and cell.text not in codes:
                self.complain(
                    cell.place,
                    "S112",
                    f'"{_short(cell.text)}" is not a code of {code_list.id}.'
                    f"{did_you_mean(cell.text, codes)}",
                    f"The codes are: {_list(codes)}.",
                )
            found.append((code_list.id, cell.text))
        return tuple(found)


def read_observations(
    cells: Cells,
    plan: Plan,
    sender: str,
    history: History = NO_HISTORY,
    received_on: dt.date | None = None,
) -> Reading:
    """Read a file's rows as what an agency reports, and check them.

    A bad cell takes out its own row and nothing else; a file without a readable table is rejected
    whole. What was in force before marks rows, and takes none out.
    """
    if not cells.rows:
        return _rejected_whole(cells.problems, sender)
    header, *rows = cells.rows
    columns, header_problems = _columns(header, plan)
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        known = [*REQUIRED, *OPTIONAL]
        problem = Problem(
            header.place,
            "S011",
            f"the first row lacks the column {_list(missing)}.",
            f"Name the columns in the first row: {', '.join(known)}.",
        )
        return _rejected_whole((*cells.problems, problem, *header_problems), sender)
    if not rows:
        problem = Problem(
            header.place, "S009", "the table has no rows.", "Write a row for each measure."
        )
        return _rejected_whole((*cells.problems, problem, *header_problems), sender)
    taken, rejections, problems = _read_rows(rows, columns, len(header.cells), plan, sender)
    unread = [(rejection.measure, rejection.period) for rejection in rejections]
    found_by_row = _by_row(checks.check_all(taken, plan, history, received_on, unread))
    accepted, refused, found = _checked(taken, found_by_row)
    return Reading(
        accepted,
        (
            *(Rejection(sender, "", None, p) for p in cells.problems if p.severity == "error"),
            *rejections,
            *refused,
        ),
        in_order([*cells.problems, *header_problems, *problems, *found]),
        len(rows),
    )


def rejected_whole(problem: Problem, sender: str) -> Reading:
    """The reading of a file of which nothing can be taken."""
    return _rejected_whole((problem,), sender)


def _rejected_whole(problems: tuple[Problem, ...], sender: str) -> Reading:
    found = in_order(problems)
    return Reading((), tuple(Rejection(sender, "", None, p) for p in found), found, 0)


def _columns(header: Row, plan: Plan) -> tuple[dict[str, int], list[Problem]]:
    known = [*REQUIRED, *OPTIONAL, *(code_list.id for code_list in plan.code_lists)]
    columns: dict[str, int] = {}
    problems: list[Problem] = []
    for index, cell in enumerate(header.cells):
        written = cell.text.lower()
        if not written or written.startswith(OWN_COLUMNS):
            continue
        # Capitals make no other column, in the file or in the plan.
        name = next((k for k in known if k.lower() == written), written)
        if name in columns:
            message, remedy = f'the column "{name}" is there twice.', "Keep one of them."
            problems.append(Problem(cell.place, "S012", message, remedy, "warning"))
        elif name not in known:
            problems.append(
                Problem(
                    cell.place,
                    "S012",
                    f'the column "{_short(cell.text)}" is not known, and was not read.'
                    f"{did_you_mean(name, known)}",
                    f"Name a column of your own {OWN_COLUMNS}…, or take it out.",
                    "warning",
                )
            )
        else:
            columns[name] = index
    return columns, problems


def _read_rows(
    rows: list[Row], columns: Mapping[str, int], width: int, plan: Plan, sender: str
) -> tuple[list[Observation], list[Rejection], list[Problem]]:
    taken: list[Observation] = []
    rejections: list[Rejection] = []
    problems: list[Problem] = []
    for row in rows:
        reader = _RowReader(plan, sender, columns, width, row)
        observation, measure, period = reader.observation()
        problems += reader.problems
        if observation is not None:
            taken.append(observation)
            continue
        first = next(p for p in reader.problems if p.severity == "error")
        rejections.append(Rejection(sender, measure, period, first))
    return taken, rejections, problems


def _checked(
    taken: list[Observation], by_row: Mapping[Place, list[Problem]]
) -> tuple[tuple[Observation, ...], list[Rejection], list[Problem]]:
    accepted: list[Observation] = []
    rejections: list[Rejection] = []
    found: list[Problem] = []
    for observation in taken:
        problems = by_row.get(observation.place, [])
        found += problems
        errors = [p for p in problems if p.severity == "error"]
        if errors:
            rejections.append(
                Rejection(observation.agency, observation.measure, observation.period, errors[0])
            )
        else:
            accepted.append(observation)
    return tuple(accepted), rejections, found


def _by_row(found: Iterator[tuple[Observation, Problem]]) -> dict[Place, list[Problem]]:
    by_row: dict[Place, list[Problem]] = {}
    for observation, problem in found:
        by_row.setdefault(observation.place, []).append(problem)
    return by_row


def _part_and_whole(value: str, whole: str) -> tuple[str, str]:
    """Divide "4 of 10", as people write it, where the whole has no cell of its own."""
    if whole:
        return value, whole
    for words in (" out of ", " of "):
        part, found, rest = value.partition(words)
        if found:
            return part, rest
    return value, ""


def _list(names: list[str]) -> str:
    most = 8
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"


def _short(text: str) -> str:
    most = 60
    return text if len(text) <= most else text[: most - 1] + "…"
