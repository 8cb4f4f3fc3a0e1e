"""Lays a scorecard out in parts, for every form that people read.

Nothing is judged, rounded or worded here that is not in the scorecard already: a layout chooses the
order of parts and the columns of tables.
"""

from __future__ import annotations

from collections.abc import Iterator

from milepost.scorecard.card import Scorecard
from milepost.scorecard.document import (
    Document,
    Listing,
    Paragraph,
    Part,
)
from milepost.scorecard.layout.agencies import agencies
from milepost.scorecard.layout.audited import audited
from milepost.scorecard.layout.depending import depending, lacking, misses
from milepost.scorecard.layout.editions import edition, since
from milepost.scorecard.layout.figure_index import figure_index
from milepost.scorecard.layout.figures import figures_table
from milepost.scorecard.layout.glossary import glossary
from milepost.scorecard.layout.goalposts import goalposts
from milepost.scorecard.layout.mechanisms import mechanisms
from milepost.scorecard.layout.objectives import objective
from milepost.scorecard.layout.opening import about, in_short
from milepost.scorecard.layout.quality import quality
from milepost.scorecard.layout.quarter import (
    contributors,
    how_told,
    likelihoods,
    progress,
    quarter_in_short,
    strategies,
)
from milepost.scorecard.layout.recommendations import recommendations
from milepost.scorecard.layout.reporting import reporting
from milepost.scorecard.layout.worked import worked
from milepost.scorecard.quarter import QuarterReview


def lay_out(card: Scorecard) -> Document:
    """The annual scorecard as a document: the answer first, what it rests on last."""
    parts = _annual(card) if card.quarter is None else _packet(card, card.quarter)
    return Document(
        name="packet" if card.quarter else "scorecard",
        title=f"{card.title}, edition {card.edition.name}" if card.edition else card.title,
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


def _annual(card: Scorecard) -> Iterator[Part]:
    """The parts of a scorecard: objectives, who stands for them, then what all of it rests on."""
    yield in_short(card)
    yield about(card)
    yield from edition(card)
    yield from since(card)
    yield from (objective(card, section) for section in card.sections)
    yield from recommendations(card)
    yield from mechanisms(card)
    yield from agencies(card.agencies)
    yield from _figures(card)
    yield reporting(card)
    yield from audited(card.audit)
    yield from misses(card.behind.misses if card.behind else ())
    yield goalposts(card.goalposts, card.as_of)
    yield from quality(card.quality)
    yield from lacking(card.behind.lacking if card.behind else None)
    yield from _depending(card)
    yield _method(card)
    yield from glossary(card.glossary)
    yield from figure_index(card.index)


def _packet(card: Scorecard, review: QuarterReview) -> Iterator[Part]:
    """The parts of a quarterly packet: what 31 U.S.C. 1121 asks for, then its grounds."""
    yield quarter_in_short(card, review)
    yield strategies(review)
    yield progress(card, review)
    yield likelihoods(card, review)
    yield contributors(review)
    yield about(card)
    yield from edition(card)
    yield from since(card)
    yield from (objective(card, section) for section in card.sections)
    yield reporting(card)
    yield from misses(card.behind.misses if card.behind else ())
    yield from lacking(card.behind.lacking if card.behind else None)
    yield how_told(review)
    yield _method(card)
    yield from glossary(card.glossary)
    yield from figure_index(card.index)


def _figures(card: Scorecard) -> list[Part]:
    found = []
    if card.standards:
        caption = "Thresholds of law or practice: duties, not results"
        shown = figures_table("standards-table", caption, card.standards)
        found.append(Part("standards", "Standards set for others", (shown,)))
    if card.context:
        caption = "Figures that explain the situation and are not judged"
        shown = figures_table("context-table", caption, card.context)
        found.append(Part("context", "Context", (shown,)))
    return found


def _depending(card: Scorecard) -> list[Part]:
    behind = card.behind
    if behind is None:
        return []
    return depending(behind.sensitivity, behind.corroborations, illustrative=card.illustrative)


def _method(card: Scorecard) -> Part:
    blocks = [Paragraph(text) for text in card.method]
    waived = Part("waived", "What was waived", (Listing(card.waivers),))
    parts = (*worked(card.worked), *([waived] if card.waivers else []))
    return Part("method", "How it was judged", tuple(blocks), parts)
