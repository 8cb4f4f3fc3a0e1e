"""Target only: nothing is said on the way.

Whether a promise was kept by its day is what 21 U.S.C. 1705(g)(3) asks. This method says no more
than that: "achieved" as soon as the target is reached, no outlook before its day ("not yet due"),
and "off track" after it. For the default scale, a step path says the same before the day; after it
that one still tells near misses from far ones, which this one does not.

Formula: ``value >= target``, or ``<=`` for a decrease; from end to end for a band; 1 for an event.

Limits: it warns of nothing. A value that is reached early and may be lost again is "achieved" for
as long as it stands, but a limit to be kept until a day is not kept before it.
"""

from __future__ import annotations

from typing import Final

from milepost.evaluation.methods.steps import Word, cannot, rated
from milepost.evaluation.model import Rating
from milepost.evaluation.standing import Standing

_NOT_MET: Final[Word] = ("not met", "off track")


def by_target_only(standing: Standing) -> Rating:
    """Achieved, or off track once its date has come."""
    reached = standing.in_full
    keeps_a_limit = standing.goal is None
    if reached and (standing.is_final or not keeps_a_limit):
        return Rating("achieved", scale=standing.scale, in_method="met")
    if standing.due is None:
        return cannot(standing, "no date")
    if not standing.is_final:
        return cannot(standing, "not yet due")
    return rated(standing, (_NOT_MET, _NOT_MET), "met", ())
