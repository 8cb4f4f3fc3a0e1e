"""A line through costs, cost = start + slope * records, and how far it can be believed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

# The 95th percentile of Student's t with so many degrees of freedom.
_T: Final = {1: 6.314, 2: 2.920, 3: 2.353}


@dataclass(frozen=True, slots=True)
class Line:
    """A cost as start + slope * records.

    Attributes:
        start: what no record costs.
        slope: what a record costs.
        error: the standard error of the slope; nothing where two points leave none.
        freedom: how many points there were beyond two.
    """

    start: float
    slope: float
    error: float
    freedom: int

    def at(self, records: int) -> tuple[float, float, float]:
        """What so many records cost, and the least and most of 90 in 100; never below nothing."""
        middle = self.start + self.slope * records
        reach = _T[self.freedom] * self.error * records if self.freedom else math.nan
        return middle, max(middle - reach, 0.0), middle + reach


def line(points: Sequence[tuple[int, float]]) -> Line:
    """The line through costs, each point weighing by its relative error.

    Costs of a hundred seconds vary by seconds and costs of one by hundredths, so that each
    difference is divided by the cost itself.
    """
    weights = [1 / cost**2 for _, cost in points]
    total = sum(weights)
    x_mean = sum(w * x for w, (x, _) in zip(weights, points, strict=True)) / total
    y_mean = sum(w * y for w, (_, y) in zip(weights, points, strict=True)) / total
    spread = sum(w * (x - x_mean) ** 2 for w, (x, _) in zip(weights, points, strict=True))
    together = zip(weights, points, strict=True)
    slope = sum(w * (x - x_mean) * (y - y_mean) for w, (x, y) in together) / spread
    start, freedom = y_mean - slope * x_mean, len(points) - 2
    left = sum(w * (y - start - slope * x) ** 2 for w, (x, y) in zip(weights, points, strict=True))
    error = math.sqrt(left / freedom / spread) if freedom > 0 else 0.0
    return Line(start, slope, error, max(freedom, 0))
