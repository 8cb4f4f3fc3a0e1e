from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.plan.date_rules import parse_date_rule

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("1 November", 2009, "2009-11-01"),
        ("first Monday in February", 2009, "2009-02-02"),
        ("first Monday in February", 2010, "2010-02-01"),
        ("second Tuesday of March", 2009, "2009-03-10"),
        ("last Friday in June", 2009, "2009-06-26"),
        ("last Monday in February", 2012, "2012-02-27"),
        ("29 February", 2009, "2009-02-28"),
        ("29 February", 2012, "2012-02-29"),
        ("60 days after 30 September", 2009, "2009-11-29"),
        ("1 day before 1 January", 2009, "2008-12-31"),
        ("5 days after first Monday in February", 2009, "2009-02-07"),
        ("150 days after 30 September", 2009, "2010-02-27"),
    ],
)
def test_a_rule_gives_a_date_in_every_year(rule: str, year: int, day: str) -> None:
    assert parse_date_rule(rule).date_in(year) == dt.date.fromisoformat(day)
    assert str(parse_date_rule(rule)) == rule


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("31 April", "April has no day 31."),
        ("0 May", "May has no day 0."),
        ("fifth Monday in May", '"fifth Monday in May" is not a date that comes in every year.'),
        ("1 november", '"1 november" is not a date that comes in every year.'),
        ("3 days after Easter", '"Easter" is not a date that comes in every year.'),
        ("", '"" is not a date that comes in every year.'),
    ],
)
def test_what_is_no_rule_is_said(rule: str, message: str) -> None:
    with pytest.raises(ValueError) as error:  # noqa: PT011  # the message is compared below
        parse_date_rule(rule)
    assert str(error.value) == message


@given(
    st.sampled_from(["first", "second", "third", "fourth", "last"]),
    st.sampled_from(WEEKDAYS),
    st.integers(1, 9000),
)
def test_a_weekday_of_a_month_is_that_weekday_in_that_month(
    which: str, weekday: str, year: int
) -> None:
    day = parse_date_rule(f"{which} {weekday} in February").date_in(year)
    assert (day.year, day.month, WEEKDAYS[day.weekday()]) == (year, 2, weekday)
    if which == "last":
        assert (day + dt.timedelta(7)).month == 3
    else:
        assert (day.day - 1) // 7 == ["first", "second", "third", "fourth"].index(which)
