"""What a measure needs of the rows of an extract: which numbers, over which ground."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from milepost.facts.grids import Grid, grid_of
from milepost.facts.passes import Ground, Need, matching
from milepost.periods import Kind
from milepost.plan.conditions.model import AllOf, Test
from milepost.plan.model import Extract, FromExtract, Measure, Plan, RateTerm

BY_COUNTING = ("median", "quantile")
"""These are found among sorted values."""
OF_ITS_OWN_PERIOD = ("distinct", *BY_COUNTING)
"""What these are of a year cannot be had from its months."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A group of numbers that a measure needs.

    Attributes:
        ground: over which rows, and how divided.
        needs: the numbers, by what the measure calls them.
        is_sorted: whether the value around a share of the sorted values is needed, rather than a
            number; the first need then says of which values.
    """

    ground: Ground
    needs: tuple[tuple[str, Need], ...]
    is_sorted: bool = False


def kinds_of(measure: Measure) -> tuple[Kind, ...]:
    """Of which kinds of period a measure gives figures: of its own, and of years it cannot add."""
    if measure.basis == "date" or measure.frequency == "on-date":
        return ()
    year: Kind = "fiscal-year" if measure.basis == "fiscal" else "calendar-year"
    quarter: Kind = "fiscal-quarter" if measure.basis == "fiscal" else "calendar-quarter"
    if measure.frequency == "annual":
        return (year,)
    own: Kind = "month" if measure.frequency == "monthly" else quarter
    return (own,) if measure.combine.periods in ("sum", "last") else (own, year)


def asked(plan: Plan, measure: Measure, kind: Kind, *, divided: bool) -> Iterator[Ask]:
    """What one measure needs for the periods of a kind.

    Args:
        plan: the plan, with its extracts.
        measure: the measure.
        kind: of which kind of period.
        divided: by the codes of its dimensions, or all rows together.
    """
    how = measure.from_extract
    assert how is not None  # noqa: S101  # asked of none else
    own = how.kind in OF_ITS_OWN_PERIOD
    grid = grid_of(plan.calendar, kind if own else "month")
    if how.rate is not None:
        for name, term in (
            ("numerator", how.rate.numerator),
            ("denominator", how.rate.denominator),
        ):
            yield _of_term(plan, measure, term, name, grid, divided=divided)
        return
    by = tuple(how.by[d] for d in measure.dimensions) if divided else ()
    both = matching(how.in_both) if how.in_both is not None else None
    ground = Ground(how.extract, how.date or _event(plan, how.extract), by, grid, both)
    yield Ask(ground, tuple(_needs(how)), how.kind in BY_COUNTING)


def extract_of(plan: Plan, name: str) -> Extract:
    """An extract by its name; the checks of the plan see to it that it is there."""
    return next(e for e in plan.extracts if e.id == name)


def _event(plan: Plan, extract: str) -> str:
    return extract_of(plan, extract).event.column


def _of_term(
    plan: Plan, measure: Measure, term: RateTerm, name: str, grid: Grid, *, divided: bool
) -> Ask:
    """One side of a rate; what it does not say itself the measure says, of its own extract."""
    how = measure.from_extract
    assert how is not None  # noqa: S101  # as above
    extract = term.extract or how.extract
    is_own = extract == how.extract
    date = term.date or (how.date if is_own else None) or _event(plan, extract)
    named = {**how.by, **term.by}
    by = tuple(named[d] for d in measure.dimensions) if divided else ()
    where = (*_tests(how, of=is_own), *((term.where.test,) if term.where else ()))
    needs = list(_rows(name, where))
    if term.sum is not None:
        needs = [*needs, (f"{name} sum", Need("sum", term.sum.term, where))]
        needs += [(f"{name} values", Need("values", term.sum.term, where))]
    return Ask(Ground(extract, date, by, grid), tuple(needs))


def _tests(how: FromExtract, *, of: bool = True) -> tuple[Test, ...]:
    return (how.where.test,) if of and how.where is not None else ()


def _rows(name: str, where: tuple[Test, ...]) -> Iterator[tuple[str, Need]]:
    """How many rows count, and for how many that is not known."""
    yield f"{name} rows", Need("rows", where=where)
    if where:
        yield f"{name} unclear", Need("rows", unknown=where[0] if len(where) == 1 else AllOf(where))


def _needs(how: FromExtract) -> Iterator[tuple[str, Need]]:
    where = _tests(how)
    if how.share is not None:
        if how.share.denominator is not None:
            where = (*where, how.share.denominator.test)
        part = how.share.numerator.test
        yield "yes", Need("rows", where=(*where, part))
        yield "unknown", Need("rows", where=where, unknown=part)
    yield from ((name.removeprefix("own "), need) for name, need in _rows("own", where))
    of = how.quantile.of if how.quantile is not None else getattr(how, how.kind, None)
    term = getattr(of, "term", None)
    if term is None:
        return
    yield "values", Need("values", term, where)
    match how.kind:
        case "sum" | "mean":
            yield "sum", Need("sum", term, where)
        case "first":
            yield "least", Need("least", term, where)
        case "last":
            yield "greatest", Need("greatest", term, where)
        case "distinct":
            yield "different", Need("different", term, where)
