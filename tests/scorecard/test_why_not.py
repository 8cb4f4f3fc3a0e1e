"""What would have sufficed, and the arithmetic behind it, in the words of an explanation."""

from __future__ import annotations

import datetime as dt

import pytest

from milepost.evaluation.evaluate import evaluate_measure, standing_of
from milepost.evaluation.model import Judgement, Outlook, Result
from milepost.evaluation.outlook import Standing
from milepost.periods import parse_period
from milepost.plan.yaml_source import Tree
from milepost.scorecard import arithmetic, reasons, why_not
from tests.evaluation.judging import make_plan, record_of

_QUARTERLY: dict[str, Tree] = {
    "quantity": "flow", "frequency": "quarterly", "direction": "increase", "path": "linear",
    "combine": {"periods": "sum"}, "baseline": {"period": "FY2008", "value": "200"},
}  # fmt: skip
_FROM_FIFTY: dict[str, Tree] = {
    "quantity": "stock", "direction": "increase", "baseline": {"period": "FY2008", "value": "50"},
}  # fmt: skip
_WAIVER: dict[str, Tree] = {
    "of": "rating", "from": "2009-01-01", "until": "2010-12-31", "reason": "New.",
    "approved_by": "The Director", "source": "test",
}  # fmt: skip


def _judged(
    measures: list[dict[str, Tree]],
    reported: list[dict[str, Tree]],
    period: str = "FY2009",
    as_of: str = "2009-11-30",
    waivers: tuple[dict[str, Tree], ...] = (),
) -> tuple[Judgement, Standing | None]:
    plan = make_plan(measures, waivers=waivers)
    record = record_of(
        [{"agency": "ATF", **row} for row in reported], plan, dt.date.fromisoformat(as_of)
    )
    at = parse_period(period)
    judgement = evaluate_measure(plan, record, at, plan.measures[0].id).judgements[0]
    return judgement, standing_of(plan, record, at, judgement)


def _said(wanted: Result | Outlook, found: tuple[Judgement, Standing | None]) -> str:
    return why_not.sufficient(*found, wanted).sentence


def test_of_an_annualised_flow_it_says_what_the_quarters_so_far_would_have_had_to_be() -> None:
    # On track from 380 in the year, of which the half year brings 190.
    found = _judged(
        [{**_QUARTERLY, "targets": [{"period": "FY2009", "value": "400"}]}],
        [{"period": "FY2009-Q1", "value": "80"}, {"period": "FY2009-Q2", "value": "90"}],
        "FY2009-Q2",
        "2009-04-15",
    )
    assert _said("on track", found) == (
        "What would be on track: the quarters so far of FY2009, together, from 190 to below 400, "
        "which at this pace is from 380 to below 800 in the year; with a bound, “at least 190 and "
        "less than 400”. It would have to be 20 higher."
    )
    judgement, standing = found
    assert standing is not None
    assert why_not.thresholds(judgement, standing) == (
        (
            "The quarters so far would be: off track below 160; at risk from 160 to below 190; "
            "on track from 190 to below 400; achieved from 400."
        ),
        "It is 170: 20 higher it would be on track, more than 10 lower it would be off track.",
    )
    assert arithmetic.of_actual(judgement.actual, judgement.measure) == ("80 + 90 = 170",)
    assert arithmetic.of_rating(judgement, standing) == (
        "At this pace: 170 ÷ 50.0% of the year = 340",
        (
            "The path asks for 200 + 100.0% \N{MULTIPLICATION SIGN} (400 − 200) = 400 for the "
            "whole of FY2009"
        ),
        "Progress: (340 − 200) ÷ (400 − 200) = 70.0%",
    )
    assert _said("met", found) == (
        "No value would be met: it is due for FY2009, which is not over."
    )


@pytest.mark.parametrize(
    ("change", "wanted", "expected"),
    [
        ({"targets": []}, "met", "No value would be met: no target is declared."),
        (
            {"targets": [{"value": "400"}]}, "met",
            "No value would be met: no date was promised, so it can never fall due.",
        ),
        (
            {"targets": [{"value": "400", "period": "FY2010"}], "path": "step"}, "at risk",
            "No value would be at risk: the plan asks for no outlook before the date.",
        ),
        (
            {"targets": [{"value": "400", "period": "FY2010"}],
             "baseline": {"period": "FY2008", "value": "100-200"}}, "at risk",
            ("No value would be at risk: the baseline is not known closely enough for that word "
            "alone."),
        ),
        (
            {"targets": [{"low": "300", "high": "330", "period": "FY2009"}], "direction": "stay"},
            "met",
            ("What would be met: the value from 300 to 330; with a bound, “at least 300 and at "
            "most 330”. It would have to be 10 lower."),
        ),
        (
            {"targets": [{"value": "1000", "period": "FY2009"}],
             "baseline": {"period": "FY2008", "value": "1"}}, "at risk",
            ("What would be at risk: the value from 600.4 to below 900.1; with a bound, “at least "
            "600.4 and less than 900.1”. It would have to be 260.4 higher."),
        ),
    ],
)  # fmt: skip
def test_what_would_suffice_or_why_nothing_would(
    change: dict[str, Tree], wanted: Result | Outlook, expected: str
) -> None:
    row: dict[str, Tree] = {"period": "FY2009", "value": "340"}
    assert _said(wanted, _judged([{**_QUARTERLY, **change}], [row])) == expected


def test_a_waived_outlook_has_no_value_and_a_result_still_has_one() -> None:
    targets: list[Tree] = [{"period": "FY2009", "value": "400"}]
    measure: dict[str, Tree] = {**_QUARTERLY, "id": "cases", "targets": targets}
    row: dict[str, Tree] = {"period": "FY2009", "value": "340"}
    found = _judged([measure], [row], waivers=({**_WAIVER, "measure": "cases"},))
    assert _said("on track", found) == (
        "No value would be on track: its outlook is waived until 2010-12-31 by The Director."
    )
    assert _said("met", found).startswith("What would be met: the value from 400;")


def test_what_was_not_reported_could_have_sufficed() -> None:
    found = _judged([{**_QUARTERLY, "targets": [{"period": "FY2009", "value": "400"}]}], [])
    assert _said("met", found) == (
        "What would be met: the value from 400; with a bound, “at least 400”. There is no value: "
        "not reported."
    )


def test_a_share_is_divided_with_both_ends() -> None:
    judgement, _ = _judged(
        [{"unit": "percent", "quantity": "stock"}],
        [{"period": "FY2009", "value": "at least 95", "of": "100"}],
    )
    assert arithmetic.of_actual(judgement.actual, judgement.measure) == (
        "[95, …), no more than the whole 100: [95, 100]",
        "[95, 100] ÷ 100 \N{MULTIPLICATION SIGN} 100 = [95%, 100%]",
    )


def test_one_quarter_is_not_told_as_a_stretch_of_quarters() -> None:
    judgement, _ = _judged(
        [{**_QUARTERLY, "targets": [{"period": "FY2009", "value": "400"}]}],
        [{"period": "FY2009-Q1", "value": "80"}],
        "FY2009-Q1",
        "2009-01-15",
    )
    said = reasons.sentences(judgement)
    assert "The sum of the quarters so far, FY2009-Q1." in said
    assert "to FY2009-Q1" not in said


@pytest.mark.parametrize(
    ("scale", "keys", "said"),
    [
        ("last-two-points", {}, "the plan lays down no criteria for change of this measure"),
        ("projection", {}, "its method asks for more points that can be compared"),
        (
            "projection",
            {"direction": "stay", "targets": [{"period": "FY2009", "low": "90", "high": "100"}]},
            "its method says nothing of a promise of this form",
        ),
    ],
)
def test_why_a_method_has_no_word_is_said(scale: str, keys: dict[str, Tree], said: str) -> None:
    shares: dict[str, Tree] = {"on_track": "0.9", "at_risk": "0.6"} if scale == "projection" else {}
    held: dict[str, Tree] = {
        "id": "s", "in_force_from": "2009-01-01", "method": scale, "source": "made up", **shares,
    }  # fmt: skip
    plan = make_plan(
        [{"targets": [{"period": "FY2009", "value": "100"}], **_FROM_FIFTY, **keys}], [held]
    )
    record = record_of(
        [{"agency": "ATF", "period": "FY2009", "value": "80"}], plan, dt.date(2009, 11, 30)
    )
    at = parse_period("FY2009")
    judgement = evaluate_measure(plan, record, at, plan.measures[0].id).judgements[0]
    found = why_not.sufficient(judgement, standing_of(plan, record, at, judgement), "at risk")
    assert found.sentence == f"No value would be at risk: {said}."
