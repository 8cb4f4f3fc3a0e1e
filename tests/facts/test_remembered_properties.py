"""Whatever else was reduced before over the same rows: what is remembered is never another's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milepost.facts.computed import Computed, computed
from milepost.facts.engines import Engine
from milepost.facts.engines.duck import DuckDB
from milepost.facts.remembered import Remembered
from milepost.sources import Place
from tests.facts.generated import CASES, STATES, measures, rows_of_cases, rows_of_traces, traces
from tests.facts.reducing import Row, plan_with, store_in

_DAYS = st.sampled_from(["2009-11-01", "2009-12-01", "2010-07-01"])
_PERIODS = st.sampled_from(["FY2009", "FY2009-Q1", "FY2009-Q2", "FY2009-Q3", "FY2008", "CY2009"])
# How the same rows may be looked at: as whole periods or changes, with rows taken back or without,
# by another calendar, with other codes, as of another day, with fewer deliveries.
_LOOKS = st.tuples(
    st.sampled_from(["whole-periods", "changes"]),
    st.booleans(),
    st.sampled_from(["October", "January", "July", "February"]),
    st.sampled_from([STATES, STATES[:1], (*STATES, "NM")]),
    _DAYS.map(dt.date.fromisoformat),
    st.integers(1, 6),
)


@pytest.fixture(scope="module")
def duck() -> Iterator[Engine]:
    engine = DuckDB()
    yield engine
    engine.close()


@settings(
    deadline=None, max_examples=12,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(
    st.lists(st.tuples(_PERIODS, rows_of_traces(), _DAYS), min_size=1, max_size=4),
    rows_of_cases(),
    st.lists(measures(), min_size=1, max_size=4),
    st.lists(_LOOKS, min_size=2, max_size=4),
)
def test_the_same_rows_looked_at_otherwise_are_reduced_anew(
    duck: Engine,
    sent: list[tuple[str, list[Row], str]],
    others: list[Row],
    asked: list[dict[str, Any]],
    looks: list[tuple[str, bool, str, tuple[str, ...], dt.date, int]],
) -> None:
    with TemporaryDirectory() as folder:
        deliveries = store_in(Path(folder))
        deliveries.send(CASES, "FY2009", others)
        for period, rows, day in sent:
            deliveries.send(traces("changes", deletes=True), period, rows, day)
        for delivered, deletes, starts, codes, as_of, how_many in looks:
            extract = traces(delivered, deletes=deletes)
            named = [{"id": f"measure-{n}", **measure} for n, measure in enumerate(asked)]
            plan = plan_with([extract, CASES], named, {"states": codes}, starts)
            few, store = deliveries.sent[: how_many + 1], deliveries.store
            remembered = Remembered(Path(folder) / "reduced")
            expected = _figures(computed(plan, few, store, as_of, duck))
            assert _figures(computed(plan, few, store, as_of, duck, remembered)) == expected


def _figures(found: Computed) -> tuple[object, ...]:
    """Without the submission they rest on: of some it is the newest that may have a say."""
    nowhere = Place("")
    figures = [replace(said, place=nowhere, value_place=nowhere) for said, _ in found.figures]
    return figures, [(measure, period) for measure, period, _ in found.problems]
