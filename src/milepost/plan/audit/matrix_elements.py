"""Each objective held against the five elements of GAO-09-709, line 935.

The verdicts are those of the rule set, objective by objective, so that the matrix and the findings
can never say two things; what is declared stands beneath each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from milepost.plan.audit import gao_09_709, matrix_entries
from milepost.plan.audit.matrix_entries import Entry
from milepost.plan.audit.model import VERDICTS, Audited, Criterion, Opinion, Verdict
from milepost.plan.audit.rule_sets import audit
from milepost.plan.model import Objective
from milepost.sources import Place

_DECLARED: Final[dict[str, Callable[[Audited, Objective], Iterable[Entry]]]] = {
    "gao-09-709.needs-and-objectives": matrix_entries.of_needs,
    "gao-09-709.roles": matrix_entries.of_roles,
    "gao-09-709.resources": matrix_entries.of_resources,
    "gao-09-709.coordination": matrix_entries.of_mechanisms,
    "gao-09-709.monitoring": matrix_entries.of_measures,
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What an objective has of one element.

    Attributes:
        element: the criterion of the element.
        opinion: the verdict on this objective, with its reason and what would close the gap.
        entries: what is declared of it, each with its place.
    """

    element: Criterion
    opinion: Opinion
    entries: tuple[Entry, ...]

    @property
    def places(self) -> tuple[Place, ...]:
        """Where what is declared of it is written."""
        return tuple(entry.place for entry in self.entries)

    @property
    def illustrative(self) -> bool:
        """Whether anything in it was made up to show a feature."""
        return self.opinion.rests_on_illustrative or any(e.illustrative for e in self.entries)


@dataclass(frozen=True, slots=True)
class ElementRow:
    """An objective with its five cells.

    Attributes:
        id: the objective.
        title: its title.
        goal: the goal it is under.
        cells: one for each element, in their order.
        place: where it is written.
        illustrative: whether the objective itself was made up.
    """

    id: str
    title: str
    goal: str
    cells: tuple[Cell, ...]
    place: Place
    illustrative: bool


@dataclass(frozen=True, slots=True)
class ElementMatrix:
    """Objectives by elements.

    Attributes:
        elements: the criteria of the elements, as the columns stand.
        rows: the objectives, in the order of the plan.
    """

    elements: tuple[Criterion, ...]
    rows: tuple[ElementRow, ...]

    def tally(self, element: Criterion) -> dict[Verdict, int]:
        """How many objectives have each verdict on an element; those verdicts that were given."""
        found = [
            cell.opinion.verdict
            for row in self.rows
            for cell in row.cells
            if cell.element.id == element.id
        ]
        return {verdict: found.count(verdict) for verdict in VERDICTS if verdict in found}


def elements_of(audited: Audited) -> ElementMatrix:
    """Every objective of the plan against every element."""
    found = audit(audited, gao_09_709.RULE_SET)
    whole = {f.criterion.id: f.opinion for f in found.on_the_plan()}
    each = {(f.criterion.id, f.opinion.subject): f.opinion for f in found.findings}

    def cell(element: Criterion, objective: Objective) -> Cell:
        # Before its day a criterion has nothing to say of an objective, as it has not of the plan.
        opinion = each.get((element.id, ("objectives", objective.id)), whole[element.id])
        return Cell(element, opinion, tuple(_DECLARED[element.id](audited, objective)))

    elements = gao_09_709.RULE_SET.criteria
    rows = tuple(
        ElementRow(
            objective.id,
            objective.title,
            objective.goal,
            tuple(cell(element, objective) for element in elements),
            audited.places.at("objectives", objective.id),
            objective.illustrative,
        )
        for objective in audited.plan.objectives
    )
    return ElementMatrix(elements, rows)
