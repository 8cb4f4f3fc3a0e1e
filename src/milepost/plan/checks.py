"""What contradicts itself in a plan. What is merely missing is a gap, and is for the audit.

Each check is one small function from the declarations to problems; the list at the foot is the
rule book, in the order it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from milepost.intervals import Bound, UnreadableNumberError
from milepost.plan import (
    arrangement_checks,
    corroboration_checks,
    ladder_checks,
    references,
    reporting_checks,
    rollup_checks,
    target_checks,
)
from milepost.plan import model as words
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


def computed_measures_are_whole(all_: Declarations, known: Known) -> Iterator[Problem]:
    """A measure is reported by somebody or computed, one of the two, and in one way."""
    for measure in all_.measures:
        here = ("measures", measure.id)
        if not measure.is_computed and not measure.agencies:
            is_ratio = measure.quantity == "ratio"
            yield known.problem(
                (*here, "quantity") if is_ratio else here,
                "P208" if is_ratio else "P224",
                "a ratio is computed from two measures or reported by an agency; this is neither."
                if is_ratio
                else f'nobody reports "{measure.id}", and it is not computed.',
                'Add "ratio:" with numerator and denominator, or "agencies:".',
            )
        key = "ratio" if measure.ratio else "formula"
        if measure.is_computed and measure.agencies:
            yield known.problem(
                (*here, "agencies"),
                "P208",
                "a computed measure is reported by nobody.",
                f'Take out "agencies:", or take out "{key}:".',
            )
        if measure.ratio and measure.formula:
            yield known.problem(
                (*here, "formula"),
                "P208",
                'it is computed in two ways, "ratio:" and "formula:".',
                "Keep one of them.",
            )


def ratios_have_two_parts_on_one_basis(all_: Declarations, known: Known) -> Iterator[Problem]:
    """What is divided is counted by the same years, or the measure says why it may be divided."""
    measures = {m.id: m for m in all_.measures}
    for measure in all_.measures:
        if measure.ratio is None:
            continue
        if measure.ratio.numerator == measure.ratio.denominator:
            yield known.problem(
                ("measures", measure.id, "ratio", "denominator"),
                "P208",
                f'"{measure.ratio.numerator}" is divided by itself.',
                "Name the whole that it is a part of, or what it is divided by.",
            )
        top, bottom = measures.get(measure.ratio.numerator), measures.get(measure.ratio.denominator)
        if top and bottom and top.basis != bottom.basis and not measure.ratio.mixed_bases:
            yield known.problem(
                ("measures", measure.id, "ratio"),
                "P207",
                f'"{top.id}" is on the {top.basis} basis, "{bottom.id}" on the {bottom.basis} one.',
                'Say in "mixed_bases:" why they may be divided; it is printed beside the figure.',
            )


def formulas_keep_unit_and_basis(all_: Declarations, known: Known) -> Iterator[Problem]:
    """What is added up is counted in one unit, and by the same years."""
    measures = {m.id: m for m in all_.measures}
    for measure in all_.measures:
        if measure.formula is None:
            continue
        where = ("measures", measure.id, "formula")
        for name in measure.formula.measures:
            part = measures.get(name)
            if part is None:
                continue
            if measure.formula.only_adds and part.unit != measure.unit:
                yield known.problem(
                    where,
                    "P225",
                    f'"{name}" is in {part.unit}, "{measure.id}" in {measure.unit}.',
                    "Add up what is counted in the same unit, or correct the unit.",
                )
            if part.basis != measure.basis:
                yield known.problem(
                    where,
                    "P207",
                    f'"{name}" is on the {part.basis} basis, "{measure.id}" on the '
                    f"{measure.basis} one.",
                    "Compute from measures that are counted by the same years.",
                )


def sums_only_of_what_adds_up(all_: Declarations, known: Known) -> Iterator[Problem]:
    """Quarters of a stock or average make no year by addition; overlaps need a sum."""
    measures = {m.id: m for m in all_.measures}
    for measure in all_.measures:
        here = ("measures", measure.id)
        added = measure.combine.periods == "sum"
        # A share that is reported as a part "of" a whole adds up part by part and whole by whole.
        counted = {"flow", "event", "cohort"} | ({"ratio"} if measure.ratio is None else set())
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
        yield from _overlaps_once(measure, measures, known)
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


_FEWEST_AGENCIES: Final = 2


def _overlaps_once(
    measure: words.Measure, measures: dict[str, words.Measure], known: Known
) -> Iterator[Problem]:
    """An overlap is between two agencies or more, in the measure's own unit, and said once."""
    firsts: dict[tuple[frozenset[str], str], int] = {}
    for i, overlap in enumerate(measure.overlaps):
        where = ("measures", measure.id, "overlaps", i)
        if len(set(overlap.between)) < _FEWEST_AGENCIES:
            yield known.problem(
                (*where, "between"),
                "P209",
                "an overlap is between two agencies at least.",
                "Name both that may count the same thing.",
            )
        double = measures.get(overlap.measure)
        if double is not None and (double.unit, double.basis) != (measure.unit, measure.basis):
            yield known.problem(
                (*where, "measure"),
                "P209",
                f'"{double.id}" is in {double.unit} on the {double.basis} basis, "{measure.id}" in '
                f"{measure.unit} on the {measure.basis} basis.",
                "Name a measure of what may be counted twice, in the same unit and by the same "
                "years.",
            )
        first = firsts.setdefault((frozenset(overlap.between), overlap.measure), i)
        if first != i:
            at = known.places.at("measures", measure.id, "overlaps", first)
            yield known.problem(
                where, "P209", f"this overlap is declared already, at {at}.", "Keep one of them."
            )


def scales_are_ordered(all_: Declarations, known: Known) -> Iterator[Problem]:
    """To be on track asks for more than to be at risk; one scale is in force on a day."""
    firsts: dict[object, str] = {}
    for scale in all_.scales:
        yield from _scale_fits_its_method(scale, known)
        if scale.only_by_waiver:
            continue
        if (first := firsts.setdefault(scale.in_force_from, scale.id)) != scale.id:
            yield known.problem(
                ("scales", scale.id, "in_force_from"),
                "P216",
                f'"{first}" is in force from the same day.',
                "Give each scale a day of its own: the latest that has begun is used.",
            )
    of_the_plan = [scale for scale in all_.scales if not scale.only_by_waiver]
    for scale in sorted(of_the_plan, key=lambda s: s.in_force_from)[1:]:
        for key, asked in (("reason", "why"), ("approved_by", "who approved it")):
            if getattr(scale, key) is None:
                yield known.problem(
                    ("scales", scale.id),
                    "P112",
                    f'the scale changed, and "{key}" does not say {asked}.',
                    f'Add a line "{key}:" here.',
                )


_WITH_SHARES: Final = ("share-of-targeted-change", "growth-ratio", "projection")


def _scale_fits_its_method(scale: words.Scale, known: Known) -> Iterator[Problem]:
    """Shares where the method has them, in order, and nothing that belongs to another."""
    here = ("scales", scale.id)
    shares = scale.on_track, scale.at_risk
    if scale.method not in _WITH_SHARES:
        foreign = [k for k in ("on_track", "at_risk") if getattr(scale, k) is not None]
    else:
        foreign = [k for k in ("detectable", "confidence") if getattr(scale, k) is not None]
        if shares[0] is None or shares[1] is None:
            yield known.problem(
                here,
                "P216",
                f'the method "{scale.method}" has two thresholds, and here is not said what they '
                "are.",
                'Add "on_track: 0.9" and "at_risk: 0.6", or other shares.',
            )
        elif not 0 < shares[1] < shares[0] <= 1:
            yield known.problem(
                (*here, "on_track"),
                "P216",
                f"on_track is {scale.on_track} and at_risk is {scale.at_risk}.",
                "Both are shares, 0 < at_risk < on_track <= 1.",
            )
    if scale.method != "healthy-people":
        foreign += [
            k
            for k in ("detectable", "confidence")
            if k not in foreign and getattr(scale, k) is not None
        ]
    for key in foreign:
        yield known.problem(
            (*here, key),
            "P216",
            f'"{key}" says nothing to the method "{scale.method}".',
            "Take the line out, or choose the method it belongs to.",
        )
    for key in ("detectable", "confidence"):
        share = getattr(scale, key)
        if share is not None and not 0 < share < 1:
            yield known.problem(
                (*here, key), "P216", f"{key} is {share}.", "Write a share between 0 and 1."
            )


def extracts_and_what_is_computed_from_them(all_: Declarations, known: Known) -> Iterator[Problem]:
    """Extracts hold together, and the measures over them can be computed."""
    if all_.extracts or any(measure.from_extract for measure in all_.measures):
        # Most plans have no extracts, and need not wait for the language of their conditions.
        from milepost.plan import computed_checks, extract_checks  # noqa: PLC0415

        yield from extract_checks.references_of_extracts(all_, known)
        yield from extract_checks.extracts_hold_together(all_, known)
        yield from computed_checks.measures_from_extracts_can_be_computed(all_, known)


def check_all(all_: Declarations, known: Known) -> Iterator[Problem]:
    """Every problem that any check finds."""
    for check in CHECKS:
        yield from check(all_, known)


CHECKS: Final[tuple[Callable[[Declarations, Known], Iterable[Problem]], ...]] = (
    references.references_of_the_strategy,
    references.references_of_objectives,
    references.references_of_roles,
    references.references_of_arrangements,
    references.references_of_oversight,
    references.references_to_objectives,
    references.references_of_measures,
    references.nothing_is_its_own_ancestor,
    stated_numbers,
    target_checks.targets_have_one_shape,
    target_checks.targets_fit_their_measure,
    target_checks.baselines_come_first,
    target_checks.targets_lead_away_from_the_baseline,
    target_checks.stated_percentages_agree,
    target_checks.profiles_make_a_year,
    target_checks.interim_paths_have_steps,
    months_are_dates,
    computed_measures_are_whole,
    ratios_have_two_parts_on_one_basis,
    formulas_keep_unit_and_basis,
    sums_only_of_what_adds_up,
    scales_are_ordered,
    ladder_checks.ladders_climb,
    rollup_checks.composites_are_ordered,
    arrangement_checks.one_role_each,
    arrangement_checks.nothing_named_twice,
    arrangement_checks.parties_take_part,
    arrangement_checks.dates_are_possible,
    arrangement_checks.waivers_name_what_they_waive,
    arrangement_checks.waived_checks_exist,
    arrangement_checks.criteria_exist,
    arrangement_checks.statuses_agree,
    arrangement_checks.amounts_are_not_negative,
    reporting_checks.references_of_reporting,
    reporting_checks.windows_close_after_they_are_due,
    reporting_checks.plausible_bounds_are_in_order,
    reporting_checks.relations_have_one_shape,
    corroboration_checks.sources_can_be_compared,
    corroboration_checks.printed_ranges_are_possible,
    extracts_and_what_is_computed_from_them,
)
