"""The reason that a plan gives for a change: in its dated values, beside the value that is new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from milepost.plan import in_words
from milepost.plan.dated import Held, History
from milepost.plan.files import PlanReading
from milepost.plan.goalposts import Path
from milepost.plan.model import Target


@dataclass(slots=True)
class Reasons:
    """Finds the reason of a change in the dated values of the newer plan."""

    old: PlanReading
    new: PlanReading
    _old: dict[tuple[str, str], list[History]] = field(default_factory=dict)
    _new: dict[tuple[str, str], list[History]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for reading, index in ((self.old, self._old), (self.new, self._new)):
            for history in reading.histories:
                index.setdefault((history.section, history.identifier), []).append(history)

    def of(self, old: tuple[str, str, Path], new: tuple[str, str, Path]) -> Held | None:
        """The dated entry that brought a change about and says why; None where none does.

        An entry that the older plan already held, with the same reason, explains only what it then
        said, and not what was written over it later.
        """
        found = _holding(self.new, self._new.get(new[:2], ()), new)
        if found is None or not found[1].reason:
            return None
        held = found[1]
        if held.since > (self.old.as_of or dt.date.max):
            return held
        known = _holding(self.old, self._old.get(old[:2], ()), old)
        before = known[0].held if known else ()
        same = any(h.since == held.since and h.reason == held.reason for h in before)
        return None if same else held

    def of_dropped(self, identifier: str, target: Target) -> Held | None:
        """The dated entry by which a target of a measure was given up."""
        day = self.new.as_of or dt.date.max
        for history in self._new.get(("measures", identifier), ()):
            held = history.at(day)
            if history.path[:1] == ("targets",) and held is not None and held.value is None:
                earlier = (h for h in history.held if h.since < held.since)
                if any(_is_same_promise(h, target) for h in earlier):
                    return held
        return None


def _is_same_promise(held: Held, target: Target) -> bool:
    try:
        once = Target.model_validate(held.value)
    except ValidationError:
        return False
    return (once.agency, in_words.when(once)) == (target.agency, in_words.when(target))


def _holding(
    reading: PlanReading, histories: Sequence[History], where: tuple[str, str, Path]
) -> tuple[History, Held] | None:
    """The dated values in which a value stands: its own, or those of what it is part of.

    They are known by their place, because an entry that is not there on a day moves up those below.
    """
    if not histories or where[:2] not in reading.places.marks:
        return None
    day = reading.as_of or dt.date.max
    top, path = reading.places.marks[where[:2]][0], where[2]
    for steps in (path[:n] for n in range(len(path), -1, -1)):
        mark, is_there = top.nearest(steps)
        for history in histories:
            held = history.at(day)
            if held is None:
                continue
            here = is_there and held.value is not None and held.place == mark.place
            # Positions are no names: what follows an entry that is not there has moved up.
            is_named = all(isinstance(step, str) for step in steps)
            given_up = held.value is None and is_named and history.path == steps
            if here or given_up:
                return history, held
    return None
