"""What awaits an analyst's eye: not every figure, but those of which something must be known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from milepost.evaluation.evaluate import own_period
from milepost.evaluation.model import Evaluation, Variance
from milepost.periods import Period
from milepost.plan.model import Plan
from milepost.sources import Place, Problem
from milepost.submissions.handles import Handle
from milepost.submissions.model import Explanation, InForce, Key, Observation, Record


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
    queue = _Queue.of(plan, record, evaluation)
    found = [*queue.figures(), *queue.explanations(), *queue.rejections()]
    order = {agency.id: i for i, agency in enumerate(plan.agencies)}
    found.sort(key=lambda item: order.get(item.agency, len(order)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Queue:
    plan: Plan
    record: Record
    evaluation: Evaluation
    sent_for: Mapping[int, Period | None]
    marked: Mapping[tuple[int, str, int], list[Problem]]
    beyond: Mapping[Key, Variance]

    @classmethod
    def of(cls, plan: Plan, record: Record, evaluation: Evaluation) -> _Queue:
        marked: dict[tuple[int, str, int], list[Problem]] = {}
        for number, problem in record.warnings:
            marked.setdefault((number, *_row(problem.place)), []).append(problem)
        sent_for = {s.number: s.period for s in record.submissions}
        return cls(plan, record, evaluation, sent_for, marked, _beyond(evaluation))

    def figures(self) -> Iterator[Awaiting]:
        groups: dict[tuple[int, str, Period], list[InForce]] = {}
        for held in self.record.in_force.values():
            said = held.observation
            if self.is_at_hand(held.submission, said.measure, said.period):
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
                tuple(dict.fromkeys(p for h in held_ for p in self.warnings_of(h))),
                tuple(h.displaced[0] for h in held_ if h.displaced and _differs(h)),
                next(
                    (self.beyond[k] for h in held_ if (k := h.observation.key) in self.beyond), None
                ),
            )
            if found.warnings or found.replaces or found.variance:
                yield found

    def explanations(self) -> Iterator[Awaiting]:
        newest = {(e.agency, e.measure, e.period): (n, e) for n, e in self.record.explanations}
        for number, said in newest.values():
            review = self.record.review_of(number, said.measure, said.period, explanation=True)
            if review is None and self.is_at_hand(number, said.measure, said.period):
                handle = self.handle(number, said.measure, said.period, explanation=True)
                yield Awaiting(handle, said.agency, said.measure, said.period, explanation=said)

    def rejections(self) -> Iterator[Awaiting]:
        """What was not taken, unless something later was taken in its place."""
        newest = {key[:3]: held.submission for key, held in self.record.in_force.items()}
        # Of a whole file: any later one from which something was taken.
        newest |= {
            (s.agency, "", s.period): s.number
            for s in self.record.submissions
            if s.accepted and s.period
        }
        for number, refused in self.record.rejections:
            period = refused.period or self.sent_for[number]
            if period is None:
                continue
            later = newest.get((refused.agency, refused.measure, period), 0) > number
            if self.is_at_hand(number, refused.measure, period) and not later:
                yield Awaiting(
                    None,
                    refused.agency,
                    refused.measure,
                    period,
                    rejection=(number, refused.problem),
                )

    def is_at_hand(self, number: int, named: str, period: Period) -> bool:
        calendar, sent_for = self.plan.calendar, self.sent_for[number]
        measure = self.plan.measure_by_id.get(named)
        own = self.evaluation.period
        if measure is not None:
            own = own_period(self.plan, measure, own)
        return calendar.contains(own, period) or (
            sent_for is not None and calendar.contains(self.evaluation.period, sent_for)
        )

    def handle(
        self, number: int, measure: str, period: Period, *, explanation: bool = False
    ) -> Handle:
        """The shortest handle: the period is told where it is not that of the file."""
        told = None if self.sent_for[number] == period else period
        return Handle(number, measure, told, explanation)

    def warnings_of(self, held: InForce) -> list[Problem]:
        return self.marked.get((held.submission, *_row(held.observation.place)), [])


def _beyond(evaluation: Evaluation) -> dict[Key, Variance]:
    """The figures that make a due one which is beyond the threshold of the plan."""
    found: dict[Key, Variance] = {}
    for judged in evaluation.measures:
        for judgement in judged.judgements:
            variance = judgement.variance
            if variance is None or not variance.beyond:
                continue
            # A year's distance from its target is looked at with the year, not each quarter.
            own = [p for p in judgement.actual.parts if p.period == judgement.due]
            for made_of in (judgement.actual, *own):
                if made_of.source is not None:
                    found.setdefault(made_of.source.observation.key, variance)
    return found


def _differs(held: InForce) -> bool:
    def told(said: Observation) -> tuple[object, ...]:
        return (said.stated, said.whole, said.absence)

    return told(held.observation) != told(held.displaced[0].observation)


def _row(place: Place) -> tuple[str, int]:
    """The row of a table in which something stands."""
    return place.sheet, place.line or int(place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0)
