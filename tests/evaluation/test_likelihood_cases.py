"""Every case of likelihood_cases/*.yaml, and that nobody pays who does not ask."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from typing import Final

import pytest

from milepost.evaluation.chances import Likelihood
from milepost.evaluation.evaluate import evaluate_measure
from milepost.periods import parse_period
from milepost.plan.yaml_source import Tree
from tests.evaluation.further_cases import cases_in
from tests.evaluation.judging import Case, items, mapping, plan_of, record_of, text

_CASES: Final = cases_in("likelihood_cases")


def _reported(case: Case) -> Iterator[Tree]:
    for agency, series in mapping(case.tree["series"]).items():
        for begin, values in mapping(series).items():
            period = parse_period(begin)
            for value in items(values):
                if value != "none":
                    yield {"agency": agency, "period": str(period), "value": value}
                period = period.next()


def found_in(case: Case) -> Likelihood | None:
    """What is said of the first target of a case."""
    plan = plan_of(case)
    record = record_of(list(_reported(case)), plan, dt.date.fromisoformat(text(case.tree["as_of"])))
    period = parse_period(text(case.tree["period"]))
    judged = evaluate_measure(plan, record, period, plan.measures[0].id)
    return judged.likelihood_of(judged.judgements[0])


@pytest.mark.parametrize("case", _CASES, ids=[case.name for case in _CASES])
def test_a_likelihood_is_what_its_case_expects(case: Case) -> None:
    where = f"likelihood_cases/{case.theme}.yaml:{case.line}"
    found = found_in(case)
    if case.tree["expected"] == "none":
        assert found is None, where
        return
    assert found is not None, where
    expected = mapping(case.tree["expected"])
    shown = {
        "word": found.word,
        "withheld": found.withheld,
        "points": str(found.points),
        "every": found.every,
        "trend": found.trend.word if found.trend else None,
    }
    assert {key: shown[key] for key in expected} == expected, where
    assert ("word" in expected) == (found.word is not None), where


def test_there_are_enough_cases() -> None:
    assert len(_CASES) >= 15


def test_five_points_import_nothing() -> None:
    code = (
        "import sys\n"
        "from tests.evaluation.test_likelihood_cases import _CASES, found_in\n"
        "case = next(c for c in _CASES if 'five points' in c.name)\n"
        "assert found_in(case).withheld == 'too few points'\n"
        "sys.exit(int(bool({'numpy', 'scipy'} & set(sys.modules))))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stderr, done.returncode) == ("", 0)


def test_judging_alone_works_out_no_likelihood(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("milepost.evaluation.evaluate.prospect_of", lambda *of: asked.append(of))
    case = _CASES[0]
    plan = plan_of(case)
    record = record_of(list(_reported(case)), plan, dt.date(2008, 10, 31))
    judged = evaluate_measure(plan, record, parse_period("FY2008"), plan.measures[0].id)
    assert judged.series
    assert judged.others
    assert asked == []
