"""Every actual accounts for itself: what it says it was made of is what it was made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.evaluation.evaluate import evaluate_measure
from milepost.evaluation.model import Actual, MeasureEvaluation, NoValue, Rule
from milepost.evaluation.variance import variance_of
from milepost.periods import Period, parse_period
from milepost.plan.goalposts import scale_for, scale_in_force
from milepost.plan.model import Measure, Plan
from milepost.submissions.model import ABSENCES, Absence
from tests.evaluation.judging import (
    Case,
    all_cases,
    judged,
    make_plan,
    plan_of,
    record_of,
    text,
)

_CASES = all_cases()
# The absences are a Literal within the Literal.
_REASONS = {*ABSENCES, *(r for r in get_args(NoValue) if r != Absence), None}
_COMBINED = ("sum of agencies", "sum of quarters", "year to date", "last in the period")


@pytest.mark.parametrize("case", _CASES, ids=[case.name for case in _CASES])
def test_every_actual_of_every_case_accounts_for_itself(case: Case) -> None:
    plan = plan_of(case)
    found = judged(case)
    for actual in _all_of(found):
        _accounts_for_itself(actual, plan)
    day = dt.date.fromisoformat(text(case.tree["as_of"]))
    for judgement in found.judgements:
        rating = judgement.rating
        if rating.progress is not None:
            in_force = scale_in_force(plan, day)
            assert rating.scale == scale_for(plan, in_force, judgement.measure.id, day)[0]
            assert rating.scale is not None
        if judgement.agency:
            assert judgement.actual.agency in (judgement.agency, "")


def _all_of(found: MeasureEvaluation) -> Iterator[Actual]:
    for actual in (
        *(j.actual for j in found.judgements),
        *found.others,
        *(p for s in found.series for p in s.points),
    ):
        yield from _with_parts(actual)


def _with_parts(actual: Actual) -> Iterator[Actual]:
    yield actual
    for part in (*actual.parts, *actual.overlap_parts):
        yield from _with_parts(part)


def _accounts_for_itself(actual: Actual, plan: Plan) -> None:
    measure = plan.measure_by_id[actual.measure]
    assert isinstance(actual.period, Period)
    assert actual.agency in {"", *measure.agencies}
    assert actual.rule in get_args(Rule)
    assert actual.missing in _REASONS
    assert (actual.value is None) == (actual.missing is not None)
    assert len(actual.overlaps) == len(actual.overlap_parts)
    assert isinstance(actual.quarters, int)
    members = actual.period.last - actual.period.first + 1
    assert actual.quarters in range(4 * members)
    if actual.rule == "reported":
        _is_as_reported(actual, measure)
    else:
        assert actual.source is None
    if actual.rule in _COMBINED or actual.rule in ("ratio", "formula"):
        assert actual.parts
    if actual.rule in _COMBINED:
        assert {p.measure for p in actual.parts} == {actual.measure}
    if actual.value is not None:
        _has_its_part_and_whole(actual, measure)
    _has_the_parts_of_its_rule(actual, measure, plan)


def _is_as_reported(actual: Actual, measure: Measure) -> None:
    assert actual.source is not None
    said = actual.source.observation
    assert (said.agency, said.measure, said.period) == (
        actual.agency,
        actual.measure,
        actual.period,
    )
    assert actual.missing in (said.absence, "not computable")
    assert not actual.parts
    if said.whole is None:
        assert actual.value == said.interval(measure)
        assert actual.part is None


def _has_its_part_and_whole(actual: Actual, measure: Measure) -> None:
    assert (actual.part is None) == (actual.whole is None)
    if actual.part is None or actual.whole is None:
        return
    if measure.unit != "percent" and measure.ratio is None:
        assert actual.value == actual.part
        return
    assert actual.value is not None
    factor = Fraction(100 if measure.unit == "percent" else 1)
    quotient = actual.part.over(actual.whole)
    if quotient is not None and quotient.times(factor) == actual.value:
        return
    # What is declared a part of its whole is none to all of it, and no more may be cut off.
    assert measure.ratio is not None
    assert actual.value.reaches(Fraction(0))
    assert actual.value.stays_under(factor)
    if quotient is not None:
        ends = quotient.times(factor)
        assert actual.value.low == max(Fraction(0), ends.low or Fraction(0))
        assert actual.value.high == (factor if ends.high is None else min(factor, ends.high))


def _has_the_parts_of_its_rule(actual: Actual, measure: Measure, plan: Plan) -> None:
    parts = actual.parts
    match actual.rule:
        case "sum of agencies":
            assert actual.agency == ""
            assert tuple(p.agency for p in parts) == measure.agencies
            assert {p.period for p in parts} == {actual.period}
            assert actual.quarters == max(p.quarters for p in parts)
            assert tuple(p.measure for p in actual.overlap_parts) in (
                (),
                tuple(o.measure for o in measure.overlaps),
            )
        case "sum of quarters" | "year to date":
            assert {p.agency for p in parts} == {actual.agency}
            quarters = tuple(actual.period.quarters())
            assert tuple(p.period for p in parts) == quarters[: len(parts)]
            assert (actual.rule == "sum of quarters") == (len(parts) == len(quarters))
            assert actual.quarters == len(parts) % len(quarters)
        case "last in the period":
            (last,) = parts
            assert (last.agency, last.value, last.missing) == (
                actual.agency,
                actual.value,
                actual.missing,
            )
            assert plan.calendar.end(last.period) <= plan.calendar.end(actual.period)
        case "ratio" | "formula":
            assert actual.agency == ""
            assert tuple(p.measure for p in parts) == measure.parts
            assert actual.quarters == max(p.quarters for p in parts)
        case _:
            return


_ends = st.integers(-50, 50)


@given(
    promised=st.tuples(_ends, _ends).map(sorted),
    said=st.tuples(_ends, _ends).map(sorted),
    threshold=st.integers(0, 60),
)
def test_a_variance_is_that_of_each_value_from_the_end_it_has_passed(
    promised: list[int], said: list[int], threshold: int
) -> None:
    low, high = promised
    plan = make_plan(
        [
            {
                "direction": "stay",
                "targets": [{"period": "FY2009", "low": str(low), "high": str(high)}],
            }
        ]
    )
    strategy = plan.strategy.model_copy(update={"variance_threshold": Decimal(threshold)})
    plan = plan.model_copy(update={"strategy": strategy})
    value = f"{said[0]} to {said[1]}" if said[0] >= 0 else str(said[0])
    row = {"agency": "ATF", "period": "FY2009", "value": value}
    record = record_of([dict(row)], plan, dt.date(2009, 12, 1))
    year = parse_period("FY2009")
    (judgement,) = evaluate_measure(plan, record, year, plan.measures[0].id).judgements
    found = variance_of(plan, record, judgement)
    assert found is not None
    assert found.threshold == threshold
    assert found.was_returned is False
    ends = (said[0], said[1] if said[0] >= 0 else said[0])
    within = [low <= end <= high for end in ends]
    if found.percent is None:
        assert 0 in (low, high)
        outside = ends[1] < low or ends[0] > high
        assert found.beyond == (True if outside else (False if all(within) else None))
        return
    percents = [_percent(end, low, high) for end in ends]
    assert (found.percent.low, found.percent.high) == tuple(percents)
    beyond = [abs(p) > threshold for p in percents]
    same_side = percents[0] * percents[1] > 0
    expected = True if all(beyond) and same_side else (None if any(beyond) else False)
    assert found.beyond == expected


def _percent(value: int, low: int, high: int) -> Fraction:
    if value < low:
        return Fraction(100 * (value - low), abs(low))
    return Fraction(100 * (value - high), abs(high)) if value > high else Fraction(0)
