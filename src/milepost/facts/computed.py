"""Figures from rows: what the measures of a plan come to with what was delivered by a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Protocol

from milepost.facts.asking import Ask, asked, extract_of, kinds_of
from milepost.facts.covering import covered
from milepost.facts.divided import MOST_COMBINATIONS, combinations, lists_of
from milepost.facts.figures import Numbers, figure_of
from milepost.facts.grids import grid_of
from milepost.facts.reductions import Reductions
from milepost.facts.tables import Codes
from milepost.facts.versions import Version, in_force
from milepost.periods import Calendar, Kind, Period
from milepost.plan.model import Measure, Plan
from milepost.sources import Place, Problem
from milepost.submissions.coverage import extracts_of
from milepost.submissions.extracts import Delivery, Store
from milepost.submissions.model import Observation, Submission

if TYPE_CHECKING:
    from milepost.facts.engines import Engine
    from milepost.facts.remembered import Rows, Value


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
    measures = [m for m in plan.measures if m.from_extract is not None and kinds_of(m)]
    named = dict.fromkeys(name for m in measures for name in extracts_of(m))
    versions = {
        name: in_force(plan.calendar, extract_of(plan, name), deliveries, as_of) for name in named
    }
    work = _Work(plan, versions, Reductions(versions, store, engine, remembered))
    return work.done(measures)


# Of which measure, for which kind of period, divided by codes or not, and what it needs.
_Asked = tuple[Measure, Kind, bool, tuple[Ask, ...]]


class _Work:
    """The measures of a plan over the versions in force of its extracts."""

    def __init__(self, plan: Plan, versions: dict[str, Version], reductions: Reductions) -> None:
        self.plan, self.versions, self.reductions = plan, versions, reductions
        self._covered: dict[tuple[str, Kind], frozenset[Period]] = {}

    def done(self, measures: Sequence[Measure]) -> Computed:
        """Every figure of some measures."""
        asks: list[_Asked] = []
        for measure in measures:
            for kind in kinds_of(measure):
                for divided in (False, True) if measure.dimensions else (False,):
                    of = tuple(asked(self.plan, measure, kind, divided=divided))
                    asks.append((measure, kind, divided, of))
        self.reductions.reduce(
            (
                ask,
                [
                    key
                    for period in self.periods(measure, kind)
                    for key in _keys(self.plan.calendar, ask, period)
                ],
            )
            for measure, kind, _, of in asks
            for ask in of
        )
        failed = {m.id: m for m, _, _, of in asks if self._does_not_fit(of)}
        figures = tuple(
            figure for said in asks if said[0].id not in failed for figure in self._figures(said)
        )
        problems = tuple((m.id, None, self._too_long(m)) for m in failed.values())
        return Computed(figures, problems)

    def periods(self, measure: Measure, kind: Kind) -> list[Period]:
        """The periods of a kind that all extracts of a measure speak for, in order."""
        calendar = self.plan.calendar
        sets: list[frozenset[Period]] = []
        for name in extracts_of(measure):
            if (name, kind) not in self._covered:
                self._covered[name, kind] = covered(calendar, self.versions[name], kind)
            sets.append(self._covered[name, kind])
        return sorted(frozenset.intersection(*sets), key=calendar.key)

    def _figures(self, said: _Asked) -> Iterator[tuple[Observation, int]]:
        measure, kind, divided, asks = said
        for period in self.periods(measure, kind):
            newest = self._rests_on(measure, asks, period)
            place = Place(newest.name)
            for codes in self._codes(measure, period, asks) if divided else (None,):
                numbers = self._numbers(asks, period, codes)
                figure = figure_of(self.plan, measure, period, codes, numbers)
                if figure is not None:
                    yield replace(figure, place=place, value_place=place), newest.number

    def _numbers(self, asks: tuple[Ask, ...], period: Period, codes: Codes | None) -> Numbers:
        found: Numbers = {}
        for ask in asks:
            keys = _keys(self.plan.calendar, ask, period)
            for name, need in ask.needs:
                table = self.reductions.table(ask.ground, need)
                found[name] = table.number(need, keys, codes)
                if name.endswith("rows") and codes is None:
                    found[f"{name} undated"] = self.reductions.undated(ask.ground, need)
        return found

    def _codes(self, measure: Measure, period: Period, asks: tuple[Ask, ...]) -> list[Codes]:
        """The combinations of codes that figures are given for, those without rows too."""
        found = {
            codes
            for ask in asks
            for _, need in ask.needs
            for codes in self.reductions.table(ask.ground, need).codes(
                _keys(self.plan.calendar, ask, period)
            )
            if None not in codes
        }
        if combinations(self.plan, measure) <= MOST_COMBINATIONS:
            found |= set(product(*lists_of(self.plan, measure)))
        return sorted(found, key=lambda codes: tuple(code or "" for code in codes))

    def _rests_on(self, measure: Measure, asks: tuple[Ask, ...], period: Period) -> Submission:
        """The newest submission that has a say in the figures of a period."""
        start, end = self.plan.calendar.start(period), self.plan.calendar.end(period)
        grounds = {(ask.ground.extract, ask.ground.date) for ask in asks}
        having: list[Submission] = []
        for name in extracts_of(measure):
            version, rows = self.versions[name], self.reductions.rows[name]
            dates = {date for extract, date in grounds if extract == name}
            touching = {at for date in dates for at in rows.touching(date, start, end)}
            whole = not dates  # the other extract of rows in both has its say with all of them
            digests = set(rows.digests(range(len(rows)) if whole else touching))
            having += [
                d.submission
                for d in version.deliveries
                if (d.stored is not None and d.stored.digest in digests) or self._is_for(d, period)
            ]
        return max(having, key=lambda s: (s.received_on, s.number))

    def _is_for(self, delivery: Delivery, period: Period) -> bool:
        """Whether a delivery was sent for some days of a period."""
        calendar, sent_for = self.plan.calendar, delivery.submission.period
        return (
            sent_for is not None
            and calendar.start(sent_for) <= calendar.end(period)
            and calendar.end(sent_for) >= calendar.start(period)
        )

    def _does_not_fit(self, asks: tuple[Ask, ...]) -> bool:
        return any(
            need in self.reductions.table(ask.ground, need).failed
            for ask in asks
            for _, need in ask.needs
        )

    def _too_long(self, measure: Measure) -> Problem:
        names = extracts_of(measure)
        newest = max(
            (d.submission for name in names for d in self.versions[name].deliveries),
            key=lambda s: (s.received_on, s.number),
        )
        return Problem(
            Place(newest.name),
            "S531",
            f"{measure.id}: a sum has more than 38 digits, and none of it is rounded.",
            "See whether the values are right; counted in a larger unit they have fewer digits.",
        )


def _keys(calendar: Calendar, ask: Ask, period: Period) -> Sequence[int]:
    """Where in a table the numbers of a period stand."""
    grid = ask.ground.grid
    if grid.kind == period.kind:
        return (grid.number(period),)
    return grid_of(calendar, period.kind).months_of(period)
