"""Follows a computed figure down: what the engine was asked, and which rows the figure is of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Final, Self

import narwhals.stable.v2 as nw

from milepost.facts.asking import Ask, asked, extract_of
from milepost.facts.behind import Behind, keys_of
from milepost.facts.compiled import day_written
from milepost.facts.kin import kin_of
from milepost.facts.reductions import Reductions
from milepost.facts.versions import in_force
from milepost.periods import Period
from milepost.plan.model import Plan
from milepost.submissions.coverage import extracts_of
from milepost.submissions.extracts import Delivery, Store
from milepost.submissions.model import Observation

if TYPE_CHECKING:
    from milepost.facts.engines import Engine

KEYS: Final = 20
# A name that DuckDB gives to a table that has none, another one each time.
_NAMED_ANEW: Final = re.compile(r"unnamed_relation_[0-9a-f]+")


@dataclass(frozen=True, slots=True)
class Follower:
    """What is looked through to follow figures of a day.

    Attributes:
        plan: the plan.
        reductions: what reads the rows in force of each extract.
        engine: where that is done.
    """

    plan: Plan
    reductions: Reductions
    engine: Engine

    @classmethod
    def of(
        cls,
        plan: Plan,
        deliveries: Sequence[Delivery],
        as_of: dt.date,
        store: Store,
        engine: Engine,
    ) -> Self:
        """Over what was delivered by a day."""
        named = dict.fromkeys(name for m in plan.measures for name in extracts_of(m))
        versions = {
            name: in_force(plan.calendar, extract_of(plan, name), deliveries, as_of)
            for name in named
        }
        kin = kin_of(versions, deliveries, store, engine)
        return cls(plan, Reductions(versions, kin, engine, None), engine)

    def behind(self, said: Observation) -> Behind:
        """What lies behind a figure; keys only of rows that everybody may see."""
        measure = self.plan.measure_by_id[said.measure]
        how = measure.from_extract
        assert how is not None  # noqa: S101  # asked of computed figures only
        divided = bool(said.dimensions)
        asks = tuple(asked(self.plan, measure, said.period.kind, divided=divided))
        queries = (query for ask in asks for query in self._queries(ask, said.period))
        may_show = keys_of(self.plan, how)[1]
        keys = self._keys(asks[0], said) if may_show else ()
        return Behind(self.engine.name, "; ".join(dict.fromkeys(queries)), said.counted, keys)

    def _queries(self, ask: Ask, period: Period) -> Iterator[str]:
        """What is asked for a period; sorted values are asked for by themselves."""
        ground = ask.ground
        which = self._touching(ground.extract, ground.date, period)
        if not which or (ground.both is not None and not len(self.reductions.rows[ground.both[0]])):
            yield "nothing, for no rows were delivered"
            return
        needs = [need for _, need in ask.needs]
        around = [need for need in needs if need.finding == "around"]
        for group in ([need for need in needs if need not in around], *([need] for need in around)):
            if group:
                of = self._within(ground.date, period)
                query = self.engine.query(self.reductions.frame(ground, group, which, of))
                yield _NAMED_ANEW.sub("rows", query)

    def _keys(self, ask: Ask, said: Observation) -> tuple[tuple[str, ...], ...]:
        """The keys of the first rows, in order; of a rate those of what is divided."""
        ground, frames = ask.ground, self.reductions.frames
        which = self._touching(ground.extract, ground.date, said.period)
        if not which or frames.meets_nothing(ground):
            return ()
        columns, key = frames.columns(ground), frames.key(ground)
        rows = frames.looked_at(
            ground, columns.types, which, self._within(ground.date, said.period)
        )
        needs = dict(ask.needs)
        counted = next(need for name, need in ask.needs if name in ("rows", "numerator rows"))
        holds = [columns.answer(test) for test in counted.where]
        codes = zip(ground.by, said.dimensions, strict=bool(ground.by))
        holds += [nw.col(column) == nw.lit(code) for column, (_, code) in codes]
        if (term := needs["values"].term if "values" in needs else None) is not None:
            holds.append(~columns.value(term).is_null())
        if holds:
            rows = rows.filter(reduce(and_, holds))
        found = rows.select(*key).sort(*key).head(KEYS)
        return tuple(
            tuple("" if value is None else str(value) for value in row)
            for row in sorted(self.engine.collected(found))
        )

    def _touching(self, extract: str, date: str, period: Period) -> tuple[int, ...]:
        first, last = self.plan.calendar.start(period), self.plan.calendar.end(period)
        return self.reductions.rows[extract].holding(date, first, last)

    def _within(self, date: str, period: Period) -> nw.Expr:
        first, last = self.plan.calendar.start(period), self.plan.calendar.end(period)
        return (nw.col(date) >= day_written(first)) & (nw.col(date) <= day_written(last))
