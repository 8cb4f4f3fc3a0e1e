"""Every form of a scorecard as files: what is written, published and compared byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from milepost.scorecard.card import Scorecard

FORMS: Final[tuple[tuple[str, Callable[[Scorecard], str]], ...]] = (
    ("scorecard.html", Scorecard.as_html),
    ("scorecard.json", Scorecard.as_json),
    ("scorecard.txt", Scorecard.as_text),
)


def every_form(card: Scorecard) -> dict[str, bytes]:
    """The scorecard in every form, each under its path from the folder of the edition."""
    return {name: draw(card).encode() for name, draw in FORMS}
