"""A filled form, unfolded into the lines that a plain long table has.

So that a figure is read and checked in one way only. What stands beside the figures, explanations
and assertions, is read in ``form_statements``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, overload

from milepost.periods import Period, parse_period
from milepost.plan.model import Plan
from milepost.sources import Place, Problem, in_order
from milepost.submissions.cells import Cell, Cells, Row
from milepost.submissions.form_sheets import FormSheet, csv_form, form_sheet
from milepost.submissions.form_statements import read_assertions, read_explanations
from milepost.submissions.forms_held import gone, stands_apart
from milepost.submissions.history import NO_HISTORY, History
from milepost.submissions.model import Reading, Rejection
from milepost.submissions.observations import read_observations
from milepost.submissions.template.columns import NUMBERS, VALUES

_TABLES: Final = ("metrics", "dimensions")
_IN_OTHER_WAYS: Final = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}")


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of a form that holds a figure, or is to hold one."""

    sheet: FormSheet
    row: Row

    def cell(self, column: str) -> Cell:
        return self.sheet.cell(self.row, column)

    def text(self, column: str) -> str:
        return self.sheet.text(self.row, column)

    @property
    def is_filled(self) -> bool:
        return any(self.text(name) for name in VALUES)


def read_sent(  # noqa: PLR0913  # what was sent, and what it is held against
    cells: Cells,
    plan: Plan,
    sender: str,
    period: Period,
    history: History = NO_HISTORY,
    received_on: dt.date | None = None,
) -> Reading:
    """Read what an agency sent: a form that it filled, or a plain long table."""
    if cells.sheets:
        sheets = [form_sheet(name, rows) for name, rows in cells.sheets]
    elif (sheet := csv_form(cells.rows)) is not None:
        sheets = [sheet]
    else:
        return read_observations(cells, plan, sender, history, received_on)
    return _read_form(sheets, cells.problems, plan, sender, period, history, received_on)


def _read_form(  # noqa: PLR0913  # as read_sent
    sheets: Sequence[FormSheet],
    of_the_file: tuple[Problem, ...],
    plan: Plan,
    sender: str,
    period: Period,
    history: History,
    received_on: dt.date | None,
) -> Reading:
    read, refused, found = stands_apart(sheets, plan, sender, period)
    tables = [sheet for sheet in read if sheet.kind in _TABLES and sheet.names is not None]
    lines = [_Line(sheet, row) for sheet in tables for row in sheet.rows]
    lines, left, unfilled = _unfilled(lines, plan, sender)
    lines, against = _against_the_convention(lines, sender)
    missing = [] if refused else gone(sheets, tables, plan, sender, period)
    explanations, amiss = read_explanations(read, plan, sender, period)
    assertions, certified_by, unsaid = read_assertions(read)
    own = [*of_the_file, *refused, *amiss, *unsaid]
    rejections = [
        *(Rejection(sender, "", None, p) for p in own if p.severity == "error"),
        *left,
        *against,
        *missing,
    ]
    said = [*own, *found, *unfilled, *(r.problem for r in (*against, *missing))]
    rows = len(lines) + len(left) + len(against)
    reading = Reading((), (), (), 0)
    if lines:
        not_read = [(r.measure, r.period) for r in (*left, *against, *missing)]
        table = _long_table(lines, plan, sender)
        reading = read_observations(table, plan, sender, history, received_on, not_read)
    return replace(
        reading,
        rejections=(*rejections, *reading.rejections),
        problems=in_order([*dict.fromkeys(said), *reading.problems]),
        rows=rows,
        explanations=explanations,
        assertions=assertions,
        certified_by=certified_by,
    )


def _unfilled(
    lines: Iterable[_Line], plan: Plan, sender: str
) -> tuple[list[_Line], list[Rejection], list[Problem]]:
    """The rows that are filled, and those that are not; rows for codes unlisted need not be."""
    filled: list[_Line] = []
    empty: dict[str, list[_Line]] = {}
    for line in lines:
        if line.is_filled:
            filled.append(line)
        elif line.sheet.kind == "dimensions" and not _is_named(line, plan):
            continue
        elif _named(line):
            empty.setdefault(_named(line), []).append(line)
    some = {_named(line) for line in filled}
    rejections: list[Rejection] = []
    problems: list[Problem] = []
    for measure, rows in empty.items():
        all_empty = measure not in some and len(rows) > 1
        for line in rows[:1] if all_empty else rows:
            found = _not_filled(line, len(rows) if all_empty else 0)
            problems.append(found)
            rejections.append(Rejection(sender, measure, _period_of(line), found))
        if all_empty:
            rejections += [
                Rejection(sender, measure, _period_of(line), problems[-1]) for line in rows[1:]
            ]
    return filled, rejections, problems


def _is_named(line: _Line, plan: Plan) -> bool:
    """Whether a row of a divided measure has its codes, or is the total."""
    lists = [c.id for c in plan.code_lists if c.id in line.sheet.columns]
    return bool(line.text("name")) or any(map(line.text, lists))


def _named(line: _Line) -> str:
    return line.text("measure")


def _period_of(line: _Line) -> Period | None:
    try:
        return parse_period(line.text("period"))
    except ValueError:
        return None


def _not_filled(line: _Line, how_many: int) -> Problem:
    what = f"the row of {_named(line)} is not filled."
    if name := line.text("name"):
        what = f"the row of {_named(line)} for {name} is not filled."
    if how_many:
        what = f"none of the {how_many} rows of {_named(line)} is filled."
    return Problem(
        line.cell("value").place,
        "S405",
        what,
        "An empty cell is not a zero. Write the number, 0 if there were none, or say in the "
        "absence column why there is no number.",
    )


def _against_the_convention(
    lines: Iterable[_Line], sender: str
) -> tuple[list[_Line], list[Rejection]]:
    """Rows with a number that is written in another way than the form declares."""
    kept: list[_Line] = []
    refused: list[Rejection] = []
    for line in lines:
        written = [name for name in ("value", "of") if not line.text(name).isdecimal()]
        odd = next((c for c in map(line.cell, written) if _is_odd(c)), None)
        if odd is None:
            kept.append(line)
            continue
        found = Problem(
            odd.place,
            "S416",
            f'"{odd.text}" is written in another way than the form declares, {NUMBERS}.',
            "Write decimals with a point, and thousands with a comma or not at all.",
        )
        refused.append(Rejection(sender, _named(line), _period_of(line), found))
    return kept, refused


def _is_odd(cell: Cell) -> bool:
    return not cell.fault and any(
        _IN_OTHER_WAYS.fullmatch(number) for number in re.findall(r"\d[\d.,]*\d", cell.text)
    )


def _long_table(lines: Sequence[_Line], plan: Plan, sender: str) -> Cells:
    """The rows of all sheets below one header, each cell with its own place."""
    lists = [c.id for c in plan.code_lists if any(c.id in line.sheet.columns for line in lines)]
    names = ("agency", "measure", "period", *lists, *VALUES)
    rows = [_header(lines[0].sheet, names)]
    for line in lines:
        columns, faulty = line.sheet.columns, line.row.faults
        told = [line.text(name) for name in names]
        if "agency" not in columns:
            # A workbook says it once, in its stamp, which was looked at before.
            told[0] = sender
        faults = {
            at: faulty[columns[name]]
            for at, name in enumerate(names if faulty else ())
            if columns.get(name) in faulty
        }
        rows.append(Row(line.row.place, 0, tuple(told), faults, _PlacesOf(line, names)))
    return Cells(tuple(rows))


@dataclass(frozen=True, slots=True)
class _PlacesOf(Sequence[Place]):
    """Where the named cells of a line stand, each made when it is asked for."""

    line: _Line
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.names)

    @overload
    def __getitem__(self, at: int) -> Place: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Place]: ...
    def __getitem__(self, at: int | slice) -> Place | Sequence[Place]:
        if isinstance(at, slice):
            return [self[index] for index in range(*at.indices(len(self)))]
        return self.line.sheet.place(self.line.row, self.names[at])


def _header(sheet: FormSheet, names: Iterable[str]) -> Row:
    place = sheet.names.place if sheet.names is not None else Place("")
    return Row.of(place, [Cell(name, place) for name in names])
