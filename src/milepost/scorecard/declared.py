"""What the plan declares of a measure and of a target, exactly: what stands behind the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from milepost.evaluation.model import Judgement
from milepost.periods import Calendar, Period
from milepost.plan.model import Measure, Plan
from milepost.plan.scalars import statement
from milepost.scorecard import figures
from milepost.scorecard.model import Promised


@dataclass(frozen=True, slots=True)
class MeasureDeclared:
    """A measure as the plan declares it.

    Attributes:
        id: its identifier, under which agencies report it.
        title: the measure in a few words.
        definition: what is counted, and what is not.
        objective: identifier of the objective whose progress it shows.
        unit: in what it is counted.
        kind: what it is a measure of (31 U.S.C. 1115(h)): input, output, outcome and others.
        direction: which way is better; empty where the plan does not say.
        quantity: how it behaves in time: flow, stock, average, ratio, event, cohort.
        basis: by which years it is counted: fiscal, calendar, date.
        frequency: how often it is reported.
        agencies: who reports it; nobody where it is computed.
        computed_from: the measures it is computed from.
        divided_by: the titles of the lists by which what is reported is divided, such as districts.
        source: where its figures come from.
        verification: how its figures are verified; empty where the plan does not say.
        required_accuracy: how accurate it must be; empty where the plan does not say.
        limitations: what it does not tell.
        illustrative: whether it was made up to show a feature.
    """

    id: str
    title: str
    definition: str
    objective: str
    unit: str
    kind: str
    direction: str
    quantity: str
    basis: str
    frequency: str
    agencies: tuple[str, ...]
    computed_from: tuple[str, ...]
    divided_by: tuple[str, ...]
    source: str
    verification: str
    required_accuracy: str
    limitations: tuple[str, ...]
    illustrative: bool


@dataclass(frozen=True, slots=True)
class AgencyDeclared:
    """An agency of the strategy.

    Attributes:
        id: its identifier.
        name: its name.
        parent: identifier of the agency it is a part of; empty for none.
    """

    id: str
    name: str
    parent: str


def promised(judgement: Judgement, calendar: Calendar) -> Promised | None:
    """The target of a judgement exactly; None where there is none."""
    target, measure = judgement.target, judgement.measure
    if target is None:
        return None
    least, most = target.bounds(measure.direction)
    begins, ends = _days(judgement.due, calendar)
    actual_begins, actual_ends = _days(judgement.actual.period, calendar)
    baseline = measure.baseline
    said = statement(baseline.value, measure.unit) if baseline else None
    return Promised(
        due=str(judgement.due or ""),
        begins=begins,
        ends=ends,
        least=None if least is None else f"{least:f}",
        most=None if most is None else f"{most:f}",
        milestone=target.milestone or "",
        successful=target.successful or "",
        minimally_effective=target.minimally_effective or "",
        agency=target.agency or "",
        interim=target.interim,
        source=target.source,
        baseline=figures.exact_statement(said.interval(measure.about_within)) if said else None,
        baseline_period=str(baseline.period) if baseline else "",
        actual_begins=actual_begins,
        actual_ends=actual_ends,
    )


def _days(period: Period | None, calendar: Calendar) -> tuple[str, str]:
    if period is None:
        return "", ""
    return calendar.start(period).isoformat(), calendar.end(period).isoformat()


def measures_declared(plan: Plan, hidden: frozenset[str]) -> Iterator[MeasureDeclared]:
    """Every measure that may be shown, in the order of the plan."""
    titles = {code_list.id: code_list.title for code_list in plan.code_lists}
    return (_measure(m, titles) for m in plan.measures if m.id not in hidden)


def _measure(measure: Measure, titles: dict[str, str]) -> MeasureDeclared:
    return MeasureDeclared(
        id=measure.id,
        title=measure.title,
        definition=measure.definition,
        objective=measure.objective,
        unit=measure.unit,
        kind=measure.kind,
        direction=measure.direction or "",
        quantity=measure.quantity,
        basis=measure.basis,
        frequency=measure.frequency,
        agencies=measure.agencies,
        computed_from=measure.parts,
        divided_by=tuple(titles.get(name, name) for name in measure.dimensions),
        source=measure.source,
        verification=measure.verification or "",
        required_accuracy=measure.required_accuracy or "",
        limitations=tuple(limitation.statement for limitation in measure.limitations),
        illustrative=measure.illustrative,
    )


def agencies_declared(plan: Plan) -> Iterator[AgencyDeclared]:
    """Every agency of the plan, in its order."""
    return (AgencyDeclared(a.id, a.name, a.parent or "") for a in plan.agencies)
