"""What contradicts itself in windows, extensions, plausible bounds and relations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from milepost.plan import model as words
from milepost.plan.declarations import Declarations, Known
from milepost.sources import Problem


def references_of_reporting(all_: Declarations, known: Known) -> Iterator[Problem]:
    """Agencies and measures that are named exist."""
    for window in all_.windows:
        for i, name in enumerate(window.agencies):
            yield from known.reference(("windows", window.id, "agencies", i), name, "agencies")
    for extension in all_.extensions:
        where = ("extensions", extension.id, "agency")
        yield from known.reference(where, extension.agency, "agencies")
    for relation in all_.relations:
        here = ("relations", relation.id)
        for i, name in enumerate(relation.parts):
            yield from known.reference((*here, "parts", i), name, "measures")
        for key in ("whole", "percentage", "unknown"):
            if name := getattr(relation, key):
                yield from known.reference((*here, key), name, "measures")
        for key in ("agency", "also_counted_by"):
            if name := getattr(relation, key):
                yield from known.reference((*here, key), name, "agencies")


def windows_close_after_they_are_due(all_: Declarations, known: Known) -> Iterator[Problem]:
    """A period is not closed before its figures are due, and one window holds for an agency."""
    firsts: dict[tuple[str, str], words.ReportingWindow] = {}
    for window in all_.windows:
        if window.locked < window.due:
            yield known.problem(
                ("windows", window.id, "locked"),
                "P280",
                f"the period is closed after {window.locked} days, before figures are due, after "
                f"{window.due}.",
                "Exchange the two, or correct one.",
            )
        for agency in window.agencies or ("",):
            first = firsts.setdefault((window.of, agency), window)
            if first is not window:
                yield known.problem(
                    ("windows", window.id),
                    "P280",
                    f'"{first.id}" holds for the same agency and kind of period.',
                    "Keep one of them.",
                )


def plausible_bounds_are_in_order(all_: Declarations, known: Known) -> Iterator[Problem]:
    """The least that is plausible is no more than the most."""
    for measure in all_.measures:
        bounds = measure.plausible
        if bounds is None:
            continue
        if bounds.low is not None and bounds.high is not None and bounds.low > bounds.high:
            yield known.problem(
                ("measures", measure.id, "plausible", "low"),
                "P281",
                "the plausible bounds are upside down.",
                "Exchange low and high.",
            )
        elif bounds.low is None and bounds.high is None:
            yield known.problem(
                ("measures", measure.id, "plausible"),
                "P281",
                "there is neither a least nor a most that is plausible.",
                'Write "low:", "high:", or both.',
            )


_FEWEST: Final = {
    "total": 1, "part": 1, "funnel": 2, "percentage": 1, "ratio": 1, "cross-source": 1,
}  # fmt: skip
_ONE_PART: Final = ("percentage", "ratio")
# Which keys only some kinds have.
_KEYS_OF: Final = {"unknown": ("total",), "basis": ("funnel",), "also_counted_by": ("part",)}


def relations_have_one_shape(all_: Declarations, known: Known) -> Iterator[Problem]:
    """A relation names what its kind relates, in one unit."""
    units = {m.id: m.unit for m in all_.measures}
    for relation in all_.relations:
        yield from _keys_of_its_kind(relation, known)
        if len(relation.parts) < _FEWEST[relation.kind] or (
            relation.kind in _ONE_PART and len(relation.parts) != 1
        ):
            yield known.problem(
                ("relations", relation.id, "parts"),
                "P282",
                f"it names {len(relation.parts)} part{'s' * (len(relation.parts) != 1)}.",
                "A percentage or ratio has one part, a funnel two stages or more, the others one "
                "or more.",
            )
        yield from _one_unit(relation, units, known)


def _keys_of_its_kind(relation: words.Relation, known: Known) -> Iterator[Problem]:
    here = ("relations", relation.id)
    if relation.kind == "funnel" and relation.whole is not None:
        message, remedy = "has stages and no whole.", 'Take out "whole:".'
        yield known.problem((*here, "whole"), "P282", f"a funnel {message}", remedy)
    # The parts of a total may make 100 percent, or what each is said to be of.
    if relation.kind not in ("funnel", "total") and relation.whole is None:
        message = f'a relation of the kind "{relation.kind}" has a "whole:".'
        yield known.problem(here, "P282", message, 'Add a line "whole:".')
    if (relation.kind in _ONE_PART) != (relation.percentage is not None):
        yield known.problem(
            here,
            "P282",
            'the kinds "percentage" and "ratio" have a "percentage:", and no other has one.',
            'Correct "kind:" or "percentage:".',
        )
    for key, kinds in _KEYS_OF.items():
        if getattr(relation, key) is not None and relation.kind not in kinds:
            yield known.problem(
                (*here, key),
                "P282",
                f'only the kind "{kinds[0]}" has "{key}:".',
                f'Take out "{key}:", or correct "kind:".',
            )
    if relation.unknown is not None and relation.unknown not in relation.parts:
        message = f'"{relation.unknown}" is not among the parts.'
        yield known.problem((*here, "unknown"), "P282", message, "Name it under parts: as well.")


def _one_unit(
    relation: words.Relation, units: Mapping[str, str], known: Known
) -> Iterator[Problem]:
    """What is added up or compared is counted in one unit; a ratio divides what it likes."""
    explained = relation.kind == "cross-source" and relation.note is not None
    if relation.kind == "ratio" or explained:
        return
    named = [*relation.parts, *([relation.whole] if relation.whole else [])]
    found = {units[name] for name in named if name in units}
    if len(found) > 1:
        yield known.problem(
            ("relations", relation.id),
            "P282",
            f"its measures are counted in different units: {', '.join(sorted(found))}.",
            "Relate what is counted in the same unit"
            + (
                ', or say in "note:" that it is one thing under two names.'
                if relation.kind == "cross-source"
                else "."
            ),
        )
