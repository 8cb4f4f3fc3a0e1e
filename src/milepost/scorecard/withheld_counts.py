"""How much a public scorecard withholds, and why: counts alone, never what was withheld."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from milepost.evaluation.withholding import Why

if TYPE_CHECKING:
    from milepost.scorecard.composer import Composer

_WHY: Final[dict[Why, str]] = {
    "sensitive": "law-enforcement sensitive, or computed from what is",
    "small": "so small a number could point to a person",
    "withheld by its agency": "its agency withholds it",
    "would tell another": "with the figures beside it, it would tell another that is withheld",
}


@dataclass(frozen=True, slots=True)
class WithheldCount:
    """How many figures of an agency's measure are withheld for a reason.

    Attributes:
        what: figures; or measures, where whole measures are not public and none is named.
        measure: identifier of the measure; empty for whole measures.
        title: its title; empty likewise.
        agency: who reports them; empty likewise.
        why: why they are withheld.
        count: how many.
        illustrative: whether they were made up.
    """

    what: str
    measure: str
    title: str
    agency: str
    why: str
    count: int
    illustrative: bool


def compose_withheld(composer: Composer) -> tuple[WithheldCount, ...]:
    """What is withheld, counted: whole measures first, then figures in the order of the plan."""
    plan, hidden, made_up = composer.plan, composer.hidden, composer.illustrative
    found = Counter(
        (each.held.observation.measure, each.held.observation.agency, each.why)
        for each in composer.beside.withheld
        if each.held.observation.measure not in hidden
    )
    order = {measure.id: at for at, measure in enumerate(plan.measures)}
    whole = WithheldCount("measures", "", "", "", _WHY["sensitive"], len(hidden), made_up)
    figures = (
        WithheldCount(
            "figures",
            name,
            plan.measure_by_id[name].title,
            agency,
            _WHY[why],
            count,
            made_up or plan.measure_by_id[name].illustrative,
        )
        for (name, agency, why), count in sorted(
            found.items(), key=lambda item: (order[item[0][0]], item[0][1], item[0][2])
        )
    )
    return (*([whole] if hidden else []), *figures)
