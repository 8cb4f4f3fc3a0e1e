"""What contradicts itself in composites; a weight of nothing is found with the other numbers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from milepost.plan.declarations import Declarations, Known
from milepost.sources import Problem

_SCORES = ("achieved", "on_track", "at_risk", "off_track")


def composites_are_ordered(all_: Declarations, known: Known) -> Iterator[Problem]:
    """A better outlook has no lower score, and a least coverage is a share."""
    for composite in all_.composites:
        here = ("composites", composite.id)
        for better, worse in pairwise(_SCORES):
            high, low = getattr(composite, better), getattr(composite, worse)
            if high < low:
                yield known.problem(
                    (*here, worse),
                    "P246",
                    f"{worse} scores {low}, more than {better} with {high}.",
                    "Give a better outlook the higher score: achieved 3, on_track 2, at_risk 1, "
                    "off_track 0.",
                )
        if composite.achieved == composite.off_track:
            yield known.problem(
                (*here, "achieved"),
                "P246",
                f"every outlook scores {composite.achieved}.",
                "Give achieved a higher score than off_track; else every group comes to the same.",
            )
        least = composite.least_coverage
        if least is not None and not 0 <= least <= 1:
            yield known.problem(
                (*here, "least_coverage"),
                "P246",
                f"least_coverage is {least}.",
                "Write a share from 0 to 1: 0.8 for 80 percent.",
            )
