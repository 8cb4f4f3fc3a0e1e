"""Judgements and observations as pandas tables, with types that an analyst can reckon with.

Numbers stand twice: as float64 to reckon with, and exactly, as text (a decimal, or a fraction "a/b"
where its decimals do not end). An end that nothing bounds is infinite; no value at all is NaN.
A period stands as its name, as its first and last day, and as a :class:`pandas.Period`: years and
quarters of the plan's fiscal calendar as Y-SEP and Q-SEP, calendar ones as Y-DEC and Q-DEC, months
as M, days as D; a pool of years has none. A column whose periods are all of one kind has that type.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, get_args

import pandas as pd

from milepost.evaluation.model import OUTLOOKS, Evaluation, Judgement, MeasureEvaluation, Result
from milepost.evaluation.withholding import not_public
from milepost.intervals import Interval
from milepost.periods import Calendar, Period
from milepost.plan.model import Measure, Plan, Target
from milepost.plan.scalars import statement
from milepost.scorecard import figures, prose, reasons, vocabulary
from milepost.scorecard.composer import row_id, whose
from milepost.scorecard.likelihood import likelihood_in_words
from milepost.submissions.model import InForce, Record

_RESULTS: Final[tuple[str, ...]] = get_args(Result)
_WORST_FIRST: Final = tuple(reversed(OUTLOOKS))
_MONTHS: Final = (
    "DEC",
    "JAN",
    "FEB",
    "MAR",
    "APR",
    "MAY",
    "JUN",
    "JUL",
    "AUG",
    "SEP",
    "OCT",
    "NOV",
)
_TWELVE: Final = 12


def of_evaluation(evaluation: Evaluation, plan: Plan, *, all_made_up: bool) -> pd.DataFrame:
    """One line for each judgement, in the order of the plan.

    ``outlook`` is missing where the value spans several; ``worst`` and ``best`` are its ends then.
    What a scorecard hides is in it, and ``public`` is false there: leave that out before you
    publish a table.

    Args:
        evaluation: what was judged.
        plan: the plan it was judged by.
        all_made_up: whether the workspace holds made-up figures only.
    """
    hidden = not_public(plan)
    lines = [
        _judgement(evaluation.period, plan, (judged, judgement), all_made_up=all_made_up)
        | {"public": judged.measure.id not in hidden}
        for judged in evaluation.measures
        for judgement in judged.judgements
    ]
    frame = pd.DataFrame(lines, columns=[*_JUDGED])
    return _typed(frame, _JUDGED | {"objective": tuple(o.id for o in plan.objectives)})


def of_record(record: Record, plan: Plan, *, all_made_up: bool) -> pd.DataFrame:
    """One line for each observation in force, in the order of agency, measure and period."""
    measures = plan.measure_by_id
    held = sorted(
        (h for h in record.in_force.values() if h.observation.measure in measures),
        key=lambda h: (
            h.observation.agency,
            h.observation.measure,
            plan.calendar.key(h.observation.period),
            h.observation.dimensions,
        ),
    )
    lines = [
        _observation(h, measures[h.observation.measure], plan.calendar)
        | {"illustrative": all_made_up or measures[h.observation.measure].illustrative}
        for h in held
    ]
    return _typed(pd.DataFrame(lines, columns=[*_REPORTED]), _REPORTED)


# What each column holds: text; a number; a yes, a no or neither; a day; a period; or the words of a
# list in their order. Only outlooks are greater or less than one another.
_Column = str | tuple[str, ...]
_JUDGED: Final[dict[str, _Column]] = {
    "id": "text",
    "objective": "text",
    "measure": "text",
    "title": "text",
    "unit": "text",
    "agency": "text",
    "baseline_low": "number",
    "baseline_high": "number",
    "target": "text",
    "target_low": "number",
    "target_high": "number",
    "due": "text",
    "due_period": "period",
    "due_start": "day",
    "due_end": "day",
    "actual": "text",
    "actual_name": "text",
    "actual_period": "period",
    "actual_start": "day",
    "actual_end": "day",
    "low": "number",
    "high": "number",
    "low_exact": "text",
    "high_exact": "text",
    "low_open": "yes or no",
    "high_open": "yes or no",
    "missing": "text",
    "result": _RESULTS,
    "met": "yes or no",
    "outlook": _WORST_FIRST,
    "worst": _WORST_FIRST,
    "best": _WORST_FIRST,
    "not_rated": "text",
    "progress_low": "number",
    "progress_high": "number",
    "expected": "number",
    "result_in_other_words": "text",
    "outlook_in_other_words": "text",
    "reason": "text",
    "critical": "yes or no",
    "illustrative": "yes or no",
    "public": "yes or no",
}
_REPORTED: Final[dict[str, _Column]] = {
    "agency": "text",
    "measure": "text",
    "unit": "text",
    "period": "text",
    "as_period": "period",
    "start": "day",
    "end": "day",
    "dimensions": "text",
    "bound": "text",
    "low": "number",
    "high": "number",
    "low_exact": "text",
    "high_exact": "text",
    "low_open": "yes or no",
    "high_open": "yes or no",
    "whole": "number",
    "absence": "text",
    "source": "text",
    "note": "text",
    "place": "text",
    "submission": "count",
    "received_on": "day",
    "revisions": "count",
    "illustrative": "yes or no",
}


def _judgement(
    period: Period,
    plan: Plan,
    judged: tuple[MeasureEvaluation, Judgement],
    *,
    all_made_up: bool,
) -> dict[str, Any]:
    measured, judgement = judged
    measure, rating, result = judgement.measure, judgement.rating, judgement.result
    theirs = vocabulary.in_other_words(vocabulary.chosen(plan), judgement)
    worst, best = rating.between or (rating.outlook, rating.outlook)
    actual = judgement.actual
    return {
        "id": row_id(period, judgement),
        "objective": measure.objective,
        "measure": measure.id,
        "title": measure.title,
        "unit": measure.unit,
        "agency": whose(judgement),
        **_ends("baseline", _baseline(measure)),
        "target": figures.target(judgement.target, measure) if judgement.target else None,
        **_ends("target", _target(judgement.target, measure)),
        "due": prose.due(judgement) or None,
        **_days("due", judgement.due, plan.calendar),
        "actual": prose.actual(measured, judgement),
        "actual_name": str(actual.period),
        **_days("actual", actual.period, plan.calendar),
        **_value(actual.value),
        "missing": actual.missing,
        "result": result.result if result else None,
        "met": {"met": True, "not met": False}.get(result.result) if result else None,
        "outlook": rating.outlook,
        "worst": worst,
        "best": best,
        "not_rated": rating.not_rated if rating.outlook is None else None,
        **_ends("progress", rating.progress),
        "expected": None if rating.expected is None else float(rating.expected),
        "result_in_other_words": theirs.result or None if theirs else None,
        "outlook_in_other_words": theirs.rating or None if theirs else None,
        "reason": reasons.sentences(
            judgement, likelihood_in_words(measured, judgement), reasons.titles_of(plan, measure)
        ),
        "critical": measure.critical,
        "illustrative": all_made_up or judgement.is_illustrative,
    }


def _observation(held: InForce, measure: Measure, calendar: Calendar) -> dict[str, Any]:
    said = held.observation
    days = _days("", said.period, calendar)
    return {
        "agency": said.agency,
        "measure": said.measure,
        "unit": measure.unit,
        "period": str(said.period),
        "as_period": days["_period"],
        "start": days["_start"],
        "end": days["_end"],
        "dimensions": "; ".join(f"{name}: {code}" for name, code in said.dimensions),
        "bound": said.stated.bound if said.stated else None,
        **_value(said.interval(measure)),
        "whole": None if said.whole is None else float(said.whole),
        "absence": said.absence,
        "source": said.source,
        "note": said.note,
        "place": str(said.value_place),
        "submission": held.submission,
        "received_on": held.received_on,
        "revisions": len(held.displaced),
    }


def _baseline(measure: Measure) -> Interval | None:
    if measure.baseline is None:
        return None
    return statement(measure.baseline.value, measure.unit).interval(measure.about_within)


def _target(target: Target | None, measure: Measure) -> Interval | None:
    """From the least to the most at which it is met; none where it is promised in words."""
    if target is None or target.milestone is not None:
        return None
    least, most = target.bounds(measure.direction)
    if least is None and most is None:
        return None
    return Interval(_fraction(least), _fraction(most))


def _fraction(number: Decimal | None) -> Fraction | None:
    return None if number is None else Fraction(number)


def _ends(name: str, value: Interval | None) -> dict[str, float | None]:
    """Both ends as floats; infinite where nothing bounds them."""
    if value is None:
        return {f"{name}_low": None, f"{name}_high": None}
    low = float("-inf") if value.low is None else float(value.low)
    high = float("inf") if value.high is None else float(value.high)
    return {f"{name}_low": low, f"{name}_high": high}


def _value(value: Interval | None) -> dict[str, Any]:
    """Both ends of a figure, to reckon with and exactly."""
    ends = _ends("", value)
    exact = figures.exact_statement(value) if value else None
    return {
        "low": ends["_low"],
        "high": ends["_high"],
        "low_exact": exact.low if exact else None,
        "high_exact": exact.high if exact else None,
        "low_open": exact.low_open if exact else None,
        "high_open": exact.high_open if exact else None,
    }


def _days(name: str, period: Period | None, calendar: Calendar) -> dict[str, Any]:
    """A period as pandas has it, and its first and last day."""
    if period is None:
        return {f"{name}_period": None, f"{name}_start": None, f"{name}_end": None}
    return {
        f"{name}_period": as_pandas(period, calendar),
        f"{name}_start": calendar.start(period),
        f"{name}_end": calendar.end(period),
    }


def as_pandas(period: Period, calendar: Calendar) -> pd.Period | None:
    """A period as pandas has it, on the plan's calendar; None for a pool, which pandas lacks.

    A fiscal year bears the number of the year it ends in, in pandas as here.
    """
    if period.is_pool:
        return None
    if period.kind == "date":
        return pd.Period(calendar.start(period), freq="D")
    if period.kind == "month":
        return pd.Period(calendar.start(period), freq="M")
    last = _MONTHS[(calendar.fiscal_year_starts - 1) % _TWELVE]
    anchor = last if period.basis == "fiscal" else _MONTHS[0]
    # The last day lies in the period itself, whatever the month its year ends in.
    return pd.Period(calendar.end(period), freq=f"{'Q' if period.is_quarter else 'Y'}-{anchor}")


def _typed(frame: pd.DataFrame, columns: dict[str, _Column]) -> pd.DataFrame:
    """The columns with the types that they are to have, empty or not."""
    return frame.assign(**{name: _as(frame[name], kind) for name, kind in columns.items()})


def _as(column: pd.Series[Any], kind: _Column) -> pd.Series[Any]:
    if isinstance(kind, tuple):
        return column.astype(pd.CategoricalDtype(list(kind), ordered=kind == _WORST_FIRST))
    match kind:
        case "number":
            return column.astype("float64")
        case "count":
            return column.astype("Int64")
        case "yes or no":
            return column.astype("boolean")
        case "day":
            return pd.to_datetime(column).astype("datetime64[s]")
        case "period":
            return _periods(column)
        case _:
            return column.astype("string")


def _periods(column: pd.Series[Any]) -> pd.Series[Any]:
    """Periods as one type where they are all of one kind, else each as it is."""
    kinds = {period.freqstr for period in column if isinstance(period, pd.Period)}
    if len(kinds) != 1:
        return column.astype(object)
    return column.astype(pd.PeriodDtype(kinds.pop()))
