"""Figures from rows: what the measures of a plan come to with what was delivered by a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Protocol

from milepost.facts.asking import Ask, asked, extract_of, kinds_of
from milepost.facts.covering import covered
from milepost.facts.figures import Numbers, figure_of
from milepost.facts.grids import grid_of
from milepost.facts.reductions import Reductions
from milepost.facts.tables import Codes
from milepost.facts.versions import Version, in_force
from milepost.periods import Kind, Period
from milepost.plan.model import Measure, Plan
from milepost.sources import Problem
from milepost.submissions.coverage import extracts_of
from milepost.submissions.extracts import Delivery, Store
from milepost.submissions.model import Observation

if TYPE_CHECKING:
    from milepost.facts.engines import Engine
    from milepost.facts.remembered import Rows, Value

_MOST_CODES = 10_000


class Remembering(Protocol):
    """What was reduced before, each under the digest of all that decides it."""

    def get(self, digest: str) -> list[tuple[Value, ...]] | None:
        """The rows under a digest; None where there are none."""

    def put(self, digest: str, rows: Rows) -> None:
        """Keep rows under a digest."""


@dataclass(frozen=True, slots=True)
class Computed:
    """What was computed.

    Attributes:
        figures: every figure, with the number of the newest submission it rests on.
        problems: why figures could not be computed, each with its measure and, where it is of one
            period alone, that.
    """

    figures: tuple[tuple[Observation, int], ...]
    problems: tuple[tuple[str, Period | None, Problem], ...] = ()


def computed(  # noqa: PLR0913  # what is computed, from what, where
    plan: Plan,
    deliveries: Sequence[Delivery],
    store: Store,
    as_of: dt.date,
    engine: Engine,
    remembered: Remembering | None = None,
) -> Computed:
    """Compute every measure of a plan that is computed from an extract.

    Args:
        plan: the plan.
        deliveries: what was delivered, in any order.
        store: where the rows lie.
        as_of: what was received later does not count.
        engine: where it is computed.
        remembered: what was reduced before; None to compute all of it.

    Raises:
        EngineUnusableError: where the engine breaks off, or cannot read the rows.
    """
    measures = [m for m in plan.measures if m.from_extract is not None]
    named = dict.fromkeys(name for m in measures for name in extracts_of(m))
    versions = {
        name: in_force(plan.calendar, extract_of(plan, name), deliveries, as_of) for name in named
    }
    work = _Work(plan, versions, Reductions(versions, store, engine, remembered))
    return work.done(measures)


class _Work:
    """The measures of a plan over the versions in force of its extracts."""

    def __init__(self, plan: Plan, versions: dict[str, Version], reductions: Reductions) -> None:
        self.plan, self.versions, self.reductions = plan, versions, reductions

    def done(self, measures: Sequence[Measure]) -> Computed:
        asks: list[tuple[Measure, Kind, bool, tuple[Ask, ...]]] = []
        for measure in measures:
            for kind in kinds_of(measure):
                for divided in (False, True) if measure.dimensions else (False,):
                    of = tuple(asked(self.plan, measure, kind, divided=divided))
                    asks.append((measure, kind, divided, of))
        self.reductions.reduce([ask for *_, of in asks for ask in of])
        figures = [
            f
            for measure, kind, divided, of in asks
            for f in self._figures(measure, kind, of, divided=divided)
        ]
        problems: list[tuple[str, Period | None, Problem]] = []
        return Computed(tuple(figures), tuple(problems))

    def _figures(
        self, measure: Measure, kind: Kind, asks: tuple[Ask, ...], *, divided: bool
    ) -> Iterator[tuple[Observation, int]]:
        for period in self._covered(measure, kind):
            for codes in self._codes(measure, period, asks) if divided else (None,):
                numbers = self._numbers(asks, period, codes)
                said = figure_of(self.plan, measure, period, codes, numbers)
                if said is not None:
                    yield said, self._rests_on(measure, period)

    def _covered(self, measure: Measure, kind: Kind) -> list[Period]:
        """The periods that all extracts of a measure speak for, in order."""
        calendar = self.plan.calendar
        sets = [covered(calendar, self.versions[e], kind) for e in extracts_of(measure)]
        return sorted(frozenset.intersection(*sets), key=calendar.key)

    def _numbers(self, asks: tuple[Ask, ...], period: Period, codes: Codes | None) -> Numbers:
        numbers: Numbers = {}
        for ask in asks:
            table, stretches = self.reductions.table(ask), self._stretches(ask, period)
            for name, need in ask.needs:
                numbers[name] = table.number(need, stretches, codes)
                if codes is None:
                    numbers[f"{name} undated"] = table.number(need, (None,), None)
        return numbers

    def _stretches(self, ask: Ask, period: Period) -> Sequence[int]:
        """Where in a table the numbers of a period stand."""
        grid = grid_of(self.plan.calendar, period.kind)
        return (grid.number(period),) if ask.ground.grid == grid else grid.months_of(period)

    def _codes(self, measure: Measure, period: Period, asks: tuple[Ask, ...]) -> list[Codes]:
        """The combinations of codes that figures are given for, those without rows too."""
        lists = {c.id: [code.code for code in c.codes] for c in self.plan.code_lists}
        listed = [lists.get(dimension, []) for dimension in measure.dimensions]
        found = {
            codes
            for ask in asks
            for codes in self.reductions.table(ask).codes(self._stretches(ask, period))
            if None not in codes
        }
        size = 1
        for codes_of in listed:
            size *= len(codes_of)
        if size <= _MOST_CODES:
            found |= set(product(*listed))
        return sorted(found, key=lambda codes: tuple(c or "" for c in codes))

    def _rests_on(self, measure: Measure, period: Period) -> int:
        """The newest submission that has a say in the figures of a period."""
        newest = [
            d.submission for name in extracts_of(measure) for d in self.versions[name].deliveries
        ]
        return max(newest, key=lambda s: (s.received_on, s.number)).number
