"""Figures from rows: what the measures of a plan come to with what was delivered by a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Protocol

from milepost.facts.asking import Ask, asked, extract_of, kinds_of
from milepost.facts.covering import Covered
from milepost.facts.divided import MOST_COMBINATIONS, combinations, lists_of
from milepost.facts.figures import Numbers, figure_of
from milepost.facts.grids import grid_of, month_of
from milepost.facts.kin import Kin, kin_of
from milepost.facts.reductions import Reductions
from milepost.facts.rows_in_force import RowsInForce
from milepost.facts.tables import Codes
from milepost.facts.touched import Side, Touched
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
        looked_at: of which measures which periods were looked at; None where all were.
    """

    figures: tuple[tuple[Observation, int], ...]
    problems: tuple[tuple[str, Period | None, Problem], ...] = ()
    looked_at: frozenset[tuple[str, Period]] | None = None


def computed(  # noqa: PLR0913  # what is computed, from what, where
    plan: Plan,
    deliveries: Sequence[Delivery],
    store: Store,
    as_of: dt.date,
    engine: Engine,
    remembered: Remembering | None = None,
    since: Collection[int] | None = None,
    known: dict[str, Kin] | None = None,
) -> Computed:
    """Compute every measure of a plan that is computed from an extract.

    Args:
        plan: the plan.
        deliveries: what was delivered, in any order.
        store: where the rows lie.
        as_of: what was received later does not count.
        engine: where it is computed.
        remembered: what was reduced before; None to compute all of it.
        since: the newest deliveries, by number, to compute only what they have a say in; None to
            compute everything.
        known: which deliveries share keys, by extract, as far as it was found; it is added to.

    Raises:
        EngineUnusableError: where the engine breaks off, or cannot read the rows.
    """
    measures = [m for m in plan.measures if m.from_extract is not None and kinds_of(m)]
    versions = _versions(plan, measures, deliveries, as_of)
    kin = {} if known is None else known
    for name, version in versions.items():
        if name not in kin or not kin[name].is_of(version.extract, version.deliveries):
            kin |= kin_of({name: version}, deliveries, store, engine, remembered)
    reductions = Reductions(versions, kin, engine, remembered)
    touched = None
    if since is not None:
        older = [d for d in deliveries if d.submission.number not in since]
        before = _versions(plan, measures, older, as_of)
        rows = {name: RowsInForce(version, kin[name]) for name, version in before.items()}
        sides = Side(before, rows), Side(versions, reductions.rows)
        covered = {name: Covered(plan.calendar, version) for name, version in versions.items()}
        touched = Touched(plan, *sides, frozenset(since), covered)
    return _Work(plan, versions, reductions, touched).done(measures)


def _versions(
    plan: Plan, measures: Sequence[Measure], deliveries: Sequence[Delivery], as_of: dt.date
) -> dict[str, Version]:
    named = dict.fromkeys(name for m in measures for name in extracts_of(m))
    return {
        name: in_force(plan.calendar, extract_of(plan, name), deliveries, as_of) for name in named
    }


# Of which measure, for which kind of period, divided by codes or not, and what it needs.
_Asked = tuple[Measure, Kind, bool, tuple[Ask, ...]]


class _Work:
    """The measures of a plan over the versions in force of its extracts."""

    def __init__(
        self,
        plan: Plan,
        versions: dict[str, Version],
        reductions: Reductions,
        touched: Touched | None,
    ) -> None:
        self.plan, self.versions, self.reductions = plan, versions, reductions
        self.touched = touched
        self.covered = {name: Covered(plan.calendar, v) for name, v in versions.items()}
        self._periods: dict[tuple[str, Kind], list[Period]] = {}
        self._sent_for: dict[str, dict[int, list[Submission]]] = {}

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
                    for period in self.periods(said)
                    for key in _keys(self.plan.calendar, ask, period)
                ],
            )
            for said in asks
            for ask in said[3]
        )
        failed = {m.id: m for m, _, _, of in asks if self._does_not_fit(of)}
        figures = tuple(
            figure for said in asks if said[0].id not in failed for figure in self._figures(said)
        )
        problems = tuple((m.id, None, self._too_long(m)) for m in failed.values())
        return Computed(figures, problems, self._looked_at(asks, failed))

    def _looked_at(
        self, asks: Sequence[_Asked], failed: Container[str]
    ) -> frozenset[tuple[str, Period]] | None:
        if self.touched is None:
            return None
        return frozenset(
            (said[0].id, period)
            for said in asks
            if said[0].id not in failed
            for period in self.periods(said)
        )

    def periods(self, said: _Asked) -> list[Period]:
        """The periods that all extracts of a measure speak for, and that are looked at, in order.

        Which they are depends on the measure and the kind of period alone.
        """
        measure, kind, _, asks = said
        if (measure.id, kind) not in self._periods:
            covered = [self.covered[name] for name in extracts_of(measure)]
            some = None if self.touched is None else self.touched.periods(measure, kind, asks)
            found: Iterable[Period]
            if some is None:
                found = frozenset.intersection(*(of.periods(kind) for of in covered))
            else:
                found = (p for p in some if all(of.holds(p) for of in covered))
            self._periods[measure.id, kind] = sorted(found, key=self.plan.calendar.key)
        return self._periods[measure.id, kind]

    def _figures(self, said: _Asked) -> Iterator[tuple[Observation, int]]:
        measure, _, divided, asks = said
        for period in self.periods(said):
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
            rows = self.reductions.rows[name]
            dates = {date for extract, date in grounds if extract == name}
            touching = {at for date in dates for at in rows.touching(date, start, end)}
            # The other extract of rows in both has its say with all of them.
            having += (rows.submission(at) for at in (touching if dates else rows.every))
            having += self._sent_in(name, range(month_of(start), month_of(end) + 1))
        return max(having, key=lambda s: (s.received_on, s.number))

    def _sent_in(self, extract: str, months: range) -> Iterator[Submission]:
        """The deliveries that were sent for some of these months."""
        if extract not in self._sent_for:
            found = self._sent_for[extract] = dict[int, list[Submission]]()
            calendar = self.plan.calendar
            for delivery in self.versions[extract].deliveries:
                if (sent_for := delivery.submission.period) is not None:
                    first, last = calendar.start(sent_for), calendar.end(sent_for)
                    for month in range(month_of(first), month_of(last) + 1):
                        found.setdefault(month, []).append(delivery.submission)
        for month in months:
            yield from self._sent_for[extract].get(month, ())

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
