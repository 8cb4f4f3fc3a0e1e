"""A composite in words: its range first, and one number only where enough is rated."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from milepost.evaluation.composite import CompositeValue
from milepost.intervals import Interval
from milepost.plan.model import Composite
from milepost.scorecard import figures
from milepost.scorecard.model import Exact

_DECIMALS: Final = 2


@dataclass(frozen=True, slots=True)
class CompositeLine:
    """A composite of one group.

    Attributes:
        composite: its identifier.
        title: what it is called.
        group: the title of the group.
        range: from all that is missing at its worst to all at its best, in words; empty where the
            group has no measures.
        exact: the same exactly.
        point: the mean of what is rated, in words; empty where too little is.
        exact_point: the same exactly; None where too little is rated.
        coverage: the share of the weight that is rated, in words.
        exact_coverage: the same exactly.
        sentence: all of it in a sentence or two.
        illustrative: whether it, or what it is of, was made up.
    """

    composite: str
    title: str
    group: str
    range: str
    exact: Exact | None
    point: str
    exact_point: Exact | None
    coverage: str
    exact_coverage: Exact
    sentence: str
    illustrative: bool


def composite_line(found: CompositeValue, group: str, *, illustrative: bool) -> CompositeLine:
    """A composite in words; ``group`` is what its group is called."""
    declared = found.composite
    coverage = figures.share(found.coverage)
    point = "" if found.point is None else figures.number(found.point, _DECIMALS)
    return CompositeLine(
        composite=declared.id,
        title=declared.title,
        group=group,
        range="" if found.value is None else _range(found.value),
        exact=None if found.value is None else figures.exact_statement(found.value),
        point=point,
        exact_point=None if found.point is None else _exact(found.point),
        coverage=coverage,
        exact_coverage=_exact(found.coverage),
        sentence=_composite_sentence(found, declared, coverage, point),
        illustrative=illustrative or declared.illustrative,
    )


def _composite_sentence(
    found: CompositeValue, declared: Composite, coverage: str, point: str
) -> str:
    if found.value is None:
        return "It has no measures, so there is nothing to put together."
    value = _capital(_range(found.value))
    scale = f"from {declared.off_track} (all off track) to {declared.achieved} (all achieved)"
    if found.value.is_exact:
        return f"{value}, on a scale {scale}; all of the weight is rated."
    ends = (
        f"{value}, on a scale {scale}: so low if all that is not rated came out worst, so high if "
        "all of it came out best."
    )
    enough = figures.share(found.enough)
    if point:
        return f"{ends} {point} is the mean of what is rated, {coverage} of the weight."
    return (
        f"{ends} No single number: {coverage} of the weight is rated, and it takes {enough} for "
        "one."
    )


def _range(value: Interval) -> str:
    """Both ends, rounded outward; an end of nothing is an end like any other."""
    assert value.low is not None  # noqa: S101  # a composite is bounded by its scores
    assert value.high is not None  # noqa: S101  # likewise
    if value.is_exact:
        return figures.number(value.low, _DECIMALS)
    low = figures.number(value.low, _DECIMALS, "down")
    return f"between {low} and {figures.number(value.high, _DECIMALS, 'up')}"


def _exact(value: Fraction) -> Exact:
    return figures.exact_statement(Interval(value, value))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
