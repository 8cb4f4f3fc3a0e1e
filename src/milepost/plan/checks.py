"""What contradicts itself in a plan. What is merely missing is a gap, and is for the audit.

Each check is one small function from the declarations to problems; the list at the foot is the
rule book, in the order it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from milepost.intervals import Bound, UnreadableNumberError
from milepost.periods import Period
from milepost.plan import model as words
from milepost.plan import references
from milepost.plan.declarations import Declarations, Known
from milepost.plan.places import Step
from milepost.plan.scalars import statement
from milepost.sources import Problem, did_you_mean


def stated_numbers(all_: Declarations, known: Known) -> Iterator[Problem]:
    """Numbers with a bound can be read in the unit of what they are about."""
    figures: list[tuple[tuple[str, str, *tuple[Step, ...]], str, str, Bound]] = [
        *((("context", c.id, "value"), c.value, c.unit, c.bound) for c in all_.context),
        *((("standards", s.id, "value"), s.value, s.unit, s.bound) for s in all_.standards),
        *(
            (("measures", m.id, "baseline", "value"), m.baseline.value, m.unit, "exact")
            for m in all_.measures
            if m.baseline
        ),
    ]
    for where, stated, unit, bound in figures:
        try:
            statement(stated, unit, bound)
        except UnreadableNumberError as error:
            yield known.problem(where, "P104", error.message, error.remedy)


def targets_have_one_shape(all_: Declarations, known: Known) -> Iterator[Problem]:
    """A value, or a band for a measure that is to stay in one; a period, or each year."""
    for measure, i, target in _targets(all_):
        where = ("measures", measure.id, "targets", i)
        band, point = (target.low, target.high), target.value
        if measure.direction is None:
            yield known.problem(
                where,
                "P205",
                f'"{measure.id}" has a target but no direction.',
                'Say which way is better: "direction: increase", "decrease", or "stay" in a band.',
            )
        elif measure.direction == "stay" and (None in band or point is not None):
            yield known.problem(
                where,
                "P211",
                'a measure that is to "stay" has a band.',
                'Write "low:" and "high:", and no "value:".',
            )
        elif measure.direction != "stay" and (point is None or band != (None, None)):
            yield known.problem(
                where,
                "P211",
                f'the target of a measure that is to {measure.direction} has one "value:".',
                'Write "value:", and no "low:" or "high:".',
            )
        elif target.low is not None and target.high is not None and target.low > target.high:
            yield known.problem(
                (*where, "low"), "P211", "the band is upside down.", "Exchange low and high."
            )
        if target.period and target.each:
            yield known.problem(
                (*where, "each"),
                "P212",
                'a target is for one "period:" or for "each:" year, not both.',
                "Take one of them out.",
            )
        if target.from_ and target.to and _precedes(target.to, target.from_) is True:
            yield known.problem(
                (*where, "to"), "P212", "the years are upside down.", "Exchange from and to."
            )
        if (target.from_ or target.to) and not target.each:
            yield known.problem(
                where,
                "P212",
                '"from:" and "to:" belong to a target for "each:" year.',
                'Add "each: fiscal-year", or take them out.',
            )


def targets_fit_their_measure(all_: Declarations, known: Known) -> Iterator[Problem]:
    """Its basis, its agencies, and no second target for the same thing."""
    seen: dict[tuple[str, object], list[tuple[int, words.Target]]] = {}
    for measure, i, target in _targets(all_):
        where = ("measures", measure.id, "targets", i)
        if target.agency and target.agency not in measure.agencies:
            reporting = ", ".join(measure.agencies) or "nobody"
            yield known.problem(
                (*where, "agency"),
                "P210",
                f"{target.agency} does not report this measure."
                f"{did_you_mean(target.agency, measure.agencies)}",
                f"It is reported by {reporting}.",
            )
        for key, basis in _bases_of(target):
            if measure.basis not in ("date", basis) or (
                key in ("from", "to") and target.each and basis != _basis_of_each(target.each)
            ):
                yield known.problem(
                    (*where, key),
                    "P206",
                    f"the target is on the {basis} basis, but the measure is on the "
                    f"{measure.basis} basis.",
                    "Write the target for a period of the measure's own basis.",
                )
        others = seen.setdefault((measure.id, target.agency), [])
        first = next((n for n, other in others if _fall_together(target, other)), None)
        others.append((i, target))
        if first is not None:
            at = known.places.at("measures", measure.id, "targets", first)
            yield known.problem(
                where,
                "P218",
                f"a second target for the same period; the first is at {at}.",
                "Keep one of them.",
            )


def _targets(all_: Declarations) -> Iterator[tuple[words.Measure, int, words.Target]]:
    for measure in all_.measures:
        for i, target in enumerate(measure.targets):
            yield measure, i, target


def _bases_of(target: words.Target) -> Iterator[tuple[str, str]]:
    """The basis of each period that a target names, with the key it stands under."""
    for key, period in (("period", target.period), ("from", target.from_), ("to", target.to)):
        if period:
            yield key, period.basis
    if target.each:
        yield "each", _basis_of_each(target.each)


def _basis_of_each(each: str) -> str:
    return each.removesuffix("-year")


def _fall_together(one: words.Target, other: words.Target) -> bool:
    """Whether two targets promise something for the same period."""
    if one.period is not None:
        return other.is_for(one.period)
    if other.period is not None:
        return one.is_for(other.period)
    if one.each is None or other.each is None:
        return one.each == other.each
    first = max((t.from_.first for t in (one, other) if t.from_), default=0)
    last = min((t.to.first for t in (one, other) if t.to), default=first)
    return one.each == other.each and first <= last


def months_are_dates(all_: Declarations, known: Known) -> Iterator[Problem]:
    """What is reported each month or on a day has months and days for periods."""
    for measure in all_.measures:
        if measure.frequency in ("monthly", "on-date") and measure.basis != "date":
            yield known.problem(
                ("measures", measure.id, "frequency"),
                "P219",
                f'"{measure.frequency}" figures are not on the {measure.basis} basis.',
                'Write "basis: date", or a frequency of quarters or years.',
            )


def baselines_come_first(all_: Declarations, known: Known) -> Iterator[Problem]:
    """A baseline is on its measure's basis and ends before its targets do."""
    for measure in all_.measures:
        if measure.baseline is None:
            continue
        start = measure.baseline.period
        where = ("measures", measure.id, "baseline", "period")
        if measure.basis not in ("date", start.basis):
            yield known.problem(
                where,
                "P206",
                f"the baseline is for {start}, on the {start.basis} basis, but the measure is on "
                f"the {measure.basis} basis.",
                "Write the baseline for a period of the measure's own basis.",
            )
        for target in measure.targets:
            if target.period and _precedes(start, target.period) is False:
                yield known.problem(
                    where,
                    "P217",
                    f"the baseline, {start}, is not before the target, {target.period}.",
                    "Change is counted from the baseline to the target: put it first.",
                )


def _precedes(start: Period, end: Period) -> bool | None:
    """Whether one period lies before another; None where only a calendar could tell."""
    return start.first < end.first if start.kind == end.kind else None


def ratios_have_two_parts_on_one_basis(all_: Declarations, known: Known) -> Iterator[Problem]:
    """A computed measure is reported by nobody, and says so where its parts differ in basis."""
    measures = {m.id: m for m in all_.measures}
    for measure in all_.measures:
        here = ("measures", measure.id)
        if measure.quantity == "ratio" and measure.ratio is None and not measure.agencies:
            yield known.problem(
                (*here, "quantity"),
                "P208",
                "a ratio is computed from two measures or reported by an agency; this is neither.",
                'Add "ratio:" with numerator and denominator, or "agencies:".',
            )
        if measure.ratio is None:
            continue
        if measure.agencies:
            yield known.problem(
                (*here, "agencies"),
                "P208",
                "a computed measure is reported by nobody.",
                'Take out "agencies:", or take out "ratio:".',
            )
        top, bottom = measures.get(measure.ratio.numerator), measures.get(measure.ratio.denominator)
        if top and bottom and top.basis != bottom.basis and not measure.ratio.mixed_bases:
            yield known.problem(
                (*here, "ratio"),
                "P207",
                f'"{top.id}" is on the {top.basis} basis, "{bottom.id}" on the {bottom.basis} one.',
                'Say in "mixed_bases:" why they may be divided; it is printed beside the figure.',
            )


def sums_only_of_what_adds_up(all_: Declarations, known: Known) -> Iterator[Problem]:
    """Quarters of a stock or average make no year by addition; overlaps need a sum."""
    for measure in all_.measures:
        here = ("measures", measure.id)
        added = measure.combine.periods == "sum"
        # A share that is reported as a part "of" a whole adds up part by part and whole by whole.
        counted = ("flow", "event") if measure.ratio else ("flow", "event", "ratio")
        if added and measure.quantity not in counted:
            yield known.problem(
                (*here, "combine", "periods"),
                "P214",
                f"the quarters of a {measure.quantity} do not add up to a year.",
                'Write "last" for a stock, "none" for an average or a ratio.',
            )
        if added and measure.basis == "date":
            yield known.problem(
                (*here, "combine", "periods"),
                "P214",
                "figures by month or day are not added up to a year.",
                'Report quarters, on the fiscal or calendar basis, or write "last" or "none".',
            )
        if measure.combine.agencies == "sum" and (
            measure.quantity == "average"
            or (measure.unit == "percent" and measure.quantity != "ratio")
        ):
            yield known.problem(
                (*here, "combine", "agencies"),
                "P214",
                "averages and percentages of agencies do not add up.",
                'Write "separate"; a share that is reported "of" its whole is a ratio.',
            )
        for i, overlap in enumerate(measure.overlaps):
            strangers = [a for a in overlap.between if a not in measure.agencies]
            if measure.combine.agencies != "sum":
                yield known.problem(
                    (*here, "overlaps", i),
                    "P209",
                    "an overlap is declared, but the agencies are not added.",
                    'Write "agencies: sum" under "combine:", or take the overlap out.',
                )
            for name in strangers:
                yield known.problem(
                    (*here, "overlaps", i, "between"),
                    "P209",
                    f"{name} does not report this measure.{did_you_mean(name, measure.agencies)}",
                    f"It is reported by {', '.join(measure.agencies) or 'nobody'}.",
                )


def scales_are_ordered(all_: Declarations, known: Known) -> Iterator[Problem]:
    """To be on track asks for more than to be at risk; one scale is in force on a day."""
    firsts: dict[object, str] = {}
    for scale in all_.scales:
        if not 0 < scale.at_risk < scale.on_track <= 1:
            yield known.problem(
                ("scales", scale.id, "on_track"),
                "P216",
                f"on_track is {scale.on_track} and at_risk is {scale.at_risk}.",
                "Both are shares of the expected progress, 0 < at_risk < on_track <= 1.",
            )
        if (first := firsts.setdefault(scale.in_force_from, scale.id)) != scale.id:
            yield known.problem(
                ("scales", scale.id, "in_force_from"),
                "P216",
                f'"{first}" is in force from the same day.',
                "Give each scale a day of its own: the latest that has begun is used.",
            )


def check_all(all_: Declarations, known: Known) -> Iterator[Problem]:
    """Every problem that any check finds."""
    for check in CHECKS:
        yield from check(all_, known)


CHECKS: Final[tuple[Callable[[Declarations, Known], Iterable[Problem]], ...]] = (
    references.references_of_objectives,
    references.references_of_arrangements,
    references.references_to_objectives,
    references.references_of_measures,
    references.nothing_is_its_own_ancestor,
    stated_numbers,
    targets_have_one_shape,
    targets_fit_their_measure,
    months_are_dates,
    baselines_come_first,
    ratios_have_two_parts_on_one_basis,
    sums_only_of_what_adds_up,
    scales_are_ordered,
)
