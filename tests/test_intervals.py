from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from milepost.intervals import (
    Bound,
    Interval,
    Statement,
    UnreadableNumberError,
    exactly,
    half_last_significant_digit,
    read_number,
    read_statement,
)

NUMBERS = st.fractions(min_value=-1000, max_value=1000, max_denominator=12)
STEPS = st.fractions(min_value=0, max_value=50, max_denominator=12)


def has(interval: Interval, value: Fraction) -> bool:
    """Whether a value is a member, said here a second time and in the plainest way."""
    above = interval.low is None or (
        value > interval.low if interval.low_open else value >= interval.low
    )
    below = interval.high is None or (
        value < interval.high if interval.high_open else value <= interval.high
    )
    return above and below


@st.composite
def intervals(draw: st.DrawFn, lows: st.SearchStrategy[Fraction] = NUMBERS) -> Interval:
    """An interval that has members: bounded or not, its ends open or closed."""
    low = draw(lows)
    high = low + draw(STEPS)
    opens = (False, False) if low == high else (draw(st.booleans()), draw(st.booleans()))
    return Interval(
        draw(st.sampled_from([low, low, None])), draw(st.sampled_from([high, high, None])), *opens
    )


@st.composite
def members(draw: st.DrawFn, interval: Interval) -> Fraction:
    """A member, often an end itself or one very near to it."""
    low = interval.low
    high = interval.high
    if low is None:
        low = (Fraction(0) if high is None else high) - draw(STEPS) - 1
    if high is None:
        high = low + draw(STEPS) + 1
    share = draw(
        st.sampled_from([Fraction(0), Fraction(1), Fraction(1, 10**6)])
        | st.fractions(min_value=0, max_value=1, max_denominator=20)
    )
    value = low + (high - low) * share
    assume(has(interval, value))
    return value


@st.composite
def with_member(
    draw: st.DrawFn, lows: st.SearchStrategy[Fraction] = NUMBERS
) -> tuple[Interval, Fraction]:
    interval = draw(intervals(lows))
    return interval, draw(members(interval))


POSITIVE = st.fractions(min_value=0, max_value=100, max_denominator=12)


@given(with_member(), with_member())
def test_a_sum_contains_the_sum_of_any_members(
    one: tuple[Interval, Fraction], other: tuple[Interval, Fraction]
) -> None:
    assert has(one[0] + other[0], one[1] + other[1])


@given(with_member(), with_member())
def test_a_difference_contains_the_difference_of_any_members(
    one: tuple[Interval, Fraction], other: tuple[Interval, Fraction]
) -> None:
    assert has(one[0] - other[0], one[1] - other[1])


@given(with_member(), with_member(POSITIVE))
def test_a_ratio_contains_the_ratio_of_any_members(
    top: tuple[Interval, Fraction], bottom: tuple[Interval, Fraction]
) -> None:
    quotient = top[0].over(bottom[0])
    if quotient is not None:
        assert bottom[1] > 0
        assert has(quotient, top[1] / bottom[1])


@given(with_member(), NUMBERS)
@example(one=(Interval(Fraction(1), None, low_open=True), Fraction(2)), factor=Fraction(0))
def test_a_multiple_contains_the_multiple_of_any_member(
    one: tuple[Interval, Fraction], factor: Fraction
) -> None:
    assert has(one[0].times(factor), one[1] * factor)


@given(with_member(), NUMBERS)
def test_whether_a_threshold_is_reached_agrees_with_every_member(
    one: tuple[Interval, Fraction], threshold: Fraction
) -> None:
    verdict = one[0].reaches(threshold)
    if verdict is not None:
        assert verdict == (one[1] >= threshold)


@given(with_member(), NUMBERS)
def test_whether_it_stays_under_a_threshold_agrees_with_every_member(
    one: tuple[Interval, Fraction], threshold: Fraction
) -> None:
    verdict = one[0].stays_under(threshold)
    if verdict is not None:
        assert verdict == (one[1] <= threshold)


@given(intervals(), st.data())
def test_a_threshold_is_straddled_only_where_members_lie_on_both_sides(
    interval: Interval, data: st.DataObject
) -> None:
    threshold = data.draw(members(interval) | NUMBERS)
    if interval.reaches(threshold) is None:
        near = Fraction(1, 10**9)
        under = (
            threshold - near
            if interval.low is None
            else interval.low + min(near, (threshold - interval.low) / 2)
        )
        assert has(interval, under)
        assert under < threshold
        over = threshold
        if not has(interval, over):
            assert interval.low is not None
            over = interval.low
        assert has(interval, over)
        assert over >= threshold


@given(intervals())
def test_negating_twice_changes_nothing(interval: Interval) -> None:
    negative = -interval
    assert -negative == interval


@given(NUMBERS, NUMBERS)
def test_exact_numbers_stay_exact(one: Fraction, other: Fraction) -> None:
    assert exactly(one) + exactly(other) == exactly(one + other)
    assert exactly(one) - exactly(other) == exactly(one - other)
    if other > 0:
        assert exactly(one).over(exactly(other)) == exactly(one / other)


@given(NUMBERS, STEPS, NUMBERS)
def test_a_number_stays_exact_only_beside_another(
    low: Fraction, step: Fraction, other: Fraction
) -> None:
    total = Interval(low, low + step) + exactly(other)
    assert total.is_exact == (step == 0)


def test_more_than_one_and_exactly_two_excludes_three() -> None:
    total = Statement("more than", Decimal(1)).interval() + exactly(2)
    assert total == Interval(Fraction(3), None, low_open=True)
    assert not has(total, Fraction(3))


def test_less_than_four_taken_from_ten_is_more_than_six() -> None:
    rest = exactly(10) - Statement("less than", Decimal(4)).interval()
    assert rest == Interval(Fraction(6), None, low_open=True)


def test_less_than_four_divided_by_at_least_two_is_less_than_two() -> None:
    at_least_two = Statement("at least", Decimal(2)).interval()
    quotient = Interval(Fraction(0), Fraction(4), high_open=True).over(at_least_two)
    assert quotient == Interval(Fraction(0), Fraction(2), high_open=True)


def test_at_least_one_divided_by_at_least_two_is_more_than_nothing() -> None:
    one, two = (Statement("at least", Decimal(n)).interval() for n in (1, 2))
    quotient = one.over(two)
    assert quotient == Interval(Fraction(0), None, low_open=True)


def test_divided_by_more_than_nothing_has_no_upper_end() -> None:
    quotient = exactly(3).over(Interval(Fraction(0), Fraction(2), low_open=True))
    assert quotient == Interval(Fraction(3, 2), None)


@pytest.mark.parametrize(
    "divisor",
    [
        exactly(0),
        Interval(Fraction(0), Fraction(5)),
        Interval(Fraction(-1), Fraction(5)),
        Interval(None, Fraction(5)),
        Interval(None, None),
    ],
)
def test_there_is_no_ratio_where_the_divisor_may_be_nothing(divisor: Interval) -> None:
    assert exactly(1).over(divisor) is None


def test_nine_tenths_of_ten_is_nine() -> None:
    assert exactly(Decimal("0.9")).times(Fraction(10)).reaches(Fraction(9)) is True


@pytest.mark.parametrize(
    ("statement", "low", "high", "low_open", "high_open"),
    [
        (Statement("exact", Decimal(5)), 5, 5, False, False),
        (Statement("at least", Decimal(5)), 5, None, False, False),
        (Statement("more than", Decimal(5)), 5, None, True, False),
        (Statement("at most", Decimal(5)), None, 5, False, False),
        (Statement("less than", Decimal(5)), None, 5, False, True),
        (Statement("between", Decimal(5), Decimal(7)), 5, 7, False, False),
        (Statement("about", Decimal(7200)), 7150, 7250, False, False),
    ],
)
def test_the_words_of_a_statement_mean_their_interval(
    statement: Statement,
    low: int | None,
    high: int | None,
    low_open: bool,  # noqa: FBT001  # an end and whether it is excluded
    high_open: bool,  # noqa: FBT001
) -> None:
    below, above = (None if n is None else Fraction(n) for n in (low, high))
    assert statement.interval() == Interval(below, above, low_open, high_open)


def test_a_measure_may_declare_what_about_means() -> None:
    interval = Statement("about", Decimal(14)).interval(Decimal(2))
    assert interval == Interval(Fraction(12), Fraction(16))


@pytest.mark.parametrize(
    ("number", "half"),
    [
        ("14", "0.5"),
        ("14.0", "0.05"),
        ("7200", "50"),
        ("7250", "5"),
        ("7201", "0.5"),
        ("0.047", "0.0005"),
        ("1000000", "500000"),
        ("0", "0.5"),
        ("0.0", "0.05"),
        ("-7200", "50"),
        ("123456789012345678901234567891", "0.5"),
    ],
)
def test_about_is_half_of_the_last_digit_that_counts(number: str, half: str) -> None:
    assert half_last_significant_digit(Decimal(number)) == Decimal(half)


_SE = Decimal("1.2")


@pytest.mark.parametrize(
    ("text", "unit", "statement"),
    [
        ("1767", "cases", Statement("exact", Decimal(1767))),
        ("1,767", "cases", Statement("exact", Decimal(1767))),
        ("1,234,567.50", "cases", Statement("exact", Decimal("1234567.50"))),
        ("  4  ", "cases", Statement("exact", Decimal(4))),
        ("-3", "cases", Statement("exact", Decimal(-3))),
        ("−3", "cases", Statement("exact", Decimal(-3))),
        ("12.30", "days", Statement("exact", Decimal("12.30"))),
        ("87%", "percent", Statement("exact", Decimal(87))),
        ("87 %", "percent", Statement("exact", Decimal(87))),
        ("87 percent", "percent", Statement("exact", Decimal(87))),
        ("87", "percent", Statement("exact", Decimal(87))),
        ("$10,000", "USD", Statement("exact", Decimal(10000))),
        ("USD 10,000", "USD", Statement("exact", Decimal(10000))),
        ("$ 10", "USD", Statement("exact", Decimal(10))),
        ("at least 280", "cases", Statement("at least", Decimal(280))),
        ("At Least 280", "cases", Statement("at least", Decimal(280))),
        ("no less than 280", "cases", Statement("at least", Decimal(280))),
        ("no fewer than 280", "cases", Statement("at least", Decimal(280))),
        (">= 280", "cases", Statement("at least", Decimal(280))),
        ("≥280", "cases", Statement("at least", Decimal(280))),
        ("more than 280", "cases", Statement("more than", Decimal(280))),
        ("over 280", "cases", Statement("more than", Decimal(280))),
        (">280", "cases", Statement("more than", Decimal(280))),
        ("at most 280", "cases", Statement("at most", Decimal(280))),
        ("no more than 280", "cases", Statement("at most", Decimal(280))),
        ("up to 280", "cases", Statement("at most", Decimal(280))),
        ("<=280", "cases", Statement("at most", Decimal(280))),
        ("≤ 280", "cases", Statement("at most", Decimal(280))),
        ("less than 280", "cases", Statement("less than", Decimal(280))),
        ("fewer than 280", "cases", Statement("less than", Decimal(280))),
        ("just under 280", "cases", Statement("less than", Decimal(280))),
        ("under 280", "cases", Statement("less than", Decimal(280))),
        ("<280", "cases", Statement("less than", Decimal(280))),
        ("about 14", "days", Statement("about", Decimal(14))),
        ("around 14", "days", Statement("about", Decimal(14))),
        ("approximately 14", "days", Statement("about", Decimal(14))),
        ("~14", "days", Statement("about", Decimal(14))),
        ("exactly 14", "days", Statement("exact", Decimal(14))),
        ("at least 87%", "percent", Statement("at least", Decimal(87))),
        ("over $1,000", "USD", Statement("more than", Decimal(1000))),
        ("25-33", "cases", Statement("between", Decimal(25), Decimal(33))),
        ("25–33", "cases", Statement("between", Decimal(25), Decimal(33))),
        ("25 to 33", "cases", Statement("between", Decimal(25), Decimal(33))),
        ("between 25 and 33", "cases", Statement("between", Decimal(25), Decimal(33))),
        ("Between 25 and 33", "cases", Statement("between", Decimal(25), Decimal(33))),
        ("25%-33%", "percent", Statement("between", Decimal(25), Decimal(33))),
        ("$1,000-$2,000", "USD", Statement("between", Decimal(1000), Decimal(2000))),
        ("5-5", "cases", Statement("between", Decimal(5), Decimal(5))),
        ("47.3 (standard error 1.2)", "days", Statement("exact", Decimal("47.3"), None, _SE)),
        ("47.3% (SE 1.2%)", "percent", Statement("exact", Decimal("47.3"), None, _SE)),
        ("47.3 (error estándar 1.2)", "days", Statement("exact", Decimal("47.3"), None, _SE)),
        ("47.3, s.e. = 1.2", "days", Statement("exact", Decimal("47.3"), None, _SE)),
        ("47.3; se: 1.2", "days", Statement("exact", Decimal("47.3"), None, _SE)),
        ("$1,000 (standard error of $1.2)", "USD", Statement("exact", Decimal(1000), None, _SE)),
    ],
)
def test_numbers_are_read_as_people_type_them(text: str, unit: str, statement: Statement) -> None:
    assert read_statement(text, unit) == statement


def test_an_estimate_is_compared_by_its_number() -> None:
    said = read_statement("47.3 (standard error 1.2)", "days")
    assert said.interval() == exactly(Decimal("47.3"))
    assert said.error_in_words == " (standard error 1.2)"


@pytest.mark.parametrize(
    "text",
    ["47.3 (se -1.2)", "47.3 (se nan)", "47.3 (se)", "47.3 se 1.2", "(se 1.2)", "25-33 (se 1)"],
)
def test_what_is_no_estimate_is_refused(text: str) -> None:
    with pytest.raises(UnreadableNumberError):
        read_statement(text, "days")


def test_a_zero_at_the_end_is_kept() -> None:
    assert str(read_number("12.30", "days")) == "12.30"


_DIGITS = 'Write digits, such as 1,767, or with a bound "at least 280", "about 14", "25-33".'
_SIGNS = "Write thousands with a comma or not at all and decimals with a point: 1,767.5."


@pytest.mark.parametrize(
    ("text", "unit", "message", "remedy"),
    [
        ("four", "cases", '"four" is not a number.', "Write 4."),
        ("Twenty", "cases", '"Twenty" is not a number.', "Write 20."),
        ("about ten", "days", '"ten" is not a number.', "Write 10."),
        ("many", "cases", '"many" is not a number.', _DIGITS),
        ("", "cases", '"" is not a number.', _DIGITS),
        ("1.5e3", "cases", '"1.5e3" is not a number.', _DIGITS),
        ("NaN", "cases", '"NaN" is not a number.', _DIGITS),
        ("Infinity", "cases", '"Infinity" is not a number.', _DIGITS),
        ("1_000", "cases", '"1_000" is not a number.', _DIGITS),
        ("1/2", "cases", '"1/2" is not a number.', _DIGITS),
        (
            "1.2 million",
            "USD",
            '"1.2 million" is not a number.',
            "Write it out in USD: 1200000.",
        ),
        ("$3k", "USD", '"$3k" is not a number.', "Write it out in USD: 3000."),
        ("-3 thousand", "USD", '"-3 thousand" is not a number.', "Write it out in USD: -3000."),
        (
            "7 hundred",
            "cases",
            '"7 hundred" is not a number.',
            "Write it out in cases: 700.",
        ),
        (
            "87%",
            "cases",
            '"87%" is not a number.',
            "The unit is cases, not percent. Write the number of cases.",
        ),
        (
            "$5",
            "cases",
            '"$5" is not a number.',
            "The unit is cases, not dollars. Write the number of cases.",
        ),
        (
            "74 cases",
            "cases",
            '"74 cases" is not a number.',
            "Write the number alone: 74. The unit is cases.",
        ),
        ("1.767,5", "cases", '"1.767,5" is not a number.', _SIGNS),
        ("1.767.000", "cases", '"1.767.000" is not a number.', _SIGNS),
        ("1 767", "cases", '"1 767" is not a number.', _SIGNS),
        ("17,67", "cases", '"17,67" is not a number.', _SIGNS),
        (
            "33-25",
            "cases",
            '"33-25" goes from the larger number to the smaller.',
            "Write 25-33.",
        ),
        (
            "25%-33%",
            "cases",
            '"25%" is not a number.',
            "The unit is cases, not percent. Write the number of cases.",
        ),
        ("9" * 40, "cases", f'"{"9" * 40}" is not a number.', _DIGITS),
        ("x" * 80, "cases", f'"{"x" * 59}…" is not a number.', _DIGITS),
        ("underway", "cases", '"underway" is not a number.', _DIGITS),
        ("overdue", "cases", '"overdue" is not a number.', _DIGITS),
    ],
)
def test_what_is_no_number_is_refused_with_what_to_write(
    text: str, unit: str, message: str, remedy: str
) -> None:
    with pytest.raises(UnreadableNumberError) as caught:
        read_statement(text, unit)
    assert (caught.value.message, caught.value.remedy) == (message, remedy)


@pytest.mark.parametrize("text", ["87%", "$5", "74 cases", "3 thousand", "many", "four"])
def test_a_remedy_has_no_hole_where_a_number_has_no_unit(text: str) -> None:
    with pytest.raises(UnreadableNumberError) as caught:
        read_number(text, "")
    assert " ." not in caught.value.remedy
    assert " ," not in caught.value.remedy
    assert " :" not in caught.value.remedy


BOUNDS: st.SearchStrategy[Bound] = st.sampled_from(
    ["exact", "about", "at least", "more than", "at most", "less than"]
)


@given(BOUNDS, st.decimals(-(10**6), 10**6, places=3))
def test_a_statement_that_is_written_out_is_read_back(bound: Bound, number: Decimal) -> None:
    words = "exactly" if bound == "exact" else bound
    assert read_statement(f"{words} {number}", "cases") == Statement(bound, number)


@given(st.text(max_size=40), st.sampled_from(["cases", "percent", "USD"]))
def test_any_text_is_a_number_or_refused_in_two_sentences(text: str, unit: str) -> None:
    try:
        interval = read_statement(text, unit).interval()
    except UnreadableNumberError as error:
        said = (error.message[-1], error.remedy[-1])
    else:
        said = (".", ".")
        assert interval.low is None or interval.high is None or interval.low <= interval.high
    assert said == (".", ".")
