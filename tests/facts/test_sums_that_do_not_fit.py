"""A sum of more than 38 digits is a problem of its measure, and the others are as they were."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

from milepost.facts.computed import computed
from milepost.facts.engines.duck import DuckDB
from milepost.facts.remembered import Remembered
from tests.facts.reducing import extract_with, plan_with, store_in

_MOST = Decimal("9" * 38)
_DAY = dt.date(2008, 10, 1)


def test_no_digit_of_a_sum_is_lost_in_silence(tmp_path: Path) -> None:
    extract = extract_with(
        columns=[
            {"name": "number", "type": "text", "required": "true"},
            {"name": "traced_on", "type": "date"},
            {"name": "wide", "type": "number", "digits": "38"},
            {"name": "whole", "type": "whole"},
        ]
    )
    sent = store_in(tmp_path)
    largest = 2**63 - 1
    rows = [
        {"number": str(n), "traced_on": _DAY, "wide": _MOST, "whole": largest} for n in range(3)
    ]
    sent.send(extract, "FY2009-Q1", rows)
    of = {"combine": {"periods": "sum"}}
    plan = plan_with(
        [extract],
        [
            {"id": "wide", **of, "from_extract": {"extract": "traces", "sum": "wide"}},
            {"id": "whole", **of, "from_extract": {"extract": "traces", "sum": "whole"}},
            {"id": "rows", **of, "from_extract": {"extract": "traces", "count": "rows"}},
            {"id": "mean", "from_extract": {"extract": "traces", "mean": "wide"}},
            {"id": "median", "from_extract": {"extract": "traces", "median": "wide"}},
        ],
    )
    engine = DuckDB()
    remembered = Remembered(tmp_path / "reduced")
    for _ in range(2):
        made = computed(plan, sent.sent, sent.store, dt.date(2010, 1, 1), engine, remembered)
        found = {said.measure: said.stated.number for said, _ in made.figures if said.stated}
        assert found == {"whole": Decimal(3 * largest), "rows": 3, "median": _MOST}
        assert [(m, problem.code) for m, _, problem in made.problems] == [
            ("wide", "S531"), ("mean", "S531"),
        ]  # fmt: skip
    engine.close()


def test_a_sum_of_39_digits_does_not_fit_even_where_an_engine_has_room(tmp_path: Path) -> None:
    extract = extract_with(
        columns=[
            {"name": "number", "type": "text", "required": "true"},
            {"name": "traced_on", "type": "date"},
            {"name": "wide", "type": "number", "digits": "38"},
        ]
    )
    sent = store_in(tmp_path)
    rows = [{"number": str(n), "traced_on": _DAY, "wide": (n and _MOST) or 1} for n in range(2)]
    sent.send(extract, "FY2009-Q1", rows)
    plan = plan_with(
        [extract], [{"id": "wide", "from_extract": {"extract": "traces", "sum": "wide"}}]
    )
    engine = DuckDB()
    made = computed(plan, sent.sent, sent.store, dt.date(2010, 1, 1), engine)
    engine.close()
    assert not made.figures
    assert [problem.code for *_, problem in made.problems] == ["S531"]
