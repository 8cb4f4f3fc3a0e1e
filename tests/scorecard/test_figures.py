from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.intervals import Interval, Statement, exactly, read_statement
from milepost.scorecard import figures


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        ("0", 0, "0"),
        ("7", 0, "7"),
        ("1767", 0, "1,767"),
        ("1234567", 0, "1,234,567"),
        ("999.5", 0, "1,000"),
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("0.45", 1, "0.5"),
        ("24.135", 2, "24.14"),
        ("24.1349", 2, "24.13"),
        ("2", 2, "2.00"),
        ("-0.5", 0, "-1"),
        ("-1.5", 0, "-2"),
        ("-1767.25", 1, "-1,767.3"),
        ("99999999999999999999999999999999", 0, "99,999,999,999,999,999,999,999,999,999,999"),
    ],
)
def test_a_number_is_rounded_to_the_nearest_a_half_away_from_zero(
    value: str, decimals: int, printed: str
) -> None:
    assert figures.number(Fraction(value), decimals) == printed


@pytest.mark.parametrize(
    ("value", "down", "up"),
    [("26.666", "26.66", "26.67"), ("26.66", "26.66", "26.66"), ("-1.001", "-1.01", "-1.00")],
)
def test_an_end_is_rounded_down_or_up_as_it_is_asked_for(value: str, down: str, up: str) -> None:
    assert figures.number(Fraction(value), 2, "down") == down
    assert figures.number(Fraction(value), 2, "up") == up


def test_nothing_is_printed_as_less_than_nothing() -> None:
    assert figures.number(Fraction(-1, 1000), 0) == "0"
    assert figures.number(Fraction(-1, 1000), 2) == "0.00"


@pytest.mark.parametrize(
    ("low", "high", "low_open", "high_open", "unit", "decimals", "words"),
    [
        ("280", "280", False, False, "cases", 0, "280"),
        ("1767", "1767", False, False, "firearms", 0, "1,767"),
        ("367", None, False, False, "cases", 0, "at least 367"),
        ("20000", None, True, False, "firearms", 0, "more than 20,000"),
        (None, "80/3", False, True, "USD", 2, "less than $26.67"),
        (None, "25.5", False, False, "USD", 2, "at most $25.50"),
        ("0", "10", False, False, "cases", 0, "between 0 and 10"),
        ("0", "10", False, True, "cases", 0, "at least 0 and less than 10"),
        ("0", "10", True, False, "cases", 0, "more than 0 and at most 10"),
        ("-5", "0", False, False, "cases", 0, "between -5 and 0"),
        (None, "0", False, False, "cases", 0, "at most 0"),
        ("0", "0", False, False, "cases", 0, "0"),
        ("394", "406", False, False, "cases", 0, "between 394 and 406"),
        ("24.04", "24.06", False, False, "percent", 1, "between 24.0% and 24.1%"),
        ("89975/3728", "89975/3728", False, False, "percent", 1, "24.1%"),
        ("1", "2", True, False, "cases", 0, "more than 1 and at most 2"),
        ("1", "2", False, True, "cases", 0, "at least 1 and less than 2"),
        ("1", "2", True, True, "cases", 0, "more than 1 and less than 2"),
        ("13.5", "14.5", False, False, "days", 0, "between 13 and 15"),
        (None, None, False, False, "cases", 0, "any number"),
        ("-5", "-5", False, False, "USD", 0, "-$5"),
    ],
)
def test_an_interval_in_words(  # noqa: PLR0913  # an interval, a unit and its words
    low: str | None,
    high: str | None,
    low_open: bool,  # noqa: FBT001
    high_open: bool,  # noqa: FBT001
    unit: str,
    decimals: int,
    words: str,
) -> None:
    value = Interval(
        None if low is None else Fraction(low),
        None if high is None else Fraction(high),
        low_open,
        high_open,
    )
    assert figures.interval(value, unit, decimals) == words


@pytest.mark.parametrize(
    ("low", "high_open", "words"),
    [
        ("0", True, "less than $26.67"),
        ("0", False, "at most $26.67"),
        ("-1", False, "between -$1.00 and $26.67"),
    ],
)
def test_of_what_is_counted_a_lower_end_of_zero_says_nothing(
    low: str,
    high_open: bool,  # noqa: FBT001
    words: str,
) -> None:
    value = Interval(Fraction(low), Fraction(80, 3), high_open=high_open)
    assert figures.interval(value, "USD", 2, of_counts=True) == words


@pytest.mark.parametrize(
    ("low", "high", "low_open", "high_open", "decimals", "written"),
    [
        ("340", "340", False, False, 0, "340"),
        ("394", "410", False, False, 0, "[394, 410]"),
        ("394", "1410", True, True, 0, "(394, 1,410)"),
        ("280", None, False, False, 0, "[280, …)"),
        (None, "5", False, False, 1, "(…, 5.0]"),
        (None, None, False, False, 0, "(…, …)"),
        ("13.5", "14.5", False, False, 0, "[13.5, 14.5]"),
        ("0", "80/3", True, False, 0, "(0.00, 26.67]"),
        ("-1/3", "0", False, False, 0, "[-0.34, 0.00]"),
    ],
)
def test_the_ends_of_an_interval(  # noqa: PLR0913
    low: str | None,
    high: str | None,
    low_open: bool,  # noqa: FBT001
    high_open: bool,  # noqa: FBT001
    decimals: int,
    written: str,
) -> None:
    least, most = (None if end is None else Fraction(end) for end in (low, high))
    assert figures.ends(Interval(least, most, low_open, high_open), "", decimals) == written


@pytest.mark.parametrize(
    ("at", "better_is_up", "printed"),
    [
        ("348", True, "348"),
        ("348.1", True, "348.1"),
        ("1045/3", True, "348.34 (exactly 1045/3)"),
        ("1045/3", False, "348.33 (exactly 1045/3)"),
    ],
)
def test_a_threshold_that_is_printed_is_enough(
    at: str,
    better_is_up: bool,  # noqa: FBT001
    printed: str,
) -> None:
    assert figures.threshold(Fraction(at), "cases", 0, better_is_up=better_is_up) == printed


_AMOUNTS = st.fractions(min_value=0, max_value=10**9, max_denominator=10**6)
_BOUND_WORDS = {
    "at least": (True, False),
    "more than": (True, True),
    "at most": (False, False),
    "less than": (False, True),
}


def _printed_interval(words: str) -> Interval:
    """The interval a reader takes from the words, read without the project's own reader."""
    numbers = [Fraction(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", words)]
    if words.startswith("between"):
        return Interval(numbers[0], numbers[1])
    low = high = None
    low_open = high_open = False
    found = re.findall(r"at least|more than|at most|less than", words)
    if not found:
        return Interval(numbers[0], numbers[0])
    for word, number in zip(found, numbers, strict=True):
        is_low, is_open = _BOUND_WORDS[word]
        if is_low:
            low, low_open = number, is_open
        else:
            high, high_open = number, is_open
    return Interval(low, high, low_open, high_open)


def _contains(outer: Interval, inner: Interval) -> bool:
    """Whether each value that is possible is also a value that is printed."""
    if outer.low is not None:
        low = Fraction(0) if inner.low is None else inner.low
        if low < outer.low or (low == outer.low and outer.low_open and not inner.low_open):
            return False
    if outer.high is not None:
        if inner.high is None or inner.high > outer.high:
            return False
        return not (inner.high == outer.high and outer.high_open and not inner.high_open)
    return True


@given(
    ends=st.tuples(_AMOUNTS, _AMOUNTS).filter(lambda ends: ends[0] != ends[1]),
    has_low=st.booleans(),
    has_high=st.booleans(),
    low_open=st.booleans(),
    high_open=st.booleans(),
    decimals=st.integers(0, 6),
    unit=st.sampled_from(["cases", "percent", "USD"]),
)
def test_what_is_printed_always_contains_the_true_value(  # noqa: PLR0913
    *,
    ends: tuple[Fraction, Fraction],
    has_low: bool,
    has_high: bool,
    low_open: bool,
    high_open: bool,
    decimals: int,
    unit: str,
) -> None:
    low = min(ends) if has_low else None
    high = max(ends) if has_high else None
    value = Interval(low, high, low_open and has_low, high_open and has_high)
    words = figures.interval(value, unit, decimals)
    if words == "any number":
        assert low in {None, 0}
        assert high is None
        return
    printed = _printed_interval(words)
    assert _contains(printed, value), words
    # Outward, and no further than a unit of the last digit.
    step = Fraction(1, 10**decimals)
    if low and printed.low is not None:
        assert low - printed.low < step
    if high is not None and printed.high is not None:
        assert printed.high - high < step


@given(value=_AMOUNTS, decimals=st.integers(0, 6))
def test_an_exact_value_is_printed_within_half_a_unit_of_its_last_digit(
    value: Fraction, decimals: int
) -> None:
    printed = figures.interval(exactly(value), "cases", decimals)
    assert abs(Fraction(printed.replace(",", "")) - value) <= Fraction(1, 2 * 10**decimals)


@given(value=st.integers(0, 10**15))
def test_thousands_are_divided_by_commas_and_can_be_read_again(value: int) -> None:
    printed = figures.number(Fraction(value), 0)
    assert re.fullmatch(r"\d{1,3}(,\d{3})*", printed)
    assert read_statement(printed, "cases").number == value


@pytest.mark.parametrize(
    ("said", "unit", "decimals", "words"),
    [
        ("about 87", "percent", 0, "about 87%"),
        ("more than 20,000", "firearms", 0, "more than 20,000"),
        ("25-33", "percent", 0, "between 25% and 33%"),
        ("less than 10000", "USD", 0, "less than $10,000"),
        ("14.25", "days", 1, "14.25"),
        ("14", "days", 1, "14.0"),
        ("1,560", "USD", 2, "$1,560.00"),
        ("0", "cases", 0, "0"),
    ],
)
def test_a_statement_keeps_its_words_and_every_digit(
    said: str, unit: str, decimals: int, words: str
) -> None:
    assert figures.stated(read_statement(said, unit), unit, decimals) == words


@given(
    bound=st.sampled_from(["exact", "about", "at least", "more than", "at most", "less than"]),
    number=st.decimals(min_value=0, max_value=10**9, places=3),
    decimals=st.integers(0, 4),
)
def test_a_statement_is_never_rounded(bound: str, number: Decimal, decimals: int) -> None:
    said = Statement(bound, number)  # type: ignore[arg-type]  # a word of Bound
    words = figures.stated(said, "cases", decimals)
    (printed,) = re.findall(r"\d[\d,]*(?:\.\d+)?", words)
    assert Decimal(printed.replace(",", "")) == number
    assert words.startswith(printed if bound == "exact" else f"{bound} ")


@given(numerator=st.integers(0, 10**30), twos=st.integers(0, 40), fives=st.integers(0, 12))
def test_an_exact_figure_is_exact_however_long_it_is(numerator: int, twos: int, fives: int) -> None:
    value = Fraction(numerator, 2**twos * 5**fives)
    held = figures.exact_statement(exactly(value))
    assert held.low == held.high
    assert held.low is not None
    assert "/" not in held.low
    assert Fraction(held.low) == value


@given(value=st.fractions(min_value=0, max_value=10**6))
def test_an_exact_figure_whose_decimals_do_not_end_is_a_fraction(value: Fraction) -> None:
    held = figures.exact_statement(exactly(value))
    assert held.low is not None
    assert Fraction(held.low) == value
    assert "E" not in held.low


def test_an_end_without_bound_has_no_exact_figure() -> None:
    held = figures.exact_statement(Interval(None, Fraction(80, 3), high_open=True))
    assert (held.low, held.high, held.low_open, held.high_open) == (None, "80/3", False, True)


def test_a_share_is_a_percentage_to_a_tenth() -> None:
    assert figures.share(Fraction(2, 3)) == "66.7%"
    assert figures.share(Fraction(-1, 8)) == "-12.5%"
    assert figures.share_of(Decimal("0.9")) == "90%"
    assert figures.share_of(Decimal("0.925")) == "92.5%"


def test_of_what_may_be_negative_a_lower_end_of_zero_is_told() -> None:
    change = Interval(Fraction(0), Fraction(5))
    assert figures.interval(change, "cases", 0) == "between 0 and 5"
    assert figures.interval(change, "cases", 0, of_counts=True) == "at most 5"
