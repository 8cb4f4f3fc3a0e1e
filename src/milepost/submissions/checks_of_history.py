"""Whether a figure is out of line with those before it.

The measures are those of the data quality report card of the World Health Organization, as table 1
of PMC6411115 gives them: at least 2 standard deviations from the mean is a moderate outlier, at
least 3 an extreme one, and a year is held against the mean of the two before it. To that last
ratio the card names no limit; half is a choice of ours, and it only marks. The card spreads over
districts, we over time: one agency has no districts. The arithmetic is exact. A bound is judged by
the value nearest to the mean, so that a wider one is never more suspicious; of the past, what has
no bound on one side counts nowhere, and an interval counts as its middle. Nothing is compared
across a break of the series.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from milepost.intervals import exactly
from milepost.sources import Problem
from milepost.submissions import words
from milepost.submissions.lines import EXTREME, MODERATE
from milepost.submissions.model import Observation
from milepost.submissions.sent import Found, Sent

_REMEDY: Final = "Correct it if it is a slip; if it is right, say in the note why."


def years_are_like_the_two_before(sent: Sent) -> Found:
    """A figure is no more than half off the mean of the same period in the two years before."""
    for line in sent.lines:
        for first, row in line.rows.items():
            one, two = (line.point(first - n * line.a_year, first) for n in (1, 2))
            if one is None or two is None:
                continue
            if line.is_far(row, one[1], two[1]):
                mean = Fraction(one[1] + two[1]) / 2
                yield (
                    row,
                    _problem(
                        row,
                        "S317",
                        f"is more than half off {_mean(mean)}, the mean of {two[0].period} and "
                        f"{one[0].period}.",
                    ),
                )


def few_figures_are_moderate_outliers(sent: Sent) -> Found:
    """A figure is less than 2 standard deviations from the mean of those before it."""
    return _outliers(sent, "S318", MODERATE)


def few_figures_are_extreme_outliers(sent: Sent) -> Found:
    """A figure is less than 3 standard deviations from the mean of those before it."""
    return _outliers(sent, "S319", EXTREME)


def jumps_have_a_note(sent: Sent) -> Found:
    """A figure that is more than half off the one before it has a note that says why."""
    for line in sent.lines:
        for first, row in line.rows.items():
            before = None if row.note else line.point(first - line.length, first)
            # Where there are two years before, the season is known, and they say more.
            if before is None or line.point(first - 2 * line.a_year, first) is not None:
                continue
            if line.is_far(row, before[1]):
                earlier = before[0]
                yield (
                    row,
                    _problem(
                        row,
                        "S320",
                        f"is a jump from {words.stated(earlier)} for {earlier.period} "
                        f"({words.at(earlier, row)}), and no note says why.",
                    ),
                )


def _outliers(sent: Sent, code: str, deviations: int) -> Found:
    for line in sent.lines:
        for outlier in line.outliers:
            if outlier.deviations == deviations:
                yield (
                    outlier.row,
                    _problem(
                        outlier.row,
                        code,
                        f"is {deviations} standard deviations or more from "
                        f"{_mean(outlier.mean)}, the mean of {outlier.points} earlier figures.",
                    ),
                )


def _problem(row: Observation, code: str, message: str) -> Problem:
    what = f"{row.measure} {words.stated(row)} for {row.period}"
    return Problem(row.value_place, code, f"{what} {message}", _REMEDY, "warning")


def _mean(mean: Fraction) -> str:
    return words.span(exactly(mean), 1)
