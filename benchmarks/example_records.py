"""Makes the records of examples/records anew: the same bytes each time.

    python -m benchmarks.example_records examples/records/deliveries

A few hundred rows a quarter of traces, seizures and cases, as :mod:`benchmarks.extracts` makes them,
with the columns that the example declares. For the second quarter there is a revision of the traces:
a few origins are taken back, and two rows hold slips that are quarantined.
"""

from __future__ import annotations

import csv
import io
import sys
import tempfile
from pathlib import Path
from typing import Final

from benchmarks.extracts import write

_ROWS: Final = {
    "traces": (300, 320, 280, 340),
    "seizures": (40, 36, 44, 50),
    "cases-atf": (70, 75, 64, 80),
    "cases-ice": (27, 29, 25, 31),
}
_LEFT_OUT: Final = frozenset(
    {"mexican_state", "dealer_type", "of_the_mexican_government", "rounds", "value_usd"}
)
_TAKEN_BACK: Final = 6
_REVISED: Final = "FY2009-Q2"

Row = dict[str, str]


def make(folder: Path) -> list[Path]:
    """Write every file into a folder, by period; the files."""
    made = []
    for at in range(4):
        period = f"FY2009-Q{at + 1}"
        for kind, rows in _ROWS.items():
            with tempfile.TemporaryDirectory() as scratch:
                (path,) = write(kind, Path(scratch), rows[at], period, form="csv")
                found = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
            if kind != "traces":
                found = [_without(row, frozenset({"rounds"})) for row in found]
            else:
                found = [_without(row, _LEFT_OUT) for row in found]
            made.append(_written(folder / period / f"SYNTHETIC-{kind}.csv", found))
            if (kind, period) == ("traces", _REVISED):
                revised = folder / period / "SYNTHETIC-traces-revised.csv"
                made.append(_written(revised, _revised(found)))
    return made


def _without(row: Row, left_out: frozenset[str]) -> Row:
    return {name: value for name, value in row.items() if name not in left_out}


def _revised(rows: list[Row]) -> list[Row]:
    """The same rows, of which some say less than before, and two are wrong."""
    revised = [dict(row) for row in rows]
    known = [row for row in revised if row["origin"]]
    for row in known[:_TAKEN_BACK]:
        row["origin"] = row["source_state"] = ""
    revised[10]["weapon_type"] = "machinegun"
    revised[20]["completed_on"] = "2009-02-30"
    return revised


def _written(path: Path, rows: list[Row]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


if __name__ == "__main__":
    for one in make(Path(sys.argv[1])):
        print(one)  # noqa: T201  # it is a command
