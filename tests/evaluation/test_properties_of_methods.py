"""What holds of every method of outlook, whatever the numbers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Final, get_args

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from milepost.evaluation.methods.roots import compare_with_mean, power_between, whole_root
from milepost.evaluation.model import OUTLOOKS, Actual, Outlook, Rating
from milepost.evaluation.outlook import METHODS, Standing, rate
from milepost.intervals import Interval
from milepost.periods import Period, parse_period
from milepost.plan.model import Method, Plan
from milepost.plan.yaml_source import Tree
from tests.evaluation.judging import make_plan

_DUE: Final = {"FY2009": dt.date(2009, 9, 30), "FY2012": dt.date(2012, 9, 30)}
_SHARES: Final = {"on_track": "0.9", "at_risk": "0.6"}
_SCALES: Final[dict[Method, dict[str, Tree]]] = {
    "share-of-targeted-change": {**_SHARES},
    "healthy-people": {},
    "growth-ratio": {**_SHARES},
    "projection": {**_SHARES},
    "target-only": {},
    "last-two-points": {},
}

methods = st.sampled_from(sorted(get_args(Method)))
numbers = st.decimals(min_value=-100, max_value=100, places=1)
counts = st.integers(1, 300).map(Decimal)
widths = st.decimals(min_value=0, max_value=50, places=1)
directions = st.sampled_from(["increase", "decrease"])
dues = st.sampled_from(sorted(_DUE))
pasts = st.lists(numbers, min_size=0, max_size=6)
criteria = st.sampled_from(["percent", "points"])
steady = settings(deadline=None)
ends = st.tuples(st.booleans(), st.booleans())
unscaled: Final = Fraction(1)


def test_every_method_of_a_plan_is_judged_by() -> None:
    assert set(METHODS) == set(get_args(Method)) == set(_SCALES)


class Case:
    """A measure with a past, as all methods look at it."""

    def __init__(  # noqa: PLR0913  # all that the methods look at
        self,
        method: Method,
        direction: str,
        baseline: Decimal,
        target: Decimal,
        due: str,
        past: list[Decimal],
        counted_in: str = "percent",
        factor: Decimal = Decimal(1),
    ) -> None:
        self.factor = Fraction(factor)
        self.past = past
        at_least = Decimal(5) if counted_in == "percent" else Decimal(5) * factor
        self.plan: Plan = make_plan(
            [
                {
                    "direction": direction,
                    "path": "linear",
                    "baseline": {"period": "FY2008", "value": f"{baseline * factor:f}"},
                    "targets": [{"period": due, "value": f"{target * factor:f}"}],
                    "criteria_for_change": {
                        "at_least": f"{at_least:f}",
                        "counted_in": counted_in,
                        "source": "illustrative",
                    },
                }
            ],
            [{"in_force_from": "2000-01-01", "method": method, **_SCALES[method]}],
        )
        self.due = parse_period(due)

    def rated(self, value: Interval, errors: tuple[str, str] | None = None) -> Rating:
        """The rating of a value of FY2009."""
        measure = self.plan.measures[0]
        now = Period("fiscal-year", 2009, 2009)
        actual = Actual("cases", now, "ATF", value.times(self.factor), rule="reported")
        if errors is not None:
            assert measure.baseline is not None
            stated = f"{measure.baseline.value} (standard error {errors[0]})"
            known = measure.baseline.model_copy(update={"value": stated})
            measure = measure.model_copy(update={"baseline": known})
            actual = replace(actual, standard_error=Fraction(errors[1]))
        points = [
            Actual("cases", now.step(i - len(self.past)), "ATF", _at(number, self.factor))
            for i, number in enumerate(self.past)
        ]
        return rate(
            Standing(
                measure,
                measure.targets[0],
                self.due,
                actual,
                self.plan.calendar,
                dt.date(2009, 9, 30),
                self.plan.scales[0],
                (*points, actual),
            )
        )


def _at(number: Decimal, factor: Fraction = unscaled) -> Interval:
    value = Fraction(number) * factor
    return Interval(value, value)


def _outlooks(rating: Rating) -> set[Outlook]:
    """Every outlook that a rating leaves possible."""
    if rating.between is not None:
        first, last = sorted(OUTLOOKS.index(outlook) for outlook in rating.between)
        return set(OUTLOOKS[first : last + 1])
    return set() if rating.outlook is None else {rating.outlook}


def _verdict(rating: Rating) -> tuple[object, ...]:
    return (
        rating.outlook,
        rating.between,
        rating.not_rated,
        rating.in_method,
        rating.progress,
        rating.obstacle,
    )


@steady
@given(
    method=methods, direction=directions, baseline=numbers, target=numbers, due=dues, past=pasts,
    counted_in=criteria, values=st.tuples(numbers, numbers),
)  # fmt: skip
def test_a_better_value_is_never_rated_worse(  # noqa: PLR0913
    method: Method,
    direction: str,
    baseline: Decimal,
    target: Decimal,
    due: str,
    past: list[Decimal],
    counted_in: str,
    values: tuple[Decimal, Decimal],
) -> None:
    case = Case(method, direction, baseline, target, due, past, counted_in)
    worse, better = (
        _outlooks(case.rated(_at(v))) for v in sorted(values, reverse=direction == "decrease")
    )
    # A method that cannot judge says so of both, but where the target is reached.
    assert len(worse) <= 1
    if not worse:
        assert better <= {"achieved"}
        return
    ranks = [OUTLOOKS.index(outlook) for outlook in (*better, *worse)]
    assert len(ranks) == 2
    assert ranks == sorted(ranks)


@steady
@given(
    method=methods, direction=directions, baseline=numbers, target=numbers, due=dues, past=pasts,
    counted_in=criteria, low=numbers, width=widths, open_ends=ends,
)  # fmt: skip
def test_the_mirrored_problem_has_the_same_rating(  # noqa: PLR0913
    method: Method,
    direction: str,
    baseline: Decimal,
    target: Decimal,
    due: str,
    past: list[Decimal],
    counted_in: str,
    low: Decimal,
    width: Decimal,
    open_ends: tuple[bool, bool],
) -> None:
    value = _stretch(low, width, open_ends)
    other = "decrease" if direction == "increase" else "increase"
    first = Case(method, direction, baseline, target, due, past, counted_in).rated(value)
    mirrored = Case(method, other, -baseline, -target, due, [-n for n in past], counted_in)
    assert _verdict(first) == _verdict(mirrored.rated(-value))


@steady
@given(
    method=methods, direction=directions, baseline=numbers, target=numbers, due=dues, past=pasts,
    counted_in=criteria, low=numbers, width=widths, open_ends=ends,
    by=st.sampled_from(["0.001", "0.5", "3", "7", "1000", "0.45359237"]),
)  # fmt: skip
def test_another_unit_changes_nothing(  # noqa: PLR0913
    method: Method,
    direction: str,
    baseline: Decimal,
    target: Decimal,
    due: str,
    past: list[Decimal],
    counted_in: str,
    low: Decimal,
    width: Decimal,
    open_ends: tuple[bool, bool],
    by: str,
) -> None:
    value = _stretch(low, width, open_ends)
    first = Case(method, direction, baseline, target, due, past, counted_in)
    second = Case(method, direction, baseline, target, due, past, counted_in, Decimal(by))
    assert _verdict(first.rated(value)) == _verdict(second.rated(value))


@steady
@given(
    method=methods, direction=directions, baseline=counts, target=counts, due=dues, past=pasts,
    counted_in=criteria, low=numbers, width=widths, more=st.tuples(widths, widths),
    unbounded=st.tuples(st.booleans(), st.booleans()),
)  # fmt: skip
@example(
    method="growth-ratio", direction="increase", baseline=Decimal(10), target=Decimal(20),
    due="FY2012", past=[], counted_in="percent", low=Decimal(11), width=Decimal(0),
    more=(Decimal(20), Decimal(0)), unbounded=(False, True),
)  # fmt: skip
def test_a_wider_bound_is_never_more_certain(  # noqa: PLR0913
    method: Method,
    direction: str,
    baseline: Decimal,
    target: Decimal,
    due: str,
    past: list[Decimal],
    counted_in: str,
    low: Decimal,
    width: Decimal,
    more: tuple[Decimal, Decimal],
    unbounded: tuple[bool, bool],
) -> None:
    case = Case(method, direction, baseline, target, due, past, counted_in)
    wide = Interval(
        None if unbounded[0] else Fraction(low - more[0]),
        None if unbounded[1] else Fraction(low + width + more[1]),
    )
    narrow = _outlooks(case.rated(_stretch(low, width, (False, False))))
    if possible := _outlooks(case.rated(wide)):
        assert narrow
        assert narrow <= possible


@steady
@given(
    method=methods, direction=directions, baseline=numbers, target=numbers, due=dues, past=pasts,
    counted_in=criteria, low=numbers, width=widths, open_ends=ends,
    at=st.fractions(0, 1, max_denominator=7),
)  # fmt: skip
def test_every_value_in_a_range_is_rated_as_the_range_says(  # noqa: PLR0913
    method: Method,
    direction: str,
    baseline: Decimal,
    target: Decimal,
    due: str,
    past: list[Decimal],
    counted_in: str,
    low: Decimal,
    width: Decimal,
    open_ends: tuple[bool, bool],
    at: Fraction,
) -> None:
    assume(width and 0 < at < 1)
    case = Case(method, direction, baseline, target, due, past, counted_in)
    of_range = case.rated(_stretch(low, width, open_ends))
    value = Fraction(low) + at * Fraction(width)
    of_value = case.rated(Interval(value, value))
    if _outlooks(of_range):
        assert _outlooks(of_value) <= _outlooks(of_range)


def _stretch(low: Decimal, width: Decimal, open_ends: tuple[bool, bool]) -> Interval:
    if not width:
        return _at(low)
    return Interval(Fraction(low), Fraction(low + width), *open_ends)


@pytest.mark.parametrize(
    ("value", "word", "z"),
    [
        # se 3 and 4 make 5 together; 1.960 * 5 = 9.8
        ("59.8", "improving", "1.96"),
        ("59.7", "little or no detectable change", "1.94"),
        ("40.3", "little or no detectable change", "-1.94"),
        ("40.2", "getting worse", "-1.96"),
        ("50", "little or no detectable change", "0"),
        ("1000", "target met or exceeded", None),
    ],
)
def test_where_both_have_standard_errors_the_change_is_tested(
    value: str, word: str, z: str | None
) -> None:
    case = Case("healthy-people", "increase", Decimal(50), Decimal(1000), "FY2012", [])
    rating = case.rated(_at(Decimal(value)), errors=("3", "4"))
    assert rating.in_method == word
    found = {w.label: w.value.low for w in rating.workings}
    assert found.get("z") == (None if z is None else Fraction(z))
    if z is not None:
        assert found["standard error of the difference"] == 5
        assert found["z from which it is significant"] == Fraction("1.96")


def test_without_any_error_any_change_is_significant_and_none_is_not() -> None:
    case = Case("healthy-people", "decrease", Decimal(50), Decimal(10), "FY2012", [])
    words = [
        case.rated(_at(Decimal(value)), errors=("0", "0")).in_method
        for value in ("49.9", "50", "50.1")
    ]
    assert words == ["improving", "little or no detectable change", "getting worse"]


@steady
@given(number=st.integers(0, 10**60), degree=st.integers(1, 40))
def test_a_whole_root_is_the_largest_whose_power_is_not_above(number: int, degree: int) -> None:
    root = whole_root(number, degree)
    assert root**degree <= number < (root + 1) ** degree


@steady
@given(
    base=st.fractions("1/50", 50, max_denominator=50),
    exponent=st.fractions("1/12", 3, max_denominator=12),
)
def test_a_power_lies_between_its_bounds(base: Fraction, exponent: Fraction) -> None:
    low, high = power_between(base, exponent, 16)
    raised = base**exponent.numerator
    assert low**exponent.denominator <= raised <= high**exponent.denominator
    assert high - low in (0, Fraction(1, 10**16))


@steady
@given(
    yearly=st.fractions("1/5", 5, max_denominator=9),
    share=st.sampled_from([Fraction(3, 5), Fraction(19, 20), Fraction(1)]),
    after=st.integers(1, 4),
    in_all=st.integers(1, 6),
    off=st.sampled_from([-1, 0, 1]),
)
def test_a_factor_just_on_a_share_of_the_way_is_told_from_one_beside_it(
    yearly: Fraction, share: Fraction, after: int, in_all: int, off: int
) -> None:
    mean = 1 + share * (yearly - 1)
    base = mean**after + Fraction(off, 10**40)
    found = compare_with_mean(base, Fraction(after), yearly**in_all, Fraction(in_all), share)
    assert found == off
