"""The rows in force of an extract, whichever of its deliveries they came in.

Where no key is in two deliveries, all rows are in force, and nothing need be looked for. Of those
that share keys the rows of the earlier one whose keys are in the later one are left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import narwhals.stable.v2 as nw

from milepost.facts.compiled import day_written
from milepost.facts.grids import month_of
from milepost.facts.kin import Kin
from milepost.facts.versions import Days, Version
from milepost.submissions.model import Submission


class RowsInForce:
    """The rows of a version.

    Its deliveries are named by their places among all that were ever looked at, the oldest first.

    Args:
        version: the deliveries that hold it.
        kin: which of all deliveries share keys, and what months they have rows in.
    """

    def __init__(self, version: Version, kin: Kin) -> None:
        self._version, self._kin = version, kin

    @cached_property
    def every(self) -> tuple[int, ...]:
        """The places of all deliveries that have rows."""
        numbers = (d.submission.number for d in self._version.deliveries if d.has_rows)
        return tuple(self._kin.places[number] for number in numbers)

    @cached_property
    def _held(self) -> frozenset[int]:
        return frozenset(self.every)

    def __len__(self) -> int:
        return len(self.every)

    def holding(self, date: str, first: dt.date, last: dt.date) -> tuple[int, ...]:
        """Which deliveries have rows in the months of some days, in force or not."""
        by_month = self._kin.by_month(date)
        wanted = range(month_of(first), month_of(last) + 1)
        own = {at for month in wanted for at in by_month.get(month, ())}
        return tuple(sorted(own & self._held))

    def touching(self, date: str, first: dt.date, last: dt.date) -> tuple[int, ...]:
        """Which deliveries have a say in the rows of some days.

        Those with rows in their months, and later ones that share keys with one of them: these may
        have changed a row, or taken it to another day. What has a say in those has none in these
        days, or it has rows there itself; so a chain of corrections is not followed to its end.
        """
        own = self.holding(date, first, last)
        return tuple(sorted({*own, *(later for at in own for later in self._later(at))}))

    def months(self, number: int, date: str) -> set[int]:
        """The months of the rows of one delivery, and of those it has in common with others."""
        at = self._kin.places.get(number)
        if at is None or at not in self._held:
            return set()
        months = self._kin.months(date)
        return {m for other in (at, *(self._kin.sharing[at] & self._held)) for m in months[other]}

    def each_with_later(self) -> list[tuple[int, ...]]:
        """Each delivery, with the later ones that share keys with it behind it."""
        return [(at, *self._later(at)) for at in self.every]

    def _later(self, at: int) -> tuple[int, ...]:
        return tuple(sorted(o for o in self._kin.sharing[at] if o > at and o in self._held))

    def submission(self, at: int) -> Submission:
        """What a delivery was recorded as."""
        return self._kin.deliveries[at].submission

    def given_up(self, which: Iterable[int]) -> tuple[tuple[Days, ...], ...]:
        """Of each of some deliveries the days of which a later one holds all rows."""
        return tuple(self._version.given_up.get(self.submission(at).number, ()) for at in which)

    def inputs(self, which: Sequence[int]) -> list[str]:
        """What decides the rows of some deliveries: their digests, and the days they gave up."""
        return [
            " ".join((self._kin.stored[at].digest, *(f"{day}" for days in gone for day in days)))
            for at, gone in zip(which, self.given_up(which), strict=True)
        ]

    def frame(self, which: Sequence[int], columns: Iterable[str]) -> nw.LazyFrame[Any]:
        """The rows in force of some deliveries, without those that later ones hold anew.

        Args:
            which: the deliveries; at least one.
            columns: the columns that are needed.
        """
        groups: dict[tuple[tuple[int, ...], tuple[Days, ...]], list[int]] = {}
        for at, gone in zip(which, self.given_up(which), strict=True):
            groups.setdefault((self._later(at), gone), []).append(at)
        needed = sorted(set(columns))
        parts = [self._part(group, *without, needed) for without, group in groups.items()]
        return parts[0] if len(parts) == 1 else nw.concat(parts)

    def _part(
        self, group: Sequence[int], later: Sequence[int], gone: Sequence[Days], columns: list[str]
    ) -> nw.LazyFrame[Any]:
        """The rows of some deliveries without those that later ones hold anew."""
        rows, event = self._kin.read(group), nw.col(self._version.extract.event.column)
        for first, last in gone:
            kept = (event < day_written(first)) | (event > day_written(last))
            rows = rows.filter(event.is_null() | kept)
        key, deleted = self._version.extract.key, self._version.extract.deleted
        if later:
            rows = rows.join(self._kin.read(later).select(*key), on=list(key), how="anti")
        if deleted is not None:
            rows = rows.filter(nw.col(deleted).is_null() | ~nw.col(deleted))
        return rows.select(*columns)
