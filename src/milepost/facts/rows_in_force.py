"""The rows in force of an extract, whichever of its deliveries they came in.

Where no key is in two deliveries, all rows are in force, and nothing need be looked for. Which
deliveries share keys is found once, and remembered; of those that do, the rows of the earlier one
whose keys are in the later one are left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from milepost.facts.digests import digest_of
from milepost.facts.grids import MONTHS, month_of
from milepost.facts.versions import Version
from milepost.submissions.extracts import Store

if TYPE_CHECKING:
    from milepost.facts.computed import Remembering
    from milepost.facts.engines import Engine

_TWICE = 2
_IN_QUARTER = 3


class RowsInForce:
    """The rows of a version.

    Args:
        version: the deliveries that hold it.
        store: where their rows lie.
        engine: what reads them.
        remembered: which deliveries were found to share keys before.
    """

    def __init__(
        self, version: Version, store: Store, engine: Engine, remembered: Remembering | None
    ) -> None:
        self._version, self._store, self._engine = version, store, engine
        self._remembered = remembered
        self._stored = version.rows
        self._months_by_date: dict[str, list[Collection[int]]] = {}

    def __len__(self) -> int:
        return len(self._stored)

    def touching(self, date: str, first: dt.date, last: dt.date) -> tuple[int, ...]:
        """Which deliveries have a say in the rows of some days, by their place in the version.

        Those with rows in their months, and whatever shares keys with one of them: it may have
        taken a row to another day, or brought it from there.
        """
        wanted = range(month_of(first), month_of(last) + 1)
        own = {
            at
            for at, months in enumerate(self._months(date))
            if any(month in wanted for month in months)
        }
        return tuple(sorted({other for at in own for other in self._kin[at]}))

    def kindred(self) -> list[tuple[int, ...]]:
        """The deliveries in groups of which none shares keys with another."""
        return sorted({tuple(sorted(kin)) for kin in self._kin})

    def digests(self, which: Iterable[int]) -> list[str]:
        """The digests of the rows of some deliveries, the oldest first."""
        return [self._stored[at].digest for at in which]

    def frame(self, which: Sequence[int], columns: Iterable[str]) -> nw.LazyFrame[Any]:
        """The rows in force of some deliveries, of which all kin must be among them.

        Args:
            which: the deliveries, by their place in the version; at least one.
            columns: the columns that are needed.
        """
        groups: dict[tuple[int, ...], list[int]] = {}
        for at in which:
            groups.setdefault(tuple(sorted(self._later[at])), []).append(at)
        needed = sorted(set(columns))
        parts = [self._part(group, later, needed) for later, group in groups.items()]
        return parts[0] if len(parts) == 1 else nw.concat(parts)

    def _part(
        self, group: Sequence[int], later: Sequence[int], columns: list[str]
    ) -> nw.LazyFrame[Any]:
        """The rows of some deliveries without those that later ones hold anew."""
        rows = self._read(group)
        key, deleted = self._version.extract.key, self._version.extract.deleted
        if later:
            rows = rows.join(self._read(later).select(*key), on=list(key), how="anti")
        if deleted is not None:
            rows = rows.filter(nw.col(deleted).is_null() | ~nw.col(deleted))
        return rows.select(*columns)

    def _read(self, which: Sequence[int]) -> nw.LazyFrame[Any]:
        return self._engine.rows([self._store.rows(self._stored[at].digest) for at in which])

    def _months(self, date: str) -> list[Collection[int]]:
        """Of each delivery the months in which it has rows, by one of its dates.

        It is known from which day to which they are. Of a delivery with some late rows that says
        little, and the months are looked up.
        """
        if date not in self._months_by_date:
            ends = [
                {n: range(month_of(low), month_of(high) + 1) for n, low, high in stored.days}
                for stored in self._stored
            ]
            months: list[Collection[int]] = [of.get(date, ()) for of in ends]
            if len(months) > 1:
                wide = [at for at, of in enumerate(months) if len(of) > _IN_QUARTER]
                for at, found in self._looked_up(date, wide).items():
                    months[at] = found
            self._months_by_date[date] = months
        return self._months_by_date[date]

    def _looked_up(self, date: str, which: Iterable[int]) -> dict[int, set[int]]:
        """The months in which some deliveries have rows, remembered or looked for at once."""
        found: dict[int, set[int]] = {}
        missing: dict[int, str] = {}
        for at in which:
            digest = digest_of("months", self._engine.name, date, self._stored[at].digest)
            held = None if self._remembered is None else self._remembered.get(digest)
            if held is None:
                missing[at] = digest
            else:
                found[at] = {int(str(row[0])) for row in held}
        if missing:
            month = MONTHS.key(date)
            parts = [self._read([at]).select(delivery=nw.lit(at), month=month) for at in missing]
            rows = parts[0] if len(parts) == 1 else nw.concat(parts)
            seen = rows.group_by("delivery", "month").agg(rows=nw.len())
            found |= {at: set() for at in missing}
            for at, number, _ in self._engine.collected(seen.select("delivery", "month", "rows")):
                if number is not None:
                    found[at].add(number)
            if self._remembered is not None:
                for at, digest in missing.items():
                    self._remembered.put(digest, [(number,) for number in sorted(found[at])])
        return found

    @cached_property
    def _later(self) -> list[set[int]]:
        """Of each delivery the later ones that share keys with it."""
        found: list[set[int]] = [set() for _ in self._stored]
        for at, earlier in enumerate(self._earlier):
            for other in earlier:
                found[other].add(at)
        return found

    @cached_property
    def _kin(self) -> list[set[int]]:
        """Of each delivery those that share keys with it, or with one that does, and itself."""
        kin: list[set[int]] = [{at} for at in range(len(self._stored))]
        for at, earlier in enumerate(self._earlier):
            for other in earlier:
                if kin[other] is not kin[at]:
                    kin[at] |= kin[other]
                    for member in kin[at]:
                        kin[member] = kin[at]
        return kin

    @cached_property
    def _earlier(self) -> list[set[int]]:
        """Of each delivery the earlier ones that share keys with it."""
        count = len(self._stored)
        found: list[set[int] | None] = [set() if at == 0 else None for at in range(count)]
        if self._remembered is not None:
            for at in range(1, count):
                held = self._remembered.get(self._digest(at))
                if held is not None:
                    found[at] = {int(str(row[0])) for row in held}
        unknown = [at for at in range(count) if found[at] is None]
        if unknown:
            for at, earlier in self._found(unknown).items():
                found[at] = earlier
                if self._remembered is not None:
                    self._remembered.put(self._digest(at), [(other,) for other in sorted(earlier)])
        return [earlier or set() for earlier in found]

    def _digest(self, at: int) -> str:
        """What decides which earlier deliveries share keys with one."""
        key, stored = self._version.extract.key, self._stored
        return digest_of("keys", self._engine.name, key, [s.digest for s in stored[: at + 1]])

    def _found(self, unknown: Sequence[int]) -> dict[int, set[int]]:
        """Which earlier ones share keys with these, by one look at the keys of those that may."""
        # Under names of their own: an extract may call a column "delivery", or "first".
        named = {f"key{i}": nw.col(name) for i, name in enumerate(self._version.extract.key)}
        key = list(named)
        every = self._that_may(unknown)
        if not every:
            return {at: set() for at in unknown}
        keys = nw.concat([self._read([at]).select(**named, delivery=nw.lit(at)) for at in every])
        if len(unknown) + 1 < len(every):
            keys = keys.join(self._read(unknown).select(**named), on=key, how="semi")
        place = nw.col("delivery")
        shared = (
            keys.group_by(*key)
            .agg(first=place.min(), last=place.max(), times=nw.len())
            .filter(nw.col("first") < nw.col("last"))
            .group_by("first", "last", "times")
            .agg(keys=nw.len())
            .select("first", "last", "times")
        )
        found: dict[int, set[int]] = {at: set() for at in unknown}
        for first, last, times in self._engine.collected(shared):
            # Of keys in more than two it is enough to know between which: what is taken for kin
            # and is not costs time, and changes nothing.
            between = range(first, last + 1) if times > _TWICE else (first, last)
            for at in set(between) & set(found):
                found[at] |= {other for other in between if other < at}
        return found

    def _that_may(self, unknown: Sequence[int]) -> list[int]:
        """Which deliveries may share keys with these or be them: the spans of their keys meet.

        Numbers that are given out one after the other, or begin with the period, are told apart by
        the least and the greatest of them, for a small part of what it costs to compare all.
        """
        key, every = self._version.extract.key, range(len(self._stored))
        ends = {f"least{i}": nw.col(name).min() for i, name in enumerate(key)}
        ends |= {f"greatest{i}": nw.col(name).max() for i, name in enumerate(key)}
        parts = [self._read([at]).select(**ends).with_columns(delivery=nw.lit(at)) for at in every]
        spans = {
            row[-1]: tuple(zip(row[: len(key)], row[len(key) : -1], strict=True))
            for row in self._engine.collected(nw.concat(parts))
        }
        pairs = [
            (at, other)
            for at in unknown
            for other in every
            if other != at
            and all(
                low <= most and least <= high
                for (low, high), (least, most) in zip(spans[at], spans[other], strict=True)
            )
        ]
        return sorted({at for pair in pairs for at in pair})
