"""The table of what an edition says of itself: the explanations that it was published without."""

from __future__ import annotations

from milepost.scorecard.card import Scorecard
from milepost.scorecard.owed import OwedExplanation
from milepost.scorecard.typed_tables import (
    Field,
    TableOf,
    TypedTable,
    count,
    counted,
    made_up,
    permalink,
    text,
)


def published_as_owed(card: Scorecard) -> TypedTable:
    """Every explanation that was owed on the day of the edition, as its page lists them."""
    fields: list[Field[tuple[int, OwedExplanation]]] = [
        text("measure_title", "Measure", "Title of the measure.", lambda o: o[1].title),
        text("agency", "Agency", "Who owes it; several agencies where the figure is of them "
             "together.", lambda o: o[1].agency),
        text("period", "Period", "For which period.", lambda o: o[1].period),
        text("why", "What", "What is to be explained.", lambda o: o[1].why),
        text("measure", "Measure, identifier", "Identifier of the measure.",
             lambda o: o[1].measure),
        made_up(lambda _: card.illustrative),
        count("number", "Number", "Its place in the list.", lambda o: o[0]),
        permalink(lambda o: o[1].id),
    ]  # fmt: skip
    return TableOf(
        "published-as-owed",
        "Published as owed",
        "One explanation that was owed when this edition was published, which says so.",
        ("number",),
        fields,
    ).filled(counted(card.edition.owed if card.edition else ()))
