"""The arithmetic behind a row, to be opened in place: how its figure and its outlook came about."""

from __future__ import annotations

from collections.abc import Iterator

from milepost.evaluation.evaluate import standing_of
from milepost.evaluation.inverse import is_exact
from milepost.evaluation.model import Actual, Judgement
from milepost.periods import Period
from milepost.plan.model import Plan
from milepost.scorecard import arithmetic, why_not
from milepost.submissions.model import Record


def steps_of(plan: Plan, record: Record, period: Period, judgement: Judgement) -> tuple[str, ...]:
    """Each step from what was reported to the outlook; none for what is shown as it came.

    Args:
        plan: the plan that was judged.
        record: what it was held against.
        period: the period of the evaluation.
        judgement: the row.
    """
    found = (
        *_below(plan, judgement.actual),
        *arithmetic.of_actual(judgement.actual, judgement.measure),
    )
    standing = standing_of(plan, record, period, judgement)
    if standing is None or judgement.actual.value is None:
        return found
    rating = judgement.rating
    if rating.series_break is not None or rating.not_rated == "waived":
        return found  # what is suspended has no threshold
    found += arithmetic.of_rating(judgement, standing)
    # Where the rule cannot be solved for the value, its thresholds are a search for each row.
    return found + (why_not.thresholds(judgement, standing) if is_exact(standing) else ())


def _below(plan: Plan, actual: Actual) -> Iterator[str]:
    """The steps of what a figure was made of, each with whose it is, the innermost first."""
    for part in (*actual.parts, *actual.overlap_parts):
        yield from _below(plan, part)
        measure = plan.measure_by_id[part.measure]
        whose = part.agency or " and ".join(measure.agencies)
        of = measure.title if part.measure != actual.measure else ""
        name = ", ".join(text for text in (of, whose, str(part.period)) if text)
        for line in arithmetic.of_actual(part, measure):
            yield f"{name}: {line}"
