"""A plan with something changed or left out, for judging what comes of that."""

from __future__ import annotations

from collections.abc import Iterable

from milepost.plan.model import Measure, Plan


def with_changes(plan: Plan, **changes: object) -> Plan:
    """A plan made anew, so that nothing it has worked out of the old one is kept."""
    kept = {name: getattr(plan, name) for name in Plan.model_fields if hasattr(plan, name)}
    return Plan.model_construct(**kept | changes)


def with_measure(plan: Plan, measure: Measure) -> Plan:
    """The plan with one measure in the place of the one of its name."""
    measures = tuple(measure if m.id == measure.id else m for m in plan.measures)
    return with_changes(plan, measures=measures)


def measures_behind(plan: Plan, measure: Measure) -> frozenset[str]:
    """A measure with all that it is computed from, and what says how much is counted twice."""
    found = {measure.id}
    open_ = _next_behind(measure)
    while open_:
        name = open_.pop()
        if name not in found and (one := plan.measure_by_id.get(name)) is not None:
            found.add(name)
            open_ += _next_behind(one)
    return frozenset(found)


def _next_behind(measure: Measure) -> list[str]:
    return [*measure.parts, *(overlap.measure for overlap in measure.overlaps)]


def narrowed(plan: Plan, measures: Iterable[Measure]) -> Plan:
    """The plan with these measures and what lies behind them alone, which is all they need."""
    names = {name for measure in measures for name in measures_behind(plan, measure)}
    return with_changes(plan, measures=tuple(m for m in plan.measures if m.id in names))
