"""Tables of the first page: what needs attention, last year beside this one, what changed."""

from __future__ import annotations

from dataclasses import replace

from milepost.scorecard.card import Scorecard
from milepost.scorecard.opening_model import Came, Change, Compared, NeedsAttention
from milepost.scorecard.typed_tables import (
    Field,
    TableOf,
    TypedTable,
    count,
    counted,
    how_many,
    made_up,
    permalink,
    several,
    text,
    yes,
)

_NOTHING_DUE = "no target was due, or there is no year before"
_Matter = tuple[int, NeedsAttention]


def attention(card: Scorecard) -> TypedTable:
    """All that the rule finds, with the few that stand on the first page."""
    opening = card.opening
    first = {replace(matter, more=0) for matter in opening.attention} if opening else set()
    fields: list[Field[_Matter]] = [
        text("title", "What", "What it is about.", lambda m: m[1].title),
        text("kind", "Kind", "Why it is here, in the words of the rule.", lambda m: m[1].kind),
        text("finding", "What is wrong", "What is wrong.", lambda m: m[1].finding),
        text("remedy", "What must be done", "Who must do what by when.", lambda m: m[1].remedy),
        yes("on_first_page", "On the first page", "Whether it is one of the few that are shown "
            "there: the first of its kind.", lambda m: m[1] in first),
        count("rank", "Rank", "Its place by the rule, most first.", lambda m: m[0]),
        made_up(lambda m: m[1].illustrative),
        permalink(lambda m: m[1].link),
    ]  # fmt: skip
    return TableOf(
        "attention",
        "What needs attention",
        "One matter that the rule finds to need attention; the rule is in the table method.",
        ("rank",),
        fields,
    ).filled(counted(opening.matters if opening else ()))


def _came(prefix: str, head: str, of: str) -> list[Field[Compared]]:
    """How the targets due in a year came out."""

    def taken(compared: Compared, name: str) -> int | None:
        came: Came | None = getattr(compared, of)
        return getattr(came, name) if came else None

    return [
        how_many(f"{prefix}due", f"Due, {head}", "How many targets were due.",
                 lambda c: taken(c, "due"), _NOTHING_DUE),
        how_many(f"{prefix}met", f"Met, {head}", "How many of those were met.",
                 lambda c: taken(c, "met"), _NOTHING_DUE),
        how_many(f"{prefix}not_met", f"Not met, {head}", "How many were not.",
                 lambda c: taken(c, "not_met"), _NOTHING_DUE),
        how_many(f"{prefix}unknown", f"Not known, {head}", "Of how many nobody can say.",
                 lambda c: taken(c, "unknown"), _NOTHING_DUE),
    ]  # fmt: skip


def year_on_year(card: Scorecard) -> TypedTable:
    """The targets that were due, this year and the year before."""
    fields: list[Field[tuple[int, Compared]]] = [
        text("title", "Objective", "Title of the objective, or what is counted together.",
             lambda c: c[1].title),
        *(Field(field.column, lambda c, take=field.take: take(c[1]))  # type: ignore[misc]
          for field in (*_came("", "now", "now"), *_came("before_", "year before", "before"))),
        text("objective", "Objective, identifier", "Identifier of the objective.",
             lambda c: c[1].objective, "it counts more than one objective"),
        made_up(lambda c: c[1].title == "Illustrative targets"),
        count("number", "Number", "Its place in the list.", lambda c: c[0]),
        permalink(lambda c: c[1].objective),
    ]  # fmt: skip
    return TableOf(
        "year-on-year",
        "This year and last",
        "How the targets due in a year came out, for one objective, this year and the year before.",
        ("number",),
        fields,
    ).filled(counted(card.opening.compared if card.opening else ()))


def changed(card: Scorecard) -> TypedTable:
    """What is otherwise than the year before."""
    fields: list[Field[tuple[int, Change]]] = [
        text("what", "What", "Newly met, newly missed, newly reported, no longer reported, "
             "restated.", lambda c: c[1].what),
        several("titles", "Measures", "The measures, each with whose it is where several report "
                "it.", lambda c: c[1].titles, "none"),
        count("count", "Count", "How many they are.", lambda c: len(c[1].titles)),
        made_up(lambda c: c[1].illustrative),
        count("number", "Number", "Its place in the list.", lambda c: c[0]),
    ]  # fmt: skip
    return TableOf(
        "changed",
        "Changed since last year",
        "One way in which measures came out otherwise than the year before.",
        ("number",),
        fields,
    ).filled(counted(card.opening.changes if card.opening else ()))
