"""What is asked of an engine: one pass over rows for all measures that can share it.

Measures of one extract with the same date and the same dimensions share a pass, and in it every
number that two of them need is found once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from operator import and_
from typing import Any, Literal

import narwhals.stable.v2 as nw

from milepost.facts.compiled import Columns
from milepost.facts.grids import Grid
from milepost.plan.conditions.model import Term, Test
from milepost.plan.model import InBoth

Finding = Literal["rows", "values", "sum", "least", "greatest", "different"]


@dataclass(frozen=True, slots=True)
class Need:
    """One number for each period and each combination of codes.

    Attributes:
        finding: how many rows, how many of them have a value, what the values add up to, the least
            or the greatest of them, or how many different ones there are, with one for "no value"
            where some have none.
        term: the value; None for rows.
        where: what must hold of a row.
        unknown: what must be unknown of it besides; None for nothing.
    """

    finding: Finding
    term: Term | None = None
    where: tuple[Test, ...] = ()
    unknown: Test | None = None


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


@dataclass
class Pass:
    """The needs of one ground, each once, in the order in which they were first asked for."""

    ground: Ground
    needs: dict[Need, int] = field(default_factory=dict)

    def add(self, need: Need) -> None:
        """Ask for a number too."""
        self.needs.setdefault(need, len(self.needs))


def matching(both: InBoth) -> tuple[str, tuple[tuple[str, str], ...], Test | None]:
    """The other side of a measure of rows in both extracts, as a ground holds it."""
    where = None if both.where_other is None else both.where_other.test
    return both.other, tuple(sorted(both.match.items())), where


def reduced(
    rows: nw.LazyFrame[Any], columns: Columns, ground: Ground, needs: tuple[Need, ...]
) -> nw.LazyFrame[Any]:
    """The rows reduced to one for each period and combination of codes.

    Its columns are the number of the period, the codes, and what was needed, in order.
    """
    keys = {"period": ground.grid.key(ground.date)}
    keys |= {f"code{i}": nw.col(name) for i, name in enumerate(ground.by)}
    values = {f"value{i}": _value(columns, need) for i, need in enumerate(needs)}
    known = {name: value for name, value in values.items() if value is not None}
    found = {f"found{i}": _found(need, f"value{i}" in known, i) for i, need in enumerate(needs)}
    return rows.select(**keys, **known).group_by(*keys).agg(**found).select(*keys, *found)


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


def _found(need: Need, has_value: bool, at: int) -> nw.Expr:  # noqa: FBT001  # which is asked for
    if not has_value:
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
        case "different":
            return value.n_unique()
