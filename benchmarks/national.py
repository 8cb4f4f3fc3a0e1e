"""What would every trace since 1990 and every border crossing cost? Measured, then extrapolated.

``python -m benchmarks.national`` takes in twenty quarters of trace records, a million, ten million
and, with ``--most``, a hundred million in all, and computes twelve measures of them: first of all
of them with nothing reduced before, then again after one more quarter has come. A line is laid
through each cost, seconds of a processor = start + slope * records, by least squares of relative
errors; it is extrapolated to 10^10 records with the interval in which 90 of 100 such lines would
lie. ``--write`` keeps all in results/national-scale.json. See docs/national-scale.md.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from benchmarks.extracts import write as made
from benchmarks.offices import Office
from benchmarks.turns import Row, Turns, finish, stay_on_two_cores, versions
from milepost.periods import parse_period

_QUARTERS: Final = 20
_FIRST: Final = "FY2004-Q1"
_NEW: Final = "FY2009-Q1"
_YEAR: Final = "FY2009"
_SIZES: Final = (1_000_000, 3_000_000, 10_000_000, 30_000_000, 100_000_000)
_NATION: Final = 10_000_000_000
_MILLION: Final = 1_000_000
_COSTS: Final = {
    "taken in": "taken in, all quarters",
    "reduced": "twelve measures, nothing reduced before",
    "one more quarter": "a new quarter taken in and the measures computed again",
}
# The 95th percentile of Student's t with so many degrees of freedom.
_T: Final = {1: 6.314, 2: 2.920, 3: 2.353}


@dataclass(frozen=True, slots=True)
class Line:
    """Seconds of a processor as start + slope * records.

    Attributes:
        start: seconds that no record costs.
        slope: seconds a record.
        error: the standard error of the slope; nothing where two points leave none.
        freedom: how many points there were beyond two.
    """

    start: float
    slope: float
    error: float
    freedom: int

    def at(self, records: int) -> tuple[float, float, float]:
        """The seconds that so many records cost, and the least and most of 90 in 100."""
        middle = self.start + self.slope * records
        reach = _T[self.freedom] * self.error * records if self.freedom else math.nan
        return middle, middle - reach, middle + reach


def line(points: Sequence[tuple[int, float]]) -> Line:
    """The line through costs, each point weighing by its relative error.

    Costs of a hundred seconds vary by seconds and costs of one by hundredths, so that each
    difference is divided by the cost itself.
    """
    weights = [1 / seconds**2 for _, seconds in points]
    total = sum(weights)
    x_mean = sum(w * x for w, (x, _) in zip(weights, points, strict=True)) / total
    y_mean = sum(w * y for w, (_, y) in zip(weights, points, strict=True)) / total
    spread = sum(w * (x - x_mean) ** 2 for w, (x, _) in zip(weights, points, strict=True))
    together = zip(weights, points, strict=True)
    slope = sum(w * (x - x_mean) * (y - y_mean) for w, (x, y) in together) / spread
    start, freedom = y_mean - slope * x_mean, len(points) - 2
    left = sum(w * (y - start - slope * x) ** 2 for w, (x, y) in zip(weights, points, strict=True))
    error = math.sqrt(left / freedom / spread) if freedom > 0 else 0.0
    return Line(start, slope, error, max(freedom, 0))


def measured(turns: Turns, records: int) -> None:
    """One size: taken in, computed, and computed again after one more quarter."""
    rows = records // _QUARTERS
    with tempfile.TemporaryDirectory() as temporary:
        office, sent = Office(Path(temporary, "workspace")), Path(temporary, "sent")
        office.fresh()
        first = parse_period(_FIRST)
        taken = [_delivered(office, sent, str(first.step(n)), rows) for n in range(_QUARTERS)]
        turns.keep(f"taken in {records}: processor", sum(taken))
        whole = office.evaluate(_YEAR)
        turns.keep(f"reduced {records}: processor", whole.processor)
        turns.keep(f"reduced {records}: megabytes", whole.megabytes)
        seconds = _delivered(office, sent, _NEW, rows) + office.evaluate(_YEAR).processor
        turns.keep(f"one more quarter {records}: processor", seconds)
        kept = office.root / "extracts"
        for what in ("rows", "reduced"):
            held = sum(path.stat().st_size for path in (kept / what).rglob("*") if path.is_file())
            turns.keep(f"{what} {records}: bytes a record", held / records)


def _delivered(office: Office, sent: Path, period: str, rows: int) -> float:
    (path,) = made("traces", sent, rows, period)
    run = office.submit("traces", "ATF", period, path)
    path.unlink()
    return run.processor


def shown(turns: Turns, sizes: Sequence[int]) -> list[Row]:
    """What is measured, and what comes of it at the scale of the nation, in hours."""
    rows = [
        Row(f"{records:,} records: {title}, s of a processor", f"{cost} {records}: processor")
        for cost, title in _COSTS.items()
        for records in sizes
    ]
    for cost, title in _COSTS.items():
        found = line([(n, min(turns.runs[f"{cost} {n}: processor"])) for n in sizes])
        turns.keep(f"{cost}: microseconds a record", found.slope * _MILLION)
        turns.runs[f"{cost}: hours"] = [seconds / 3600 for seconds in found.at(_NATION)]
        rows += [
            Row(f"{title}, microseconds a record", f"{cost}: microseconds a record", decimals=3),
            Row(f"10^10 records: {title}, hours of a processor", f"{cost}: hours", decimals=1),
        ]
    most = sizes[-1]
    kept = [
        Row(f"{most:,} records: bytes a record {words}", f"{what} {most}: bytes a record")
        for what, words in (("rows", "in Parquet"), ("reduced", "of what was reduced"))
    ]
    memory = Row(f"{most:,} records: most memory held, MB", f"reduced {most}: megabytes")
    return [*rows, *kept, memory]


@click.command()
@click.option("--most", default=100 * _MILLION, show_default=True, help="The largest size.")
@click.option("--repeats", default=1, show_default=True, help="How often each size is run.")
@click.option("--write", is_flag=True, help="Keep the figures in results/.")
def main(most: int, repeats: int, *, write: bool) -> None:
    """Measure, extrapolate, and print the figures as a table."""
    stay_on_two_cores()
    turns, sizes = Turns(), [records for records in _SIZES if records <= most]
    for _ in range(repeats):
        for records in sizes:
            measured(turns, records)
    rows = shown(turns, sizes)
    said = f"{len(sizes)} sizes, each as {_QUARTERS} quarters and one more."
    finish("national-scale", turns, rows, said, versions("duckdb", "narwhals"), write=write)


if __name__ == "__main__":
    main()
