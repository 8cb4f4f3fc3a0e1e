"""The example of measures over records, as a workspace of a test's own."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from pathlib import Path
from typing import Final

from milepost.workspace import Workspace

ROOT: Final = Path(__file__).parents[2]
EXAMPLE: Final = ROOT / "examples" / "records"
EXTRACTS: Final = ("traces", "seizures", "cases-atf", "cases-ice")
RECEIVED: Final = {
    1: dt.date(2009, 1, 20),
    2: dt.date(2009, 4, 20),
    3: dt.date(2009, 7, 20),
    4: dt.date(2009, 10, 20),
}
REVISED_ON: Final = dt.date(2009, 5, 20)
AS_OF: Final = dt.date(2009, 11, 1)

Row = dict[str, str]


def copied(root: Path) -> Path:
    """A copy of the example whose plan and reports lie beside it."""
    folder = root / "records"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("extracts", "ledger*"))
    shutil.copytree(ROOT / "strategy", root / "strategy")
    (folder / "milepost.yaml").write_text(
        "workspace:\n  plan: [../strategy, plan, measures]\n  submissions: deliveries\n"
        "  illustrative: true\n",
        encoding="utf-8",
    )
    return folder


def sent(workspace: Workspace, quarters: int = 4) -> None:
    """Submit every delivery of the first quarters, each on its day."""
    for quarter, day in list(RECEIVED.items())[:quarters]:
        for extract in EXTRACTS:
            folder = workspace.root / "deliveries" / f"FY2009-Q{quarter}"
            path = folder / f"SYNTHETIC-{extract}.csv"
            for received in workspace.submit_extract(extract, [str(path)], day):
                # A case of an older date is late, and told of; nothing else is amiss.
                assert {p.code for p in received.problems} <= {"S517"}, received.problems


def revised(workspace: Workspace) -> None:
    """Submit the revision of the second quarter's traces."""
    path = workspace.root / "deliveries/FY2009-Q2/SYNTHETIC-traces-revised.csv"
    (received,) = workspace.submit_extract("traces", [str(path)], REVISED_ON)
    assert [p.code for p in received.problems] == ["S512", "S510"]


def rows_of(extract: str, *quarters: int, revised_too: bool = False) -> list[Row]:
    """The rows of some quarters' files as they stand there."""
    found: list[Row] = []
    for quarter in quarters:
        folder = EXAMPLE / "deliveries" / f"FY2009-Q{quarter}"
        again = revised_too and (extract, quarter) == ("traces", 2)
        name = f"SYNTHETIC-{extract}{'-revised' if again else ''}.csv"
        with (folder / name).open(encoding="utf-8", newline="") as file:
            found += csv.DictReader(file)
    return found
