"""Puts what is computed from deliveries into a record, beside what agencies stated.

From here on nobody needs to know which figure came which way. A figure that comes out otherwise
since a later delivery displaces the one from before, as a revision of what was stated does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol

from milepost.periods import Period
from milepost.plan.model import Plan
from milepost.sources import Place, Problem
from milepost.submissions.coverage import extracts_of, touches
from milepost.submissions.extracts import Delivery, in_order_of_receipt
from milepost.submissions.model import (
    InForce,
    Key,
    Observation,
    Record,
    Remark,
    last_review,
)


@dataclass(frozen=True, slots=True)
class Reduced:
    """What was computed from some deliveries.

    Attributes:
        figures: every figure.
        problems: why figures could not be computed, each with its measure and, where it is known,
            its period.
        looked_at: of which measures which periods were looked at; None where all were.
    """

    figures: Sequence[Observation]
    problems: Sequence[tuple[str, Period | None, Problem]] = ()
    looked_at: AbstractSet[tuple[str, Period]] | None = None


class Reduce(Protocol):
    """Computes the measures of a plan from the deliveries that had come by a day."""

    def __call__(
        self,
        plan: Plan,
        deliveries: tuple[Delivery, ...],
        as_of: dt.date,
        since: Collection[int] | None = None,
    ) -> Reduced:
        """The figures; only those in which the deliveries with these numbers have a say."""


def with_computed(
    record: Record, plan: Plan, deliveries: Sequence[Delivery], reduce: Reduce
) -> Record:
    """A record with the figures that are computed from deliveries.

    Args:
        record: what holds of what was stated, as of a day.
        plan: the plan, with its extracts and the measures over them.
        deliveries: what was delivered; what came after the day of the record is not looked at.
        reduce: computes figures from deliveries.

    Returns:
        The record; its own deliveries are those that were looked at, in order of receipt.
    """
    computed = {m.id: extracts_of(m) for m in plan.measures if m.from_extract is not None}
    sent = in_order_of_receipt(d for d in deliveries if d.submission.received_on <= record.as_of)
    figures = _Figures(plan, record)
    taken = [d for d in sent if d.speaks]
    if not taken:
        last = Reduced(())
    else:
        # What holds in the end is found in one pass; most of what held before is part of it.
        last = reduce(_only(plan, {d.extract for d in taken}), tuple(taken), record.as_of)
    at = 0
    for together in _together(plan, taken):
        at += len(together)
        day, numbers = together[-1].submission.received_on, [d.submission.number for d in together]
        part = _only(plan, {d.extract for d in together})
        failed = {measure for measure, _, _ in figures.problems}
        # Of what could not be computed before, nothing is known that could have stayed as it was.
        for since, measures in (
            (numbers, [m for m in part.measures if m.id not in failed]),
            (None, [m for m in part.measures if m.id in failed]),
        ):
            if measures:
                some = plan.model_copy(update={"measures": tuple(measures)})
                found = reduce(some, tuple(taken[:at]), day, since)
                figures.take(frozenset(m.id for m in measures), found, together)
    figures.settle(last)
    return replace(
        record,
        in_force={**_stated(record, computed), **figures.held},
        returned=(*record.returned, *figures.returned.values()),
        deliveries=tuple(sent),
        computed=computed,
        not_computed=tuple(figures.problems),
    )


def _only(plan: Plan, extracts: AbstractSet[str]) -> Plan:
    """A plan with those of its measures that are computed from some extracts."""
    measures = (m for m in plan.measures if extracts & set(extracts_of(m)))
    return plan.model_copy(update={"measures": tuple(measures)})


def _together(plan: Plan, sent: Sequence[Delivery]) -> Iterator[list[Delivery]]:
    """The deliveries in order; those of one day for different periods count as one."""
    held: list[Delivery] = []
    for delivery in sent:
        own = delivery.submission
        if held and (
            own.received_on != held[0].submission.received_on
            or own.period is None
            or any(
                other.extract == delivery.extract and _overlap(plan, own.period, other)
                for other in held
            )
        ):
            yield held
            held = []
        held.append(delivery)
    if held:
        yield held


def _overlap(plan: Plan, period: Period, other: Delivery) -> bool:
    calendar, sent_for = plan.calendar, other.submission.period
    return sent_for is None or (
        calendar.start(sent_for) <= calendar.end(period)
        and calendar.start(period) <= calendar.end(sent_for)
    )


def _stated(record: Record, computed: dict[str, tuple[str, ...]]) -> dict[Key, InForce]:
    """What was stated, but for figures of measures that have been computed since."""
    return {key: held for key, held in record.in_force.items() if key[1] not in computed}


@dataclass
class _Figures:
    """The figures in force after each delivery, with what they displaced."""

    plan: Plan
    record: Record
    held: dict[Key, InForce] = field(default_factory=dict)
    returned: dict[tuple[Key, int], tuple[InForce, Remark]] = field(default_factory=dict)
    problems: list[tuple[str, Period | None, Problem]] = field(default_factory=list)
    _last_returned: dict[Key, InForce] = field(default_factory=dict)
    _keys: dict[str, dict[Period, set[Key]]] = field(default_factory=dict)

    def take(self, measures: frozenset[str], found: Reduced, newest: Sequence[Delivery]) -> None:
        """Put what some measures come to now in the place of what they came to before.

        Args:
            measures: the measures.
            found: what they come to now.
            newest: the deliveries with which they come to it, the latest last.
        """
        self.problems = [p for p in self.problems if p[0] not in measures] + list(found.problems)
        failed = {measure for measure, _, _ in found.problems}
        anew = {
            (measure, period)
            for measure in (measures if found.looked_at is None else failed)
            for period in self._keys.get(measure, ())
        }
        before: dict[Key, InForce] = {}
        for measure, period in anew | (found.looked_at or frozenset()):
            for key in self._keys.get(measure, {}).pop(period, ()):
                before[key] = self.held.pop(key)
        for observation in found.figures:
            self._take(observation, newest, before.get(observation.key))

    def settle(self, last: Reduced) -> None:
        """Put the figures in order, each with what is said of it in the end.

        How many rows without a date there are may have changed with rows of other periods.
        """
        held: dict[Key, InForce] = {}
        for observation in last.figures:
            key = observation.key
            if (own := self.held.pop(key, None)) is None:
                continue
            if _said(own.observation) == _said(observation):
                own = replace(own, observation=replace(own.observation, note=observation.note))
            held[key] = own
        self.held = {**held, **self.held}

    def _hold(self, key: Key, held: InForce) -> None:
        self.held[key] = held
        self._keys.setdefault(key[1], {}).setdefault(key[2], set()).add(key)

    def _take(
        self, observation: Observation, newest: Sequence[Delivery], earlier: InForce | None
    ) -> None:
        """Put one figure in its place; what a delivery has no say in stays as it was."""
        same = earlier is not None and _said(earlier.observation) == _said(observation)
        back = self._last_returned.get(observation.key)
        having = [d for d in newest if self._touches(d, observation)]
        if not having:
            if earlier is not None and same:
                kept = replace(earlier.observation, note=observation.note)
                self._hold(observation.key, replace(earlier, observation=kept))
                return
            if back is not None and _said(back.observation) == _said(observation):
                if earlier is not None:
                    self._hold(observation.key, earlier)
                return
        sent = (having or newest)[-1].submission
        number, place = sent.number, Place(sent.name)
        displaced: tuple[InForce, ...] = ()
        if earlier is not None:
            displaced = earlier.displaced if same else (earlier, *earlier.displaced)
        observation = replace(observation, place=place, value_place=place)
        held = InForce(observation, number, sent.received_on, displaced, sent.destroyed)
        said = last_review(
            self._reviews.get(number, ()), number, observation.measure, observation.period
        )
        if said is None or said.kind != "returned":
            self._hold(observation.key, held)
            return
        self.returned[observation.key, number] = (held, said)
        self._last_returned[observation.key] = held
        if earlier is not None:
            self._hold(observation.key, earlier)

    def _touches(self, delivery: Delivery, observation: Observation) -> bool:
        """Whether a delivery was sent for the period of a figure, or holds days of it."""
        measure = self.plan.measure_by_id[observation.measure]
        return touches(self.plan, delivery, measure, observation.period)

    @cached_property
    def _reviews(self) -> dict[int, list[Remark]]:
        found: dict[int, list[Remark]] = {}
        for remark in self.record.remarks:
            if remark.submission is not None:
                found.setdefault(remark.submission, []).append(remark)
        return found


def _said(observation: Observation) -> object:
    """What of a figure makes it another one; how many rows are behind a mean does as well."""
    said = observation
    return (said.stated, said.whole, said.absence, said.counted)
