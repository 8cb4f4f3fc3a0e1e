from __future__ import annotations

import datetime as dt
import itertools
import re
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.periods import Basis, Calendar, Kind, Period, YearKind, parse_period

YEARS = st.integers(1701, 9990)
CALENDARS = st.builds(Calendar, st.integers(1, 12))
OCTOBER = Calendar(10)


@st.composite
def names(draw: st.DrawFn) -> str:
    """The name of a single period of any kind."""
    year = draw(YEARS)
    quarter = draw(st.sampled_from(["", "-Q1", "-Q2", "-Q3", "-Q4"]))
    day = draw(st.dates(dt.date(1701, 1, 1), dt.date(9990, 12, 31)))
    return draw(
        st.sampled_from(
            [f"FY{year}{quarter}", f"CY{year}{quarter}", f"{day:%Y-%m}", day.isoformat()]
        )
    )


SINGLE = names().map(parse_period)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """A period of any kind, single or several together."""
    start = draw(SINGLE)
    more = draw(st.integers(0, 7))
    return Period(start.kind, start.first, start.last + more)


def the_years() -> st.SearchStrategy[Period]:
    return st.builds(
        lambda basis, y: parse_period(f"{basis}{y}"), st.sampled_from(["FY", "CY"]), YEARS
    )


@given(names())
def test_a_name_that_is_read_is_printed_the_same(name: str) -> None:
    assert str(parse_period(name)) == name


@given(periods())
def test_a_period_that_is_printed_is_read_back_the_same(period: Period) -> None:
    assert parse_period(str(period)) == period


def test_every_kind_of_period_is_among_the_examples() -> None:
    examples = ("FY2009", "FY2009-Q3", "CY2008", "CY2009-Q1", "2009-05", "2008-09-30")
    assert {parse_period(name).kind for name in examples} == set(get_args(Kind))


@given(st.sampled_from(["FY", "CY"]), YEARS, CALENDARS)
def test_the_quarters_of_a_year_tile_it(basis: str, number: int, calendar: Calendar) -> None:
    year = parse_period(f"{basis}{number}")
    quarters = year.quarters()
    assert [str(q) for q in quarters] == [f"{year}-Q{n}" for n in (1, 2, 3, 4)]
    assert calendar.start(quarters[0]) == calendar.start(year)
    assert calendar.end(quarters[-1]) == calendar.end(year)
    for before, after in itertools.pairwise(quarters):
        assert calendar.start(after) == calendar.end(before) + dt.timedelta(days=1)
    assert sum(map(calendar.days, quarters)) == calendar.days(year)
    assert {quarter.year for quarter in quarters} == {year}


@given(SINGLE)
def test_only_a_year_has_quarters(period: Period) -> None:
    assert bool(period.quarters()) == period.is_year


@given(periods())
def test_previous_undoes_next(period: Period) -> None:
    assert period.next().previous() == period
    assert period.previous().next() == period
    assert period.step(0) == period


@given(periods(), CALENDARS)
def test_the_next_period_begins_the_day_after(period: Period, calendar: Calendar) -> None:
    assert calendar.start(period.next()) == calendar.end(period) + dt.timedelta(days=1)


@given(periods(), CALENDARS)
def test_the_members_of_a_pool_tile_it(period: Period, calendar: Calendar) -> None:
    members = period.members()
    assert period.is_pool == (len(members) > 1)
    assert not any(member.is_pool for member in members)
    assert sum(map(calendar.days, members)) == calendar.days(period)
    assert all(calendar.contains(period, member) for member in members)


@given(periods(), periods(), CALENDARS)
def test_a_period_contains_another_when_it_has_all_of_its_days(
    whole: Period, part: Period, calendar: Calendar
) -> None:
    first, last = calendar.start(part), calendar.end(part)
    inside = calendar.start(whole) <= first <= last <= calendar.end(whole)
    assert calendar.contains(whole, part) == inside
    if inside:
        assert calendar.days(part) <= calendar.days(whole)


@given(st.dates(dt.date(1701, 1, 1), dt.date(9990, 12, 31)), CALENDARS)
def test_a_day_lies_in_its_fiscal_year_and_in_no_other(day: dt.date, calendar: Calendar) -> None:
    year = calendar.fiscal_year(day)
    date = parse_period(day.isoformat())
    assert calendar.contains(year, date)
    assert not calendar.contains(year.next(), date)
    assert not calendar.contains(year.previous(), date)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("FY2009", "2008-10-01", "2009-09-30"),
        ("FY2009-Q1", "2008-10-01", "2008-12-31"),
        ("FY2009-Q3", "2009-04-01", "2009-06-30"),
        ("CY2008", "2008-01-01", "2008-12-31"),
        ("CY2009-Q1", "2009-01-01", "2009-03-31"),
        ("2008-02", "2008-02-01", "2008-02-29"),
        ("2008-09-30", "2008-09-30", "2008-09-30"),
        ("FY2004..FY2008", "2003-10-01", "2008-09-30"),
    ],
)
def test_a_period_has_the_dates_of_the_federal_fiscal_year(
    name: str, first: str, last: str
) -> None:
    period = parse_period(name)
    assert OCTOBER.start(period) == dt.date.fromisoformat(first)
    assert OCTOBER.end(period) == dt.date.fromisoformat(last)


def test_a_fiscal_year_that_begins_in_january_is_the_calendar_year() -> None:
    calendar = Calendar(1)
    assert calendar.start(parse_period("FY2009")) == calendar.start(parse_period("CY2009"))
    assert calendar.end(parse_period("FY2009")) == calendar.end(parse_period("CY2009"))
    assert str(calendar.fiscal_year(dt.date(2009, 12, 31))) == "FY2009"


@pytest.mark.parametrize("month", [0, 13, -1])
def test_a_calendar_begins_in_a_month_that_exists(month: int) -> None:
    with pytest.raises(ValueError, match=f"month {month} does not exist"):
        Calendar(month)


@given(periods(), periods())
def test_periods_of_different_kinds_are_never_compared_in_silence(
    one: Period, other: Period
) -> None:
    if one.kind == other.kind:
        assert (one < other) + (other < one) + (one == other) == 1
    else:
        assert one != other
        with pytest.raises(ValueError, match="only a calendar orders them"):
            assert one < other


def test_fiscal_and_calendar_years_of_one_number_are_different_things() -> None:
    assert parse_period("FY2008") != parse_period("CY2008")
    assert len({parse_period("FY2008"), parse_period("CY2008")}) == 2


def test_a_year_and_a_quarter_on_one_basis_are_not_said_to_differ_in_basis() -> None:
    with pytest.raises(ValueError, match="only a calendar orders them") as caught:
        assert parse_period("FY2008") < parse_period("FY2009-Q1")
    assert "basis" not in str(caught.value)


def test_a_period_is_not_compared_with_anything_else() -> None:
    with pytest.raises(TypeError):
        assert parse_period("FY2008") < "FY2009"


@given(st.lists(periods(), max_size=8), CALENDARS)
def test_a_calendar_puts_periods_of_all_kinds_in_order_of_their_ends(
    several: list[Period], calendar: Calendar
) -> None:
    ends = [calendar.end(period) for period in sorted(several, key=calendar.key)]
    assert ends == sorted(ends)


@pytest.mark.parametrize("name", ["2009-05", "2008-09-30", "FY2004..FY2008"])
def test_what_lies_in_no_one_year_says_so(name: str) -> None:
    with pytest.raises(ValueError, match="belongs to no year of its own basis"):
        _ = parse_period(name).year


@given(the_years())
def test_a_year_is_its_own_year(year: Period) -> None:
    assert year.year == year


@pytest.mark.parametrize("name", [" FY2009 ", "FY2004 .. FY2008", "\tCY2008-Q1\n"])
def test_space_around_a_period_does_not_matter(name: str) -> None:
    assert str(parse_period(name)) == name.strip().replace(" ", "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2009", '"2009" is not a period.'),
        ("fy2009", '"fy2009" is not a period.'),
        ("FY09", '"FY09" is not a period.'),
        ("FY2009-Q5", '"FY2009-Q5" is not a period.'),
        ("FY2009Q1", '"FY2009Q1" is not a period.'),
        ("30 June 2009", '"30 June 2009" is not a period.'),
        ("", '"" is not a period.'),
        ("2009-13", '"2009-13" is not a day of the calendar.'),
        ("2009-02-29", '"2009-02-29" is not a day of the calendar.'),
        ("FY0209", '"FY0209" is not a year of our time.'),
        ("0209-05", '"0209-05" is not a day of our time.'),
        ("FY2009..FY2008", '"FY2009..FY2008" ends before it begins, or has only one part.'),
        ("FY2009..FY2009", '"FY2009..FY2009" ends before it begins, or has only one part.'),
        ("FY2004..2008", '"2008" is not a period.'),
        ("FY2004..FY2006..FY2008", '"FY2006..FY2008" is not a period.'),
        (
            "FY2008..CY2009",
            '"FY2008..CY2009" begins and ends with different kinds of period.',
        ),
        (
            "FY2008..FY2009-Q1",
            '"FY2008..FY2009-Q1" begins and ends with different kinds of period.',
        ),
    ],
)
def test_what_is_no_period_is_refused_with_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse_period(text)


@pytest.mark.parametrize("text", ["FY2004..", "..FY2008", ".."])
def test_a_pool_with_an_end_missing_is_quoted_whole(text: str) -> None:
    with pytest.raises(ValueError, match="period") as caught:
        parse_period(text)
    assert f'"{text}"' in str(caught.value)


@given(st.text(max_size=30))
def test_any_text_is_a_period_or_refused(text: str) -> None:
    said = "."
    try:
        period = parse_period(text)
    except ValueError as error:
        said = str(error)
    else:
        assert parse_period(str(period)) == period
    assert said.endswith(".")


@given(CALENDARS, periods(), st.sampled_from(["fiscal", "calendar"]))
def test_what_belongs_to_a_period_on_another_basis_ended_within_it(
    calendar: Calendar, period: Period, basis: Basis
) -> None:
    found = calendar.on_basis(period, basis)
    if period.kind in ("month", "date"):
        assert found == period
        return
    assert found.basis == basis
    assert found.last - found.first == period.last - period.first
    assert calendar.end(found) <= calendar.end(period) < calendar.end(found.next())


@given(CALENDARS, the_years())
def test_each_year_belongs_to_exactly_one_on_the_other_basis(
    calendar: Calendar, year: Period
) -> None:
    other: Basis = "calendar" if year.basis == "fiscal" else "fiscal"
    assert calendar.on_basis(year.next(), other) == calendar.on_basis(year, other).next()


@pytest.mark.parametrize(
    ("starts", "period", "own"),
    [
        (10, "FY2009", "CY2008"),
        (10, "CY2008", "FY2008"),
        (10, "FY2009-Q1", "CY2008-Q4"),
        (10, "FY2008..FY2009", "CY2007..CY2008"),
        (7, "FY2009", "CY2008"),
        (1, "FY2009", "CY2009"),
        (2, "FY2010-Q1", "CY2009-Q1"),
        (2, "CY2009-Q1", "FY2009-Q4"),
    ],
)
def test_a_period_belongs_to_another_by_hand(starts: int, period: str, own: str) -> None:
    named = parse_period(period)
    other: Basis = "calendar" if named.basis == "fiscal" else "fiscal"
    assert str(Calendar(starts).on_basis(named, other)) == own


@pytest.mark.parametrize(
    ("period", "kind", "year"),
    [
        ("FY2009", "calendar-year", "CY2008"),
        ("FY2009-Q1", "calendar-year", "CY2008"),
        ("FY2009-Q2", "calendar-year", "CY2009"),
        ("CY2008", "fiscal-year", "FY2008"),
        ("CY2008-Q4", "fiscal-year", "FY2009"),
        ("FY2004..FY2008", "calendar-year", "CY2007"),
        ("2008-12", "fiscal-year", "FY2009"),
        ("2008-12-31", "calendar-year", "CY2008"),
    ],
)
def test_the_year_that_is_judged_with_a_period(period: str, kind: YearKind, year: str) -> None:
    assert str(OCTOBER.year_at_hand(parse_period(period), kind)) == year
