"""Reads the cases of comparison in cases/*.yaml, and sets up the two plans that are compared.

A case is written as an analyst would write it:

* ``old`` and ``new``: sections of a plan. A measure needs only what the case is about: the rest is
  that of an ordinary measure. What both plans share need not be said;
* ``old_day`` and ``new_day``: the days on which they are read; 2009-10-31 without them;
* ``reported``: what ATF reports for FY2009, by measure; without it nothing is rated;
* ``expected``: the changes in order, each with those of its facts that the case is about.
  ``ratings`` is a list of lines "before -> after".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from milepost.plan.as_yaml import as_yaml
from milepost.plan.differences import differences
from milepost.plan.files import PlanReading, read_plan
from milepost.plan.yaml_source import Tree, read_yaml
from milepost.workspace import Workspace

HERE: Final = Path(__file__).parent
DAY: Final = dt.date(2009, 10, 31)

Sections = dict[str, Tree]

_ALWAYS: Final[Sections] = {
    "strategy": {"id": "s", "title": "A small strategy", "issued_by": "ATF", "source": "made up"},
    "calendar": {"fiscal_year_starts": "October", "source": "made up"},
    "agencies": [
        {"id": "ATF", "name": "Bureau of Alcohol", "source": "made up"},
        {"id": "ICE", "name": "Immigration", "source": "made up"},
    ],
    "goals": [{"id": "fewer", "title": "Fewer guns", "source": "made up"}],
    "objectives": [
        {"id": "investigate", "goal": "fewer", "title": "Investigate", "source": "made up"},
        {"id": "inspect", "goal": "fewer", "title": "Inspect", "source": "made up"},
    ],
    "scales": [
        {
            "id": "default",
            "in_force_from": "2000-01-01",
            "method": "share-of-targeted-change",
            "on_track": "0.9",
            "at_risk": "0.6",
            "source": "made up",
        }
    ],
}
_MEASURE: Final[dict[str, Tree]] = {
    "id": "cases",
    "title": "Cases",
    "definition": "Cases that were opened.",
    "objective": "investigate",
    "unit": "cases",
    "kind": "output",
    "direction": "increase",
    "quantity": "flow",
    "basis": "fiscal",
    "frequency": "annual",
    "agencies": ["ATF"],
    "path": "linear",
    "source": "made up",
}


def sections(written: Mapping[str, Tree]) -> Sections:
    """A whole plan, of which only what matters is written."""
    found = {**_ALWAYS, **written}
    measures = found.get("measures", [{}])
    assert isinstance(measures, list)
    found["measures"] = [_whole(measure) for measure in measures]
    return found


def _whole(measure: Tree) -> Tree:
    assert isinstance(measure, dict)
    whole = {**_MEASURE, **measure}
    for key, sourced in (("targets", True), ("baseline", False), ("series_breaks", True)):
        held = whole.get(key)
        if sourced and isinstance(held, list):
            whole[key] = [_with_source(entry) for entry in held]
        elif isinstance(held, dict):
            whole[key] = _with_source(held)
    return {key: value for key, value in whole.items() if value != "none"}


def _with_source(entry: Tree) -> Tree:
    if not isinstance(entry, dict) or set(entry) == {"dated"}:
        return entry
    return {"source": "made up", **entry}


def write(folder: Path, written: Mapping[str, Tree]) -> Path:
    """A workspace with a plan in one file."""
    (folder / "strategy").mkdir(parents=True, exist_ok=True)
    (folder / "measures").mkdir(exist_ok=True)
    text = as_yaml(sections(written))
    (folder / "strategy/plan.yaml").write_text(text, encoding="utf-8")
    return folder


def reading(folder: Path, written: Mapping[str, Tree], day: dt.date | None = DAY) -> PlanReading:
    """A plan as it is read."""
    root = write(folder, written)
    found = read_plan([root / "strategy", root / "measures"], root, day)
    assert found.plan is not None, found.problems
    return found


@dataclass(frozen=True, slots=True)
class Case:
    """One case as it was written."""

    theme: str
    tree: dict[str, Tree]

    @property
    def name(self) -> str:
        """By what it is found."""
        return f"{self.theme}: {self.tree['name']}"

    def changes(self, folder: Path) -> list[dict[str, object]]:
        """What came of it, fact by fact."""
        days = [dt.date.fromisoformat(str(self.tree.get(k, DAY))) for k in ("old_day", "new_day")]
        written = [_mapping(self.tree.get(side, {})) for side in ("old", "new")]
        if "reported" not in self.tree:
            old, new = (
                reading(folder / str(n), sides, day)
                for n, (sides, day) in enumerate(zip(written, days, strict=True))
            )
            return [_facts(change) for change in differences(old, new)]
        write(folder / "old", written[0])
        root = write(folder / "new", written[1])
        sent = folder / "FY2009/ATF.csv"
        sent.parent.mkdir()
        rows = "".join(
            f"ATF,{measure},FY2009,{value}\n"
            for measure, value in _mapping(self.tree["reported"]).items()
        )
        sent.write_text(f"agency,measure,period,value\n{rows}", encoding="utf-8")
        workspace = Workspace(root, plan_as_of=DAY)
        assert all(not r.problems for r in workspace.submit([str(sent)], DAY))
        compared = workspace.diff(str(folder / "old"), None, DAY)
        workspace.close()
        assert compared.period == "FY2009"
        return [
            {
                **_facts(change),
                "ratings": [
                    f"{row.old_result}, {row.old_rating} -> {row.new_result}, {row.new_rating}"
                    for row in change.ratings
                ],
            }
            for change in compared.changes
        ]

    def expected(self) -> list[dict[str, object]]:
        """What is to come of it."""
        held = self.tree["expected"]
        assert isinstance(held, list)
        return [
            {
                key: ""
                if value == "nothing"
                else _SPOKEN.get(str(value), value)
                if key in _ANSWERS
                else value
                for key, value in _mapping(entry).items()
            }
            for entry in held
        ]


_ANSWERS: Final = {"can_change_a_rating", "weakens", "needs_reason", "lowers_a_target"}
_SPOKEN: Final[dict[str, object]] = {"true": True, "false": False, "unknown": None}


def _facts(change: object) -> dict[str, object]:
    keys = (
        "kind",
        "section",
        "identifier",
        "was",
        "what",
        "old",
        "new",
        "can_change_a_rating",
        "weakens",
        "needs_reason",
        "lowers_a_target",
        "reason",
        "approved_by",
        "source",
    )
    return {key: getattr(change, key) for key in keys}


def _mapping(tree: Tree) -> dict[str, Tree]:
    assert isinstance(tree, dict)
    return tree


def all_cases() -> Iterator[Case]:
    """Every case of every theme."""
    for path in sorted((HERE / "cases").glob("*.yaml")):
        file = read_yaml(path, path.name)
        assert file.tree is not None, file.problems
        cases = file.tree["cases"]
        assert isinstance(cases, list)
        for case in cases:
            yield Case(path.stem, _mapping(case))
