"""How much each judgement depends on what is not known, or was chosen.

Every judgement is made again under other scales and methods, with each bounded figure at either
end, with the revision before, and with the promise as it was declared before. One thing is changed
at a time. What comes out the same under all of it is firm; of the rest it is said on what it
depends. No rating is changed by this.

A method that cannot be applied is named, and counts neither for nor against a rating.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from milepost.evaluation import outlook
from milepost.evaluation.changed_plans import measures_behind, narrowed
from milepost.evaluation.evaluate import judgements_of
from milepost.evaluation.model import Evaluation, Judgement, MeasureEvaluation, NotRated
from milepost.evaluation.what_ifs import (
    GROUPS,
    AtAnEnd,
    EarlierPlan,
    EarlierPromise,
    Group,
    OtherScale,
    Unrevised,
    WhatIf,
    changed_plan,
    changed_record,
    earlier_promises,
    group_of,
    of_figures,
    other_scales,
)
from milepost.periods import Period
from milepost.plan.model import Method, Plan
from milepost.submissions.model import InForce, Key, Record

# By which methods the judge can rate: of these a what-if is made.
METHODS: Final[tuple[Method, ...]] = tuple(outlook.METHODS)


@dataclass(frozen=True, slots=True)
class Difference:
    """A what-if under which a judgement comes out otherwise.

    Attributes:
        what_if: what was changed.
        then: the judgement under it; None where no such promise would be judged in the period.
    """

    what_if: WhatIf
    then: Judgement | None

    @property
    def group(self) -> Group:
        """To which of the four questions it belongs."""
        return group_of(self.what_if)


@dataclass(frozen=True, slots=True)
class Dependence:
    """One judgement, and all under which it would be another.

    Attributes:
        judgement: as the plan and the record have it.
        differences: the what-ifs that change its result or its outlook; none where it is firm.
        tried: how many what-ifs were tried of each group, those that cannot be applied left out.
        unable: the scales whose method cannot be applied here, each with why.
    """

    judgement: Judgement
    differences: tuple[Difference, ...]
    tried: dict[Group, int]
    unable: tuple[tuple[OtherScale, NotRated], ...]

    @property
    def has_firm_result(self) -> bool:
        """Whether the result is."""
        now = result_word(self.judgement)
        return all(result_word(found.then) == now for found in self.differences)

    @property
    def has_firm_rating(self) -> bool:
        """Whether the outlook is."""
        now = rating_words(self.judgement)
        return all(rating_words(found.then) == now for found in self.differences)

    @property
    def groups(self) -> tuple[Group, ...]:
        """On what it depends."""
        found = {difference.group for difference in self.differences}
        return tuple(group for group in GROUPS if group in found)


@dataclass(frozen=True, slots=True)
class Firmness:
    """How many judgements of a group are firm.

    Attributes:
        results: how many targets were due.
        firm_results: how many of their results are the same under everything.
        ratings: how many judgements have an outlook, or two between which nobody can tell.
        firm_ratings: how many of those are the same under everything.
        unrated: how many judgements have no outlook.
        would_be_rated: how many of those would have one under something.
        untried: for how many judgements there was nothing else to try.
        depend: how many judgements depend on each group of what-ifs; one may depend on several.
    """

    results: int
    firm_results: int
    ratings: int
    firm_ratings: int
    unrated: int
    would_be_rated: int
    untried: int
    depend: dict[Group, int]


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What every judgement of a period depends on."""

    period: Period
    as_of: dt.date
    dependences: tuple[Dependence, ...]

    def firmness(self, *, of: Callable[[Judgement], bool] = lambda _: True) -> Firmness:
        """Count what is firm; what was made up is never added to what was not."""
        return _counted([d for d in self.dependences if of(d.judgement)])


def sensitivity_of(
    plan: Plan,
    record: Record,
    evaluation: Evaluation,
    earlier: Sequence[EarlierPlan] = (),
    methods: Sequence[Method] = METHODS,
) -> Sensitivity:
    """Judge everything again under each what-if.

    Args:
        plan: the plan that was evaluated.
        record: the record it was held against.
        evaluation: what came of that.
        earlier: the plan as it read before each change (see ``days_before_changes``), oldest first.
        methods: by which methods it is to be tried.
    """
    by_measure: dict[str, dict[Key, InForce]] = {}
    for key, held in record.in_force.items():
        by_measure.setdefault(key[1], {})[key] = held
    found: list[Dependence] = []
    for judged in evaluation.measures:
        behind = measures_behind(plan, judged.measure)
        in_force = {k: h for name in sorted(behind) for k, h in by_measure.get(name, {}).items()}
        # What was explained decides nothing here.
        small = replace(record, in_force=in_force, explanations=(), remarks=())
        narrow = narrowed(plan, (judged.measure,))
        trial = _Trial(
            plan, narrow, record, small, evaluation, judged, tuple(earlier), tuple(methods)
        )
        found += trial.dependences()
    return Sensitivity(evaluation.period, evaluation.as_of, tuple(found))


@dataclass(frozen=True, slots=True)
class _Trial:
    """One measure under every what-if; it rests on ``small`` and ``narrow`` alone."""

    plan: Plan
    narrow: Plan
    record: Record
    small: Record
    evaluation: Evaluation
    judged: MeasureEvaluation
    earlier: tuple[EarlierPlan, ...]
    methods: tuple[Method, ...]

    def dependences(self) -> Iterator[Dependence]:
        # A scale or a promise bears on all judgements of a measure, and is tried once for them.
        whole = [(w, self.judged_under(w, None)) for w in self.of_the_measure()]
        for judgement in self.judged.judgements:
            own = _thresholds(judgement, self.evaluation)
            shared = [
                t for t in whole if not (isinstance(t[0], OtherScale) and t[0].thresholds == own)
            ]
            figures = (
                (w, self.at_a_figure(w, judgement))
                for w in of_figures(self.plan, self.judged, judgement)
            )
            yield self.dependence(judgement, [*shared, *figures])

    def of_the_measure(self) -> Iterator[WhatIf]:
        yield from other_scales(self.plan, self.earlier, self.methods)
        yield from earlier_promises(self.plan, self.judged.measure, self.earlier)

    def at_a_figure(self, what_if: WhatIf, judgement: Judgement) -> tuple[Judgement, ...]:
        """What is certain over all of a bound is so at its ends, and need not be judged again."""
        if isinstance(what_if, AtAnEnd) and is_certain(judgement):
            return (judgement,)
        return self.judged_under(what_if, judgement.agency)

    def judged_under(self, what_if: WhatIf, agency: str | None) -> tuple[Judgement, ...]:
        measure, plan = self.judged.measure, self.narrow
        if isinstance(what_if, EarlierPromise):
            plan = narrowed(self.plan, (measure, what_if.measure))
        plan = changed_plan(plan, measure, what_if)
        is_of_figure = isinstance(what_if, AtAnEnd | Unrevised)
        record = changed_record(self.small, what_if) if is_of_figure else self.record
        return judgements_of(plan, record, self.evaluation.period, measure.id, agency)

    def dependence(
        self, judgement: Judgement, tried: Sequence[tuple[WhatIf, tuple[Judgement, ...]]]
    ) -> Dependence:
        differences: list[Difference] = []
        unable: list[tuple[OtherScale, NotRated]] = []
        counted: Counter[Group] = Counter()
        for what_if, judgements in tried:
            then = self.same(judgement, judgements)
            if isinstance(what_if, OtherScale) and then is not None and not is_rated(then):
                unable.append((what_if, then.rating.not_rated or "indeterminate"))
                continue
            counted[group_of(what_if)] += 1
            if then is None or not _is_same(then, judgement):
                differences.append(Difference(what_if, then))
        return Dependence(
            judgement,
            tuple(differences),
            {group: counted[group] for group in GROUPS},
            tuple(unable),
        )

    def same(self, judgement: Judgement, under: tuple[Judgement, ...]) -> Judgement | None:
        """The judgement of the same promise: in the same place, or else due for the same period."""
        of_agency = [j for j in under if j.agency == judgement.agency]
        for then in of_agency:
            as_many = len(then.measure.targets) == len(judgement.measure.targets)
            if as_many and then.target_index == judgement.target_index:
                return then
        beside = [j for j in self.judged.judgements if _place(j) == _place(judgement)]
        there = [j for j in of_agency if _place(j) == _place(judgement)]
        position = next(i for i, j in enumerate(beside) if j is judgement)
        return there[position] if position < len(there) else None


def result_word(judgement: Judgement | None) -> str | None:
    """The result; None where nothing was promised."""
    return judgement.result.result if judgement is not None and judgement.result else None


def rating_words(judgement: Judgement | None) -> tuple[object, ...]:
    """The outlook, the two it may be, or why there is none."""
    if judgement is None:
        return ()
    return judgement.rating.outlook, judgement.rating.between, judgement.rating.not_rated


def is_rated(judgement: Judgement) -> bool:
    """Whether there is an outlook, or two between which nobody can tell."""
    return judgement.rating.outlook is not None or judgement.rating.between is not None


def is_certain(judgement: Judgement) -> bool:
    """Whether result and outlook are one word each, whatever the figures may be."""
    return judgement.rating.outlook is not None and result_word(judgement) != "indeterminate"


def _is_same(one: Judgement, other: Judgement) -> bool:
    return (result_word(one), rating_words(one)) == (result_word(other), rating_words(other))


def _place(judgement: Judgement) -> tuple[object, ...]:
    return judgement.agency, judgement.due


def _thresholds(judgement: Judgement, evaluation: Evaluation) -> tuple[object, ...] | None:
    scale = judgement.rating.scale or evaluation.scale
    return OtherScale(scale).thresholds if scale is not None else None


def _counted(found: Sequence[Dependence]) -> Firmness:
    due = [d for d in found if result_word(d.judgement) not in (None, "not due")]
    rated = [d for d in found if is_rated(d.judgement)]
    unrated = [d for d in found if not is_rated(d.judgement)]
    return Firmness(
        results=len(due),
        firm_results=sum(d.has_firm_result for d in due),
        ratings=len(rated),
        firm_ratings=sum(d.has_firm_rating for d in rated),
        unrated=len(unrated),
        would_be_rated=sum(
            any(f.then is not None and is_rated(f.then) for f in d.differences) for d in unrated
        ),
        untried=sum(not any(d.tried.values()) for d in found),
        depend={group: sum(group in d.groups for d in found) for group in GROUPS},
    )
