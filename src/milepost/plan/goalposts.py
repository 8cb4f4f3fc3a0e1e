"""What can change a rating, which way it moves the goalposts, and the reason that was given.

21 U.S.C. 1705(i) asks that every modification of the measurement system be described. So whatever
decides a rating is known here by its key; whether a change of it makes the promise easier to keep
follows from the arithmetic of progress, ``(actual - baseline) / (target - baseline)``.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Final

from milepost.periods import Calendar, Period
from milepost.plan.model import Measure, Plan, Scale, Target, Waiver
from milepost.plan.places import Step

Path = tuple[Step, ...]

# The keys that decide a rating, and below them those that only explain.
_DECIDES: Final[dict[str, frozenset[str]]] = {
    "measures": frozenset(
        {
            "definition",
            "unit",
            "direction",
            "quantity",
            "basis",
            "frequency",
            "agencies",
            "combine",
            "overlaps",
            "ratio",
            "formula",
            "from_extract",
            "about_within",
            "baseline",
            "targets",
            "path",
            "criteria_for_change",
            "profile",
            "method",
            "series_breaks",
            "sensitivity",
            "smallest_shown",
            "critical",
            "weight",
            "illustrative",
        }
    ),
    "scales": frozenset(
        {"in_force_from", "method", "on_track", "at_risk", "detectable", "confidence"}
        | {"only_by_waiver"}
    ),
    "composites": frozenset(
        {"of", "achieved", "on_track", "at_risk", "off_track", "least_coverage"}
    ),
    "waivers": frozenset({"of", "measure", "check", "scale", "from", "until"}),
    # Which rows there are, and what may stand in them, decides what is computed from them.
    "extracts": frozenset({"owner", "key", "event", "columns", "delivered", "deleted"}),
    # What decides whether a figure is taken decides what is rated.
    "windows": frozenset({"of", "agencies", "locked"}),
    "extensions": frozenset({"agency", "period", "until"}),
    "relations": frozenset({"kind", "whole", "parts", "basis", "agency", "mixed_bases"}),
    "calendar": frozenset({"fiscal_year_starts"}),
}
_ONLY_EXPLAINS: Final[dict[str, frozenset[str]]] = {
    "targets": frozenset({"source", "rationale", "stated_percentage"}),
    "baseline": frozenset({"source"}),
    "criteria_for_change": frozenset({"source"}),
    "overlaps": frozenset({"note", "source"}),
    "series_breaks": frozenset({"reason", "source"}),
    "ratio": frozenset({"mixed_bases"}),
    "columns": frozenset({"means", "unit", "sensitivity"}),
}


def decides(section: str, path: Path) -> bool:
    """Whether a value at a path can change a rating."""
    if not path or path[0] not in _DECIDES.get(section, ()):
        return False
    if path[0] == "columns" and isinstance(path[-1], int):
        return False  # one column more, or one that no measure reads, decides nothing
    return not (len(path) > 1 and path[-1] in _ONLY_EXPLAINS.get(str(path[0]), ()))


def is_easier_promise(old: Target, new: Target, direction: str | None) -> bool | None:
    """Whether a target lets more through than before; None where that cannot be said.

    All that would have met the one target meets the other, and more: then it was lowered.
    """
    if any(t.milestone is not None or t.is_in_words for t in (old, new)):
        return None
    least, most = zip(old.bounds(direction), new.bounds(direction), strict=True)
    lower = _compared(_or_endless(least[1], -1), _or_endless(least[0], -1))
    upper = _compared(_or_endless(most[0], 1), _or_endless(most[1], 1))
    return _together(lower, upper)


def is_later(old: Target, new: Target, calendar: Calendar) -> bool | None:
    """Whether a target was put off: to a later date, to fewer years, or to no date at all."""
    if old.is_dated != new.is_dated:
        return old.is_dated
    if old.period and new.period:
        return _is_more(calendar.end(old.period), calendar.end(new.period))
    if old.each is None or old.each != new.each:
        return None
    first = _compared(_start(old.from_, calendar), _start(new.from_, calendar))
    last = _compared(_end(new.to, calendar), _end(old.to, calendar))
    return _together(first, last)


def is_easier_start(old: Measure, new: Measure) -> bool | None:
    """Whether the same actual shows more progress from the new baseline.

    Before the target is reached, progress grows as the baseline moves away from the target: of 150
    on the way to 200, half is done from 100, and two thirds from 50.
    """
    if old.baseline is None or new.baseline is None:
        return None
    before, after = old.interval_of(old.baseline.value), new.interval_of(new.baseline.value)
    if new.direction == "decrease":
        before, after = -before, -after
    elif new.direction != "increase":
        return None
    endless = float("inf")
    low = (-endless if end is None else end for end in (after.low, before.low))
    high = (endless if end is None else end for end in (after.high, before.high))
    return _together(_compared(*low), _compared(*high))


def is_easier_scale(old: Scale, new: Scale) -> bool | None:
    """Whether less progress is now enough for a rating."""
    if old.method != new.method or None in (new.on_track, new.at_risk, old.on_track, old.at_risk):
        return None
    return _together(
        _compared(new.on_track, old.on_track),
        _compared(new.at_risk, old.at_risk),
    )


def is_easier(key: str, old: Any, new: Any) -> bool | None:  # noqa: ANN401  # any value of a plan
    """Whether a change of a single value loosens the judgement; None where that cannot be said."""
    match key:
        case "path":
            # With "step" there is no outlook before the date.
            return (new == "step") if "step" in (old, new) else None
        case "on_track" | "at_risk":
            return None if None in (new, old) else bool(new < old)
        case "critical":
            return bool(old)
        case "illustrative":
            # What is made up is counted apart, and no one answers for it.
            return bool(new)
        case _:
            return None


def scale_in_force(plan: Plan, day: dt.date) -> Scale | None:
    """The latest scale that has begun by a day."""
    begun = [s for s in plan.scales if s.in_force_from <= day and not s.only_by_waiver]
    return max(begun, key=lambda s: s.in_force_from, default=None)


def scale_for(
    plan: Plan, scale: Scale | None, measure: str, day: dt.date
) -> tuple[Scale | None, Waiver | None]:
    """The scale by which a measure is rated on a day, and the waiver where it is not the plan's.

    Args:
        plan: with its waivers.
        scale: the scale in force for all.
        measure: which measure.
        day: on which day a waiver must hold.
    """
    waiver = plan.waiver_for("method", measure, day)
    if waiver is None:
        return scale, None
    (other,) = (s for s in plan.scales if s.id == waiver.scale)
    return other, waiver


def _or_endless(end: Decimal | None, side: int) -> Decimal:
    return Decimal("Infinity") * side if end is None else end


def _start(period: Period | None, calendar: Calendar) -> dt.date:
    return calendar.start(period) if period else dt.date.min


def _end(period: Period | None, calendar: Calendar) -> dt.date:
    return calendar.end(period) if period else dt.date.max


def _compared(smaller: Any, larger: Any) -> int:  # noqa: ANN401  # numbers or days
    """1 where the first is less, -1 where it is more."""
    return int(smaller < larger) - int(smaller > larger)


def _is_more(old: Any, new: Any) -> bool | None:  # noqa: ANN401  # numbers or days
    return None if old == new else bool(new > old)


def _together(*ways: int) -> bool | None:
    """Easier where nothing became harder; None where it is both or neither."""
    if all(w == 0 for w in ways) or (1 in ways and -1 in ways):
        return None
    return 1 in ways
