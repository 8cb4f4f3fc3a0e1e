"""The words of a method as steps, and where on them a value may stand.

Every step has a margin: how far a value and the point it is compared with are above the step, in
any unit that is zero on it. The value is turned so that more is better; then a margin never falls
as the value rises, nor rises with the point. So the worst that can be is told by the lowest value
from the highest point, the best by the highest from the lowest, bounds and open ends included.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from milepost.evaluation.model import NotRated, Obstacle, Outlook, Rating, Working
from milepost.evaluation.standing import Standing
from milepost.intervals import Interval, exactly

Margin = Callable[[Fraction, Fraction], Fraction]


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a method, and from where it holds.

    Attributes:
        word: the method's own.
        outlook: ours.
        margin: of a value and the point it is compared with, how far they are above the step.
        is_above: whether the step itself is below: it takes more than nothing to stand on it.
    """

    word: str
    outlook: Outlook
    margin: Margin
    is_above: bool = False


NOWHERE: Final = Fraction(-1)
SURELY: Final = Fraction(1)
Word = tuple[str, Outlook]


def always(_value: Fraction, _point: Fraction) -> Fraction:
    """The margin of the lowest step, on which everything stands."""
    return SURELY


def placed(value: Interval, point: Interval, steps: Sequence[Step]) -> tuple[Word, Word]:
    """The worst and the best word for a value compared with a point, both turned upward.

    Args:
        value: all that it may be.
        point: all that the point it is compared with may be.
        steps: from the best to the worst, which must always hold.
    """
    worst = next(s for s in steps if s.margin is always or _holds_at_worst(s, value, point))
    best = next(s for s in steps if s.margin is always or _holds_at_best(s, value, point))
    return (worst.word, worst.outlook), (best.word, best.outlook)


def _holds_at_worst(step: Step, value: Interval, point: Interval) -> bool:
    if value.low is None or point.high is None:
        return False
    margin = step.margin(value.low, point.high)
    # Where the corner itself is excluded, everything is a little better than it.
    return margin > 0 or (margin == 0 and (not step.is_above or value.low_open or point.high_open))


def _holds_at_best(step: Step, value: Interval, point: Interval) -> bool:
    if value.high is None or point.low is None:
        return True
    margin = step.margin(value.high, point.low)
    excluded = value.high_open or point.low_open
    return margin > 0 or (margin == 0 and not step.is_above and not excluded)


def rated(
    standing: Standing,
    words: tuple[Word, Word],
    achieved: str,
    workings: tuple[Working, ...],
    progress: Interval | None = None,
) -> Rating:
    """The rating that a method's words come to; achieved where the target may be reached."""
    worst, best = words
    if standing.in_full is None:
        best = (achieved, "achieved")
    word = worst[0] if worst[0] == best[0] else f"{worst[0]} or {best[0]}"
    found = Rating(
        worst[1],
        scale=standing.scale,
        in_method=word,
        workings=workings,
        progress=progress,
        annualised=standing.annualised,
    )
    if worst[1] == best[1]:
        return found
    return replace(found, outlook=None, between=(worst[1], best[1]), not_rated="indeterminate")


def cannot(standing: Standing, reason: NotRated, obstacle: Obstacle = "", word: str = "") -> Rating:
    """No rating, why, and the method's own word for that where it has one."""
    return Rating(None, not_rated=reason, scale=standing.scale, obstacle=obstacle, in_method=word)


def does_not_apply(standing: Standing) -> Rating | None:
    """Why a method of numbers on their way cannot judge a promise; None where it can.

    An event has no numbers on the way to it, and a band is no place to go to.
    """
    if standing.target.milestone is not None:
        return cannot(standing, "method does not apply", "an event")
    if standing.goal is None:
        return cannot(standing, "method does not apply", "limits")
    return None


def range_of(
    of: Callable[[Fraction, Fraction], Fraction | None], value: Interval, point: Interval
) -> Interval:
    """A figure that rises with a value and falls with a point, over all that both may be."""
    low = None if value.low is None or point.high is None else of(value.low, point.high)
    high = None if value.high is None or point.low is None else of(value.high, point.low)
    if value.is_exact and point.is_exact and low is not None:
        return exactly(low)
    return Interval(low, high, value.low_open or point.high_open, value.high_open or point.low_open)
