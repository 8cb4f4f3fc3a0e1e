"""Reads the spreadsheet in which an office keeps its measures, one row each, as files of a plan.

There may be a title above the names of the columns, headings between the rows, notes below them
and sheets beside; columns by many names, some of them missing. All that is wrong is said together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final

from pydantic import ValidationError

from milepost.interchange.columns import HEADING_OF, Headings, find_headings
from milepost.interchange.declared import Declared
from milepost.interchange.measure_file import as_file, name_measures
from milepost.interchange.model import Imported
from milepost.interchange.row_draft import Draft, short
from milepost.interchange.row_reader import read_row
from milepost.plan.model import Measure
from milepost.plan.places import Places
from milepost.plan.yaml_source import parse_yaml
from milepost.sources import Place, Problem, has_errors, in_order
from milepost.submissions.cells import Cells, Row, read_cells

# Sheets of ours that stand beside the measures and say nothing new.
OWN_SHEETS: Final = ("About", "Agencies and objectives")
_ZIP: Final = b"PK"


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, or a CSV file: its rows by the name of the sheet."""

    sheet: str
    cells: Cells


def read_measures(content: bytes, shown: str, places: Places) -> Imported:
    """Read a spreadsheet of measures.

    Args:
        content: the bytes of a workbook or of a CSV file.
        shown: its path, as problems show it.
        places: where the objectives and agencies of the plan are declared.
    """
    tables, problems = _tables(content, shown)
    if has_errors(problems):
        return Imported((), (), problems)
    declared = Declared.of(places)
    drafts: list[Draft] = []
    lost: list[str] = []
    for table in tables:
        head = find_headings(table.cells.rows)
        if head is not None:
            lost += head[0].unknown()
            drafts += _drafts(table, head, (declared, shown), lost)
        elif table.cells.rows and table.sheet not in OWN_SHEETS:
            lost.append(f'the sheet "{table.sheet}" has no columns of measures; it was not read.')
    if not drafts:
        return Imported((), tuple(lost), (*problems, _no_measures(tables, shown)))
    return _concluded(drafts, declared, lost, problems)


def _tables(content: bytes, shown: str) -> tuple[tuple[Table, ...], tuple[Problem, ...]]:
    if content.startswith(_ZIP):
        # The library that reads workbooks is slow to import, and a CSV needs none.
        from milepost.interchange.measures_workbook import read_sheets  # noqa: PLC0415

        sheets, problems = read_sheets(content, shown)
        tables = tuple(Table(name, cells) for name, cells in sheets.items())
        return tables, (*problems, *(p for t in tables for p in t.cells.problems))
    cells = read_cells(content, shown)
    return (Table("", cells),), cells.problems


def _no_measures(tables: Sequence[Table], shown: str) -> Problem:
    named = next((t.sheet for t in tables if t.cells.rows and t.sheet not in OWN_SHEETS), "")
    return Problem(
        Place(shown, sheet=named),
        "I301",
        "no table of measures was found.",
        "Name the columns in one row and write a row for each measure below it, such as: Measure "
        "ID, Measure, Definition, Objective, Unit, Kind, Direction, Agencies, FY2010 target. "
        "examples/measures.xlsx is one.",
    )


def _drafts(
    table: Table, head: tuple[Headings, int], known: tuple[Declared, str], lost: list[str]
) -> Iterator[Draft]:
    headings, at = head
    declared, shown = known
    above = ""
    for row in table.cells.rows[at + 1 :]:
        if _texts(row) == _texts(headings.row):
            continue  # the names of the columns once more, at the top of a page
        draft = Draft(headings, row, declared, _where(shown, table.sheet, row))
        written = [cell.text for cell in row.cells if cell.text]
        if len(written) == 1:
            # A heading between the rows, or a note below them.
            above = declared.objective(written[0]) or ""
            if not above:
                lost.append(f'row {_number(row)} holds only "{short(written[0])}".')
            continue
        read_row(draft, above)
        if draft.text("objective") or draft.text("objective_title"):
            above = str(draft.tree["objective"])
        yield draft


def _texts(row: Row) -> list[str]:
    return [cell.text.casefold() for cell in row.cells if cell.text]


def _number(row: Row) -> str:
    """The number of a row, as a spreadsheet shows it."""
    return next((n for c in row.cells for n in re.findall(r"\d+$", c.place.cell)), "")


def _where(shown: str, sheet: str, row: Row) -> str:
    parts = [PurePath(shown).name, f"sheet {sheet}" if sheet else "", f"row {_number(row)}"]
    return ", ".join(part for part in parts if part)


def _concluded(
    drafts: list[Draft], declared: Declared, lost: list[str], problems: tuple[Problem, ...]
) -> Imported:
    name_measures(drafts)
    found: list[Problem] = list(problems)
    files: list[tuple[str, str]] = []
    for draft in drafts:
        name = str(draft.tree["id"])
        path = f"{name}.yaml"
        at = declared.measures.get(name)
        if at is not None and PurePath(at.file).name != path:
            draft.complain(
                draft.place("id"),
                "I308",
                f'"{name}" is declared already, at {at}.',
                "Take it out there first, or give this one another ID.",
            )
        text = as_file(draft)
        if not has_errors(draft.problems):
            draft.problems += _not_well_formed(draft, text, path)
        found += draft.problems
        files.append((path, text))
        lost += [f"of {name}, {what}" for what in draft.lost]
    return Imported(tuple(files), tuple(lost), in_order(_together(found)))


_COLUMN_OF: Final = HEADING_OF | {"targets": "Targets", "combine": HEADING_OF["combine_agencies"]}


def _not_well_formed(draft: Draft, text: str, path: str) -> Iterator[Problem]:
    """What the plan itself would say of the file, at the cells it comes from."""
    for problem in parse_yaml(text, path).problems:
        yield replace(problem, place=draft.row.place, excerpt=None)
    try:
        Measure.model_validate(draft.tree)
    except ValidationError as error:
        for details in error.errors():
            key = str(details["loc"][0]) if details["loc"] else ""
            said = details.get("ctx", {})
            yield Problem(
                draft.place(key),
                "I305",
                f"{_COLUMN_OF.get(key, key)}: {said.get('message', details['msg'])}",
                str(said.get("remedy", "See how `milepost export` writes it.")),
            )


def _together(problems: Iterable[Problem]) -> Iterator[Problem]:
    """One problem for what is wrong in the same way in many rows, at the first of them."""
    alike: dict[tuple[str, str, str, str], list[Problem]] = {}
    for problem in problems:
        same = problem.place.sheet, problem.code, problem.message, problem.remedy
        alike.setdefault(same, []).append(problem)
    for first, *others in alike.values():
        if not others:
            yield first
            continue
        most = 5
        cells = ", ".join(dict.fromkeys(other.place.cell for other in others[:most]))
        more = f" and {len(others) - most} more" if others[most:] else ""
        yield replace(first, remedy=f"{first.remedy} The same in {cells}{more}.")
