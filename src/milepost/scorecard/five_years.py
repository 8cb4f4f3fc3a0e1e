"""A measure this year and in the five before, in words (31 U.S.C. 1116(c)(1))."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from milepost.evaluation.breaks import breaks_of
from milepost.evaluation.model import Judgement, MeasureEvaluation
from milepost.evaluation.years import Year, Years
from milepost.periods import Period
from milepost.plan.model import Measure
from milepost.scorecard import figures, reasons
from milepost.scorecard.model import Verdict, YearBefore, YearsLine


def year_in_words(measure: Measure, year: Year) -> YearBefore:
    """A year of a measure: what it came to, and what came of each target that fell due in it."""
    verdicts = (reasons.result(judgement) for judgement in year.due)
    return YearBefore(
        period=str(year.period),
        actual=_actual(measure, year),
        exact=figures.exact(year.actual),
        results=tuple(verdict for verdict in verdicts if verdict),
        illustrative=measure.illustrative or any(j.is_illustrative for j in year.due),
    )


def _actual(measure: Measure, year: Year) -> str:
    found = year.actual
    if found.missing == "not computable" and found.rule == "none":
        return "not added up"
    words = figures.actual(found, measure)
    return f"{words} so far" if found.quarters and found.value is not None else words


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
                years=tuple(
                    year_in_words(measure, years.find(measure, agency, p)) for p in periods
                ),
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
