"""One suite on every engine: DuckDB, a real Spark cluster, and Spark Connect.

What they give back is compared cell by cell and type by type, which is more than digests would say;
the plain-Python reducer of ``test_reduction`` says that DuckDB is right.
"""

from __future__ import annotations

import datetime as dt
import random
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import narwhals.stable.v2 as nw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milepost.facts.compiled import Columns
from milepost.facts.computed import Computed, computed
from milepost.facts.engines import Engine
from milepost.facts.engines.duck import DuckDB
from milepost.facts.engines.spark import Spark
from milepost.plan.conditions.parse import parse_condition
from milepost.plan.model import Plan
from milepost.sources import Place
from milepost.submissions.extracts import Delivery, Store
from tests.facts import drawn
from tests.facts.hard_measures import CONDITIONS, every_kind, plan_of
from tests.facts.hard_rows import Row, Sending, hard_rows, stored, write_parquet

_AS_OF = dt.date(2009, 1, 31)


@pytest.fixture(scope="module", params=["by_cluster", "by_connect"])
def spark(request: pytest.FixtureRequest) -> Spark:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Spark)
    return found


@pytest.fixture(scope="module")
def duck() -> Any:  # noqa: ANN401  # a generator of one engine
    engine = DuckDB()
    yield engine
    engine.close()


@pytest.mark.slow
@pytest.mark.spark
def test_every_form_of_a_condition_has_the_same_answer_for_every_row(
    spark: Spark, duck: DuckDB, tmp_path: Path
) -> None:
    rows = [row | {"number_of": f"{n:04}"} for n, row in enumerate(hard_rows())]
    write_parquet(tmp_path / "rows.parquet", rows, 50)
    columns = Columns.of(plan_of([]).extracts[0])
    tests = [columns.answer(parse_condition(condition).test) for condition in CONDITIONS]

    def answers(engine: Engine) -> list[tuple[Any, ...]]:
        frame = engine.rows([tmp_path / "rows.parquet"])
        asked = {f"answer{n}": test for n, test in enumerate(tests)}
        return sorted(engine.collected(frame.select(nw.col("number_of"), **asked)))

    expected, got = answers(duck), answers(spark)
    assert len(got) == len(rows)
    for at, condition in enumerate(CONDITIONS, 1):
        assert [r[at] for r in got] == [r[at] for r in expected], condition


class Listening:
    """An engine, of which all that it gives back is kept, sorted."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.name, self.rows, self.query, self.close = (
            engine.name, engine.rows, engine.query, engine.close,
        )  # fmt: skip
        self.heard: list[list[str]] = []

    def collected(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        found = self._engine.collected(frame)
        self.heard.append(sorted(repr(row) for row in found))
        return found


def found_by(
    engine: Engine, plan: Plan, deliveries: Sequence[Delivery], store: Store
) -> tuple[Computed, list[list[str]]]:
    listening = Listening(engine)
    return computed(plan, deliveries, store, _AS_OF, listening), listening.heard


def in_whole_periods(rows: Sequence[Row]) -> list[Sending]:
    """The whole year twice, then the second quarter, and what the other agency has."""
    third = len(rows) // 3
    first, second, third_part = rows[:third], rows[third : 2 * third], rows[2 * third :]
    return [
        Sending("rows", tuple(first), dt.date(2008, 10, 15)),
        Sending("rows", tuple(second), dt.date(2008, 11, 1)),
        Sending("rows", tuple(third_part), dt.date(2008, 11, 1), period="FY2008-Q2"),
        Sending("others", tuple(rows[::2]), dt.date(2008, 12, 1), agency="ICE"),
        Sending("rows", tuple(first), dt.date(2009, 2, 1)),
    ]


@pytest.mark.slow
@pytest.mark.spark
@pytest.mark.parametrize(
    ("through", "delivered"),
    [("by_cluster", "changes"), ("by_connect", "changes"), ("by_connect", "whole-periods")],
)
def test_every_kind_of_measure_comes_out_the_same(
    through: str, delivered: str, duck: DuckDB, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    spark = request.getfixturevalue(through)
    store = Store(tmp_path)
    plan = plan_of(every_kind(), delivered=delivered)
    deliveries = stored(store, in_whole_periods(hard_rows()), 60)
    expected, expected_rows = found_by(duck, plan, deliveries, store)
    got, got_rows = found_by(spark, plan, deliveries, store)
    assert len(expected.figures) > len(plan.measures)
    assert expected.problems == ()
    assert got_rows == expected_rows
    assert got == expected


@pytest.mark.slow
@pytest.mark.spark
def test_one_file_or_many_shuffled_ones_are_the_same_rows(
    spark: Spark, duck: DuckDB, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    plan = plan_of(every_kind()[:12], delivered="changes")
    rows = [row | {"number_of": f"{n:04}"} for n, row in enumerate(hard_rows())]
    others = Sending("others", tuple(rows[::2]), agency="ICE")
    random.Random(40).shuffle(rows)  # noqa: S311  # the same order each time

    def found(engine: Engine, files: int) -> list[Any]:
        sent = [Sending("rows", tuple(rows[n::files])) for n in range(files)]
        deliveries = stored(store, [*sent, others], 20)
        return _without_numbers(computed(plan, deliveries, store, _AS_OF, engine))

    expected = found(duck, 1)
    assert found(duck, 40) == expected
    assert found(spark, 5) == expected


def _without_numbers(found: Computed) -> list[Any]:
    """Without the number of the submission, and so without the file it came in."""
    nowhere = Place("")
    return [replace(f, place=nowhere, value_place=nowhere) for f, _ in found.figures]


_LARGEST: Final = 10**38 - 1


def with_huge(numbers: Sequence[int]) -> Sending:
    base = hard_rows(1)[0] | {"happened_on": dt.date(2008, 1, 2), "taken_back": False}
    return Sending(
        "rows", tuple(base | {"number_of": f"{n}", "huge": h} for n, h in enumerate(numbers))
    )


@pytest.mark.slow
@pytest.mark.spark
@pytest.mark.parametrize(
    "numbers",
    [
        [_LARGEST, 1],
        [-_LARGEST, -1],
        [_LARGEST] * 9,
        # What is above zero does not fit, though all of it would: in another order it would not.
        [_LARGEST, -_LARGEST] * 5 + [1],
        sorted([_LARGEST, -_LARGEST] * 5),
    ],
)
def test_a_sum_that_does_not_fit_is_the_same_problem_on_each_and_never_a_figure(
    spark: Spark, duck: DuckDB, tmp_path: Path, numbers: list[int]
) -> None:
    store = Store(tmp_path)
    plan = plan_of([{"sum": "huge"}, {"mean": "huge"}, {"sum": "fine"}], delivered="changes")
    deliveries = stored(store, [with_huge(numbers)], 2)
    expected, got = (computed(plan, deliveries, store, _AS_OF, e) for e in (duck, spark))
    assert {(measure, problem.code) for measure, _, problem in expected.problems} == {
        ("m0", "S531"),
        ("m1", "S531"),
    }
    assert {figure.measure for figure, _ in expected.figures} == {"m2"}
    assert got == expected


@pytest.mark.slow
@pytest.mark.spark
@pytest.mark.parametrize("numbers", [[_LARGEST, 1 - _LARGEST, -1], [_LARGEST - 1, 1, -_LARGEST]])
def test_a_sum_that_just_fits_has_every_digit(
    spark: Spark, duck: DuckDB, tmp_path: Path, numbers: list[int]
) -> None:
    store = Store(tmp_path)
    plan = plan_of([{"sum": "huge"}], delivered="changes")
    deliveries = stored(store, [with_huge([*numbers, *([0] * 20)])], 2)
    for engine in (duck, spark):
        found = computed(plan, deliveries, store, _AS_OF, engine)
        assert found.problems == ()
        sums = {f.stated.number for f, _ in found.figures if f.stated and f.counted}
        assert sums == {sum(numbers)}


@pytest.mark.slow
@pytest.mark.spark
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(
    several=st.lists(drawn.rows(), min_size=1, max_size=3),
    others=drawn.rows(),
    kinds=drawn.measures(),
    delivered=st.sampled_from(("whole-periods", "changes")),
    starts=st.sampled_from(("October", "October", "January", "February", "July")),
)
def test_whatever_is_declared_and_sent_comes_out_the_same(  # noqa: PLR0913  # drawn
    by_connect: Spark,
    duck: DuckDB,
    several: list[list[Row]],
    others: list[Row],
    kinds: list[dict[str, Any]],
    delivered: str,
    starts: str,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        plan = plan_of(kinds, delivered=delivered, starts=starts)
        sent = [Sending("rows", tuple(rows)) for rows in several]
        sent.append(Sending("others", tuple(others), agency="ICE"))
        deliveries = stored(store, sent, 3)
        expected, expected_rows = found_by(duck, plan, deliveries, store)
        got, got_rows = found_by(by_connect, plan, deliveries, store)
    assert got_rows == expected_rows
    assert got == expected
