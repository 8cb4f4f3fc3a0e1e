"""One number for many ratings, where the plan asks for one, as a range over what is missing.

The composite of a group is the weighted mean of the scores of its ratings, in exact fractions:
``sum(w * score) / sum(w)``. A measure counts by its weight, 1 where the plan says nothing; its
judgements, where several targets or agencies are judged, have equal shares of that weight, so that
a measure does not count more for having more targets (our choice; neither the latest nor the worst
target stands for the others).

Its low end is what it would be if all that is not rated came out off track, its high end if all of
that were achieved. So a measure without a target widens the range, as silence does: nothing is left
out, taken for zero, or given the mean of the others. A rating that lies between two outlooks counts
with these two. One point is named only where the share of the weight that is rated is at least the
composite's ``least_coverage``, and only of what is rated; where the plan names no least coverage
all must be (our choice: a bar that was forgotten is not a bar of nothing).

What is made up enters no composite of real figures: a measure whose only target is made up counts
there as one without a rating.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from milepost.evaluation.model import Evaluation, Judgement, MeasureEvaluation, Outlook
from milepost.evaluation.rollup import Group, groups
from milepost.intervals import Interval
from milepost.plan.model import Composite, Plan


@dataclass(frozen=True, slots=True)
class CompositeValue:
    """A composite of one group.

    Attributes:
        composite: which one, with its scores.
        group: the identifier of the group.
        value: from all that is missing at its worst to all of it at its best; None where the group
            has no measures.
        coverage: the share of the weight that is rated.
        point: the weighted mean of what is rated; None where too little is.
        enough: the coverage from which a point is named.
    """

    composite: Composite
    group: str
    value: Interval | None
    coverage: Fraction
    point: Fraction | None
    enough: Fraction


@dataclass(frozen=True, slots=True)
class _Part:
    """One judgement's part of the weight; None for a measure of which nothing real is judged."""

    weight: Fraction
    judgement: Judgement | None

    @property
    def outlook(self) -> Outlook | None:
        """The one outlook, where there is one."""
        return None if self.judgement is None else self.judgement.rating.outlook


def composites(
    plan: Plan, evaluation: Evaluation, *, all_made_up: bool = False
) -> tuple[CompositeValue, ...]:
    """Every composite the plan asks for, of every group it asks it of."""
    return tuple(
        composite_of(composite, group, all_made_up=all_made_up)
        for composite in plan.composites
        for group in groups(plan, evaluation, composite.of, all_made_up=all_made_up)
    )


def composite_of(
    composite: Composite, group: Group, *, all_made_up: bool = False
) -> CompositeValue:
    """The composite of one group."""
    parts = [
        part for measure in group.measures for part in _parts(measure, all_made_up=all_made_up)
    ]
    enough = Fraction(1 if composite.least_coverage is None else composite.least_coverage)
    weight = sum((part.weight for part in parts), Fraction(0))
    if not weight:
        return CompositeValue(composite, group.id, None, Fraction(0), None, enough)
    ends = [(part.weight, score_of(composite, part.judgement)) for part in parts]
    low = sum((share * low for share, (low, _) in ends), Fraction(0))
    high = sum((share * high for share, (_, high) in ends), Fraction(0))
    rated = [(p.weight, score_of(composite, p.judgement)[0]) for p in parts if p.outlook]
    covered = sum((share for share, _ in rated), Fraction(0))
    point = None
    if covered and covered / weight >= enough:
        point = sum((share * score for share, score in rated), Fraction(0)) / covered
    value = Interval(low / weight, high / weight)
    return CompositeValue(composite, group.id, value, covered / weight, point, enough)


def score_of(composite: Composite, judgement: Judgement | None) -> tuple[Fraction, Fraction]:
    """The lowest and highest score that a judgement may have; without a rating any."""
    worst: Outlook = "off track"
    best: Outlook = "achieved"
    if judgement is not None and judgement.rating.outlook is not None:
        worst = best = judgement.rating.outlook
    elif judgement is not None and judgement.rating.between is not None:
        worst, best = judgement.rating.between
    return _score(composite, worst), _score(composite, best)


def _score(composite: Composite, outlook: Outlook) -> Fraction:
    scores = {
        "achieved": composite.achieved,
        "on track": composite.on_track,
        "at risk": composite.at_risk,
        "off track": composite.off_track,
    }
    return Fraction(scores[outlook])


def _parts(judged: MeasureEvaluation, *, all_made_up: bool) -> Iterator[_Part]:
    """A measure's weight in equal parts, one for each judgement that counts."""
    if judged.measure.illustrative and not all_made_up:
        return
    stated = judged.measure.weight
    weight = Fraction(1 if stated is None else stated)
    counted = [j for j in judged.judgements if all_made_up or not j.is_illustrative]
    if not counted:
        yield _Part(weight, None)
    for judgement in counted:
        yield _Part(weight / len(counted), judgement)
