from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.plan.conditions.model import (
    AllOf,
    AnyOf,
    Blank,
    Column,
    Compared,
    DaysBetween,
    Given,
    Holds,
    Like,
    Not,
    OneOf,
    Term,
    Test,
    Within,
    YearOf,
)
from milepost.plan.conditions.parse import ConditionError, parse_condition, parse_expression
from milepost.plan.conditions.slips import slips
from tests.plan.conditions.as_text import as_text, term_as_text

_TX = Compared("=", Column("state"), Given("TX"))
_US = Compared("=", Column("origin"), Given("US"))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("state = 'TX'", _TX),
        ("state = 'TX' AND origin = 'US'", AllOf((_TX, _US))),
        ("state = 'TX' Or origin = 'US' and multiple", AnyOf((_TX, AllOf((_US, _M := Holds(Column("multiple"))))))),  # noqa: E501
        ("(state = 'TX' or origin = 'US') and multiple", AllOf((AnyOf((_TX, _US)), _M))),
        ("NOT multiple", Not(_M)),
        ("state != 'TX'", Compared("<>", Column("state"), Given("TX"))),
        ("state NOT IN ('TX', 'O''Brien')", Not(OneOf(Column("state"), (Given("TX"), Given("O'Brien"))))),  # noqa: E501
        ("calibre between 0.22 and -1", Within(Column("calibre"), Given(Decimal("0.22")), Given(Decimal(-1)))),  # noqa: E501
        ("convicted_on IS NOT NULL", Not(Blank(Column("convicted_on")))),
        ("model not like 'AK%'", Not(Like(Column("model"), "AK%"))),
        ("DAYS(a, b) > 3", Compared(">", DaysBetween(Column("a"), Column("b")), Given(Decimal(3)))),
        ("year(a) = 2008", Compared("=", YearOf(Column("a")), Given(Decimal(2008)))),
        ("a >= DATE '2008-02-29'", Compared(">=", Column("a"), Given(dt.date(2008, 2, 29)))),
        ("a = TRUE", Compared("=", Column("a"), Given(True))),  # noqa: FBT003
        ("days_open = 3 and days = 4 and year = 5 and date = 6 and order_by = 7 and not_in = 8",
         AllOf(tuple(Compared("=", Column(n), Given(Decimal(v))) for n, v in
                     (("days_open", 3), ("days", 4), ("year", 5), ("date", 6), ("order_by", 7), ("not_in", 8))))),  # noqa: E501
    ],
)  # fmt: skip
def test_a_condition_means_what_it_means_in_sql(text: str, meant: Test) -> None:
    assert parse_condition(text).test == meant


@pytest.mark.parametrize(
    ("text", "offending", "said"),
    [
        ("state in 'TX'", "'TX'", 'after "state in" there comes a list in brackets'),
        ('origin = "US"', '"US"', "not in single quotes"),
        ("origin = \u2018US\u2019", "\u2018US\u2019", "not in single quotes"),
        ("origin == 'US'", "==", "one sign"),
        ("a = 1 && b = 2", "&&", "as a word"),
        ("a = 1 || b = 2", "||", "as a word"),
        ("a = null", "= null", "never true"),
        ("STATE = 'TX'", "STATE", "neither a column nor"),
        ("state = TX", "TX", "neither a column nor"),
        ("(a = 1 and (b = 2)", "(", "not closed"),
        ("a = 1) and b = 2", ")", "closes no bracket"),
        ("lower(state) = 'tx'", "lower", "no function"),
        ("a in (select b from c)", "select", "SQL that is not there"),
        ("a = 1 -- all of them", "-- all of them", "comment"),
        ("a = 1 /* all */", "/* all */", "comment"),
        ("a = 'x", "'x", "has no end"),
        ("price > 1,767", "1,767", "not a number"),
        ("price > .5", ".5", "not a number"),
        ("a + 1 = 2", "+", "nothing is computed"),
        ("a between 1 or 2", "or", '"and" with the upper end'),
        ("a = date '2009-02-30'", "'2009-02-30'", "is not a date"),
        ("a = date '20090228'", "'20090228'", "is not a date"),
        ("a is true", "is true", "cannot stand here"),
        ("a ilike 'x'", "ilike", "is not there"),
        ("a =< 3", "=<", "no comparison"),
        ("a = 1;", ";", "ends nothing"),
        ("in = 3", "in", "cannot stand here"),
        ("caf\u00e9 = 1", "caf\u00e9", "cannot stand here"),
        ("a =", "", 'after "a =" there comes a column or a value'),
    ],
)
def test_what_is_wrong_is_shown_where_it_is_wrong(text: str, offending: str, said: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse_condition(text)
    assert text[caught.value.at : caught.value.at + caught.value.width] == offending
    assert said in caught.value.message


@pytest.mark.parametrize("nested", ["(" * 1500 + "a" + ")" * 1500, "not " * 900 + "a",
                                    "(not " * 40 + "a" + ")" * 40,
                                    "(" * 10_000, "not " * 10_000 + "a",
                                    "year(" * 700])  # fmt: skip
def test_what_is_nested_too_deep_is_a_problem_and_no_crash(nested: str) -> None:
    with pytest.raises(ConditionError, match=r"nested|longer than"):
        parse_condition(nested)


def test_brackets_within_a_text_nest_nothing() -> None:
    assert parse_condition(f"a = '{'(' * 100}'").test == Compared(
        "=", Column("a"), Given("(" * 100)
    )


def test_an_expression_is_a_term_and_no_comparison() -> None:
    assert parse_expression("days(a, b)").term == DaysBetween(Column("a"), Column("b"))
    with pytest.raises(ConditionError, match="it ends"):
        parse_expression("a = 3")


_columns = st.sampled_from(["a", "state", "days_open", "year", "days", "date"]).map(Column)
_texts = st.text(st.characters(codec="utf-8"), max_size=6)
_givens = st.one_of(
    _texts,
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-9999, max_value=9999),
    st.dates(),
    st.booleans(),
).map(Given)
_terms: st.SearchStrategy[Term] = st.recursive(
    st.one_of(_columns, _givens),
    lambda t: st.one_of(st.builds(DaysBetween, t, t), st.builds(YearOf, t)),
    max_leaves=3,
)
_simple: st.SearchStrategy[Test] = st.one_of(
    st.builds(Compared, st.sampled_from(["=", "<>", "<", "<=", ">", ">="]), _terms, _terms),
    st.builds(OneOf, _terms, st.lists(_givens, min_size=1, max_size=3).map(tuple)),
    st.builds(Within, _terms, _terms, _terms),
    st.builds(Like, _terms, _texts),
    st.builds(Blank, _terms),
    st.builds(Holds, _columns),
)


def _some(tests: st.SearchStrategy[Test]) -> st.SearchStrategy[tuple[Test, ...]]:
    return st.lists(tests, min_size=2, max_size=3).map(tuple)


_tests: st.SearchStrategy[Test] = st.recursive(
    _simple,
    lambda t: st.one_of(st.builds(Not, t), st.builds(AllOf, _some(t)), st.builds(AnyOf, _some(t))),
    max_leaves=6,
)


@given(_tests)
def test_what_is_written_as_text_is_read_as_the_same(test: Test) -> None:
    assert parse_condition(as_text(test)).test == test


@given(_terms)
def test_a_term_that_is_written_as_text_is_read_as_the_same(term: Term) -> None:
    assert parse_expression(term_as_text(term)).term == term


@given(_tests)
def test_what_can_be_read_has_no_slip_but_what_is_in_it_on_purpose(test: Test) -> None:
    assert not list(slips(as_text(test)))


@given(st.text(st.sampled_from("a1 =<>'\"(),.-&|!AndortinTX\n"), max_size=40))
def test_any_text_is_read_or_refused_at_a_place_within_it(text: str) -> None:
    try:
        parse_condition(text)
    except ConditionError as error:
        assert 0 <= error.at <= len(text)  # noqa: PT017  # either way is right
        assert error.message.endswith(".")  # noqa: PT017
        assert error.width > 0  # noqa: PT017
