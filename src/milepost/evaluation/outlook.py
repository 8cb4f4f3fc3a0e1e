"""Where a measure stands on the way to its target: the outlook of 31 U.S.C. 1121.

Which of the methods judges is said by the scale: the plan's own, or that of a public waiver. Each
is a function from a standing to a rating. What no method can judge is told before: silence, and a
promise in words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from milepost.evaluation.methods.growth_ratio import by_growth_ratio
from milepost.evaluation.methods.healthy_people import by_healthy_people
from milepost.evaluation.methods.last_two_points import by_last_two_points
from milepost.evaluation.methods.projection import by_projection
from milepost.evaluation.methods.share_of_targeted_change import by_share_of_targeted_change
from milepost.evaluation.methods.target_only import by_target_only
from milepost.evaluation.model import Rating
from milepost.evaluation.standing import Standing
from milepost.plan.model import Method

__all__ = ["METHODS", "WITH_POINTS", "Standing", "rate"]

METHODS: Final[dict[Method, Callable[[Standing], Rating]]] = {
    "share-of-targeted-change": by_share_of_targeted_change,
    "healthy-people": by_healthy_people,
    "growth-ratio": by_growth_ratio,
    "projection": by_projection,
    "target-only": by_target_only,
    "last-two-points": by_last_two_points,
}
# The methods that read a series; for the others nobody need look it up.
WITH_POINTS: Final[frozenset[Method]] = frozenset({"projection", "last-two-points"})


def rate(standing: Standing) -> Rating:
    """The outlook of one target by the scale's method, or the reason why there is none."""
    actual, scale = standing.actual, standing.scale
    method: Method = "share-of-targeted-change" if scale is None else scale.method
    if actual.value is None:
        # Silence about what has no date is told in the reporting record.
        silent = actual.missing == "not reported" and standing.due is None
        one_point = method == "healthy-people" and standing.measure.baseline is not None
        return Rating(
            None,
            not_rated="no date" if silent else actual.missing,
            in_method="baseline only" if one_point else "",
        )
    if standing.target.is_in_words:
        return Rating(None, not_rated="for a person to judge")
    if standing.is_unfinished and standing.share_of_the_year == 0:
        return Rating(None, not_rated="not yet due")  # nothing is expected of these quarters
    found = METHODS[method](standing)
    return found if found.method == method else replace(found, method=method)
