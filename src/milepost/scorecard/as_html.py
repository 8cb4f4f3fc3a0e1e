"""The scorecard as one HTML file: no network, no script, and fit to be printed."""

from __future__ import annotations

from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from milepost.scorecard import charts
from milepost.scorecard.card import Scorecard
from milepost.scorecard.said import SAID, words

# A mark is never colour alone: each kind has a shape of its own, and its word beside it.
MARKS: Final = {
    "good": "✔",
    "fair": "▲",
    "poor": "◆",
    "bad": "✘",
    "open": "?",
    "none": "\N{EN DASH}",
}

# The letters that are drawn are data; every name and note in them is escaped by the template.
_ENVIRONMENT: Final = Environment(
    loader=PackageLoader("milepost.scorecard"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def as_html(card: Scorecard) -> str:
    """The whole document as one page."""
    pictures = {chart.id: charts.as_svg(chart) for s in card.sections for chart in s.charts}
    template = _ENVIRONMENT.get_template("scorecard.html.j2")
    return template.render(card=card, marks=MARKS, pictures=pictures, labels=SAID, words=words)
