"""One opened reduction is asked for several plans: what it answered for one is not another's."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from milepost.facts.engines.duck import DuckDB
from milepost.facts.reduction import Reduction
from milepost.plan.model import Plan
from tests.facts.reducing import extract_with, plan_with, store_in

_EXTRACT = extract_with(
    columns=[
        {"name": "number", "type": "text", "required": "true"},
        {"name": "traced_on", "type": "date"},
        {"name": "state", "type": "code", "code_list": "states"},
    ]
)


def _plan(codes: list[str], starts: str) -> Plan:
    how = {"extract": "traces", "count": "rows", "by": {"states": "state"}}
    measure = {"id": "rows", "dimensions": ["states"], "frequency": "annual", "from_extract": how}
    return plan_with([_EXTRACT], [measure], {"states": codes}, starts)


@pytest.mark.parametrize(
    ("codes", "starts", "expected"),
    [
        (["TX", "CA"], "October", {"FY2008": 1, "FY2008 TX": 1, "FY2008 CA": 0}),
        (["TX"], "January", {"FY2008": 2, "FY2008 TX": 2}),
    ],
)
def test_a_plan_with_other_codes_or_another_year_is_answered_anew(
    tmp_path: Path, codes: list[str], starts: str, expected: dict[str, int]
) -> None:
    sent = store_in(tmp_path)
    days = ("2007-10-05", "2008-11-05", "2008-12-05")
    rows = [(str(n), dt.date.fromisoformat(day)) for n, day in enumerate(days)]
    held = [{"number": number, "traced_on": day, "state": "TX"} for number, day in rows]
    sent.send(_EXTRACT, "FY2008", held[:1])
    sent.send(_EXTRACT, "CY2008", held[1:])
    reduction = Reduction.of(DuckDB(), sent.store)

    def found(plan: Plan) -> dict[str, int | None]:
        figures = reduction(plan, tuple(sent.sent), dt.date(2010, 1, 1)).figures
        return {
            " ".join([str(said.period), *(code for _, code in said.dimensions)]): said.counted
            for said in figures
        }

    assert found(_plan(["TX"], "October")) == {"FY2008": 1, "FY2008 TX": 1}
    assert found(_plan(codes, starts)) == expected
    reduction.close()
