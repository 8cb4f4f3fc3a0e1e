"""What most needs attention, by a rule that anybody can recompute: docs/attention.md.

Matters are of stated kinds, and the kinds stand in a stated order. Nothing is weighed or scored: a
matter of an earlier kind comes before every matter of a later one, and within a kind a stated
number decides, then the order of the plan. That order is our choice; no law or standard sets one.

A measure of an agency is one matter, under the first kind that it falls under. Matters that rest
on something made up are marked, so that a real scorecard can leave them out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from milepost.evaluation.corrective import Explained, explanations_of
from milepost.evaluation.misses import Miss
from milepost.evaluation.model import Evaluation, Judgement
from milepost.evaluation.rollup import has_failed, reporters
from milepost.plan.duty_calendar.model import Entry
from milepost.plan.model import Plan
from milepost.submissions.model import Record

Kind = Literal[
    "critical failed",
    "missed in a row",
    "overdue",
    "missed and not explained",
    "critical may have failed",
    "undecided",
    "without a figure",
    "missed and explained",
    "duty not on record",
]
# The order of the kinds, first what comes first. Our choice; docs/attention.md says why.
KINDS: Final[dict[Kind, str]] = {
    "critical failed": "a critical measure has failed",
    "missed in a row": "a target was missed two or more times in a row",
    "overdue": "something undertaken is overdue",
    "missed and not explained": "a target was missed and nobody has said why",
    "critical may have failed": "a critical measure may have failed",
    "undecided": "a target was due and nobody can say whether it was met",
    "without a figure": "an objective has no figure at all",
    "missed and explained": "a target was missed once, and explained",
    "duty not on record": "a duty of law is not on record as done",
}
SHOWN: Final = 3
_IN_A_ROW: Final = 2


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that needs attention.

    Attributes:
        kind: the first kind that it falls under.
        rank: what orders it within its kind, the lowest first; after it comes the plan's order.
        judgement: of a measure, the judgement that brought it here; else None.
        miss: of a target that was missed, the count of it and what is owed; else None.
        entry: what is overdue or not on record, where the plan gives it a date; else None.
        promise: the action that an agency promised in an explanation and that is overdue.
        objective: the objective it belongs to; empty for none.
        without: of an objective without a figure, how many measures have none.
        others: of a target that was missed, the further counts of the same measure, by other kinds
            of period: what they oblige to is owed as well.
        illustrative: whether it rests on anything made up.
    """

    kind: Kind
    rank: tuple[int, ...]
    judgement: Judgement | None = None
    miss: Miss | None = None
    entry: Entry | None = None
    promise: Explained | None = None
    objective: str = ""
    without: int = 0
    others: tuple[Miss, ...] = ()
    illustrative: bool = False

    @property
    def subject(self) -> tuple[str, ...]:
        """What it is about: two matters about the same are one."""
        if self.promise is not None:
            if self.promise.settled_by is not None:
                return "entry", f"action-{self.promise.settled_by.id}"  # as the calendar names it
            said = self.promise.said
            return "promise", said.measure, said.agency, str(said.period)
        if self.judgement is not None:
            return "measure", self.judgement.measure.id, self.judgement.agency
        if self.entry is not None:
            return "entry", self.entry.uid
        return "objective", self.objective


def matters(
    plan: Plan,
    record: Record,
    evaluation: Evaluation,
    missed: Sequence[Miss],
    dated: Sequence[Entry],
) -> tuple[Matter, ...]:
    """All that needs attention, what needs it most first.

    Args:
        plan: the plan.
        record: what was reported, with the explanations.
        evaluation: what came of the one held against the other.
        missed: the promises that were not kept (:func:`milepost.evaluation.misses.misses_of`).
        dated: what falls due by the plan and by law (:mod:`milepost.plan.duty_calendar`).
    """
    finder = _Finder(plan, record, evaluation, tuple(sorted(missed, key=_count_of)))
    found = [
        *finder.of_measures(),
        *finder.of_promises(),
        *_overdue(dated),
        *finder.of_objectives(),
    ]
    order = list(KINDS)
    found.sort(key=lambda matter: (order.index(matter.kind), matter.rank))
    first: dict[tuple[str, ...], Matter] = {}
    for matter in found:
        first.setdefault(matter.subject, matter)
    return tuple(first.values())


def chosen(found: Sequence[Matter]) -> tuple[Matter, ...]:
    """The few that are shown: the first of each kind; where kinds are too few, what comes next.

    Args:
        found: all that needs attention, in the order of the rule.
    """
    firsts: dict[Kind, Matter] = {}
    for matter in found:
        firsts.setdefault(matter.kind, matter)
    first = list(firsts.values())
    others = [matter for matter in found if matter not in first]
    few = [*first, *others][:SHOWN]
    return tuple(matter for matter in found if matter in few)


@dataclass(frozen=True, slots=True)
class _Finder:
    plan: Plan
    record: Record
    evaluation: Evaluation
    missed: tuple[Miss, ...]

    def misses_of(self, judgement: Judgement) -> tuple[Miss, ...]:
        """What was missed of the measure: the count that the target is in goes first.

        A measure may be promised by years and by quarters, and is counted by each. The longest
        count goes first of those that the target is not in, years before quarters.
        """
        key = judgement.measure.id, judgement.agency
        found = [m for m in self.missed if (m.measure.id, m.agency) == key]
        found.sort(key=lambda m: all(judgement.due != missed.period for missed in m.periods))
        return tuple(found)

    def of_measures(self) -> Iterator[Matter]:
        """Every judgement that needs attention."""
        for judged in self.evaluation.measures:
            for judgement in sorted(judged.judgements, key=self.latest_first):
                misses = self.misses_of(judgement)
                miss = misses[0] if misses else None
                made_up = judgement.is_illustrative or bool(miss and miss.is_illustrative)
                kind = self.kind_of(judgement, miss)
                if kind is None:
                    continue
                yield Matter(
                    kind,
                    _rank(kind, miss),
                    judgement,
                    miss,
                    objective=judgement.measure.objective,
                    others=tuple(m for m in misses[1:] if made_up or not m.is_illustrative),
                    illustrative=made_up,
                )

    def latest_first(self, judgement: Judgement) -> int:
        """Of several targets of a measure the latest stands for it; one without a date last."""
        due = judgement.due
        return -self.plan.calendar.end(due).toordinal() if due else 0

    def kind_of(self, judgement: Judgement, miss: Miss | None) -> Kind | None:
        """The first kind that a judgement falls under; None where it needs no attention."""
        result = judgement.result.result if judgement.result else None
        failed = has_failed(judgement) if judgement.measure.critical else False
        if failed:
            return "critical failed"
        if result == "not met":
            if miss is not None and miss.at_least >= _IN_A_ROW:
                return "missed in a row"
            explained = self.is_explained(judgement, miss)
            return "missed and explained" if explained else "missed and not explained"
        if failed is None:
            return "critical may have failed"
        return "undecided" if result == "indeterminate" else None

    def is_explained(self, judgement: Judgement, miss: Miss | None) -> bool:
        """Whether an explanation of a missed target stands."""
        if miss is not None and judgement.due == miss.latest:
            return miss.is_explained
        if judgement.due is None:
            return False
        agencies = (judgement.agency,) if judgement.agency else judgement.measure.agencies
        found = explanations_of(self.plan, self.record, judgement.measure, agencies, judgement.due)
        return any(explained.stands for explained in found)

    def of_promises(self) -> Iterator[Matter]:
        """What agencies promised when they explained a miss, and have not done on record."""
        for miss in self.missed:
            for explained in miss.explanations:
                if explained.stands and explained.progress == "overdue" and explained.due:
                    late = (self.record.as_of - explained.due).days
                    yield Matter(
                        "overdue",
                        (-late,),
                        miss=miss,
                        promise=explained,
                        objective=miss.measure.objective,
                        illustrative=miss.is_illustrative,
                    )

    def of_objectives(self) -> Iterator[Matter]:
        """Objectives of which nothing at all is known, those with most measures first."""
        for objective in self.plan.objectives:
            judged = [m for m in self.evaluation.measures if m.measure.objective == objective.id]
            if not any(j.actual.value is not None for m in judged for j in m.judgements):
                yield Matter(
                    "without a figure",
                    (-len(judged),),
                    objective=objective.id,
                    without=len(judged),
                    illustrative=objective.illustrative,
                )


def _rank(kind: Kind, miss: Miss | None) -> tuple[int, ...]:
    """Of what was missed: years before quarters, the longest count first."""
    if kind not in ("critical failed", "missed in a row") or miss is None:
        return (2,)
    return _count_of(miss)


def _count_of(miss: Miss) -> tuple[int, int, int]:
    """Years before quarters, then the longest count."""
    return (0 if miss.periods[0].period.is_year else 1, -miss.at_least, -miss.at_most)


def _overdue(dated: Sequence[Entry]) -> Iterator[Matter]:
    """What the plan or a law gave a date that has passed, the longest ago first."""
    for entry in dated:
        if entry.standing.status == "not done" and entry.standing.is_late and entry.is_in_force:
            kind: Kind = "duty not on record" if entry.kind == "duty" else "overdue"
            yield Matter(
                kind, (-entry.standing.days_late,), entry=entry, illustrative=entry.illustrative
            )


def who_acts(plan: Plan, matter: Matter) -> tuple[str, ...]:
    """The agencies that have to act on a matter.

    Of a measure who it is judged of, else all that report it; of an objective who leads it, else
    all that report its measures; of what is overdue who undertook it.
    """
    if matter.promise is not None:
        return (matter.promise.said.agency,)
    if matter.judgement is not None:
        of = matter.judgement
        return (of.agency,) if of.agency else reporters(plan, of.measure)
    if matter.entry is not None:
        return matter.entry.owners
    leads = [
        r.agency for r in plan.roles_on("objective", matter.objective) if r.role.endswith("lead")
    ]
    report = (a for m in plan.measures_under(matter.objective) for a in reporters(plan, m))
    return tuple(dict.fromkeys(leads or report))
