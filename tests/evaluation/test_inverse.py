"""What value would have sufficed: judgement read backwards, held against judgement itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.evaluation.evaluate import evaluate_measure, standing_of
from milepost.evaluation.inverse import (
    Stretch,
    asked_for,
    expected_now,
    grain_of,
    outlooks,
    results,
    sufficient_value,
    with_value,
)
from milepost.evaluation.outlook import Standing, rate
from milepost.evaluation.results import reached
from milepost.intervals import Interval, exactly
from milepost.periods import parse_period
from milepost.plan.yaml_source import Tree
from tests.evaluation.judging import in_plain, make_plan, record_of

_numbers = st.decimals(
    min_value=-1000, max_value=1000, places=1, allow_nan=False, allow_infinity=False
)
_positive = st.decimals(min_value=1, max_value=1000, places=1)
_directions = st.sampled_from(["increase", "decrease"])
_baselines = st.sampled_from(["{}", "about {}", "at least {}", "at most {}", "more than {}"])
_periods = st.sampled_from([("FY2009-Q2", "2009-04-15"), ("FY2009", "2009-11-30")])


def _standing(
    measure: dict[str, Tree],
    *,
    reported: tuple[tuple[str, str], ...] = (("FY2009", "340"),),
    period: str = "FY2009",
    as_of: str = "2009-11-30",
    scale: dict[str, Tree] | None = None,
) -> Standing:
    """The standing of one target of a measure that ATF alone reports."""
    plan = make_plan([measure], None if scale is None else [scale])
    rows: list[Tree] = [{"agency": "ATF", "period": p, "value": v} for p, v in reported]
    record = record_of(rows, plan, dt.date.fromisoformat(as_of))
    at = parse_period(period)
    judged = evaluate_measure(plan, record, at, plan.measures[0].id).judgements[0]
    found = standing_of(plan, record, at, judged)
    assert found is not None
    return found


def _measure(
    direction: str = "increase",
    baseline: str = "200",
    target: str = "400",
    due: str = "FY2010",
    path: str = "linear",
) -> dict[str, Tree]:
    return {
        "direction": direction,
        "path": path,
        "quantity": "flow",
        "frequency": "quarterly",
        "combine": {"periods": "sum"},
        "baseline": {"period": "FY2008", "value": baseline},
        "targets": [{"period": due, "value": target}],
    }


def _words(stretches: tuple[Stretch, ...]) -> list[tuple[str, object]]:
    return [
        (in_plain(s.values), s.verdict.word or s.verdict.between or s.verdict.not_rated)
        for s in stretches
    ]


def test_every_threshold_of_a_linear_path_is_solved_for_the_value() -> None:
    # FY2008 to FY2010 is 730 days, of which 365 are gone: e = 1/2. On track from 0.9 x 1/2 of the
    # 200 cases to go, 200 + 90; at risk from 0.6 x 1/2 of them, 200 + 60.
    standing = _standing(_measure())
    assert expected_now(standing) == Fraction(1, 2)
    assert asked_for(standing) == exactly(300)
    assert _words(outlooks(standing)) == [
        ("less than 260", "off track"),
        ("at least 260 and less than 290", "at risk"),
        ("at least 290 and less than 400", "on track"),
        ("at least 400", "achieved"),
    ]
    assert sufficient_value(standing, "on track") == (
        Interval(Fraction(290), Fraction(400), high_open=True),
    )


def test_where_less_is_better_the_thresholds_are_at_most() -> None:
    # From 400 down to 200, half of the way: on track at most 400 - 90, at risk at most 400 - 60.
    standing = _standing(_measure("decrease", "400", "200"))
    assert _words(outlooks(standing)) == [
        ("at most 200", "achieved"),
        ("more than 200 and at most 310", "on track"),
        ("more than 310 and at most 340", "at risk"),
        ("more than 340", "off track"),
    ]


def test_of_a_part_of_a_year_the_quarters_so_far_are_asked_for() -> None:
    # A year from 200 to 400 within FY2009: held against the whole 400 at the year's end. On track
    # is 200 + 0.9 x 200 = 380 in the year, of which half is 190; at risk 320, of which half is 160.
    # 400 within half a year is the target itself.
    standing = _standing(
        _measure(due="FY2009"),
        reported=(("FY2009-Q1", "90"), ("FY2009-Q2", "80")),
        period="FY2009-Q2",
        as_of="2009-04-15",
    )
    assert _words(outlooks(standing)) == [
        ("less than 160", "off track"),
        ("at least 160 and less than 190", "at risk"),
        ("at least 190 and less than 400", "on track"),
        ("at least 400", "achieved"),
    ]
    assert _words(results(standing)) == [("anything", "not due")]
    assert sufficient_value(standing, "met") == ()


def test_a_wide_baseline_leaves_values_for_which_nobody_can_tell() -> None:
    # From 100 or from 200 to 400, half of the way: on track from 100 + 0.45 x 300 = 235 or from
    # 290; at risk from 100 + 0.3 x 300 = 190 or from 260. No value is at risk for certain.
    standing = _standing(_measure(baseline="100-200"))
    assert in_plain(asked_for(standing)) == "at least 250 and at most 300"
    assert _words(outlooks(standing)) == [
        ("less than 190", "off track"),
        ("at least 190 and less than 235", ("off track", "at risk")),
        ("at least 235 and less than 260", ("off track", "on track")),
        ("at least 260 and less than 290", ("at risk", "on track")),
        ("at least 290 and less than 400", "on track"),
        ("at least 400", "achieved"),
    ]
    assert sufficient_value(standing, "at risk") == ()


@pytest.mark.parametrize(
    ("direction", "target", "met", "not_met"),
    [
        ("decrease", {"minimum": "300"}, ["at least 300"], ["less than 300"]),
        ("increase", {"maximum": "300"}, ["at most 300"], ["more than 300"]),
        (
            "stay",
            {"low": "300", "high": "350"},
            ["at least 300 and at most 350"],
            ["less than 300", "more than 350"],
        ),
        ("stay", {"low": "300", "high": "300"}, ["300"], ["less than 300", "more than 300"]),
        ("increase", {"minimally_effective": "Some.", "successful": "Much."}, [], []),
    ],
)
def test_limits_are_met_between_their_ends(
    direction: str, target: dict[str, Tree], met: list[str], not_met: list[str]
) -> None:
    targets: list[Tree] = [{"period": "FY2009", **target}]
    measure = {**_measure(), "direction": direction, "targets": targets}
    standing = _standing(measure)
    assert [in_plain(v) for v in sufficient_value(standing, "met")] == met
    assert [in_plain(v) for v in sufficient_value(standing, "not met")] == not_met


def test_a_value_that_was_not_reported_could_have_sufficed() -> None:
    standing = _standing(_measure(due="FY2009"), reported=())
    assert [in_plain(v) for v in sufficient_value(standing, "met")] == ["at least 400"]


def test_without_a_path_only_the_target_itself_would_be_rated_before_its_date() -> None:
    assert _words(outlooks(_standing(_measure(path="step")))) == [
        ("less than 400", "not yet due"),
        ("at least 400", "achieved"),
    ]


@given(
    direction=_directions, words=_baselines, baseline=_numbers, target=_numbers, value=_numbers,
    due=st.sampled_from(["FY2009", "FY2010", "FY2012"]), when=_periods,
)  # fmt: skip
def test_every_value_comes_out_as_its_stretch_says(  # noqa: PLR0913
    direction: str,
    words: str,
    baseline: Decimal,
    target: Decimal,
    value: Decimal,
    due: str,
    when: tuple[str, str],
) -> None:
    measure = _measure(direction, words.format(baseline), str(target), due)
    told = (("FY2009-Q1", "1"), ("FY2009-Q2", "1")) if "-" in when[0] else (("FY2009", "1"),)
    standing = _standing(measure, reported=told, period=when[0], as_of=when[1])
    found = outlooks(standing)
    exact = Fraction(value)
    rating = rate(with_value(standing, exact))
    (stretch,) = (s for s in found if _holds(s.values, exact))
    said = stretch.verdict
    assert (said.word, said.between, said.not_rated) == (
        rating.outlook, rating.between, rating.not_rated,
    )  # fmt: skip
    _each_end_is_the_last(standing, found, Fraction(1, 10**9))


@given(direction=_directions, baseline=_positive, target=_positive)
def test_of_another_method_an_end_suffices_and_a_grain_less_does_not(
    direction: str, baseline: Decimal, target: Decimal
) -> None:
    scale: dict[str, Tree] = {
        "id": "growth", "method": "growth-ratio", "in_force_from": "2000-01-01",
        "on_track": "0.95", "at_risk": "0.6",
    }  # fmt: skip
    standing = _standing(_measure(direction, str(baseline), str(target)), scale=scale)
    found = outlooks(standing)
    _each_end_is_the_last(standing, found, grain_of(standing.measure))
    assert found[0].values.low is None
    assert found[-1].values.high is None


@given(value=_numbers, low=_numbers, width=st.decimals(min_value=0, max_value=50, places=1))
def test_a_value_in_a_band_suffices_and_no_other(
    value: Decimal, low: Decimal, width: Decimal
) -> None:
    target: dict[str, Tree] = {"period": "FY2009", "low": str(low), "high": str(low + width)}
    standing = _standing({**_measure(), "direction": "stay", "targets": [target]})
    exact = Fraction(value)
    suffices = any(_holds(v, exact) for v in sufficient_value(standing, "met"))
    assert suffices == reached(standing.measure, standing.target, exactly(exact))


def test_a_standing_keeps_all_but_the_value() -> None:
    standing = _standing(_measure())
    changed = with_value(standing, Fraction(7))
    assert changed.actual.value == exactly(7)
    assert replace(changed, actual=standing.actual) == standing


def _each_end_is_the_last(standing: Standing, found: tuple[Stretch, ...], hair: Fraction) -> None:
    """The lower end of each stretch suffices for its word, and a hair less does not."""
    for before, after in pairwise(found):
        end = after.values.low
        assert end == before.values.high
        assert end is not None
        assert after.values.low_open != before.values.high_open
        at_end = before if after.values.low_open else after
        assert _outlook(standing, end) == at_end.verdict.word
        step = hair if after.values.low_open else -hair
        beyond = after if after.values.low_open else before
        if not _holds(beyond.values, end + step):
            continue  # the stretch is shorter than a hair
        assert _outlook(standing, end + step) == beyond.verdict.word
        assert before.verdict != after.verdict


def _outlook(standing: Standing, value: Fraction) -> object:
    return rate(with_value(standing, value)).outlook


def _holds(interval: Interval, value: Fraction) -> bool:
    above = interval.low is None or value > interval.low
    below = interval.high is None or value < interval.high
    return (above or (value == interval.low and not interval.low_open)) and (
        below or (value == interval.high and not interval.high_open)
    )


def test_a_method_that_reads_a_series_is_asked_with_the_value_as_its_last_point() -> None:
    # Of the 110 before, 5 percent more is 115.5, from there on track; 5 percent less is 104.5, from
    # there down off track; at risk between them. The 112 that was reported has no part in it.
    standing = _standing(
        {
            "baseline": {"period": "FY2006", "value": "90"},
            "targets": [{"period": "FY2012", "value": "400"}],
            "criteria_for_change": {
                "at_least": "5",
                "counted_in": "percent",
                "source": "illustrative",
            },
        },
        reported=(("FY2007", "110"), ("FY2008", "112")),
        period="FY2008",
        scale={"in_force_from": "2000-01-01", "method": "last-two-points"},
    )
    assert _outlook(standing, Fraction(1155, 10)) == "on track"
    assert _outlook(standing, Fraction(1154, 10)) == "at risk"
    assert _outlook(standing, Fraction(1046, 10)) == "at risk"
    assert _outlook(standing, Fraction(104)) == "off track"
