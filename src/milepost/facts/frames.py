"""What an engine is asked: the rows in force, which of them, and what they are reduced to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import narwhals.stable.v2 as nw

from milepost.facts.compiled import Columns
from milepost.facts.kin import Kin
from milepost.facts.passes import (
    Ground,
    Need,
    around,
    columns_of,
    counted_together,
    keys_of,
    named_in,
    reduced,
)
from milepost.facts.rows_in_force import RowsInForce
from milepost.facts.versions import Version


class Frames:
    """The rows in force of extracts, as frames; nothing is read before a frame is collected.

    Args:
        versions: the version in force of each extract.
        kin: of each extract which deliveries share keys.
    """

    def __init__(self, versions: Mapping[str, Version], kin: Mapping[str, Kin]) -> None:
        self.rows = {n: RowsInForce(v, kin[n]) for n, v in versions.items()}
        self._columns = {n: Columns.of(v.extract) for n, v in versions.items()}
        self._extracts = {n: v.extract for n, v in versions.items()}

    def columns(self, ground: Ground) -> Columns:
        """The columns of the extract of a ground."""
        return self._columns[ground.extract]

    def key(self, ground: Ground) -> tuple[str, ...]:
        """The columns that name a row of it."""
        return self._extracts[ground.extract].key

    def always_dated(self, ground: Ground) -> bool:
        """Whether no row can be without the date."""
        columns = self._extracts[ground.extract].columns
        return any(c.name == ground.date and c.required for c in columns)

    def meets_nothing(self, ground: Ground) -> bool:
        """Whether rows must meet those of an extract that has none."""
        return ground.both is not None and not len(self.rows[ground.both[0]])

    def looked_at(
        self,
        ground: Ground,
        columns: Iterable[str],
        which: Sequence[int],
        of: nw.Expr | None,
    ) -> nw.LazyFrame[Any]:
        """The rows of a ground.

        Args:
            ground: over which rows.
            columns: the columns that are needed.
            which: the deliveries they are in, by their place in the version.
            of: which rows are looked at; all where nothing is said.
        """
        rows = self.rows[ground.extract].frame(which, columns)
        if of is not None:
            rows = rows.filter(of)
        return rows if ground.both is None else self._met(rows, ground)

    def reduced(
        self, ground: Ground, needs: Sequence[Need], which: Sequence[int], of: nw.Expr | None
    ) -> nw.LazyFrame[Any]:
        """The rows of a ground, reduced to what is needed of each period."""
        rows = self.looked_at(ground, columns_of(ground, needs), which, of)
        columns = self._columns[ground.extract]
        if needs[0].finding == "around":
            return around(rows, columns, ground, needs[0])
        return reduced(rows, columns, keys_of(ground), needs)

    def undated(
        self, ground: Ground, needs: Sequence[Need], which: Iterable[int]
    ) -> nw.LazyFrame[Any]:
        """How many rows without a date are in force of each of some deliveries, by their order."""
        columns, named = self._columns[ground.extract], columns_of(ground, needs)
        blank = nw.col(ground.date).is_null()
        parts = [
            counted_together(self.looked_at(ground, named, [one], blank), columns, at, needs)
            for at, one in enumerate(which)
        ]
        return parts[0] if len(parts) == 1 else nw.concat(parts)

    def definition(self, ground: Ground, needs: Iterable[Need]) -> object:
        """What else decides what comes out: types and keys, and the rows that are to be met."""
        columns, extract = self._columns[ground.extract], self._extracts[ground.extract]
        named = sorted(columns_of(ground, needs))
        types = [(name, columns.types[name], columns.digits.get(name)) for name in named]
        said: list[object] = [types, extract.key, extract.deleted]
        if ground.both is not None:
            other, rows = self._extracts[ground.both[0]], self.rows[ground.both[0]]
            said += [other.key, other.deleted, rows.inputs(rows.every)]
        return said

    def _met(self, rows: nw.LazyFrame[Any], ground: Ground) -> nw.LazyFrame[Any]:
        """The rows that meet one of the other extract; a blank meets nothing."""
        assert ground.both is not None  # noqa: S101  # for the type checker
        name, match, where = ground.both
        theirs = [their for _, their in match]
        other = self.rows[name]
        held = other.frame(other.every, {*theirs, *named_in(where)})
        if where is not None:
            held = held.filter(self._columns[name].answer(where))
        ours = [our for our, _ in match]
        return rows.join(held.select(*theirs), left_on=ours, right_on=theirs, how="semi")
