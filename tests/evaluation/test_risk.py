"""Every case of risk_cases/*.yaml, and that what is made up decides nothing in a real plan."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final

import pytest

from milepost.evaluation.evaluate import evaluate
from milepost.evaluation.model import Evaluation
from milepost.evaluation.reporting import status_of
from milepost.evaluation.risk import contributors, risks
from milepost.periods import parse_period
from milepost.plan.model import Action, Plan
from milepost.plan.yaml_source import Tree, read_yaml
from milepost.submissions.model import Record
from tests.evaluation import rolling
from tests.evaluation.judging import Case, items, mapping, record_of, text

_FILE: Final = Path(__file__).parent / "risk_cases" / "risk.yaml"
_DAY: Final = dt.date(2009, 7, 31)
_QUARTER: Final = parse_period("FY2009-Q3")


def _cases() -> list[Case]:
    file = read_yaml(_FILE, _FILE.name)
    assert file.tree is not None, file.problems
    marks = file.marks.children["cases"].children
    return [
        Case("risk", marks[i].place.line, mapping(tree))
        for i, tree in enumerate(items(file.tree["cases"]))
    ]


_CASES: Final = _cases()


def _evaluated(case: Case, **keys: Tree) -> tuple[Plan, Record, Evaluation]:
    measure: dict[str, Tree] = {
        "frequency": "quarterly",
        "quantity": "stock",
        "combine": {"periods": "last"},
        "baseline": {"period": "FY2008", "value": "0"},
        "targets": case.tree.get("targets", [{"period": "FY2009", "value": "100"}]),
        "critical": case.tree.get("critical", "false"),
    }
    plan = rolling.plan_of({"plan": [measure | keys]})
    actions = tuple(
        Action.model_validate(
            {"id": f"a{i}", "objective": "an-objective", "statement": "Do it", "source": "made up"}
            | mapping(tree)
        )
        for i, tree in enumerate(items(case.tree.get("actions", [])))
    )
    plan = plan.model_copy(update={"actions": actions})
    record = record_of(items(case.tree["reported"]), plan, _DAY)
    return plan, record, evaluate(plan, record, _QUARTER)


@pytest.mark.parametrize("case", _CASES, ids=[case.name for case in _CASES])
def test_an_objective_is_at_the_risk_that_the_case_expects(case: Case) -> None:
    plan, _, evaluation = _evaluated(case)
    (found,) = risks(plan, evaluation, all_made_up=True)
    assert found.risk == text(case.tree["risk"]), f"{_FILE.name}:{case.line}"
    because = list(dict.fromkeys(j.measure.id for j in found.because))
    assert because == [text(m) for m in items(case.tree["because"])]


@pytest.mark.parametrize("case", _CASES, ids=[case.name for case in _CASES])
def test_agencies_contribute_as_the_case_expects(case: Case) -> None:
    plan, record, evaluation = _evaluated(case)
    found = contributors(plan, evaluation, status_of(plan, record, evaluation), all_made_up=True)
    expected = {agency: text(word) for agency, word in mapping(case.tree["contributes"]).items()}
    assert {c.agency: c.contribution for c in found} == expected, f"{_FILE.name}:{case.line}"


def test_what_is_made_up_decides_nothing_where_the_plan_is_real() -> None:
    plan, _, evaluation = _evaluated(_CASES[0], illustrative="true")
    (found,) = risks(plan, evaluation, all_made_up=False)
    assert (found.risk, found.targets, found.because) == ("cannot be told", 0, ())
