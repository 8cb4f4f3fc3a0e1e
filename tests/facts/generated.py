"""Extracts, conditions and measures made up at random, for whoever compares two reductions."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st

from tests.facts.reducing import extract_with

STATES: Final = ("TX", "CA", "AZ")
_TEXTS: Final = ("", "us", "US", "a_b%c", "us\n", "ü", "𝒳y", "(us)", "\\", "it's", "us us")
_PATTERNS: Final = (
    "%", "us%", "%us", "%s%", "us", "_s", "__", "u_%", "%b\\%%", "", "_", "(%)", "%_", "%u%s", "\\",
)  # fmt: skip
_WHOLE: Final = (0, 1, 2, 3, -1, -7, 10, 2**62, -(2**63), 2**63 - 1)
_CENTS: Final = ("0.00", "0.01", "-0.01", "1.25", "2.50", "9999999999999999.99", "-3.50", "3.00")
_FINE: Final = ("0.000000000000000001", "-1.5", "3", "99999999999999999999.999999999999999999")
_WIDE: Final = ("0", "1", "-2", "3", "99999999999999999999", "1234567890123456789012345678")
_DAYS: Final = tuple(
    dt.date.fromisoformat(day)
    for day in (
        "2008-02-29", "2008-09-30", "2008-10-01", "2008-12-31", "2009-01-01", "2009-02-28",
        "2009-03-31", "2009-04-01", "2009-06-30", "2009-09-30", "2009-10-01", "2004-12-31",
    )
)  # fmt: skip

CASES: Final = extract_with(
    id="cases", owner="ICE", key=["case"], event={"column": "opened_on", "basis": "fiscal"},
    columns=[
        {"name": "case", "type": "text", "required": "true"},
        {"name": "opened_on", "type": "date"},
        {"name": "state", "type": "code", "code_list": "states"},
        {"name": "origin", "type": "text"},
        {"name": "guns", "type": "whole"},
    ],
)  # fmt: skip


def traces(delivered: str, *, deletes: bool) -> Any:  # noqa: ANN401  # an extract
    """The extract that most is asked of."""
    return extract_with(
        delivered=delivered,
        **({"deleted": "gone"} if deletes else {}),
        columns=[
            {"name": "number", "type": "text", "required": "true"},
            {"name": "traced_on", "type": "date"},
            {"name": "closed_on", "type": "date"},
            {"name": "state", "type": "code", "code_list": "states"},
            {"name": "origin", "type": "text"},
            {"name": "guns", "type": "whole"},
            {"name": "cents", "type": "number", "decimals": "2"},
            {"name": "fine", "type": "number", "digits": "38", "decimals": "18"},
            {"name": "wide", "type": "number", "digits": "38", "decimals": "0"},
            {"name": "local", "type": "yes-no"},
            {"name": "gone", "type": "yes-no"},
        ],
    )


def _or_blank(values: Any) -> Any:  # noqa: ANN401  # of a strategy
    return st.sampled_from([None, *values])


def rows_of_traces() -> Any:  # noqa: ANN401  # a strategy
    """Rows with keys of their own within a delivery."""
    row = st.fixed_dictionaries(
        {
            "number": st.sampled_from([str(n) for n in range(12)]),
            "traced_on": _or_blank(_DAYS),
            "closed_on": _or_blank(_DAYS),
            "state": _or_blank(STATES),
            "origin": _or_blank(_TEXTS),
            "guns": _or_blank(_WHOLE),
            "cents": _or_blank([Decimal(n) for n in _CENTS]),
            "fine": _or_blank([Decimal(n) for n in _FINE]),
            "wide": _or_blank([Decimal(n) for n in _WIDE]),
            "local": _or_blank([True, False]),
            "gone": st.sampled_from([None, False, False, True]),
        }
    )
    return st.lists(row, min_size=1, max_size=12, unique_by=lambda r: r["number"])


def rows_of_cases() -> Any:  # noqa: ANN401  # a strategy
    """Likewise."""
    row = st.fixed_dictionaries(
        {
            "case": st.sampled_from([str(n) for n in range(12)]),
            "opened_on": _or_blank(_DAYS),
            "state": _or_blank(STATES),
            "origin": _or_blank(_TEXTS),
            "guns": _or_blank(_WHOLE),
        }
    )
    return st.lists(row, min_size=4, max_size=12, unique_by=lambda r: r["case"])


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


_SIGNS: Final = st.sampled_from(["=", "<>", "<", "<=", ">", ">=", "!="])
_NUMBERS: Final = st.sampled_from(
    ["0", "1", "2", "2.5", "-0.005", "1.25", "1.250", "10", "-1", "9223372036854775807",
     "-9223372036854775808", "9223372036854775808", "99999999999999999999.5", "0.01",
     "9999999999999999.99", "1234567890123456789012345678901234567890"]
)  # fmt: skip
NUMERIC: Final = st.sampled_from(
    ["guns", "cents", "fine", "wide", "days(traced_on, closed_on)", "year(traced_on)"]
)
_DATES: Final = st.sampled_from([f"date '{day}'" for day in _DAYS])


def _tests(of_traces: bool) -> Any:  # noqa: ANN401, FBT001  # a strategy
    text = st.sampled_from(_TEXTS).map(_quoted)
    numeric = NUMERIC if of_traces else st.just("guns")
    dates = st.sampled_from(["traced_on", "closed_on"] if of_traces else ["opened_on"])
    forms = [
        st.tuples(st.just("origin"), _SIGNS, text),
        st.tuples(text, _SIGNS, st.just("origin")),
        st.tuples(numeric, _SIGNS, _NUMBERS),
        st.tuples(_NUMBERS, _SIGNS, numeric),
        st.tuples(numeric, _SIGNS, numeric),
        st.tuples(dates, _SIGNS, _DATES),
        st.tuples(dates, _SIGNS, dates),
        st.tuples(
            st.sampled_from(["origin", "state"]),
            st.sampled_from(["in", "not in"]),
            st.lists(text, min_size=1, max_size=3).map(lambda v: f"({', '.join(v)})"),
        ),
        st.tuples(
            numeric, st.just("in"),
            st.lists(_NUMBERS, min_size=1, max_size=3).map(lambda v: f"({', '.join(v)})"),
        ),
        st.tuples(
            numeric, st.sampled_from(["between", "not between"]), _NUMBERS, st.just("and"), _NUMBERS
        ),
        st.tuples(
            st.just("origin"),
            st.sampled_from(["like", "not like"]),
            st.sampled_from(_PATTERNS).map(_quoted),
        ),
        st.tuples(
            st.sampled_from(["origin", "guns", "state"]),
            st.sampled_from(["is null", "is not null"]),
        ),
        st.tuples(st.just("days"), st.just("(date '2008-01-01',"), dates, st.just(") > 300")),
    ]  # fmt: skip
    if of_traces:
        forms += [
            st.tuples(st.sampled_from(["local", "not local", "local = true", "gone <> local"])),
        ]
    return st.one_of(forms).map(" ".join)


def conditions(*, of_traces: bool = True) -> Any:  # noqa: ANN401  # a strategy
    """Conditions as an analyst writes them, nested a little."""
    return st.recursive(
        _tests(of_traces),
        lambda inner: st.one_of(
            inner.map(lambda c: f"not ({c})"),
            st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(
                lambda c: f"({c[0]}) {c[1]} ({c[2]})"
            ),
        ),
        max_leaves=4,
    )


@st.composite
def measures(draw: Any) -> dict[str, Any]:  # noqa: ANN401  # as hypothesis has it
    """A measure over the traces, of any kind."""
    how: dict[str, Any] = {"extract": "traces"}
    if draw(st.integers(0, 2)) == 0:
        how["where"] = draw(conditions())
    if draw(st.integers(0, 3)) == 0:
        how["date"] = "closed_on"
    made: dict[str, Any] = {
        "basis": draw(st.sampled_from(["fiscal", "fiscal", "calendar"])),
        "frequency": draw(st.sampled_from(["quarterly", "annual", "monthly"])),
        "combine": {"periods": draw(st.sampled_from(["none", "sum"]))},
        "unit": draw(st.sampled_from(["firearms", "percent"])),
    }
    if draw(st.booleans()):
        made["dimensions"] = ["states"]
        how["by"] = {"states": "state"}
    how |= draw(st.one_of(_kinds()))
    if "share" in how and draw(st.booleans()):
        how["unknown"] = draw(st.sampled_from(["between", "left out", "as no"]))
    return made | {"from_extract": how}


def _kinds() -> list[Any]:
    narrow = st.sampled_from(["guns", "cents", "days(traced_on, closed_on)", "fine", "wide"])
    return [
        st.just({"count": "rows"}),
        st.fixed_dictionaries(
            {"distinct": st.sampled_from(["origin", "state", "guns", "traced_on", "local"])}
        ),
        *(st.fixed_dictionaries({k: narrow}) for k in ("sum", "mean", "median", "first", "last")),
        st.fixed_dictionaries(
            {"quantile": st.fixed_dictionaries(
                {"of": narrow, "at": st.sampled_from(["0", "1", "0.9", "0.25", "0.33333333"])}
            )}
        ),
        st.fixed_dictionaries(
            {"share": st.fixed_dictionaries(
                {"numerator": conditions()}, optional={"denominator": conditions()}
            )}
        ),
        st.fixed_dictionaries({"rate": _rates()}),
        st.fixed_dictionaries(
            {"in_both": st.fixed_dictionaries(
                {"other": st.just("cases"),
                 "match": st.sampled_from(
                     [{"number": "case"}, {"number": "case", "state": "state"}, {"guns": "guns"}]
                 )},
                optional={"where_other": conditions(of_traces=False)},
            )}
        ),
    ]  # fmt: skip


def _rates() -> Any:  # noqa: ANN401  # a strategy
    top = st.one_of(
        st.fixed_dictionaries({"count": st.just("rows")}, optional={"where": conditions()}),
        st.fixed_dictionaries({"sum": st.sampled_from(["guns", "cents"])}),
    )
    bottom = st.one_of(
        st.fixed_dictionaries({"sum": st.just("guns"), "extract": st.just("cases")}),
        st.fixed_dictionaries(
            {"count": st.just("rows"), "extract": st.just("cases")},
            optional={"where": conditions(of_traces=False)},
        ),
        st.fixed_dictionaries({"count": st.just("rows")}, optional={"where": conditions()}),
    )
    return st.fixed_dictionaries({"numerator": top, "denominator": bottom})
