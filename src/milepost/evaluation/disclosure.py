"""What a reader can work out of figures that are withheld, from those that are shown.

Figures hang together: parts make a whole, quarters a year, states a country, a share is a part of a
whole. Whoever is shown all but one of them knows that one. So a withheld figure is looked at with
everything that is declared to hang together with it, and as much else is withheld as it takes
(complementary suppression; Willenborg and de Waal, Elements of Statistical Disclosure Control).

This is arithmetic on names and numbers alone: it knows no plan and no record.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, Generic, TypeVar

from milepost.intervals import Interval

# Bounds that have not met after so many rounds of tightening do not meet in one number.
_ROUNDS: Final = 50

Cell = TypeVar("Cell", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Sum(Generic[Cell]):
    """The parts make the whole; or a constant, where no cell holds the whole."""

    parts: tuple[Cell, ...]
    whole: Cell | None = None
    constant: Fraction = Fraction(0)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell it binds, the parts first."""
        return self.parts if self.whole is None else (*self.parts, self.whole)


@dataclass(frozen=True, slots=True)
class Quotient(Generic[Cell]):
    """A part divided by a whole: any two of the three tell the third."""

    share: Cell
    part: Cell
    whole: Cell

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell it binds."""
        return (self.share, self.part, self.whole)


@dataclass(frozen=True, slots=True)
class AtMost(Generic[Cell]):
    """One cell is never more than another."""

    less: Cell
    more: Cell

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell it binds."""
        return (self.less, self.more)


@dataclass(frozen=True, slots=True)
class Together(Generic[Cell]):
    """All of them but one tell that one, by arithmetic that is more than a sum.

    The means of all states and of the country, each with how many it is of, are such.
    """

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Says(Generic[Cell]):
    """Where one is shown, so is the other: a share of a whole says how many the whole is."""

    teller: Cell
    told: Cell

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Both of them."""
        return (self.teller, self.told)


Bond = Sum[Cell] | Quotient[Cell] | AtMost[Cell] | Together[Cell] | Says[Cell]


@dataclass(frozen=True)
class Shown(Generic[Cell]):
    """Figures of which some are shown, and the bonds between them.

    Attributes:
        known: what each cell that is shown says; a cell that is absent by name is not in it.
        unknown: what a reader knows beforehand of each cell that is not shown, such as that a count
            is not below zero.
        bonds: how they hang together.
        whole_numbers: the cells that are counted in whole numbers.
    """

    known: Mapping[Cell, Interval]
    unknown: Mapping[Cell, Interval]
    bonds: Sequence[Bond[Cell]]
    whole_numbers: frozenset[Cell] = field(default_factory=frozenset)

    def worked_out(self) -> frozenset[Cell]:
        """The cells that are not shown, and of which a reader can work out the one value."""
        found: set[Cell] = set()
        while True:
            more = {*self._by_sums(found), *self._by_quotients(found)} - found
            if not more:
                break
            found |= more
        return frozenset(found | set(self._by_bounds()))

    def _is_open(self, cell: Cell, found: set[Cell]) -> bool:
        return cell in self.unknown and cell not in found

    def _says(self, cell: Cell, found: set[Cell]) -> bool:
        return cell in self.known or cell in found

    def _by_sums(self, found: set[Cell]) -> Iterator[Cell]:
        """Cells that the sums determine: those that stand alone in a row of the reduced matrix."""
        rows = []
        for bond in self.bonds:
            if isinstance(bond, Sum) and all(
                self._says(cell, found) or self._is_open(cell, found) for cell in bond.cells
            ):
                row: dict[Cell, Fraction] = {}
                for cell in bond.parts:
                    if self._is_open(cell, found):
                        row[cell] = row.get(cell, Fraction(0)) + 1
                if bond.whole is not None and self._is_open(bond.whole, found):
                    row[bond.whole] = row.get(bond.whole, Fraction(0)) - 1
                rows.append({cell: factor for cell, factor in row.items() if factor})
        for row in _reduced(rows):
            if len(row) == 1:
                yield from row

    def _by_quotients(self, found: set[Cell]) -> Iterator[Cell]:
        for bond in self.bonds:
            if isinstance(bond, Quotient | Together):
                unsaid = [cell for cell in bond.cells if not self._says(cell, found)]
                if len(unsaid) == 1 and self._is_open(unsaid[0], found):
                    yield unsaid[0]
            elif (
                isinstance(bond, Says)
                # What is only worked out does not say what stands beside it.
                and bond.teller in self.known
                and self._is_open(bond.told, found)
            ):
                yield bond.told

    def _by_bounds(self) -> Iterator[Cell]:
        """Cells whose bounds meet in one number: where two counts from 1 to 4 make 2, both."""
        bounds = {**self.known, **{c: self._whole(c, b) for c, b in self.unknown.items()}}
        for _ in range(_ROUNDS):
            before = dict(bounds)
            for bond in self.bonds:
                for cell, tighter in _tightened(bond, bounds):
                    if cell in self.unknown:
                        bounds[cell] = self._whole(cell, _both(bounds[cell], tighter))
            if bounds == before:
                break
        return (cell for cell in self.unknown if bounds[cell].is_exact)

    def _whole(self, cell: Cell, bounds: Interval) -> Interval:
        if cell not in self.whole_numbers:
            return bounds
        low = None if bounds.low is None else Fraction(math.ceil(bounds.low))
        high = None if bounds.high is None else Fraction(math.floor(bounds.high))
        return Interval(low, high)


def _reduced(rows: Iterable[dict[Cell, Fraction]]) -> Iterator[dict[Cell, Fraction]]:
    """The rows of a matrix in reduced echelon form, as factors by column."""
    pivots: dict[Cell, dict[Cell, Fraction]] = {}
    for row in rows:
        left = dict(row)
        for cell in list(left):
            if cell in pivots and cell in left:
                left = _less(left, pivots[cell], left[cell])
        if not left:
            continue
        pivot = next(iter(left))
        left = {cell: factor / left[pivot] for cell, factor in left.items()}
        for other, earlier in pivots.items():
            if pivot in earlier:
                pivots[other] = _less(earlier, left, earlier[pivot])
        pivots[pivot] = left
    return iter(pivots.values())


def _less(
    row: dict[Cell, Fraction], other: dict[Cell, Fraction], times: Fraction
) -> dict[Cell, Fraction]:
    cells = {**row, **other}
    found = {c: row.get(c, Fraction(0)) - times * other.get(c, Fraction(0)) for c in cells}
    return {cell: factor for cell, factor in found.items() if factor}


def _tightened(
    bond: Bond[Cell], bounds: Mapping[Cell, Interval]
) -> Iterator[tuple[Cell, Interval]]:
    """What a bond says of each of its cells, given what is known of the others."""
    if not all(cell in bounds for cell in bond.cells):
        return
    if isinstance(bond, AtMost):
        yield bond.less, Interval(None, bounds[bond.more].high)
        yield bond.more, Interval(bounds[bond.less].low, None)
    elif isinstance(bond, Sum):
        whole = _exactly(bond.constant) if bond.whole is None else bounds[bond.whole]
        for i, cell in enumerate(bond.parts):
            others = [bounds[c] for j, c in enumerate(bond.parts) if j != i]
            yield cell, whole - _total(others)
        if bond.whole is not None:
            yield bond.whole, _total([bounds[c] for c in bond.parts])


def _exactly(number: Fraction) -> Interval:
    return Interval(number, number)


def _total(intervals: Iterable[Interval]) -> Interval:
    total = _exactly(Fraction(0))
    for each in intervals:
        total += each
    return total


def _both(one: Interval, other: Interval) -> Interval:
    """What lies in both; the first where nothing does, for figures may contradict each other."""
    lows = [end for end in (one.low, other.low) if end is not None]
    highs = [end for end in (one.high, other.high) if end is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    return one if low is not None and high is not None and low > high else Interval(low, high)
