"""GAO-09-709, element (5): measures, and somebody who watches them."""

from __future__ import annotations

from collections.abc import Iterator

from milepost.plan.audit import gaps
from milepost.plan.audit.model import Audited, Opinion
from milepost.plan.audit.opinions import open_places, overall, remedies
from milepost.plan.audit.wording import capital, count, has, is_, listed, named, of, sentences
from milepost.plan.model import Measure, Objective


def monitoring(audited: Audited) -> Iterator[Opinion]:
    """Measures with targets tell of each objective, somebody watches, and improvements follow."""
    plan = audited.plan
    each = [_monitoring(audited, o) for o in plan.objectives]
    without = [o.id for o in plan.objectives if not audited.holdings.measures.get(o.id)]
    aimed = [m for m in plan.measures if gaps.has_target(m)]
    late = [r.id for r in plan.recommendations if gaps.past_due(r, audited.on)]
    met = sum(o.verdict == "met" for o in each)
    verdict = overall(each)
    if late and verdict == "met":
        verdict = "partly met"
    unbased = [m.id for m in plan.measures if m.baseline is None and gaps.has_target(m)]
    reason = sentences(
        (
            f"{capital(of(met, len(each), 'objective'))} {is_(met)} measured against targets and "
            "watched." if each else "The plan declares no objective.",
            f"{capital(of(len(aimed), len(plan.measures), 'measure'))} {has(len(aimed))} a target "
            "that can fall due." if plan.measures else "No measure is declared.",
            named(without, "1 objective has no measure",
                  f"{len(without)} objectives have no measure") if plan.measures else "",
            named(unbased, "1 measure with a target has no baseline",
                  f"{len(unbased)} measures with a target have no baseline"),
            _watched(audited),
            named(late, "1 recommendation is open with a step past its date",
                  f"{len(late)} recommendations are open with a step past its date"),
        )
    )  # fmt: skip
    to_close = sentences(
        (
            remedies(each) if each else "Declare objectives, and measures of each.",
            f"Do what is late under {listed(late)}, or say why not." if late else "",
        )
    )
    places = (*gaps.places_of(audited, "recommendations", late), *open_places(each))
    yield Opinion(verdict, reason, places or (audited.place,), to_close)
    yield from each


def _watched(audited: Audited) -> str:
    watch = audited.plan.monitoring
    if not watch:
        return "Nobody is named to watch progress and find needed improvements."
    words = listed(f"{w.by} ({w.every})" for w in watch)
    silent = [w.id for w in watch if w.improvements is None]
    return sentences(
        (
            f"{words} {'watches' if len({w.by for w in watch}) == 1 else 'watch'} progress.",
            f"How needed improvements are found is not said under {listed(silent)}."
            if silent else "",
        )
    )  # fmt: skip


def _monitoring(audited: Audited, objective: Objective) -> Opinion:
    subject = ("objectives", objective.id)
    held = audited.holdings
    measures = held.measures.get(objective.id, [])
    watch = held.monitoring.get(objective.id, [])
    places = (
        audited.places.at(*subject),
        *(audited.places.at("measures", m.id) for m in measures),
        *(audited.places.at("monitoring", w.id) for w in watch),
    )
    if not measures:
        reason = "No measure shows its progress"
        reason += f", though {listed(w.by for w in watch)} is to watch it." if watch else "."
        to_close = "Declare a measure with a target for each objective."
        return Opinion("not addressed", reason, places, to_close, subject)
    bare: list[Measure] = [m for m in measures if not gaps.has_target(m)]
    improving = any(w.improvements for w in watch)
    parts = [capital(count(len(measures), "measure"))]
    parts.append(
        f"{'none' if len(bare) == len(measures) else len(measures) - len(bare)} with a target"
        if bare else "each with a target" if len(measures) > 1 else "with a target"
    )  # fmt: skip
    watched = f"watched by {listed(w.by for w in watch)}" if watch else "watched by nobody"
    if watch and not improving:
        watched += ", who does not say how improvements are found"
    to_close = sentences(
        (
            "Agree on a target with a date for each measure." if bare else "",
            "" if watch else "Say under monitoring: who watches progress, and how often.",
            "" if improving or not watch else "Say under improvements: how these are found.",
        )
    )
    reason = f"{', '.join(parts)}; {watched}."
    return Opinion("partly met" if to_close else "met", reason, places, to_close, subject)
