"""What is promised and carried by nothing, and what is there and carries no promise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from milepost.plan.audit import gaps
from milepost.plan.audit.matrix_entries import Entry, of_mechanism, of_resource
from milepost.plan.audit.model import Audited
from milepost.plan.model import Objective

Side = Literal["promised", "given"]


@dataclass(frozen=True, slots=True)
class Orphans:
    """Things of one kind that lack the same link.

    Attributes:
        id: a stable name of the kind.
        side: whether a promise lacks what carries it, or a means has no promise to carry.
        title: what they are and what they lack.
        note: how it is counted, where that does not go without saying.
        entries: the things, in the order of the plan.
    """

    id: str
    side: Side
    title: str
    note: str
    entries: tuple[Entry, ...]


def orphans_of(audited: Audited) -> tuple[Orphans, ...]:
    """Every kind of orphan, with those there are; a kind without any is kept and empty."""
    return tuple(
        Orphans(id_, side, title, note, tuple(found(audited)))
        for id_, side, title, note, found in _KINDS
    )


def _goals_without_objective(audited: Audited) -> Iterator[Entry]:
    with_one = {objective.goal for objective in audited.plan.objectives}
    for goal in audited.plan.goals:
        if goal.id not in with_one:
            place = audited.places.at("goals", goal.id)
            yield Entry(("goals", goal.id), goal.title, place, goal.illustrative)


def _objectives_where(
    lacks: Callable[[Audited, Objective], bool],
) -> Callable[[Audited], Iterator[Entry]]:
    def found(audited: Audited) -> Iterator[Entry]:
        for objective in audited.plan.objectives:
            if lacks(audited, objective):
                yield Entry(
                    ("objectives", objective.id),
                    objective.title,
                    audited.places.at("objectives", objective.id),
                    objective.illustrative,
                )

    return found


def _answers_no_need(audited: Audited, objective: Objective) -> bool:
    return not any(need in audited.holdings.needs for need in objective.needs)


def _has_no_measure(audited: Audited, objective: Objective) -> bool:
    return not audited.holdings.measures.get(objective.id)


def _has_no_agency(audited: Audited, objective: Objective) -> bool:
    return not audited.holdings.roles_on(objective.id)


def _has_no_lead(audited: Audited, objective: str) -> bool:
    return gaps.leadership(audited.holdings.roles_on(objective)).is_missing


def _has_no_money(audited: Audited, objective: Objective) -> bool:
    found = audited.holdings.resources.get(objective.id, ())
    return not any(r.kind == "money" and gaps.has_amount(r) for r in found)


def _has_no_mechanism(audited: Audited, objective: Objective) -> bool:
    return not audited.holdings.mechanisms.get(objective.id)


def _measures_without_lead(audited: Audited) -> Iterator[Entry]:
    for objective in audited.plan.objectives:
        if _has_no_lead(audited, objective.id):
            for measure in audited.holdings.measures.get(objective.id, ()):
                yield Entry(
                    ("measures", measure.id),
                    f"{measure.title} ({objective.title})",
                    audited.places.at("measures", measure.id),
                    measure.illustrative,
                )


def _agencies_that_report_nothing(audited: Audited) -> Iterator[Entry]:
    reporting = {agency for measure in audited.plan.measures for agency in measure.agencies}
    # Where a bureau reports, so does the department above it.
    heard = {above for agency in reporting for above in _upwards(audited, agency)}
    bound: dict[str, bool] = {}
    for (bearer, _), placed in audited.holdings.roles.items():
        if bearer in ("goal", "objective"):
            for role in (p.role for p in placed if p.role.role != "consulted"):
                bound[role.agency] = bound.get(role.agency, True) and role.illustrative
    yield from _agencies(audited, bound, lambda agency: agency in bound and agency not in heard)


def _agencies_without_role(audited: Audited) -> Iterator[Entry]:
    with_role = {p.role.agency for placed in audited.holdings.roles.values() for p in placed}
    with_role.update(agency for m in audited.plan.mechanisms for agency in (*m.parties, *m.leads))
    with_role.update(agency for action in audited.plan.actions for agency in action.agencies)
    reporting: dict[str, bool] = {}
    for measure in audited.plan.measures:
        for agency in measure.agencies:
            reporting[agency] = reporting.get(agency, True) and measure.illustrative
    yield from _agencies(
        audited,
        reporting,
        lambda agency: (
            agency in reporting and not with_role.intersection(_upwards(audited, agency))
        ),
    )


def _agencies(
    audited: Audited, made_up: dict[str, bool], is_orphan: Callable[[str], bool]
) -> Iterator[Entry]:
    for agency in audited.plan.agencies:
        if is_orphan(agency.id):
            yield Entry(
                ("agencies", agency.id),
                f"{agency.id}: {agency.name}",
                audited.places.at("agencies", agency.id),
                made_up[agency.id],
            )


def _upwards(audited: Audited, agency: str) -> Iterable[str]:
    """An agency and the bodies above it; each once, however parents are declared."""
    line: dict[str, None] = {}
    next_: str | None = agency
    while next_ is not None and next_ not in line:
        line[next_] = None
        known = audited.plan.agency_by_id.get(next_)
        next_ = known.parent if known else None
    return line


def _needs_unanswered(audited: Audited) -> Iterator[Entry]:
    answered = {need for objective in audited.plan.objectives for need in objective.needs}
    for need in audited.plan.needs:
        if need.id not in answered:
            yield Entry(
                ("needs", need.id),
                need.title,
                audited.places.at("needs", need.id),
                need.illustrative,
            )


def _resources_untied(audited: Audited) -> Iterator[Entry]:
    for resource in gaps.tied_to_nothing(audited):
        yield of_resource(audited, resource)


def _mechanisms_untied(audited: Audited) -> Iterator[Entry]:
    for mechanism in audited.plan.mechanisms:
        if not mechanism.objectives:
            yield of_mechanism(audited, mechanism)


def _factors_without_response(audited: Audited) -> Iterator[Entry]:
    for factor in audited.plan.external_factors:
        if factor.response is None:
            place = audited.places.at("external_factors", factor.id)
            yield Entry(("external_factors", factor.id), factor.title, place, factor.illustrative)


def _actions_without_date(audited: Audited) -> Iterator[Entry]:
    for action in audited.plan.actions:
        if not (action.due or action.by or action.done):
            yield Entry(
                ("actions", action.id),
                f"{', '.join(action.agencies)}: {action.statement}",
                audited.places.at("actions", action.id),
                action.illustrative,
            )


_Kind = tuple[str, Side, str, str, Callable[[Audited], Iterable[Entry]]]
_BOUND: Final = (
    "Roles on goals and objectives count, to be consulted apart; a department reports where a body "
    "below it does."
)
_ANY_ROLE: Final = (
    "Any role counts, on an action or a mechanism too, and so does that of the body above."
)
_NO_MONEY: Final = (
    "No amount of money above zero is tied to them, directly or through their measures."
)
_KINDS: Final[tuple[_Kind, ...]] = (
    (
        "goals-without-objective",
        "promised",
        "Goals without an objective",
        "",
        _goals_without_objective,
    ),
    (
        "objectives-without-need",
        "promised",
        "Objectives that answer no need",
        "",
        _objectives_where(_answers_no_need),
    ),
    (
        "objectives-without-measure",
        "promised",
        "Objectives without a measure",
        "",
        _objectives_where(_has_no_measure),
    ),
    (
        "objectives-without-agency",
        "promised",
        "Objectives on which no agency has a role",
        "",
        _objectives_where(_has_no_agency),
    ),
    (
        "objectives-without-money",
        "promised",
        "Objectives without money",
        _NO_MONEY,
        _objectives_where(_has_no_money),
    ),
    (
        "objectives-without-mechanism",
        "promised",
        "Objectives that no mechanism serves",
        "",
        _objectives_where(_has_no_mechanism),
    ),
    (
        "measures-without-lead",
        "promised",
        "Measures whose objective has no lead",
        "Neither a lead nor a co-lead is declared.",
        _measures_without_lead,
    ),
    (
        "actions-without-date",
        "promised",
        "Actions without a date",
        "An action that was done needs none.",
        _actions_without_date,
    ),
    (
        "agencies-that-report-nothing",
        "promised",
        "Agencies that have a role and report nothing",
        _BOUND,
        _agencies_that_report_nothing,
    ),
    ("needs-unanswered", "given", "Needs that no objective answers", "", _needs_unanswered),
    (
        "agencies-without-role",
        "given",
        "Agencies that report and have no role",
        _ANY_ROLE,
        _agencies_without_role,
    ),
    ("resources-untied", "given", "Resources tied to no objective", "", _resources_untied),
    ("mechanisms-untied", "given", "Mechanisms that serve no objective", "", _mechanisms_untied),
    (
        "factors-without-response",
        "given",
        "External factors with no response",
        "",
        _factors_without_response,
    ),
)
