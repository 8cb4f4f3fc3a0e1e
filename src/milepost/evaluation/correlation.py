"""How far two counts of the same entities go together, exactly.

Pearson's product-moment correlation of the counts, and Spearman's of their ranks, which is
Pearson's of the ranks with the mean rank for what is tied. Either is a square root of a fraction;
kept is the fraction, with its sign, so that nothing is lost before it is printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

# Two entities always lie on a line; that fewer than three say nothing is our choice.
FEWEST: Final = 3

NoCorrelation = Literal["fewer than three entities", "the same count everywhere"]


@dataclass(frozen=True, slots=True)
class Correlation:
    """A coefficient from -1 to 1.

    Attributes:
        squared: its square, exactly.
        is_negative: whether the one falls as the other rises.
        entities: of how many it is.
    """

    squared: Fraction
    is_negative: bool
    entities: int


def of_counts(pairs: Sequence[tuple[Fraction, Fraction]]) -> Correlation | NoCorrelation:
    """Pearson's correlation of counts, or why there is none."""
    n = len(pairs)
    if n < FEWEST:
        return "fewer than three entities"
    first, second = (sum(pair[side] for pair in pairs) for side in (0, 1))
    both = n * sum(a * b for a, b in pairs) - first * second
    own = n * sum(a * a for a, _ in pairs) - first * first
    others = n * sum(b * b for _, b in pairs) - second * second
    if not own or not others:
        return "the same count everywhere"
    return Correlation(Fraction(both * both, 1) / (own * others), both < 0, n)


def of_ranks(pairs: Sequence[tuple[Fraction, Fraction]]) -> Correlation | NoCorrelation:
    """Spearman's correlation of ranks, ties by their mean rank, or why there is none."""
    first, second = (mean_ranks([pair[side] for pair in pairs]) for side in (0, 1))
    return of_counts(list(zip(first, second, strict=True)))


def mean_ranks(values: Sequence[Fraction]) -> list[Fraction]:
    """The rank of each value, the largest first; what is tied shares the mean of its ranks."""
    times = Counter(values)
    ranks: dict[Fraction, Fraction] = {}
    before = 0
    for value in sorted(times, reverse=True):
        ranks[value] = before + Fraction(times[value] + 1, 2)
        before += times[value]
    return [ranks[value] for value in values]
