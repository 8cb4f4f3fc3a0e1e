"""Workspaces over made-up extracts, as large as one likes, and Milepost's commands in them."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from benchmarks.extracts import write as made
from benchmarks.plan_bounds import Run, run
from milepost.periods import parse_period

PLAN: Final = Path(__file__).parent / "extracts-plan"
MILEPOST: Final = str(Path(sys.executable).with_name("milepost"))
RECEIVED: Final = "2010-10-15"


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


def of_size(root: Path, size: Size) -> Office:
    """A workspace in which so many agencies delivered traces, and so much is computed from them."""
    (root / "strategy").mkdir(parents=True)
    (root / "measures").mkdir()
    strategy = _read(PLAN / "strategy" / "strategy.yaml")
    traces = _read(PLAN / "strategy" / "extracts.yaml")["extracts"][0]
    twelve = _read(PLAN / "measures" / "traces.yaml")["measures"]
    names = [f"AG{n}" for n in range(size.agencies)]
    source = {"source": "made up for a benchmark"}
    strategy["agencies"] += [{"id": name, "name": f"Agency {name}"} | source for name in names]
    extracts = [traces | {"id": f"traces-{name.lower()}", "owner": name} for name in names]
    _write(root / "strategy" / "strategy.yaml", strategy)
    _write(root / "strategy" / "extracts.yaml", {"extracts": extracts})
    measures = [
        _measure(twelve[n % len(twelve)], n // len(twelve), name)
        for name in names
        for n in range(size.measures)
    ]
    _write(root / "measures" / "measures.yaml", {"measures": measures})
    office, first = Office(root), parse_period("FY2004-Q1")
    paths = made("traces", root / "sent", size.rows, str(first), size.quarters)
    for name in names:
        for n, path in enumerate(paths):
            office.submit(f"traces-{name.lower()}", name, str(first.step(n)), path)
    return office


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
