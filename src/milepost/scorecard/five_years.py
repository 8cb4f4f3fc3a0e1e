"""A measure this year and in the five before, in words (31 U.S.C. 1116(c)(1))."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from milepost.evaluation.breaks import breaks_of
from milepost.evaluation.model import Judgement, MeasureEvaluation
from milepost.evaluation.years import Year, Years
from milepost.periods import Period
from milepost.plan.model import Measure
from milepost.plan.scalars import statement
from milepost.scorecard import figures, reasons
from milepost.scorecard.model import Verdict, YearBefore, YearsLine

NO_FIGURE: Final = "no figure on record"


def year_in_words(measure: Measure, year: Year) -> YearBefore:
    """A year of a measure: what it came to, and what came of each target that fell due in it."""
    verdicts = (reasons.result(judgement) for judgement in year.due)
    return YearBefore(
        period=str(year.period),
        actual=_actual(measure, year),
        exact=figures.exact(year.actual),
        results=tuple(verdict for verdict in verdicts if verdict),
        illustrative=measure.illustrative,
        results_illustrative=any(j.is_illustrative for j in year.due),
    )


def _actual(measure: Measure, year: Year) -> str:
    found = year.actual
    if found.missing == "not computable" and found.rule == "none":
        return "not added up"
    if found.missing == "not reported" and year.precedes_the_record:
        return NO_FIGURE
    words = figures.actual(found, measure)
    return f"{words} so far" if found.quarters and found.value is not None else words


def _or_baseline(measure: Measure, year: Year) -> YearBefore:
    """A year in words; where it has no figure and is that of the baseline, the baseline."""
    told, baseline = year_in_words(measure, year), measure.baseline
    is_of_it = baseline is not None and str(baseline.period) == told.period
    if baseline is None or not is_of_it or year.actual.missing != "not reported":
        return told
    value = figures.stated(statement(baseline.value, measure.unit), measure.unit, measure.decimals)
    return replace(
        told,
        actual=f"{value}, the baseline",
        baseline_source=baseline.source,
        illustrative=measure.illustrative or baseline.illustrative,
    )


def compose_years(
    years: Years, judged: Sequence[MeasureEvaluation], periods: Sequence[Period]
) -> Iterator[YearsLine]:
    """A line for each measure, or for each agency where agencies stand side by side.

    Args:
        years: finds what a measure came to in a year.
        judged: the measures, in their order.
        periods: the years of the scorecard, the earliest first; none where its period is no year.
    """
    if not periods:
        return
    for of in judged:
        measure = of.measure
        for agency in dict.fromkeys(judgement.agency for judgement in of.judgements):
            yield YearsLine(
                measure=measure.id,
                title=measure.title,
                unit=measure.unit,
                agency=agency or " and ".join(measure.agencies) or "computed",
                years=tuple(_or_baseline(measure, years.find(measure, agency, p)) for p in periods),
                breaks=tuple(
                    f"From {cut.period}: {cut.reason.rstrip('.')}."
                    for cut in breaks_of(years.plan, measure)
                ),
                illustrative=measure.illustrative,
            )


def worst(results: Sequence[Verdict]) -> Verdict | None:
    """The verdict that says most of several: not met, then indeterminate, then met."""
    order = ("not met", "indeterminate", "met")
    return min(results, key=lambda verdict: order.index(verdict.word), default=None)


def due_in(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Those judgements whose target was due."""
    return tuple(j for j in judgements if j.result and j.result.result != "not due")
