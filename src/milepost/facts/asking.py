"""What a measure needs of the rows of an extract: which numbers, over which ground."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, Literal

from milepost.facts.grids import Grid, grid_of
from milepost.facts.passes import Finding, Ground, Need, matching
from milepost.periods import Kind
from milepost.plan.conditions.model import AllOf, Expression, Term, Test
from milepost.plan.model import Extract, FromExtract, Measure, Plan

BY_COUNTING: Final = ("median", "quantile")
"""These are found among sorted values."""
OF_ITS_OWN_PERIOD: Final = ("distinct", *BY_COUNTING)
"""What these are of a year cannot be had from its months."""
_FINDINGS: Final[dict[str, Finding]] = {
    "sum": "sum", "mean": "sum", "first": "least", "last": "greatest",
}  # fmt: skip
Side = Literal["numerator", "denominator"]


@dataclass(frozen=True, slots=True)
class Ask:
    """A group of numbers that a measure needs.

    Attributes:
        ground: over which rows, and how divided.
        needs: the numbers, by what the measure calls them.
    """

    ground: Ground
    needs: tuple[tuple[str, Need], ...]


def kinds_of(measure: Measure) -> tuple[Kind, ...]:
    """Of which kinds of period a measure gives figures: of its own, and of years it cannot add."""
    if measure.frequency == "on-date":
        return ()
    if measure.basis == "date":  # a month belongs to no year more than to another
        return ("month",) if measure.frequency == "monthly" else ()
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
    months = grid_of(plan.calendar, "month")
    if how.rate is not None:
        yield _of_term(plan, measure, "numerator", months, divided=divided)
        yield _of_term(plan, measure, "denominator", months, divided=divided)
        return
    by = tuple(how.by[d] for d in measure.dimensions) if divided else ()
    both = matching(how.in_both) if how.in_both is not None else None
    ground = Ground(how.extract, how.date or _event(plan, how.extract), by, months, both)
    yield Ask(ground, tuple(_needs(how)))
    if how.kind in OF_ITS_OWN_PERIOD:
        own = replace(ground, grid=grid_of(plan.calendar, kind))
        yield from (Ask(own, (need,)) for need in _of_its_own(how))


def extract_of(plan: Plan, name: str) -> Extract:
    """An extract by its name; the checks of the plan see to it that it is there."""
    return next(e for e in plan.extracts if e.id == name)


def _event(plan: Plan, extract: str) -> str:
    return extract_of(plan, extract).event.column


def _of_term(plan: Plan, measure: Measure, name: Side, grid: Grid, *, divided: bool) -> Ask:
    """One side of a rate; what it does not say itself the measure says, of its own extract."""
    how = measure.from_extract
    assert how is not None  # noqa: S101  # as above
    assert how.rate is not None  # noqa: S101  # likewise
    term = how.rate.numerator if name == "numerator" else how.rate.denominator
    extract = term.extract or how.extract
    is_own = extract == how.extract
    date = term.date or (how.date if is_own else None) or _event(plan, extract)
    named = {**how.by, **term.by}
    by = tuple(named[d] for d in measure.dimensions) if divided else ()
    where = _tests(how) if is_own else ()
    where = where if term.where is None else (*where, term.where.test)
    needs = list(_rows(f"{name} ", where))
    if term.sum is not None:
        needs.append((f"{name} sum", Need("sum", term.sum.term, where)))
    return Ask(Ground(extract, date, by, grid), tuple(needs))


def _tests(how: FromExtract) -> tuple[Test, ...]:
    return () if how.where is None else (how.where.test,)


def _rows(name: str, where: tuple[Test, ...]) -> Iterator[tuple[str, Need]]:
    """How many rows count, and for how many that is not known."""
    yield f"{name}rows", Need("rows", where=where)
    if where:
        which = where[0] if len(where) == 1 else AllOf(where)
        yield f"{name}unclear", Need("rows", unknown=which)


def _needs(how: FromExtract) -> Iterator[tuple[str, Need]]:
    """What the figure of a period adds up from that of its months."""
    where = _tests(how)
    if how.share is not None:
        if how.share.denominator is not None:
            where = (*where, how.share.denominator.test)
        part = how.share.numerator.test
        yield "yes", Need("rows", where=(*where, part))
        yield "unknown", Need("rows", where=where, unknown=part)
    yield from _rows("", where)
    term = _term(how)
    if term is None:
        return
    yield "values", Need("values", term, where)
    if (finding := _FINDINGS.get(how.kind)) is not None:
        yield finding, Need(finding, term, where)


def _term(how: FromExtract) -> Term | None:
    of = how.quantile.of if how.quantile is not None else getattr(how, how.kind)
    return of.term if isinstance(of, Expression) else None


def _of_its_own(how: FromExtract) -> Iterator[tuple[str, Need]]:
    """What must be found for each period anew."""
    where, term = _tests(how), _term(how)
    if how.kind == "distinct":
        yield "different", Need("different", term, where)
        yield "with a value", Need("values", term, where)
        yield "all", Need("rows")
        return
    share = Fraction(1, 2) if how.quantile is None else Fraction(how.quantile.at)
    yield "around", Need("around", term, where, share=share)
