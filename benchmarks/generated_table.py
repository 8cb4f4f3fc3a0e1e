"""A long table as large as one likes, the same each time, with the plan that it is sent under."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.generated import STRATEGY

AGENCY: Final = "AG0"
PERIOD: Final = "FY2020"
SOURCES: Final = ("Case management system", "Trace system", "Monthly return of the field offices")
# Of the four quarters of a year, in hundredths: seizures and cases have seasons.
_SEASONS: Final = (94, 101, 108, 97)
_EVERY_FAULT: Final = 100

_PLAN: Final = """\
agencies:
  - id: AG0
    name: The agency that sends the table
    source: generated for a benchmark

goals:
  - id: goal-0
    title: The goal
    source: generated for a benchmark

objectives:
  - id: objective-0
    goal: goal-0
    title: The objective
    roles:
      - agency: AG0
        role: lead
        authority: By the statute that established it
        source: generated for a benchmark
    source: generated for a benchmark

code_lists:
  - id: place
    title: Where it was counted
    source: generated for a benchmark
    codes:
{codes}
measures:
{measures}"""
_CODE: Final = """\
      - code: P{n:03}
        title: The place with the number {n}
"""
_MEASURE: Final = """\
  - id: measure-{n}
    title: What is counted under the number {n}
    definition: Investigations of the kind {n} that were opened in the period
    objective: objective-0
    unit: cases
    kind: output
    direction: increase
    quantity: flow
    basis: fiscal
    frequency: quarterly
    agencies: [AG0]
    dimensions: [place]
    plausible:
      low: 0
      high: 100000
      source: generated for a benchmark
    source: generated for a benchmark
"""


def write_plan(root: Path, measures: int, places: int) -> None:
    """A workspace whose plan has so many measures, each divided by so many places."""
    folder = root / "strategy"
    folder.mkdir(parents=True)
    (root / "measures").mkdir()
    (folder / "strategy.yaml").write_text(STRATEGY.format(measures=measures), encoding="utf-8")
    plan = _PLAN.format(
        codes="".join(_CODE.format(n=n) for n in range(places)),
        measures="".join(_MEASURE.format(n=n) for n in range(measures)),
    )
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")


def rows_of_table(
    measures: int, quarters: int, places: int, *, faulty: bool = False
) -> Iterator[str]:
    """The lines of the table: a row for each measure, quarter and place, ending in FY2019-Q4.

    Args:
        measures: how many of the plan's.
        quarters: how many, the last of them FY2019-Q4.
        places: how many of the plan's.
        faulty: whether each hundredth row has a slip: a word for a number, an unknown measure, an
            empty value, a code that does not exist, in turn.
    """
    yield "agency,measure,period,value,place,bound,absence,source,note\n"
    number = 0
    for measure in range(measures):
        for quarter in range(2020 * 4 - quarters, 2020 * 4):
            for place in range(places):
                number += 1
                name, code = f"measure-{measure}", f"P{place:03}"
                value = str(1000 + 7 * measure + 3 * place + _SEASONS[quarter % 4] + number % 13)
                bound = "at least" if number % 50 == 0 else ""
                if faulty and number % _EVERY_FAULT == 0:
                    value, name, code = _with_a_slip(number // _EVERY_FAULT, value, name, code)
                source = SOURCES[measure % len(SOURCES)]
                period = f"FY{quarter // 4}-Q{quarter % 4 + 1}"
                note = '"Counted by day of entry, closed ones too"' if number % 10 == 0 else ""
                yield f"{AGENCY},{name},{period},{value},{code},{bound},,{source},{note}\n"


def _with_a_slip(number: int, value: str, name: str, code: str) -> tuple[str, str, str]:
    slips = (
        ("some", name, code),
        (value, name.replace("measure", "mesure"), code),
        ("", name, code),
        (value, name, "Q000"),
    )
    return slips[number % len(slips)]


def write_table(  # noqa: PLR0913  # what a table is made of
    path: Path, measures: int, quarters: int, places: int, *, faulty: bool = False
) -> int:
    """Write such a table.

    Returns:
        How many rows it has.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(rows_of_table(measures, quarters, places, faulty=faulty))
    return measures * quarters * places
