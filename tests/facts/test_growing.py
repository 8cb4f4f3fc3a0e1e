"""Deliveries that come one after the other: each costs what it changes, and nothing is missed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milepost.facts import computed as computing
from milepost.facts import digests, figures, reductions
from milepost.facts.engines import Engine
from milepost.facts.engines.duck import DuckDB
from milepost.facts.recorded import Reduced, with_computed
from milepost.facts.reduction import Reduction
from milepost.periods import parse_period
from milepost.plan.model import Plan
from milepost.submissions.extracts import Delivery
from milepost.submissions.model import Record
from tests.facts.generated import CASES, STATES, measures, rows_of_cases, rows_of_traces, traces
from tests.facts.reducing import Deliveries, Row, extract_with, plan_with, store_in

_AS_OF = dt.date(2030, 1, 1)


@pytest.fixture(scope="module")
def duck() -> Iterator[Engine]:
    engine = DuckDB()
    yield engine
    engine.close()


@dataclass
class Anew:
    """A reduction that computes everything anew with each delivery."""

    reduction: Reduction

    def __call__(
        self,
        plan: Plan,
        deliveries: tuple[Delivery, ...],
        as_of: dt.date,
        since: Collection[int] | None = None,
    ) -> Reduced:
        """Whatever is new, all of it."""
        del since
        return self.reduction(plan, deliveries, as_of)


def _record(plan: Plan, sent: Deliveries, reduce: Reduction | Anew) -> Record:
    return with_computed(Record(_AS_OF, {}, (), ()), plan, sent.sent, reduce)


def _without_notes(record: Record) -> Any:  # noqa: ANN401  # whatever is compared
    """A displaced figure says how many rows had no date when it was put down or when it went."""
    found = {}
    for key, held in record.in_force.items():
        bare = [
            replace(h, displaced=(), observation=replace(h.observation, note=""))
            for h in held.displaced
        ]
        found[key] = (replace(held, displaced=()), bare)
    return found, record.not_computed


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
        min_size=2,
        max_size=5,
    ),
    st.lists(
        st.tuples(
            st.sampled_from(["FY2009", "CY2008"]),
            rows_of_cases(),
            st.sampled_from(["2009-10-01", "2009-11-15"]),
        ),
        min_size=1,
        max_size=2,
    ),
    st.lists(measures(), min_size=1, max_size=5),
    st.sampled_from(["whole-periods", "changes"]),
    st.booleans(),
)
def test_what_holds_is_what_it_is_if_all_is_computed_with_each_delivery(  # noqa: PLR0913  # each is drawn
    duck: Engine,
    of_traces: list[tuple[str, list[Row], str]],
    of_cases: list[tuple[str, list[Row], str]],
    drawn: list[dict[str, Any]],
    delivered: str,
    deletes: bool,  # noqa: FBT001  # drawn
) -> None:
    extract = traces(delivered, deletes=deletes)
    named = [m | {"id": f"m{at}"} for at, m in enumerate(drawn)]
    plan = plan_with([extract, CASES], named, {"states": STATES})
    with TemporaryDirectory() as folder:
        sent = store_in(Path(folder))
        for period, rows, on in of_cases:
            sent.send(CASES, period, rows, on)
        for period, rows, on in of_traces:
            sent.send(extract, period, rows, on)
        grown = _record(plan, sent, Reduction.of(duck, sent.store))
        anew = _record(plan, sent, Anew(Reduction.of(duck, sent.store)))
    assert _without_notes(grown) == _without_notes(anew)


_EXTRACT = extract_with(
    columns=[
        {"name": "number", "type": "text", "required": "true"},
        {"name": "traced_on", "type": "date"},
        {"name": "guns", "type": "whole"},
    ]
)
_COUNT = {"extract": "traces", "count": "rows"}
_PLAN = plan_with(
    [_EXTRACT],
    [
        {"id": "rows", "combine": {"periods": "sum"}, "from_extract": _COUNT},
        {"id": "median", "from_extract": {"extract": "traces", "median": "guns"}},
    ],
)


def _quarters(folder: Path, count: int) -> Deliveries:
    """A quarter after the other, each received a month after its end; none shares keys."""
    sent, period = store_in(folder), parse_period("FY2005-Q1")
    for at in range(count):
        quarter = period.step(at)
        day = _PLAN.calendar.end(quarter)
        rows = [{"number": f"{quarter}-{n}", "traced_on": day, "guns": n} for n in range(3)]
        sent.send(_EXTRACT, str(quarter), rows, str(day + dt.timedelta(30)))
    return sent


@pytest.mark.parametrize("warm", [False, True])
def test_twice_as_many_quarters_cost_twice_as_much(
    tmp_path: Path,
    duck: Engine,
    warm: bool,  # noqa: FBT001  # one of the two
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counts = {"figures": 0, "digests": 0, "words digested": 0, "read": 0}
    made, digested = figures.figure_of, digests.digest_of

    def figure_of(*said: Any) -> Any:  # noqa: ANN401  # as it is
        counts["figures"] += 1
        return made(*said)

    def digest_of(*parts: Any) -> str:  # noqa: ANN401  # as it is
        counts["digests"] += 1
        counts["words digested"] += len(str(parts))
        return digested(*parts)

    monkeypatch.setattr(computing, "figure_of", figure_of)
    monkeypatch.setattr(reductions, "digest_of", digest_of)
    monkeypatch.setattr("milepost.facts.kin.digest_of", digest_of)
    found: list[dict[str, int]] = []
    for count in (8, 16, 32):
        sent = _quarters(tmp_path / str(count), count)
        if warm:
            _record(_PLAN, sent, Reduction.of(duck, sent.store))
        counts |= dict.fromkeys(counts, 0)
        reduction = Reduction.of(duck, sent.store)
        record = _record(_PLAN, sent, reduction)
        assert len(record.in_force) == count * 2 + count // 4
        counts["read"] = reduction.remembered.asked + reduction.remembered.found
        found.append(dict(counts))
    for name in counts:
        first, second, third = (of[name] for of in found)
        assert first > 0, name
        # With the same share for each quarter, what twice as many cost more doubles, and no more.
        assert third - second <= 2.1 * (second - first), (name, found)


def test_a_quarter_that_comes_has_no_say_in_the_figures_of_others(
    tmp_path: Path, duck: Engine
) -> None:
    sent = _quarters(tmp_path, 6)
    numbers = [delivery.submission.number for delivery in sent.sent]
    reduction = Reduction.of(duck, sent.store)
    found = reduction(_PLAN, tuple(sent.sent), _AS_OF, numbers[-1:])
    assert {str(period) for _, period in found.looked_at or ()} == {"FY2006-Q2"}
    record = _record(_PLAN, sent, reduction)
    assert sorted({held.submission for held in record.in_force.values()}) == numbers
