"""The first page: the answer, last year beside it, what changed, and what needs attention."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from milepost.evaluation.attention import matters
from milepost.evaluation.evaluate import own_period
from milepost.evaluation.misses import Miss
from milepost.evaluation.model import Evaluation, Judgement, MeasureEvaluation
from milepost.evaluation.rollup import counts
from milepost.evaluation.years import Years, standing_of
from milepost.periods import Period
from milepost.plan.duty_calendar.model import Entry
from milepost.plan.model import Measure, Plan
from milepost.scorecard import figures
from milepost.scorecard.attention import RULE, Attention
from milepost.scorecard.five_years import due_in
from milepost.scorecard.opening_model import Came, Change, Compared, Opening
from milepost.submissions.model import InForce, Record

_Word = Literal["newly met", "newly missed", "newly reported", "no longer reported", "restated"]
_WORDS: tuple[_Word, ...] = (
    "newly met", "newly missed", "newly reported", "no longer reported", "restated",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What the first page is composed from.

    Attributes:
        plan: the plan.
        record: what was reported.
        evaluation: the year, of what may be shown.
        before: the year before; None where the period is no year.
        years: finds what a measure came to in a year.
        missed: the promises that were not kept, of what may be shown.
        dated: what falls due by the plan and by law.
        row_ids: the permalinks of the rows.
        illustrative: whether the workspace holds made-up figures only.
    """

    plan: Plan
    record: Record
    evaluation: Evaluation
    before: Evaluation | None
    years: Years
    missed: Sequence[Miss]
    dated: Sequence[Entry]
    row_ids: dict[tuple[str, str, int], str]
    illustrative: bool

    def compose(self) -> Opening:
        """The first page."""
        found = matters(self.plan, self.record, self.evaluation, self.missed, self.dated)
        found = tuple(m for m in found if self.illustrative or not m.illustrative)
        words = Attention(self.plan, self.evaluation, self.row_ids)
        changes = tuple(self._changes())
        return Opening(
            year_before=str(self.before.period) if self.before else "",
            compared=tuple(self._compared()),
            changes=changes,
            unchanged=self._unchanged(changes),
            attention=words.told(found),
            found=len(found),
            rule=RULE,
            matters=tuple(words.in_words(matter) for matter in found),
        )

    def _compared(self) -> Iterator[Compared]:
        """Each objective this year and last, all of them together, and what was made up apart."""
        for objective in self.plan.objectives:
            yield self._pair(objective.id, objective.title, self._counts, objective.id)
        yield self._pair("", "All objectives", self._counts)
        if not self.illustrative:
            made_up = self._pair("", "Illustrative targets", _is_made_up)
            if made_up.now.due or (made_up.before and made_up.before.due):
                yield made_up

    def _counts(self, judgement: Judgement) -> bool:
        return self.illustrative or not judgement.is_illustrative

    def _pair(
        self, identifier: str, title: str, of: Callable[[Judgement], bool], objective: str = ""
    ) -> Compared:
        shown = {m.measure.id for m in self.evaluation.measures}

        def came(evaluation: Evaluation) -> Came:
            judged = [
                m
                for m in evaluation.measures
                if m.measure.id in shown and objective in ("", m.measure.objective)
            ]
            return came_out(judged, of)

        before = came(self.before) if self.before else None
        return Compared(identifier, title, came(self.evaluation), before)

    def _changes(self) -> Iterator[Change]:
        if self.before is None:
            return
        found: dict[tuple[_Word, bool], list[str]] = {}
        for word, title, made_up in (*self._otherwise(self.before), *self._restated()):
            found.setdefault((word, made_up), []).append(title)
        for word in _WORDS:
            for made_up in (False, True):
                if titles := found.get((word, made_up)):
                    yield Change(word, tuple(dict.fromkeys(titles)), made_up)

    def _otherwise(self, before: Evaluation) -> Iterator[tuple[_Word, str, bool]]:
        """What came out otherwise than last year, and what was reported in one year only."""
        for now in self.evaluation.measures:
            then = before.of(now.measure.id)
            if then is None:
                continue
            for agency in dict.fromkeys(j.agency for j in now.judgements):
                title = _title(now.measure, agency)
                due = [_due(judged, agency) for judged in (then, now)]
                made_up = any(j.is_illustrative for judgements in due for j in judgements)
                match [standing_of(judgements) for judgements in due]:
                    case ["not met", "met"]:
                        yield "newly met", title, made_up
                    case ["met", "not met"]:
                        yield "newly missed", title, made_up
                yield from self._reported(now.measure, agency, before.period)

    def _reported(
        self, measure: Measure, agency: str, before: Period
    ) -> Iterator[tuple[_Word, str, bool]]:
        title = _title(measure, agency)
        then, now = (
            self.years.find(measure, agency, year).actual.value is not None
            for year in (before, self.evaluation.period)
        )
        if then != now:
            yield ("newly reported" if now else "no longer reported"), title, measure.illustrative

    def _restated(self) -> Iterator[tuple[_Word, str, bool]]:
        """Figures in force of these two years that displaced another figure."""
        years = [e.period for e in (self.before, self.evaluation) if e]
        within = self.plan.calendar.contains
        shown = {m.measure.id: m.measure for m in self.evaluation.measures}
        order = {m.id: i for i, m in enumerate(self.plan.measures)}
        displacing = [held for held in self.record.in_force.values() if held.displaced]
        for held in sorted(displacing, key=lambda held: _place(held, order)):
            said = held.observation
            if said.measure not in shown:
                continue
            measure = shown[said.measure]
            own = (own_period(self.plan, measure, year) for year in years)
            if any(within(year, said.period) for year in own) and _is_other(held):
                now, then = _value(held, measure), _value(held.displaced[-1], measure)
                title = f"{measure.title}, {said.agency}, {said.period}: {now}, before {then}"
                yield "restated", title, measure.illustrative

    def _unchanged(self, changes: Sequence[Change]) -> str:
        if self.before is None:
            return "A quarter is compared with no year."
        if changes:
            return ""
        return f"Nothing came out otherwise than in {self.before.period}."


def _place(held: InForce, order: Mapping[str, int]) -> tuple[int, str, str, str]:
    """Where a figure stands: by the order of the plan, then by agency and period."""
    said = held.observation
    at = order.get(said.measure, len(order))
    return at, said.agency, str(said.period), str(said.dimensions)


def came_out(judged: Sequence[MeasureEvaluation], of: Callable[[Judgement], bool]) -> Came:
    """How the targets that were due came out."""
    found = counts(judged, of=of)
    met, missed, unknown = (found.results[w] for w in ("met", "not met", "indeterminate"))
    words = "no target was due"
    if found.due:
        more = (f", {n} {word}" for n, word in ((missed, "not met"), (unknown, "not known")) if n)
        words = f"{met} of {found.due} met{''.join(more)}"
    return Came(found.due, met, missed, unknown, words)


def _is_made_up(judgement: Judgement) -> bool:
    return judgement.is_illustrative


def _due(judged: MeasureEvaluation, agency: str) -> tuple[Judgement, ...]:
    return due_in([j for j in judged.judgements if j.agency == agency])


def _title(measure: Measure, agency: str) -> str:
    return f"{measure.title}, {agency}" if agency else measure.title


def _is_other(held: InForce) -> bool:
    now, then = held.observation, held.displaced[-1].observation
    return (now.stated, now.whole, now.absence) != (then.stated, then.whole, then.absence)


def _value(held: InForce, measure: Measure) -> str:
    said = held.observation
    if said.stated is None:
        return said.absence or "nothing"
    words = figures.stated(said.stated, measure.unit, 0)
    return words if said.whole is None else f"{words} of {said.whole:,f}"
