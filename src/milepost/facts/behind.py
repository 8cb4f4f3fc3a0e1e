"""What lies behind a computed figure, for whoever follows it down to the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from milepost.plan.model import Extract


@dataclass(frozen=True, slots=True)
class Behind:
    """How a figure was computed, and from which rows.

    Attributes:
        engine: what computed it, with its version.
        query: what it was asked, in its own words.
        rows: how many rows the figure is of; None where that was not looked up.
        keys: the keys of the first of them, in order, each as the texts of its columns; none where
            they may not be shown.
    """

    engine: str
    query: str
    rows: int | None = None
    keys: Sequence[tuple[str, ...]] = ()


def may_show_keys(extract: Extract) -> bool:
    """Whether everybody may see which rows of an extract a figure was made of."""
    keys = {column.sensitivity for column in extract.columns if column.name in extract.key}
    return {extract.sensitivity, *keys} == {"public"}
