"""Whether figures agree with one another as the plan relates them.

Only what can hold for no value of the intervals is a problem: "at least 280" is no part too large.
Where all of it stands in one file, and the relation admits no other reading, the row that breaks it
is refused; where a second file is needed, or the source leaves the basis open, it is marked. So
what another agency sent never takes a row out.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from milepost.intervals import Interval, exactly
from milepost.sources import Problem, Severity
from milepost.submissions import words
from milepost.submissions.model import Observation
from milepost.submissions.relations import Frame, as_printed, figures, together
from milepost.submissions.sent import Found, Sent, apart, below

_ANY: Final = Interval(Fraction(0), None)
_HUNDRED: Final = exactly(100)
_REMEDIES: Final = {
    "error": "Correct the one that is wrong; this row is not taken until they agree.",
    "warning": "Correct the one that is wrong, or say in the note why they do not agree.",
}


def parts_make_the_whole(sent: Sent) -> Found:
    """The parts add up to the whole, or to 100 percent: 22, 46 and 5 make 73."""
    for frame in together(sent, "total"):
        relation = frame.relation
        whole = _whole(frame)
        known = [name for name in relation.parts if frame.amount(name) is not None]
        if whole is None or not known:
            continue
        total = exactly(0)
        for name in relation.parts:
            total += _ANY if name not in known else as_printed(frame, name)
        if not apart(total, whole):
            continue
        breaker = frame.place_for(relation.whole, *relation.parts)
        sure = relation.whole in frame.said and len(known) == len(relation.parts)
        severity = _severity(frame, sure=sure)
        stands = (
            "" if relation.whole is None else f" ({words.at(frame.said[relation.whole], breaker)})"
        )
        yield (
            breaker,
            Problem(
                breaker.value_place,
                "S307",
                f"{_whole_words(frame)}{stands} for {frame.period} is not what its parts make, "
                f"{words.span(total, 1)}: {figures(frame, known, breaker)}.",
                _REMEDIES[severity],
                severity,
            ),
        )


def no_part_exceeds_the_whole(sent: Sent) -> Found:
    """No part is more than the whole that another row states."""
    for frame in together(sent, "part"):
        relation = frame.relation
        whole = frame.amount(relation.whole)
        if relation.whole is None or whole is None:
            continue
        for name in relation.parts:
            part = frame.amount(name)
            if part is None or not below(whole, part):
                continue
            row = frame.place_for(name, relation.whole)
            severity = _severity(frame, sure=True)
            yield (
                row,
                Problem(
                    row.value_place,
                    "S308",
                    f"{words.figure(frame.said[name], row)} for {frame.period} is more than the "
                    f"whole it is a part of, {words.figure(frame.said[relation.whole], row)}.",
                    _REMEDIES[severity],
                    severity,
                ),
            )


def stages_narrow(sent: Sent) -> Found:
    """No stage of a funnel is more than one before it: 47 indicted of 46 accepted."""
    for frame in together(sent, "funnel"):
        for name, before in _wider_stages(frame):
            row = frame.place_for(name, before)
            basis = frame.relation.basis
            severity = _severity(frame, sure=basis == "cohort")
            yield (
                row,
                Problem(
                    row.value_place,
                    "S309",
                    f"{words.figure(frame.said[name], row)} for {frame.period} is more than an "
                    f"earlier stage, {words.figure(frame.said[before], row)}"
                    + _READINGS[basis or ""],
                    _REMEDIES[severity]
                    if basis == "cohort"
                    else "Correct it if it is a slip, or say in the note which cases each counts.",
                    severity,
                ),
            )


_READINGS: Final = {
    "cohort": "; they follow the same cases, so it cannot be.",
    "period": "; they are counted by period, so it may be.",
    "": "; whether they follow the same cases is not declared.",
}


def the_basis_of_stages_is_known(sent: Sent) -> Found:
    """Stages are held against one another only where they follow the same cases."""
    for frame in together(sent, "funnel"):
        stages = _unrelated(frame)
        basis = frame.relation.basis
        if basis == "cohort" or len(stages) <= 1:
            continue
        first = stages[0]
        if basis is None and not any(True for _ in _wider_stages(frame)):
            row = frame.place_for(*reversed(stages))
            message = (
                f"{figures(frame, stages, row)} for {frame.period}: it is not declared whether "
                "they follow the same cases; the later ones may come from earlier years' cases."
            )
        elif basis == "period" and (share := _share_of_stages(frame, stages)) is not None:
            row = share
            message = (
                f"{row.measure} {words.stated(row)} for {frame.period} is a share of one stage in "
                f"another, but they are counted by period and may be of different years' cases."
            )
        else:
            continue
        yield (
            row,
            Problem(
                row.value_place,
                "S310",
                message,
                f"Say in the note whether they are among the {first} of the period; until that "
                "is known, make no rate of them.",
                "warning",
            ),
        )


def _severity(frame: Frame, *, sure: bool) -> Severity:
    return "error" if sure and frame.of_one_file else "warning"


def _whole(frame: Frame) -> Interval | None:
    """The whole of a total: what a row states, 100 percent, or what all parts are said to be of."""
    relation = frame.relation
    if relation.whole is not None:
        return None if relation.whole not in frame.said else as_printed(frame, relation.whole)
    measures = frame.sent.plan.measure_by_id
    if measures[relation.parts[0]].unit == "percent":
        return _HUNDRED
    wholes = {observation.whole for observation in frame.said.values()}
    of = wholes.pop() if len(wholes) == 1 else None
    return None if of is None else exactly(of)


def _whole_words(frame: Frame) -> str:
    whole = frame.relation.whole
    if whole is not None:
        return f"{whole} {words.stated(frame.said[whole])}"
    measures = frame.sent.plan.measure_by_id
    if measures[frame.relation.parts[0]].unit == "percent":
        return "100 percent"
    return f"{next(iter(frame.said.values())).whole:,f}"


def _wider_stages(frame: Frame) -> Iterator[tuple[str, str]]:
    """The stages that are more than one before them, each with the narrowest of those."""
    narrowest: tuple[str, Interval] | None = None
    for name in frame.relation.parts:
        amount = frame.amount(name)
        if amount is None:
            continue
        if narrowest is not None and below(narrowest[1], amount):
            yield name, narrowest[0]
        if narrowest is None or _ends_lower(amount, narrowest[1]):
            narrowest = (name, amount)


def _ends_lower(one: Interval, other: Interval) -> bool:
    if one.high is None:
        return False
    return other.high is None or (one.high, not one.high_open) < (other.high, not other.high_open)


def _unrelated(frame: Frame) -> list[str]:
    """The stages with a number, less those that the plan declares parts of an earlier one."""
    stages = [name for name in frame.relation.parts if name in frame.said]
    declared = {
        part
        for relation in frame.sent.plan.relations
        if relation.kind in ("total", "part") and relation.whole in stages
        for part in relation.parts
    }
    return [name for name in stages if name not in declared]


def _share_of_stages(frame: Frame, stages: list[str]) -> Observation | None:
    """A stage that is sent as a part of an earlier one: 66 of 103."""
    for position, name in enumerate(stages):
        row = frame.said[name]
        earlier = [frame.said[stage].stated for stage in stages[:position]]
        numbers = {said.number for said in earlier if said is not None}
        if row.whole in numbers and frame.sent.holds(row):
            return row
    return None
