"""Reads the cases of tests/evaluation/*_cases and tests/scorecard/*_cases that need a whole plan.

They are written as the cases of judgement are (see ``judging``), with some keys more:

* ``ladders``, ``actions``, ``objectives``, ``mechanisms``, ``recommendations``, ``needs`` and
  ``resources``, as in a plan; without ``objectives`` there is the one of the ordinary measure;
* ``before`` in a row of ``reported``: the value that it displaced;
* ``series``: of an agency the values from a period on, ``none`` for a gap;
* ``earlier``: the plan as it read on earlier days, each with ``on`` and ``plan``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeVar

from milepost.evaluation.evaluate import evaluate
from milepost.evaluation.model import Evaluation
from milepost.evaluation.what_ifs import EarlierPlan
from milepost.intervals import read_statement
from milepost.periods import parse_period
from milepost.plan.model import (
    Action,
    Ladder,
    Mechanism,
    Need,
    Objective,
    Plan,
    Recommendation,
    Resource,
)
from milepost.plan.model.base import Declared
from milepost.plan.yaml_source import Tree, read_yaml
from milepost.submissions.model import InForce, Record
from tests.evaluation.judging import (
    Case,
    items,
    make_plan,
    mapping,
    plan_of,
    record_of,
    text,
    with_explanations,
)

_HERE: Final = Path(__file__).parent
_OF_JUDGING: Final = {"name", "plan", "scale", "waivers", "reported", "period", "as_of"}
_FURTHER: Final = {
    "ladders", "actions", "explained", "earlier", "expected", "series", "objectives", "mechanisms",
    "recommendations", "needs", "resources",
}  # fmt: skip
_Declared = TypeVar("_Declared", bound=Declared)
_AN_OBJECTIVE: Final[Tree] = {"id": "an-objective", "title": "An objective"}


@dataclass(frozen=True, slots=True)
class Setting:
    """A plan, a record, and what came of the one held against the other."""

    plan: Plan
    record: Record
    evaluation: Evaluation
    earlier: tuple[EarlierPlan, ...]


def cases_in(folder: str, beside: Path = _HERE) -> list[Case]:
    """Every case of a folder."""
    found: list[Case] = []
    for path in sorted((beside / folder).glob("*.yaml")):
        file = read_yaml(path, path.name)
        assert file.tree is not None, file.problems
        assert not file.problems, file.problems
        marks = file.marks.children["cases"].children
        for index, tree in enumerate(items(file.tree["cases"])):
            case = Case(path.stem, marks[index].place.line, mapping(tree))
            assert case.tree.keys() <= _OF_JUDGING | _FURTHER, f"{path.name}:{case.line}"
            found.append(case)
    names = [case.name for case in found]
    assert len(set(names)) == len(names), "two cases have one name"
    return found


def setting_of(case: Case, *, backwards: bool = False) -> Setting:
    """What a case sets up; ``backwards`` where all came in the other order."""
    plan = plan_of(case).model_copy(
        update={
            "ladders": tuple(
                Ladder.model_validate({"source": "test", "title": "A ladder"} | mapping(ladder))
                for ladder in items(case.tree.get("ladders", []))
            ),
            "actions": _declared(case, "actions", Action),
            "objectives": _declared(case, "objectives", Objective, {"goal": "a-goal"}),
            "mechanisms": _declared(case, "mechanisms", Mechanism, {"status": "operating"}),
            "recommendations": _declared(case, "recommendations", Recommendation),
            "needs": _declared(case, "needs", Need),
            "resources": _declared(case, "resources", Resource, {"unit": "USD", "kind": "money"}),
        }
    )
    as_of = dt.date.fromisoformat(text(case.tree["as_of"]))
    rows = [mapping(row) for row in items(case.tree.get("reported", []))]
    explained = items(case.tree.get("explained", []))
    if backwards:
        rows, explained = rows[::-1], explained[::-1]
    plain: list[Tree] = [{k: v for k, v in row.items() if k != "before"} for row in rows]
    record = _revised(record_of(plain, plan, as_of), plan, rows)
    record = with_explanations(record, plan, explained)
    period = parse_period(text(case.tree["period"]))
    return Setting(plan, record, evaluate(plan, record, period), _earlier(case))


def _declared(
    case: Case, section: str, model: type[_Declared], usual: dict[str, Tree] | None = None
) -> tuple[_Declared, ...]:
    """What a case declares in a section; what it leaves out is as usual."""
    none: list[Tree] = [_AN_OBJECTIVE] if section == "objectives" else []
    declared = items(case.tree.get(section, none))
    full = {"source": "illustrative"} | (usual or {})
    return tuple(model.model_validate(full | mapping(tree)) for tree in declared)


def _revised(record: Record, plan: Plan, rows: list[dict[str, Tree]]) -> Record:
    in_force = dict(record.in_force)
    for row in rows:
        if "before" not in row:
            continue
        measure = plan.measure_by_id[text(row.get("measure", plan.measures[0].id))]
        key = (text(row["agency"]), measure.id, parse_period(text(row["period"])), ())
        held = in_force[key]
        stated = read_statement(text(row["before"]), measure.unit)
        before = replace(held.observation, stated=stated, absence=None)
        old = InForce(before, held.submission, held.received_on)
        in_force[key] = replace(held, displaced=(old,))
    return replace(record, in_force=in_force)


def _earlier(case: Case) -> tuple[EarlierPlan, ...]:
    found: list[EarlierPlan] = []
    for tree in items(case.tree.get("earlier", [])):
        past = mapping(tree)
        scale = case.tree.get("scale") if "scale" not in past else past["scale"]
        scales = None if scale is None else [mapping(s) for s in _listed(scale)]
        measures = [mapping(m) for m in items(past["plan"])]
        on = dt.date.fromisoformat(text(past["on"]))
        found.append(EarlierPlan(on, make_plan(measures, scales)))
    return tuple(found)


def _listed(tree: Tree) -> list[Tree]:
    if tree == "none":
        return []
    return tree if isinstance(tree, list) else [tree]
