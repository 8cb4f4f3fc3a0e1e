"""Which deliveries of an extract share keys, and in which months each has rows.

Both are found once for all deliveries, those that others have taken the place of too, and hold for
every version that is made of them; and they are remembered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw

from milepost.facts.digests import digest_of
from milepost.facts.grids import MONTHS, month_of
from milepost.facts.versions import Version
from milepost.plan.model import Extract
from milepost.submissions.extracts import Delivery, Store, in_order_of_receipt

if TYPE_CHECKING:
    from milepost.facts.computed import Remembering
    from milepost.facts.engines import Engine

_TWICE: Final = 2
_IN_QUARTER: Final = 3


class Kin:
    """The deliveries of an extract that have rows, each by its place: 0 is the oldest.

    Args:
        extract: the extract.
        deliveries: its deliveries, the oldest first.
        store: where their rows lie.
        engine: what reads them.
        remembered: what was found of them before.

    Attributes:
        deliveries: the deliveries.
        places: the place of each, by its number in the ledger.
        stored: the rows of each.
        undated: how many rows without a date were counted, by the digest of what was asked and by
            the deliveries.
    """

    def __init__(
        self,
        extract: Extract,
        deliveries: Iterable[Delivery],
        store: Store,
        engine: Engine,
        remembered: Remembering | None,
    ) -> None:
        self.deliveries = [d for d in deliveries if d.has_rows]
        self.places = {d.submission.number: at for at, d in enumerate(self.deliveries)}
        self.stored = [d.stored for d in self.deliveries if d.stored is not None]
        self.extract = extract
        self.undated: dict[tuple[str, tuple[int, ...]], tuple[int, ...]] = {}
        self._store, self._engine, self._remembered = store, engine, remembered
        self._months_by_date: dict[str, list[Collection[int]]] = {}
        self._by_month: dict[str, dict[int, list[int]]] = {}

    def is_of(self, extract: Extract, deliveries: Iterable[Delivery]) -> bool:
        """Whether it was made of these, among others, for the extract as it is declared."""
        return extract == self.extract and all(
            (at := self.places.get(d.submission.number)) is not None and self.stored[at] == d.stored
            for d in deliveries
            if d.has_rows
        )

    def read(self, which: Sequence[int]) -> nw.LazyFrame[Any]:
        """All rows of some deliveries."""
        return self._engine.rows([self._store.rows(self.stored[at].digest) for at in which])

    def by_month(self, date: str) -> Mapping[int, Sequence[int]]:
        """Of each month the deliveries that have rows in it, by one of their dates."""
        if date not in self._by_month:
            found = self._by_month[date] = {}
            for at, months in enumerate(self.months(date)):
                for month in months:
                    found.setdefault(month, []).append(at)
        return self._by_month[date]

    @cached_property
    def sharing(self) -> list[set[int]]:
        """Of each delivery the others that share keys with it."""
        found: list[set[int]] = [set() for _ in self.stored]
        for at, earlier in enumerate(self._earlier):
            found[at] |= earlier
            for other in earlier:
                found[other].add(at)
        return found

    def months(self, date: str) -> list[Collection[int]]:
        """Of each delivery the months in which it has rows, by one of its dates.

        It is known from which day to which they are. Of a delivery with some late rows that says
        little, and the months are looked up.
        """
        if date not in self._months_by_date:
            ends = [
                {n: range(month_of(low), month_of(high) + 1) for n, low, high in stored.days}
                for stored in self.stored
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
            digest = digest_of("months", self._engine.name, date, self.stored[at].digest)
            held = None if self._remembered is None else self._remembered.get(digest)
            if held is None:
                missing[at] = digest
            else:
                found[at] = {int(str(row[0])) for row in held}
        if missing:
            month = MONTHS.key(date)
            parts = [self.read([at]).select(delivery=nw.lit(at), month=month) for at in missing]
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
    def _earlier(self) -> list[set[int]]:
        """Of each delivery the earlier ones that share keys with it."""
        count = len(self.stored)
        found: list[set[int] | None] = [set() if at == 0 else None for at in range(count)]
        if self._remembered is not None:
            for at in range(1, count):
                held = self._remembered.get(self._chain[at])
                if held is not None:
                    found[at] = {int(str(row[0])) for row in held}
        unknown = [at for at in range(count) if found[at] is None]
        if unknown:
            for at, earlier in self._found(unknown).items():
                found[at] = earlier
                if self._remembered is not None:
                    self._remembered.put(self._chain[at], [(other,) for other in sorted(earlier)])
        return [earlier or set() for earlier in found]

    @cached_property
    def _chain(self) -> list[str]:
        """What decides which earlier deliveries share keys with one: the rows of all up to it."""
        chain: list[str] = []
        for stored in self.stored:
            before = chain[-1] if chain else ""
            named = (self._engine.name, self.extract.key, stored.digest, before)
            chain.append(digest_of("keys", *named))
        return chain

    def _found(self, unknown: Sequence[int]) -> dict[int, set[int]]:
        """Which earlier ones share keys with these, by one look at the keys of those that may."""
        # Under names of their own: an extract may call a column "delivery", or "first".
        named = {f"key{i}": nw.col(name) for i, name in enumerate(self.extract.key)}
        key = list(named)
        every = self._that_may(unknown)
        if not every:
            return {at: set() for at in unknown}
        keys = nw.concat([self.read([at]).select(**named, delivery=nw.lit(at)) for at in every])
        if len(unknown) + 1 < len(every):
            keys = keys.join(self.read(unknown).select(**named), on=key, how="semi")
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
        key, every = self.extract.key, range(len(self.stored))
        ends = {f"least{i}": nw.col(name).min() for i, name in enumerate(key)}
        ends |= {f"greatest{i}": nw.col(name).max() for i, name in enumerate(key)}
        parts = [self.read([at]).select(**ends).with_columns(delivery=nw.lit(at)) for at in every]
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


def kin_of(
    versions: Mapping[str, Version],
    deliveries: Iterable[Delivery],
    store: Store,
    engine: Engine,
    remembered: Remembering | None = None,
) -> dict[str, Kin]:
    """Of each extract which deliveries share keys."""
    came = in_order_of_receipt(deliveries)
    return {
        name: Kin(
            version.extract, [d for d in came if d.extract == name], store, engine, remembered
        )
        for name, version in versions.items()
    }
