"""Runs the passes over the rows in force, each over no more of them than it must.

What was reduced is remembered by stretches of months, each under the digest of the deliveries that
have a say in it. So a new quarter is reduced by itself, and the others are as they were.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from milepost.facts.asking import Ask
from milepost.facts.compiled import day_written
from milepost.facts.digests import digest_of
from milepost.facts.frames import Frames
from milepost.facts.kin import Kin
from milepost.facts.passes import Ground, Need
from milepost.facts.stretches import Stretch, stretches_of
from milepost.facts.tables import Table, put_together
from milepost.facts.versions import Version

if TYPE_CHECKING:
    from milepost.facts.computed import Remembering
    from milepost.facts.engines import Engine

_Rows = list[tuple[Any, ...]]


class Reductions:
    """The tables that measures need, over the versions in force of their extracts.

    Args:
        versions: the version in force of each extract.
        kin: of each extract which deliveries share keys.
        engine: where they are reduced.
        remembered: what was reduced before.
    """

    def __init__(
        self,
        versions: Mapping[str, Version],
        kin: Mapping[str, Kin],
        engine: Engine,
        remembered: Remembering | None,
    ) -> None:
        self.frames = Frames(versions, kin)
        self.rows, self.frame = self.frames.rows, self.frames.reduced
        self._kin, self._engine, self._remembered = kin, engine, remembered
        self._tables: dict[tuple[Ground, Need | None], Table] = {}
        self._undated: dict[Ground, dict[Need, int]] = {}

    def reduce(self, asks: Iterable[tuple[Ask, Iterable[int]]]) -> None:
        """Find all that is asked for, in as few passes as there are grounds.

        Args:
            asks: what is asked, each with the stretches of its grid for which.
        """
        needs: dict[tuple[Ground, Need | None], dict[Need, int]] = {}
        keys: dict[tuple[Ground, Need | None], set[int]] = {}
        for ask, wanted in asks:
            for _, need in ask.needs:
                of = _pass_of(ask.ground, need)
                held = needs.setdefault(of, {})
                held.setdefault(need, len(held))
                keys.setdefault(of, set()).update(wanted)
        for of, held in needs.items():
            self._tables[of] = self._run(of[0], held, keys[of])
            counts = [n for n in held if n.finding == "rows" and n.unknown is None]
            if of[0].grid.months == 1 and counts and not self.frames.always_dated(of[0]):
                self._undated[of[0]] = self._count_undated(of[0], counts)

    def table(self, ground: Ground, need: Need) -> Table:
        """What was found over a ground."""
        return self._tables[_pass_of(ground, need)]

    def undated(self, ground: Ground, need: Need) -> int:
        """How many of the rows that are needed have no date, and are in no period."""
        return self._undated.get(ground, {}).get(need, 0)

    def _run(self, ground: Ground, needs: dict[Need, int], keys: set[int]) -> Table:
        table = Table(needs)
        rows = self.rows[ground.extract]
        if self.frames.meets_nothing(ground):
            return table
        missing: dict[Stretch, str] = {}
        said = self._definition(ground, needs)
        for stretch in stretches_of(ground.grid, keys):
            which = rows.touching(ground.date, stretch.first, stretch.last)
            if which:
                digest = self._digest(ground, said, stretch.keys, which)
                held = None if self._remembered is None else self._remembered.get(digest)
                if held is None:
                    missing[stretch] = digest
                else:
                    table.take(held, len(ground.by))
        if missing:
            self._find(table, ground, needs, missing)
        return table

    def _find(
        self, table: Table, ground: Ground, needs: dict[Need, int], missing: dict[Stretch, str]
    ) -> None:
        """Reduce what is not remembered, all of it at once, and remember it."""
        rows = self.rows[ground.extract]
        which = sorted({at for s in missing for at in rows.holding(ground.date, s.first, s.last)})
        date = nw.col(ground.date)
        runs = [
            (date >= day_written(first)) & (date <= day_written(last))
            for first, last in _runs(missing)
        ]
        found, failed = self._collected(ground, list(needs), which, reduce(or_, runs))
        table.take(found, len(ground.by))
        table.failed |= failed
        if failed or self._remembered is None:
            return
        parts: dict[Stretch, _Rows] = {stretch: [] for stretch in missing}
        at = {key: stretch for stretch in missing for key in stretch.keys}
        for row in found:
            parts[at[row[0]]].append(row)
        for stretch, digest in missing.items():
            self._remembered.put(digest, sorted(parts[stretch], key=repr))

    def _collected(
        self, ground: Ground, needs: list[Need], which: list[int], of: nw.Expr
    ) -> tuple[_Rows, set[Need]]:
        """The reduced rows; where a sum does not fit, those of all the others, and which do not."""
        try:
            return self._engine.collected(self.frames.reduced(ground, needs, which, of)), set()
        except ArithmeticError:
            if len(needs) == 1:
                return [], set(needs)
        sums = [need for need in needs if need.finding == "sum"]
        groups = [[need for need in needs if need not in sums], *([need] for need in sums)]
        parts: list[tuple[list[Need], _Rows]] = []
        failed: set[Need] = set()
        for group in filter(None, groups):
            found, none = self._collected(ground, group, which, of)
            failed |= none
            parts.append((group, found))
        return put_together(parts, needs, len(ground.by)), failed

    def _count_undated(self, ground: Ground, needs: list[Need]) -> dict[Need, int]:
        """Rows without a date, found once for each delivery and what later ones change of it."""
        rows = self.rows[ground.extract]
        groups = rows.each_with_later()
        keys = {kin: (kin, rows.given_up(kin)) for kin in groups}
        said = self._definition(ground, needs)
        counted = self._kin[ground.extract].undated
        missing: dict[tuple[int, ...], str] = {}
        for kin in groups:
            if (said, *keys[kin]) not in counted:
                digest = self._digest(ground, said, "undated", kin)
                held = None if self._remembered is None else self._remembered.get(digest)
                if held:
                    counted[said, *keys[kin]] = tuple(int(str(number)) for number in held[0])
                else:
                    missing[kin] = digest
        if missing:
            self._look_for_undated(ground, needs, said, missing)
        of = [counted[said, *keys[kin]] for kin in groups]
        return {need: sum(numbers[at] for numbers in of) for at, need in enumerate(needs)}

    def _look_for_undated(
        self, ground: Ground, needs: list[Need], said: str, missing: dict[tuple[int, ...], str]
    ) -> None:
        """Count what is not remembered, all of it at once, and remember it."""
        found: dict[int, tuple[int, ...]] = {}
        if not self.frames.meets_nothing(ground):
            rows = self._engine.collected(
                self.frames.undated(ground, needs, [one for one, *_ in missing])
            )
            found = {row[0]: row[1:] for row in rows}
        for at, (kin, digest) in enumerate(missing.items()):
            of = found.get(at, (0,) * len(needs))
            gone = self.rows[ground.extract].given_up(kin)
            self._kin[ground.extract].undated[said, kin, gone] = of
            if self._remembered is not None and not self.frames.meets_nothing(ground):
                self._remembered.put(digest, [of])

    def _definition(self, ground: Ground, needs: Iterable[Need]) -> str:
        """The digest of what is the same for all rows of a pass."""
        named = self.frames.definition(ground, needs)
        return digest_of("definition", self._engine.name, ground, list(needs), named)

    def _digest(self, ground: Ground, said: str, what: object, which: Iterable[int]) -> str:
        inputs = self.rows[ground.extract].inputs(tuple(which))
        return digest_of("reduced", said, what, inputs)


def _pass_of(ground: Ground, need: Need) -> tuple[Ground, Need | None]:
    """Sorted values are found for themselves; all the rest of a ground together."""
    return ground, need if need.finding == "around" else None


def _runs(missing: Iterable[Stretch]) -> Iterator[tuple[dt.date, dt.date]]:
    """The days of stretches, those that follow one another as one."""
    held: tuple[dt.date, dt.date] | None = None
    for stretch in sorted(missing, key=lambda s: s.first):
        if held is not None and stretch.first == held[1] + dt.timedelta(days=1):
            held = (held[0], stretch.last)
            continue
        if held is not None:
            yield held
        held = (stretch.first, stretch.last)
    if held is not None:
        yield held
