"""Whether what a measure computes from the rows of an extract can be computed, and is what it says.

A figure of a measure is a number, so the first and the last of dates cannot be one: the days since
another date, or the year, can.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, cast

from milepost.plan.condition_checks import (
    Columns,
    Where,
    columns_of,
    condition_fits,
    expression_fits,
)
from milepost.plan.conditions.model import Condition, Expression
from milepost.plan.declarations import Declarations, Known
from milepost.plan.extract_checks import column_is, has_one_kind
from milepost.plan.model import Extract, FromExtract, InBoth, Measure, RateTerm
from milepost.plan.places import Step
from milepost.sources import Problem

_COUNTED: Final = ("flow", "cohort", "event", "stock")
_QUANTITIES: Final = {
    **dict.fromkeys(("count", "sum", "distinct", "in_both"), _COUNTED),
    **dict.fromkeys(("mean", "median", "quantile"), ("average",)),
    **dict.fromkeys(("share", "rate"), ("ratio",)),
}
_ADDS_UP: Final = ("count", "sum")
_OF_A_NUMBER: Final = ("sum", "mean", "median", "first", "last")
_TELLS_A_VALUE: Final = ("distinct", "first", "last")


def measures_from_extracts_can_be_computed(all_: Declarations, known: Known) -> Iterator[Problem]:
    """Every word of a measure that is computed from rows fits its extract."""
    lists = {c.id: tuple(code.code for code in c.codes) for c in all_.code_lists}
    extracts = {e.id: e for e in all_.extracts}
    columns = {e.id: Columns.of(e, lists) for e in all_.extracts}
    for measure in all_.measures:
        if measure.from_extract is None:
            continue
        where = ("measures", measure.id, "from_extract")
        yield from has_one_kind(measure, measure.from_extract, known)
        extract = extracts.get(measure.from_extract.extract)
        if extract is None:
            name = measure.from_extract.extract
            yield from known.reference((*where, "extract"), name, "extracts")
            continue
        reading = _Reading(measure, measure.from_extract, extract, extracts, columns, known)
        yield from reading.problems()


@dataclass(frozen=True, slots=True)
class _Reading:
    """A measure that is computed, with what it is computed from."""

    measure: Measure
    how: FromExtract
    extract: Extract
    extracts: dict[str, Extract]
    columns: dict[str, Columns]
    known: Known

    def at(self, *path: Step) -> Where:
        return cast("Where", ("measures", self.measure.id, "from_extract", *path))

    @property
    def own(self) -> Columns:
        return self.columns[self.extract.id]

    def problems(self) -> Iterator[Problem]:
        yield from self.owner_reports()
        yield from self.quantity_fits()
        yield from self.periods_fit()
        yield from self.basis_fits()
        yield from self.dimensions_fit()
        yield from self.condition(self.how.where, self.own, "where")
        if self.how.date is not None:
            yield from column_is(self.how.date, "date", self.own, self.at("date"), self.known)
        if self.how.unknown is not None and self.how.share is None:
            message = '"unknown" is about shares, and this is none.'
            remedy = 'Take it out: rows for which "where" is unknown are counted beside the figure.'
            yield self.known.problem(self.at("unknown"), "P268", message, remedy)
        yield from self.kind_fits()
        yield from self.sensitivity_fits()

    def owner_reports(self) -> Iterator[Problem]:
        owner, agencies = self.extract.owner, self.measure.agencies
        if agencies and agencies != (owner,):
            yield self.known.problem(
                ("measures", self.measure.id, "agencies"),
                "P268",
                f'it is computed from "{self.extract.id}", whose owner is {owner}.',
                f"Write [{owner}]: a figure is of the agency whose records it is computed from.",
            )

    def quantity_fits(self) -> Iterator[Problem]:
        kind, quantity = self.how.kind, self.measure.quantity
        fitting = _QUANTITIES.get(kind, ())
        if fitting and quantity not in fitting:
            yield self.known.problem(
                ("measures", self.measure.id, "quantity"),
                "P268",
                f'a "{kind}" over rows is no {quantity}.',
                f'Write "quantity: {fitting[0]}"'
                + (f"; {', '.join(fitting[1:])} also fit." if fitting[1:] else "."),
            )

    def periods_fit(self) -> Iterator[Problem]:
        measure, kind = self.measure, self.how.kind
        here = ("measures", measure.id)
        if measure.combine.periods == "sum" and kind and kind not in _ADDS_UP:
            yield self.known.problem(
                (*here, "combine", "periods"),
                "P268",
                f'the "{kind}" of quarters does not add up to that of a year.',
                'Write "none": the year is computed from its rows.',
            )
        if measure.frequency == "on-date":
            message = "rows are computed for periods, and not for a single day."
            remedy = "Write annual, quarterly or monthly."
            yield self.known.problem((*here, "frequency"), "P268", message, remedy)
        elif measure.basis == "date" and measure.frequency != "monthly":
            message = f'{measure.frequency} figures need years, and "basis: date" has none.'
            remedy = 'Write "basis: fiscal" or "basis: calendar".'
            yield self.known.problem((*here, "basis"), "P268", message, remedy)

    def basis_fits(self) -> Iterator[Problem]:
        """Fiscal and calendar years do not mix silently."""
        basis, of_rows = self.measure.basis, self.extract.event.basis
        if self.how.date is None and basis not in {"date", of_rows}:
            yield self.known.warning(
                ("measures", self.measure.id, "basis"),
                "P269",
                f'{self.extract.owner} counts "{self.extract.id}" by {of_rows} years, and this '
                f"measure counts it by {basis} years.",
                f'Write "basis: {of_rows}"; or, if it is meant, name the date by which the rows '
                f'are placed: "date: {self.extract.event.column}".',
            )
        for name, term in self.terms():
            other = self.extracts.get(term.extract or self.extract.id)
            if other is not None and term.date is None and basis not in {"date", other.event.basis}:
                if other.id == self.extract.id:
                    continue
                yield self.known.warning(
                    self.at("rate", name),
                    "P269",
                    f"the {name} is counted by {other.event.basis} years by its owner, "
                    f"{other.owner}, and here by {basis} years.",
                    f'If it is meant, name the date: "date: {other.event.column}".',
                )

    def terms(self) -> Iterator[tuple[str, RateTerm]]:
        if self.how.rate is not None:
            yield "numerator", self.how.rate.numerator
            yield "denominator", self.how.rate.denominator

    def dimensions_fit(self) -> Iterator[Problem]:
        measure = self.measure
        yield from self.by_fits(self.how.by, self.own, self.at("by"))
        terms = [term.by for _, term in self.terms()]
        for i, name in enumerate(measure.dimensions):
            if name in self.how.by or (terms and all(name in by for by in terms)):
                continue
            yield self.known.problem(
                ("measures", measure.id, "dimensions", i),
                "P268",
                f'nothing says which column holds the code of "{name}".',
                f'Add under "from_extract:" a line "by: {{{name}: …}}" with the column.',
            )

    def by_fits(self, by: dict[str, str], columns: Columns, where: Where) -> Iterator[Problem]:
        for name, column in by.items():
            at = (*where, name)
            if name not in self.measure.dimensions:
                message = f'the measure is not divided by "{name}".'
                remedy = f'Add it to "dimensions:", or take the line out; it has: {_list(self)}.'
                yield self.known.problem(at, "P268", message, remedy)
            if lacking := columns.lacks(column):
                yield self.known.problem(at, "P264", *lacking)
            elif columns.by_name[column].code_list != name:
                message = f'"{column}" does not hold codes of the list "{name}".'
                remedy = f'Declare the column with "type: code" and "code_list: {name}".'
                yield self.known.problem(at, "P268", message, remedy)

    def condition(self, said: Condition | None, columns: Columns, *path: str) -> Iterator[Problem]:
        if said is not None:
            yield from condition_fits(said, columns, self.at(*path), self.known)

    def expression(
        self, said: Expression | None, columns: Columns, *path: str, number: bool = True
    ) -> Iterator[Problem]:
        if said is None:
            return
        where = self.at(*path)
        for problem in expression_fits(said, columns, where, self.known, number=number):
            of_dates = path[0] in {"first", "last"} and "is a date" in problem.message
            remedy = "A figure is a number: write days(from, to) of two dates, or year(date)."
            yield replace(problem, remedy=remedy) if of_dates else problem

    def kind_fits(self) -> Iterator[Problem]:
        how = self.how
        for kind in _OF_A_NUMBER:
            yield from self.expression(getattr(how, kind), self.own, kind)
        yield from self.expression(how.distinct, self.own, "distinct", number=False)
        if how.quantile is not None:
            yield from self.expression(how.quantile.of, self.own, "quantile", "of")
            if not 0 < how.quantile.at < 1:
                message = f"{how.quantile.at} is not a share between 0 and 1."
                remedy = (
                    'Write 0.9 for the value below which nine tenths lie; the least is "first:".'
                )
                yield self.known.problem(self.at("quantile", "at"), "P268", message, remedy)
        if how.share is not None:
            yield from self.condition(how.share.numerator, self.own, "share", "numerator")
            yield from self.condition(how.share.denominator, self.own, "share", "denominator")
        for name, term in self.terms():
            yield from self.term_fits(term, "rate", name)
        if how.in_both is not None:
            yield from self.both_fit(how.in_both)

    def term_fits(self, term: RateTerm, *path: str) -> Iterator[Problem]:
        where = self.at(*path)
        name = term.extract or self.extract.id
        if (term.count is None) == (term.sum is None):
            message = "it is either the number of rows or a sum, one of the two."
            remedy = 'Write "count: rows", or "sum:" with a column.'
            yield self.known.problem(where, "P268", message, remedy)
        if name not in self.extracts:
            yield from self.known.reference((*where, "extract"), name, "extracts")
            return
        columns = self.columns[name]
        yield from self.condition(term.where, columns, *path, "where")
        yield from self.expression(term.sum, columns, *path, "sum")
        yield from self.by_fits(term.by, columns, (*where, "by"))
        if name != self.extract.id:
            rest = {key: c for key, c in self.how.by.items() if key not in term.by}
            yield from self.by_fits(rest, columns, where)
        if term.date is not None:
            yield from column_is(term.date, "date", columns, (*where, "date"), self.known)

    def both_fit(self, both: InBoth) -> Iterator[Problem]:
        where = self.at("in_both")
        if both.other not in self.extracts:
            yield from self.known.reference((*where, "other"), both.other, "extracts")
            return
        if both.other == self.extract.id:
            message = f'"{both.other}" is compared with itself.'
            yield self.known.problem((*where, "other"), "P268", message, "Name another extract.")
        other = self.columns[both.other]
        yield from self.condition(both.where_other, other, "in_both", "where_other")
        for mine, theirs in both.match.items():
            at = (*where, "match", mine)
            lacking = [self.own.lacks(mine), other.lacks(theirs)]
            for said in filter(None, lacking):
                yield self.known.problem(at, "P264", *said)
            if any(lacking):
                continue
            kinds = self.own.by_name[mine].type, other.by_name[theirs].type
            if kinds[0] != kinds[1] and set(kinds) != {"text", "code"}:
                message = f'"{mine}" is of type {kinds[0]}, "{theirs}" of type {kinds[1]}.'
                remedy = "Match columns of one type: what differs in type is never the same."
                yield self.known.problem(at, "P268", message, remedy)

    def sensitivity_fits(self) -> Iterator[Problem]:
        """A public count over sensitive rows is fine: only counts leave. Their values are not."""
        if self.measure.sensitivity != "public":
            return
        named = [(self.at("by", key), self.own, column) for key, column in self.how.by.items()]
        for side, term in self.terms():
            columns = self.columns.get(term.extract or self.extract.id, self.own)
            named += [(self.at("rate", side, "by", k), columns, c) for k, c in term.by.items()]
            if columns is not self.own:  # what the term does not say itself the measure says
                rest = {k: c for k, c in self.how.by.items() if k not in term.by}
                named += [(self.at("by", k), columns, c) for k, c in rest.items()]
        for kind in _TELLS_A_VALUE:
            said = getattr(self.how, kind)
            if said is not None:
                named += [(self.at(kind), self.own, c.name) for c in columns_of(said.term)]
        for where, columns, name in named:
            column = columns.by_name.get(name)
            if column is not None and column.sensitivity != "public":
                yield self.known.warning(
                    where,
                    "P270",
                    f'the public would see what "{name}" holds, which is {column.sensitivity}.',
                    f'Write "sensitivity: {column.sensitivity}" for the measure, or compute '
                    "it by another column.",
                )


def _list(reading: _Reading) -> str:
    return ", ".join(reading.measure.dimensions) or "none"
