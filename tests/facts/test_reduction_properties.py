"""Whatever the rows, revisions, conditions and measures are: DuckDB finds what is so, exactly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milepost.facts.computed import computed
from milepost.facts.engines import Engine
from milepost.facts.engines.duck import DuckDB
from milepost.facts.remembered import Remembered
from milepost.plan.model import Plan
from tests.facts.generated import (
    CASES,
    STATES,
    measures,
    rows_of_cases,
    rows_of_traces,
    traces,
)
from tests.facts.reducing import Deliveries, Row, plan_with, store_in
from tests.facts.reference import Reference

_AS_OF = dt.date(2010, 6, 1)


@pytest.fixture(scope="module")
def duck() -> Iterator[Engine]:
    engine = DuckDB()
    yield engine
    engine.close()


def figures(
    plan: Plan, sent: Deliveries, engine: Engine, remembered: Remembered | None
) -> dict[Any, Any]:
    """Every figure, as the reference has them."""
    made = computed(plan, sent.sent, sent.store, _AS_OF, engine, remembered)
    assert not made.problems
    found = {}
    for said, _ in made.figures:
        assert said.stated is not None
        key = said.measure, str(said.period), tuple(code for _, code in said.dimensions)
        assert key not in found
        upper = said.stated.number if said.stated.upper is None else said.stated.upper
        found[key] = said.stated.number, upper, said.whole, said.counted
    return found


@settings(
    deadline=None, max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["FY2009", "FY2009-Q1", "FY2009-Q2", "FY2009-Q3", "FY2008", "CY2009"]),
            rows_of_traces(),
            st.sampled_from(["2009-11-01", "2009-12-01", "2010-07-01"]),
        ),
        min_size=1,
        max_size=4,
    ),
    st.lists(
        st.tuples(st.sampled_from(["FY2009", "CY2008"]), rows_of_cases()), min_size=1, max_size=2
    ),
    st.lists(measures(), min_size=1, max_size=6),
    st.sampled_from(["whole-periods", "changes"]),
    st.booleans(),
    st.sampled_from(["October", "January", "July", "February"]),
)
def test_every_figure_is_what_it_is(  # noqa: PLR0913  # each is drawn
    duck: Engine,
    sent: list[tuple[str, list[Row], str]],
    others: list[tuple[str, list[Row]]],
    asked: list[dict[str, Any]],
    delivered: str,
    deletes: bool,  # noqa: FBT001  # hypothesis passes it so
    starts: str,
) -> None:
    extract = traces(delivered, deletes=deletes)
    named = [{"id": f"measure-{n}", **measure} for n, measure in enumerate(asked)]
    plan = plan_with([extract, CASES], named, {"states": STATES}, starts)
    with TemporaryDirectory() as folder:
        deliveries = store_in(Path(folder))
        for period, rows, day in sent:
            deliveries.send(extract, period, rows, day)
        for period, rows in others:
            deliveries.send(CASES, period, rows)
        expected = Reference(plan, deliveries, _AS_OF).figures()
        remembered = Remembered(Path(folder) / "reduced")
        assert figures(plan, deliveries, duck, remembered) == expected
        assert figures(plan, deliveries, duck, remembered) == expected
