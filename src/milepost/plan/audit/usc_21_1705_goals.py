"""21 U.S.C. 1705(c)(1)(F) and (G): what the Strategy describes for each goal, and its measures.

Each function judges one clause; :mod:`milepost.plan.audit.usc_21_1705` lists them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from milepost.plan.audit import gaps
from milepost.plan.audit.holdings import PlacedRole
from milepost.plan.audit.model import Audited, Opinion, Verdict
from milepost.plan.audit.opinions import counted, of_measures
from milepost.plan.audit.wording import capital, count, listed
from milepost.plan.model import Goal, Measure

_Judged = tuple[Verdict, str, str]


def agencies(audited: Audited) -> Iterator[Opinion]:
    """(F)(i): each agency with its programs, activities and assets, and their role."""

    def judge(goal: Goal) -> _Judged:
        parties = _with_roles(audited, goal)
        loose = _loose(audited, goal)
        if not parties:
            return "not addressed", "No agency has a role under it.", "Give agencies roles."
        acting = {a for o in _objectives(audited, goal) for a in audited.holdings.acting_under(o)}
        idle = [a for a in parties if a not in acting]
        faults = []
        if loose:
            faults.append(
                f"{listed(loose)} {'acts' if len(loose) == 1 else 'act'} under it without a role"
            )
        if idle:
            faults.append(f"nothing is declared to be done, reported or paid by {listed(idle)}")
        reason = f"{capital(count(len(parties), 'agency', 'agencies'))} with a role"
        if faults:
            to_close = "Give every agency that acts a role, and every agency with a role an action."
            return "partly met", f"{reason}; {'; '.join(faults)}.", to_close
        return "met", f"{reason}, each with what it does.", ""

    yield from _of_goals(audited, judge, "with every agency, its role and what it does")


def stakeholders(audited: Audited) -> Iterator[Opinion]:
    """(F)(ii): stakeholders, and their roles."""

    def judge(goal: Goal) -> _Judged:
        spoken = [
            s.id
            for s in audited.plan.statements
            if s.about == "stakeholders" and s.goal in (None, goal.id)
        ]
        consulted = [p.role.agency for p in _roles(audited, goal) if p.role.role == "consulted"]
        to_close = 'Add a statement "about: stakeholders", with their roles.'
        if spoken:
            reason = (
                f"Something is stated under {listed(spoken)}; whether it names them and their roles"
            )
            return "for a person to judge", f"{reason}, only a reader can say.", to_close
        if consulted:
            return "partly met", f"Consulted: {listed(consulted)}; nothing else is said.", to_close
        return "not addressed", "Nothing is said of stakeholders.", to_close

    yield from _of_goals(audited, judge, "with stakeholders and their roles")


def funding(audited: Audited) -> Iterator[Opinion]:
    """(F)(iii): an estimate of the federal funding and other resources."""

    def judge(goal: Goal) -> _Judged:
        names = _objectives(audited, goal)
        paid = [
            o
            for o in names
            if any(gaps.has_amount(r) for r in audited.holdings.resources.get(o, []))
        ]
        bare = [o for o in names if o not in paid]
        to_close = "Give an amount for each objective."
        if not paid:
            return "not addressed", "No amount is tied to an objective under it.", to_close
        if bare:
            return "partly met", f"No amount is tied to {listed(bare)}.", to_close
        return "met", "An amount is tied to each objective under it.", ""

    yield from _of_goals(audited, judge, "with an estimate for each objective")


def mechanisms(audited: Audited) -> Iterator[Opinion]:
    """(F)(iv): each existing or new coordinating mechanism."""

    def judge(goal: Goal) -> _Judged:
        names = _objectives(audited, goal)
        held = audited.holdings.mechanisms
        found = list(dict.fromkeys(m.id for o in names for m in held.get(o, [])))
        bare = [o for o in names if not held.get(o)]
        to_close = "Name under each mechanism the objectives it serves; add those that are missing."
        if not found:
            return "not addressed", "No mechanism serves an objective under it.", to_close
        if bare:
            reason = f"{capital(count(len(found), 'mechanism'))}; none serves {listed(bare)}."
            return "partly met", reason, to_close
        return "met", f"{capital(count(len(found), 'mechanism'))}: {listed(found)}.", ""

    yield from _of_goals(audited, judge, "with a mechanism for each objective")


def office(audited: Audited) -> Iterator[Opinion]:
    """(F)(v): the role of the office that issues the Strategy."""
    issuer = audited.plan.strategy.issued_by

    def judge(goal: Goal) -> _Judged:
        found = [p.role.role for p in _roles(audited, goal) if p.role.agency == issuer]
        if found:
            return "met", f"{issuer}: {listed(found)}.", ""
        to_close = f"Give {issuer} a role on the goal or an objective under it."
        return "not addressed", f"{issuer} has no role under it.", to_close

    yield from _of_goals(audited, judge, "with the role of the issuing office")


def measures_of_agencies(audited: Audited) -> Iterator[Opinion]:
    """(G)(i): specific measures for each agency."""

    def judge(goal: Goal) -> _Judged:
        names = _objectives(audited, goal)
        reporting = {
            a for o in names for m in audited.holdings.measures.get(o, []) for a in m.agencies
        }
        parties = [
            a
            for a in _with_roles(audited, goal)
            if any(p.role.agency == a and p.role.role != "consulted" for p in _roles(audited, goal))
        ]
        silent = [a for a in parties if a not in reporting]
        if not parties:
            return "not addressed", "No agency has a role under it.", "Give agencies roles."
        if not silent:
            return "met", "Each agency with a role reports a measure.", ""
        verdict: Verdict = "partly met" if len(silent) < len(parties) else "not addressed"
        reason = f"With a role and without a measure: {listed(silent)}."
        return verdict, reason, "Agree with each agency on a measure that it reports."

    yield from _of_goals(audited, judge, "with a measure of each agency")


def annual_targets(audited: Audited) -> Iterator[Opinion]:
    """(G)(ii): annual and, where practicable, quarterly targets for each measure."""

    def judge(measure: Measure) -> _Judged:
        periods = [t.period for t in measure.targets if t.period is not None]
        annual = any(t.each for t in measure.targets) or any(p.is_year for p in periods)
        quarterly = any(p.is_quarter for p in periods)
        if not annual and not quarterly:
            reason = "It has no target for a year."
            return "not addressed", reason, "Agree on annual targets for each measure."
        if measure.frequency == "quarterly" and not quarterly and measure.path == "step":
            reason = "It is reported each quarter, and has annual targets alone."
            to_close = "Add quarterly targets, or the path (path:) by which quarters are judged."
            return "partly met", reason, to_close
        return "met", "It has targets for the year.", ""

    yield from of_measures(audited, judge, "with annual targets")


def funding_of_targets(audited: Audited) -> Iterator[Opinion]:
    """(G)(iii): an estimate of the funding for each target."""
    paid = {name for r in audited.plan.resources if gaps.has_amount(r) for name in r.measures}

    def judge(measure: Measure) -> _Judged:
        if not gaps.has_target(measure):
            reason = "It has no target that could be funded."
            return "not addressed", reason, "Agree on a target, and on the money for it."
        if measure.id in paid:
            return "met", "An amount names it.", ""
        reason = "No amount names it."
        return "not addressed", reason, "Name under resources: the measures each amount is for."

    yield from of_measures(audited, judge, "with an estimate of what its targets cost")


def _of_goals(audited: Audited, judge: Callable[[Goal], _Judged], good: str) -> Iterator[Opinion]:
    each = []
    for goal in audited.plan.goals:
        verdict, reason, to_close = judge(goal)
        subject = ("goals", goal.id)
        each.append(Opinion(verdict, reason, (audited.places.at(*subject),), to_close, subject))
    yield counted(audited, each, "goal", good)
    yield from each


def _objectives(audited: Audited, goal: Goal) -> list[str]:
    return [o.id for o in audited.holdings.objectives.get(goal.id, [])]


def _roles(audited: Audited, goal: Goal) -> list[PlacedRole]:
    placed = list(audited.holdings.roles.get(("goal", goal.id), []))
    for name in _objectives(audited, goal):
        placed += audited.holdings.roles_on(name)
    return placed


def _with_roles(audited: Audited, goal: Goal) -> list[str]:
    return list(dict.fromkeys(p.role.agency for p in _roles(audited, goal)))


def _loose(audited: Audited, goal: Goal) -> list[str]:
    on_goal = {p.role.agency for p in audited.holdings.roles.get(("goal", goal.id), [])}
    loose = [a for o in _objectives(audited, goal) for a in gaps.without_role(audited.holdings, o)]
    return [a for a in dict.fromkeys(loose) if a not in on_goal]
