"""Reads and checks one table as the intake does; prints what it took, as JSON.

``python -m benchmarks.intake_milepost WORKSPACE TABLE [EARLIER]``, as a process of its own.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from pathlib import Path

from benchmarks.generated_table import AGENCY
from milepost.submissions.cells import read_cells
from milepost.submissions.history import NO_HISTORY, History
from milepost.submissions.observations import read_observations
from milepost.workspace import Workspace


def main(root: Path, table: Path, earlier: Path | None = None) -> None:
    """Check the table against the plan, and against what an earlier table said."""
    plan = Workspace(root).plan.plan
    assert plan is not None  # noqa: S101  # the generated plan has no errors
    # After the last period of any table that is generated, so that none is still to come.
    received = dt.date(2099, 1, 1)
    history = NO_HISTORY
    if earlier is not None:
        past = read_observations(read_cells(earlier.read_bytes(), str(earlier)), plan, AGENCY)
        history = History.of(past.observations)
    start, used = time.perf_counter(), time.process_time()
    cells = read_cells(table.read_bytes(), str(table))
    reading = read_observations(cells, plan, AGENCY, history, received)
    seconds, processor = time.perf_counter() - start, time.process_time() - used
    print(  # noqa: T201  # what it is for
        json.dumps(
            {
                "seconds": seconds,
                "processor": processor,
                "rows": reading.rows,
                "taken": len(reading.observations),
                "problems": len(reading.problems),
                "first": str(reading.problems[0]) if reading.problems else "",
            }
        )
    )


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
