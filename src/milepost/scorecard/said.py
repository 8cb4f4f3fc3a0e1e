"""What is said of a figure, put together for the place beside it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from milepost.evaluation.model import Actual, Judgement
from milepost.periods import Period
from milepost.plan.model import Measure
from milepost.scorecard.model import Said
from milepost.submissions.model import Explanation, InForce, Record, Remark

# Controls, and what turns the letters of any script round.
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff]+")
# Under which label each kind of saying is printed.
SAID: Final = {
    "explanation": "Explained",
    "accepted": "Accepted",
    "returned": "Returned",
    "reply": "Reply",
    "narrative": "Narrative",
}
NOT_PUBLIC: Final = "The comment is about a file that holds figures which are not public."


@dataclass(frozen=True)
class Voices:
    """Finds what is said of any figure.

    Attributes:
        record: what was received, and said of it.
        public: the measures of which something may be published.
        hidden: those of which nothing may be.
        mixed: files that are known to hold what is withheld, though the record no longer says so.
    """

    record: Record
    public: frozenset[str]
    hidden: frozenset[str]
    mixed: frozenset[int] = frozenset()

    def of_judgement(self, judgement: Judgement) -> tuple[Said, ...]:
        """What is said of the figure of a row, for its own period and for when it is due."""
        periods = [judgement.actual.period, *([judgement.due] if judgement.due else [])]
        return self._of(judgement.measure, judgement.agency, periods, judgement.actual)

    def of_actual(self, measure: Measure, actual: Actual) -> tuple[Said, ...]:
        """What is said of a figure that no target asks for."""
        return self._of(measure, actual.agency, [actual.period], actual)

    def returned_in(self, submissions: set[int]) -> Iterator[tuple[InForce, Said]]:
        """What an analyst has returned of some files, of what is public."""
        for held, remark in self.record.returned:
            if held.submission in submissions and held.observation.measure in self.public:
                yield held, self._remark(remark)

    def is_mixed(self, submission: int) -> bool:
        """Whether a file also holds what may not be published, so that a word on it may tell."""
        return submission in self._mixed

    def _of(
        self, measure: Measure, agency: str, periods: list[Period], actual: Actual
    ) -> tuple[Said, ...]:
        agencies = (agency,) if agency else measure.agencies
        found = [
            *self._explanations(measure, agencies, periods),
            *self._reviews(actual, measure, agencies, periods),
            *self._remarks(measure, agencies, periods),
        ]
        return tuple(dict.fromkeys(found))

    def _explanations(
        self, measure: Measure, agencies: tuple[str, ...], periods: list[Period]
    ) -> Iterator[Said]:
        """The newest explanation of each agency, with what an analyst said of it."""
        newest = {
            (e.agency, e.period): (number, e)
            for number, e in self._explanations_of.get(measure.id, ())
            if e.period in periods
        }
        for number, said in newest.values():
            if agencies and said.agency not in agencies:
                continue
            official = plain(self.record.certified_by.get(number, ""))
            by = f"{said.agency}, certified by {official}" if official else said.agency
            day = self._received_on[number].isoformat()
            text = _explained(said.why, said.action, said.due)
            yield Said("explanation", "explanation", text, by, day, number)
            review = self.record.review_of(number, measure.id, said.period, explanation=True)
            if review is not None:
                yield self._remark(review, about_explanation=True)

    def _reviews(
        self,
        actual: Actual,
        measure: Measure,
        agencies: tuple[str, ...],
        periods: list[Period],
    ) -> Iterator[Said]:
        """The verdicts on what a figure was made of, and on what is missing or came later."""
        for held in actual.sources():
            said = held.observation
            review = self.record.review_of(held.submission, said.measure, said.period)
            if review is not None:
                yield self._remark(review)
        gaps = {(g.agency, g.measure, g.period) for g in actual.gaps() if g.missing == "returned"}
        gaps |= {(agency, measure.id, period) for agency in agencies for period in periods}
        for back, remark in self.record.still_returned:
            if back.observation.key[:3] in gaps:
                yield self._remark(remark)

    def _remarks(
        self, measure: Measure, agencies: tuple[str, ...], periods: list[Period]
    ) -> Iterator[Said]:
        """Replies and narratives, in the order in which they were said."""
        for remark in self._told_of.get(measure.id, ()):
            whose = not remark.agency or not agencies or remark.agency in agencies
            if whose and remark.period in periods:
                yield self._remark(remark)

    def _remark(self, remark: Remark, *, about_explanation: bool = False) -> Said:
        text = plain(remark.text)
        if not remark.measure and remark.submission in self._mixed:
            text = NOT_PUBLIC
        kind = remark.kind.removeprefix("explanation ")
        by = remark.said_by
        if kind == "reply":
            by = f"{remark.agency}, {by}"
        return Said(
            kind,  # type: ignore[arg-type]  # its kind without what it is about
            "explanation" if about_explanation else "figure",
            text,
            plain(by),
            remark.said_on.isoformat(),
            remark.submission,
        )

    @cached_property
    def _received_on(self) -> dict[int, dt.date]:
        return {s.number: s.received_on for s in self.record.submissions}

    @cached_property
    def _explanations_of(self) -> dict[str, list[tuple[int, Explanation]]]:
        found: dict[str, list[tuple[int, Explanation]]] = {}
        for number, said in self.record.explanations:
            found.setdefault(said.measure, []).append((number, said))
        return found

    @cached_property
    def _told_of(self) -> dict[str, list[Remark]]:
        """The replies and narratives on each measure."""
        found: dict[str, list[Remark]] = {}
        for remark in self.record.remarks:
            if remark.kind in ("reply", "narrative"):
                found.setdefault(remark.measure, []).append(remark)
        return found

    @cached_property
    def _mixed(self) -> frozenset[int]:
        """The files that hold something of a measure of which nothing may be published.

        What was taken of a measure that the plan has dropped may have been of such a one.
        """
        held = [old for h in self.record.in_force.values() for old in (h, *h.displaced)] + [
            h for h, _ in self.record.returned
        ]
        numbers = {h.submission for h in held if h.observation.measure not in self.public}
        numbers |= {n for n, r in self.record.rejections if r.measure in self.hidden}
        numbers |= {n for n, e in self.record.explanations if e.measure in self.hidden}
        return frozenset(numbers) | self.mixed


def words(said: Said) -> str:
    """What is said, with who said it and when."""
    source = f"{said.by}, {said.on}"
    if said.submission is not None:
        source += f", submission {said.submission}"
    return f"{said.text} ({source})" if said.text else f"{source}"


def _explained(why: str, action: str, due: str) -> str:
    text = plain(why)
    if action:
        text += f" What will be done: {plain(action)}"
    if due:
        text += f" By when: {plain(due)}."
    return text


def plain(text: str) -> str:
    """A text without what a terminal would take for a command, show otherwise, or not at all."""
    return _CONTROL.sub(" ", text).strip()
