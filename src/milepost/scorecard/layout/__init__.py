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
from milepost.scorecard.layout.agencies import agencies
from milepost.scorecard.layout.audited import audited
from milepost.scorecard.layout.depending import depending, lacking, misses
from milepost.scorecard.layout.editions import edition, since
from milepost.scorecard.layout.figure_index import figure_index
from milepost.scorecard.layout.figures import figures_table
from milepost.scorecard.layout.glossary import glossary
from milepost.scorecard.layout.goalposts import goalposts
from milepost.scorecard.layout.objectives import counts_table, objective
from milepost.scorecard.layout.quality import quality
from milepost.scorecard.layout.quarter import (
    contributors,
    how_told,
    likelihoods,
    progress,
    quarter_in_short,
    strategies,
)
from milepost.scorecard.layout.reporting import reporting
from milepost.scorecard.layout.worked import worked


def lay_out(card: Scorecard) -> Document:
    """The annual scorecard as a document: the answer first, what it rests on last."""
    parts = [
        *_in_short(card),
        *edition(card),
        *since(card),
        *(objective(card, section) for section in card.sections),
        *agencies(card.agencies),
        *_figures(card),
        reporting(card),
        *audited(card.audit),
        *misses(card.behind.misses if card.behind else ()),
        goalposts(card.goalposts, card.as_of),
        *quality(card.quality),
        *lacking(card.behind.lacking if card.behind else None),
        *_depending(card),
        _method(card),
        *glossary(card.glossary),
        *figure_index(card.index),
    ]
    return Document(
        name="packet" if card.quarter else "scorecard",
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


def _in_short(card: Scorecard) -> list[Part]:
    """The answer; of a quarter with what 31 U.S.C. 1121 asks to be reviewed."""
    if card.quarter is not None:
        return [
            quarter_in_short(card, card.quarter),
            strategies(card.quarter),
            progress(card, card.quarter),
            likelihoods(card),
            contributors(card.quarter),
            how_told(card.quarter),
        ]
    short = Part(
        "summary",
        "In short",
        (
            Paragraph(card.headline, "lead"),
            counts_table(card),
            *(Paragraph(text) for text in card.about),
        ),
    )
    return [short]


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
