"""Then meaning: rows of cells become observations, or say why not.

The long table has one observation a row. ``agency``, ``measure``, ``period`` and ``value`` must be
there; ``of``, ``bound``, ``absence``, ``source``, ``note`` and the dimensions of the plan may be.
A column whose name begins with ``flex_`` is the agency's own and is left alone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from operator import itemgetter
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
from milepost.submissions.collection import uncollected
from milepost.submissions.history import NO_HISTORY, History
from milepost.submissions.model import (
    ABSENCES,
    RELIABILITY,
    Absence,
    Dimensions,
    Observation,
    Reading,
    Rejection,
)
from milepost.submissions.signs import as_seen, unseen, without_unseen

REQUIRED: Final = ("agency", "measure", "period", "value")
OPTIONAL: Final = ("of", "bound", "absence", "reliability", "source", "note")
OWN_COLUMNS: Final = "flex_"
# What is for people, in any script; and what is read by its letters and digits.
PROSE: Final = ("source", "note")
READ_AS_SEEN: Final = (*REQUIRED, "of", "bound", "absence")


class _RowReader:
    """Reads one row after another, collecting every problem in it."""

    def __init__(self, plan: Plan, sender: str, columns: Mapping[str, int], width: int) -> None:
        self.plan = plan
        self.sender = sender
        self.columns = columns
        self.width = width
        self.problems: list[Problem] = []
        self._faulty: set[str] = set()
        self._row: Row
        self._code_lists = [
            (code_list.id, {code.code: None for code in code_list.codes})
            for code_list in plan.code_lists
            if code_list.id in columns
        ]
        names = (*REQUIRED, *OPTIONAL, *(name for name, _ in self._code_lists))
        self._names = tuple(name for name in names if name in columns)
        self._pick = itemgetter(*(columns[name] for name in self._names))
        # What the cells of the row say, by column; what the table has no column for says nothing.
        self._said = dict.fromkeys(names, "")

    def place(self, column: str) -> Place:
        """Where a cell stands; the row's own place where the row does not reach so far."""
        index = self.columns.get(column)
        if index is None or index >= len(self._row.texts):
            return self._row.place
        return self._row.place_of(index)

    def complain(self, place: Place, code: str, message: str, remedy: str) -> None:
        self.problems.append(Problem(place, code, message, remedy))

    def _read(self) -> None:
        """What each cell says; one that holds no plain value is a problem and reads as nothing."""
        texts = self._row.texts
        together = "".join(texts)
        is_plain = not self._row.faults and together.isascii() and together.isprintable()
        if is_plain and len(texts) >= self.width:
            # By far the most rows are: then no cell need be looked at by itself.
            self._said.update(zip(self._names, self._pick(texts), strict=True))
            return
        for name in self._names:
            self._said[name] = self._plain(name, self.columns[name])

    def _plain(self, column: str, index: int) -> str:
        if index >= len(self._row.texts):
            return ""
        text = self._row.texts[index]
        if index in self._row.faults:
            self._complain_of_fault(column, self._row.cell(index))
            return ""
        return text if text.isascii() and text.isprintable() else self._seen(column, text)

    def is_faulty(self, column: str) -> bool:
        """Whether a cell read as nothing because of what is wrong with it."""
        return column in self._faulty

    def _seen(self, column: str, text: str) -> str:
        """A text as it is seen; what is not seen in it is a problem, and reads as nothing."""
        found = unseen(text, is_prose=column in PROSE)
        if not found:
            return as_seen(text) if column in READ_AS_SEEN else text
        if column not in self._faulty:
            self._faulty.add(column)
            self.complain(
                self.place(column),
                "S114",
                f"the cell holds a character that is not seen, {found}.",
                f"Empty the cell and type it anew: {_short(without_unseen(text))}.",
            )
        return ""

    def _complain_of_fault(self, column: str, cell: Cell) -> None:
        if column in self._faulty:
            return
        self._faulty.add(column)
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
        elif cell.fault == "merged":
            self.complain(
                cell.place,
                "S115",
                f"the cell is hidden by the merged cell {cell.text}.",
                "Take the merging back, and write in each cell what holds for it.",
            )
        elif cell.fault == "no value":
            self.complain(
                cell.place,
                "S022",
                f'"{column}" is {_short(cell.text)}, which is neither a text nor a number.',
                "Write a number, a text in quotes, or null where there is nothing to say.",
            )
        else:
            self.complain(
                cell.place,
                "S023",
                f'the key "{column}" stands twice in this observation.',
                "Keep the one that holds; write another observation for another value.",
            )

    def observation(self, row: Row) -> tuple[Observation | None, str, Period | None]:
        """The observation, if all of it can be read; and which measure and period it was for."""
        self._row, self.problems = row, []
        if self._faulty:
            self._faulty = set()
        self.length()
        self._read()
        agency = self.agency()
        measure = self.measure()
        period = self.period()
        stated, whole, absence = self.value(measure)
        dimensions = self.dimensions(measure)
        named = self._said["measure"] if measure is None else measure.id
        source, note = self.source(), self._said["note"]
        if measure is None or period is None or (self.problems and has_errors(self.problems)):
            return None, named, period
        observation = Observation(
            agency,
            measure.id,
            period,
            stated,
            whole,
            absence,
            dimensions,
            source,
            note,
            row.place,
            self.place("absence" if absence and not self._has("value") else "value"),
        )
        return observation, named, period

    def _has(self, column: str) -> bool:
        index = self.columns.get(column)
        texts = self._row.texts
        return index is not None and index < len(texts) and bool(texts[index])

    def source(self) -> str:
        """Where the figure is from and, if the agency said it, how reliable it holds it to be."""
        source, written = self._said["source"], self._said["reliability"]
        word = written.lower()
        if not word:
            return source
        if word not in RELIABILITY:
            self.complain(
                self.place("reliability"),
                "S417",
                f'"{_short(written)}" is not a word for reliability.'
                f"{did_you_mean(word, RELIABILITY)}",
                f"Write one of: {', '.join(RELIABILITY)}.",
            )
            return source
        assessed = f"by the agency's own assessment {word}"
        return f"{source.rstrip('.')}; {assessed}" if source else assessed.capitalize()

    def length(self) -> None:
        """A comma inside a number makes two cells of it, and shifts all that follow."""
        if len(self._row.texts) > self.width:
            self.complain(
                self._row.place_of(self.width),
                "S113",
                f"the row has {len(self._row.texts)} cells, the table {self.width} columns.",
                "Put numbers and notes that hold a comma in double quotes, or write 1767.",
            )

    def agency(self) -> str:
        text = self._said["agency"]
        if text and text != self.sender:
            self.complain(
                self.place("agency"),
                "S102",
                f'the row is for "{_short(text)}", but the file was sent by {self.sender}.',
                f"Write {self.sender}, or send these rows in a file of their own.",
            )
        elif not text and not self.is_faulty("agency"):
            place = self.place("agency")
            self.complain(place, "S110", "the agency is missing.", f"Write {self.sender}.")
        return text

    def measure(self) -> Measure | None:
        text = self._said["measure"]
        measure = self.plan.measure_by_id.get(text)
        if measure is not None:
            if self.sender not in measure.agencies:
                who = ", ".join(measure.agencies) or "nobody: it is computed"
                issuer = self.plan.strategy.issued_by
                self.complain(
                    self.place("measure"),
                    "S102",
                    f"{self.sender} does not report {measure.id}.",
                    f"It is reported by {who}. Take the row out, or ask {issuer} to change it.",
                )
            elif measure.from_extract is not None:
                extract = measure.from_extract.extract
                self.complain(
                    self.place("measure"),
                    "S117",
                    f"{measure.id} is computed from the extract {extract}, and not stated.",
                    "Take the row out, and send the records instead: "
                    f"milepost submit --extract {extract}.",
                )
            return measure
        if not self.is_faulty("measure"):
            ours = [m.id for m in self.plan.measures if self.sender in m.agencies and m.is_sent]
            message = "the measure is missing."
            if text:
                message = f'no measure is called "{_short(text)}".{did_you_mean(text, ours)}'
            self.complain(
                self.place("measure"),
                "S101",
                message,
                f"{self.sender} reports: {_list(ours)}."
                if ours
                else f"Ask {self.plan.strategy.issued_by} which rows are yours.",
            )
        return None

    def period(self) -> Period | None:
        text = self._said["period"]
        if self.is_faulty("period"):
            return None
        try:
            return parse_period(text)
        except ValueError as error:
            message = str(error) if text else "the period is missing."
            remedy = HOW_PERIODS_ARE_WRITTEN
            if day := _day_of_serial_number(text):
                remedy = f"As the number of a day it would be {day}. {remedy}"
            self.complain(self.place("period"), "S103", message, remedy)
            return None

    def value(
        self, measure: Measure | None
    ) -> tuple[Statement | None, Decimal | None, Absence | None]:
        text, whole_text = self._said["value"], self._said["of"]
        said = self._said["absence"]
        absence = self.absence(said, "absence")
        if text and text.lower() in ABSENCES:
            absence, text = self.absence(text, "value"), ""
        if absence and (text or whole_text):
            self.complain(
                self.place("value" if text else "of"),
                "S109",
                f'"{_short(text or whole_text)}" is a number, yet it is "{absence}".',
                "Keep the number or the absence, not both.",
            )
            return None, None, None
        if not text:
            if not absence and not self.is_faulty("value") and not said:
                self.complain(
                    self.place("value"),
                    "S110",
                    "the value is empty.",
                    f"Write the number, 0 if there were none, or why not: {', '.join(ABSENCES)}.",
                )
            return None, None, absence
        return *self.number(text, whole_text, measure), absence

    def number(
        self, written: str, whole_written: str, measure: Measure | None
    ) -> tuple[Statement | None, Decimal | None]:
        text, whole_text = _part_and_whole(written, whole_written)
        # A share is reported as a part of a whole: both are counts, not percentages.
        if not whole_text:
            return self.statement(text, measure.unit if measure else "", measure), None
        stated = self.statement(text, "", None)
        if stated is not None and stated.standard_error is not None:
            self.complain(
                self.place("value"),
                "S116",
                f'"{_short(text)}" is an estimate, and is a part of {_short(whole_text)}.',
                "A part and its whole are counts, which have no standard error. Send the share "
                'itself: 47.3% (standard error 1.2), and leave "of" empty.',
            )
            return None, None
        try:
            return stated, read_number(whole_text, "")
        except UnreadableNumberError as error:
            place = self.place("of" if whole_written else "value")
            self.complain(place, "S104", error.message, error.remedy)
            return stated, None

    def statement(self, text: str, unit: str, measure: Measure | None) -> Statement | None:
        try:
            stated = read_statement(text, unit)
        except UnreadableNumberError as error:
            remedy = error.remedy
            if measure is not None:
                remedy = f"{measure.id} is counted in {unit}. {remedy}"
            self.complain(self.place("value"), "S104", error.message, remedy)
            return None
        return self.with_bound(stated)

    def with_bound(self, stated: Statement) -> Statement | None:
        text = self._said["bound"]
        word = text.lower()
        if not word or word == stated.bound:
            return stated
        if word not in BOUNDS:
            self.complain(
                self.place("bound"),
                "S107",
                f'"{_short(text)}" is not a word for a bound.{did_you_mean(word, BOUNDS)}',
                f"Write one of: {', '.join(BOUNDS)}.",
            )
            return None
        if stated.standard_error is not None:
            self.complain(
                self.place("bound"),
                "S107",
                f'the bound is "{word}", but the value is an estimate with a standard error.',
                "Keep one of the two.",
            )
            return None
        if stated.bound != "exact" or word == "between":
            remedy = (
                "Write both numbers in the value: 25-33."
                if word == "between"
                else "Say it once: in the value, or in the bound column."
            )
            self.complain(
                self.place("bound"),
                "S107",
                f'the bound is "{word}", but the value reads as "{stated.bound}".',
                remedy,
            )
            return None
        bound: Bound = word  # type: ignore[assignment]  # it is one of BOUNDS
        return replace(stated, bound=bound)

    def absence(self, text: str, column: str) -> Absence | None:
        word = text.lower()
        if not word:
            return None
        if word in ABSENCES:
            return word  # type: ignore[return-value]  # it is one of ABSENCES
        self.complain(
            self.place(column),
            "S108",
            f'"{_short(text)}" is not a word for an absence.{did_you_mean(word, ABSENCES)}',
            f"Write one of: {', '.join(ABSENCES)}.",
        )
        return None

    def dimensions(self, measure: Measure | None) -> Dimensions:
        found: list[tuple[str, str]] = []
        for name, known in self._code_lists:
            text = self._said[name]
            if not text:
                continue
            if measure is not None and name not in measure.dimensions:
                self.complain(
                    self.place(name),
                    "S112",
                    f"{measure.id} is not divided by {name}.",
                    "Leave the cell empty.",
                )
            if known and text not in known:
                codes = list(known)
                self.complain(
                    self.place(name),
                    "S112",
                    f'"{_short(text)}" is not a code of {name}.{did_you_mean(text, codes)}',
                    f"The codes are: {_list(codes)}.",
                )
            found.append((name, text))
        return tuple(found)


@uncollected()
def read_observations(  # noqa: PLR0913  # what was sent, and what it is held against
    cells: Cells,
    plan: Plan,
    sender: str,
    history: History = NO_HISTORY,
    received_on: dt.date | None = None,
    unfilled: Sequence[tuple[str, Period | None]] = (),
) -> Reading:
    """Read a file's rows as what an agency reports, and check them.

    A bad cell takes out its own row and nothing else; a file without a readable table is rejected
    whole. What was in force before marks rows, and takes none out. Of what a form has left unfilled
    nothing is concluded.
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
    taken, rejections, problems = _read_rows(rows, columns, len(header.texts), plan, sender)
    unread = [*unfilled, *((rejection.measure, rejection.period) for rejection in rejections)]
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
    reader = _RowReader(plan, sender, columns, width)
    for row in rows:
        observation, measure, period = reader.observation(row)
        problems += reader.problems
        if observation is not None:
            taken.append(observation)
            continue
        first = next(p for p in reader.problems if p.severity == "error")
        rejections.append(Rejection(sender, measure, period, first))
    return taken, rejections, problems


def _checked(
    taken: list[Observation], by_row: Mapping[int, list[Problem]]
) -> tuple[tuple[Observation, ...], list[Rejection], list[Problem]]:
    accepted: list[Observation] = []
    rejections: list[Rejection] = []
    found: list[Problem] = []
    for observation in taken:
        problems = by_row.get(id(observation))
        if not problems:
            accepted.append(observation)
            continue
        found += problems
        errors = [p for p in problems if p.severity == "error"]
        if errors:
            rejections.append(
                Rejection(observation.agency, observation.measure, observation.period, errors[0])
            )
        else:
            accepted.append(observation)
    return tuple(accepted), rejections, found


def _by_row(found: Iterator[tuple[Observation, Problem]]) -> dict[int, list[Problem]]:
    by_row: dict[int, list[Problem]] = {}
    for observation, problem in found:
        by_row.setdefault(id(observation), []).append(problem)
    return by_row


def _part_and_whole(value: str, whole: str) -> tuple[str, str]:
    """Divide "4 of 10", as people write it, where the whole has no cell of its own."""
    if whole or value.isdecimal():
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


def _day_of_serial_number(text: str) -> str:
    """The day that a spreadsheet keeps as this number, where it is one of our time, or nothing."""
    if not re.fullmatch("[2-6][0-9]{4}", text):
        return ""
    return (dt.date(1899, 12, 30) + dt.timedelta(days=int(text))).isoformat()


def _short(text: str) -> str:
    most = 60
    return text if len(text) <= most else text[: most - 1] + "…"
