"""Where a measure should be by a day, on the path the plan declares."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction


def expected_share(start: dt.date, now: dt.date, end: dt.date) -> Fraction:
    """The share of the way on a straight line in time, from 0 to 1."""
    if end <= start:
        return Fraction(1)
    return min(Fraction(1), max(Fraction(0), Fraction((now - start).days, (end - start).days)))
