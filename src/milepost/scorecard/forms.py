"""Every form of a scorecard as files: what is written, published and compared byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from milepost.plan.model import Plan
from milepost.scorecard.card import Scorecard

FORMS: Final[dict[str, Callable[[Scorecard], str]]] = {
    "scorecard.html": Scorecard.as_html,
    "scorecard.json": Scorecard.as_json,
    "scorecard.txt": Scorecard.as_text,
}


def every_form(card: Scorecard, plan: Plan) -> dict[str, bytes]:
    """All forms of a scorecard: each file by its path below the folder it is written into.

    Args:
        card: the scorecard.
        plan: the plan it was composed under.
    """
    del plan  # none of these forms tells more of the plan than the scorecard does
    return {name: draw(card).encode() for name, draw in FORMS.items()}
