"""A made-up plan for forms, and forms filled as an officer would: by openpyxl, or in a CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from milepost.submissions.form_sheets import FormSheet, form_sheet
from milepost.submissions.model import Explanation, Observation
from milepost.submissions.workbooks import read_workbook
from milepost.workspace import Workspace
from tests.cli.office import Office

# The INEGI codes of the 32 federal entities of Mexico, and what they stand for.
ENTITIES: Final[Mapping[str, str]] = {
    f"{number:02}": name
    for number, name in enumerate(
        (
            "Aguascalientes", "Baja California", "Baja California Sur", "Campeche", "Coahuila",
            "Colima", "Chiapas", "Chihuahua", "Ciudad de México", "Durango", "Guanajuato",
            "Guerrero", "Hidalgo", "Jalisco", "México", "Michoacán", "Morelos", "Nayarit",
            "Nuevo León", "Oaxaca", "Puebla", "Querétaro", "Quintana Roo", "San Luis Potosí",
            "Sinaloa", "Sonora", "Tabasco", "Tamaulipas", "Tlaxcala", "Veracruz", "Yucatán",
            "Zacatecas",
        ),
        start=1,
    )
}  # fmt: skip

_HEAD: Final = """\
strategy:
  id: border-arms
  title: A small strategy
  issued_by: ONDCP
  source: made up
  variance_threshold: 10
calendar:
  fiscal_year_starts: October
  source: made up
agencies:
  - {id: ONDCP, name: Office of National Drug Control Policy, source: made up}
  - {id: PGR, name: Procuraduría General de la República, source: made up}
goals:
  - {id: fewer-guns, title: Fewer guns cross the border, source: made up}
objectives:
  - {id: investigate, goal: fewer-guns, title: Investigate those who carry them, source: made up}
code_lists:
  - id: entity
    title: Entidad federativa
    source: made up
    codes:
"""
_MEASURES: Final = """\
measures:
  - id: cases-initiated
    title: Cases initiated 立案 قضايا
    definition: "=SUM(A1:A2) is no formula here; Investigations opened, ¿cuántas?"
    objective: investigate
    unit: cases
    kind: output
    direction: increase
    quantity: flow
    basis: fiscal
    frequency: quarterly
    agencies: [PGR]
    combine: {periods: sum}
    targets:
      - {period: FY2009, value: 100, rationale: A promise., source: made up}
    limitations:
      - {statement: A case that is reopened counts again.}
      - {statement: Cases of the states are not in it.}
    source: made up
  - id: teams-together
    title: Teams that work together
    definition: Teams that work with another agency, of all.
    objective: investigate
    unit: teams
    kind: process
    quantity: stock
    basis: fiscal
    frequency: quarterly
    agencies: [PGR]
    source: made up
  - id: days-to-answer
    title: Days to answer
    definition: Mean number of days until a request is answered.
    objective: investigate
    unit: days
    kind: efficiency
    quantity: average
    basis: fiscal
    frequency: quarterly
    agencies: [PGR]
    decimals: 1
    source: made up
  - id: share-answered
    title: Share answered in a day
    definition: Requests that were answered within a day, of all.
    objective: investigate
    unit: percent
    kind: process
    quantity: ratio
    basis: fiscal
    frequency: quarterly
    agencies: [PGR]
    source: made up
  - id: firearms-seized
    title: Firearms seized
    definition: Firearms seized in the period, where they were seized.
    objective: investigate
    unit: firearms
    kind: output
    quantity: flow
    basis: fiscal
    frequency: quarterly
    agencies: [PGR]
    combine: {periods: sum}
    dimensions: [entity]
    source: made up
"""
PLAN: Final = (
    _HEAD
    + "".join(f'      - {{code: "{code}", title: {name}}}\n' for code, name in ENTITIES.items())
    + _MEASURES
)

# What the officer writes, by measure and code, in the columns of the form; the year's last quarter.
SEIZED: Final = {"08": "12", "26": "1,767", "28": "at least 280"}
FIGURES: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
    ("cases-initiated", ""): {
        "value": "74",
        "reliability": "sufficiently reliable",
        "source": "案件系统",
        "note": "ملاحظة: dos casos más que antes",
    },
    ("teams-together", ""): {"value": "4", "of": "10"},
    ("days-to-answer", ""): {"value": "12.5", "bound": "about"},
    ("share-answered", ""): {
        "absence": "not tracked",
        "reliability": "not sufficiently reliable",
        "note": "Until the new system runs.",
    },
    ("firearms-seized", ""): {"value": "at least 2,059"},
    **{("firearms-seized", code): {"value": SEIZED.get(code, "0")} for code in ENTITIES},
}
EXPLANATION: Final = {
    "measure": "cases-initiated",
    "why": "La frontera estuvo cerrada.",
    "action": "Más inspectores.",
    "by_when": "2010-03-31",
}
ANSWERS: Final = {
    "system": "yes", "explanations": "yes", "targets": "no", "measures": "yes",
    "official-name": "María Gómez", "official-title": "Directora",
}  # fmt: skip
NO: Final = "The targets are being set anew."
LAST_QUARTER: Final = "FY2009-Q4"


def sheets_of(path: Path) -> list[FormSheet]:
    """The sheets of a form as they are read."""
    return [form_sheet(n, rows) for n, rows in read_workbook(path.read_bytes(), path.name).sheets]


def fill_workbook(
    path: Path,
    into: Path,
    figures: Mapping[tuple[str, str], Mapping[str, str]] = FIGURES,
    answers: Mapping[str, str] = ANSWERS,
) -> None:
    """Fill a form with openpyxl: only unlocked cells, as the protected sheet allows."""
    book = openpyxl.load_workbook(path)
    for sheet in sheets_of(path):
        page = book[sheet.name]
        if sheet.kind in ("metrics", "dimensions"):
            _fill_figures(page, sheet, figures)
        elif sheet.kind == "explanations":
            # The rows to fill are empty, and so are not among those that are read.
            assert sheet.names is not None
            number = int(sheet.names.place.cell[1:]) + 1
            for letter, text in zip("ABCD", EXPLANATION.values(), strict=True):
                write(page, f"{letter}{number}", text)
        elif sheet.kind == "assertions":
            _fill_assertions(page, sheet, answers)
    into.parent.mkdir(parents=True, exist_ok=True)
    book.save(into)


def _fill_figures(
    page: Worksheet, sheet: FormSheet, figures: Mapping[tuple[str, str], Mapping[str, str]]
) -> None:
    for row in sheet.rows:
        key = (sheet.cell(row, "measure").text, sheet.cell(row, "entity").text)
        for column, text in figures.get(key, {}).items():
            write(page, sheet.cell(row, column).place.cell, text)


def _fill_assertions(page: Worksheet, sheet: FormSheet, answers: Mapping[str, str]) -> None:
    for row in sheet.rows:
        name = sheet.cell(row, "assertion").text
        if name in answers:
            write(page, sheet.cell(row, "answer").place.cell, answers[name])
        if name == "targets":
            write(page, sheet.cell(row, "comment").place.cell, NO)


def write(page: Worksheet, cell: str, text: str) -> None:
    """Write into a cell that may be written in."""
    assert not page[cell].protection.locked, cell
    page[cell] = text


def fill_csv(content: bytes) -> bytes:
    """Fill a form that is a CSV, as a script would."""
    reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert reader.fieldnames is not None
    rows = list(reader)
    for row in rows:
        row.update(FIGURES[(row["measure"], row["entity"])])
        if row["measure"] == EXPLANATION["measure"]:
            row.update({name: EXPLANATION[name] for name in ("why", "action", "by_when")})
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, reader.fieldnames)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def observed(office: Office) -> tuple[list[Observation], Sequence[Explanation], str]:
    """What the ledger holds of the only file that was sent: figures, explanations, the official."""
    workspace = Workspace(office.root)
    with workspace.ledger.looked_into() as reader:
        rows, beside = reader.findings(), reader.statements()
    workspace.close()
    ((found, _),) = rows.values()
    ((explanations, certified_by, _),) = beside.values()
    return found, explanations, certified_by
