"""What awaits an analyst's eye: not every figure, but those of which something must be known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from milepost.evaluation.model import Evaluation, Variance
from milepost.periods import Period
from milepost.plan.model import Plan
from milepost.sources import Place, Problem
from milepost.submissions.handles import Handle
from milepost.submissions.model import Explanation, InForce, Observation, Record


@dataclass(frozen=True, slots=True)
class Awaiting:
    """One thing to be looked at, with why.

    Attributes:
        handle: by what it is accepted or returned; None for what was rejected and is so already.
        agency: whose it is.
        measure: about which measure; empty for a whole file.
        period: about which period; None where that could not be read.
        figures: the figures; several where a measure is divided by a dimension.
        warnings: what was marked in them.
        replaces: what they displace, where that said something else.
        variance: how far the result is from its target, where that is too far.
        explanation: the explanation, where that is what is to be looked at.
        rejection: why it was not taken, with the number of the submission.
    """

    handle: Handle | None
    agency: str
    measure: str
    period: Period | None
    figures: tuple[InForce, ...] = ()
    warnings: tuple[Problem, ...] = ()
    replaces: tuple[InForce, ...] = ()
    variance: Variance | None = None
    explanation: Explanation | None = None
    rejection: tuple[int, Problem] | None = None


def awaiting_review(plan: Plan, record: Record, evaluation: Evaluation) -> tuple[Awaiting, ...]:
    """What awaits review within the period of an evaluation, agency by agency."""
    queue = _Queue(plan, record, evaluation)
    found = [*queue.figures(), *queue.explanations(), *queue.rejections()]
    order = {agency.id: i for i, agency in enumerate(plan.agencies)}
    found.sort(key=lambda item: order.get(item.agency, len(order)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Queue:
    plan: Plan
    record: Record
    evaluation: Evaluation

    def figures(self) -> Iterator[Awaiting]:
        groups: dict[tuple[int, str, Period], list[InForce]] = {}
        for held in self.record.in_force.values():
            said = held.observation
            if self.is_at_hand(held.submission, said.period):
                key = (held.submission, said.measure, said.period)
                groups.setdefault(key, []).append(held)
        for (number, measure, period), held_ in groups.items():
            if self.record.review_of(number, measure, period) is not None:
                continue
            found = Awaiting(
                self.handle(number, measure, period),
                held_[0].observation.agency,
                measure,
                period,
                tuple(held_),
                self.warnings_of(held_),
                tuple(h.displaced[0] for h in held_ if h.displaced and _differs(h)),
                self.variance_of(held_),
            )
            if found.warnings or found.replaces or found.variance:
                yield found

    def explanations(self) -> Iterator[Awaiting]:
        newest = {(e.agency, e.measure, e.period): (n, e) for n, e in self.record.explanations}
        for number, said in newest.values():
            review = self.record.review_of(number, said.measure, said.period, explanation=True)
            if review is None and self.is_at_hand(number, said.period):
                handle = self.handle(number, said.measure, said.period, explanation=True)
                yield Awaiting(handle, said.agency, said.measure, said.period, explanation=said)

    def rejections(self) -> Iterator[Awaiting]:
        """What was not taken, unless something later was taken in its place."""
        newest = {key[:3]: held.submission for key, held in self.record.in_force.items()}
        for number, refused in self.record.rejections:
            period = refused.period or self.submitted_for(number)
            if period is None:
                continue
            later = newest.get((refused.agency, refused.measure, period), 0) > number
            if self.is_at_hand(number, period) and not later:
                yield Awaiting(
                    None,
                    refused.agency,
                    refused.measure,
                    period,
                    rejection=(number, refused.problem),
                )

    def is_at_hand(self, number: int, period: Period) -> bool:
        calendar, sent_for = self.plan.calendar, self.submitted_for(number)
        return calendar.contains(self.evaluation.period, period) or (
            sent_for is not None and calendar.contains(self.evaluation.period, sent_for)
        )

    def submitted_for(self, number: int) -> Period | None:
        return next(s.period for s in self.record.submissions if s.number == number)

    def handle(
        self, number: int, measure: str, period: Period, *, explanation: bool = False
    ) -> Handle:
        """The shortest handle: the period is told where it is not that of the file."""
        told = None if self.submitted_for(number) == period else period
        return Handle(number, measure, told, explanation)

    def warnings_of(self, held: list[InForce]) -> tuple[Problem, ...]:
        rows = {_row(h.observation.place) for h in held}
        number = held[0].submission
        return tuple(p for n, p in self.record.warnings if n == number and _row(p.place) in rows)

    def variance_of(self, held: list[InForce]) -> Variance | None:
        keys = {h.observation.key for h in held}
        for judged in self.evaluation.measures:
            for judgement in judged.judgements:
                found = judgement.variance
                if found is None or not found.beyond:
                    continue
                # A year's distance from its target is looked at with the year, not each quarter.
                source = judgement.actual.source
                parts = [p.source for p in judgement.actual.parts if p.period == judgement.due]
                for made_of in (source, *parts):
                    if made_of is not None and made_of.observation.key in keys:
                        return found
        return None


def _differs(held: InForce) -> bool:
    def told(said: Observation) -> tuple[object, ...]:
        return (said.stated, said.whole, said.absence)

    return told(held.observation) != told(held.displaced[0].observation)


def _row(place: Place) -> tuple[str, int]:
    """The row of a table in which something stands."""
    return place.sheet, place.line or int(place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0)
