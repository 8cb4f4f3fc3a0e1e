"""What an outlook is judged from: a promise, a value, the points before it, and the clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from milepost.evaluation.model import Actual
from milepost.evaluation.paths import share_of_the_period
from milepost.evaluation.results import reached
from milepost.intervals import Interval, fraction_of
from milepost.periods import Calendar, Period
from milepost.plan.model import Measure, Scale, SeriesBreak, Target

_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Standing:
    """What an outlook is judged from.

    Attributes:
        measure: the measure, with its path and baseline.
        target: its promise.
        due: the period for which that falls due; None where it has no date.
        actual: the value it is held against.
        calendar: by which days are counted.
        until: the last day that the evaluation looks at.
        scale: the scale in force; None where there is none yet.
        breaks: the breaks of its series, and of what it is computed from.
        points: the measure's finished periods of the target's own kind that have a value, oldest
            first, up to the last day looked at; only where the scale's method reads a series.
    """

    measure: Measure
    target: Target
    due: Period | None
    actual: Actual
    calendar: Calendar
    until: dt.date
    scale: Scale | None
    points: tuple[Actual, ...] = ()
    breaks: tuple[SeriesBreak, ...] = ()

    @property
    def is_unfinished(self) -> bool:
        """Whether the actual is the sum of a year that is not over."""
        return bool(self.actual.quarters)

    @property
    def in_the_year(self) -> Interval:
        """The value; of a sum that is not finished, what it comes to at this pace."""
        value = self.actual.value
        assert value is not None  # noqa: S101  # rate() has looked
        is_share = self.measure.unit == "percent" or self.measure.is_quotient
        if not self.is_unfinished or is_share:
            return value
        return value.times(1 / self.share_of_the_year)

    @property
    def share_of_the_year(self) -> Fraction:
        """Which share of a year's total the quarters so far are expected to bring."""
        return share_of_the_period(self.measure, self.actual.period, self.actual.quarters)

    @property
    def goal(self) -> Fraction | None:
        """The number the measure is to move to; None where it is to keep within limits."""
        goal = self.target.goal(self.measure.direction)
        return None if goal is None else fraction_of(goal)

    @property
    def goal_upward(self) -> Fraction:
        """The number to move to, turned so that more is better."""
        assert self.goal is not None  # noqa: S101  # it was looked whether the method applies
        return self.goal if self.better_is_up else -self.goal

    @property
    def annualised(self) -> Interval | None:
        """What an unfinished sum comes to at this pace; None where the value is taken as it is."""
        value = self.in_the_year
        return None if value == self.actual.value else value

    @property
    def better_is_up(self) -> bool:
        """Whether more is better; an event that has happened is 1."""
        return self.measure.direction == "increase" or self.target.milestone is not None

    @property
    def day(self) -> dt.date:
        """The day for which the value speaks."""
        end = self.calendar.end(self.actual.period)
        if end <= self.until or self.is_unfinished:
            return end
        days = [self.calendar.end(period) for period in _spoken_for(self.actual)]
        return min(end, max(days, default=end))

    @property
    def is_final(self) -> bool:
        """Whether the target's date has come, and the whole of its period is in."""
        return (
            self.due is not None
            and not self.is_unfinished
            and self.day >= self.calendar.end(self.due)
        )

    @property
    def can_be_achieved(self) -> bool:
        """Whether the value may be the last word: no year's decrease is achieved in March."""
        return self.better_is_up or not self.is_unfinished

    @property
    def in_full(self) -> bool | None:
        """Whether the target is reached; None where it may or may not be."""
        assert self.actual.value is not None  # noqa: S101  # rate() has looked
        return self.reaches(self.actual.value) if self.can_be_achieved else False

    @property
    def baseline(self) -> Interval:
        """The value at the start."""
        assert self.measure.baseline is not None  # noqa: S101  # the method has looked
        return self.measure.interval_of(self.measure.baseline.value)

    def upward(self, value: Interval) -> Interval:
        """A value such that more of it is better; what is to decrease is turned round."""
        return value if self.better_is_up else -value

    def is_broken_since(self, period: Period) -> bool:
        """Whether the series was broken between a period and the day of the value."""
        start = self.calendar.start(period)
        return any(start < cut <= self.day for cut in self._cuts())

    def points_by_then(self) -> tuple[Actual, ...]:
        """The points up to the day of the value: what came after a target's date is none of it."""
        return tuple(p for p in self.points if self.calendar.end(p.period) <= self.day)

    def unbroken_points(self) -> tuple[Actual, ...]:
        """The points by then, since the latest break of the series."""
        last = min(self.day, self.until)
        since = max((cut for cut in self._cuts() if cut <= last), default=dt.date.min)
        return tuple(p for p in self.points_by_then() if self.calendar.start(p.period) >= since)

    def _cuts(self) -> Iterator[dt.date]:
        """The first day of each period that was counted in a new way."""
        for cut in {*self.measure.series_breaks, *self.breaks}:
            yield self.calendar.start(cut.period)

    def reaches(self, value: Interval) -> bool | None:
        """Whether a value is where the target wants it."""
        return reached(self.measure, self.target, value)


def _spoken_for(actual: Actual) -> Iterator[Period]:
    """The quarters or dates that stand for a longer period, at the bottom of an actual."""
    if actual.rule == "last in the period":
        yield actual.parts[-1].period
    else:
        for part in actual.parts:
            yield from _spoken_for(part)


def years_between(start: dt.date, end: dt.date) -> Fraction:
    """The time between two days in years, counted in whole calendar months."""
    return Fraction(_MONTHS * (end.year - start.year) + end.month - start.month, _MONTHS)
