"""From what each agency said to the one value in force.

Agencies are combined by the measure's own rule, quarters likewise, and a ratio is made of its two
sums; nothing is averaged, and what is missing stays missing by its name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from milepost.evaluation.model import Actual, NoValue, Rule
from milepost.intervals import Interval, exactly
from milepost.periods import Period
from milepost.plan.model import Measure, Plan
from milepost.submissions.model import InForce, Record

_PERCENT = Fraction(100)
_QUARTERS = 4


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

    def find(self, measure: Measure, period: Period, agency: str = "") -> Actual:
        """The actual of an agency, or of all that report the measure.

        Where agencies stand side by side there is no value of all of them together.
        """
        if measure.ratio is not None:
            return self._ratio(measure, period)
        if agency:
            return self._of_agency(measure, period, agency)
        if len(measure.agencies) == 1:
            return self._of_agency(measure, period, measure.agencies[0])
        parts = tuple(self._of_agency(measure, period, a) for a in measure.agencies)
        if measure.is_separate or not parts:
            return Actual(measure.id, period, "", None, missing="not computable", parts=parts)
        return self._sum_of_agencies(measure, period, parts)

    def agencies_of(self, measure: Measure) -> tuple[str, ...]:
        """Whose actuals stand side by side: each agency's, or the one of all (empty)."""
        return measure.agencies if measure.is_separate else ("",)

    def _of_agency(self, measure: Measure, period: Period, agency: str) -> Actual:
        held = self.record.of(agency, measure.id, period)
        if held is not None:
            return self._reported(measure, period, agency, held)
        if measure.basis == "date" and period.kind not in ("date", "month"):
            return self._last_dated(measure, period, agency)
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
        return (
            found if said.whole is None else _with_whole(found, measure, value, exactly(said.whole))
        )

    def _missing(self, measure: Measure, period: Period, agency: str) -> Actual:
        rejected = self.record.was_rejected(agency, measure.id, period)
        reason: NoValue = "rejected" if rejected else "not reported"
        return Actual(measure.id, period, agency, None, missing=reason)

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
        return [self._of_agency(measure, q, agency) for q in over]

    def _sum_of_quarters(self, measure: Measure, period: Period, agency: str) -> Actual:
        quarters = self._quarters(measure, period, agency)
        heard_of = [q for q in quarters if q.missing != "not reported"]
        if not heard_of:
            return self._missing(measure, period, agency)
        while quarters and quarters[-1].missing == "not reported" and len(quarters) < _QUARTERS:
            quarters.pop()  # a quarter just over need not have been reported yet
        parts = tuple(quarters)
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
        if reason := _first_missing(parts):
            return replace(found, missing=reason)
        if all(part.part is not None for part in parts):
            return _with_whole(
                found, measure, _total(p.part for p in parts), _total(p.whole for p in parts)
            )
        if measure.quantity == "ratio":
            return replace(found, missing="not computable")
        return replace(found, value=_total(part.value for part in parts))

    def _last_quarter(self, measure: Measure, period: Period, agency: str) -> Actual:
        quarters = self._quarters(measure, period, agency)
        if not quarters:
            return self._missing(measure, period, agency)
        last = quarters[-1]
        if last.missing == "not reported" and len(quarters) < _QUARTERS:
            reported = [q for q in quarters if q.missing != "not reported"]
            last = reported[-1] if reported else last
        if last.missing == "not reported" and last.source is None:
            return self._missing(measure, period, agency)
        return replace(last, period=period, rule="last in the period", parts=(last,), source=None)

    def _sum_of_agencies(
        self, measure: Measure, period: Period, parts: tuple[Actual, ...]
    ) -> Actual:
        quarters = max(part.quarters for part in parts)
        found = Actual(
            measure.id, period, "", None, rule="sum of agencies", parts=parts, quarters=quarters
        )
        reason = _first_missing(parts)
        if reason is None and any(part.quarters != quarters for part in parts):
            reason = "not reported"  # some agencies are a quarter behind the others
        if reason:
            return replace(found, missing=reason)
        if all(part.part is not None for part in parts):
            return _with_whole(
                found, measure, _total(p.part for p in parts), _total(p.whole for p in parts)
            )
        if measure.quantity == "ratio":
            return replace(found, missing="not computable")
        total = _total(part.value for part in parts)
        largest = max((p.value.low or Fraction(0) for p in parts if p.value), default=Fraction(0))
        doubles: list[Actual] = []
        for overlap in measure.overlaps:
            double = self.find(self.plan.measure_by_id[overlap.measure], period)
            doubles.append(double)
            total = _less_overlap(total, double.value, largest)
        return replace(found, value=total, overlaps=measure.overlaps, overlap_parts=tuple(doubles))

    def _ratio(self, measure: Measure, period: Period) -> Actual:
        assert measure.ratio is not None  # noqa: S101  # the caller has looked; for the type checker
        top_measure = self.plan.measure_by_id[measure.ratio.numerator]
        bottom_measure = self.plan.measure_by_id[measure.ratio.denominator]
        top = self.find(top_measure, _on_basis(period, top_measure))
        bottom = self.find(bottom_measure, _on_basis(period, bottom_measure))
        found = Actual(
            measure.id, period, "", None, rule="ratio", parts=(top, bottom),
            quarters=max(top.quarters, bottom.quarters),
        )  # fmt: skip
        reason = _first_missing((top, bottom))
        if reason is None and top.quarters != bottom.quarters:
            reason = "not reported"
        if reason:
            return replace(found, missing=reason)
        assert top.value is not None  # noqa: S101  # nothing is missing
        assert bottom.value is not None  # noqa: S101
        return _with_whole(found, measure, top.value, bottom.value)


def _with_whole(found: Actual, measure: Measure, part: Interval, whole: Interval) -> Actual:
    """A part of a whole: in percent the quotient, in a count of things the part itself."""
    if measure.unit != "percent" and measure.ratio is None:
        return replace(found, value=part, part=part, whole=whole)
    quotient = part.over(whole)
    if quotient is None:
        return replace(found, value=None, part=part, whole=whole, missing="not computable")
    value = quotient.times(_PERCENT) if measure.unit == "percent" else quotient
    return replace(found, value=value, part=part, whole=whole)


def _less_overlap(total: Interval, double: Interval | None, largest: Fraction) -> Interval:
    """A total from which anything up to what may be double is taken off.

    Where nobody knows how much that is, the total is still no less than the largest agency's own.
    """
    if double is None or double.high is None:
        low = largest if total.low is not None else None
        return Interval(low, total.high, high_open=total.high_open)
    return total - Interval(Fraction(0), double.high, high_open=double.high_open)


def _first_missing(parts: Iterable[Actual]) -> NoValue | None:
    return next((part.missing for part in parts if part.missing is not None), None)


def _total(values: Iterable[Interval | None]) -> Interval:
    total = exactly(0)
    for value in values:
        if value is not None:
            total += value
    return total


def _on_basis(period: Period, measure: Measure) -> Period:
    """The period of the same number on a measure's own basis, as its ratio declares."""
    if measure.basis in ("date", period.basis) or period.kind in ("date", "month"):
        return period
    kind = period.kind.replace(period.basis, measure.basis)
    return replace(period, kind=kind)  # type: ignore[arg-type]  # a kind with its basis exchanged
