"""A plan as large as one likes, the same each time, written as an analyst would write it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

A_FILE: Final = 80  # measures in a file
_STOCK, _AVERAGE, _IN_A_BAND, _RATIO_OF_TWO = 6, 7, 8, 9

_STRATEGY: Final = """\
strategy:
  id: generated
  title: A generated strategy of {measures} measures
  issued_by: AG0
  source: generated for a benchmark

calendar:
  fiscal_year_starts: October
  source: generated for a benchmark

scales:
  - id: default
    in_force_from: 2008-01-01
    method: share-of-targeted-change
    on_track: 0.9
    at_risk: 0.6
    source: generated for a benchmark
"""
_AGENCY: Final = """\
  - id: AG{n}
    name: The agency with the number {n}
    source: generated for a benchmark
"""
_GOAL: Final = """\
  - id: goal-{n}
    title: The goal with the number {n}
    source: generated for a benchmark
"""
_OBJECTIVE: Final = """\
  - id: objective-{n}
    goal: goal-{goal}
    title: The objective with the number {n}
    roles:
      - agency: AG{lead}
        role: lead
        authority: By the statute that established it
        source: generated for a benchmark
      - agency: AG{other}
        role: supporting
        source: generated for a benchmark
    source: generated for a benchmark
"""
_MEASURE: Final = """\
  - id: measure-{n}
    title: What is counted under the number {n}
    definition: >-
      Investigations of the kind {kind} that were opened in the period, counted on the day on which
      the case was entered; those that were closed without a finding are counted too.
    objective: objective-{objective}
    unit: {unit}
    kind: output
    direction: {direction}
    quantity: {quantity}
    basis: fiscal
    frequency: quarterly
{shape}    baseline:
      period: FY2008
      value: {low}
      source: generated for a benchmark
    targets:
{targets}    source: generated for a benchmark, line {n}
"""
_POINT: Final = """\
      - period: {period}
        value: {high}
        source: generated for a benchmark
"""
_BAND: Final = """\
      - period: {period}
        low: {low}
        high: {high}
        source: generated for a benchmark
"""
_REPORTED: Final = """\
    agencies: [{agencies}]
    combine:
      agencies: {by_agency}
      periods: {by_period}
"""
_OVERLAP: Final = """\
    overlaps:
      - between: [{agencies}]
        measure: measure-{other}
        note: Both count what they opened together
        source: generated for a benchmark
"""
_RATIO: Final = """\
    ratio:
      numerator: measure-{top}
      denominator: measure-{bottom}
"""


def write_workspace(root: Path, measures: int, *, misspelt: bool = False, targets: int = 4) -> None:
    """A workspace with a plan of so many measures.

    Args:
        root: the folder to make.
        measures: how many.
        misspelt: every ratio, a tenth of the measures, names one that is not there; else the plan
            has no problems.
        targets: how many each measure has, a year apart from FY2009 on.
    """
    agencies, goals, objectives = 40, 20, 200
    (root / "strategy").mkdir(parents=True)
    (root / "measures").mkdir()
    parts = [_STRATEGY.format(measures=measures)]
    parts += ["\nagencies:\n", *(_AGENCY.format(n=n) for n in range(agencies))]
    parts += ["\ngoals:\n", *(_GOAL.format(n=n) for n in range(goals))]
    parts += ["\nobjectives:\n"]
    for n in range(objectives):
        lead, other = n % agencies, (n + 1) % agencies
        parts.append(_OBJECTIVE.format(n=n, goal=n % goals, lead=lead, other=other))
    _write(root / "strategy" / "strategy.yaml", parts)
    for start in range(0, measures, A_FILE):
        several = range(start, min(start + A_FILE, measures))
        entries = [_measure(n, agencies, objectives, targets) for n in several]
        if misspelt:
            entries = [
                entry.replace("numerator: measure-", "numerator: mesure-") for entry in entries
            ]
        _write(root / "measures" / f"measures-{start:05}.yaml", ["measures:\n", *entries])


def _write(path: Path, parts: list[str]) -> None:
    path.write_text("".join(parts), encoding="utf-8", newline="\n")


def _measure(n: int, agencies: int, objectives: int, targets: int) -> str:
    """One measure; of ten, six are flows; a stock, an average, a band and a ratio follow."""
    kind = n % 10
    three = ", ".join(f"AG{(n + i) % agencies}" for i in range(3))
    two = ", ".join(f"AG{(n + i) % agencies}" for i in range(2))
    unit, quantity, direction, target = "cases", "flow", "increase", _POINT
    shape = _REPORTED.format(agencies=three, by_agency="sum", by_period="sum")
    if kind in (0, 1):  # a flow, some of which two agencies count together
        shape += _OVERLAP.format(agencies=two, other=n - kind + 2)
    elif kind == _STOCK:
        quantity = "stock"
        shape = _REPORTED.format(agencies=three, by_agency="sum", by_period="last")
    elif kind == _AVERAGE:
        unit, quantity = "days", "average"
        shape = _REPORTED.format(agencies=three, by_agency="separate", by_period="none")
    elif kind == _IN_A_BAND:
        direction, target = "stay", _BAND
    elif kind == _RATIO_OF_TWO:
        unit, quantity = "percent", "ratio"
        shape = _RATIO.format(top=n - 5, bottom=n - 6)
    low = 10 + n % 40
    return _MEASURE.format(
        n=n,
        kind=kind,
        objective=n % objectives,
        unit=unit,
        quantity=quantity,
        direction=direction,
        shape=shape,
        low=low,
        targets="".join(
            target.format(period=f"FY{year}", low=low, high=low + year - 2005)
            for year in range(2009, 2009 + targets)
        ),
    )
