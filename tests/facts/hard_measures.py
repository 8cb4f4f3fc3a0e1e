"""A plan with every form of a condition and every kind of a measure, over the hard rows."""

from __future__ import annotations

from typing import Any, Final

from milepost.plan.model.extracts import Extract
from milepost.plan.model.measures import Measure
from milepost.plan.model.plan import Plan
from milepost.plan.model.rules import CodeList
from milepost.plan.model.strategy import Agency, CalendarDeclaration, Strategy
from tests.facts.hard_rows import STATES, TYPES

# Each form that docs/conditions.md names, over every type, and with blanks.
CONDITIONS: Final = (
    "state = 'TX'",
    "state <> 'TX'",
    "state != words",
    "state in ('TX', 'CA', 'AZ')",
    "state not in ('TX', 'CA')",
    "words = ''",
    "words = 'a'",
    "words = 'ä'",
    "words = 'é'",
    "words < 'a'",
    "words >= 'Z'",
    "words between 'A' and 'b'",
    "words not between 'A' and 'b'",
    "words > state",
    "words = 'it''s'",
    "words in ('', ' ', 'ab ', '\\', '日本')",
    "words like 'a%'",
    "words like '%b'",
    "words like 'a_b'",
    "words like '_'",
    "words like ''",
    "words like '%'",
    "words like 'a\\b'",
    "words like '%\\%'",
    "words like '100%'",
    "words like '%''s'",
    "words like '.*'",
    "words not like '%a%'",
    "words is null",
    "words is not null",
    "pieces = 1",
    "pieces > 0.5",
    "pieces <= -0.5",
    "pieces in (1, 2.0, 7.5)",
    "pieces between -1 and 1",
    "pieces between 1 and -1",
    "pieces = 9007199254740993",
    "pieces < amount",
    "pieces <> fine",
    "amount = 2.5",
    "amount = 2.50",
    "amount = 2.505",
    "amount > 9999999999999999.98",
    "amount >= 10000000000000000",
    "amount < huge",
    "amount between fine and huge",
    "amount in (0, 0.01, -0.010)",
    "huge = 12345678901234567890123456789012345678",
    "huge > 98765432109876543209.5",
    "fine > 0",
    "fine = 0.000000000000000001",
    "fine < 0.1",
    "fine >= huge",
    "happened_on = date '2008-02-29'",
    "happened_on < ended_on",
    "happened_on between date '2007-10-01' and date '2008-09-30'",
    "long_ago < date '1582-10-15'",
    "long_ago = date '9999-12-31'",
    "long_ago in (date '1582-10-04', date '0001-01-01', date '1970-01-01')",
    "long_ago is not null",
    "days(happened_on, ended_on) >= 0",
    "days(happened_on, ended_on) = 31",
    "days(long_ago, happened_on) > 100000",
    "days(long_ago, date '1582-10-15') between 0 and 11",
    "days(happened_on, ended_on) is null",
    "year(happened_on) = 2008",
    "year(long_ago) in (1, 1582, 1899, 9999)",
    "year(happened_on) <> year(ended_on)",
    "year(ended_on) > pieces",
    "seized",
    "not seized",
    "seized = true",
    "seized <> taken_back",
    "seized is null",
    "not (state = 'TX')",
    "not (words is null)",
    "not not seized",
    "seized and state = 'TX'",
    "seized or state = 'TX'",
    "seized and (state = 'TX' or words = 'a') and not pieces = 1",
    "seized or state is null or pieces > 1 and amount < 0",
    "not (seized or state = 'CA' and pieces <> 1)",
    "not (seized and words like 'a%' and happened_on < ended_on)",
    "true = true",
    "1 < 2 and 'a' < 'b'",
)

_KIND: Final = {
    "VARCHAR": {"type": "text"},
    "DATE": {"type": "date"},
    "BIGINT": {"type": "whole"},
    "BOOLEAN": {"type": "yes-no"},
    "DECIMAL(18,2)": {"type": "number", "digits": "18", "decimals": "2"},
    "DECIMAL(38,0)": {"type": "number", "digits": "38", "decimals": "0"},
    "DECIMAL(38,18)": {"type": "number", "digits": "38", "decimals": "18"},
}
_BY: Final = {"by": {"states": "state"}}
_IN_BOTH: Final = {"other": "others", "match": {"number_of": "number_of"}}
_OF_NUMBERS: Final = ("pieces", "amount", "fine", "days(happened_on, ended_on)")
_OF_DAYS: Final = ("days(long_ago, happened_on)",)
_KINDS: Final[tuple[dict[str, Any], ...]] = (
    {"count": "rows"},
    {"count": "rows", "date": "ended_on"},
    {"count": "rows", "date": "long_ago"},
    {"count": "rows", **_BY},
    {"count": "rows", **_BY, "where": "pieces > 0"},
    *({"distinct": c} for c in ("words", "state", "pieces", "amount", "fine", "ended_on")),
    {"distinct": "words", **_BY},
    {"distinct": "huge", "where": "huge <> 0"},
    *({"sum": e} for e in (*_OF_NUMBERS, *_OF_DAYS)),
    {"sum": "amount", **_BY},
    {"sum": "amount", "where": "words = 'no such words'"},
    {"sum": "huge", "where": "huge between -98765432109876543210 and 98765432109876543210"},
    *({"mean": e} for e in (*_OF_NUMBERS, *_OF_DAYS)),
    {"mean": "amount", **_BY},
    {"mean": "pieces", "where": "words = 'no such words'"},
    *({"median": e} for e in (*_OF_NUMBERS, *_OF_DAYS, "huge")),
    {"median": "amount", **_BY},
    *({"quantile": {"of": "amount", "at": at}} for at in ("0", "0.333", "1")),
    {"quantile": {"of": "days(happened_on, ended_on)", "at": "0.9"}, "where": "seized"},
    {"share": {"numerator": "seized"}},
    {"share": {"numerator": "seized"}, "unknown": "left out"},
    {"share": {"numerator": "seized"}, "unknown": "as no"},
    {"share": {"numerator": "seized"}, "unknown": "between", **_BY},
    {"share": {"numerator": "amount > 0", "denominator": "state = 'TX'"}, "where": "pieces >= 0"},
    {"share": {"numerator": "seized", "denominator": "words = 'no such words'"}},
    {"rate": {"numerator": {"sum": "pieces"}, "denominator": {"count": "rows"}}},
    {
        "rate": {
            "numerator": {"count": "rows", "where": "seized"},
            "denominator": {"extract": "others", "count": "rows", "date": "ended_on"},
            "per": "1000",
        }
    },
    *({kind: e} for kind in ("first", "last") for e in (*_OF_NUMBERS, *_OF_DAYS, "huge")),
    {"last": "amount", **_BY},
    {"in_both": _IN_BOTH},
    {"in_both": _IN_BOTH | {"where_other": "seized"}, "where": "pieces > 0"},
    {"in_both": _IN_BOTH, **_BY},
    {"in_both": {"other": "others", "match": {"state": "state", "words": "words"}}},
)


def every_kind() -> list[dict[str, Any]]:
    """Each kind of measure, then some conditions: as ``where``, and as a share.

    Every form of a condition is held to its answers row by row; here it is how they are counted.
    """
    of_conditions = [
        kind
        for condition in CONDITIONS[::5]
        for kind in (
            {"count": "rows", "where": condition},
            {"share": {"numerator": condition}},
        )
    ]
    return [*_KINDS, *of_conditions]


def plan_of(
    kinds: list[dict[str, Any]], *, delivered: str = "whole-periods", starts: str = "October"
) -> Plan:
    """A plan with a measure of each kind, over the extracts ``rows`` and ``others``."""
    return Plan.model_construct(
        strategy=Strategy(id="test", title="A test", issued_by="ATF", source="illustrative"),
        calendar_declaration=CalendarDeclaration.model_validate(
            {"fiscal_year_starts": starts, "source": "31 U.S.C. 1102"}
        ),
        agencies=tuple(Agency(id=a, name=a, source="illustrative") for a in ("ATF", "ICE")),
        code_lists=(
            CodeList.model_validate(
                {
                    "id": "states",
                    "title": "States",
                    "codes": [{"code": s, "title": s} for s in STATES],
                    "source": "illustrative",
                }
            ),
        ),
        extracts=tuple(_extract(i, o, delivered) for i, o in (("rows", "ATF"), ("others", "ICE"))),
        measures=tuple(_measure(n, kind) for n, kind in enumerate(kinds)),
    )


def _extract(identifier: str, owner: str, delivered: str) -> Extract:
    return Extract.model_validate(
        {
            "id": identifier,
            "title": identifier,
            "owner": owner,
            "row": "a row",
            "key": ["number_of"],
            "event": {"column": "happened_on", "basis": "fiscal"},
            "delivered": delivered,
            "deleted": "taken_back",
            "columns": [_column(name, kind) for name, kind in TYPES.items()],
            "source": "illustrative",
        }
    )


def _column(name: str, kind: str) -> dict[str, Any]:
    if name == "state":
        return {"name": name, "means": name, "type": "code", "code_list": "states"}
    return {"name": name, "means": name, **_KIND[kind]}


def _measure(number: int, kind: dict[str, Any]) -> Measure:
    is_share = "share" in kind
    return Measure.model_validate(
        {
            "id": f"m{number}",
            "title": repr(kind),
            "definition": repr(kind),
            "objective": "one",
            "unit": "percent" if is_share else "rows",
            "kind": "output",
            "quantity": "ratio" if is_share or "rate" in kind else "flow",
            "basis": "calendar" if number % 7 == 0 else "fiscal",
            "frequency": ("quarterly", "annual", "monthly")[number % 3],
            "agencies": ["ATF"],
            "combine": {"periods": "sum" if {"count", "sum"} & kind.keys() else "none"},
            "dimensions": list(kind.get("by", ())),
            "from_extract": {"extract": "rows", **kind},
            "source": "illustrative",
        }
    )
