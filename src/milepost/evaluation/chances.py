"""The words of likelihood: what is asked of the future of a series, and what can be answered.

The words and their bands are those of Intelligence Community Directive 203 (2015), by our reading
of it. They are worked out in :mod:`milepost.evaluation.likelihood`; whether anything can be worked
out at all is settled in :mod:`milepost.evaluation.prospects`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

Word = Literal[
    "almost no chance",
    "very unlikely",
    "unlikely",
    "roughly even chance",
    "likely",
    "very likely",
    "almost certain",
]
Withheld = Literal[
    "milestone",
    "in words",
    "date passed",
    "too few points",
    "series broken",
    "not exact",
    "gaps",
    "other periods",
    "less than two years",
    "too far ahead",
    "all equal",
    "no scatter",
    "already reached",
    "out of reach",
    "trend does not hold",
]

Every = Literal["year", "quarter", "month", ""]

_BANDS: Final[tuple[tuple[Word, int], ...]] = (
    ("almost no chance", 5),
    ("very unlikely", 20),
    ("unlikely", 45),
    ("roughly even chance", 55),
    ("likely", 80),
    ("very likely", 95),
    ("almost certain", 100),
)
BANDS: Final[dict[Word, tuple[Fraction, Fraction]]] = {
    word: (Fraction(low, 100), Fraction(high, 100))
    for (word, high), low in zip(_BANDS, (0, 5, 20, 45, 55, 80, 95), strict=True)
}
"""The words and their bands, each from its lower end to below its upper. As far as we know the
directive begins at 1 percent and ends at 99; here they go on to 0 and 100, so that no chance is
without a word."""

TIMES_BACK: Final = 2
"""So many times as far as a date lies ahead the points must reach back. Our choice: of dates
further ahead the words came true too seldom."""


@dataclass(frozen=True, slots=True)
class Trend:
    """What the line through the points says of one step from a point to the next.

    Attributes:
        change: by how much the measure changes from one point to the next, in its unit.
        low: the least that this may be, at 95 percent confidence.
        high: the most.
    """

    change: Fraction
    low: Fraction
    high: Fraction

    @property
    def word(self) -> Literal["rising", "falling", "no clear trend"]:
        """Which way it goes, where the confidence interval leaves no doubt of that."""
        if self.low > 0:
            return "rising"
        return "falling" if self.high < 0 else "no clear trend"


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How likely a target is to be met, in a word and a range; or why that is not said.

    Attributes:
        word: the word; None where it is withheld.
        low: the lower end of the range, a share from 0 to 1.
        high: its upper end.
        trend: the trend that it rests on.
        points: how many points it rests on, or how many there are.
        every: from one point to the next: year, quarter, month; empty for other stretches.
        seasons: how many seasons the model has; 1 for none.
        withheld: why nothing is said; None where something is.
    """

    word: Word | None
    low: Fraction | None = None
    high: Fraction | None = None
    trend: Trend | None = None
    points: int = 0
    every: Every = ""
    seasons: int = 1
    withheld: Withheld | None = None


@dataclass(frozen=True, slots=True)
class Prospect:
    """A series, and what is asked of its future.

    Attributes:
        values: the points, equally spaced, oldest first.
        season: the season of the first point, counted from 0.
        seasons: how many seasons there are; 1 for none.
        ahead: which future points count, added up: 1 is the next after the last.
        least: what they must come to at least; None for no bound.
        most: what they may come to at most; None for no bound.
        every: from one point to the next.
    """

    values: Sequence[float]
    season: int
    seasons: int
    ahead: tuple[int, ...]
    least: float | None
    most: float | None
    every: Every = ""


def word_for(chance: float | Fraction) -> Word:
    """The word in whose band a chance lies."""
    return next((word for word, (_, high) in BANDS.items() if chance < high), "almost certain")
