"""What differs between two readings of a plan, the moved goalposts first.

Both readings are compared value by value. What can change a rating is known by its key
(:mod:`milepost.plan.goalposts`), and lowered targets come first, then whatever else can change a
rating, then the rest; within that the order is the plan's own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from milepost.plan import goalposts, in_words, pairs
from milepost.plan.change import Change, Kind
from milepost.plan.files import PlanReading
from milepost.plan.given_reasons import Reasons
from milepost.plan.goalposts import Path
from milepost.plan.model import (
    Declared,
    Extension,
    Measure,
    Overlap,
    Plan,
    Relation,
    ReportingWindow,
    Scale,
    SeriesBreak,
    Target,
    Waiver,
)
from milepost.plan.spots import Spot, Thing

_PARENTS: Final = {
    "objectives": "goal",
    "actions": "objective",
    "measures": "objective",
    "agencies": "parent",
}
# What says itself why it is there.
_OWN_REASON: Final[dict[type, str]] = {
    Waiver: "reason",
    Extension: "reason",
    SeriesBreak: "reason",
    Overlap: "note",
    Scale: "reason",
}
_WHEN: Final = ("period", "each", "from", "to")
# What decides whether a figure is taken. Nothing was promised by it, so its coming asks for no
# reason of its own beside its source.
_GATES: Final = (ReportingWindow, Extension, Relation)


def differences(old: PlanReading, new: PlanReading) -> tuple[Change, ...]:
    """Everything that differs between two plans without errors, lowered targets first."""
    comparison = _Comparison.of(old, new)
    return tuple(sorted(comparison.changes(), key=lambda change: change.rank))


def days_of_change(old: PlanReading, new: PlanReading) -> tuple[dt.date, ...]:
    """The days on which dated values begin of which one plan knows and the other does not.

    Two plans that are alike on one day may differ on another: a value was written over that held
    before, or one was announced that is yet to come.
    """
    told = [
        {
            (h.section, h.identifier, h.path, held.since, str(held.value), held.reason)
            for h in reading.histories
            for held in h.held
        }
        for reading in (old, new)
    ]
    return tuple(sorted({entry[3] for entry in told[0] ^ told[1]}))


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Two readings, with what is looked up in both."""

    old: PlanReading
    new: PlanReading
    plans: tuple[Plan, Plan]
    reasons: Reasons

    @classmethod
    def of(cls, old: PlanReading, new: PlanReading) -> _Comparison:
        assert old.plan is not None  # noqa: S101  # the caller has looked
        assert new.plan is not None  # noqa: S101
        return cls(old, new, (old.plan, new.plan), Reasons(old, new))

    def changes(self) -> Iterator[Change]:
        old, new = self.plans
        yield from self.thing(Thing("strategy", old.strategy, new.strategy))
        calendars = (old.calendar_declaration, new.calendar_declaration)
        yield from self.thing(Thing("calendar", *calendars))
        for section, field in Plan.model_fields.items():
            if field.default == ():
                for pair in pairs.things(getattr(old, section), getattr(new, section)):
                    yield from self.thing(Thing(section, *pair))
        yield from self.come_into_force()

    def thing(self, thing: Thing) -> Iterator[Change]:
        if thing.old is None:
            yield self.added(thing)
            return
        if thing.new is None:
            yield self.dropped(thing)
            return
        whole = Spot(thing.old, thing.new)
        if thing.was != thing.identifier:
            named = whole.at(thing.was, thing.identifier, "id")
            change = self.change("renamed", thing, named, "", thing.was, thing.identifier)
            # What agencies reported bears the old name, and is not found by the new one.
            promised = isinstance(thing.old, Measure) and bool(thing.old.targets)
            yield replace(change, can_change_a_rating=promised, needs_reason=promised)
        yield from self.fields(thing, whole)

    def added(self, thing: Thing) -> Change:
        there = thing.new
        title = thing.title or thing.identifier
        change = self.change("added", thing, Spot(None, there), "", "", title)
        if isinstance(there, Scale):
            held = goalposts.scale_in_force(self.plans[0], self.old.as_of or dt.date.max)
            easier = None if held is None else goalposts.is_easier_scale(held, there)
            given = replace(change, **_own_reason(there))
            return replace(
                given, can_change_a_rating=True, needs_reason=held is not None, weakens=easier
            )
        if isinstance(there, Waiver) and thing.bears_on_ratings:
            given = replace(change, **_own_reason(there))
            weakens = True if there.of == "rating" else None
            return replace(given, can_change_a_rating=True, needs_reason=True, weakens=weakens)
        if isinstance(there, _GATES):
            return replace(change, can_change_a_rating=True, **_own_reason(there))
        return change

    def dropped(self, thing: Thing) -> Change:
        there = thing.old
        title = thing.title or thing.identifier
        change = self.change("dropped", thing, Spot(there, None), "", title, "")
        promised = isinstance(there, Measure) and bool(there.targets)
        decides = promised or isinstance(there, Scale)
        gate = isinstance(there, _GATES)
        waived = isinstance(there, Waiver) and thing.bears_on_ratings
        return replace(
            change,
            can_change_a_rating=decides or waived or gate,
            needs_reason=decides or waived,
            weakens=True if promised else False if waived else None,
        )

    def fields(self, thing: Thing, spot: Spot) -> Iterator[Change]:
        together: tuple[str, ...] = ("id",) if not spot.new_path else ()
        if isinstance(spot.old, Target):
            yield from self.target(thing, spot)
            together = (*in_words.PROMISE, *_WHEN)
        keys = zip(in_words.keys_of(spot.old), in_words.keys_of(spot.new), strict=True)
        for (key, old), (_, new) in keys:
            if old == new or key in together:
                continue
            here = spot.at(old, new, key)
            if isinstance(old, Declared) and isinstance(new, Declared):
                yield from self.fields(thing, here)
            elif _holds_entries(old) or _holds_entries(new):
                yield from self.entries(thing, here)
            else:
                yield self.value(thing, here)

    def entries(self, thing: Thing, spot: Spot) -> Iterator[Change]:
        for i, j in pairs.entries(spot.old, spot.new):
            old = None if i is None else spot.old[i]
            new = None if j is None else spot.new[j]
            here = spot.at(old, new, i, j)
            if old is not None and new is not None:
                yield from self.fields(thing, here)
            else:
                yield self.entry(thing, here)

    def entry(self, thing: Thing, spot: Spot) -> Change:
        """An entry of a list that only one of the plans has."""
        there = spot.old if spot.new is None else spot.new
        of_target = isinstance(there, Target)
        better = thing.directions[0 if spot.new is None else 1]
        text = in_words.promise(there, better) if of_target else in_words.said(there)
        if spot.new is None:
            what = in_words.of_path(thing.old, spot.old_path)
            gone = self.change("dropped", thing, spot, what, text, "")
            if not of_target:
                return gone
            held = self.reasons.of_dropped(thing.identifier, there)
            if held is not None:
                gone = replace(gone, **_given(held.reason, held.approved_by, held.source))
            return replace(gone, weakens=True)
        what = in_words.of_path(thing.new, spot.new_path)
        come = self.change("added", thing, spot, what, "", text)
        if of_target:
            # A promise that was never made before takes none back.
            return replace(come, needs_reason=False, reason=come.reason or there.rationale or "")
        return come if come.reason else replace(come, **_own_reason(there))

    def value(self, thing: Thing, spot: Spot) -> Change:
        old, new, key = spot.old, spot.new, str(spot.key)
        kind: Kind = "changed"
        if isinstance(old, Declared) or isinstance(new, Declared):
            kind = "added" if old is None else "dropped"
        elif len(spot.new_path) == 1 and _PARENTS.get(thing.section) == key:
            kind = "moved"
        texts = in_words.said(old, key), in_words.said(new, key)
        change = self.change(kind, thing, spot, spot.in_words(thing), *texts)
        if not change.can_change_a_rating:
            return change
        if isinstance(old, tuple) and key != "profile" and sorted(old) == sorted(new):
            return replace(change, can_change_a_rating=False, needs_reason=False)
        if key == "method" and old is None:
            # Saying for the first time how figures are gathered moves no goalpost.
            return replace(change, can_change_a_rating=False, needs_reason=False)
        if key == "baseline":
            # Without a baseline there is no outlook; and where there was none, none was moved.
            return replace(change, weakens=new is None, needs_reason=new is None)
        if spot.new_path[0] == "baseline" and key != "illustrative":
            return replace(change, weakens=self.eases_the_start(thing, key))
        return replace(change, weakens=goalposts.is_easier(key, old, new))

    def eases_the_start(self, thing: Thing, key: str) -> bool | None:
        if key == "value":
            return goalposts.is_easier_start(thing.old, thing.new)
        old, new = (self.plans[1].calendar.end(m.baseline.period) for m in (thing.old, thing.new))
        # The later the start, the less is expected by now.
        return new > old

    def target(self, thing: Thing, spot: Spot) -> Iterator[Change]:
        """What two targets promise and for when, each as one thing."""
        what, targets = spot.in_words(thing), (spot.old, spot.new)
        old, new = (dict(in_words.keys_of(target)) for target in targets)
        if key := _changed_key(old, new, in_words.PROMISE):
            promised = map(in_words.promise, targets, thing.directions)
            change = self.change("changed", thing, spot.at(None, None, key), what, *promised)
            before, after = thing.directions
            same = before == after  # else what would have met the one may well not meet the other
            easier = goalposts.is_easier_promise(*targets, after) if same else None
            yield replace(change, weakens=easier)
        if key := _changed_key(old, new, _WHEN):
            dates = (in_words.when(target) for target in targets)
            change = self.change("moved", thing, spot.at(None, None, key), what, *dates)
            yield replace(change, weakens=goalposts.is_later(*targets, self.plans[1].calendar))

    def come_into_force(self) -> Iterator[Change]:
        """Scales and waivers that are in both plans, and began or ended between their two days."""
        days = (self.old.as_of, self.new.as_of)
        if days[0] is None or days[1] is None or days[0] == days[1]:
            return
        old, new = self.plans
        before = goalposts.scale_in_force(old, days[0])
        after = goalposts.scale_in_force(new, days[1])
        if after and after.id in {s.id for s in old.scales} and before != after:
            if before is not None and before.id == after.id:
                return
            was = f"not in force; {before.id} was" if before else "not in force"
            easier = goalposts.is_easier_scale(before, after) if before else None
            change = self.in_force(Thing("scales", after, after), (was, "in force"), easier)
            yield replace(change, needs_reason=before is not None)
        for was_waived, waived in pairs.things(old.waivers, new.waivers):
            if was_waived is None or waived is None:
                continue
            states = _state(was_waived, days[0]), _state(waived, days[1])
            if states[0] != states[1]:
                thing = Thing("waivers", was_waived, waived)
                yield self.in_force(thing, states, states[1] == "in force")

    def in_force(
        self,
        thing: Thing,
        states: tuple[str, str],
        easier: bool | None,  # noqa: FBT001  # as it stands in the change
    ) -> Change:
        key = "in_force_from" if thing.section == "scales" else "from"
        spot = Spot(None, None, (key,), (key,))
        change = self.change("changed", thing, spot, "in force", *states)
        return replace(change, weakens=easier, **_own_reason(thing.new))

    def change(  # noqa: PLR0913  # what a change is made of
        self, kind: Kind, thing: Thing, spot: Spot, what: str, old: str, new: str
    ) -> Change:
        path = spot.new_path or spot.old_path
        decides = goalposts.decides(thing.section, path) and thing.bears_on_ratings
        before = (thing.section, thing.was, spot.old_path)
        after = (thing.section, thing.identifier, spot.new_path)
        given = self.given(thing, before, after)
        return Change(
            kind,
            thing.section,
            thing.identifier,
            thing.was,
            thing.title,
            what,
            old,
            new,
            spot.old_path,
            spot.new_path,
            can_change_a_rating=decides,
            weakens=None,
            needs_reason=decides,
            reason=given.get("reason", ""),
            approved_by=given.get("approved_by", ""),
            source=given.get("source", ""),
            old_place=None if thing.old is None else self.old.places.at(*before[:2], *before[2]),
            new_place=None if thing.new is None else self.new.places.at(*after[:2], *after[2]),
            illustrative=in_words.is_made_up(thing.old, before[2])
            or in_words.is_made_up(thing.new, after[2]),
        )

    def given(
        self, thing: Thing, before: tuple[str, str, Path], after: tuple[str, str, Path]
    ) -> dict[str, Any]:
        """Why what both plans have was changed: as dated, or in a new text of its own."""
        if thing.old is None or thing.new is None:
            return {}
        if held := self.reasons.of(before, after):
            return _given(held.reason, held.approved_by, held.source)
        if isinstance(thing.new, Scale | Waiver) and thing.new.reason != thing.old.reason:
            return _own_reason(thing.new)
        return {}


def _changed_key(old: dict[str, Any], new: dict[str, Any], keys: tuple[str, ...]) -> str:
    """The key under which a change is shown: one that is still written, if there is one."""
    differing = [key for key in keys if old[key] != new[key]]
    written = [key for key in differing if new[key] is not None]
    return next(iter(written + differing), "")


def _holds_entries(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Declared)


def _given(reason: str, approved_by: str, source: str) -> dict[str, Any]:
    return {"reason": reason, "approved_by": approved_by, "source": source}


def _own_reason(there: Any) -> dict[str, Any]:  # noqa: ANN401  # any entry
    """The reason that an entry gives for being there at all."""
    key = _OWN_REASON.get(type(there))
    if key is None or not getattr(there, key):
        return {}
    return _given(getattr(there, key), getattr(there, "approved_by", None) or "", there.source)


def _state(waiver: Waiver, day: dt.date) -> str:
    if day < waiver.from_:
        return "not in force yet"
    return "in force" if day <= waiver.until else "ended"
