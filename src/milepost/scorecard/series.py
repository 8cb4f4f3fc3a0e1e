"""A measure over time as the content of a chart, with the words that say the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from milepost.evaluation.actuals import Actuals
from milepost.evaluation.model import Actual, Judgement, MeasureEvaluation, Series
from milepost.evaluation.paths import expected_on_path
from milepost.periods import Period
from milepost.plan.model import Measure, Plan, Target
from milepost.scorecard import figures
from milepost.scorecard.model import Chart, Point
from milepost.scorecard.running import expected, running, year_of
from milepost.submissions.model import Record

_MOST_STEPS: Final = 60
_LENGTH_OF: Final = {"annual": "year", "quarterly": "quarter", "monthly": "month"}


def chart(
    plan: Plan, record: Record, judged: MeasureEvaluation, shown: Series, *, illustrative: bool
) -> Chart:
    """The chart of one series: its points, and the targets that may be drawn beside them."""
    measure, title = judged.measure, finding(judged, shown)
    gaps = tuple(_gaps(plan, record, judged, shown))
    year = year_of(measure, shown, _judged(judged, shown, shown.points[-1]))
    so_far = running(shown, year) if year is not None else shown
    if year is not None and so_far.points:
        shown = so_far
    else:
        year = None
    drawn = [t for t in measure.targets if _belongs(measure, shown, t, year)]
    points = tuple(_point(plan, measure, actual) for actual in shown.points)
    targets = tuple(_promise(plan, measure, target, year) for target in drawn)
    path = tuple(_path(plan, measure, shown, drawn, year))
    before = tuple(old for actual in shown.points for old in _before(plan, measure, actual))
    unit = measure.unit if year is None else f"{measure.unit} so far in {year}"
    baseline = measure.baseline
    all_made_up = illustrative or measure.illustrative
    some_made_up = any(target.illustrative for target in drawn) or bool(
        path and baseline and baseline.illustrative
    )
    told = " Illustrative." if all_made_up else " The targets are illustrative."
    said = [
        f"{title}. {unit}, {_whose(measure, shown)}. {_listed(points)}.",
        f" Targets: {_listed(targets)}." if targets else "",
        f" Path: {_listed(path)}." if path else "",
        f" Reported first, and revised since: {_listed(before)}." if before else "",
        f" No figure: {_listed(gaps)}." if gaps else "",
        told if all_made_up or some_made_up else "",
    ]
    return Chart(
        id=f"{measure.id}/{shown.agency or 'all'}",
        title=title,
        unit=unit,
        agency=_whose(measure, shown),
        points=points,
        targets=targets,
        alternative="".join(said),
        illustrative=all_made_up or some_made_up,
        path=path,
        before=before,
        gaps=gaps,
        subject=measure.title,
        only_targets=some_made_up and not all_made_up,
    )


def finding(judged: MeasureEvaluation, shown: Series) -> str:
    """What a series shows, in a sentence: its last value, and what that is to its target."""
    measure, last = judged.measure, shown.points[-1]
    whose = "it came to" if not measure.agencies else f"{_whose(measure, shown)} reported"

    def reported(actual: Actual) -> str:
        # What may be counted twice was taken off: nobody reported the figure that is left.
        said = f"{_whose(measure, shown)} together come to" if actual.overlaps else whose
        return f"{measure.title}: {said} {figures.actual(actual, measure)} for {actual.period}"

    judgement = _judged(judged, shown, last)
    if judgement is not None:
        return f"{reported(judgement.actual)}; {_held_against(judgement, measure)}"
    first, said = shown.points[0], reported(last)
    if first is last:
        return said
    before = figures.actual(first, measure)
    if before == figures.actual(last, measure):
        return f"{said}, as for {first.period}"
    return f"{said}, after {before} for {first.period}"


def _judged(judged: MeasureEvaluation, shown: Series, last: Actual) -> Judgement | None:
    """The judgement that tells most of a series: of its last value, else of what that adds up to.

    One of a target that was due goes before one of a target that is not.
    """
    found = [
        j
        for j in judged.judgements
        if j.target is not None
        and not j.target.is_in_words
        and j.target.milestone is None
        and j.agency == shown.agency
        and j.actual.value is not None
        and j.result is not None
    ]
    own = [j for j in found if j.actual.period == last.period]
    due = [j for j in own or found if j.result and j.result.result != "not due"]
    return next(iter(due or own or found), None)


def _held_against(judgement: Judgement, measure: Measure) -> str:
    target, result = judgement.target, judgement.result
    assert target is not None  # noqa: S101  # _judged() has looked
    assert result is not None  # noqa: S101
    promised = figures.target(target, measure)
    match result.result:
        case "met" | "not met":
            return f"the target, {promised}, was {result.result}"
        case "indeterminate":
            return f"whether the target, {promised}, was met cannot be told"
        case _:
            when = f" is for {judgement.due}" if judgement.due else " has no date"
            return f"the target, {promised},{when}"


def _whose(measure: Measure, shown: Series) -> str:
    return shown.agency or " and ".join(measure.agencies) or "computed"


def _listed(points: Iterable[Point]) -> str:
    return "; ".join(f"{point.period}: {point.words}" for point in points)


def _belongs(measure: Measure, shown: Series, target: Target, year: Period | None) -> bool:
    """Whether a target may be drawn beside a series: of one period, of its kind, of its agency.

    Beside the running total of a year it is that of the year, also where it is for each year.
    """
    if year is not None:
        is_of_it = target.is_for(year) and not target.is_in_words
        return is_of_it and target.agency in (None, shown.agency or None)
    return (
        target.period is not None
        and not target.period.is_pool
        and not target.is_in_words
        and _comparable(measure, shown.points[0].period.kind, target.period.kind)
        and target.agency in (None, shown.agency or None)
    )


def _promise(plan: Plan, measure: Measure, target: Target, year: Period | None) -> Point:
    least, most = target.bounds(measure.direction)
    low, high = (least if most is None else most), (most if least is None else least)
    if None not in (least, most):
        low, high = least, most
    at = year.quarters()[-1] if year is not None else target.period
    assert at is not None  # noqa: S101  # _belongs() has looked
    assert low is not None  # noqa: S101  # likewise
    assert high is not None  # noqa: S101
    words = figures.target(target, measure)
    return _placed(plan, at, float(low), float(high), words)


def _comparable(measure: Measure, of_points: str, of_target: str) -> bool:
    """A year's target is no line for quarters that add up to it."""
    return of_points == of_target or measure.combine.periods != "sum" or measure.is_quotient


def _path(
    plan: Plan, measure: Measure, shown: Series, drawn: list[Target], year: Period | None
) -> Iterator[Point]:
    """The way from the baseline to the last target, at each period between them.

    Only where the plan declares a path that is a line, and both ends are of the points' own kind.
    Of a running total it is the way through the year.
    """
    if year is not None:
        for quarter, value in (
            expected(measure, drawn[-1], year) if drawn and measure.path != "step" else ()
        ):
            words = figures.with_unit(figures.number(value, measure.decimals), measure.unit)
            yield _placed(plan, quarter, float(value), float(value), words)
        return
    kind, baseline, ends = shown.points[0].period.kind, measure.baseline, drawn[-1:]
    if measure.path not in ("linear", "interim") or baseline is None or not ends:
        return
    target = max(drawn, key=lambda t: plan.calendar.key(t.period) if t.period else (0,))
    due, goal = target.period, target.goal(measure.direction)
    start = measure.interval_of(baseline.value)
    if due is None or goal is None or start.low is None or not start.is_exact:
        return
    periods = list(_between(baseline.period, due, kind))
    for period in periods:
        day = plan.calendar.end(period)
        share = expected_on_path(measure, target, due, day, plan.calendar, start.low)
        value = start.low + share * (Fraction(goal) - start.low)
        words = figures.with_unit(figures.number(value, measure.decimals), measure.unit)
        yield _placed(plan, period, float(value), float(value), words)


def _between(first: Period, last: Period, kind: str) -> Iterator[Period]:
    """Every period of a kind from one to another; none where they are of other kinds."""
    same = first.kind == last.kind == kind and kind != "date"
    if not same or first.is_pool or not 0 <= last.first - first.first <= _MOST_STEPS:
        return
    period = first
    while period.first <= last.first:
        yield period
        period = period.next()


def _before(plan: Plan, measure: Measure, actual: Actual) -> Iterator[Point]:
    """What was reported first of a value that is one agency's own, and has been revised since."""
    last_one = actual.rule == "last in the period" and len(actual.parts) == 1
    held = actual.parts[0].source if last_one else actual.source
    said = [] if held is None or held.observation.whole is not None else held.displaced
    for old in said:
        stated, value = old.observation.stated, old.observation.interval(measure)
        if stated is None or value is None or value == actual.value:
            continue
        words = figures.stated(stated, measure.unit, measure.decimals)
        received = f"{words}, received {old.received_on.isoformat()}"
        yield _placed(plan, actual.period, _number(value.low), _number(value.high), received)


def _gaps(plan: Plan, record: Record, judged: MeasureEvaluation, shown: Series) -> Iterator[Point]:
    """The periods between the points, and that of the judgement, for which there is no value."""
    measure, points = judged.measure, shown.points
    kind = points[0].period.kind
    if not kind.endswith(_LENGTH_OF.get(measure.frequency, "-")):
        return
    known = {actual.period for actual in points}
    last = max(
        (j.actual.period for j in judged.judgements if j.actual.period.kind == kind),
        default=points[-1].period,
        key=plan.calendar.key,
    )
    last = max(last, points[-1].period, key=plan.calendar.key)
    actuals = Actuals(plan, record, record.as_of)
    for period in _between(points[0].period, last, kind):
        if period not in known:
            why = figures.actual(actuals.find(measure, period, shown.agency), measure)
            yield _placed(plan, period, None, None, why)


def _point(plan: Plan, measure: Measure, actual: Actual) -> Point:
    assert actual.value is not None  # noqa: S101  # a series holds values only
    low, high = _number(actual.value.low), _number(actual.value.high)
    words = figures.actual(actual, measure)
    # A share is never below zero; where that is all that is known, the words do not say it either.
    if low == 0 and words.startswith(("at most ", "less than ")):
        low = None
    return _placed(plan, actual.period, low, high, words)


def _placed(plan: Plan, period: Period, low: float | None, high: float | None, words: str) -> Point:
    return Point(str(period), plan.calendar.end(period).isoformat(), low, high, words)


def _number(end: Fraction | None) -> float | None:
    """A pixel needs no more than a float."""
    return None if end is None else float(end)
