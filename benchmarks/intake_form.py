"""One run of the intake of a filled form, in a process of its own: prints its figures as JSON."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from pathlib import Path
from typing import Final

import openpyxl

from benchmarks.generated_table import AGENCY
from milepost.periods import parse_period
from milepost.submissions.cells import read_cells
from milepost.submissions.forms import read_sent
from milepost.workspace import Workspace

PERIOD: Final = "FY2020-Q1"
_RECEIVED: Final = dt.date(2020, 1, 15)
_HEADINGS: Final = 15  # how far down a sheet its row of names can lie


def fill(root: Path) -> Path:
    """Make the form of the plan in a folder and fill each of its rows, as an officer would."""
    path = Workspace(root).template(AGENCY, parse_period(PERIOD), _RECEIVED)
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for names in list(sheet.iter_rows(max_row=_HEADINGS)):
            written = [cell.value for cell in names]
            if "value" not in written or "reliability" not in written:
                continue
            value, whole = written.index("value"), written.index("of")
            unit = written.index("unit") if "unit" in written else None
            for number, row in enumerate(sheet.iter_rows(min_row=int(names[0].row or 0) + 1)):
                if not any(cell.value for cell in row):
                    continue
                row[value].value = 40 + number % 7
                if unit is not None and row[unit].value == "percent":
                    row[whole].value = 100
    filled = root / PERIOD / f"{AGENCY}.xlsx"
    filled.parent.mkdir(exist_ok=True)
    book.save(filled)
    return filled


def main(root: Path, form: Path) -> None:
    """Read and check a filled form."""
    plan = Workspace(root).plan.plan
    assert plan is not None  # noqa: S101  # the generated plan has no errors
    start, used = time.perf_counter(), time.process_time()
    cells = read_cells(form.read_bytes(), str(form))
    reading = read_sent(cells, plan, AGENCY, parse_period(PERIOD), received_on=_RECEIVED)
    seconds, processor = time.perf_counter() - start, time.process_time() - used
    print(  # noqa: T201  # what it is for
        json.dumps(
            {
                "seconds": seconds,
                "processor": processor,
                "rows": reading.rows,
                "taken": len(reading.observations),
                "problems": len(reading.problems),
            }
        )
    )


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
