"""Every case of sensitivity_cases/*.yaml, and what holds of sensitivity whatever the numbers."""

from __future__ import annotations

import datetime as dt
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.evaluation.evaluate import evaluate, judgements_of
from milepost.evaluation.sensitivity import Sensitivity, is_certain, sensitivity_of
from milepost.evaluation.what_ifs import (
    changed_plan,
    changed_record,
    days_before_changes,
    of_figures,
)
from milepost.periods import parse_period
from milepost.plan.dated import Held, History
from milepost.plan.model import Method
from milepost.plan.yaml_source import Tree
from milepost.scorecard.sensitivity import (
    SensitivityReport,
    compose_sensitivity,
    lines,
    words_of,
)
from milepost.sources import Place
from tests.evaluation.further_cases import Setting, cases_in, setting_of
from tests.evaluation.judging import Case, items, make_plan, mapping, record_of, text

_CASES: Final = cases_in("sensitivity_cases")
_WIDTH: Final = 80
# The one method by whose arithmetic the cases are written.
_METHODS: Final[tuple[Method, ...]] = ("share-of-targeted-change",)


def _found(setting: Setting) -> Sensitivity:
    return sensitivity_of(
        setting.plan, setting.record, setting.evaluation, setting.earlier, _METHODS
    )


def _report(setting: Setting) -> SensitivityReport:
    return compose_sensitivity(setting.plan, _found(setting))


@pytest.mark.parametrize("case", _CASES, ids=[case.name for case in _CASES])
def test_a_judgement_depends_on_what_its_case_expects(case: Case) -> None:
    setting = setting_of(case)
    first = setting.plan.measures[0].id
    shown = [
        {
            "now": row.now,
            "tried": str(row.tried),
            "otherwise": [f"{other.what}: {other.then}" for other in row.otherwise],
            "unable": list(row.unable),
        }
        for row in _report(setting).rows
        if row.measure == first
    ]
    assert shown == [
        {"unable": []} | mapping(expected) for expected in items(case.tree["expected"])
    ], f"sensitivity_cases/{case.theme}.yaml:{case.line}"


@pytest.mark.parametrize("case", _CASES, ids=[case.name for case in _CASES])
def test_the_order_of_submissions_changes_nothing(case: Case) -> None:
    def told(setting: Setting) -> list[tuple[object, ...]]:
        return [
            (row.now, row.tried, sorted(other.then for other in row.otherwise))
            for row in _report(setting).rows
        ]

    assert told(setting_of(case)) == told(setting_of(case, backwards=True))


@pytest.mark.parametrize("case", _CASES, ids=[case.name for case in _CASES])
def test_what_changes_nothing_is_not_listed(case: Case) -> None:
    for row in _report(setting_of(case)).rows:
        assert all(other.then != row.now for other in row.otherwise)
        assert len(row.otherwise) <= row.tried


@pytest.mark.parametrize("case", _CASES, ids=[case.name for case in _CASES])
def test_the_report_names_every_judgement_in_80_columns(case: Case) -> None:
    report = _report(setting_of(case))
    shown = list(lines(report))
    assert all(len(line) <= _WIDTH for line in shown)
    together = " ".join(" ".join(shown).split())
    assert all(f"{row.title}" in together and row.now in together for row in report.rows)


@given(st.integers(0, 20), st.integers(0, 20), st.integers(1, 20))
@settings(deadline=None)
def test_what_is_determinate_over_its_bound_depends_on_no_end_of_it(
    one: int, other: int, target: int
) -> None:
    plan = make_plan(
        [
            {
                "baseline": {"period": "FY2008", "value": "0"},
                "targets": [{"period": "FY2009", "value": str(target)}],
            }
        ]
    )
    low, high = sorted((one, other))
    rows: list[Tree] = [
        {"agency": "ATF", "period": "FY2009", "value": f"between {low} and {high + 1}"}
    ]
    record = record_of(rows, plan, dt.date(2009, 10, 31))
    evaluation = evaluate(plan, record, parse_period("FY2009"))
    [dependence] = sensitivity_of(plan, record, evaluation, methods=_METHODS).dependences
    judgement = dependence.judgement
    assert judgement.result is not None
    assert dependence.has_firm_result == (judgement.result.result != "indeterminate")
    assert dependence.has_firm_rating == (judgement.rating.between is None)


bounded = st.sampled_from(["between 6 and 12", "at least 9", "less than 7", "about 10", "8"])


@given(bounded, bounded, bounded, st.sampled_from(["increase", "decrease"]))
@settings(deadline=None)
def test_what_is_certain_is_the_same_at_every_end(
    first: str, second: str, baseline: str, direction: str
) -> None:
    target = {"increase": "17", "decrease": "3"}[direction]
    plan = make_plan(
        [
            {
                "agencies": ["ATF", "ICE"],
                "combine": {"agencies": "sum"},
                "direction": direction,
                "baseline": {"period": "FY2008", "value": baseline},
                "targets": [{"period": "FY2009", "value": target}],
            }
        ]
    )
    rows: list[Tree] = [
        {"agency": "ATF", "period": "FY2009", "value": first},
        {"agency": "ICE", "period": "FY2009", "value": second},
    ]
    record = record_of(rows, plan, dt.date(2009, 10, 31))
    evaluation = evaluate(plan, record, parse_period("FY2009"))
    [judged] = evaluation.measures
    [now] = judged.judgements
    if not is_certain(now):
        return
    for what_if in of_figures(plan, judged, now):
        [then] = judgements_of(
            changed_plan(plan, judged.measure, what_if),
            changed_record(record, what_if),
            evaluation.period,
            judged.measure.id,
        )
        assert words_of(then) == words_of(now), what_if


def test_results_and_ratings_are_counted_apart_and_so_is_what_was_made_up() -> None:
    four: list[Tree] = [{"period": "FY2009", "value": "4"}]
    plan = make_plan(
        [
            {"id": "firm", "targets": four},
            {"id": "open", "targets": four},
            {"id": "made-up", "illustrative": "true", "targets": four},
            {"id": "none"},
        ]
    )
    rows: list[Tree] = [
        {"agency": "ATF", "measure": "firm", "period": "FY2009", "value": "4"},
        {"agency": "ATF", "measure": "open", "period": "FY2009", "value": "at least 3"},
        {"agency": "ATF", "measure": "made-up", "period": "FY2009", "value": "4"},
    ]
    record = record_of(rows, plan, dt.date(2009, 10, 31))
    evaluation = evaluate(plan, record, parse_period("FY2009"))
    found = sensitivity_of(plan, record, evaluation, methods=_METHODS)
    report = compose_sensitivity(plan, found)
    # What nothing could be tried on is not called firm: it stands apart, by what is said of it.
    text_of = "\n".join(lines(report))
    firm, _, untested = text_of.partition("What was not tested, since nothing else could be tried:")
    assert "(nothing else could be tried)" not in firm
    assert "not rated" in untested
    assert " ".join(report.summary) == (
        "1 of 2 results of targets that were due, and 1 of 1 ratings, are the same under "
        "everything that was tried. "
        "Of 2 without a rating, 0 would have one under something else. "
        "For 2 of all these nothing else could be tried. "
        "Of all these, 0 depend on another scale or method, 1 on a figure's bound, 0 on a "
        "revision, 0 on an earlier promise; one may depend on several. "
        "Illustrative: 1 of 1 results of targets that were due, and 1 of 1 ratings, are the same "
        "under everything that was tried. "
        "Illustrative: For 1 of all these nothing else could be tried."
    )


def test_the_days_to_read_the_plan_on_are_those_before_what_decides_changed() -> None:
    def history(*path: str, since: str) -> History:
        days = (dt.date.min, dt.date.fromisoformat(since))
        held = tuple(Held(day, "1", "", "", "", Place("p"), illustrative=False) for day in days)
        return History("measures", "cases", path, held)

    histories = (
        history("baseline", "value", since="2009-04-01"),
        history("targets", since="2009-02-01"),
        history("title", since="2009-03-01"),  # decides nothing
        history("path", since="2010-01-01"),  # later than asked
    )
    assert days_before_changes(histories, dt.date(2009, 10, 31)) == (
        dt.date(2009, 1, 31),
        dt.date(2009, 3, 31),
    )


def test_two_cases_have_different_names() -> None:
    assert len({text(case.tree["name"]) for case in _CASES}) == len(_CASES)
