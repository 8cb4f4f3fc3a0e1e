"""What agencies contribute to a joint measure, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from milepost.evaluation.contributions import Contributions, Part
from milepost.intervals import Interval
from milepost.plan.model import Overlap
from milepost.scorecard import figures
from milepost.scorecard.model import Exact

_PERCENT: Final = 100
_PAIR: Final = 2


@dataclass(frozen=True, slots=True)
class PartLine:
    """What one agency contributes: its figure, what of it is its alone, and its share, in words."""

    agency: str
    figure: str
    alone: str
    share: str
    exact_alone: Exact | None
    exact_share: Exact | None


@dataclass(frozen=True, slots=True)
class ContributionLines:
    """The contributions to one joint measure, and what in them may be double."""

    measure: str
    title: str
    period: str
    together: str
    parts: tuple[PartLine, ...]
    doubles: tuple[str, ...]
    illustrative: bool


def contribution_lines(found: Contributions, *, illustrative: bool) -> ContributionLines:
    """The contributions to a joint measure in words."""
    measure = found.measure
    return ContributionLines(
        measure=measure.id,
        title=measure.title,
        period=str(found.period),
        together=_with_unit(figures.actual(found.total, measure), measure.unit),
        parts=tuple(_part_line(part, found) for part in found.parts),
        doubles=tuple(_double(overlap, most, found) for overlap, most in found.doubles),
        illustrative=illustrative or measure.illustrative,
    )


def _part_line(part: Part, found: Contributions) -> PartLine:
    measure = found.measure
    alone = ""
    if part.alone is not None and part.alone != part.value:
        alone = figures.interval(part.alone, measure.unit, measure.decimals)
    return PartLine(
        agency=part.actual.agency,
        figure=figures.actual(part.actual, measure),
        alone=alone,
        share="" if part.share is None else _share(part.share),
        exact_alone=None if part.alone is None else figures.exact_statement(part.alone),
        exact_share=None if part.share is None else figures.exact_statement(part.share),
    )


def _share(value: Interval) -> str:
    """A share in percent to a tenth, its ends rounded outward."""
    assert value.low is not None  # noqa: S101  # a share is from 0 to 1
    assert value.high is not None  # noqa: S101  # likewise
    if value.is_exact:
        return figures.share(value.low)
    if value.low == 0 and value.high == 1:
        return "anything from 0% to 100%, since the figures have no upper bound"
    low = figures.number(value.low * _PERCENT, 1, "down")
    return f"{low}% to {figures.number(value.high * _PERCENT, 1, 'up')}%"


def _double(overlap: Overlap, most: Interval, found: Contributions) -> str:
    names = " and ".join(overlap.between)
    both = f"both {names}" if len(overlap.between) == _PAIR else f"more than one of {names}"
    number = "An unknown number"
    if most.high is not None:
        up_to = figures.number(most.high, found.measure.decimals, "up")
        number = f"Up to {figures.with_unit(up_to, found.measure.unit)}"
    return (
        f"{number} may have been counted by {both}. "
        f"{overlap.note.rstrip('.')}. {overlap.source.rstrip('.')}."
    )


def _with_unit(words: str, unit: str) -> str:
    return words if unit in ("percent", "USD") else f"{words} {unit}"
