"""The same reduction once more, row by row in plain Python: slow, and obviously right.

Rows are dictionaries. Nothing here is shared with what it checks but the plan's own words.
"""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from itertools import product
from typing import Any, Final

from milepost.periods import Kind, Period
from milepost.plan.conditions import model as said
from milepost.plan.model import Extract, FromExtract, Measure, Plan, RateTerm
from milepost.submissions.extracts import Delivery
from tests.facts.reducing import Deliveries, Row

# Of a figure: measure, period, codes; the lower and the upper number, the whole, the rows behind.
Figure = tuple[tuple[str, str, tuple[str, ...]], tuple[Decimal, Decimal, Decimal | None, int]]
SIGNS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "=": operator.eq, "<>": operator.ne,
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_FIRST: Final = 2000
_LAST: Final = 2020


@dataclass
class Reference:
    """The measures of a plan over what was delivered."""

    plan: Plan
    delivered: Deliveries
    as_of: dt.date

    def figures(self) -> dict[Any, Any]:
        """Every figure."""
        return dict(f for m in self.plan.measures for f in self._of_measure(m))

    def _of_measure(self, measure: Measure) -> Iterator[Figure]:
        for period in self._periods(measure):
            yield from self._of_period(measure, period, None)
            if measure.dimensions:
                lists = {c.id: [code.code for code in c.codes] for c in self.plan.code_lists}
                for codes in product(*(lists[d] for d in measure.dimensions)):
                    yield from self._of_period(measure, period, codes)

    def _of_period(
        self, measure: Measure, period: Period, codes: tuple[str, ...] | None
    ) -> Iterator[Figure]:
        how = measure.from_extract
        assert how is not None
        found = self._value(measure, how, period, codes)
        if found is not None:
            yield (measure.id, str(period), codes or ()), found

    def _periods(self, measure: Measure) -> Iterator[Period]:
        how = measure.from_extract
        assert how is not None
        extracts = {how.extract}
        if how.rate is not None:
            extracts = {
                t.extract or how.extract for t in (how.rate.numerator, how.rate.denominator)
            }
        if how.in_both is not None:
            extracts.add(how.in_both.other)
        days = set.intersection(*(self._days_spoken_for(e) for e in extracts))
        for period in self._all_periods(measure):
            start, end = self.plan.calendar.start(period), self.plan.calendar.end(period)
            if all(start + dt.timedelta(n) in days for n in range((end - start).days + 1)):
                yield period

    def _all_periods(self, measure: Measure) -> Iterator[Period]:
        year: Kind = "fiscal-year" if measure.basis == "fiscal" else "calendar-year"
        quarter: Kind = "fiscal-quarter" if measure.basis == "fiscal" else "calendar-quarter"
        kinds: dict[str, tuple[Kind, ...]] = {
            "annual": (year,), "quarterly": (quarter, year), "monthly": ("month", year),
        }  # fmt: skip
        for kind in kinds[measure.frequency]:
            if (
                kind == year
                and len(kinds[measure.frequency]) > 1
                and (measure.combine.periods != "none")
            ):
                continue
            each = 1 if kind == year else 12 if kind == "month" else 4
            for n in range(_FIRST * each + 1, _LAST * each + 1):
                yield Period(kind, n, n)

    def _days_spoken_for(self, extract: str) -> set[dt.date]:
        found: set[dt.date] = set()
        for delivery in self._in_force(extract):
            assert delivery.submission.period is not None
            found |= self._days(delivery.submission.period)
        return found

    def _days(self, period: Period) -> set[dt.date]:
        start, end = self.plan.calendar.start(period), self.plan.calendar.end(period)
        return {start + dt.timedelta(n) for n in range((end - start).days + 1)}

    def _in_force(self, name: str) -> list[Delivery]:
        extract = self._extract(name)
        came = sorted(
            (d for d in self.delivered.sent
             if d.extract == name and d.submission.received_on <= self.as_of),
            key=lambda d: (d.submission.received_on, d.submission.number),
        )  # fmt: skip
        if extract.delivered == "changes":
            return came
        kept = []
        for at, delivery in enumerate(came):
            assert delivery.submission.period is not None
            own = self._days(delivery.submission.period)
            later = [d.submission.period for d in came[at + 1 :]]
            if not any(own <= self._days(p) for p in later if p is not None):
                kept.append(delivery)
        return kept

    def _rows(self, name: str) -> list[Row]:
        extract = self._extract(name)
        held: dict[tuple[Any, ...], Row] = {}
        for delivery in self._in_force(name):
            for row in self.delivered.rows[delivery.submission.number]:
                held[tuple(row[k] for k in extract.key)] = row
        gone = extract.deleted
        return [r for r in held.values() if gone is None or r.get(gone) is not True]

    def _extract(self, name: str) -> Extract:
        return next(e for e in self.plan.extracts if e.id == name)

    def _value(
        self, measure: Measure, how: FromExtract, period: Period, codes: tuple[str, ...] | None
    ) -> tuple[Decimal, Decimal, Decimal | None, int] | None:
        if how.rate is not None:
            return self._rate(measure, how, period, codes)
        date = how.date or self._extract(how.extract).event.column
        columns = [how.by[d] for d in measure.dimensions]
        rows = self._meant(how.extract, date, period, columns, codes)
        if how.in_both is not None:
            rows = self._met(how, rows)
        rows = [r for r in rows if how.where is None or answer(how.where.test, r) is True]
        if how.kind in ("count", "in_both"):
            return _exactly(len(rows), len(rows))
        if how.share is not None:
            return _share(how, rows)
        of = how.quantile.of if how.quantile is not None else getattr(how, how.kind)
        values = [v for r in rows if (v := value(of.term, r)) is not None]
        return _of_values(how, values)

    def _meant(
        self, extract: str, date: str, period: Period, columns: Sequence[str],
        codes: tuple[str, ...] | None,
    ) -> list[Row]:  # fmt: skip
        start, end = self.plan.calendar.start(period), self.plan.calendar.end(period)
        return [
            r
            for r in self._rows(extract)
            if r.get(date) is not None
            and start <= r[date] <= end
            and (codes is None or tuple(r.get(c) for c in columns) == codes)
        ]

    def _met(self, how: FromExtract, rows: list[Row]) -> list[Row]:
        both = how.in_both
        assert both is not None
        theirs = {
            tuple(r.get(c) for c in both.match.values())
            for r in self._rows(both.other)
            if both.where_other is None or answer(both.where_other.test, r) is True
        }
        mine = [(r, tuple(r.get(c) for c in both.match)) for r in rows]
        return [r for r, key in mine if None not in key and key in theirs]

    def _rate(
        self, measure: Measure, how: FromExtract, period: Period, codes: tuple[str, ...] | None
    ) -> tuple[Decimal, Decimal, Decimal | None, int] | None:
        assert how.rate is not None
        top, counted = self._term(measure, how, how.rate.numerator, period, codes)
        bottom, fewer = self._term(measure, how, how.rate.denominator, period, codes)
        if bottom == 0:
            return None
        per = how.rate.per or (100 if measure.unit == "percent" else 1)
        return _exactly(_rounded(top / bottom * Fraction(per)), min(counted, fewer))

    def _term(
        self, measure: Measure, how: FromExtract, term: RateTerm, period: Period,
        codes: tuple[str, ...] | None,
    ) -> tuple[Fraction, int]:  # fmt: skip
        name = term.extract or how.extract
        date = term.date or self._extract(name).event.column
        if name == how.extract and term.date is None and how.date is not None:
            date = how.date
        columns = [{**how.by, **term.by}[d] for d in measure.dimensions]
        tests = [term.where] if term.where else []
        tests += [how.where] if how.where and name == how.extract else []
        rows = [
            r
            for r in self._meant(name, date, period, columns, codes)
            if all(answer(t.test, r) is True for t in tests)
        ]
        if term.sum is None:
            return Fraction(len(rows)), len(rows)
        values = [v for r in rows if (v := value(term.sum.term, r)) is not None]
        return sum((Fraction(v) for v in values), Fraction(0)), len(rows)


def _exactly(number: Any, counted: int) -> tuple[Decimal, Decimal, None, int]:  # noqa: ANN401
    return Decimal(number), Decimal(number), None, counted


def _share(how: FromExtract, rows: list[Row]) -> tuple[Decimal, Decimal, Decimal, int] | None:
    assert how.share is not None
    if (whole := how.share.denominator) is not None:
        rows = [r for r in rows if answer(whole.test, r) is True]
    answers = [answer(how.share.numerator.test, r) for r in rows]
    yes, unknown = answers.count(True), answers.count(None)
    of, most = len(rows), yes + unknown
    if how.unknown == "left out":
        of, most = len(rows) - unknown, yes
    if how.unknown == "as no":
        most = yes
    return (Decimal(yes), Decimal(most), Decimal(of), len(rows)) if of else None


def _of_values(
    how: FromExtract, values: list[Any]
) -> tuple[Decimal, Decimal, Decimal | None, int] | None:
    count = len(values)
    if how.kind == "distinct":
        return _exactly(len(set(values)), count)
    if how.kind == "sum":
        total = sum((Fraction(v) for v in values), Fraction(0))
        return _exactly(_rounded(total, 20), count)
    if not count:
        return None
    ordered = sorted(Fraction(v) for v in values)
    match how.kind:
        case "mean":
            found = sum(ordered, Fraction(0)) / count
        case "median":
            found = (ordered[(count - 1) // 2] + ordered[count // 2]) / 2
        case "quantile":
            assert how.quantile is not None
            rank = Fraction(how.quantile.at) * (count - 1)
            low = int(rank)
            high = min(low + 1, count - 1)
            found = ordered[low] + (rank - low) * (ordered[high] - ordered[low])
        case "first":
            return _exactly(_rounded(ordered[0], 20), count)
        case _:
            return _exactly(_rounded(ordered[-1], 20), count)
    return _exactly(_rounded(found), count)


def _rounded(number: Fraction, decimals: int = 12) -> Decimal:
    wide = Context(prec=200, rounding=ROUND_HALF_EVEN)
    quotient = wide.divide(Decimal(number.numerator), Decimal(number.denominator))
    return quotient.quantize(Decimal(1).scaleb(-decimals), context=wide)


def answer(test: said.Test, row: Row) -> bool | None:
    """Whether a test holds: True, False, or None where that is not known."""
    match test:
        case said.Compared(sign, left, right):
            return _compared(sign, value(left, row), value(right, row))
        case said.OneOf(term, values):
            return _any([_compared("=", value(term, row), v.value) for v in values])
        case said.Within(term, low, high):
            it = value(term, row)
            return _all(
                [_compared(">=", it, value(low, row)), _compared("<=", it, value(high, row))]
            )
        case said.Like(term, pattern):
            text = value(term, row)
            return None if text is None else _is_like(text, pattern)
        case said.Blank(term):
            return value(term, row) is None
        case said.Holds(column):
            held: bool | None = row.get(column.name)
            return held
        case said.Not(inner):
            found = answer(inner, row)
            return None if found is None else not found
        case said.AllOf(tests):
            return _all([answer(t, row) for t in tests])
        case said.AnyOf(tests):
            return _any([answer(t, row) for t in tests])


def _all(answers: Iterable[bool | None]) -> bool | None:
    found = list(answers)
    return False if False in found else None if None in found else True


def _any(answers: Iterable[bool | None]) -> bool | None:
    found = list(answers)
    return True if True in found else None if None in found else False


def _compared(sign: str, left: Any, right: Any) -> bool | None:  # noqa: ANN401
    if left is None or right is None:
        return None
    if isinstance(left, str):
        left, right = left.encode(), right.encode()
    return bool(SIGNS[sign](left, right))


def _is_like(text: str, pattern: str) -> bool:
    if not pattern:
        return not text
    if pattern[0] == "%":
        return any(_is_like(text[n:], pattern[1:]) for n in range(len(text) + 1))
    return bool(text) and pattern[0] in ("_", text[0]) and _is_like(text[1:], pattern[1:])


def value(term: said.Term, row: Row) -> Any:  # noqa: ANN401
    """The value of a term; None where it is blank."""
    match term:
        case said.Column(name):
            return row.get(name)
        case said.Given(given):
            return given
        case said.DaysBetween(first, last):
            ends = value(first, row), value(last, row)
            return None if None in ends else (ends[1] - ends[0]).days
        case said.YearOf(of):
            day = value(of, row)
            return None if day is None else day.year
