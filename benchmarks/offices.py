"""Workspaces over made-up extracts, as large as one likes, and Milepost's commands in them."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from benchmarks.extracts import write as made
from benchmarks.plan_bounds import Run, run
from milepost.periods import parse_period

PLAN: Final = Path(__file__).parent / "extracts-plan"
MILEPOST: Final = str(Path(sys.executable).with_name("milepost"))
RECEIVED: Final = "2012-10-15"


@dataclass(frozen=True, slots=True)
class Office:
    """A workspace with a plan of extracts.

    Attributes:
        root: its folder.
    """

    root: Path

    def fresh(self) -> None:
        """The plan of all extracts, to which nothing was ever submitted."""
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(PLAN, self.root)

    def submit(self, extract: str, agency: str, period: str, sent: Path) -> Run:
        """Take in a file or a folder of rows, as a process."""
        return run(
            *(MILEPOST, "--workspace", str(self.root), "submit"),
            *("--extract", extract, "--agency", agency, "--period", period),
            *("--received-on", RECEIVED, str(sent)),
        )

    def receive(self, extract: str, agency: str, first: str, periods: int, rows: int) -> list[Run]:
        """Make so many periods of traces, of so many rows each, and take in one after the other.

        All are made before the first is taken in, on both cores, and deleted when they were.
        """
        begin = parse_period(first)
        with tempfile.TemporaryDirectory(dir=self.root) as sent:
            paths = made("traces", Path(sent), rows, first, periods) if periods else []
            return [
                self.submit(extract, agency, str(begin.step(n)), path)
                for n, path in enumerate(paths)
            ]

    def forget(self) -> None:
        """Delete what was reduced before, so that it is reduced again."""
        shutil.rmtree(self.root / "extracts" / "reduced", ignore_errors=True)

    def evaluate(self, period: str) -> Run:
        """Reduce and rate, as a process."""
        return run(
            *(MILEPOST, "--workspace", str(self.root), "evaluate", period),
            *("--as-of", RECEIVED, "--format", "json"),
        )


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of everything.

    Attributes:
        rows: in each quarter of each agency.
        measures: over the rows of each agency.
        quarters: from FY2004-Q1 on.
        agencies: each with an extract of its own.
    """

    rows: int = 250_000
    measures: int = 12
    quarters: int = 4
    agencies: int = 1


def of_size(root: Path, size: Size, before: Size | None = None) -> Office:
    """A workspace in which so many agencies delivered traces, and so much is computed from them.

    Args:
        root: its folder.
        size: how much there is to be.
        before: how much stands there already, of as many rows; only what is beyond is delivered.
    """
    names = [f"AG{n}" for n in range(size.agencies)]
    _plan(root, names, size.measures)
    office, first = Office(root), parse_period("FY2004-Q1")
    stands = before or Size(quarters=0, agencies=0)
    for n, name in enumerate(names):
        start = stands.quarters if n < stands.agencies else 0
        office.receive(
            f"traces-{name.lower()}",
            *(name, str(first.step(start)), size.quarters - start, size.rows),
        )
    return office


def _plan(root: Path, names: list[str], measures: int) -> None:
    for folder in ("strategy", "measures"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    strategy = _read(PLAN / "strategy" / "strategy.yaml")
    traces = _read(PLAN / "strategy" / "extracts.yaml")["extracts"][0]
    twelve = _read(PLAN / "measures" / "traces.yaml")["measures"]
    source = {"source": "made up for a benchmark"}
    strategy["agencies"] += [{"id": name, "name": f"Agency {name}"} | source for name in names]
    extracts = [traces | {"id": f"traces-{name.lower()}", "owner": name} for name in names]
    _write(root / "strategy" / "strategy.yaml", strategy)
    _write(root / "strategy" / "extracts.yaml", {"extracts": extracts})
    every = [
        _measure(twelve[n % len(twelve)], n // len(twelve), name)
        for name in names
        for n in range(measures)
    ]
    _write(root / "measures" / "measures.yaml", {"measures": every})


def _measure(one: dict[str, Any], again: int, agency: str) -> dict[str, Any]:
    """One of the twelve, for an agency; again with another condition, so that it is another one."""
    computed = one["from_extract"] | {"extract": f"traces-{agency.lower()}"}
    if again:
        also = computed.get("where")
        computed["where"] = f"rounds <> {again}" + (f" and {also}" if also else "")
    name = f"{one['id']}-{again}-{agency.lower()}"
    return one | {"id": name, "agencies": [agency], "from_extract": computed}


def _read(path: Path) -> dict[str, Any]:
    # All as text, as Milepost reads it: 2007-01-01 is no date of Python's.
    text = path.read_text(encoding="utf-8")
    tree: dict[str, Any] = yaml.load(text, yaml.CBaseLoader)  # noqa: S506  # texts, nothing else
    return tree


def _write(path: Path, tree: dict[str, Any]) -> None:
    # JSON is YAML, and the words for yes and no are written without quotation marks in both.
    text = json.dumps(tree, indent=1).replace('"true"', "true").replace('"false"', "false")
    path.write_text(text, encoding="utf-8")
