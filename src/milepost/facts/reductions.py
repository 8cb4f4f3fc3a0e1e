"""Runs the passes over the rows in force, and keeps what they gave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from milepost.facts.asking import Ask
from milepost.facts.compiled import Columns
from milepost.facts.passes import Ground, Pass, reduced
from milepost.facts.tables import Table
from milepost.facts.versions import Version
from milepost.submissions.extracts import Store

if TYPE_CHECKING:
    from milepost.facts.computed import Remembering
    from milepost.facts.engines import Engine


class Reductions:
    """The tables that measures need, over the versions in force of their extracts.

    Args:
        versions: the version in force of each extract.
        store: where the rows lie.
        engine: where they are reduced.
        remembered: what was reduced before.
    """

    def __init__(
        self,
        versions: Mapping[str, Version],
        store: Store,
        engine: Engine,
        remembered: Remembering | None,
    ) -> None:
        self._versions, self._store, self._engine = versions, store, engine
        self._remembered = remembered
        self._tables: dict[Ground, Table] = {}

    def reduce(self, asks: Iterable[Ask]) -> None:
        """Find all that is asked, in as few passes as there are grounds."""
        passes: dict[Ground, Pass] = {}
        for ask in asks:
            at = passes.setdefault(ask.ground, Pass(ask.ground))
            for _, need in ask.needs:
                at.add(need)
        for ground, at in passes.items():
            self._tables[ground] = self._run(at)

    def table(self, ask: Ask) -> Table:
        """What was found over the ground of an ask."""
        return self._tables[ask.ground]

    def _run(self, at: Pass) -> Table:
        table = Table(at.needs)
        version = self._versions[at.ground.extract]
        if version.rows:
            rows = self.rows(version)
            columns = Columns.of(version.extract)
            found = self._engine.collected(reduced(rows, columns, at.ground, tuple(at.needs)))
            table.take(found, len(at.ground.by))
        return table

    def rows(self, version: Version) -> nw.LazyFrame[Any]:
        """The rows in force of an extract."""
        return self._engine.rows([self._store.rows(s.digest) for s in version.rows])
