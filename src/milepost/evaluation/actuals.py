"""From what each agency said to the one value in force.

Agencies are combined by the measure's own rule, quarters likewise, and a ratio or formula is worked
out from such sums; nothing is averaged, and what is missing stays missing by its name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final, Literal

from milepost.evaluation.model import Actual, NoValue, Rule
from milepost.evaluation.pools import combined_by, last_of, to_date
from milepost.evaluation.terms import quotient_of, range_of
from milepost.intervals import Interval, exactly
from milepost.periods import Period
from milepost.plan.formulas import Formula
from milepost.plan.model import Measure, Plan
from milepost.submissions.coverage import covered_since
from milepost.submissions.model import InForce, Record

_PERCENT: Final = Fraction(100)
_QUARTERS: Final = 4
_DAYS_OF_A_QUARTER: Final = 91
_SILENT: Final = ("not reported", "not yet due")
# Of several reasons why there is no value, the first of these is told.
_ASKS_MOST: Final[tuple[NoValue, ...]] = (
    "returned", "rejected", "not reported", "withdrawn", "withheld", "not available", "not tracked",
    "not computable", "not applicable", "not yet due",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Actuals:
    """Finds the actual of any measure, period and agency in a record.

    Attributes:
        plan: the plan, with the rules by which things add up.
        record: what agencies reported.
        until: quarters that end later are not looked at.
    """

    plan: Plan
    record: Record
    until: dt.date
    _found: dict[tuple[str, Period, str], Actual] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def find(self, measure: Measure, period: Period, agency: str = "") -> Actual:
        """The actual of an agency, or of all that report the measure.

        Where agencies stand side by side there is no value of all of them together.
        """
        key = (measure.id, period, agency)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._find(measure, period, agency)
        return found

    def _find(self, measure: Measure, period: Period, agency: str) -> Actual:
        if measure.ratio is not None:
            return self._ratio(measure, period)
        if measure.formula is not None:
            return self._formula(measure, measure.formula, period)
        if agency:
            return self._of_agency(measure, period, agency)
        if len(measure.agencies) == 1:
            return self.find(measure, period, measure.agencies[0])
        parts = tuple(self.find(measure, period, a) for a in measure.agencies)
        if measure.is_separate or not parts:
            return Actual(measure.id, period, "", None, missing="not computable", parts=parts)
        return self._sum_of_agencies(measure, period, parts)

    def find_by(self, measure: Measure, due: Period, agency: str) -> Actual:
        """The actual for a target's date: of what stands once it is there, the last one by then.

        A memorandum signed in August is signed on the last of September.
        """
        found = self.find(measure, due, agency)
        lasting = measure.quantity in ("event", "stock") and due.kind in ("date", "month")
        reporter = agency or (measure.agencies[0] if len(measure.agencies) == 1 else "")
        if found.missing not in _SILENT or not lasting or not reporter:
            return found
        calendar = self.plan.calendar
        dated = [
            p
            for p in self.record.periods_of(measure.id)
            if calendar.end(p) <= calendar.end(due) and self.record.of(reporter, measure.id, p)
        ]
        if not dated:
            return found
        last = self._of_agency(measure, max(dated, key=calendar.key), reporter)
        return replace(last, period=due, rule="last in the period", parts=(last,), source=None)

    def agencies_of(self, measure: Measure) -> tuple[str, ...]:
        """Whose actuals stand side by side: each agency's, or the one of all (empty)."""
        return measure.agencies if measure.is_separate else ("",)

    def _of_agency(self, measure: Measure, period: Period, agency: str) -> Actual:
        held = self.record.of(agency, measure.id, period)
        if held is not None:
            return self._reported(measure, period, agency, held)
        if measure.basis == "date" and period.kind not in ("date", "month"):
            return self._last_dated(measure, period, agency)
        if (how := combined_by(measure, period)) is not None:
            return self._of_pool(measure, period, agency, how)
        if period.is_year and measure.combine.periods == "sum":
            return self._sum_of_quarters(measure, period, agency)
        if period.is_year and measure.combine.periods == "last":
            return self._last_quarter(measure, period, agency)
        return self._missing(measure, period, agency)

    def _reported(self, measure: Measure, period: Period, agency: str, held: InForce) -> Actual:
        said = held.observation
        value = said.interval(measure)
        if value is None:
            return Actual(
                measure.id, period, agency, None, missing=said.absence, rule="reported", source=held
            )
        found = Actual(measure.id, period, agency, value, rule="reported", source=held)
        if said.stated is not None and said.stated.standard_error is not None:
            found = replace(found, standard_error=Fraction(said.stated.standard_error))
        if said.whole is None:
            return found
        whole = exactly(said.whole)
        # However much more than 95 of 100 it may be, it is no more than 100.
        return _with_whole(found, measure, _no_more_than(value, whole), whole)

    def _missing(
        self, measure: Measure, period: Period, agency: str, *, overdue: bool = False
    ) -> Actual:
        reason: NoValue = "not reported"
        if self.record.was_returned(agency, measure.id, period):
            reason = "returned"
        elif self.record.was_rejected(agency, measure.id, period):
            reason = "rejected"
        elif self._is_covered(measure, period):
            reason = "not computable"  # the rows are there, and have no such figure
        elif self.plan.calendar.end(period) > self.record.as_of and not overdue:
            reason = "not yet due"  # nobody is silent about what is not over
        return Actual(measure.id, period, agency, None, missing=reason)

    def _is_covered(self, measure: Measure, period: Period) -> bool:
        """Whether all rows that a measure is computed from have come for a period."""
        if measure.from_extract is None:
            return False
        sent, calendar = self.record.deliveries, self.plan.calendar
        return covered_since(calendar, sent, measure, period) is not None

    def _silent_year(
        self, measure: Measure, period: Period, agency: str, over: list[Actual]
    ) -> Actual:
        """A year of which nothing was heard; its quarters that are over were due before it is."""
        overdue = any(not self._may_still_come(q.period) for q in over)
        return self._missing(measure, period, agency, overdue=overdue and _is_quarterly(measure))

    def _may_still_come(self, quarter: Period) -> bool:
        """Whether a quarter is only just over, so that its report need not be in yet."""
        return self.record.as_of <= self.plan.calendar.end(quarter.next())

    def _last_dated(self, measure: Measure, period: Period, agency: str) -> Actual:
        """Of a quantity observed on dates, the last one in the period."""
        calendar = self.plan.calendar
        dated = [
            p
            for p in self.record.periods_of(measure.id)
            if calendar.contains(period, p) and self.record.of(agency, measure.id, p)
        ]
        if not dated or measure.combine.periods != "last":
            return self._missing(measure, period, agency)
        last = self._of_agency(measure, max(dated, key=calendar.key), agency)
        return replace(last, period=period, rule="last in the period", parts=(last,), source=None)

    def _quarters(self, measure: Measure, period: Period, agency: str) -> list[Actual]:
        """The quarters of a year that are over, reported or not."""
        over = [q for q in period.quarters() if self.plan.calendar.end(q) <= self.until]
        return [self.find(measure, q, agency) for q in over]

    def _sum_of_quarters(self, measure: Measure, period: Period, agency: str) -> Actual:
        quarters = self._quarters(measure, period, agency)
        if all(q.missing in _SILENT for q in quarters):
            return self._silent_year(measure, period, agency, quarters)
        parts = tuple(self._without_the_last_if_awaited(quarters))
        rule: Rule = "sum of quarters" if len(parts) == _QUARTERS else "year to date"
        found = Actual(
            measure.id,
            period,
            agency,
            None,
            rule=rule,
            parts=parts,
            quarters=len(parts) % _QUARTERS,
        )
        return _added_up(found, measure)

    def _of_pool(
        self, measure: Measure, period: Period, agency: str, how: Literal["sum", "last"]
    ) -> Actual:
        """Several years or quarters taken together, as far as they have begun."""
        calendar, members = self.plan.calendar, period.members()
        begun = [
            self._of_agency(measure, p, agency) for p in members if calendar.start(p) <= self.until
        ]
        is_over = len(begun) == len(members) and calendar.end(period) <= self.until
        if begun and not is_over and begun[-1].missing in _SILENT:
            last = begun[-1].period
            soon = (last.next().quarters() or (last.next(),))[0]
            if self.record.as_of <= calendar.end(soon):
                begun = begun[:-1]
        if not begun or all(part.missing in _SILENT for part in begun):
            return self._missing(measure, period, agency)
        if how == "sum":
            return _added_up(to_date(measure, period, agency, tuple(begun)), measure)
        if begun[-1].missing in _SILENT:
            return self._missing(measure, period, agency)
        return last_of(period, begun[-1])

    def _without_the_last_if_awaited(self, quarters: list[Actual]) -> list[Actual]:
        """The quarters of a year, but for a last one that is silent and only just over."""
        if not quarters or len(quarters) == _QUARTERS or quarters[-1].missing not in _SILENT:
            return quarters
        return quarters[:-1] if self._may_still_come(quarters[-1].period) else quarters

    def _last_quarter(self, measure: Measure, period: Period, agency: str) -> Actual:
        quarters = self._quarters(measure, period, agency)
        awaited = self._without_the_last_if_awaited(quarters)
        if not awaited or awaited[-1].missing in _SILENT:
            return self._silent_year(measure, period, agency, quarters)
        last = awaited[-1]
        return replace(last, period=period, rule="last in the period", parts=(last,), source=None)

    def _sum_of_agencies(
        self, measure: Measure, period: Period, parts: tuple[Actual, ...]
    ) -> Actual:
        quarters = max(part.quarters for part in parts)
        found = Actual(
            measure.id, period, "", None, rule="sum of agencies", parts=parts, quarters=quarters
        )
        reason = _why_missing(parts)
        days = {part.parts[-1].period for part in parts if part.rule == "last in the period"}
        if reason is None and (any(part.quarters != quarters for part in parts) or len(days) > 1):
            reason = "not reported"  # some agencies are behind the others
        if reason:
            return replace(found, missing=reason)
        doubles = tuple(
            self.find(self.plan.measure_by_id[overlap.measure], period)
            for overlap in measure.overlaps
        )
        found = replace(found, overlaps=measure.overlaps, overlap_parts=doubles)
        if all(part.part is not None for part in parts) and not doubles:
            return _with_whole(
                found, measure, total_of(p.part for p in parts), total_of(p.whole for p in parts)
            )
        if measure.quantity == "ratio" or (doubles and measure.unit == "percent"):
            return replace(found, missing="not computable")
        return replace(found, value=_less_overlaps(found))

    def _ratio(self, measure: Measure, period: Period) -> Actual:
        assert measure.ratio is not None  # noqa: S101  # the caller has looked; for the type checker
        top_measure = self.plan.measure_by_id[measure.ratio.numerator]
        bottom_measure = self.plan.measure_by_id[measure.ratio.denominator]
        top = self.on_basis_of(top_measure, period)
        bottom = self.on_basis_of(bottom_measure, period)
        found = Actual(
            measure.id, period, "", None, rule="ratio", parts=(top, bottom),
            quarters=max(top.quarters, bottom.quarters),
        )  # fmt: skip
        reason = _why_missing((top, bottom))
        if reason is None and top.quarters != bottom.quarters:
            # A part of a year is not divided by a year, nor by what stands at a moment in it.
            beside = top.period != bottom.period or not top.quarters or not bottom.quarters
            reason = "not computable" if beside else "not reported"
        if reason:
            return replace(found, missing=reason)
        assert top.value is not None  # noqa: S101  # nothing is missing
        assert bottom.value is not None  # noqa: S101
        is_part = measure.unit == "percent" and self._is_part(top_measure, bottom_measure)
        return _with_whole(found, measure, top.value, bottom.value, is_part=is_part)

    def _is_share(self, formula: Formula) -> bool:
        """Whether it is 100 times a measure over another that is declared to be its whole."""
        quotient = quotient_of(formula.term)
        if quotient is None or len(quotient.over) != 1 or len(quotient.under) != 1:
            return False
        (part, times), (whole, by) = *quotient.over.items(), *quotient.under.items()
        named = self.plan.measure_by_id
        if part not in named or whole not in named or times != by * _PERCENT:
            return False
        return self._is_part(named[part], named[whole])

    def _is_part(self, part: Measure, whole: Measure) -> bool:
        """Whether the plan declares that one measure is a part of another."""
        for relation in self.plan.relations:
            if relation.kind in ("part", "total", "percentage"):
                inside = relation.whole == whole.id and part.id in relation.parts
            else:
                stages = relation.parts if relation.kind == "funnel" else ()
                inside = {part.id, whole.id} <= {*stages} and (
                    stages.index(whole.id) < stages.index(part.id)
                )
            if inside:
                return True
        return False

    def _formula(self, measure: Measure, formula: Formula, period: Period) -> Actual:
        """A formula over the actuals of the measures it names, bounds and all."""
        parts = {m: self.find(self.plan.measure_by_id[m], period) for m in formula.measures}
        quarters = max(part.quarters for part in parts.values())
        found = Actual(
            measure.id, period, "", None, rule="formula", parts=tuple(parts.values()),
            quarters=quarters,
        )  # fmt: skip
        reason = _why_missing(parts.values())
        if reason is None and any(part.quarters != quarters for part in parts.values()):
            reason = "not reported"  # some of them are behind the others
        if reason:
            return replace(found, missing=reason)
        known = {name: part.value for name, part in parts.items() if part.value is not None}
        value = range_of(formula.term, known)
        if value is not None and measure.unit == "percent" and self._is_share(formula):
            value = _no_less_than(_no_more_than(value, exactly(100)), exactly(0))
        return replace(found, value=value, missing=None if value else "not computable")

    def on_basis_of(self, measure: Measure, period: Period) -> Actual:
        """A part of a ratio for the period that corresponds to it on the part's own basis.

        To a year corresponds the year of the same number, as the ratio declares; to a quarter the
        same three months.
        """
        if measure.basis in ("date", period.basis) or period.kind in ("date", "month"):
            return self.find(measure, period)
        kind = period.kind.replace(period.basis, measure.basis)
        other = replace(period, kind=kind)  # type: ignore[arg-type]  # a kind, its basis exchanged
        if period.is_quarter:
            calendar = self.plan.calendar
            months = (calendar.start(period) - calendar.start(other)).days
            other = other.step(round(months / _DAYS_OF_A_QUARTER))
            if calendar.start(other) != calendar.start(period):
                return Actual(measure.id, period, "", None, missing="not computable")
        # The other basis's year may end after the period judged; what is known of it counts.
        return replace(self, until=self.record.as_of).find(measure, other)


def _added_up(found: Actual, measure: Measure) -> Actual:
    """What periods come to together; of shares numerators and denominators, never a mean."""
    parts = found.parts
    if reason := _why_missing(parts):
        return replace(found, missing=reason)
    if all(part.part is not None for part in parts):
        top, bottom = total_of(p.part for p in parts), total_of(p.whole for p in parts)
        return _with_whole(found, measure, top, bottom)
    if measure.quantity in ("ratio", "average"):
        return replace(found, missing="not computable")
    return replace(found, value=total_of(part.value for part in parts))


def _with_whole(
    found: Actual, measure: Measure, part: Interval, whole: Interval, *, is_part: bool = False
) -> Actual:
    """A part of a whole: in percent the quotient, in a count of things the part itself.

    Of what is declared a part of it, the quotient lies from none to all of the whole, however far
    apart the bounds of the two are.
    """
    if measure.unit != "percent" and measure.ratio is None:
        return replace(found, value=part, part=part, whole=whole)
    least = exactly(0)
    inside = _no_less_than(_no_more_than(part, whole), least) if is_part else part
    quotient = inside.over(_no_less_than(whole, inside) if is_part else whole)
    if quotient is not None and is_part and (whole - part).reaches(Fraction(0)) is not False:
        quotient = _no_more_than(quotient, exactly(1))
    if quotient is None:
        return replace(found, value=None, part=part, whole=whole, missing="not computable")
    value = quotient.times(_PERCENT) if measure.unit == "percent" else quotient
    return replace(found, value=value, part=part, whole=whole)


def doubles_of(total: Actual) -> tuple[Interval, ...]:
    """What may be double in a sum of agencies, overlap by overlap: from nothing up to so much.

    Agencies cannot count twice more than all of them but the largest have, which is also the bound
    where nobody knows how much it is.
    """
    doubles: list[Interval] = []
    by_agency = {part.agency: part.value for part in total.parts}
    for overlap, known in zip(total.overlaps, total.overlap_parts, strict=True):
        current = known.value if known.quarters == total.quarters else None
        values = [v for a in overlap.between if (v := by_agency.get(a)) is not None]
        smaller = _all_but_the_largest(values)
        doubles.append(_anything_up_to([smaller, *([current] if current else [])]))
    return tuple(doubles)


def _less_overlaps(total: Actual) -> Interval:
    """The agencies' sum, from which anything up to what may be double is taken off.

    Together they have no less than the largest of them.
    """
    whole = total_of(part.value for part in total.parts)
    least = whole - total_of(doubles_of(total))
    for part in total.parts:
        if part.value is not None and part.value.low is not None:
            least = _no_less_than(least, part.value)
    return Interval(least.low, whole.high, least.low_open, whole.high_open)


def _all_but_the_largest(values: list[Interval]) -> Interval:
    """The most that several quantities come to without the largest of them."""
    in_order = sorted(values, key=lambda v: (v.high is None, v.high or 0))
    return total_of(in_order[:-1])


def _no_more_than(value: Interval, other: Interval) -> Interval:
    """A value that is known to be no more than another."""
    return -_no_less_than(-value, -other)


def _is_quarterly(measure: Measure) -> bool:
    return measure.frequency != "annual"


def _anything_up_to(bounds: Iterable[Interval]) -> Interval:
    """From nothing to the lowest of several upper ends; without end where none is bounded."""
    ends = [(b.high, not b.high_open) for b in bounds if b.high is not None]
    high, closed = min(ends, default=(None, True))
    return Interval(Fraction(0), high, high_open=not closed)


def _no_less_than(value: Interval, other: Interval) -> Interval:
    """A value that is known to be no less than another."""
    if other.low is None or (value.low is not None and value.low > other.low):
        return value
    is_open = other.low_open or (value.low == other.low and value.low_open)
    return replace(value, low=other.low, low_open=is_open)


def _why_missing(parts: Iterable[Actual]) -> NoValue | None:
    """Why the whole has no value: of several reasons the one that asks most of somebody."""
    reasons = {part.missing for part in parts if part.missing is not None}
    return min(reasons, key=_ASKS_MOST.index, default=None)


def total_of(values: Iterable[Interval | None]) -> Interval:
    """The sum of several quantities; what is missing is not in it."""
    total = exactly(0)
    for value in values:
        if value is not None:
            total += value
    return total
