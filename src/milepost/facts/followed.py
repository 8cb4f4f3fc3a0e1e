"""Follows a computed figure down: what the engine was asked, and which rows the figure is of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Final, Self

import narwhals.stable.v2 as nw

from milepost.facts.asking import Ask, asked, extract_of
from milepost.facts.behind import Behind, may_show_keys
from milepost.facts.compiled import Columns
from milepost.facts.passes import reduced
from milepost.facts.reductions import Reductions
from milepost.facts.versions import Version, in_force
from milepost.plan.conditions.model import Test
from milepost.plan.model import FromExtract, Measure, Plan
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
        versions: the version in force of each extract.
        reductions: what reads their rows.
        engine: where that is done.
    """

    plan: Plan
    versions: dict[str, Version]
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
        return cls(plan, versions, Reductions(versions, store, engine, None), engine)

    def behind(self, said: Observation) -> Behind:
        """What lies behind a figure; keys only of rows that everybody may see."""
        measure = self.plan.measure_by_id[said.measure]
        how = measure.from_extract
        assert how is not None  # noqa: S101  # asked of computed figures only
        divided = bool(said.dimensions)
        asks = tuple(asked(self.plan, measure, said.period.kind, divided=divided))
        query = "; ".join(dict.fromkeys(self._query(ask) for ask in asks))
        extract = extract_of(self.plan, how.extract)
        keys = self._keys(measure, how, said) if may_show_keys(extract) else ()
        return Behind(self.engine.name, query, said.counted, keys)

    def _query(self, ask: Ask) -> str:
        version = self.versions[ask.ground.extract]
        if not version.rows:
            return "nothing, for no rows were delivered"
        rows, columns = self.reductions.rows(version), Columns.of(version.extract)
        needs = tuple(need for _, need in ask.needs)
        query = self.engine.query(reduced(rows, columns, ask.ground, needs))
        return _NAMED_ANEW.sub("rows", query)

    def _keys(
        self, measure: Measure, how: FromExtract, said: Observation
    ) -> tuple[tuple[str, ...], ...]:
        """The keys of the first rows, in order; of a figure over two extracts none."""
        version = self.versions[how.extract]
        if not version.rows or how.kind in ("rate", "in_both"):
            return ()
        extract, columns = version.extract, Columns.of(version.extract)
        calendar = self.plan.calendar
        day = nw.col(how.date or extract.event.column)
        first, last = calendar.start(said.period), calendar.end(said.period)
        holds = [day >= nw.lit(first), day <= nw.lit(last)]
        holds += [columns.answer(test) for test in _tests(how)]
        codes = dict(said.dimensions)
        holds += [nw.col(how.by[d]) == nw.lit(codes[d]) for d in measure.dimensions if d in codes]
        term = getattr(getattr(how, how.kind), "term", None)
        if term is not None:
            holds.append(~columns.value(term).is_null())
        rows = self.reductions.rows(version).filter(reduce(and_, holds))
        found = rows.select(*extract.key).sort(*extract.key).head(KEYS)
        return tuple(
            tuple("" if value is None else str(value) for value in row)
            for row in sorted(self.engine.collected(found))
        )


def _tests(how: FromExtract) -> list[Test]:
    """What must hold of a row for it to be behind the figure."""
    conditions = [how.where, how.share.denominator if how.share is not None else None]
    return [condition.test for condition in conditions if condition is not None]
