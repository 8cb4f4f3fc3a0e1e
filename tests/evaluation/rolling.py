"""Reads the cases of roll-ups in rollup_cases/*.yaml and sets up what is to be rolled up.

A case is written as an analyst would write it, as in judging.py, with

* ``objectives``: each objective with the goal it is under; without it one, ``an-objective``;
* ``parents``: agencies with the department they belong to;
* ``composite``: a composite, whose scores are 3, 2, 1 and 0 where it names none;
* ``all_made_up: yes`` where the whole workspace is illustrative;
* ``expected``: a list, each of a group (``of`` and ``id``, counts, ``word``, ``because``,
  ``vetoed`` and ``made_up``; ``also`` other groups of which the same is expected), of a
  ``composite`` (by its group) or of the ``contributions`` to a measure. What is left out of a group
  is nothing.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final

from milepost.evaluation.evaluate import evaluate
from milepost.evaluation.model import Evaluation
from milepost.periods import parse_period
from milepost.plan.model import Agency, Composite, Goal, Objective, Plan
from milepost.plan.yaml_source import Tree, read_yaml
from tests.evaluation.judging import AGENCIES, Case, items, make_plan, mapping, record_of, text

HERE: Final = Path(__file__).parent / "rollup_cases"
_CASE_KEYS: Final = {
    "name", "plan", "scale", "waivers", "reported", "period", "as_of", "expected", "objectives",
    "parents", "composite", "all_made_up",
}  # fmt: skip
_SCORES: Final[dict[str, Tree]] = {
    "achieved": "3", "on_track": "2", "at_risk": "1", "off_track": "0",
}  # fmt: skip
_ONE_OBJECTIVE: Final[dict[str, Tree]] = {"an-objective": "a-goal"}


def all_cases() -> list[Case]:
    """Every case of every theme."""
    cases: list[Case] = []
    for path in sorted(HERE.glob("*.yaml")):
        file = read_yaml(path, path.name)
        assert file.tree is not None, file.problems
        assert not file.problems, file.problems
        marks = file.marks.children["cases"].children
        for index, tree in enumerate(items(file.tree["cases"])):
            case = Case(path.stem, marks[index].place.line, mapping(tree))
            assert case.tree.keys() <= _CASE_KEYS, f"{path.name}:{case.line}: {set(case.tree)}"
            cases.append(case)
    return cases


def plan_of(tree: dict[str, Tree]) -> Plan:
    """The plan of a case, with its objectives, departments and composite."""
    under = {k: text(v) for k, v in mapping(tree.get("objectives", _ONE_OBJECTIVE)).items()}
    scales = [mapping(s) for s in items(tree["scale"])] if "scale" in tree else None
    waivers = [mapping(w) for w in items(tree.get("waivers", []))]
    plan = make_plan([mapping(m) for m in items(tree["plan"])], scales, waivers, list(under))
    parents = {k: text(v) for k, v in mapping(tree.get("parents", {})).items()}
    names = (*dict.fromkeys(parents.values()), *AGENCIES)
    agencies = [Agency(id=a, name=a, parent=parents.get(a), source="test") for a in names]
    goals = [Goal(id=g, title=g, source="test") for g in dict.fromkeys(under.values())]
    objectives = [Objective(id=o, goal=g, title=o, source="test") for o, g in under.items()]
    composites = []
    if "composite" in tree:
        declared = {"id": "one", "title": "One", "source": "test"} | _SCORES
        composites = [Composite.model_validate(declared | mapping(tree["composite"]))]
    return plan.model_copy(
        update={
            "agencies": tuple(agencies),
            "goals": tuple(goals),
            "objectives": tuple(objectives),
            "composites": tuple(composites),
        }
    )


def evaluated(case: Case) -> tuple[Plan, Evaluation]:
    """The plan of a case, and what comes of it."""
    plan = plan_of(case.tree)
    as_of = dt.date.fromisoformat(text(case.tree.get("as_of", "2009-12-31")))
    record = record_of(items(case.tree.get("reported", [])), plan, as_of)
    return plan, evaluate(plan, record, parse_period(text(case.tree.get("period", "FY2009"))))


def is_all_made_up(case: Case) -> bool:
    """Whether the whole workspace of a case is illustrative."""
    return case.tree.get("all_made_up") == "yes"
