"""An estimate from a sample, from the cell an agency wrote to the words that are printed."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from milepost.evaluation.actuals import Actuals
from milepost.periods import parse_period
from milepost.plan.yaml_source import Tree
from milepost.scorecard import figures
from tests.evaluation.judging import make_plan, record_of

_YEAR = parse_period("FY2009")


def test_an_estimate_keeps_its_standard_error_up_to_the_printed_figure() -> None:
    plan = make_plan([{"unit": "days", "quantity": "average", "decimals": "1"}])
    rows: list[Tree] = [{"agency": "ATF", "period": "FY2009", "value": "14.2 (standard error 0.6)"}]
    record = record_of(rows, plan, dt.date(2010, 1, 31))
    found = Actuals(plan, record, dt.date(2010, 1, 31)).find(plan.measures[0], _YEAR, "ATF")
    assert found.standard_error == Fraction(3, 5)
    assert figures.actual(found, plan.measures[0]) == "14.2 (standard error 0.6)"
    exact = figures.exact(found)
    assert exact is not None
    assert (exact.low, exact.high, exact.standard_error) == ("14.2", "14.2", "0.6")


def test_a_sum_of_estimates_claims_no_standard_error() -> None:
    # Whether the two samples are independent nobody has said.
    plan = make_plan([{"agencies": ["ATF", "ICE"], "combine": {"agencies": "sum"}}])
    rows: list[Tree] = [
        {"agency": agency, "period": "FY2009", "value": "14 (standard error 2)"}
        for agency in ("ATF", "ICE")
    ]
    record = record_of(rows, plan, dt.date(2010, 1, 31))
    found = Actuals(plan, record, dt.date(2010, 1, 31)).find(plan.measures[0], _YEAR)
    assert figures.actual(found, plan.measures[0]) == "28"
    assert found.standard_error is None
