"""What a form says, before it is drawn: the rows an agency is asked for, in plain text.

Both writers draw this one value, and the reader of a filled form asks it what was to be there.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from milepost.periods import Calendar, Period
from milepost.plan.model import Code, CodeList, Measure, Plan
from milepost.submissions.model import Record
from milepost.submissions.template.told import last_values, target_of, what_counts
from milepost.submissions.template.words import Words

Language = Literal["en", "es"]
MOST_COMBINATIONS: Final = 2_000
_MONTHS_OF_A_QUARTER: Final = 3
_HOW_MANY_PLAIN_ROWS: Final = 200


class NothingToReportError(Exception):
    """A form for this agency and period would have no row; the message says what to ask for."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One measure of a form and what an officer needs to know to fill its row.

    Attributes:
        measure: its id.
        period: for which period a value is asked.
        period_is_open: whether the agency may write another day, as of which the value holds.
        title: the measure in a few words, marked where it was made up or is sensitive.
        definition: what is counted.
        counts: over which days, and in what sort of number.
        unit: in what.
        last_four: the last values the agency gave, oldest first.
        target: what was promised, and for when.
        limitations: what the measure does not tell.
        divided_by: the code lists by which it is divided.
        is_sensitive: whether the sheet is to say that it is not public.
        is_illustrative: whether any of it was made up.
    """

    measure: str
    period: str
    period_is_open: bool
    title: str
    definition: str
    counts: str
    unit: str
    last_four: tuple[str, ...]
    target: str
    limitations: tuple[str, ...]
    divided_by: tuple[CodeList, ...] = ()
    is_sensitive: bool = False
    is_illustrative: bool = False

    def codes(self) -> list[tuple[Code, ...]] | None:
        """Every combination of codes; None where there are too many, or they are not listed."""
        count = 1
        for code_list in self.divided_by:
            count *= len(code_list.codes)
        if not 0 < count <= MOST_COMBINATIONS:
            return None
        return list(itertools.product(*(c.codes for c in self.divided_by)))

    def open_rows(self) -> int:
        """How many rows without a code a sheet offers where the codes cannot be laid out."""
        sizes = [int(c.size or 0) or len(c.codes) for c in self.divided_by]
        if len(sizes) == 1 and sizes[0]:
            return min(sizes[0], MOST_COMBINATIONS)
        return _HOW_MANY_PLAIN_ROWS


@dataclass(frozen=True, slots=True)
class Form:
    """A form as one value.

    Attributes:
        agency: for whom.
        agency_name: its full name.
        period: for which period.
        begins: the first day of the period.
        ends: the last day of the period.
        issuer: the office that asks.
        strategy: the title of the strategy.
        rows: the measures, in the order of the plan.
        asks_for_assertions: whether it is the year's last period.
        variance_threshold: from which difference a result needs an explanation, in percent.
        digest: a digest of what it says of the measures.
        is_illustrative: whether it belongs to a workspace of made-up figures.
        as_of: the day whose record the last values are from.
    """

    agency: str
    agency_name: str
    period: str
    begins: dt.date
    ends: dt.date
    issuer: str
    strategy: str
    rows: tuple[FormRow, ...]
    asks_for_assertions: bool
    variance_threshold: Decimal | None
    digest: str
    is_illustrative: bool
    as_of: dt.date

    @property
    def is_sensitive(self) -> bool:
        """Whether any of its rows is not for the public."""
        return any(row.is_sensitive for row in self.rows)

    @property
    def undivided(self) -> tuple[FormRow, ...]:
        """The rows of the first sheet."""
        return tuple(row for row in self.rows if not row.divided_by)

    @property
    def divided(self) -> tuple[FormRow, ...]:
        """The measures that have a sheet of their own."""
        return tuple(row for row in self.rows if row.divided_by)


def asked_rows(plan: Plan, agency: str, period: Period) -> Iterator[tuple[Measure, Period]]:
    """The measures an agency is asked for, each with the period on the measure's own basis.

    Quarterly measures are asked for each quarter, annual ones with the year, those of a date with
    either. What is computed is asked of nobody.
    """
    for measure in plan.measures:
        if agency in measure.agencies and measure.is_sent:
            for own in _own_periods(plan.calendar, measure, period):
                yield measure, own


def digest_of(plan: Plan, agency: str, period: Period) -> str:
    """A digest of what a form says of the measures: another one means a form of another plan."""
    said = [
        (
            measure.id,
            str(own),
            measure.title,
            measure.definition,
            measure.unit,
            str(measure.quantity),
            [str(target.model_dump()) for target in measure.targets],
            [(c.id, [code.code for code in c.codes]) for c in _divided_by(plan, measure)],
        )
        for measure, own in asked_rows(plan, agency, period)
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:12]


def compose_form(  # noqa: PLR0913  # what a form is made of
    plan: Plan,
    record: Record,
    agency: str,
    period: Period,
    words: Words,
    *,
    illustrative: bool,
) -> Form:
    """The form of an agency for a period.

    Raises:
        NothingToReportError: where it would have no rows.
    """
    asked = list(asked_rows(plan, agency, period))
    if not asked:
        raise NothingToReportError(_nothing(plan, agency, period))
    calendar = plan.calendar
    return Form(
        agency,
        plan.agency_by_id[agency].name,
        str(period),
        calendar.start(period),
        calendar.end(period),
        plan.agency_by_id[plan.strategy.issued_by].name,
        plan.strategy.title,
        tuple(_row(plan, record, agency, measure, own, words) for measure, own in asked),
        asks_for_assertions(period),
        plan.strategy.variance_threshold,
        digest_of(plan, agency, period),
        illustrative,
        record.as_of,
    )


def asks_for_assertions(period: Period) -> bool:
    """Whether it is a form of a year's end: the last quarter's, or the year's own.

    An agency that fills both makes its assertions on either.
    """
    return period.is_year or (period.is_quarter and period == period.year.quarters()[-1])


def _own_periods(calendar: Calendar, measure: Measure, period: Period) -> list[Period]:
    if measure.basis == "date":
        return _dated_periods(calendar, measure, period)
    if measure.frequency == "annual":
        return [calendar.on_basis(period, measure.basis)] if period.is_year else []
    if measure.frequency == "quarterly":
        return [calendar.on_basis(period, measure.basis)] if period.is_quarter else []
    # Reported as of a date, yet counted over a period: with whichever form comes.
    asked = period.is_year or period.is_quarter
    return [calendar.on_basis(period, measure.basis)] if asked else []


def _dated_periods(calendar: Calendar, measure: Measure, period: Period) -> list[Period]:
    end = calendar.end(period)
    last = Period("month", end.year * 12 + end.month, end.year * 12 + end.month)
    if measure.frequency == "monthly":
        if period.kind == "month":
            return [last]
        months = range(1 - _MONTHS_OF_A_QUARTER, 1)
        return [last.step(n) for n in months] if period.is_quarter else []
    if (measure.frequency, period.is_quarter) == ("annual", True):
        return []
    if (measure.frequency, period.is_year) == ("quarterly", True):
        return []
    return [Period("date", end.toordinal(), end.toordinal())] if not period.is_pool else []


def _nothing(plan: Plan, agency: str, period: Period) -> str:
    reported = [m for m in plan.measures if agency in m.agencies and m.is_sent]
    if not reported:
        return f"{agency} reports no measure of this plan."
    kinds = sorted({m.frequency for m in reported})
    remedy = "Ask for a year, a quarter or a month: FY2009, FY2009-Q3, 2009-05."
    if period.is_year and not period.is_pool:
        remedy = f"Ask for a quarter: {period.quarters()[0]}."
    elif period.is_quarter:
        remedy = f"Ask for the year: {period.year}."
    return (
        f"{agency} reports nothing for {period}: its measures are {' and '.join(kinds)}. {remedy}"
    )


def _divided_by(plan: Plan, measure: Measure) -> tuple[CodeList, ...]:
    by_id = {c.id: c for c in plan.code_lists}
    return tuple(by_id[name] for name in measure.dimensions)


def _row(  # noqa: PLR0913  # as compose_form
    plan: Plan, record: Record, agency: str, measure: Measure, period: Period, words: Words
) -> FormRow:
    targets = [t for t in measure.targets if t.agency in (None, agency)]
    marks = [words.illustrative] if measure.illustrative else []
    if measure.sensitivity != "public":
        marks.append(words.sensitive_mark)
    return FormRow(
        measure.id,
        str(period),
        measure.basis == "date" and measure.frequency != "monthly",
        measure.title + "".join(f" [{mark}]" for mark in marks),
        measure.definition,
        what_counts(plan.calendar, measure, period, words),
        words.unit(measure.unit),
        tuple(last_values(plan.calendar, record, agency, measure, period, words)),
        target_of(plan.calendar, targets, measure, period, words),
        tuple(limitation.statement for limitation in measure.limitations),
        _divided_by(plan, measure),
        measure.sensitivity != "public",
        measure.has_illustrative_promise,
    )
