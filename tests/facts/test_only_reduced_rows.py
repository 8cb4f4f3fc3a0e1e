"""Nothing but reduced rows leaves an engine: however many rows there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import pytest

from milepost.facts.computed import computed
from milepost.facts.engines.duck import DuckDB
from milepost.submissions.extracts import Store
from tests.facts.hard_measures import every_kind, plan_of
from tests.facts.hard_rows import STATES, Row, Sending, hard_rows, stored

_MONTHS_LOOKED_AT = 24
_DELIVERIES = 4
# The others differ from these only in what is asked of a row.
_KINDS = 64
_ROWS = 3_000
# Each month, undivided or by the codes of states and none; of sorted values two or three.
_MOST = 3 * _MONTHS_LOOKED_AT * (len(STATES) + 1)


class Counting(DuckDB):
    """A DuckDB of which is counted how many rows come back, each time."""

    def __init__(self) -> None:
        super().__init__()
        self.came: list[int] = []

    def collected(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """Count them."""
        found = super().collected(frame)
        self.came.append(len(found))
        return found


def _sent(rows: Sequence[Row]) -> list[Sending]:
    part = len(rows) // _DELIVERIES
    several = [rows[n * part : (n + 1) * part] for n in range(_DELIVERIES)]
    return [
        *(Sending("rows", tuple(each), dt.date(2008, 11, n)) for n, each in enumerate(several, 1)),
        Sending("others", tuple(rows[::2]), dt.date(2008, 12, 1), agency="ICE"),
    ]


@pytest.mark.parametrize("delivered", ["whole-periods", "changes"])
def test_of_many_rows_few_come_back(tmp_path: Path, delivered: str) -> None:
    plan = plan_of(every_kind()[:_KINDS], delivered=delivered)
    store, engine = Store(tmp_path), Counting()
    sent = stored(store, _sent(hard_rows(_ROWS, keys=_ROWS // 2)))
    made = computed(plan, sent, store, dt.date(2009, 1, 31), engine)
    engine.close()
    assert len(made.figures) > len(plan.measures)
    assert 0 < max(engine.came) <= _MOST < _ROWS // _DELIVERIES
