"""The scorecard at the analyst's door: its rows as a pandas table."""

from __future__ import annotations

from typing import Final

import pandas as pd

from milepost.scorecard.card import Scorecard
from milepost.sources import as_no_formula

_COLUMNS: Final = [
    "id", "objective", "measure", "agency", "unit", "baseline", "target", "target_period",
    "actual", "actual_period", "low", "high", "result", "outlook", "reason", "illustrative",
    "result_in_other_words", "outlook_in_other_words",
]  # fmt: skip


def as_frame(card: Scorecard) -> pd.DataFrame:
    """One line for each judged row, in the order of the document.

    ``low`` and ``high`` are the ends of the actual as exact text, not as floats: an analyst who
    wants to reckon with them chooses how. An end without bound is missing. A title or another text
    that a spreadsheet would take for a formula has an apostrophe in front.
    """
    return pd.DataFrame(
        columns=_COLUMNS,
        data=[
            {
                "id": row.id,
                "objective": section.id,
                "measure": _harmless(row.measure),
                "agency": row.agency,
                "unit": _harmless(row.unit),
                "baseline": _harmless(row.baseline),
                "target": _harmless(row.target),
                "target_period": row.target_period,
                "actual": _harmless(row.actual),
                "actual_period": row.actual_period,
                "low": row.exact.low if row.exact else None,
                "high": row.exact.high if row.exact else None,
                "result": row.result.word if row.result else None,
                "outlook": row.rating.word,
                "reason": _harmless(row.reason),
                "illustrative": bool(row.illustrative) or card.illustrative,
                "result_in_other_words": _harmless(theirs.result) if theirs else "",
                "outlook_in_other_words": _harmless(theirs.rating) if theirs else "",
            }
            for section in card.sections
            for row in section.rows
            for theirs in [row.in_other_words]
        ],
    )


def _harmless(text: str) -> str:
    """On one line, for not every writer of CSV puts a text with a line's end in quotes."""
    return as_no_formula(" ".join(text.split()))
