"""Reads one file in a process of its own that may take little memory and little time.

``python -m tests.hostile.child FILE SECONDS MEGABYTES`` prints what is said of the file, how many
rows were taken, and what it took, as JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from milepost.plan.files import read_plan
from milepost.sources import as_text
from milepost.submissions.cells import read_cells
from milepost.submissions.observations import read_observations

BASE = Path(__file__).parents[1] / "problems" / "base"


def main() -> None:
    """Read it, and print what came of it."""
    path, seconds, megabytes = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds,) * 2)
    # Whatever is written by a reader is written where it should not be.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    plan = read_plan([BASE], BASE.parent).plan
    assert plan is not None
    content = path.read_bytes()
    began = time.process_time()
    reading = read_observations(read_cells(content, path.name), plan, "ATF")
    used = time.process_time() - began
    print(  # noqa: T201  # this is what it is for
        json.dumps(
            {
                "problems": [as_text(problem) for problem in reading.problems],
                "values": [str(o.stated.number) for o in reading.observations if o.stated],
                "seconds": used,
                "megabytes": _most_memory(),
            }
        )
    )


def _most_memory() -> float:
    """The peak of this program; that of getrusage begins with what its parent had."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
