"""Whatever the columns of a key are called, and however many numbers a list has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from milepost.facts.computed import computed
from milepost.facts.engines import Engine
from milepost.facts.engines.duck import DuckDB
from tests.facts.reducing import extract_with, plan_with, store_in

_DAY = dt.date(2008, 3, 1)


@pytest.fixture(scope="module")
def duck() -> Iterator[Engine]:
    engine = DuckDB()
    yield engine
    engine.close()


@pytest.mark.parametrize("key", [["delivery"], ["first"], ["last", "times"], ["keys", "key0"]])
def test_a_key_may_be_called_as_it_likes(key: list[str], duck: Engine, tmp_path: Path) -> None:
    names = [{"name": name, "type": "text", "required": "true"} for name in key]
    other = [{"name": "traced_on", "type": "date"}, {"name": "rounds", "type": "whole"}]
    extract = extract_with(key=key, delivered="changes", columns=[*names, *other])
    how = {"extract": "traces", "sum": "rounds"}
    plan = plan_with([extract], [{"id": "total", "frequency": "annual", "from_extract": how}])
    sent = store_in(tmp_path)
    for rows in ([("a", 1), ("b", 2)], [("a", 4)]):
        made = [dict.fromkeys(key, name) | {"traced_on": _DAY, "rounds": n} for name, n in rows]
        sent.send(extract, "FY2008", made)
    ((said, _),) = computed(plan, sent.sent, sent.store, dt.date(2010, 1, 31), duck).figures
    assert said.stated is not None
    assert said.stated.number == 2 + 4


@pytest.mark.parametrize("column", ["rounds", "price"])
def test_a_long_list_of_numbers_is_read_like_a_short_one(
    column: str, duck: Engine, tmp_path: Path
) -> None:
    columns = [
        {"name": "number", "type": "text", "required": "true"},
        {"name": "traced_on", "type": "date"},
        {"name": "rounds", "type": "whole"},
        {"name": "price", "type": "number", "decimals": "2"},
    ]
    extract = extract_with(columns=columns)
    where = f"{column} in ({','.join(str(n) for n in range(900))})"
    how = {"extract": "traces", "count": "rows", "where": where}
    plan = plan_with([extract], [{"id": "listed", "frequency": "annual", "from_extract": how}])
    sent = store_in(tmp_path)
    rows = [
        {"number": str(n), "traced_on": _DAY, "rounds": n, "price": Decimal(n)}
        for n in (0, 450, 899, 900)
    ]
    sent.send(extract, "FY2008", rows)
    ((said, _),) = computed(plan, sent.sent, sent.store, dt.date(2010, 1, 31), duck).figures
    assert said.stated is not None
    assert said.stated.number == len(rows) - 1
