"""The dated value in force and the one before it: why it changed, and who approved that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from milepost.plan.dated import Held, History
from milepost.plan.places import Step

# Below these a measure's values are told with the target or baseline they are of.
_TOLD_WITH = ("targets", "baseline")


@dataclass(frozen=True, slots=True)
class InForceLine:
    """What is said of one dated value, and where it is written."""

    text: str
    place: str


def said_of(
    histories: Sequence[History], of: tuple[str, str, tuple[Step, ...]], day: dt.date
) -> Iterator[InForceLine]:
    """The dated values of a thing of the plan on a day, below a path of keys.

    Args:
        histories: every dated value of the plan.
        of: section, identifier, and the keys below which is looked; of a measure as a whole what
            is told with its targets and its baseline is left out.
        day: the day as of which the plan was read.
    """
    section, identifier, path = of
    for history in histories:
        here = (history.section, history.identifier) == (section, identifier)
        if not here or history.path[: len(path)] != path:
            continue
        if not path and history.path and history.path[0] in _TOLD_WITH:
            continue
        yield from _lines(history, day)


def _lines(history: History, day: dt.date) -> Iterator[InForceLine]:
    held = history.at(day)
    if held is None:
        return
    at = history.held.index(held)
    key = ".".join(str(step) for step in history.path if isinstance(step, str))
    yield InForceLine(f"In force, {key}: {_said(held)}", str(held.place))
    if at:
        before = history.held[at - 1]
        yield InForceLine(f"Before, {key}: {_said(before)}", str(before.place))


def _said(held: Held) -> str:
    since = "from the beginning" if held.since == dt.date.min else f"from {held.since}"
    value = "as written there" if isinstance(held.value, (dict, list)) else held.value or "none"
    words = [f"{value}, {since}."]
    if held.reason:
        words.append(f"{held.reason.rstrip('.')}.")
    if held.approved_by:
        words.append(f"Approved by {held.approved_by.rstrip('.')}.")
    source = f"{held.source.rstrip('.')}."
    words.append("Illustrative: made up to show a feature." if held.illustrative else source)
    return " ".join(words)
