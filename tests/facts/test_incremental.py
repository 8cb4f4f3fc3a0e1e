"""What a new delivery makes anew, and what stays as it was: counted in what the engine is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import pytest

from milepost.facts.computed import Computed, computed
from milepost.facts.engines.duck import DuckDB
from milepost.facts.remembered import Remembered
from milepost.plan.model import Plan
from tests.facts.reducing import Deliveries, Row, extract_with, plan_with, store_in


class Watched(DuckDB):
    """A DuckDB that notes which files it is asked for, and how often it computes."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []
        self.computed = 0

    def rows(self, paths: Sequence[Path]) -> nw.LazyFrame[Any]:
        """Note the files."""
        self.read += [path.stem for path in paths]
        return super().rows(paths)

    def collected(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """Note that it computes."""
        self.computed += 1
        return super().collected(frame)

    def forget(self) -> None:
        """Begin to count anew."""
        self.read, self.computed = [], 0


_EXTRACT = extract_with(
    columns=[
        {"name": "number", "type": "text", "required": "true"},
        {"name": "traced_on", "type": "date"},
        {"name": "guns", "type": "whole"},
    ]
)
_QUARTERS = {
    "FY2008-Q1": dt.date(2007, 10, 1), "FY2008-Q2": dt.date(2008, 1, 1),
    "FY2008-Q3": dt.date(2008, 4, 1), "FY2008-Q4": dt.date(2008, 7, 1),
}  # fmt: skip


def _plan() -> Plan:
    return plan_with(
        [_EXTRACT],
        [
            {"id": "rows", "combine": {"periods": "sum"},
             "from_extract": {"extract": "traces", "count": "rows"}},
            {"id": "median", "combine": {"periods": "last"},
             "from_extract": {"extract": "traces", "median": "guns"}},
        ],
    )  # fmt: skip


def _rows(quarter: str, prefix: str = "") -> list[Row]:
    day = _QUARTERS[quarter]
    return [
        {"number": f"{prefix or quarter}{n}", "traced_on": day + dt.timedelta(n), "guns": n}
        for n in range(5)
    ]


@pytest.fixture
def engine() -> Iterator[Watched]:
    watched = Watched()
    yield watched
    watched.close()


def _computed(sent: Deliveries, engine: Watched) -> Computed:
    remembered = Remembered(sent.store.folder / "reduced")
    return computed(_plan(), sent.sent, sent.store, dt.date(2010, 1, 1), engine, remembered)


def _digest(sent: Deliveries, at: int) -> str:
    stored = sent.sent[at].stored
    assert stored is not None
    return stored.digest


def test_nothing_is_asked_twice(tmp_path: Path, engine: Watched) -> None:
    sent = store_in(tmp_path)
    for quarter in ("FY2008-Q1", "FY2008-Q2"):
        sent.send(_EXTRACT, quarter, _rows(quarter))
    first = _computed(sent, engine)
    assert engine.computed
    engine.forget()
    assert _computed(sent, engine) == first
    assert (engine.computed, engine.read) == (0, [])


def test_a_new_quarter_reduces_only_its_own_rows(tmp_path: Path, engine: Watched) -> None:
    sent = store_in(tmp_path)
    for quarter in ("FY2008-Q1", "FY2008-Q2"):
        sent.send(_EXTRACT, quarter, _rows(quarter))
    before = _computed(sent, engine)
    sent.send(_EXTRACT, "FY2008-Q3", _rows("FY2008-Q3"))
    engine.forget()
    after = _computed(sent, engine)
    # Rows, their middle value, rows without a date, and whether keys of it were there before.
    assert engine.computed == 4
    assert engine.read.count(_digest(sent, 0)) == 1, "but for the keys no older rows are read"
    assert set(before.figures) < set(after.figures)


def test_a_quarter_that_is_revised_makes_only_itself_anew(tmp_path: Path, engine: Watched) -> None:
    sent = store_in(tmp_path)
    for quarter in ("FY2008-Q1", "FY2008-Q2"):
        sent.send(_EXTRACT, quarter, _rows(quarter))
    before = _computed(sent, engine)
    sent.send(_EXTRACT, "FY2008-Q1", _rows("FY2008-Q1")[:3], "2010-01-01")
    after = _computed(sent, engine)
    changed = set(after.figures) - set(before.figures)
    assert {(str(said.period), number) for said, number in changed} == {("FY2008-Q1", 3)}


def test_figures_rest_on_a_late_delivery_that_has_rows_of_them(
    tmp_path: Path, engine: Watched
) -> None:
    sent = store_in(tmp_path)
    for quarter in ("FY2008-Q1", "FY2008-Q2"):
        sent.send(_EXTRACT, quarter, _rows(quarter))
    # In the third quarter two rows of the first come again: they share keys with it.
    late = [*_rows("FY2008-Q3"), *_rows("FY2008-Q1")[:2]]
    sent.send(_EXTRACT, "FY2008-Q3", late, "2010-01-01")
    made = _computed(sent, engine)
    rests = {(said.measure, str(said.period)): number for said, number in made.figures}
    assert rests == {
        ("rows", "FY2008-Q1"): 3, ("rows", "FY2008-Q2"): 2, ("rows", "FY2008-Q3"): 3,
        ("median", "FY2008-Q1"): 3, ("median", "FY2008-Q2"): 2, ("median", "FY2008-Q3"): 3,
    }  # fmt: skip
    counted = {str(s.period): s.counted for s, _ in made.figures if s.measure == "rows"}
    assert counted == {"FY2008-Q1": 5, "FY2008-Q2": 5, "FY2008-Q3": 5}


def test_another_definition_is_not_taken_for_the_same(tmp_path: Path, engine: Watched) -> None:
    sent = store_in(tmp_path)
    sent.send(_EXTRACT, "FY2008-Q1", _rows("FY2008-Q1"))
    remembered = Remembered(sent.store.folder / "reduced")

    def rows(where: str) -> int | None:
        how = {"extract": "traces", "count": "rows", "where": where}
        plan = plan_with([_EXTRACT], [{"id": "rows", "from_extract": how}])
        made = computed(plan, sent.sent, sent.store, dt.date(2010, 1, 1), engine, remembered)
        return made.figures[0][0].counted

    assert [rows("guns > 1"), rows("guns > 2"), rows("guns > 2.0"), rows("guns >= 1")] == [
        3, 2, 2, 4,
    ]  # fmt: skip


def test_corrections_of_the_quarter_before_do_not_make_all_of_history_anew(
    tmp_path: Path, engine: Watched
) -> None:
    """Each delivery corrects a row of the one before, as they do: a chain from first to last."""
    sent, names = store_in(tmp_path), list(_QUARTERS)
    for at, quarter in enumerate(names[:3]):
        corrected = _rows(names[at - 1])[:1] if at else []
        sent.send(_EXTRACT, quarter, [*_rows(quarter), *corrected], f"2009-12-0{at + 1}")
    before = _computed(sent, engine)
    again = _rows(names[2])[:1]
    sent.send(_EXTRACT, names[3], [*_rows(names[3]), *again], "2009-12-04")
    engine.forget()
    reductions = sent.store.folder / "reduced"
    remembered = Remembered(reductions)
    after = computed(_plan(), sent.sent, sent.store, dt.date(2010, 1, 1), engine, remembered)
    assert after == computed(_plan(), sent.sent, sent.store, dt.date(2010, 1, 1), engine)
    first = {said for said in before.figures if str(said[0].period) == names[0]}
    assert first
    assert first < set(after.figures)
    # The last delivery may have corrected what the third one has of the second quarter, so that
    # three quarters of rows and of middle values are made anew, but not the first. Besides: the
    # keys and the months of the new one, and the rows without a date of it and the one before.
    assert remembered.asked == 2 * 3 + 1 + 1 + 2
