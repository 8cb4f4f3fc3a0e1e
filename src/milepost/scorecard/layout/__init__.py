"""Lays a scorecard out in parts, for every form that people read.

Nothing is judged, rounded or worded here that is not in the scorecard already: a layout chooses the
order of parts and the columns of tables.
"""

from __future__ import annotations

from milepost.scorecard.card import Scorecard
from milepost.scorecard.document import (
    Document,
    Listing,
    Paragraph,
    Part,
)
from milepost.scorecard.layout.figures import figures_table
from milepost.scorecard.layout.mechanisms import mechanisms
from milepost.scorecard.layout.objectives import objective
from milepost.scorecard.layout.opening import about, in_short
from milepost.scorecard.layout.recommendations import recommendations
from milepost.scorecard.layout.reporting import reporting


def lay_out(card: Scorecard) -> Document:
    """The annual scorecard as a document: the answer first, what it rests on last."""
    parts = [
        in_short(card),
        about(card),
        *(objective(card, section) for section in card.sections),
        *recommendations(card),
        *mechanisms(card),
        *_figures(card),
        reporting(card),
        _method(card),
    ]
    return Document(
        name="scorecard",
        title=card.title,
        subtitle=card.strategy,
        issued_by=card.issued_by,
        period=card.period,
        as_of=card.as_of,
        illustrative=card.illustrative,
        restricted="",
        parts=tuple(parts),
        footnotes=card.footnotes,
        version=card.version,
    )


def _figures(card: Scorecard) -> list[Part]:
    found = []
    if card.standards:
        shown = figures_table("standards", "Thresholds of law or practice: duties, not results",
                              card.standards)  # fmt: skip
        found.append(Part("standards", "Standards set for others", (shown,)))
    if card.context:
        shown = figures_table("context", "Figures that explain the situation and are not judged",
                              card.context)  # fmt: skip
        found.append(Part("context", "Context", (shown,)))
    return found


def _method(card: Scorecard) -> Part:
    blocks = [Paragraph(text) for text in card.method]
    waived = Part("waived", "What was waived", (Listing(card.waivers),))
    return Part("method", "How it was judged", tuple(blocks), (waived,) if card.waivers else ())
