"""A plan names its columns as it likes: no word that a reduction uses for itself is in the way."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from milepost.facts.computed import computed
from milepost.facts.engines.duck import DuckDB
from tests.facts.reducing import extract_with, plan_with, store_in

_OURS = ("delivery", "first", "last", "times", "keys", "period", "value", "upto", "size", "code0")
_OF_SQL = ("order", "group", "select", "end")


@pytest.mark.parametrize("name", [*_OURS, *_OF_SQL])
def test_a_column_may_have_any_name(tmp_path: Path, name: str) -> None:
    extract = extract_with(
        delivered="changes",
        columns=[
            {"name": "number", "type": "text", "required": "true"},
            {"name": "traced_on", "type": "date"},
            {"name": "state", "type": "code", "code_list": "states"},
            {"name": name, "type": "whole"},
        ],
    )  # fmt: skip
    sent = store_in(tmp_path)
    for n in range(3):
        # Of five rows each three come again: nine keys, and the last ones are in force.
        rows = [
            {
                "number": f"{2 * n + i}",
                "traced_on": dt.date(2007, 10, 5),
                "state": "TX",
                name: 10 * n + i,
            }
            for i in range(5)
        ]
        sent.send(extract, "FY2008-Q1", rows)
    how = {"extract": "traces", "by": {"states": "state"}}
    plan = plan_with(
        [extract],
        [
            {"id": "rows", "dimensions": ["states"], "from_extract": how | {"count": "rows"}},
            {"id": "keys", "dimensions": ["states"], "from_extract": how | {"distinct": "number"}},
            {"id": "sum", "dimensions": ["states"], "from_extract": how | {"sum": name}},
            {"id": "median", "dimensions": ["states"], "from_extract": how | {"median": name}},
        ],
        {"states": ["TX"]},
    )
    engine = DuckDB()
    made = computed(plan, sent.sent, sent.store, dt.date(2010, 1, 1), engine)
    engine.close()
    found = {(said.measure, said.dimensions) for said, _ in made.figures}
    assert len(found) == 2 * len(plan.measures)
    numbers = {said.measure: str(said.stated.number) for said, _ in made.figures if said.stated}
    # 0 and 1, then 10 and 11, then 20 to 24.
    assert numbers == {"rows": "9", "keys": "9", "sum": "132", "median": "20"}
