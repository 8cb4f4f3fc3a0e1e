"""What contradicts itself where two sources are to be compared over a dimension."""

from __future__ import annotations

from collections.abc import Iterator

from milepost.plan import model as words
from milepost.plan.declarations import Declarations, Known
from milepost.sources import Problem


def sources_can_be_compared(all_: Declarations, known: Known) -> Iterator[Problem]:
    """Two sources count the same kind of thing, each by itself, and entity by entity."""
    measures = {m.id: m for m in all_.measures}
    for compared in all_.corroborations:
        here = ("corroborations", compared.id)
        first, second = measures.get(compared.first), measures.get(compared.second)
        for key, measure in (("first", first), ("second", second)):
            if measure is not None:
                yield from _counts_by_entity(compared, key, measure, known)
        if compared.first == compared.second:
            yield known.problem(
                (*here, "second"),
                "P290",
                f'"{compared.first}" is compared with itself.',
                "Name the measure of another source.",
            )
        elif first is not None and second is not None:
            yield from _alike(compared, first, second, known)


def _counts_by_entity(
    compared: words.Corroboration, key: str, measure: words.Measure, known: Known
) -> Iterator[Problem]:
    """A source is divided by the dimension, and adds up over it."""
    where = ("corroborations", compared.id, key)
    if compared.dimension not in measure.dimensions:
        yield known.problem(
            where,
            "P290",
            f'"{measure.id}" is not divided by {compared.dimension}.',
            f'Write "dimensions: [{compared.dimension}]" in the measure, or name another.',
        )
    if measure.quantity in ("average", "ratio") or measure.unit == "percent":
        yield known.problem(
            where,
            "P290",
            f'"{measure.id}" is no count: its entities do not add up to a total.',
            "Compare the counts that it is computed from.",
        )


def _alike(
    compared: words.Corroboration, first: words.Measure, second: words.Measure, known: Known
) -> Iterator[Problem]:
    """Both are in one unit, and by the same years or with a word on why not."""
    here = ("corroborations", compared.id)
    if first.unit != second.unit:
        yield known.problem(
            (*here, "second"),
            "P290",
            f'"{first.id}" is in {first.unit}, "{second.id}" in {second.unit}.',
            "Compare what is counted in the same unit.",
        )
    if first.basis != second.basis and compared.note is None:
        yield known.problem(
            here,
            "P207",
            f'"{first.id}" is on the {first.basis} basis, "{second.id}" on the {second.basis} one.',
            'Say in "note:" why they may be compared; it is printed beside the figures.',
        )


def printed_ranges_are_possible(all_: Declarations, known: Known) -> Iterator[Problem]:
    """A range goes from the smaller to the larger, of what was counted; the top is a number."""
    for compared in all_.corroborations:
        here = ("corroborations", compared.id)
        if compared.top is not None and (compared.top < 1 or compared.top % 1):
            yield known.problem(
                (*here, "top"),
                "P290",
                f"the top {compared.top} are no number of entities.",
                "Write a whole number from 1, or take the line out: 10 is what is taken then.",
            )
        printed = compared.printed
        if printed is None:
            continue
        if not 0 <= printed.low <= printed.high:
            yield known.problem(
                (*here, "printed", "low"),
                "P290",
                f"the printed ratios go from {printed.low} to {printed.high}.",
                "Both are ratios of counts: 0 <= low <= high.",
            )
        for key in ("first_total", "second_total"):
            if getattr(printed, key) <= 0:
                yield known.problem(
                    (*here, "printed", key),
                    "P290",
                    f"a total of {getattr(printed, key)} leaves nothing to compare.",
                    "Write the total that was printed.",
                )
