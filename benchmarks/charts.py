"""How long charts take to draw: one alone, forty, and five hundred of all kinds.

The first chart of a process pays for starting the engine; that is told apart. Each run is a process
of its own, and the median of five counts.

    .venv/bin/python -m benchmarks.charts
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from typing import Final

RUNS: Final = 5
NUMBERS: Final = (1, 40, 500)


def once() -> dict[str, float]:
    """Seconds for each number of charts in this process, the import of Altair apart."""
    begun = time.perf_counter()
    from milepost.scorecard import charts  # noqa: PLC0415  # that is what is timed
    from tests.scorecard.pictured import EVERY  # noqa: PLC0415

    found = {"import": time.perf_counter() - begun}
    for number in NUMBERS:
        every = [replace(EVERY[n % len(EVERY)], id=f"{n}") for n in range(number)]
        begun = time.perf_counter()
        drawn = charts.drawn(every)
        found[f"{number} charts"] = time.perf_counter() - begun
        found[f"{number} charts, bytes each"] = sum(map(len, drawn.values())) / number
    return found


def main() -> None:
    """Prints a line for each figure."""
    command = [sys.executable, "-m", "benchmarks.charts", "--once"]
    runs = [json.loads(subprocess.check_output(command)) for _ in range(RUNS)]  # noqa: S603
    for name in runs[0]:
        sys.stdout.write(f"{name}: {statistics.median(run[name] for run in runs):.2f}\n")


if __name__ == "__main__":
    if "--once" in sys.argv:
        sys.stdout.write(json.dumps(once()))
    else:
        main()
