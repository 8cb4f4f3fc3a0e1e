"""The line that the figures of one series make, from the past into the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Final

from milepost.intervals import Interval
from milepost.periods import Period
from milepost.plan.model import Measure, Plan
from milepost.submissions.history import History, Series, series_of
from milepost.submissions.model import Observation

# Fewer points tell nothing of how far a series scatters.
FEWEST_POINTS: Final = 5
MODERATE: Final = 2
EXTREME: Final = 3
_UNCOUNTED: Final = ("percent", "USD")
_A_YEAR: Final = {"fiscal-quarter": 4, "calendar-quarter": 4, "month": 12}

# What is reckoned with: whole numbers as such, which is far quicker and no less exact.
Point = Fraction | int
# Both ends of what an observation means; None where it has none.
Ends = tuple[Point | None, Point | None]


@dataclass(frozen=True, slots=True)
class Outlier:
    """A row so many standard deviations or more from the mean of those before it."""

    row: Observation
    deviations: int
    mean: Fraction
    points: int


@dataclass(frozen=True)
class Line:
    """One series, with the rows of a file that continue it.

    Attributes:
        rows: the rows of the file that have a number, by where their period begins.
        points: the figures of file and past, by where their period begins; the file's own go first.
        length: how many stretches a period has: 1 but for pools.
        a_year: by how much the same period of the year before lies back.
        breaks: where periods begin that are counted in a new way.
        is_count: whether it counts things, which vary by chance.
        ends: both ends of what an observation means; None where it means no number.
    """

    rows: dict[int, Observation]
    points: dict[int, Observation]
    length: int
    a_year: int
    breaks: tuple[int, ...]
    is_count: bool
    ends: Callable[[Observation], Ends | None]

    def point(self, first: int, now: int) -> tuple[Observation, Point] | None:
        """A figure before now, if it has both bounds and was counted in the same way."""
        middle = self._middles.get(first)
        if middle is None or (self.breaks and self._breaks_between(first, now)):
            return None
        return self.points[first], middle

    @cached_property
    def _middles(self) -> dict[int, Point]:
        found = ((first, _middle(self.ends(point))) for first, point in self.points.items())
        return {first: middle for first, middle in found if middle is not None}

    def _breaks_between(self, first: int, now: int) -> bool:
        return any(first < begins <= now for begins in self.breaks)

    def is_far(self, row: Observation, *points: Point) -> bool:
        """Whether a row is more than half off the mean of points, and farther than chance goes.

        A count varies by its square root by chance alone (Poisson); up to twice that is not far.
        """
        n, total = len(points), sum(points)
        if total <= 0 or (ends := self.ends(row)) is None:
            return False
        # Both sides times n, or nn, so that nothing is divided.
        off = _distance(ends, total, n)
        return 2 * off > total and not (self.is_count and off * off <= 4 * total * n)

    @cached_property
    def outliers(self) -> tuple[Outlier, ...]:
        """The rows that lie 2 or 3 standard deviations or more from all that came before them."""
        found = []
        # How many, their sum, and the sum of their squares.
        n = 0
        s: Point = 0
        q: Point = 0
        if len(self.points) <= FEWEST_POINTS:
            return ()
        last: int | None = None
        for first in sorted(self.points):
            if self.breaks and last is not None and self._breaks_between(last, first):
                n, s, q = 0, 0, 0
            last = first
            ends = self.ends(self.points[first])
            if first in self.rows and n >= FEWEST_POINTS and ends is not None:
                deviations = _beyond(ends, n, s, q)
                if deviations:
                    found.append(Outlier(self.rows[first], deviations, Fraction(s) / n, n))
            middle = self._middles.get(first)
            if middle is not None:
                n, s, q = n + 1, s + middle, q + middle * middle
        return tuple(found)


def _beyond(ends: Ends, n: int, s: Point, q: Point) -> int:
    """At 3 standard deviations or more, at 2 or more, or neither, of even the nearest value.

    The variance of n points is (nq - ss) / n(n - 1). Squares are compared, both sides times nn, so
    that no root is drawn and nothing is divided.
    """
    varied = n * q - s * s
    if varied == 0:
        return 0
    off = _distance(ends, s, n)
    left, right = off * off * (n - 1), n * varied
    for deviations in (EXTREME, MODERATE):
        if left >= deviations * deviations * right:
            return deviations
    return 0


def _distance(ends: Ends, total: Point, n: int) -> Point:
    """How far the nearest value is from a mean, each times n."""
    low, high = ends
    if low is not None and low * n > total:
        return low * n - total
    if high is not None and high * n < total:
        return total - high * n
    return 0


def _middle(ends: Ends | None) -> Point | None:
    if ends is None:
        return None
    low, high = ends
    if low is None or high is None:
        return None
    return low if low == high else plain(Fraction(low + high) / 2)


def ends_of(amount: Interval) -> Ends:
    """Both ends of an interval, to be reckoned with."""
    low = None if amount.low is None else plain(amount.low)
    if amount.high is amount.low:
        return low, low
    return low, None if amount.high is None else plain(amount.high)


def plain(number: Fraction) -> Point:
    """A whole number as such."""
    return number.numerator if number.denominator == 1 else number


@lru_cache(maxsize=10_000)
def exact_point(number: Decimal) -> Point:
    """A number that is exact."""
    return plain(Fraction(number))


def lines(
    rows: Iterable[Observation],
    plan: Plan,
    history: History,
    ends: Callable[[Observation], Ends | None],
) -> Iterator[Line]:
    """The series that a file continues. What stands at a date makes no series."""
    own: dict[Series, dict[int, Observation]] = {}
    for row in rows:
        if row.stated is not None and row.period.kind != "date":
            own.setdefault(series_of(row), {})[row.period.first] = row
    for series, found in own.items():
        _, measure_id, kind, length, _ = series
        measure = plan.measure_by_id[measure_id]
        yield Line(
            found,
            {**history.series(series), **found},
            length,
            _A_YEAR.get(kind, length),
            tuple(_breaks(measure, plan, next(iter(found.values())).period)),
            measure.decimals == 0 and measure.unit not in _UNCOUNTED,
            ends,
        )


def _breaks(measure: Measure, plan: Plan, like: Period) -> Iterator[int]:
    """The first periods of a kind that begin with or after a break of the series."""
    calendar = plan.calendar
    for broken in measure.series_breaks:
        begins = calendar.start(broken.period)
        period = Period(like.kind, like.first, like.first)
        while calendar.start(period) >= begins:
            period = period.previous()
        while calendar.start(period) < begins:
            period = period.next()
        yield period.first
