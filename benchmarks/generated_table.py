"""A long table of what one agency reports, as long as one likes, and the plan it is held against.

All of it is made up for a benchmark, and the same each time.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.generated import write_workspace

AGENCY: Final = "AG0"
COLUMNS: Final = ("agency", "measure", "period", "value", "of", "state", "note")
# Of ten measures two are shares, given as a part and its whole; of the rest some are related.
_A_SHARE: Final = (8, 9)
_FIRST_YEAR: Final = 2000
_FAULTY_EACH: Final = 100

_CODES: Final = """\
code_lists:
  - id: state
    title: States
    codes:
{codes}    source: generated for a benchmark
"""
_CODE: Final = """\
      - code: S{n:02}
        title: The state with the number {n}
"""
_MEASURE: Final = """\
  - id: measure-{n}
    title: What is counted under the number {n}
    definition: Investigations that were opened in the period.
    objective: objective-{objective}
    unit: {unit}
    kind: output
    direction: increase
    quantity: {quantity}
    basis: fiscal
    frequency: quarterly
    agencies: [AG0]
    combine:
      agencies: separate
      periods: {by_period}
    dimensions: [state]
    plausible:
      low: 0
      high: {most}
      source: generated for a benchmark
    source: generated for a benchmark
"""
_RELATION: Final = """\
  - id: total-{n}
    kind: total
    whole: measure-{whole}
    parts: [measure-{one}, measure-{other}]
    source: generated for a benchmark
"""


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a table is.

    Attributes:
        measures: how many measures; a multiple of ten.
        quarters: for how many quarters each is reported.
        codes: by how many states; one row more is the total.
    """

    measures: int
    quarters: int
    codes: int

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return self.measures * self.quarters * (self.codes + 1)


def write_plan(root: Path, shape: Shape) -> None:
    """A workspace whose plan has the measures, codes and relations of a table."""
    write_workspace(root, 0)
    codes = "".join(_CODE.format(n=n) for n in range(shape.codes))
    (root / "strategy" / "codes.yaml").write_text(_CODES.format(codes=codes), encoding="utf-8")
    parts = ["measures:\n", *(_measure(n) for n in range(shape.measures)), "relations:\n"]
    parts += [
        _RELATION.format(n=n, whole=n, one=n + 1, other=n + 2) for n in range(0, shape.measures, 10)
    ]
    (root / "measures" / "measures.yaml").write_text("".join(parts), encoding="utf-8")


def write_table(path: Path, shape: Shape, *, faulty: bool = False, since: int = 0) -> None:
    """The table itself, as CSV.

    Args:
        path: the file to write.
        shape: how large it is.
        faulty: in each hundredth row the value is no number.
        since: with how many quarters left out before it.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number, row in enumerate(_rows(shape, since)):
            spoilt = faulty and number % _FAULTY_EACH == _FAULTY_EACH // 2
            writer.writerow([*row[:3], "many", *row[4:]] if spoilt else row)


def _rows(shape: Shape, since: int) -> list[tuple[str, ...]]:
    return [
        _row(measure, quarter, code)
        for measure in range(shape.measures)
        for quarter in range(since, since + shape.quarters)
        for code in range(shape.codes + 1)
    ]


def _row(measure: int, quarter: int, code: int) -> tuple[str, ...]:
    period = f"FY{_FIRST_YEAR + quarter // 4}-Q{quarter % 4 + 1}"
    # It varies too little to be out of line with those before it, and never repeats itself.
    value = 100 + measure % 7 + code + quarter * 7 % 10
    kind = measure % 10
    if kind == 0:
        # The whole of the two measures after it.
        value = 2 * (100 + code + quarter * 7 % 10) + (measure + 1) % 7 + (measure + 2) % 7
    whole = str(4 * value) if kind in _A_SHARE else ""
    state = f"S{code - 1:02}" if code else ""
    return AGENCY, f"measure-{measure}", period, str(value), whole, state, ""


def _measure(n: int) -> str:
    share = n % 10 in _A_SHARE
    return _MEASURE.format(
        n=n,
        objective=n % 200,
        unit="percent" if share else "cases",
        quantity="ratio" if share else "flow",
        by_period="none" if share else "sum",
        most=100 if share else 10_000,
    )
