"""The words of judging: code lists, the rating scale, and other people's words for a rating."""

from __future__ import annotations

from typing import Literal

from milepost.plan.model.base import Declared
from milepost.plan.scalars import Day, Id, Number, Text


class Code(Declared):
    """One entry of a code list."""

    code: Text
    """The code, as agencies write it."""
    title: Text
    """What it stands for."""


class CodeList(Declared):
    """The codes of a dimension, such as the federal entities of Mexico."""

    id: Id
    """A stable name."""
    title: Text
    """What it lists."""
    size: Number | None = None
    """How many there are, where not all are listed."""
    codes: tuple[Code, ...] = ()
    """The codes."""
    source: Text
    """Where they are defined."""
    note: Text | None = None
    """What must be known of them."""


class Scale(Declared):
    """How an outlook becomes a rating, from a date on.

    ``on_track`` and ``at_risk`` are shares of the progress expected by now: at or above the first
    the rating is "on track", at or above the second "at risk", below it "off track".
    """

    id: Id
    """A stable name."""
    in_force_from: Day
    """The day from which it holds; the latest that has begun is used."""
    method: Literal["share-of-targeted-change"]
    """How progress is counted."""
    on_track: Number
    """The share of expected progress from which it is on track."""
    at_risk: Number
    """The share of expected progress from which it is at risk, and below which off track."""
    reason: Text | None = None
    """Why it took the place of the scale before it."""
    approved_by: Text | None = None
    """Who approved the change."""
    source: Text
    """Where it is laid down."""


class VocabularyWord(Declared):
    """What one of our words is called in another vocabulary."""

    rating: Literal[
        "achieved",
        "on track",
        "at risk",
        "off track",
        "met",
        "not met",
        "indeterminate",
        "not due",
        "not rated",
        "not reported",
        "not tracked",
        "not available",
        "no target",
        "no baseline",
    ]
    """Our word."""
    word: Text
    """Theirs."""


class Vocabulary(Declared):
    """The words in which an office, an auditor or a ministry says a rating."""

    id: Id
    """A stable name."""
    title: Text
    """Whose words they are."""
    words: tuple[VocabularyWord, ...]
    """Their word for each of ours; where they have none, nothing is said."""
    source: Text
    """Where they are used."""
