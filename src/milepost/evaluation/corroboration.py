"""Two sources on one thing, compared entity by entity, as GAO did in its appendix.

GAO-09-709 holds the firearms that CENAPI counted as seized against those that ATF traced, over the
federal entities of Mexico: the correlation of ranks and of counts, the range of the ratios of arms
seized to arms traced, and the entities in both top tens (lines 1041 to 1075). The counts of an
entity are what agencies reported with its code, combined as the measure combines agencies and
quarters; rows that are divided by a further list are not added up.

An entity with none of the second source, or of which nothing is known, stays in the list. Only what
is exact is ranked and correlated; what is bounded or absent is left out of that by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Final

from milepost.evaluation.actuals import Actuals
from milepost.evaluation.correlation import Correlation, NoCorrelation, of_counts, of_ranks
from milepost.evaluation.entities import Entity, exact, in_force_by_code, returned_by_code
from milepost.evaluation.evaluate import asks_for
from milepost.evaluation.mediant import Mediant, Reading, readings_of
from milepost.evaluation.model import Actual
from milepost.intervals import Interval, exactly
from milepost.periods import Period
from milepost.plan.model import CodeList, Corroboration, Measure, Plan
from milepost.submissions.model import Record

TOP: Final = 10


@dataclass(frozen=True, slots=True)
class Summed:
    """What the entities of a source come to, beside the total that it reports itself.

    Attributes:
        own: the total it reports.
        parts: the sum over the entities of which there is a value.
        lacking: of how many entities there is none.
    """

    own: Actual
    parts: Interval
    lacking: int

    @property
    def in_no_entity(self) -> Interval | None:
        """The total less the parts: what lies in an entity that is lacking, or in none."""
        return None if self.own.value is None else self.own.value - self.parts

    @property
    def agrees(self) -> bool | None:
        """Whether parts and total are the same; None where that cannot be told."""
        rest = self.in_no_entity
        if rest is None or rest.reaches(Fraction(0)) is False:
            return None if rest is None else False
        if self.lacking:
            return None
        if rest == exactly(0):
            return True
        return None if rest.stays_under(Fraction(0)) is not False else False


@dataclass(frozen=True)
class Corroborated:
    """A declared comparison of two sources, made for a period.

    Attributes:
        declared: the declaration.
        first: the measure of the one source.
        second: the measure of the other.
        entities: what either says of each entity, in the order of the list.
        unnamed: how many entities the list has beside, of which neither says a word.
        sums: the parts of the first beside its total, then those of the second; None where
            neither is asked for in such a period.
    """

    declared: Corroboration
    first: Measure
    second: Measure
    entities: tuple[Entity, ...]
    unnamed: int
    sums: tuple[Summed, Summed] | None

    @property
    def is_illustrative(self) -> bool:
        """Whether the comparison or a source was made up to show a feature."""
        return self.declared.illustrative or self.first.illustrative or self.second.illustrative

    @property
    def is_told(self) -> bool:
        """Whether either source says anything of any entity."""
        return any(e.first.value is not None or e.second.value is not None for e in self.entities)

    @cached_property
    def compared(self) -> tuple[Entity, ...]:
        """The entities that are ranked and correlated: those with two exact counts."""
        return tuple(e for e in self.entities if e.pair is not None)

    @property
    def of_ranks(self) -> Correlation | NoCorrelation:
        """Spearman's correlation of the ranks."""
        return of_ranks([pair for e in self.compared if (pair := e.pair)])

    @property
    def of_counts(self) -> Correlation | NoCorrelation:
        """Pearson's correlation of the counts."""
        return of_counts([pair for e in self.compared if (pair := e.pair)])

    @cached_property
    def ratios(self) -> Interval | None:
        """The range in which the ratios of all entities lie that have one; None where none has."""
        return _hull([ratio for e in self.entities if (ratio := e.ratio) is not None])

    @property
    def top(self) -> int:
        """How many of the largest are looked at."""
        return int(self.declared.top or TOP)

    @cached_property
    def tops(self) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
        """The largest entities of the first source, and of the second.

        Those that are tied with the last of them are there as well; none is there with nothing.
        """
        return (
            _largest([(e, v) for e in self.entities if (v := exact(e.first))], self.top),
            _largest([(e, v) for e in self.entities if (v := exact(e.second))], self.top),
        )

    @property
    def in_both(self) -> tuple[Entity, ...]:
        """The entities that are among the largest of either source."""
        first, second = self.tops
        codes = {e.code for e in second}
        return tuple(e for e in first if e.code in codes)

    @property
    def mediant(self) -> Mediant | None:
        """The range of the ratios held against the totals that the sources report themselves."""
        if self.ratios is None or self.sums is None:
            return None
        low, high = self.ratios.low, self.ratios.high
        first, second = (exact(summed.own) for summed in self.sums)
        if low is None or high is None or first is None or not second:
            return None
        return Mediant(low, high, first, second)

    @property
    def readings(self) -> tuple[Reading, Reading] | None:
        """What was printed, as it is labelled and mirrored; None where nothing was."""
        return None if self.declared.printed is None else readings_of(self.declared.printed)


def corroborate(plan: Plan, record: Record, period: Period) -> tuple[Corroborated, ...]:
    """Every comparison that a plan declares, for a period, on the record as it stands."""
    lists = {code_list.id: code_list for code_list in plan.code_lists}
    return tuple(
        _Comparer(plan, record, period, declared, lists[declared.dimension]).compared()
        for declared in plan.corroborations
    )


@dataclass(frozen=True, slots=True)
class _Comparer:
    """What one comparison is made with."""

    plan: Plan
    record: Record
    period: Period
    declared: Corroboration
    code_list: CodeList

    def compared(self) -> Corroborated:
        first = self.plan.measure_by_id[self.declared.first]
        second = self.plan.measure_by_id[self.declared.second]
        if not (asks_for(first, self.period) and asks_for(second, self.period)):
            return Corroborated(self.declared, first, second, (), 0, None)
        entities = tuple(self.entities(first, second))
        size = int(self.code_list.size or 0)
        unnamed = 0 if self.code_list.codes else max(0, size - len(entities))
        whole = self.actuals(self.record)
        sums = (
            _summed(whole.on_basis_of(first, self.period), [e.first for e in entities], unnamed),
            _summed(whole.on_basis_of(second, self.period), [e.second for e in entities], unnamed),
        )
        return Corroborated(self.declared, first, second, entities, unnamed, sums)

    def entities(self, first: Measure, second: Measure) -> Iterator[Entity]:
        """Each entity of the list; where that does not name them, each that was reported."""
        in_force = in_force_by_code(self.record, self.declared.dimension)
        returned = returned_by_code(self.record, self.declared.dimension)
        titles = {code.code: code.title for code in self.code_list.codes}
        if not titles:
            wanted = {first.id, second.id}
            told = (c for c, keys in in_force.items() if any(k[1] in wanted for k in keys))
            titles = {code: code for code in sorted(told)}
        for code, title in titles.items():
            own = replace(
                self.record,
                in_force=in_force.get(code, {}),
                returned=tuple(returned.get(code, ())),
            )
            actuals = self.actuals(own)
            yield Entity(
                code,
                title,
                actuals.on_basis_of(first, self.period),
                actuals.on_basis_of(second, self.period),
            )

    def actuals(self, record: Record) -> Actuals:
        until = min(self.plan.calendar.end(self.period), record.as_of)
        return Actuals(self.plan, record, until)


def _summed(own: Actual, parts: list[Actual], unnamed: int) -> Summed:
    total = exactly(0)
    lacking = unnamed
    for part in parts:
        if part.value is None:
            lacking += 1
        else:
            total += part.value
    return Summed(own, total, lacking)


def _hull(intervals: list[Interval]) -> Interval | None:
    """From the least that any of them may be to the most; None of none."""
    if not intervals:
        return None
    lows = [(i.low, i.low_open) for i in intervals]
    highs = [(i.high, not i.high_open) for i in intervals]
    low, low_open = min(
        ((end, is_open) for end, is_open in lows if end is not None), default=(None, False)
    )
    high, high_closed = max(
        ((end, closed) for end, closed in highs if end is not None), default=(None, True)
    )
    if any(end is None for end, _ in lows):
        low, low_open = None, False
    if any(end is None for end, _ in highs):
        high, high_closed = None, True
    return Interval(low, high, low_open, not high_closed)


def _largest(counted: list[tuple[Entity, Fraction]], count: int) -> tuple[Entity, ...]:
    """The largest so many, and those that are tied with the last of them."""
    in_order = sorted(counted, key=lambda each: -each[1])
    if len(in_order) > count:
        least = in_order[count - 1][1]
        in_order = [each for each in in_order if each[1] >= least]
    return tuple(entity for entity, _ in in_order)
