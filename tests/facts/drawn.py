"""Draws rows, conditions and measures on which engines could differ."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Context, Decimal
from typing import Any, Final

from hypothesis import strategies as st

from tests.facts.hard_rows import STATES, Row

_LETTERS: Final = "aAbäßé%_\\'. \n日"
_NUMBERS: Final = (
    "0", "1", "-1", "2.5", "-0.01", "0.005", "9999999999999999.99", "0.000000000000000001",
    "12345678901234567890123456789012345678", "9223372036854775807", "-9223372036854775808",
    "9223372036854775808",
)  # fmt: skip
_ROOM: Final = Context(prec=80)
_SIGNS: Final = ("=", "<>", "!=", "<", "<=", ">", ">=")
_DATES: Final = ("happened_on", "ended_on", "long_ago")
_TEXTS: Final = ("words", "state")
_NUMERIC: Final = ("pieces", "amount", "huge", "fine")
_YES_NO: Final = ("seized", "taken_back")
# What is added up must fit; what does not is another test's.
_ADDED: Final = (
    "pieces",
    "amount",
    "fine",
    "days(happened_on, ended_on)",
    "days(long_ago, ended_on)",
)


def _blank_or(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), strategy)


def _decimals(digits: int, places: int) -> st.SearchStrategy[Decimal]:
    most = 10**digits - 1
    scaled = st.one_of(st.sampled_from((0, 1, -1, most, -most)), st.integers(-most, most))
    few = st.integers(-3, 3).map(lambda n: n * 10**places)
    return st.one_of(few, scaled).map(lambda n: Decimal(n).scaleb(-places, _ROOM))


_YEAR: Final = st.dates(dt.date(2007, 9, 15), dt.date(2008, 10, 15))
_ANY_DAY: Final = st.one_of(st.dates(), st.sampled_from((dt.date.min, dt.date.max)))
_ROWS: Final = st.fixed_dictionaries(
    {
        "number_of": st.integers(0, 12).map(lambda n: f"R{n}"),
        "happened_on": _blank_or(_YEAR),
        "ended_on": _blank_or(_YEAR),
        "long_ago": _blank_or(_ANY_DAY),
        "state": _blank_or(st.sampled_from(STATES)),
        "words": _blank_or(st.text(_LETTERS, max_size=4)),
        "pieces": _blank_or(st.one_of(st.integers(-2, 2), st.integers(-(2**63), 2**63 - 1))),
        "amount": _blank_or(_decimals(18, 2)),
        "huge": _blank_or(_decimals(38, 0)),
        "fine": _blank_or(_decimals(34, 18)),
        "seized": _blank_or(st.booleans()),
        "taken_back": _blank_or(st.booleans()),
    }
)


def rows() -> st.SearchStrategy[list[Row]]:
    """From none to some dozens of rows, of which some are revisions of others."""
    return st.lists(_ROWS, min_size=0, max_size=40)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


_OF_WORDS: Final = st.text(_LETTERS, max_size=3).map(_quoted)
_A_DAY: Final = st.one_of(_YEAR, _ANY_DAY).map(lambda day: f"date '{day.isoformat()}'")
_DAYS: Final = st.tuples(st.sampled_from(_DATES), st.one_of(st.sampled_from(_DATES), _A_DAY)).map(
    lambda two: f"days({two[0]}, {two[1]})"
)
_YEARS: Final = st.sampled_from(_DATES).map(lambda column: f"year({column})")
_KINDS: Final[tuple[tuple[st.SearchStrategy[str], st.SearchStrategy[str]], ...]] = (
    (st.sampled_from(_TEXTS), _OF_WORDS),
    (st.one_of(st.sampled_from(_NUMERIC), _DAYS, _YEARS), st.sampled_from(_NUMBERS)),
    (st.sampled_from(_DATES), _A_DAY),
)


@st.composite
def _tests(draw: st.DrawFn) -> str:
    columns, given = draw(st.sampled_from(_KINDS))
    term, other = draw(columns), draw(st.one_of(columns, given))
    shape = draw(
        st.sampled_from(("compared", "compared", "in", "between", "null", "like", "holds"))
    )
    unless = draw(st.sampled_from(("", "not ")))
    match shape:
        case "in":
            return f"{term} {unless}in ({', '.join(draw(st.lists(given, min_size=1, max_size=3)))})"
        case "between":
            return f"{term} {unless}between {other} and {draw(given)}"
        case "null":
            return f"{term} is {unless}null"
        case "like":
            return f"{draw(st.sampled_from(_TEXTS))} {unless}like {draw(_OF_WORDS)}"
        case "holds":
            return unless + draw(st.sampled_from(_YES_NO))
        case _:
            return f"{term} {draw(st.sampled_from(_SIGNS))} {other}"


def conditions() -> st.SearchStrategy[str]:
    """Conditions as somebody could write them, one within another."""

    def joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        word = st.sampled_from((" and ", " or "))
        several = st.lists(inner, min_size=2, max_size=3)
        both = st.tuples(word, several).map(lambda p: "(" + p[0].join(p[1]) + ")")
        return st.one_of(both, inner.map(lambda test: f"not ({test})"))

    return st.recursive(_tests(), joined, max_leaves=5)


def _measure(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    of = st.sampled_from(_ADDED)
    where = st.one_of(st.none(), conditions())
    said: dict[str, Callable[[], st.SearchStrategy[Any]]] = {
        "count": lambda: st.just("rows"),
        "distinct": lambda: st.sampled_from((*_TEXTS, *_DATES, *_NUMERIC)),
        "share": lambda: st.fixed_dictionaries({"numerator": conditions()}),
        "quantile": lambda: st.fixed_dictionaries(
            {"of": of, "at": st.sampled_from(("0", "0.1", "0.333", "0.5", "0.95", "1"))}
        ),
        "rate": lambda: st.fixed_dictionaries(
            {
                "numerator": st.fixed_dictionaries({"sum": of}),
                "denominator": st.fixed_dictionaries({"count": st.just("rows")}),
            }
        ),
        "in_both": lambda: st.sampled_from(_MATCHES).map(lambda m: {"other": "others", "match": m}),
    }
    optional: dict[str, st.SearchStrategy[Any]] = {
        "by": st.just({"states": "state"}),
        "date": st.just("ended_on"),
    }
    if kind == "share":
        optional["unknown"] = st.sampled_from(("between", "left out", "as no"))
    made = st.fixed_dictionaries({kind: said.get(kind, lambda: of)()}, optional=optional)
    return st.tuples(made, where).map(lambda two: two[0] | ({"where": two[1]} if two[1] else {}))


_MATCHES: Final = (
    {"number_of": "number_of"},
    {"happened_on": "ended_on"},
    {"words": "state", "pieces": "pieces"},
)
_EACH: Final = (
    "count", "distinct", "sum", "mean", "median", "quantile", "share", "rate", "first", "last",
    "in_both",
)  # fmt: skip


def measures() -> st.SearchStrategy[list[dict[str, Any]]]:
    """Some of each kind at once, for an engine takes longer to be asked than to answer."""
    return st.lists(st.sampled_from(_EACH).flatmap(_measure), min_size=4, max_size=12)
