"""The range of a formula: it holds every value, and no more than it must."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.evaluation.terms import range_of
from milepost.intervals import Interval, exactly
from milepost.plan.formulas import Named, Operation, Term, parse_formula, value_of
from tests.evaluation.judging import in_plain, interval_in_words

steady = settings(deadline=None)

FORMULAS: Final = (
    "a / ( a + b )",
    "100 * a / ( a + b + c )",
    "( a - b ) / ( a + b )",
    "a + b - a",
    "2 * a - a",
    "( a + b ) / 2",
    "a / b + c / b",
    "a / ( 2 * b ) + c / b",
    "a / b / c",
    "a / ( a + b ) + c / b",
    "5 / a",
    "a / ( b / 2 )",
    "( a + b ) / ( b + c )",
)
QUOTIENTS: Final = tuple(f for f in FORMULAS if f not in ("a / b / c", "a / ( a + b ) + c / b"))


@st.composite
def bounds(draw: st.DrawFn) -> Interval:
    """What a measure may be: exact, within two ends, open or closed, or with one end only."""
    low = draw(st.fractions(-4, 12, max_denominator=4))
    width = draw(st.fractions(0, 8, max_denominator=4))
    if width == 0:
        return exactly(low)
    ends = draw(st.sampled_from(["both", "both", "both", "low", "high"]))
    low_open, high_open = draw(st.booleans()), draw(st.booleans())
    return Interval(
        None if ends == "high" else low,
        None if ends == "low" else low + width,
        low_open and ends != "high",
        high_open and ends != "low",
    )


boxes = st.fixed_dictionaries({name: bounds() for name in "abc"})
shares = st.fractions(0, 1, max_denominator=16)
points = st.fixed_dictionaries(dict.fromkeys("abc", shares))


def _point(held: Interval, share: Fraction) -> Fraction:
    """A value that is held; far out where there is no end."""
    low = held.low if held.low is not None else (held.high or Fraction(0)) - 1000
    high = held.high if held.high is not None else low + 1000
    if held.low_open or held.high_open:
        share = Fraction(1, 100) + share * Fraction(98, 100)
    return low + (high - low) * share


def _value(term: Term, at: dict[str, Fraction]) -> Fraction | None:
    """The value of a formula at one point; None where it divides by nothing."""

    def combine(sign: str, left: Fraction | None, right: Fraction | None) -> Fraction | None:
        if left is None or right is None or (sign == "/" and right == 0):
            return None
        return {"+": left + right, "-": left - right, "*": left * right}.get(
            sign, left / (right or Fraction(1))
        )

    return value_of(term, lambda name: at[name], lambda number: number, combine)


def _holds(held: Interval, value: Fraction) -> bool:
    return held.reaches(value) is not False and held.stays_under(value) is not False


@steady
@given(text=st.sampled_from(FORMULAS), box=boxes, at=points)
def test_a_range_holds_the_value_at_every_point(
    text: str, box: dict[str, Interval], at: dict[str, Fraction]
) -> None:
    term = parse_formula(text).term
    found = range_of(term, box)
    value = _value(term, {name: _point(box[name], share) for name, share in at.items()})
    if found is not None:
        assert value is not None
        assert _holds(found, value)


@steady
@given(text=st.sampled_from(QUOTIENTS), box=boxes)
def test_the_ends_of_a_range_are_those_of_its_corners(text: str, box: dict[str, Interval]) -> None:
    found = range_of(parse_formula(text).term, box)
    bounded = all(None not in (held.low, held.high) for held in box.values())
    if found is None or not bounded:
        return
    corners = []
    for chosen in product((True, False), repeat=3):
        at = {
            n: box[n].low if first else box[n].high for n, first in zip("abc", chosen, strict=True)
        }
        corners.append(
            _value(parse_formula(text).term, {n: v or Fraction(0) for n, v in at.items()})
        )
    reached = [c for c in corners if c is not None]
    if None not in corners:
        assert (found.low, found.high) == (min(reached), max(reached))


@steady
@given(text=st.sampled_from(QUOTIENTS), box=boxes)
def test_a_closed_end_is_reached_and_an_open_end_is_not(
    text: str, box: dict[str, Interval]
) -> None:
    """Closing every end closes the range; leaving out an end that mattered opens it."""
    term = parse_formula(text).term
    closed = {n: Interval(held.low, held.high) for n, held in box.items()}
    before, after = range_of(term, box), range_of(term, closed)
    if before is None or after is None:
        return
    assert (before.low, before.high) == (after.low, after.high)
    assert before.low_open >= after.low_open
    assert before.high_open >= after.high_open
    if all(None not in (held.low, held.high) for held in box.values()):
        assert not after.low_open
        assert not after.high_open


@steady
@given(
    text=st.sampled_from(FORMULAS),
    box=boxes,
    wider=st.fixed_dictionaries(dict.fromkeys("abc", shares)),
)
def test_a_wider_bound_gives_no_narrower_range(
    text: str, box: dict[str, Interval], wider: dict[str, Fraction]
) -> None:
    term = parse_formula(text).term
    more = {
        n: Interval(
            None if h.low is None else h.low - wider[n],
            None if h.high is None else h.high + wider[n],
        )
        for n, h in box.items()
    }
    narrow, wide = range_of(term, box), range_of(term, more)
    if wide is None:
        return
    assert narrow is not None
    assert wide.low is None or (narrow.low is not None and wide.low <= narrow.low)
    assert wide.high is None or (narrow.high is not None and wide.high >= narrow.high)


@steady
@given(top=bounds(), bottom=bounds())
def test_where_each_measure_occurs_once_it_is_plain_interval_arithmetic(
    top: Interval, bottom: Interval
) -> None:
    box = {"a": top, "b": bottom}
    plain = top.over(bottom)
    if plain is not None:
        assert in_plain(range_of(Operation("/", Named("a"), Named("b")), box)) == in_plain(plain)
    difference = range_of(Operation("-", Named("a"), Named("b")), box)
    assert in_plain(difference) == in_plain(top - bottom)
    total = range_of(Operation("+", Named("a"), Named("b")), box)
    assert in_plain(total) == in_plain(top + bottom)


@pytest.mark.parametrize(
    ("text", "a", "b", "expected"),
    [
        (
            "a / ( a + b )",
            "at least 2 and at most 4",
            "at least 6 and at most 8",
            "at least 1/5 and at most 2/5",
        ),
        ("a / ( a + b )", "at least 2 and less than 4", "6", "at least 1/4 and less than 2/5"),
        ("a / ( a + b )", "at least 2", "6", "at least 1/4 and less than 1"),
        ("a / ( a + b )", "at least 0", "more than 0", "at least 0 and less than 1"),
        ("a / ( a + b )", "0", "0", "none"),
        ("a / ( a + b )", "at most 4", "6", "none"),
        ("b / a", "at least 2", "6", "more than 0 and at most 3"),
        ("b / a", "more than 0 and at most 2", "6", "at least 3"),
        ("a / a", "at least 2 and at most 4", "0", "1"),
        ("a - a", "more than 2 and at most 4", "0", "0"),
        ("a / b", "at least 2 and at most 4", "-2", "at least -2 and at most -1"),
        ("( a + b ) / ( a - b )", "at least 4 and at most 6", "2", "at least 2 and at most 3"),
    ],
)  # fmt: skip
def test_ranges_worked_out_by_hand(text: str, a: str, b: str, expected: str) -> None:
    box = {"a": interval_in_words(a), "b": interval_in_words(b)}
    found = range_of(parse_formula(text).term, box)
    assert in_plain(found) == expected
