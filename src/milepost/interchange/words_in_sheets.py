"""The words of the plan as spreadsheets write them.

Each word of a measure, with other ways to say it. Those that only come near it are marked, so that
a person looks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from milepost.interchange.columns import plainly

# By column: each word of the plan, other ways to say it, and words that only come near it.
_WORDS: Final[Mapping[str, Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]]] = {
    "kind": {
        "input": (("inputs",), ("resources",)),
        "output": (("outputs",), ("workload",)),
        "process": (("processes",), ("activity", "activities", "quality")),
        "outcome": (("outcomes", "end outcome", "intermediate outcome"), ("impact", "result")),
        "efficiency": (("efficiency measure",), ("cost effectiveness",)),
        "capacity": (("capability",), ()),
        "milestone": (("milestones",), ("event", "deliverable")),
    },
    "direction": {
        "increase": (
            ("increasing", "up", "higher", "higher is better", "more is better", "raise", "↑",
             "▲", "higher better", "more", "increase is better"),
            ("maximize", "maximise", "improve", "+"),
        ),
        "decrease": (
            ("decreasing", "down", "lower", "lower is better", "less is better", "reduce", "↓",
             "▼", "lower better", "fewer", "less", "fewer is better", "decrease is better"),
            ("minimize", "minimise"),
        ),
        "stay": (
            ("stay within a band", "within range", "within a band", "band"),
            ("maintain", "stable", "keep", "same", "→", "↔"),
        ),
    },
    "quantity": {
        "flow": (("count", "per period"), ("cumulative", "number", "total")),
        "stock": (("as of date", "snapshot", "level", "at a date"), ()),
        "average": (("mean", "avg"), ("median",)),
        "ratio": (("share", "percentage", "percent", "rate", "proportion", "quotient"), ()),
        "event": ((), ("milestone",)),
        "cohort": ((), ()),
    },
    "basis": {
        "fiscal": (("fiscal year", "fiscal years", "fy"), ()),
        "calendar": (("calendar year", "calendar years", "cy"), ()),
        "date": (("as of date", "day", "month or day"), ()),
    },
    "frequency": {
        "annual": (("annually", "yearly", "once a year", "every year", "each year", "a"), ()),
        "quarterly": (("quarter", "every quarter", "each quarter", "4 times a year", "q"), ()),
        "monthly": (("month", "every month", "each month", "m"), ()),
        "on-date": (("on date", "as of date", "point in time", "once"), ("as needed", "ad hoc")),
    },
    "combine_agencies": {
        "separate": (("side by side", "apart", "separately"), ()),
        "sum": (("added", "total", "summed"), ()),
    },
    "combine_periods": {
        "sum": (("added", "total", "summed"), ()),
        "last": (("latest", "last quarter"), ()),
        "none": (("neither",), ()),
    },
    "path": {
        "linear": (("evenly", "straight line"), ()),
        "step": (("at once",), ()),
        "seasonal": ((), ()),
    },
    "sensitivity": {
        "public": (("open",), ()),
        "law-enforcement-sensitive": (("les", "law enforcement sensitive"), ()),
    },
}  # fmt: skip
_YES: Final = {"yes", "y", "true", "x", "1", "✓", "✔"}
_NO: Final = {"no", "n", "false", "0", ""}
# Ways to say that there is no value yet.
_NOTHING: Final = {
    "", "tbd", "tba", "na", "n a", "none", "nil", "to be determined", "to be developed", "unknown",
    "not applicable", "not available", "no target", "no baseline", "pending", "not set",
}  # fmt: skip
_UNITS: Final = {
    "percent": ("percent", "percentage", "pct", "per cent"),
    "USD": ("usd", "dollars", "us dollars", "u s dollars"),
}


def words_of(key: str) -> tuple[str, ...]:
    """The words that may stand in a column."""
    return tuple(_WORDS[key])


def has_words(key: str) -> bool:
    """Whether only certain words may stand in a column."""
    return key in _WORDS


def read_word(key: str, text: str) -> tuple[str, bool] | None:
    """The plan's word, and whether what is written only comes near it; None where it is none."""
    written = (text.strip(), plainly(text))
    for word, (same, near) in _WORDS[key].items():
        if written[1] == plainly(word) or any(w in same for w in written):
            return word, False
        if any(w in near for w in written if w):
            return word, True
    return None


def read_yes_or_no(text: str) -> bool | None:
    """Whether yes or no is written; None where it is neither."""
    word = text.strip().lower()
    return True if word in _YES else False if word in _NO else None


def says_nothing(text: str) -> bool:
    """Whether a cell only says that there is no value, or none yet."""
    return plainly(text) in _NOTHING


def read_unit(text: str) -> tuple[str, bool]:
    """The unit, and whether it was written in other words that say more."""
    stripped = text.strip()
    if stripped in {"%", "$"}:
        return {"%": "percent", "$": "USD"}[stripped], False
    plain = plainly(stripped)
    for unit, names in _UNITS.items():
        if plain in names or plain == unit.lower():
            return unit, False
    if re.match(r"%|percent(?:age)? of\b", stripped, re.IGNORECASE):
        return "percent", True
    return stripped, False
