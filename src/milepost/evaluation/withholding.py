"""The side of a plan and a record that everybody may see.

Three things are withheld: what carries a sensitivity label (21 U.S.C. 1705(c)(4)), counts so small
that a person could be recognised in them, and what an agency withholds; and with them whatever
would tell them by subtraction (:mod:`milepost.evaluation.disclosure`). Everything public is
composed from this side alone, so no form, chart or footnote can say more than it holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from milepost.evaluation.bonds import bonds_between
from milepost.evaluation.disclosure import Bond, Shown, Together
from milepost.intervals import Interval, Statement
from milepost.plan.model import Measure, Plan
from milepost.submissions.model import InForce, Key, Observation, Record, Rejection
from milepost.submissions.small_counts import is_itself_a_count, is_small

Why = Literal["sensitive", "small", "withheld by its agency", "would tell another"]

_FROM_ZERO: Final = Interval(Fraction(0), None)
_ANYTHING: Final = Interval(None, None)
_COUNTED: Final = ("flow", "stock", "cohort")
NOT_SHOWN: Final = "Withheld with the figure that it is about."
_UNKNOWN_MEASURE: Final = "Not shown: it may name a measure that is not public."


@dataclass(frozen=True, slots=True)
class Withheld:
    """A reported figure that the public is not shown.

    Attributes:
        held: the figure as it is in the record.
        why: why it is withheld.
        instead: what is said in its place; None for "withheld".
        tells: of one that is withheld for the sake of another, which other it would have told.
    """

    held: InForce
    why: Why
    instead: Statement | None = None
    tells: Key | None = None


@dataclass(frozen=True, slots=True)
class PublicSide:
    """What everybody may see, and what was taken out of it.

    Attributes:
        plan: the plan without its sensitive measures, and what names them.
        record: the record with "withheld" in place of every figure that is withheld.
        hidden: the measures that are taken out whole.
        withheld: the figures that are withheld, in the order of the record.
        bare: withheld figures that can be worked out all the same: nothing that is shown could be
            withheld to prevent it.
        mixed: the files that hold something that is withheld: a word on the whole of one may tell.
        telling: the files whose digest would tell a withheld figure. Where every other cell of a
            file is public, whoever tries one number after another finds the one with its digest.
    """

    plan: Plan
    record: Record
    hidden: frozenset[str]
    withheld: tuple[Withheld, ...]
    bare: tuple[Key, ...] = ()
    mixed: frozenset[int] = frozenset()
    telling: frozenset[int] = frozenset()


def not_public(plan: Plan) -> frozenset[str]:
    """Measures that are sensitive, and those from which such a one could be worked out.

    What is computed from a sensitive measure, or has one taken off for overlap, gives it away.
    """
    hidden = {m.id for m in plan.measures if m.sensitivity != "public"}
    grown = True
    while grown:
        found = {
            m.id
            for m in plan.measures
            if hidden & {*m.parts, *(overlap.measure for overlap in m.overlaps)}
        }
        grown = not found <= hidden
        hidden |= found
    return frozenset(hidden)


def public_side(plan: Plan, record: Record) -> PublicSide:
    """What of a plan and a record everybody may see."""
    hidden = not_public(plan)
    withheld = {w.held.observation.key: w for w in _to_withhold(plan, record, hidden)}
    bare = _with_complements(plan, record, withheld) if withheld else ()
    found = tuple(withheld[key] for key in record.in_force if key in withheld)
    mixed = _mixed(plan, record, hidden, found)
    shown = _public_record(plan, record, hidden, withheld) if hidden or mixed else record
    return PublicSide(
        public_plan(plan, hidden), shown, hidden, found, bare, mixed, _telling(record, mixed)
    )


def _mixed(
    plan: Plan, record: Record, hidden: frozenset[str], withheld: tuple[Withheld, ...]
) -> frozenset[int]:
    """The files that hold what is not shown, or held it.

    That is a withheld figure, one that it displaced, one that is no longer in force and was too
    small to show, and anything of a hidden measure.
    """
    keys = {w.held.observation.key for w in withheld}
    rows = [old for h in record.in_force.values() for old in (h, *h.displaced)]
    rows += [held for held, _ in record.returned]
    told = {(n, r.measure) for n, r in record.rejections}
    told |= {(n, e.measure) for n, e in record.explanations}
    return frozenset(
        {
            row.submission
            for row in rows
            if row.observation.key in keys
            or row.observation.measure in hidden
            or _was_small(plan, row)
        }
        | {number for number, measure in told if measure in hidden}
    )


def _telling(record: Record, mixed: frozenset[int]) -> frozenset[int]:
    """Every file of those who sent what is withheld: an earlier or later one may say the same."""
    senders = {s.agency for s in record.submissions if s.number in mixed}
    return frozenset(s.number for s in record.submissions if s.agency in senders)


def public_plan(plan: Plan, hidden: frozenset[str]) -> Plan:
    """The plan without some measures, and without whatever names one of them."""
    if not hidden:
        return plan

    def without(declared: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(item for item in declared if not hidden & set(_named_in(item)))

    return plan.model_copy(
        update={
            "measures": tuple(m for m in plan.measures if m.id not in hidden),
            "assignments": without(plan.assignments),
            "relations": without(plan.relations),
            "composites": without(plan.composites),
            "corroborations": without(plan.corroborations),
            "waivers": without(plan.waivers),
        }
    )


def _named_in(item: object) -> Iterator[str]:
    """Every text in a declared thing that could be the name of a measure."""
    if isinstance(item, str):
        yield item
    elif isinstance(item, Mapping):
        for value in item.values():
            yield from _named_in(value)
    elif isinstance(item, list | tuple):
        for value in item:
            yield from _named_in(value)
    elif hasattr(item, "model_dump"):
        yield from _named_in(item.model_dump())


def _to_withhold(plan: Plan, record: Record, hidden: frozenset[str]) -> Iterator[Withheld]:
    """What must not be shown for its own sake."""
    for (_, name, _, _), held in record.in_force.items():
        measure, said = plan.measure_by_id.get(name), held.observation
        if measure is None:
            continue
        if name in hidden:
            yield Withheld(held, "sensitive")
        elif said.absence == "withheld":
            yield Withheld(held, "withheld by its agency")
        elif (least := measure.smallest_shown) is not None and is_small(measure, said, least):
            yield Withheld(held, "small", _range(measure, said, least))


def _was_small(plan: Plan, held: InForce) -> bool:
    """Whether a figure, in force or not, is of a count that is too small to show."""
    measure = plan.measure_by_id.get(held.observation.measure)
    if measure is None or measure.smallest_shown is None:
        return False
    return is_small(measure, held.observation, measure.smallest_shown)


def _as_revised(plan: Plan, held: InForce) -> InForce:
    """A figure that is shown, with what it displaced but for what was too small to show."""
    kept = tuple(old for old in held.displaced if not _was_small(plan, old))
    return held if len(kept) == len(held.displaced) else replace(held, displaced=kept)


def _range(measure: Measure, said: Observation, least: int) -> Statement | None:
    """The range that is said of a small count; None where it would be one number.

    Of a share, or a mean of few, no range is said: the number is not how many there are.
    """
    if said.whole is not None or not is_itself_a_count(measure) or least <= 2:  # noqa: PLR2004  # from 1 to 1 is no range
        return None
    return Statement("between", Decimal(1), Decimal(least - 1))


def _with_complements(plan: Plan, record: Record, withheld: dict[Key, Withheld]) -> tuple[Key, ...]:
    """Withhold as much more as keeps everything that is withheld from being worked out.

    Returns:
        What can be worked out all the same.
    """
    bonds = tuple(bonds_between(plan, record))
    bare: set[Key] = set()
    while True:
        told = sorted(_told(plan, record, withheld, bonds) - bare, key=_order)
        if not told:
            return tuple(sorted(bare, key=_order))
        for key in told:
            other = _complement(plan, record, withheld, bonds, key)
            if other is not None:
                withheld[other] = Withheld(record.in_force[other], "would tell another", tells=key)
                break
            bare.add(key)
            withheld[key] = replace(withheld[key], instead=None)


def _told(
    plan: Plan,
    record: Record,
    withheld: Mapping[Key, Withheld],
    bonds: tuple[Bond[Key], ...],
) -> frozenset[Key]:
    """What of the withheld a reader of the rest could work out."""
    known, unknown, whole = {}, {}, set()
    for key in {cell for bond in bonds for cell in bond.cells}:
        measure = plan.measure_by_id[key[1]]
        if measure.quantity in _COUNTED and measure.unit not in ("percent", "USD"):
            whole.add(key)
        held = record.in_force.get(key)
        if key in withheld:
            unknown[key] = _beforehand(measure, withheld[key])
        elif held is not None and (value := held.observation.interval(measure)) is not None:
            known[key] = value
    told = Shown(known, unknown, bonds, frozenset(whole)).worked_out()
    return told | frozenset(_of_few(plan, record, withheld, bonds))


def _of_few(
    plan: Plan, record: Record, withheld: Mapping[Key, Withheld], bonds: tuple[Bond[Key], ...]
) -> Iterator[Key]:
    """What of the withheld is told as one: the mean of all rows less those of the means shown.

    The mean of two persons, each withheld, points at two persons no less than one of two rows does.
    """
    for bond in bonds:
        if not isinstance(bond, Together):
            continue
        *parts, whole = bond.cells
        least = plan.measure_by_id[whole[1]].smallest_shown
        left = [part for part in parts if part in withheld]
        if least is None or whole in withheld or not left:
            continue
        rows = sum(record.in_force[part].observation.counted or 0 for part in left)
        if 0 < rows < least:
            yield from left


def _beforehand(measure: Measure, withheld: Withheld) -> Interval:
    if withheld.instead is not None:
        return withheld.instead.interval()
    if withheld.why == "small" and measure.smallest_shown is not None:
        if withheld.held.observation.whole is not None:
            return _FROM_ZERO
        if not is_itself_a_count(measure):
            return _ANYTHING
        return Interval(Fraction(1), Fraction(measure.smallest_shown - 1))
    return _FROM_ZERO if measure.quantity in _COUNTED else _ANYTHING


def _complement(
    plan: Plan,
    record: Record,
    withheld: Mapping[Key, Withheld],
    bonds: tuple[Bond[Key], ...],
    told: Key,
) -> Key | None:
    """The figure that is best withheld so that another is not told; None where there is none.

    A figure that no target is held against goes before one that decides whether a target was met, a
    part before a whole, a smaller before a larger. Names decide the rest.
    """

    def is_shown(key: Key) -> bool:
        held = record.in_force.get(key)
        return key not in withheld and held is not None and held.observation.stated is not None

    component = {told}
    while True:
        touching = [bond for bond in bonds if component & set(bond.cells)]
        candidates = [c for bond in touching for c in bond.cells if is_shown(c)]
        if candidates:
            return min(candidates, key=lambda c: _rank(plan, record, bonds, c))
        grown = component | {c for bond in touching for c in bond.cells}
        if grown == component:
            return None
        component = grown


def _rank(
    plan: Plan, record: Record, bonds: tuple[Bond[Key], ...], key: Key
) -> tuple[bool, bool, bool, Fraction, tuple[str, ...]]:
    agency, name, period, dimensions = key
    measure = plan.measure_by_id[name]
    is_judged = not dimensions and any(
        t.is_for(period) and t.agency in (None, agency) for t in measure.targets
    )
    is_whole = any(getattr(bond, "whole", None) == key for bond in bonds)
    together = [b for b in bonds if isinstance(b, Together) and key in b.cells]
    is_whole = is_whole or any(b.cells[-1] == key for b in together)
    said = record.in_force[key].observation
    of_none = bool(together) and not said.counted  # hides nobody among its rows
    value = said.interval(measure)
    size = value.low if value is not None and value.low is not None else Fraction(0)
    return is_judged, is_whole, of_none, size, _order(key)


def _order(key: Key) -> tuple[str, ...]:
    agency, measure, period, dimensions = key
    return (measure, agency, str(period), *(f"{d}={code}" for d, code in dimensions))


def _public_record(
    plan: Plan, record: Record, hidden: frozenset[str], withheld: Mapping[Key, Withheld]
) -> Record:
    """The record as everybody may see it: no value, and none of the words said about one."""
    about = {(agency, measure, period) for agency, measure, period, _ in withheld}
    no_longer = [old for held in record.in_force.values() for old in held.displaced]
    no_longer += [held for held, _ in record.returned]
    named = {measure for _, measure, _ in about} | hidden
    named |= {old.observation.measure for old in no_longer if _was_small(plan, old)}
    rows = {(w.held.submission, w.held.observation.place) for w in withheld.values()}
    return replace(
        record,
        in_force={
            key: _instead(withheld[key]) if key in withheld else _as_revised(plan, held)
            for key, held in record.in_force.items()
            if key[1] not in hidden
        },
        rejections=tuple(
            (number, _rejection(plan, r, hidden, named))
            for number, r in record.rejections
            if r.measure not in hidden
        ),
        returned=tuple(
            (held, said) for held, said in record.returned if held.observation.measure not in named
        ),
        explanations=tuple(
            (number, replace(e, why=NOT_SHOWN, action="", due=""))
            if (e.agency, e.measure, e.period) in about
            else (number, e)
            for number, e in record.explanations
            if e.measure not in hidden
        ),
        warnings=tuple(
            (number, problem)
            for number, problem in record.warnings
            if (number, problem.place) not in rows
            and not any(name in problem.message for name in named)
        ),
        remarks=tuple(
            replace(r, text=NOT_SHOWN) if r.measure in named and r.text else r
            for r in record.remarks
            if r.measure not in hidden
        ),
    )


def _rejection(
    plan: Plan, rejection: Rejection, hidden: frozenset[str], named: AbstractSet[str]
) -> Rejection:
    """A row that was not taken, without words that could say what is withheld.

    Of a measure that the plan does not know the message says how it was written, and which one may
    have been meant: where measures are hidden, that may be one of them.
    """
    problem, instead = rejection.problem, ""
    if hidden and rejection.measure and rejection.measure not in plan.measure_by_id:
        instead = _UNKNOWN_MEASURE
    elif rejection.measure in named or any(name in problem.message for name in named):
        instead = NOT_SHOWN
    if not instead:
        return rejection
    return replace(rejection, problem=replace(problem, message=instead, remedy=""))


def _instead(withheld: Withheld) -> InForce:
    """A figure that is withheld, as everybody sees it. What it displaced is not shown either."""
    said = withheld.held.observation
    reasons = {
        "small": "Withheld: so small a number could point to a person.",
        "withheld by its agency": said.note,
        "would tell another": "Withheld: with the figures beside it, it would tell another that is "
        "withheld.",
    }
    shown = replace(
        said,
        stated=withheld.instead,
        whole=None,
        absence=None if withheld.instead else "withheld",
        source="",
        note=reasons[withheld.why],
        counted=None,
    )
    return replace(withheld.held, observation=shown, displaced=())
