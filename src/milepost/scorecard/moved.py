"""Which ratings of a period came out otherwise on a later record, in the words of the scorecard."""

from __future__ import annotations

from dataclasses import dataclass

from milepost.evaluation.model import Evaluation
from milepost.scorecard import reasons

_NONE = "no judgement"


@dataclass(frozen=True, slots=True)
class RatingMoved:
    """A judgement of which result or outlook is another on a later day.

    Attributes:
        measure: of which measure.
        agency: of which agency; empty where agencies are combined.
        due: the period of the target it is held against, as it is written.
        old: result and outlook on the earlier day, in words.
        new: the same on the later day.
    """

    measure: str
    agency: str
    due: str
    old: str
    new: str


def ratings_moved(then: Evaluation, now: Evaluation) -> tuple[RatingMoved, ...]:
    """Which judgements of one period came out otherwise on two records."""
    before, after = _ratings(then), _ratings(now)
    return tuple(
        RatingMoved(*key, before.get(key, _NONE), after.get(key, _NONE))
        for key in {**after, **before}
        if before.get(key) != after.get(key)
    )


def _ratings(evaluation: Evaluation) -> dict[tuple[str, str, str], str]:
    found = {}
    for judged in evaluation.measures:
        for judgement in judged.judgements:
            result, rating = reasons.result(judgement), reasons.rating(judgement.rating)
            said = [result.word] if result else []
            key = (judged.measure.id, judgement.agency, str(judgement.due or ""))
            found[key] = ", ".join([*said, rating.word])
    return found
