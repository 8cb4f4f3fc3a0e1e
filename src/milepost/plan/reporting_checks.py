"""What contradicts itself in windows, extensions, plausible bounds and relations."""

from __future__ import annotations

from collections.abc import Iterator

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
        for key in ("whole", "percentage"):
            if name := getattr(relation, key):
                yield from known.reference((*here, key), name, "measures")


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


_FEWEST = {"total": 1, "part": 1, "funnel": 2, "percentage": 1, "cross-source": 1}


def relations_have_one_shape(all_: Declarations, known: Known) -> Iterator[Problem]:
    """A relation names what its kind relates, in one unit."""
    measures = {m.id: m for m in all_.measures}
    for relation in all_.relations:
        here = ("relations", relation.id)
        wants_whole = relation.kind != "funnel"
        if wants_whole != (relation.whole is not None):
            yield known.problem(
                here,
                "P282",
                f'a relation of the kind "{relation.kind}" '
                + ('has a "whole:".' if wants_whole else "has stages and no whole."),
                'Add a line "whole:".' if wants_whole else 'Take out "whole:".',
            )
        if (relation.kind == "percentage") != (relation.percentage is not None):
            yield known.problem(
                here,
                "P282",
                'only the kind "percentage" has a "percentage:", and it needs one.',
                'Correct "kind:" or "percentage:".',
            )
        if len(relation.parts) < _FEWEST[relation.kind] or (
            relation.kind == "percentage" and len(relation.parts) != 1
        ):
            yield known.problem(
                (*here, "parts"),
                "P282",
                f"it names {len(relation.parts)} parts.",
                "A percentage has one part, a funnel two stages or more, the others one or more.",
            )
        named = [*relation.parts, *([relation.whole] if relation.whole else [])]
        units = {measures[name].unit for name in named if name in measures}
        if len(units) > 1:
            yield known.problem(
                here,
                "P282",
                f"its measures are counted in different units: {', '.join(sorted(units))}.",
                "Relate what is counted in the same unit.",
            )
