"""Figures that agencies divide by a list: by state, by port, by whatever codes the plan lists.

21 U.S.C. 1705(f) asks that results can be searched by location. Only what everybody may see is
here: what is withheld says so in its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from milepost.evaluation.actuals import Actuals
from milepost.scorecard import figures
from milepost.scorecard.model import Exact
from milepost.submissions.model import Dimensions, InForce, Key

if TYPE_CHECKING:
    from milepost.scorecard.composer import Composer


@dataclass(frozen=True, slots=True)
class CodedFigure:
    """A reported figure for one entry of a list.

    Attributes:
        id: a stable name: the period, the measure, the agency, and each list with its code.
        measure: identifier of the measure.
        title: its title.
        objective: identifier of its objective.
        objective_title: the title of that.
        unit: its unit.
        agency: who reports it.
        period: for which period.
        codes: each list with the code, such as "mexican-federal-entities=MX-SON".
        location: what the codes stand for, in words.
        value: in words, with its bound, or why there is none.
        exact: the value exactly; None where there is none.
        is_withheld: whether the figure itself is not shown.
        note: what must be known of it.
        written_in: the cell in which it was written.
        illustrative: whether it was made up.
    """

    id: str
    measure: str
    title: str
    objective: str
    objective_title: str
    unit: str
    agency: str
    period: str
    codes: tuple[str, ...]
    location: str
    value: str
    exact: Exact | None
    is_withheld: bool
    note: str
    written_in: str
    illustrative: bool


def compose_by_code(composer: Composer) -> tuple[CodedFigure, ...]:
    """Every figure by codes of a period that begins before the scorecard's period ends."""
    calendar = composer.plan.calendar
    until = calendar.end(composer.evaluation.period)
    order = {m.id: at for at, m in enumerate(composer.plan.measures)}
    shown = {m.measure.id for m in composer.evaluation.measures}
    found: dict[Dimensions, dict[Key, InForce]] = {}
    for (agency, measure, period, dimensions), held in composer.record.in_force.items():
        if dimensions and measure in shown and calendar.start(period) <= until:
            found.setdefault(dimensions, {})[agency, measure, period, ()] = held
    told = [
        (key, dimensions, held, figure)
        for dimensions, keys in found.items()
        for key, held, figure in _of_code(composer, dimensions, keys)
    ]
    told.sort(key=lambda of: (order[of[0][1]], of[0][0], calendar.key(of[0][2]), of[1]))
    return tuple(figure for *_, figure in told)


def _of_code(
    composer: Composer, dimensions: Dimensions, keys: dict[Key, InForce]
) -> Iterator[tuple[Key, InForce, CodedFigure]]:
    """The figures of one code, read as if they were all that is reported."""
    plan, record = composer.plan, composer.record
    actuals = Actuals(plan, replace(record, in_force=keys, returned=()), record.as_of)
    titles = {objective.id: objective.title for objective in plan.objectives}
    listed = {each.id: {c.code: c.title for c in each.codes} for each in plan.code_lists}
    withheld = {each.held.observation.key for each in composer.beside.withheld}
    codes = tuple(f"{dimension}={code}" for dimension, code in dimensions)
    where = "; ".join(listed.get(name, {}).get(code, code) for name, code in dimensions)
    for key, held in keys.items():
        agency, name, period, _ = key
        measure, said = plan.measure_by_id[name], held.observation
        actual = actuals.find(measure, period, agency)
        yield (
            key,
            held,
            CodedFigure(
                id="/".join((str(period), name, agency, *codes)),
                measure=name,
                title=measure.title,
                objective=measure.objective,
                objective_title=titles.get(measure.objective, ""),
                unit=measure.unit,
                agency=agency,
                period=str(period),
                codes=codes,
                location=where,
                value=figures.actual(actual, measure),
                exact=figures.exact(actual),
                is_withheld=said.key in withheld or said.absence == "withheld",
                note=said.note,
                written_in=str(said.value_place),
                illustrative=measure.illustrative or composer.illustrative,
            ),
        )
