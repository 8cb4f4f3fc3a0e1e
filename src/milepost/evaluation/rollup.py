"""Many judgements as counts: by objective, goal, agency, department, link of the chain, and all.

The counts are the message, and coverage comes first, as GAO, ONDCP and Healthy People count by
status. Nothing is averaged, no group gets the worst of its ratings, and what was made up is counted
apart from what was not.

Two words are said of a group beside its counts. It is **achieved** only if every target of it is
achieved; a target that is not rated, whatever the reason, prevents that. An objective is **kept
from on track** where a critical measure of it has failed for certain: its target is due and not
met, or its outlook is at risk or off track, or is undecided between those two. Where a critical
measure may have failed, because it is indeterminate, the objective **may be kept from on track**.
Silence is no failure: a critical measure that is not rated prevents "achieved" and vetoes nothing.
The veto is the objective's alone, as a critical measure is declared to keep "its objective" from
being on track; goals and the strategy say how many of their objectives it holds. That "at risk"
counts as failure is our choice: what is at risk is not on track, and a group with a critical part
that is not on track cannot be called so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Literal

from milepost.evaluation.model import (
    OUTLOOKS,
    Actual,
    Context,
    Counts,
    Evaluation,
    Judgement,
    MeasureEvaluation,
    NotRated,
)
from milepost.periods import Period
from milepost.plan.model import Measure, Plan

GroupKind = Literal["strategy", "goal", "objective", "agency", "department", "element"]
GROUP_KINDS: Final[tuple[GroupKind, ...]] = (
    "objective", "goal", "strategy", "agency", "department", "element",
)  # fmt: skip
# The links of the chain from means to result, in order. An efficiency sets one link against another
# and a milestone is an event, so the two stand beside the chain. The order is our choice.
CHAIN: Final = ("input", "capacity", "process", "output", "outcome")
BESIDE_THE_CHAIN: Final = ("efficiency", "milestone")

Word = Literal["achieved", "kept from on track", "may be kept from on track"]


@dataclass(frozen=True, slots=True)
class Rolled:
    """What a group of judgements comes to.

    Attributes:
        counts: how many came out which way, coverage with them.
        word: what may be said of all together; None where the counts are all that can be said.
        because: for a veto the critical judgements that brought it about; for None, where all that
            is rated is achieved and nothing was missed, those that are not rated and so prevent the
            word.
    """

    counts: Counts
    word: Word | None
    because: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Measures that belong together, with those of their judgements that are the group's.

    Attributes:
        of: what kind of group it is.
        id: which one: of a goal, objective or agency its identifier, of an element the kind of
            measure, of the strategy its identifier.
        measures: its measures, each with the judgements that are the group's.
        rolled: what the judgements on real figures come to; where everything is made up, all.
        made_up: what those come to that rest on something made up, apart; None where none does.
        vetoed: of a goal or the strategy, the objectives that are kept from on track for certain.
    """

    of: GroupKind
    id: str
    measures: tuple[MeasureEvaluation, ...]
    rolled: Rolled
    made_up: Rolled | None
    vetoed: tuple[str, ...] = ()


def counts(
    judged: Iterable[MeasureEvaluation], *, of: Callable[[Judgement], bool] = lambda _: True
) -> Counts:
    """Count what a group of measures came to.

    Args:
        judged: the measures; coverage is of all of them.
        of: which judgements are counted. What was made up is never added to what was not.
    """
    measures = tuple(judged)
    judgements = [j for m in measures for j in m.judgements if of(j)]
    results = Counter(j.result.result for j in judgements if j.result is not None)
    not_due = results.pop("not due", 0)
    outlooks = Counter(j.rating.outlook for j in judgements if j.rating.outlook is not None)
    reasons: Counter[NotRated] = Counter(
        j.rating.not_rated or "indeterminate" for j in judgements if j.rating.outlook is None
    )
    return Counts(
        measures=len(measures),
        with_target=sum(any(j.target and of(j) for j in m.judgements) for m in measures),
        with_value=sum(_has_value(m) for m in measures),
        rated=sum(any(j.rating.outlook and of(j) for j in m.judgements) for m in measures),
        results={r: results.get(r, 0) for r in ("met", "not met", "indeterminate")},
        not_due=not_due,
        outlooks={o: outlooks.get(o, 0) for o in OUTLOOKS},
        not_rated=dict(sorted(reasons.items())),
    )


def groups(
    plan: Plan, evaluation: Evaluation, of: GroupKind, *, all_made_up: bool = False
) -> tuple[Group, ...]:
    """Every group of a kind, in the order of the plan.

    A measure of several agencies counts once under its objective, and under each agency that
    reports it, alone or with others; so what agencies come to is not to be added up. One that is
    computed counts under those who report its parts, and a target that one agency promised under
    that agency alone. Of agencies and departments only those that report something are groups.

    Args:
        plan: the plan that was judged.
        evaluation: what came of it.
        of: by what the measures are grouped.
        all_made_up: whether the whole workspace is illustrative, so that nothing is real.
    """
    split = tuple(_groups(plan, evaluation, of))
    made = tuple(_group(of, name, judged, all_made_up=all_made_up) for name, judged in split)
    if of not in ("goal", "strategy"):
        return made
    objectives = groups(plan, evaluation, "objective", all_made_up=all_made_up)
    vetoed = {g.id for g in objectives if g.rolled.word == "kept from on track"}
    under = {o.id: o.goal for o in plan.objectives}
    return tuple(
        replace(
            group,
            vetoed=tuple(
                o for o in under if o in vetoed and (of == "strategy" or under[o] == group.id)
            ),
        )
        for group in made
    )


def rolled(
    measures: tuple[MeasureEvaluation, ...],
    of: Callable[[Judgement], bool] = lambda _: True,
    *,
    veto: bool = False,
) -> Rolled:
    """Counts and word of a group of measures.

    Args:
        measures: the measures; coverage is of all of them.
        of: which of their judgements are counted.
        veto: whether critical measures lower the word; that is so of an objective.
    """
    judgements = [j for m in measures for j in m.judgements if of(j)]
    promised = [j for j in judgements if j.target is not None]
    outlooks = {j.rating.outlook for j in promised}
    word: Word | None = "achieved" if outlooks == {"achieved"} else None
    because: tuple[Judgement, ...] = ()
    nothing_missed = all(j.result is None or j.result.result != "not met" for j in promised)
    if outlooks == {"achieved", None} and nothing_missed:
        because = tuple(j for j in promised if j.rating.outlook is None)
    critical = [(j, has_failed(j)) for j in judgements if j.measure.critical] if veto else []
    if certain := tuple(j for j, failed in critical if failed):
        word, because = "kept from on track", certain
    elif possible := tuple(j for j, failed in critical if failed is None):
        word, because = "may be kept from on track", possible
    return Rolled(counts(measures, of=of), word, because)


def has_failed(judgement: Judgement) -> bool | None:
    """Whether a critical measure's judgement keeps its objective from on track; None for perhaps.

    What was due and not met has failed, whatever the outlook; and so has what is at risk or off
    track. What nobody knows has not.
    """
    if judgement.target is None:
        return False
    if judgement.result is not None and judgement.result.result == "not met":
        return True
    low = ("at risk", "off track")
    if judgement.rating.between is not None:
        worst, best = judgement.rating.between
        return True if best in low else None if worst in low else False
    return judgement.rating.outlook in low


def reporters(plan: Plan, measure: Measure) -> tuple[str, ...]:
    """The agencies that report a measure; of a computed one, those that report its parts."""
    if not measure.is_computed:
        return measure.agencies
    parts = [reporters(plan, plan.measure_by_id[part]) for part in measure.parts]
    return tuple(dict.fromkeys(agency for part in parts for agency in part))


def _groups(
    plan: Plan, evaluation: Evaluation, of: GroupKind
) -> Iterator[tuple[str, tuple[MeasureEvaluation, ...]]]:
    """Each group by name, with its measures as far as they are the group's."""
    judged = evaluation.measures
    match of:
        case "strategy":
            yield plan.strategy.id, judged
        case "goal":
            goal_of = {o.id: o.goal for o in plan.objectives}
            names = [goal.id for goal in plan.goals]
            yield from _by(names, judged, lambda measure: goal_of.get(measure.objective))
        case "objective":
            names = [objective.id for objective in plan.objectives]
            yield from _by(names, judged, lambda measure: measure.objective)
        case "element":
            kinds = {m.measure.kind for m in judged}
            names = [*CHAIN, *(kind for kind in BESIDE_THE_CHAIN if kind in kinds)]
            yield from _by(names, judged, lambda measure: measure.kind)
        case "agency":
            yield from _by_holder(plan, evaluation, lambda agency: agency)
        case "department":
            yield from _by_holder(plan, evaluation, plan.department_of)


def _by(
    names: list[str],
    judged: tuple[MeasureEvaluation, ...],
    name_of: Callable[[Measure], str | None],
) -> Iterator[tuple[str, tuple[MeasureEvaluation, ...]]]:
    """Groups of whole measures, those without any too: an objective without one is a gap."""
    for name in names:
        yield name, tuple(m for m in judged if name_of(m.measure) == name)


def _by_holder(
    plan: Plan, evaluation: Evaluation, holder_of: Callable[[str], str]
) -> Iterator[tuple[str, tuple[MeasureEvaluation, ...]]]:
    """By whose the judgements are: an agency's, or those of the department above it."""
    under: dict[str, list[MeasureEvaluation]] = {}
    for judged in evaluation.measures:
        everybody = reporters(plan, judged.measure)
        for holder in dict.fromkeys(map(holder_of, everybody)):
            own = tuple(
                j
                for j in judged.judgements
                if holder in map(holder_of, (j.agency,) if j.agency else everybody)
            )
            is_held = partial(_is_held, holder, holder_of, judged.period)
            context = judged.find_context if own else partial(_own_parts, judged, is_held)
            held = replace(judged, judgements=own, find_context=context)
            under.setdefault(holder, []).append(held)
    for holder in dict.fromkeys(holder_of(agency.id) for agency in plan.agencies):
        if holder in under:
            yield holder, tuple(under[holder])


def _is_held(holder: str, holder_of: Callable[[str], str], period: Period, part: Actual) -> bool:
    return part.period == period and bool(part.agency) and holder_of(part.agency) == holder


def _own_parts(judged: MeasureEvaluation, is_held: Callable[[Actual], bool]) -> Context:
    """Where nothing was promised of an agency's own part, that part is its figure."""
    parts = (part for found in judged.others for part in (found, *found.parts))
    return Context(tuple(filter(is_held, parts)), judged.series)


def _group(
    of: GroupKind, name: str, judged: tuple[MeasureEvaluation, ...], *, all_made_up: bool
) -> Group:
    """A group, with what is made up apart; a veto is an objective's alone."""
    veto = of == "objective"
    if all_made_up:
        return Group(of, name, judged, rolled(judged, veto=veto), None)
    # A measure is real although its target is not: it has a figure, and lacks a target.
    real = tuple(m for m in judged if not m.measure.illustrative)
    invented = tuple(m for m in judged if any(j.is_illustrative for j in m.judgements))
    return Group(
        of,
        name,
        judged,
        rolled(real, lambda j: not j.is_illustrative, veto=veto),
        rolled(invented, lambda j: j.is_illustrative, veto=veto) if invented else None,
    )


def _has_value(judged: MeasureEvaluation) -> bool:
    """Whether there is a figure of the period; where nothing is judged, one beside it."""
    if judged.judgements:
        return any(j.actual.value is not None for j in judged.judgements)
    return any(actual.value is not None for actual in judged.others)
