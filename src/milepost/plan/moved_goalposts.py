"""The problem of a goalpost that was moved, and nobody says why (21 U.S.C. 1705(i))."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Final

from milepost.plan import in_words
from milepost.plan.change import Change
from milepost.plan.model import Declared
from milepost.plan.sides import View
from milepost.sources import Place, Problem

_LONGEST: Final = 60
_SINGULAR: Final = {
    "measures": "the measure",
    "scales": "the scale",
    "waivers": "the waiver",
    "calendar": "the calendar",
    "extracts": "the extract",
}


def problems(views: Iterable[View], since: str, as_of: dt.date) -> Iterator[Problem]:
    """One error for everything that can change a rating, was changed, and has no reason."""
    for view in views:
        for change in view.changes:
            if change.lacks_reason:
                yield _problem(change, view, since, as_of)


def _problem(change: Change, view: View, since: str, as_of: dt.date) -> Problem:
    place, excerpt = Place(_file_of(change)), None
    if change.new_place is not None:
        place = change.new_place
        excerpt = view.new.places.excerpt(change.section, change.identifier, *change.new_path)
    message = f"{_happened(change)} since {since}, and no reason is given."
    return Problem(place, "P260", message, _remedy(change, view, as_of), excerpt=excerpt)


def _file_of(change: Change) -> str:
    """The file in which what is gone was last written, by its path in the workspace."""
    return change.old_place.file.rpartition(":")[2] if change.old_place else change.section


def _happened(change: Change) -> str:
    name = "" if change.section == "calendar" else f' "{change.was or change.identifier}"'
    thing = f"{_SINGULAR.get(change.section, change.section)}{name}"
    key = change.new_path or change.old_path
    of_key = not isinstance((*key, "", "")[1], int)
    part = f'"{change.what}"' if of_key else f"the {change.what}"
    subject = f"{part} of {thing}" if change.what else thing
    day = ""
    if change.from_day is not None:
        was_before = change.from_day == dt.date.min
        day = ", as it first held," if was_before else f", as it holds from {change.from_day} on,"
    old, new = _quoted(change.old), _quoted(change.new)
    match change.kind:
        case "added":
            return f"{subject}{day} was added ({new})"
        case "dropped":
            return f"{subject}{day} was dropped ({old})"
        case "renamed":
            return f"{subject}{day} was renamed {new}"
        case "moved":
            return f"{subject}{day} was moved from {old} to {new}"
        case _:
            verb = "was lowered" if change.lowers_a_target else "was changed"
            return f"{subject}{day} {verb} from {old} to {new}"


def _quoted(text: str) -> str:
    shown = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return f'"{shown}"' if shown else "nothing"


def _remedy(change: Change, view: View, as_of: dt.date) -> str:
    if change.kind == "renamed":
        return (
            "What agencies reported bears the old identifier. Give it back; a new title needs no "
            "new identifier."
        )
    if change.section == "calendar":
        return "Take the change back: every fiscal year of the record is counted by the calendar."
    if change.kind == "dropped" and change.what == "":
        return _OF_WHOLE[change.section]
    if change.kind == "added" and change.section == "scales":
        return (
            'Say why it takes the place of the scale before it: add "reason:" and "approved_by:".'
        )
    return _dated(change, view, as_of)


_OF_WHOLE: Final = {
    "measures": (
        "Keep it, and end its targets: a target as dated values, of which the last has no value "
        'and says "from:", "reason:", "approved_by:" and "source:".'
    ),
    "scales": 'Keep it; the scale that takes its place says "in_force_from:" and "reason:".',
    "waivers": 'Keep it, and say "until:" which day it held.',
    "extracts": "Keep it: the measures over it, and their past, rest on it.",
}


def _dated(change: Change, view: View, as_of: dt.date) -> str:
    """What to write: both values, each with its source, the later one with its reason."""
    day = as_of if change.from_day in (None, dt.date.min) else change.from_day
    of_plans = (view.old.plan, view.new.plan)
    old = in_words.at(of_plans[0], change.section, change.was, change.old_path)
    second = f"from: {day}, {{}}reason: …, approved_by: …, source: …"
    if change.kind == "dropped":
        entry = f"dated: [{{value: {_written(old)}, source: …}}, {{{second.format('')}}}]"
        of_list = isinstance(change.old_path[-1], int)
        first = "- " if of_list else f"{change.old_path[-1]}: "
        return (
            f"Keep it, and say from which day it is given up and why:\n{first}{{{entry}}}\n{_END}"
        )
    new = in_words.at(of_plans[1], change.section, change.identifier, change.new_path)
    if change.kind == "added" and isinstance(change.new_path[-1], int):
        return (
            "Add it by dated values of the whole list, with the day, the reason and who approved."
        )
    said = "" if new is None else f"value: {_written(new)}, "  # without a value there is none
    entries = [f"{{{second.format(said)}}}"]
    if old is not None:
        entries.insert(0, f"{{value: {_written(old)}, source: …}}")
    lines = "".join(f"\n - {entry}" for entry in entries)
    return f"Write both values with their days:\n{change.new_path[-1]}:\n dated:{lines}\n{_END}"


_END: Final = "The day is the one from which it holds."


def _written(value: object) -> str:
    """A value as it would be written on one line; what is long is left to the editor."""
    if isinstance(value, Declared):
        return "{…}"
    if isinstance(value, tuple):
        return f"[{in_words.said(value)}]"
    text = in_words.said(value)
    if len(text) > _LONGEST:
        return "…"
    plain = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 .-]*", text)
    return text if plain else f'"{text}"'
