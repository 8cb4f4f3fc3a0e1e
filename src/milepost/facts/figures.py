"""From the numbers of a period to the figure of a measure, exactly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from milepost.facts.divided import MOST_COMBINATIONS, combinations
from milepost.facts.quotients import as_decimal, plain
from milepost.facts.tables import Codes
from milepost.intervals import Statement
from milepost.periods import Period
from milepost.plan.model import FromExtract, Measure, Plan
from milepost.sources import Place
from milepost.submissions.coverage import extracts_of
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
    sources = " and ".join(extracts_of(measure))
    return Observation(
        extract.owner, measure.id, period, stated, whole, None, named,
        f"computed from the rows of {sources}", _note(plan, measure, how, numbers),
        place, place, counted,
    )  # fmt: skip


# What is stated, what it is a part of, and how many rows it is of.
_Found = tuple[Statement, Decimal | None, int]


def _value(measure: Measure, how: FromExtract, numbers: Numbers) -> _Found | None:
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
            # Where some row has no value, "no value" was counted as one more.
            blank = numbers["all"] > numbers["with a value"]
            return _exact(numbers["different"] - blank), None, values
    number = _of_values(how, numbers) if values else None
    return None if number is None else (_exact(number), None, values)


def _of_values(how: FromExtract, numbers: Numbers) -> Decimal | int | None:
    """What only values can have: where there are none, there is no such figure."""
    match how.kind:
        case "mean":
            return as_decimal(Fraction(numbers["sum"]) / numbers["values"])
        case "median":
            return as_decimal(between(numbers["around"], Fraction(1, 2)))
        case "quantile":
            assert how.quantile is not None  # noqa: S101  # it is the kind
            return as_decimal(between(numbers["around"], Fraction(how.quantile.at)))
    number: Decimal | int = numbers["least" if how.kind == "first" else "greatest"]
    return None if isinstance(number, dt.date) else number


def between(rows: Sequence[tuple[Any, ...]], share: Fraction) -> Fraction:
    """The value below which a share of all lies, by linear interpolation.

    That of the rank (n - 1) times the share, counted from 0: type 7 of Hyndman and Fan (1996).

    Args:
        rows: values around it, each with how many are not greater, how often it is there, and how
            many there are in all.
        share: the share, between 0 and 1.
    """
    rank = (rows[0][3] - 1) * share
    low = rank.numerator // rank.denominator
    lower, upper = (
        next((Fraction(v) for v, upto, times, _ in rows if upto - times <= at < upto), None)
        for at in (low, low + 1)
    )
    assert lower is not None  # noqa: S101  # the rows were chosen so
    return lower if upper is None else lower + (rank - low) * (upper - lower)


def _exact(number: Decimal | int) -> Statement:
    return Statement("exact", plain(Decimal(number)))


def _share(how: FromExtract, numbers: Numbers) -> _Found | None:
    """Yes of the whole; where it is unknown of some, as the measure says."""
    yes, unknown, whole = numbers["yes"], numbers["unknown"], numbers["rows"]
    of = whole - unknown if how.unknown == "left out" else whole
    if not of:
        return None
    stated = _exact(yes)
    if unknown and how.unknown not in ("left out", "as no"):
        stated = Statement("between", Decimal(yes), Decimal(yes + unknown))
    return stated, Decimal(of), whole


def _rate(measure: Measure, how: FromExtract, numbers: Numbers) -> _Found | None:
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
    parts = [" and ".join(dict.fromkeys(_dates(plan, how)))]
    unclear = sum(n for name, n in numbers.items() if name.endswith("unclear"))
    if unclear:
        parts.append(f"whether {_rows(unclear, measure)} more would count is unknown")
    undated = sum(n for name, n in numbers.items() if name.endswith("undated"))
    if undated:
        parts.append(f"{_rows(undated, measure)} without that date in no period")
    if (many := combinations(plan, measure)) > MOST_COMBINATIONS:
        parts.append(f"of {many:,} combinations of codes only those with rows are given")
    return "; ".join(parts)


def _dates(plan: Plan, how: FromExtract) -> Iterator[str]:
    """Which date places rows in a period; of a rate that of each side."""
    if how.rate is None:
        yield f"by {how.date or _event(plan, how.extract)}"
        return
    for term in (how.rate.numerator, how.rate.denominator):
        name = term.extract or how.extract
        date = term.date or (how.date if name == how.extract else None) or _event(plan, name)
        yield f"{name} by {date}"


def _event(plan: Plan, extract: str) -> str:
    return next(e.event.column for e in plan.extracts if e.id == extract)


def _rows(number: int, measure: Measure) -> str:
    return f"{fewer_than(number, measure.smallest_shown)} row{'' if number == 1 else 's'}"
