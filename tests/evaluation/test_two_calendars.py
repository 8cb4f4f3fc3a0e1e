"""What goes with the judgements of a measure that is counted by other years than the evaluation."""

from __future__ import annotations

import datetime as dt
from typing import Final

from milepost.evaluation.contributions import contributions
from milepost.evaluation.evaluate import evaluate
from milepost.evaluation.model import Evaluation
from milepost.evaluation.quarters import in_the_quarter
from milepost.evaluation.rollup import counts
from milepost.periods import parse_period
from milepost.plan.model import Plan
from milepost.plan.yaml_source import Tree
from milepost.scorecard import prose
from milepost.submissions.model import Record
from tests.evaluation.judging import make_plan, record_of

_DAY: Final = dt.date(2009, 10, 31)


def _rows(**values: str) -> list[Tree]:
    """Rows of ATF, each period written with an underscore: CY2008_Q4."""
    return [
        {"agency": "ATF", "period": period.replace("_", "-"), "value": value}
        for period, value in values.items()
    ]


def _set_up(measure: dict[str, Tree], rows: list[Tree]) -> tuple[Plan, Record]:
    plan = make_plan([{"basis": "calendar"} | measure])
    return plan, record_of(rows, plan, _DAY)


def _evaluated(rows: list[Tree], **measure: Tree) -> Evaluation:
    plan, record = _set_up(measure, rows)
    return evaluate(plan, record, parse_period("FY2009"))


def test_a_figure_of_the_calendar_year_counts_as_covered() -> None:
    assert counts(_evaluated(_rows(CY2008="5")).measures).with_value == 1
    assert counts(_evaluated(_rows(CY2009="5")).measures).with_value == 0


def test_what_was_judged_is_not_told_again_as_another_period() -> None:
    [judged] = _evaluated(_rows(CY2007="1", CY2008="5")).measures
    assert str(judged.period) == "CY2008"
    assert [str(actual.period) for actual in judged.others] == ["CY2007"]


def test_the_duty_names_what_came_for_the_calendar_year() -> None:
    [duty] = _evaluated(_rows(CY2008="5")).duties
    assert (len(duty.reported), len(duty.missing)) == (1, 0)
    [duty] = _evaluated(_rows(CY2009="5")).duties
    assert (len(duty.reported), len(duty.missing)) == (0, 1)


def test_the_contributions_to_a_joint_measure_are_those_of_the_calendar_year() -> None:
    rows: list[Tree] = [
        {"agency": agency, "period": "CY2008", "value": value}
        for agency, value in (("ATF", "3"), ("CBP", "1"))
    ]
    found = contributions(
        _evaluated(rows, agencies=["ATF", "CBP"], combine={"agencies": "sum", "periods": "none"})
    )
    assert [str(one.period) for one in found] == ["CY2008"]


def test_a_fiscal_quarter_stands_beside_the_one_before_by_its_own_calendar() -> None:
    plan, record = _set_up(
        {"frequency": "quarterly", "combine": {"periods": "sum"}},
        _rows(CY2008_Q3="2", CY2008_Q4="7"),
    )
    [line] = in_the_quarter(plan, record, parse_period("FY2009-Q1"))
    assert (str(line.now.period), str(line.before.period)) == ("CY2008-Q4", "CY2008-Q3")
    assert line.change is not None
    assert line.change.low == 7 - 2


def test_the_method_says_once_which_calendar_year_it_is_and_only_where_one_is_shown() -> None:
    plan, record = _set_up({}, _rows(CY2008="5"))
    method = prose.method(plan, None, evaluate(plan, record, parse_period("FY2009")))
    [said] = [line for line in method if "counted by" in line]
    assert said == (
        "What is counted by calendar years is shown here for CY2008, which ended within FY2009; "
        "each row names its own period. A target is held against the value of its own period and "
        "of no other."
    )
    own = prose.method(plan, None, evaluate(plan, record, parse_period("CY2008")))
    assert not [line for line in own if "counted by" in line]
