"""What is asked of an engine: one pass over rows for all measures that can share it.

Measures of one extract with the same date and the same dimensions share a pass, and in it every
number that two of them need is found once.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from operator import and_
from typing import Any, Final, Literal

import narwhals.stable.v2 as nw

from milepost.facts.comparing import against_number
from milepost.facts.compiled import Columns
from milepost.facts.grids import Grid
from milepost.plan.conditions.model import Column, Term, Test
from milepost.plan.model import InBoth

_STEPS: Final = 1_000_000
# Of numbers with so many digits, ten thousand million add up to no more than 38.
_DIGITS_THAT_ADD_UP: Final = 28
Finding = Literal["rows", "values", "sum", "least", "greatest", "different", "around"]


@dataclass(frozen=True, slots=True)
class Need:
    """One number for each period and each combination of codes.

    Attributes:
        finding: how many rows, how many of them have a value, what the values add up to, the least
            or the greatest of them, how many different ones there are (with one for "no value"
            where some have none), or those around a share of the sorted values.
        term: the value; None for rows.
        where: what must hold of a row.
        unknown: what must be unknown of it besides; None for nothing.
        share: below which share of the sorted values; None but for "around".
    """

    finding: Finding
    term: Term | None = None
    where: tuple[Test, ...] = ()
    unknown: Test | None = None
    share: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """Over which rows a pass goes, and how it divides them.

    Attributes:
        extract: the extract.
        date: the column that places a row in a period.
        by: the columns whose codes divide the rows.
        grid: into which periods they are placed.
        both: which rows of another extract they must meet; None where they need not.
    """

    extract: str
    date: str
    by: tuple[str, ...]
    grid: Grid
    both: tuple[str, tuple[tuple[str, str], ...], Test | None] | None = None


def columns_of(ground: Ground, needs: Iterable[Need]) -> set[str]:
    """The columns that a pass looks at."""
    found = {ground.date, *ground.by}
    if ground.both is not None:
        found |= {ours for ours, _ in ground.both[1]}
    for need in needs:
        asked: list[object] = [need.term, *need.where, need.unknown]
        found |= {name for part in asked for name in named_in(part)}
    return found


def named_in(part: object) -> Iterator[str]:
    """The columns that are named in a test or a term."""
    if isinstance(part, Column):
        yield part.name
    elif isinstance(part, tuple):
        for inner in part:
            yield from named_in(inner)
    elif is_dataclass(part):
        for each in fields(part):
            yield from named_in(getattr(part, each.name))


def matching(both: InBoth) -> tuple[str, tuple[tuple[str, str], ...], Test | None]:
    """The other side of a measure of rows in both extracts, as a ground holds it."""
    where = None if both.where_other is None else both.where_other.test
    return both.other, tuple(sorted(both.match.items())), where


def keys_of(ground: Ground) -> dict[str, nw.Expr]:
    """By what the rows of a ground are divided: the number of the period, and the codes."""
    codes = {f"code{i}": nw.col(name) for i, name in enumerate(ground.by)}
    return {"period": ground.grid.key(ground.date), **codes}


def reduced(
    rows: nw.LazyFrame[Any],
    columns: Columns,
    keys: Mapping[str, nw.Expr],
    needs: Sequence[Need],
) -> nw.LazyFrame[Any]:
    """The rows reduced to one for each combination of keys.

    Its columns are the keys and what was needed, in order.
    """
    known: dict[str, nw.Expr] = {}
    for i, need in enumerate(needs):
        known |= _values(columns, need, i)
    found = {f"found{i}": _found(need, known, i) for i, need in enumerate(needs)}
    # A selection of nothing but constants is one row, or none, on one engine and another.
    looked_at = rows.with_columns(**keys, **known)
    return looked_at.group_by(*keys).agg(**found).select(*keys, *found)


def counted_together(
    rows: nw.LazyFrame[Any], columns: Columns, name: int, needs: Sequence[Need]
) -> nw.LazyFrame[Any]:
    """All rows reduced to one, under a number; to none where there are no rows."""
    return reduced(rows, columns, {"of": nw.lit(name)}, needs)


def around(
    rows: nw.LazyFrame[Any], columns: Columns, ground: Ground, need: Need
) -> nw.LazyFrame[Any]:
    """Of each period and combination of codes the sorted values around a share of them.

    Its columns are the number of the period, the codes, the value, how many values are not greater,
    how often it is there itself, and how many values there are in all. Equal values are counted
    before they are sorted; no engine's own notion of a quantile has a say.
    """
    assert need.share is not None  # noqa: S101  # asked by who knows
    keys = keys_of(ground)
    value, upto, times, size = (nw.col(n) for n in ("value", "upto", "times", "size"))
    counted_in = _value(columns, need)
    assert counted_in is not None  # noqa: S101  # it has a term
    counted = (
        rows.select(**keys, value=counted_in)
        .filter(~value.is_null())
        .group_by(*keys, "value")
        .agg(times=nw.len())
        .with_columns(
            upto=times.cum_sum().over(*keys, order_by=["value"]).cast(nw.Int64),
            size=times.sum().over(*keys).cast(nw.Int64),
        )
    )
    low, high = _steps(need.share)
    return counted.filter(
        ((upto - times - 1) * _STEPS <= (size - 1) * high) & ((size - 1) * low < upto * _STEPS)
    ).select(*keys, "value", "upto", "times", "size")


def _steps(share: Fraction) -> tuple[int, int]:
    """The share in millionths, down and up: products with it fit into a whole number."""
    scaled = share * _STEPS
    low = scaled.numerator // scaled.denominator
    return low, low if low == scaled else low + 1


def _values(columns: Columns, need: Need, at: int) -> dict[str, nw.Expr]:
    """What is looked at of each row to find a number, by name; nothing where all rows count.

    Where a sum may not fit, what is above zero and what is below are added up apart. Either sum
    only grows, so that whether it fits does not depend on the order in which rows are taken.
    """
    value = _value(columns, need)
    if value is None:
        return {}
    number = None if need.term is None else columns.numeric(need.term)
    if need.finding != "sum" or number is None or number.digits <= _DIGITS_THAT_ADD_UP:
        return {f"value{at}": value}
    above, below = (against_number(sign, number, Decimal(0)) for sign in "><")
    return {
        f"above{at}": nw.when(above).then(value),
        f"below{at}": nw.when(below).then(value),
    }


def _value(columns: Columns, need: Need) -> nw.Expr | None:
    """What is looked at of each row, null for one that does not count; None where all count."""
    counts = [columns.answer(test) for test in need.where]
    if need.unknown is not None:
        counts.append(columns.answer(need.unknown).is_null())
    value = nw.lit(1) if need.term is None else _held(columns, need)
    if not counts:
        return None if need.term is None else value
    return nw.when(reduce(and_, counts)).then(value)


def _held(columns: Columns, need: Need) -> nw.Expr:
    """A value as it is added up: of a type that has room for the sum of ten thousand million."""
    assert need.term is not None  # noqa: S101  # asked by who knows
    number = columns.numeric(need.term)
    if need.finding == "sum" and number is not None and number.needs_room:
        return number.as_decimal()
    return columns.value(need.term)


def _found(need: Need, known: Container[str], at: int) -> nw.Expr:
    if f"above{at}" in known:
        return nw.col(f"above{at}").sum() + nw.col(f"below{at}").sum()
    if f"value{at}" not in known:
        return nw.len()
    value = nw.col(f"value{at}")
    match need.finding:
        case "rows" | "values":
            return value.count()
        case "sum":
            return value.sum()
        case "least":
            return value.min()
        case "greatest":
            return value.max()
        case _:
            return value.n_unique()
