"""A measure over time as the content of a chart, with the words that say the same."""

from __future__ import annotations

from fractions import Fraction

from milepost.evaluation.model import Actual, MeasureEvaluation, Series
from milepost.plan.model import Measure, Plan, Target
from milepost.scorecard import figures
from milepost.scorecard.model import Chart, Point


def chart(plan: Plan, judged: MeasureEvaluation, shown: Series, *, illustrative: bool) -> Chart:
    """The chart of one series: its points, and the targets that may be drawn beside them."""
    measure = judged.measure
    points = tuple(_point(plan, measure, actual) for actual in shown.points)
    drawn = [t for t in measure.targets if _belongs(measure, shown, t)]
    targets = tuple(_promise(plan, measure, target) for target in drawn)
    whose = shown.agency or " and ".join(measure.agencies) or "computed"
    said = "; ".join(f"{p.period}: {p.words}" for p in points)
    promised = "; ".join(f"{t.period}: {t.words}" for t in targets)
    all_made_up = illustrative or measure.illustrative
    some_made_up = any(target.illustrative for target in drawn)
    told = " Illustrative." if all_made_up else " The targets are illustrative."
    return Chart(
        id=f"{measure.id}/{shown.agency or 'all'}",
        title=measure.title,
        unit=measure.unit,
        agency=whose,
        points=points,
        targets=targets,
        alternative=f"{measure.title}, {measure.unit}, {whose}. {said}."
        + (f" Targets: {promised}." if promised else "")
        + (told if all_made_up or some_made_up else ""),
        illustrative=all_made_up or some_made_up,
    )


def _belongs(measure: Measure, shown: Series, target: Target) -> bool:
    """Whether a target may be drawn beside a series: of one period, of its kind, of its agency."""
    return (
        target.period is not None
        and not target.period.is_pool
        and not target.is_in_words
        and _comparable(measure, shown.points[0].period.kind, target.period.kind)
        and target.agency in (None, shown.agency or None)
    )


def _promise(plan: Plan, measure: Measure, target: Target) -> Point:
    least, most = target.bounds(measure.direction)
    low, high = (least if most is None else most), (most if least is None else least)
    if None not in (least, most):
        low, high = least, most
    assert target.period is not None  # noqa: S101  # _belongs() has looked
    assert low is not None  # noqa: S101  # likewise
    assert high is not None  # noqa: S101
    return Point(
        str(target.period),
        plan.calendar.end(target.period).isoformat(),
        float(low),
        float(high),
        figures.target(target, measure),
    )


def _comparable(measure: Measure, of_points: str, of_target: str) -> bool:
    """A year's target is no line for quarters that add up to it."""
    return of_points == of_target or measure.combine.periods != "sum" or measure.is_quotient


def _point(plan: Plan, measure: Measure, actual: Actual) -> Point:
    assert actual.value is not None  # noqa: S101  # a series holds values only
    return Point(
        str(actual.period),
        plan.calendar.end(actual.period).isoformat(),
        _number(actual.value.low),
        _number(actual.value.high),
        figures.actual(actual, measure),
    )


def _number(end: Fraction | None) -> float | None:
    """A pixel needs no more than a float."""
    return None if end is None else float(end)
