"""What lies behind a computed figure, for whoever follows it down to the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from milepost.plan.model import Extract, FromExtract, Plan


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


def keys_of(plan: Plan, how: FromExtract) -> tuple[Extract, bool]:
    """The extract whose rows stand behind a figure, and whether everybody may see which.

    Of a rate it is that of what is divided. That a row is in another extract too is told only where
    the rows of both may be seen.
    """
    by_id = {extract.id: extract for extract in plan.extracts}
    name = how.extract
    if how.rate is not None and how.rate.numerator.extract is not None:
        name = how.rate.numerator.extract
    looked_at = [by_id[name]]
    if how.in_both is not None:
        looked_at.append(by_id[how.in_both.other])
    return by_id[name], all(may_show_keys(extract) for extract in looked_at)


def may_show_keys(extract: Extract) -> bool:
    """Whether everybody may see which rows of an extract a figure was made of."""
    keys = {column.sensitivity for column in extract.columns if column.name in extract.key}
    return {extract.sensitivity, *keys} == {"public"}
