"""From the numbers of a period to the figure of a measure, exactly."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

from milepost.facts.quotients import as_decimal
from milepost.facts.tables import Codes
from milepost.intervals import Statement
from milepost.periods import Period
from milepost.plan.model import FromExtract, Measure, Plan
from milepost.sources import Place
from milepost.submissions.model import Observation
from milepost.submissions.small_counts import fewer_than

Numbers = dict[str, Any]
_HUNDRED = 100


def figure_of(
    plan: Plan, measure: Measure, period: Period, codes: Codes | None, numbers: Numbers
) -> Observation | None:
    """The figure of a measure for a period; None where the numbers come to none.

    A count or a sum of no rows is zero; a mean, a share or a median of none is nothing.
    """
    how = measure.from_extract
    assert how is not None  # noqa: S101  # asked of none else
    found = _value(measure, how, numbers)
    if found is None:
        return None
    stated, whole, counted = found
    extract = next(e for e in plan.extracts if e.id == how.extract)
    named = tuple(zip(measure.dimensions, (c or "" for c in codes), strict=True)) if codes else ()
    place = Place(extract.id)
    return Observation(
        extract.owner, measure.id, period, stated, whole, None, named,
        f"computed from the rows of {extract.id}", _note(plan, measure, how, numbers),
        place, place, counted,
    )  # fmt: skip


def _value(
    measure: Measure, how: FromExtract, numbers: Numbers
) -> tuple[Statement, Decimal | None, int] | None:
    """What is stated, what it is a part of, and how many rows it is of."""
    if how.share is not None:
        return _share(how, numbers)
    if how.rate is not None:
        return _rate(measure, how, numbers)
    if how.kind in ("count", "in_both"):
        return _exact(numbers["rows"]), None, numbers["rows"]
    values = numbers["values"]
    match how.kind:
        case "sum":
            return _exact(numbers["sum"]), None, values
        case "distinct":
            return _exact(numbers["different"]), None, values
        case "mean" if values:
            return _exact(as_decimal(Fraction(numbers["sum"]) / values)), None, values
        case "first" | "last" if values:
            number = numbers["least" if how.kind == "first" else "greatest"]
            return (_exact(number), None, values) if not isinstance(number, dt.date) else None
    return None


def _exact(number: Decimal | int) -> Statement:
    return Statement("exact", Decimal(number))


def _share(how: FromExtract, numbers: Numbers) -> tuple[Statement, Decimal | None, int] | None:
    """Yes of the whole; where it is unknown of some, as the measure says."""
    yes, unknown, whole = numbers["yes"], numbers["unknown"], numbers["rows"]
    of = whole - unknown if how.unknown == "left out" else whole
    if not of:
        return None
    stated = _exact(yes)
    if unknown and how.unknown not in ("left out", "as no"):
        stated = Statement("between", Decimal(yes), Decimal(yes + unknown))
    return stated, Decimal(of), whole


def _rate(
    measure: Measure, how: FromExtract, numbers: Numbers
) -> tuple[Statement, Decimal | None, int] | None:
    assert how.rate is not None  # noqa: S101  # asked of none else
    ends = []
    for name, term in (("numerator", how.rate.numerator), ("denominator", how.rate.denominator)):
        ends.append(Fraction(numbers[f"{name} rows" if term.sum is None else f"{name} sum"]))
    if not ends[1]:
        return None
    per = how.rate.per or Decimal(_HUNDRED if measure.unit == "percent" else 1)
    value = as_decimal(ends[0] / ends[1] * Fraction(per))
    return _exact(value), None, numbers["numerator rows"]


def _note(plan: Plan, measure: Measure, how: FromExtract, numbers: Numbers) -> str:
    """By which date, and of how many rows it is not known whether they count, or when they were."""
    extract = next(e for e in plan.extracts if e.id == how.extract)
    parts = [f"by {how.date or extract.event.column}"]
    least = measure.smallest_shown
    unclear = sum(v for name, v in numbers.items() if name.endswith("unclear"))
    if unclear:
        parts.append(f"of {fewer_than(unclear, least)} more rows it is unknown whether they count")
    undated = sum(v for name, v in numbers.items() if name.endswith("rows undated"))
    if undated:
        parts.append(f"{fewer_than(undated, least)} rows without that date are in no period")
    return "; ".join(parts)
