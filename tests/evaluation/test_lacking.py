"""What data would be needed: each judgement that lacks something once, and who could end it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Final, get_args

import pytest

from milepost.evaluation.evaluate import evaluate
from milepost.evaluation.lacking import ENDERS, Ender, Lack, is_lacking, lacking
from milepost.evaluation.model import Evaluation, NotRated
from milepost.periods import parse_period
from milepost.plan.model import Plan
from milepost.plan.yaml_source import Tree
from milepost.scorecard.lacking import lack_report
from milepost.scorecard.lacking_as_text import lines
from tests.evaluation.judging import Case, all_cases, items, make_plan, plan_of, record_of, text
from tests.journey.repository import EXAMPLE, copy_to

_CASES: Final = all_cases()
_YEAR: Final = "FY2009"
_LATER: Final = "2010-01-31"


def _reasons(of: object) -> set[str]:
    """Every word of a Literal that may hold other Literals."""
    return {w for a in get_args(of) for w in ([a] if isinstance(a, str) else _reasons(a))}


def test_every_reason_has_somebody_who_could_end_it() -> None:
    assert set(ENDERS) == _reasons(NotRated)
    assert set(ENDERS.values()) == set(get_args(Ender))


@pytest.mark.parametrize("case", _CASES, ids=[case.name for case in _CASES])
def test_what_lacks_something_is_told_once_and_nothing_else(case: Case) -> None:
    plan = plan_of(case)
    as_of = dt.date.fromisoformat(text(case.tree["as_of"]))
    record = record_of(items(case.tree.get("reported", [])), plan, as_of)
    evaluation = evaluate(plan, record, parse_period(text(case.tree["period"])))
    _each_once(plan, evaluation)


def _each_once(plan: Plan, evaluation: Evaluation) -> None:
    found = lacking(plan, evaluation)
    judgements = [j for m in evaluation.measures for j in m.judgements]
    told = [id(lack.judgement) for lack in found]
    for judgement in judgements:
        rated = judgement.rating.outlook is not None
        decided = judgement.result is None or judgement.result.result != "indeterminate"
        assert told.count(id(judgement)) == (0 if rated and decided else 1)
    assert len(told) == sum(map(is_lacking, judgements))
    report = lack_report(plan, evaluation, found, illustrative=False)
    assert sum(c.count + c.illustrative for c in report.counts) == len(found) == len(report.lines)
    assert report.lacking + report.illustrative_lacking == len(found)
    # Who decides about the plan knows a measure by its title.
    printed = " ".join(" ".join(lines(report)).split())
    assert all(" ".join(line.title.split()) in printed for line in report.lines)
    assert all(ending.what for line in report.lines for ending in line.endings)
    assert all(len(line) <= 80 for line in lines(report) if " " in line.strip())


@pytest.mark.parametrize(
    ("root", "period", "as_of"),
    [(".", "FY2008", "2009-06-30"), (EXAMPLE, "FY2009", "2009-10-31")],
)
def test_both_plans_of_the_repository_say_what_they_lack(
    tmp_path: Path, root: str, period: str, as_of: str
) -> None:
    repository = copy_to(tmp_path)
    repository.composed(root)
    workspace = repository.workspace(root)
    plan = workspace.plan.plan
    assert plan is not None
    evaluation = workspace.evaluate(parse_period(period), dt.date.fromisoformat(as_of))
    workspace.close()
    assert lacking(plan, evaluation)
    _each_once(plan, evaluation)


def _only(
    rows: list[Tree], keys: dict[str, Tree], as_of: str = _LATER
) -> tuple[Lack, tuple[str, ...]]:
    """What the one measure lacks, and what would end it in words."""
    measure: dict[str, Tree] = {
        "baseline": {"period": "FY2008", "value": "10"},
        "targets": [{"period": "FY2009", "value": "30"}],
    }
    plan = make_plan([{k: v for k, v in (measure | keys).items() if v}])
    record = record_of(rows, plan, dt.date.fromisoformat(as_of))
    evaluation = evaluate(plan, record, parse_period(_YEAR))
    found = lacking(plan, evaluation)
    (line,) = lack_report(plan, evaluation, found, illustrative=False).lines
    return found[0], tuple(f"{e.who}: {e.what}" for e in line.endings)


def _row(**keys: Tree) -> Tree:
    row: dict[str, Tree] = {"agency": "ATF", "period": _YEAR}
    return row | keys


@pytest.mark.parametrize(
    ("rows", "keys", "cause", "endings"),
    [
        ([], {}, "not reported", ["ATF: ATF sends FY2009 of cases."]),
        (
            [_row(period=f"FY2009-Q{q}", value="1") for q in (1, 3, 4)],
            {"frequency": "quarterly", "combine": {"periods": "sum"}},
            "not reported",
            ["ATF: ATF sends FY2009-Q2 of cases."],
        ),
        (
            [_row(rejected="row")],
            {},
            "rejected",
            ["ATF: ATF sends FY2009 of cases once more: it was rejected."],
        ),
        (
            [_row(value="4", returned="yes")],
            {},
            "returned",
            ["ATF: ATF sends FY2009 of cases once more: an analyst returned it."],
        ),
        (
            [_row(absence="not tracked")],
            {},
            "not tracked",
            ["ATF: ATF begins to record cases: it has no system for it."],
        ),
        (
            [_row(absence="withheld")],
            {},
            "withheld",
            ["ATF: ATF sends FY2009 of cases, which it withholds."],
        ),
        # It said so of a year that ended four months before.
        (
            [_row(absence="not yet due")],
            {},
            "not yet due",
            ["ATF: ATF sends FY2009 of cases, which it said was not due before 2009-09-30."],
        ),
        (
            [_row(value="25-33")],
            {},
            "indeterminate",
            ["ATF: A bound narrower than between 25 and 33: the target is 30 or more."],
        ),
        # From 15 to 28 on the way to 30: 14 of 15 is on track, 1 of 2 is off track.
        (
            [_row(value="29")],
            {"baseline": {"period": "FY2008", "value": "15-28"}},
            "indeterminate",
            ["ATF: A baseline told more closely than 15-28."],
        ),
        ([_row(value="20")], {"baseline": []}, "no baseline", ["ATF: A baseline for cases."]),
        (
            [_row(value="at least 20")],
            {"baseline": []},
            "no baseline",
            [
                "ATF: A baseline for cases.",
                "ATF: A bound narrower than at least 20: the target is 30 or more.",
            ],
        ),
        (
            [_row(value="20")],
            {"targets": []},
            "no target",
            ["ATF: A target for cases, with its date."],
        ),
        (
            [_row(value="20")],
            {"targets": [{"value": "30"}]},
            "no date",
            ["ATF: A date for the target of cases: 30 or more."],
        ),
        (
            [_row(value="20")],
            {"targets": [{"period": "FY2011", "value": "30"}], "path": "step"},
            "not yet due",
            ["nobody: The day after 2011-09-30, when it can be told."],
        ),
    ],
)
def test_each_cause_says_what_exactly_would_end_it(
    rows: list[Tree], keys: dict[str, Tree], cause: str, endings: list[str]
) -> None:
    found, told = _only(rows, keys)
    assert (found.first.cause, list(told)) == (cause, endings)


def test_a_year_that_is_not_over_is_waited_for() -> None:
    found, told = _only([], {"reporting_lag": "45 days"}, as_of="2009-03-31")
    assert found.first.ender == "nobody before a date"
    # The last of September and 45 days.
    assert told == ("nobody: The day after 2009-11-14, when it can be told.",)


def test_too_few_points_say_how_many_more_periods() -> None:
    plan = make_plan([{"targets": [{"period": "FY2009", "value": "30"}]}])
    rows: list[Tree] = [_row(value="4"), _row(period="FY2008", value="3")]
    record = record_of(rows, plan, dt.date.fromisoformat(_LATER))
    evaluation = evaluate(plan, record, parse_period(_YEAR))
    (judged,) = evaluation.measures
    (judgement,) = judged.judgements
    rating = replace(judgement.rating, not_rated="too few points", method="projection")
    judged = replace(judged, judgements=(replace(judgement, rating=rating),))
    (found,) = lacking(plan, replace(evaluation, measures=(judged,)))
    # Four are needed, and two are there.
    assert (found.first.ender, found.first.more) == ("the passing of time", 2)
    report = lack_report(plan, evaluation, [found], illustrative=False)
    assert report.lines[0].endings[0].what == "2 more periods of figures."


def test_what_was_made_up_is_counted_apart() -> None:
    plan = make_plan([{"targets": [{"period": _YEAR, "value": "3", "illustrative": "true"}]}])
    record = record_of([], plan, dt.date.fromisoformat(_LATER))
    evaluation = evaluate(plan, record, parse_period(_YEAR))
    report = lack_report(plan, evaluation, lacking(plan, evaluation), illustrative=False)
    assert (report.judgements, report.lacking) == (0, 0)
    assert (report.illustrative_judgements, report.illustrative_lacking) == (1, 1)
    assert "[illustrative]" in "\n".join(lines(report))
