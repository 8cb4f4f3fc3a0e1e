"""Whether a series can say anything of a target's future, and what is asked of it then.

A target that is not yet due is looked at through the points of its measure: the finished periods of
one kind, since the last break. Of a year (or several) whose quarters add up, what is still to come
is foreseen and what is in is taken as it is: a target of 400 with 180 in asks 220 of the quarters
left. Of what stands at a moment the last quarter is foreseen. Otherwise periods of the target's own
kind are the points.

All gates are our choice, and err on the side of silence: six points (of quarters and months two
years, as each season has a level of its own), no gap, exact values, and a date no further ahead
than half of what the points reach back. A sum of what cannot be negative that has reached what is
asked, or passed what is allowed, needs no likelihood.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Final

from milepost.evaluation.actuals import Actuals
from milepost.evaluation.chances import TIMES_BACK, Every, Likelihood, Prospect, Withheld
from milepost.evaluation.model import Actual
from milepost.evaluation.points import points_of
from milepost.evaluation.standing import Standing
from milepost.periods import Kind, Period
from milepost.plan.model import Measure

FEWEST: Final = 6
"""So many points there must be before anything is said, or why nothing is."""
_SEASONS: Final[dict[str, int]] = {"year": 1, "quarter": 4, "month": 12}
_YEARS_OF_SEASONS: Final = 2
_PER: Final = ("ratio", "average")  # of their quarters nobody knows how much each will weigh
# Where these stand in the way of quarters, years may still be able to say something.
_OF_THE_POINTS: Final[frozenset[Withheld]] = frozenset(
    {"too few points", "less than two years", "gaps", "too far ahead", "not exact"}
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What of the future is asked for, on one kind of period.

    Attributes:
        points: the points of that kind, oldest first, up to the day looked at.
        since: those of them since the last break of the series.
        members: the periods that the target is about: added up where there are several.
    """

    points: tuple[Actual, ...]
    since: tuple[Actual, ...]
    members: tuple[Period, ...]


def prospect_of(actuals: Actuals, standing: Standing, agency: str) -> Prospect | Likelihood:
    """What can be asked of a series, or a likelihood that says why it is withheld.

    Its points are how many there are, so that whoever prints it may leave out what nobody expects
    a likelihood of.

    Args:
        actuals: where values are found.
        standing: a target that is not yet due, and its clock.
        agency: whose values; empty for those of all together.
    """
    first: Likelihood | None = None
    for asked in _ways(actuals, standing, agency):
        found = _asked(standing, asked)
        if isinstance(found, Prospect):
            return found
        if first is None or found.points > first.points:
            first = found
        if found.withheld not in _OF_THE_POINTS:
            break
    return first or Likelihood(None, withheld="other periods")


def _ways(actuals: Actuals, standing: Standing, agency: str) -> Iterator[_Asked]:
    """The kinds of points a target can be seen through: its quarters first, then its own kind."""
    due, measure = standing.due, standing.measure
    if due is None:
        return
    for members in _members(measure, due):
        points = points_of(actuals, measure, members[0].kind, agency)
        since = replace(standing, points=points).unbroken_points()
        yield _Asked(points, since, members)


def _members(measure: Measure, due: Period) -> Iterator[tuple[Period, ...]]:
    """What makes up a target's period: what is added up, or the last of what stands."""
    adds_up = not measure.is_computed and measure.unit != "percent"
    how = measure.combine.periods if adds_up and measure.quantity not in _PER else "none"
    for members in (due.quarters(), due.members() if due.is_pool else ()):
        if members and how == "sum":
            yield members
        elif members and how == "last":
            yield members[-1:]
    if not due.is_pool:
        yield (due,)


def _asked(standing: Standing, asked: _Asked) -> Prospect | Likelihood:
    every, points = _every(asked.members[0].kind), asked.since
    if reason := _obstacle(standing, asked, every):
        return Likelihood(None, points=len(asked.points), every=every, withheld=reason)
    target = standing.target
    last = points[-1].period
    values = [_exactly(point) for point in points]
    to_come = tuple(m.first - last.first for m in asked.members if m.first > last.first)
    inside = {m.first for m in asked.members}
    known = sum((v for p, v in zip(points, values, strict=True) if p.period.first in inside), _NONE)
    bounds = [
        None if b is None else Fraction(b) - known
        for b in target.bounds(standing.measure.direction)
    ]
    if min(values) >= 0 and known and (settled := _settled(*bounds)):
        return Likelihood(None, points=len(points), every=every, withheld=settled)
    seasons = _SEASONS[every]
    least, most = (None if b is None else float(b) for b in bounds)
    season = (points[0].period.first - 1) % seasons
    return Prospect([float(v) for v in values], season, seasons, to_come, least, most, every)


_NONE: Final = Fraction(0)


def _settled(least: Fraction | None, most: Fraction | None) -> Withheld | None:
    """Whether a sum that can only grow has reached what is asked, or passed what is allowed."""
    if most is not None and most < 0:
        return "out of reach"
    return "already reached" if most is None and least is not None and least <= 0 else None


def _obstacle(standing: Standing, asked: _Asked, every: Every) -> Withheld | None:
    """The first thing that keeps the points from saying anything."""
    points, seasons = asked.since, _SEASONS.get(every, 1)
    if standing.target.milestone is not None or standing.measure.quantity == "event":
        return "milestone"
    if standing.target.is_in_words:
        return "in words"
    if every == "":
        return "other periods"
    fewest = FEWEST if seasons == 1 else _YEARS_OF_SEASONS * seasons
    if len(points) < fewest:
        return _too_few(asked, fewest)
    if _is_broken_ahead(standing, asked):
        return "series broken"
    begins_late = len(asked.members) > 1 and asked.members[0].first < points[0].period.first
    if begins_late or any(a.period.next() != b.period for a, b in pairwise(points)):
        return "gaps"
    if any(point.value is None or not point.value.is_exact for point in points):
        return "not exact"
    if asked.members[-1].first - points[-1].period.first > len(points) / TIMES_BACK:
        return "too far ahead"
    return None


def _too_few(asked: _Asked, fewest: int) -> Withheld:
    if len(asked.points) >= fewest:
        return "series broken"
    return "less than two years" if len(asked.since) >= FEWEST else "too few points"


def _is_broken_ahead(standing: Standing, asked: _Asked) -> bool:
    """Whether a break lies ahead of the points, or inside what the target adds up."""
    calendar, points = standing.calendar, asked.since
    lost = {member for member in asked.members if member.first < points[0].period.first}
    lost &= {point.period for point in asked.points}
    end = calendar.end(asked.members[-1])
    since = calendar.end(points[-1].period)
    cuts = {*standing.measure.series_breaks, *standing.breaks}
    return bool(lost) or any(since < calendar.start(cut.period) <= end for cut in cuts)


def _every(kind: Kind) -> Every:
    """How far it is from one period to the next; dates are not equally far apart."""
    if kind.endswith("year"):
        return "year"
    if kind.endswith("quarter"):
        return "quarter"
    return "month" if kind == "month" else ""


def _exactly(point: Actual) -> Fraction:
    assert point.value is not None  # noqa: S101  # it was looked whether they are exact
    assert point.value.low is not None  # noqa: S101
    return point.value.low
