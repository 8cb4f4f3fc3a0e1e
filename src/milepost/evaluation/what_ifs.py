"""What else might have been so, and with it a judgement: another scale, end, revision, promise.

Each what-if changes one thing and leaves the rest; what comes of it is for the judge to say.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from milepost.evaluation.changed_plans import measures_behind, with_changes, with_measure
from milepost.evaluation.model import Judgement, MeasureEvaluation
from milepost.evaluation.published_scales import PUBLISHED
from milepost.intervals import Interval, Statement, exactly
from milepost.plan.dated import History
from milepost.plan.goalposts import decides, scale_in_force
from milepost.plan.model import Baseline, Measure, Method, Plan, Scale
from milepost.submissions.model import InForce, Observation, Record

Side = Literal["lower", "upper"]

# The methods whose outlook rests on more figures than the actual.
_BY_SERIES: Final[tuple[Method, ...]] = ("projection", "last-two-points")


@dataclass(frozen=True, slots=True)
class OtherScale:
    """The measure rated by another scale."""

    scale: Scale

    @property
    def thresholds(self) -> tuple[object, ...]:
        """What it decides by: two scales that agree in this are the same what-if."""
        scale = self.scale
        return scale.method, scale.on_track, scale.at_risk, scale.detectable, scale.confidence


@dataclass(frozen=True, slots=True)
class AtAnEnd:
    """A figure stated with a bound, put at one end of it.

    Attributes:
        figure: the figure as it is in force; None for the measure's baseline.
        side: which end.
        at: the value there. An end that is itself excluded ("more than 280") is stood for by the
            next value that the measure is printed with: 281.
    """

    figure: InForce | None
    side: Side
    at: Fraction


@dataclass(frozen=True, slots=True)
class NotTwice:
    """Nothing was counted twice of what the plan says may have been.

    Attributes:
        measure: the measure that declares the overlap.
    """

    measure: str


@dataclass(frozen=True, slots=True)
class Unrevised:
    """The figure that was in force before the one that is.

    Attributes:
        figure: the figure in force.
        before: the one it displaced.
    """

    figure: InForce
    before: InForce


@dataclass(frozen=True, slots=True)
class EarlierPromise:
    """The measure as the plan declared it on an earlier day.

    Attributes:
        on: that day, the last before a change.
        keys: what was declared otherwise: targets, baseline.
        measure: the measure as it was.
    """

    on: dt.date
    keys: tuple[str, ...]
    measure: Measure


WhatIf = OtherScale | AtAnEnd | NotTwice | Unrevised | EarlierPromise
Group = Literal["scale", "bound", "revision", "promise"]
GROUPS: Final[tuple[Group, ...]] = ("scale", "bound", "revision", "promise")


def group_of(what_if: WhatIf) -> Group:
    """To which of the four questions a what-if belongs."""
    match what_if:
        case OtherScale():
            return "scale"
        case AtAnEnd() | NotTwice():
            return "bound"
        case Unrevised():
            return "revision"
        case EarlierPromise():
            return "promise"


@dataclass(frozen=True, slots=True)
class EarlierPlan:
    """The plan as it read on an earlier day."""

    on: dt.date
    plan: Plan


def days_before_changes(histories: Sequence[History], until: dt.date) -> tuple[dt.date, ...]:
    """The last day of each stretch on which the plan asked for something else, oldest first.

    Args:
        histories: every dated value of the plan.
        until: the day as of which the plan is read now.
    """
    days = {
        held.since - dt.timedelta(1)
        for history in histories
        if decides(history.section, history.path)
        for held in history.held[1:]
        if held.since <= until
    }
    return tuple(sorted(days))


def other_scales(
    plan: Plan, earlier: Sequence[EarlierPlan], methods: Sequence[Method]
) -> tuple[OtherScale, ...]:
    """Every scale that is or was declared, and of methods without one the published default."""
    before = [scale_in_force(past.plan, past.on) for past in earlier]
    declared = [scale for scale in (*plan.scales, *before) if scale is not None]
    named = {scale.method for scale in declared}
    declared += [PUBLISHED[method] for method in methods if method not in named]
    found: dict[tuple[object, ...], OtherScale] = {}
    for scale in declared:
        if scale.method in methods:
            other = OtherScale(scale)
            found.setdefault(other.thresholds, other)
    return tuple(found.values())


def of_figures(plan: Plan, judged: MeasureEvaluation, judgement: Judgement) -> Iterator[WhatIf]:
    """The ends and the earlier revisions of each figure that a judgement rests on."""
    seen: set[object] = set()
    for held in _figures(judged, judgement):
        if held.observation.key in seen:
            continue
        seen.add(held.observation.key)
        measure = plan.measure_by_id[held.observation.measure]
        # A part of a whole is counted, however its share is printed.
        decimals = measure.decimals if held.observation.whole is None else 0
        for side, at in _ends(_meant(held.observation, measure), decimals):
            yield AtAnEnd(held, side, at)
        if held.displaced and _says(held) != _says(held.displaced[0]):
            yield Unrevised(held, held.displaced[0])
    measure = judged.measure
    if measure.baseline is not None:
        for side, at in _ends(measure.interval_of(measure.baseline.value), measure.decimals):
            yield AtAnEnd(None, side, at)
    for name in sorted(measures_behind(plan, measure)):
        if plan.measure_by_id[name].overlaps:
            yield NotTwice(name)


def _figures(judged: MeasureEvaluation, judgement: Judgement) -> Iterator[InForce]:
    yield from judgement.actual.sources()
    if judgement.rating.method in _BY_SERIES:
        for series in judged.series:
            if series.agency == judgement.agency:
                for point in series.points:
                    yield from point.sources()


def earlier_promises(
    plan: Plan, measure: Measure, earlier: Sequence[EarlierPlan]
) -> Iterator[EarlierPromise]:
    """A measure, or what it is computed from, as declared before each change that decides."""
    for name in (measure.id, *sorted(measures_behind(plan, measure) - {measure.id})):
        now = plan.measure_by_id[name]
        known: list[Measure] = [now]
        for past in reversed(earlier):
            was = past.plan.measure_by_id.get(name)
            if was is None or was in known:
                continue
            known.append(was)
            keys = tuple(
                key
                for key in Measure.model_fields
                if decides("measures", (key,)) and getattr(was, key) != getattr(now, key)
            )
            if keys:
                yield EarlierPromise(past.on, keys, was)


def changed_plan(plan: Plan, measure: Measure, what_if: WhatIf) -> Plan:
    """The plan with what a what-if changes of it; itself where it changes a figure."""
    match what_if:
        case OtherScale(scale):
            at_once = scale.model_copy(
                update={"in_force_from": dt.date.min, "only_by_waiver": False}
            )
            kept = tuple(w for w in plan.waivers if w.of != "method")
            return with_changes(plan, scales=(at_once,), waivers=kept)
        case AtAnEnd(None, _, at) if measure.baseline is not None:
            baseline = _stating(measure.baseline, at)
            return with_measure(plan, measure.model_copy(update={"baseline": baseline}))
        case NotTwice(name):
            alone = plan.measure_by_id[name].model_copy(update={"overlaps": ()})
            return with_measure(plan, alone)
        case EarlierPromise(_, _, was):
            return with_measure(plan, was)
    return plan


def changed_record(record: Record, what_if: WhatIf) -> Record:
    """The record with what a what-if changes of it; itself where it changes the plan."""
    match what_if:
        case AtAnEnd(InForce() as held, _, at):
            said = replace(held.observation, stated=Statement("exact", _decimal(at)))
            instead = replace(held, observation=said)
        case Unrevised(held, before):
            instead = before
        case _:
            return record
    return replace(record, in_force={**record.in_force, held.observation.key: instead})


def _stating(baseline: Baseline, at: Fraction) -> Baseline:
    return baseline.model_copy(update={"value": f"{_decimal(at):f}"})


def _decimal(at: Fraction) -> Decimal:
    """The ends of what is written in decimals are decimals themselves."""
    return Decimal(at.numerator) / Decimal(at.denominator)


def _meant(said: Observation, measure: Measure) -> Interval | None:
    """What a figure means; a part is no more than its whole."""
    value = said.interval(measure)
    if value is None or said.whole is None:
        return value
    whole = exactly(said.whole).high
    assert whole is not None  # noqa: S101  # it is exact
    if value.high is None or value.high > whole:
        return Interval(value.low, whole, value.low_open)
    return value


def _ends(value: Interval | None, decimals: int) -> Iterator[tuple[Side, Fraction]]:
    """The two ends of what may be; an end without bound is nowhere, and cannot be tried."""
    if value is None or value.is_exact:
        return
    step = Fraction(1, 10**decimals)
    if value.low is not None:
        at = value.low + step if value.low_open else value.low
        if value.high is None or at <= value.high:
            yield "lower", at
    if value.high is not None:
        at = value.high - step if value.high_open else value.high
        if value.low is None or at >= value.low:
            yield "upper", at


def _says(held: InForce) -> tuple[object, ...]:
    said = held.observation
    return said.stated, said.whole, said.absence
