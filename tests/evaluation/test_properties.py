"""What holds of every judgement, whatever the numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from milepost.evaluation.evaluate import evaluate_measure
from milepost.evaluation.methods.share_of_targeted_change import share_of_targeted_change
from milepost.evaluation.model import OUTLOOKS, Judgement, Outlook
from milepost.intervals import Bound, Interval, Statement, exactly
from milepost.periods import parse_period
from milepost.plan.model import Plan
from milepost.plan.yaml_source import Tree
from milepost.submissions.model import ABSENCES, InForce, Observation, Record
from tests.evaluation.judging import AGENCIES, make_plan, record_of

_YEAR: Final = parse_period("FY2009")
_LATER: Final = dt.date(2010, 1, 31)
_MIRRORED: Final[dict[Bound, Bound]] = {
    "exact": "exact",
    "about": "about",
    "at least": "at most",
    "more than": "less than",
    "at most": "at least",
    "less than": "more than",
    "between": "between",
}

numbers = st.decimals(
    min_value=-1000, max_value=1000, places=1, allow_nan=False, allow_infinity=False
)
directions = st.sampled_from(["increase", "decrease"])
dues = st.sampled_from(["FY2009", "FY2010", "FY2011"])


counts = st.integers(1, 1000).map(Decimal)
steady = settings(deadline=None)  # a busy machine is no reason to fail


@st.composite
def statements(draw: st.DrawFn, of: st.SearchStrategy[Decimal] = numbers) -> Statement:
    """A number in any words."""
    bound = draw(st.sampled_from(sorted(_MIRRORED)))
    low = draw(of)
    if bound == "between":
        return Statement(bound, low, low + abs(draw(of)))
    return Statement(bound, low)


def _plain(number: Decimal) -> str:
    return f"{number:f}"


def _one(  # noqa: PLR0913  # a value, and all that it may be held against
    value: Statement,
    *,
    direction: str,
    baseline: Decimal,
    target: Decimal,
    due: str = "FY2009",
    path: str = "linear",
) -> Judgement:
    """The judgement of a single value."""
    plan = make_plan(
        [
            {
                "direction": direction,
                "path": path,
                "baseline": {"period": "FY2008", "value": _plain(baseline)},
                "targets": [{"period": due, "value": _plain(target)}],
            }
        ]
    )
    return _judge(plan, [("ATF", "cases", value)])[0]


def _judge(plan: Plan, said: Sequence[tuple[str, str, Statement | str]]) -> Sequence[Judgement]:
    """All judgements of the first measure, on statements and absences."""
    rows: list[Tree] = []
    for agency, measure, value in said:
        told = ("absence", value) if isinstance(value, str) else ("value", "0")
        rows.append({"agency": agency, "measure": measure, "period": "FY2009", told[0]: told[1]})
    record = record_of(rows, plan, _LATER)
    values = {(agency, measure): value for agency, measure, value in said}
    in_force = {
        key: InForce(_stating(held.observation, values), held.submission, held.received_on)
        for key, held in record.in_force.items()
    }
    record = Record(record.as_of, in_force, record.rejections, record.submissions)
    return evaluate_measure(plan, record, _YEAR, plan.measures[0].id).judgements


def _stating(
    observation: Observation, values: dict[tuple[str, str], Statement | str]
) -> Observation:
    value = values[observation.agency, observation.measure]
    return Observation(
        observation.agency,
        observation.measure,
        observation.period,
        None if isinstance(value, str) else value,
        None,
        observation.absence,
        (),
        "",
        "",
        observation.place,
        observation.value_place,
    )


def _verdict(judgement: Judgement) -> tuple[object, ...]:
    """What the judge concluded, without what it was concluded from."""
    rating = judgement.rating
    return (judgement.result, rating.outlook, rating.between, rating.not_rated)


def _outlooks(judgement: Judgement) -> set[Outlook]:
    """Every outlook that a judgement leaves possible."""
    rating = judgement.rating
    if rating.between is not None:
        first, last = sorted(OUTLOOKS.index(outlook) for outlook in rating.between)
        return set(OUTLOOKS[first : last + 1])
    return set() if rating.outlook is None else {rating.outlook}


@steady
@given(
    said=st.lists(statements(counts), min_size=3, max_size=3),
    doubles=st.lists(
        st.one_of(st.integers(0, 500), st.sampled_from(ABSENCES)), min_size=2, max_size=2
    ),
    target=numbers,
    order=st.permutations(range(3)),
    turned=st.booleans(),
    data=st.data(),
)
def test_a_result_does_not_depend_on_the_order_of_agencies_overlaps_or_rows(  # noqa: PLR0913
    said: list[Statement],
    doubles: list[int | str],
    target: Decimal,
    order: list[int],
    turned: bool,  # noqa: FBT001
    data: st.DataObject,
) -> None:
    overlaps: list[Tree] = [
        {"between": ["ATF", "ICE"], "measure": "double-1"},
        {"between": ["CBP", "ICE"], "measure": "double-2"},
    ]
    rows: list[tuple[str, str, Statement | str]] = [
        *((agency, "cases", value) for agency, value in zip(AGENCIES, said, strict=True)),
        *(
            ("ICE", f"double-{i}", d if isinstance(d, str) else Statement("exact", Decimal(d)))
            for i, d in enumerate(doubles, 1)
        ),
    ]

    def plan(agencies: Sequence[str], overlaps: list[Tree]) -> Plan:
        return make_plan(
            [
                {
                    "agencies": list(agencies),
                    "combine": {"agencies": "sum"},
                    "overlaps": overlaps,
                    "baseline": {"period": "FY2008", "value": "-2000"},
                    "targets": [{"period": "FY2009", "value": _plain(target)}],
                },
                {"id": "double-1", "agencies": ["ICE"]},
                {"id": "double-2", "agencies": ["ICE"]},
            ]
        )

    (first,) = _judge(plan(AGENCIES, overlaps), rows)
    (second,) = _judge(
        plan([AGENCIES[i] for i in order], overlaps[::-1] if turned else overlaps),
        data.draw(st.permutations(rows)),
    )
    assert first.actual.value == second.actual.value
    assert _verdict(first) == _verdict(second)


@steady
@given(
    said=st.lists(st.one_of(statements(), st.sampled_from(ABSENCES)), min_size=3, max_size=3),
    order=st.permutations(range(3)),
)
@example(said=["not tracked", "not available", "withheld"], order=[2, 1, 0])
def test_the_reason_for_having_no_value_does_not_depend_on_the_order_of_agencies(
    said: list[Statement | str], order: list[int]
) -> None:
    rows = [(agency, "cases", value) for agency, value in zip(AGENCIES, said, strict=True)]
    first, second = (
        _judge(
            make_plan(
                [
                    {
                        "agencies": list(agencies),
                        "combine": {"agencies": "sum"},
                        "targets": [{"period": "FY2009", "value": "10"}],
                    }
                ]
            ),
            rows,
        )[0]
        for agencies in (AGENCIES, [AGENCIES[i] for i in order])
    )
    assert first.actual.missing == second.actual.missing
    assert _verdict(first) == _verdict(second)


@steady
@given(
    low=numbers,
    width=st.decimals(min_value=0, max_value=500, places=1),
    more=st.tuples(*[st.decimals(min_value=0, max_value=500, places=1)] * 2),
    target=numbers,
    baseline=numbers,
    direction=directions,
    due=dues,
)
def test_widening_a_value_settles_nothing_and_reverses_nothing(  # noqa: PLR0913
    low: Decimal,
    width: Decimal,
    more: tuple[Decimal, Decimal],
    target: Decimal,
    baseline: Decimal,
    direction: str,
    due: str,
) -> None:
    narrow = Statement("between", low, low + width)
    wide = Statement("between", low - more[0], low + width + more[1])
    before, after = (
        _one(value, direction=direction, baseline=baseline, target=target, due=due)
        for value in (narrow, wide)
    )
    assert before.result is not None
    assert after.result is not None
    if before.result.result == "not due":
        assert after.result == before.result
    else:
        assert after.result.result in {before.result.result, "indeterminate"}
    assert _outlooks(before) <= _outlooks(after)


@steady
@given(
    value=numbers, target=numbers, baseline=numbers, direction=directions, due=dues,
    path=st.sampled_from(["linear", "step"]),
)  # fmt: skip
def test_an_exact_value_is_never_indeterminate(  # noqa: PLR0913
    value: Decimal, target: Decimal, baseline: Decimal, direction: str, due: str, path: str
) -> None:
    judgement = _one(
        Statement("exact", value),
        direction=direction,
        baseline=baseline,
        target=target,
        due=due,
        path=path,
    )
    assert judgement.result is not None
    wanted = {"met", "not met"} if due == "FY2009" else {"not due"}
    assert judgement.result.result in wanted
    assert judgement.rating.between is None
    assert judgement.rating.not_rated in {None, "not yet due"}


@steady
@given(value=numbers, low=numbers, width=st.decimals(min_value=0, max_value=50, places=1))
def test_an_exact_value_is_in_a_band_or_not(value: Decimal, low: Decimal, width: Decimal) -> None:
    plan = make_plan(
        [
            {
                "direction": "stay",
                "targets": [{"period": "FY2009", "low": _plain(low), "high": _plain(low + width)}],
            }
        ]
    )
    (judgement,) = _judge(plan, [("ATF", "cases", Statement("exact", value))])
    assert judgement.result is not None
    inside = low <= value <= low + width
    assert judgement.result.result == ("met" if inside else "not met")
    assert judgement.rating.outlook == ("achieved" if inside else "off track")


@steady
@given(baseline=numbers, target=numbers)
def test_progress_of_the_baseline_is_0_and_of_the_target_1(
    baseline: Decimal, target: Decimal
) -> None:
    assume(baseline != target)
    start, goal = exactly(baseline), Fraction(target)
    up = target > baseline
    assert share_of_targeted_change(start, start, goal, better_is_up=up) == exactly(0)
    assert share_of_targeted_change(exactly(goal), start, goal, better_is_up=up) == exactly(1)
    assert share_of_targeted_change(start, start, goal, better_is_up=not up) is None


@steady
@given(
    value=statements(),
    target=numbers,
    baseline=numbers,
    direction=directions,
    due=dues,
    by=st.sampled_from(["0.001", "0.5", "3", "7", "1000", "0.45359237"]),
)
def test_another_unit_changes_no_rating(  # noqa: PLR0913
    value: Statement, target: Decimal, baseline: Decimal, direction: str, due: str, by: str
) -> None:
    assume(value.bound != "about")  # about 14 and about 14,000 are not known to the same digit
    factor = Decimal(by)
    scaled = Statement(
        value.bound, value.number * factor, None if value.upper is None else value.upper * factor
    )
    first = _one(value, direction=direction, baseline=baseline, target=target, due=due)
    second = _one(
        scaled, direction=direction, baseline=baseline * factor, target=target * factor, due=due
    )
    assert _verdict(first) == _verdict(second)
    assert first.rating.progress == second.rating.progress


@steady
@given(value=statements(), target=numbers, baseline=numbers, direction=directions, due=dues)
def test_the_mirrored_problem_has_the_same_rating(
    value: Statement, target: Decimal, baseline: Decimal, direction: str, due: str
) -> None:
    low, high = (-value.number, None) if value.upper is None else (-value.upper, -value.number)
    mirrored = Statement(_MIRRORED[value.bound], low, high)
    other = "decrease" if direction == "increase" else "increase"
    first = _one(value, direction=direction, baseline=baseline, target=target, due=due)
    second = _one(mirrored, direction=other, baseline=-baseline, target=-target, due=due)
    assert _verdict(first) == _verdict(second)
    assert first.rating.progress == second.rating.progress


@steady
@given(
    values=st.tuples(numbers, numbers), target=numbers, baseline=numbers, direction=directions,
    due=dues,
)  # fmt: skip
def test_a_better_value_is_never_rated_worse(
    values: tuple[Decimal, Decimal], target: Decimal, baseline: Decimal, direction: str, due: str
) -> None:
    worse, better = sorted(values, reverse=direction == "decrease")
    ranks = [
        OUTLOOKS.index(outlook)
        for value in (worse, better)
        for outlook in _outlooks(
            _one(
                Statement("exact", value),
                direction=direction,
                baseline=baseline,
                target=target,
                due=due,
            )
        )
    ]
    assert ranks == sorted(ranks, reverse=True)
    assert len(ranks) == 2


@steady
@given(
    top=statements(),
    bottom=statements(),
    at=st.tuples(st.fractions(0, 1, max_denominator=8), st.fractions(0, 1, max_denominator=8)),
)
def test_a_quotient_holds_the_quotient_of_any_two_values(
    top: Statement, bottom: Statement, at: tuple[Fraction, Fraction]
) -> None:
    numerator, denominator = top.interval(), bottom.interval()
    over, under = _value_in(numerator, at[0]), _value_in(denominator, at[1])
    quotient = numerator.over(denominator)
    if quotient is None:
        assert denominator.low is None or denominator.low <= 0
    else:
        assert under > 0
        assert _holds(quotient, over / under)


def _value_in(interval: Interval, share: Fraction) -> Fraction:
    """A value that an interval holds; ends that are left out are avoided."""
    low = interval.high - 100 if interval.low is None and interval.high else interval.low
    high = interval.low + 100 if interval.high is None and interval.low else interval.high
    low = Fraction(-100) if low is None else low
    high = Fraction(100) if high is None else high
    inner = Fraction(1, 4) + share / 2 if interval.low_open or interval.high_open else share
    return low + (high - low) * inner


def _holds(interval: Interval, value: Fraction) -> bool:
    above = interval.low is None or (
        value > interval.low if interval.low_open else value >= interval.low
    )
    below = interval.high is None or (
        value < interval.high if interval.high_open else value <= interval.high
    )
    return above and below
