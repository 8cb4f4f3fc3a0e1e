"""How a figure was worked out, step by step, with both ends of every interval.

Everything is written as a reader with a pencil would: what goes in, the sign, what comes out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from milepost.evaluation.actuals import doubles_of, total_of
from milepost.evaluation.inverse import asked_for, expected_now
from milepost.evaluation.model import Actual, Judgement
from milepost.evaluation.outlook import Standing
from milepost.evaluation.terms import put_together
from milepost.intervals import Interval, exactly
from milepost.plan.formulas import Formula, value_of
from milepost.plan.model import Measure
from milepost.scorecard import figures

NOTATION: Final = (
    "How to read the arithmetic: [394, 410] is every number from 394 to 410. A round bracket "
    "leaves out the number beside it: (394, 410] is more than 394 and at most 410. “…” is no limit "
    "on that side: [280, …) is 280 or more. Intervals are added, subtracted and divided end by "
    "end, so that what comes out holds whatever the true numbers are. Ends that must be rounded "
    "are rounded outward."
)
_SIGNS: Final = {"+": "+", "-": "\N{MINUS SIGN}", "*": "\N{MULTIPLICATION SIGN}", "/": "÷"}
_PERCENT: Final = Fraction(100)


def of_actual(actual: Actual, measure: Measure) -> tuple[str, ...]:
    """The steps by which an actual came from what is below it; none for what is as reported."""
    return tuple(_steps(actual, measure)) if actual.value is not None else ()


def of_rating(judgement: Judgement, standing: Standing) -> tuple[str, ...]:
    """The steps from the actual to the share of targeted change, and to what is expected."""
    return tuple(_to_the_path(judgement, standing))


def _steps(actual: Actual, measure: Measure) -> Iterator[str]:
    match actual.rule:
        case "reported":
            yield from _as_reported(actual, measure)
        case "sum of quarters" | "year to date" | "sum of agencies":
            yield from _sum(actual, measure)
        case "ratio":
            yield from _quotient(actual, measure)
        case "formula" if measure.formula is not None:
            yield from _formula(actual, measure, measure.formula)
        case _:
            return


def _as_reported(actual: Actual, measure: Measure) -> Iterator[str]:
    part, whole = actual.part, actual.whole
    assert actual.source is not None  # noqa: S101  # what is reported has a source
    said = actual.source.observation.interval(measure)
    if part is None or whole is None or said is None:
        return
    if said != part:
        yield f"{figures.ends(said)}, no more than the whole {figures.ends(whole)}: " + (
            figures.ends(part)
        )
    yield from _quotient(actual, measure)


def _sum(actual: Actual, measure: Measure) -> Iterator[str]:
    if all(p.part is not None for p in actual.parts) and not actual.overlap_parts:
        yield _added([p.part for p in actual.parts if p.part is not None])
        yield _added([p.whole for p in actual.parts if p.whole is not None])
        yield from _quotient(actual, measure)
        return
    values = [p.value for p in actual.parts if p.value is not None]
    if len(values) > 1:
        yield _added(values, measure)
    if actual.overlap_parts and actual.value is not None:
        yield from _without_doubles(total_of(values), actual, actual.value, measure)


def _without_doubles(
    left: Interval, actual: Actual, value: Interval, measure: Measure
) -> Iterator[str]:
    for double in doubles_of(actual):
        yield _step(left, "-", double, left - double, measure)
        left -= double
    if (left.low, left.low_open) != (value.low, value.low_open):
        yield (
            f"No less than the largest agency alone, no more than the sum: {_ends(value, measure)}"
        )


def _quotient(actual: Actual, measure: Measure) -> Iterator[str]:
    if actual.part is None or actual.whole is None or actual.value is None:
        return
    if measure.unit != "percent" and measure.ratio is None:
        return
    times = f" {_SIGNS['*']} 100" if measure.unit == "percent" else ""
    over = f"{figures.ends(actual.part)} ÷ {figures.ends(actual.whole)}{times}"
    yield f"{over} = {_ends(actual.value, measure)}"


def _formula(actual: Actual, measure: Measure, formula: Formula) -> Iterator[str]:
    """Each operation of a formula, from its innermost outwards."""
    parts = {p.measure: p.value for p in actual.parts}
    steps: list[str] = []

    def worked(sign: str, left: Interval | None, right: Interval | None) -> Interval | None:
        found = put_together(sign, left, right)
        if left is not None and right is not None and found is not None:
            steps.append(_step(left, sign, right, found, measure))
        return found

    apart = value_of(formula.term, parts.get, exactly, worked)
    yield from steps
    if actual.value is not None and apart != actual.value:
        yield f"A measure that stands in it twice is one quantity: {_ends(actual.value, measure)}"


def _to_the_path(judgement: Judgement, standing: Standing) -> Iterator[str]:
    measure, value = judgement.measure, judgement.actual.value
    goal, baseline, expected = standing.goal, measure.baseline, expected_now(standing)
    if baseline is None or goal is None or value is None or expected is None:
        return
    times, less = _SIGNS["*"], _SIGNS["-"]
    judged, start = standing.in_the_year, measure.interval_of(baseline.value)
    if judged != value:
        share = f"{_share(standing.share_of_the_year)} of the year"
        yield f"At this pace: {_ends(value, measure)} ÷ {share} = {_ends(judged, measure)}"
    first, last = _ends(start, measure), _ends(exactly(goal), measure)
    wanted = asked_for(standing)
    assert wanted is not None  # noqa: S101  # there is a path and a baseline
    yield (
        f"The path asks for {first} + {_share(expected)} {times} ({last} {less} {first}) = "
        f"{_ends(wanted, measure)}{_by_when(judgement, standing)}"
    )
    progress = judgement.rating.progress
    if progress is not None:
        yield (
            f"Progress: ({_ends(judged, measure)} {less} {first}) ÷ ({last} {less} {first}) = "
            f"{figures.ends(progress.times(_PERCENT), 'percent', 1)}"
            f"{'' if start.is_exact else ', each end with one and the same baseline'}"
        )


def _by_when(judgement: Judgement, standing: Standing) -> str:
    if standing.is_unfinished:
        return f" for the whole of {judgement.actual.period}"
    return f" by {standing.day}"


def _share(expected: Fraction) -> str:
    """A share in percent, with the fraction itself where the percent are rounded."""
    text = figures.share(expected)
    return text if (expected * 1000).denominator == 1 else f"{text} ({expected})"


def _added(values: Sequence[Interval], measure: Measure | None = None) -> str:
    shown = [figures.ends(v) if measure is None else _ends(v, measure) for v in values]
    total = total_of(values)
    return f"{' + '.join(shown)} = " + (
        figures.ends(total) if measure is None else _ends(total, measure)
    )


def _step(left: Interval, sign: str, right: Interval, found: Interval, measure: Measure) -> str:
    first, second = (_ends(v, measure, with_unit=False) for v in (left, right))
    return f"{first} {_SIGNS[sign]} {second} = {_ends(found, measure, with_unit=False)}"


def _ends(value: Interval, measure: Measure, *, with_unit: bool = True) -> str:
    return figures.ends(value, measure.unit if with_unit else "", measure.decimals)
