"""The mediant test: a ratio of sums lies between the smallest and the largest of its parts' ratios.

For counts that are not below zero, with denominators above it, ``min(a/b) <= sum(a) / sum(b) <=
max(a/b)`` (the inequality of the mediant). A printed range of ratios by entity can so be held
against printed totals although no count by entity was printed. Only an entity with none of the
second source has no ratio; so what the first total has beyond ``max * sum(b)`` lies in such
entities, or in none at all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from milepost.intervals import half_last_significant_digit
from milepost.plan.model import PrintedRange


@dataclass(frozen=True, slots=True)
class Mediant:
    """A range of ratios, first to second, held against the totals of both.

    Attributes:
        low: the smallest ratio of an entity.
        high: the largest.
        first: the total of what is divided; not below zero.
        second: the total of what it is divided by; above zero.
    """

    low: Fraction
    high: Fraction
    first: Fraction
    second: Fraction

    @property
    def ratio(self) -> Fraction:
        """The ratio of the totals."""
        return self.first / self.second

    @property
    def holds(self) -> bool:
        """Whether the totals fit with every entity that has any of the first having a ratio."""
        return self.low <= self.ratio <= self.high

    @property
    def is_impossible(self) -> bool:
        """Whether no counts fit: entities without any of the second only add to the first."""
        return self.ratio < self.low

    @property
    def apart(self) -> Fraction:
        """How much of the first must lie where there is none of the second, at least.

        Of totals that are whole numbers it is one itself: things that are counted do not come in
        parts.
        """
        least = max(Fraction(0), self.first - self.high * self.second)
        is_whole = self.first.denominator == 1 and self.second.denominator == 1
        return Fraction(math.ceil(least)) if is_whole else least

    @property
    def share_apart(self) -> Fraction:
        """Which share of the first that is, from 0 to 1."""
        return self.apart / self.first if self.first else Fraction(0)


@dataclass(frozen=True, slots=True)
class Reading:
    """A printed range, read as the ratio of one total to another.

    Attributes:
        as_printed: with the numbers that were printed.
        as_meant: with all that may have been rounded to them, half a unit of the last digit either
            way; it alone can refute.
    """

    as_printed: Mediant
    as_meant: Mediant


def readings_of(printed: PrintedRange) -> tuple[Reading, Reading]:
    """The printed range as it is labelled, first to second, and mirrored, second to first."""
    first, second = Fraction(printed.first_total), Fraction(printed.second_total)
    return _reading(printed, first, second), _reading(printed, second, first)


def _reading(printed: PrintedRange, first: Fraction, second: Fraction) -> Reading:
    low, high = Fraction(printed.low), Fraction(printed.high)
    below = Fraction(half_last_significant_digit(printed.low))
    above = Fraction(half_last_significant_digit(printed.high))
    return Reading(
        Mediant(low, high, first, second),
        Mediant(max(Fraction(0), low - below), high + above, first, second),
    )
