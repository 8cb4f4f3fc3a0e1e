"""Tables of promises that were missed, what that obliges to, and what was said and done."""

from __future__ import annotations

from collections.abc import Iterator

from milepost.scorecard.card import Scorecard
from milepost.scorecard.misses import Corrective, MissRow, Owed
from milepost.scorecard.typed_tables import (
    Field,
    TableOf,
    TypedTable,
    count,
    counted,
    day_in,
    made_up,
    measure_id,
    measure_title,
    permalink,
    several,
    text,
    yes,
)

_TOGETHER = "it is of all agencies that report it together"
_Miss = tuple[int, MissRow]


def _misses(card: Scorecard) -> Iterator[_Miss]:
    return counted(card.behind.misses if card.behind else ())


def misses(card: Scorecard) -> TypedTable:
    """What was missed, and how often in a row."""
    fields: list[Field[_Miss]] = [
        measure_title(lambda m: m[1].title),
        text("agency", "Agency", "Whose promise it is.", lambda m: m[1].agency, _TOGETHER),
        text("count", "In words", "The same in words, with the periods.", lambda m: m[1].count),
        yes("explained", "Explained", "Whether the newest miss is explained.",
            lambda m: m[1].explained),
        count("at_least", "In a row, at least", "How many periods in a row were missed for "
              "certain.", lambda m: m[1].at_least),
        count("at_most", "In a row, at most", "How many at most; more than at least where some "
              "cannot be decided.", lambda m: m[1].at_most),
        several("periods", "Periods", "Of each period why it was missed, or cannot be decided.",
                lambda m: m[1].periods, "nothing more is said"),
        made_up(lambda m: m[1].illustrative),
        measure_id(lambda m: m[1].measure),
        count("miss", "Number", "Its place in the list: those without an explanation first.",
              lambda m: m[0]),
        permalink(lambda _: "misses"),
    ]  # fmt: skip
    return TableOf(
        "misses",
        "Missed in a row",
        "One promise that was not kept, with how often one after another.",
        ("miss",),
        fields,
    ).filled(_misses(card))


def obligations(card: Scorecard) -> TypedTable:
    """What misses oblige to."""
    fields: list[Field[tuple[_Miss, int, Owed]]] = [
        measure_title(lambda o: o[0][1].title),
        text("agency", "Agency", "Whose promise it is.", lambda o: o[0][1].agency, _TOGETHER),
        text("text", "Obliges to", "What is owed, by when and by which law or rule.",
             lambda o: o[2].text),
        yes("is_certain", "Certain", "Whether it is owed for certain; else it may be.",
            lambda o: o[2].is_certain),
        text("by", "By", "The day by which it is due.", lambda o: day_in(o[2].by),
             "the step of the ladder does not say", "date"),
        made_up(lambda o: o[0][1].illustrative),
        count("miss", "Miss", "Number of the miss, as in the table misses.", lambda o: o[0][0]),
        count("number", "Number", "Which one of those of the miss.", lambda o: o[1]),
    ]  # fmt: skip
    return TableOf(
        "obligations",
        "What misses oblige to",
        "One document that a promise missed so often obliges to, or may.",
        ("miss", "number"),
        fields,
    ).filled((miss, n, owed) for miss in _misses(card) for n, owed in counted(miss[1].owed))


_Answer = tuple[_Miss, int, Corrective]


def _answers(card: Scorecard) -> Iterator[_Answer]:
    for miss in _misses(card):
        yield from ((miss, n, a) for n, a in counted((*miss[1].explanations, *miss[1].actions)))


def answers(card: Scorecard) -> TypedTable:
    """What was explained of misses, and what is undertaken."""
    fields: list[Field[_Answer]] = [
        measure_title(lambda a: a[0][1].title),
        text("agency", "Agency", "Whose promise it is.", lambda a: a[0][1].agency, _TOGETHER),
        text("text", "What", "What was said or undertaken, by whom.", lambda a: a[2].text),
        text("kind", "Kind", "An explanation that was sent, or an action of the plan.",
             lambda a: "explanation" if a[1] <= len(a[0][1].explanations) else "action"),
        text("review", "Review", "Accepted, returned, not reviewed.", lambda a: a[2].review,
             "it is an action of the plan"),
        text("progress", "Progress", "How far what was promised has got.",
             lambda a: a[2].progress),
        text("action", "Action", "The plan's action that it is, or promises.",
             lambda a: a[2].action, "none"),
        made_up(lambda a: a[0][1].illustrative),
        count("miss", "Miss", "Number of the miss, as in the table misses.", lambda a: a[0][0]),
        count("number", "Number", "Which one of those of the miss.", lambda a: a[1]),
    ]  # fmt: skip
    return TableOf(
        "answers",
        "Answers to misses",
        "One explanation of a miss, or one action that is to end it.",
        ("miss", "number"),
        fields,
    ).filled(_answers(card))
