"""The matrix: objectives by elements, goals down to the money, and what hangs on nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from milepost.plan.audit.matrix import Cell, LinkedObjective, Matrix, matrix_of
from milepost.plan.audit.model import Audited
from milepost.plan.audit.rule_sets import DEFAULT
from milepost.sources import Place
from milepost.workspace import Workspace
from tests.audit.plans import (
    CHAPTER,
    JUNE_2009,
    MEASURE,
    OBJECTIVE,
    START,
    audited,
    held_against,
)

NEEDS, ROLES, RESOURCES, COORDINATION, MONITORING = range(5)
ROLE = "      - {{agency: {}, role: {}, authority: Its own., source: made up}}\n"
RESOURCE = (
    "  - {{id: {}, agency: {}, period: {}, kind: {}, purpose: Cars, unit: {}, source: x{}}}\n"
)


def matrix(folder: Path, *parts: str) -> Matrix:
    """The matrix of a small plan, on the last day of June 2009."""
    return matrix_of(audited(folder, START + "".join(parts)))


def cell(found: Matrix, element: int) -> Cell:
    """The cell of the first objective."""
    return found.elements.rows[0].cells[element]


def words(found: Cell) -> list[str]:
    return [entry.words for entry in found.entries]


def linked(found: Matrix) -> LinkedObjective:
    """The first objective of the first goal, with what hangs on it."""
    return found.goals[0].objectives[0]


def orphans(found: Matrix, kind: str) -> list[str]:
    """The identifiers of the orphans of a kind."""
    (one,) = [o for o in found.orphans if o.id == kind]
    return [entry.subject[1] for entry in one.entries]


def test_an_objective_that_stands_alone_has_a_need_and_nothing_else(tmp_path: Path) -> None:
    found = matrix(tmp_path, OBJECTIVE)
    (row,) = found.elements.rows
    assert (row.id, row.goal, row.title) == ("o", "g", "An objective")
    # Stated, and answers 1 need; no role, no money, no mechanism, no measure.
    assert [c.opinion.verdict for c in row.cells] == [
        "met",
        "not addressed",
        "not addressed",
        "not addressed",
        "not addressed",
    ]
    assert words(row.cells[NEEDS]) == ["It is stated.", "Need: A need"]
    assert [len(c.entries) for c in row.cells] == [2, 0, 0, 0, 0]


def test_two_that_both_lead_are_named_with_where_each_is_written(tmp_path: Path) -> None:
    both = "    roles:\n" + ROLE.format("ATF", "lead") + ROLE.format("ICE", "lead")
    found = cell(matrix(tmp_path, OBJECTIVE, both), ROLES)
    assert found.opinion.verdict == "partly met"
    assert found.opinion.reason.startswith("ATF and ICE both lead it")
    assert words(found) == ["ATF, lead: Its own.", "ICE, lead: Its own."]
    # START has 6 lines and OBJECTIVE 11, so "roles:" is line 18 and the two follow.
    assert found.places == (Place("plan.yaml", 19, 9), Place("plan.yaml", 20, 9))


def test_a_role_without_authority_says_so(tmp_path: Path) -> None:
    role = "    roles: [{agency: ATF, role: lead, source: made up}]\n"
    assert words(cell(matrix(tmp_path, OBJECTIVE, role), ROLES)) == [
        "ATF, lead: no authority stated"
    ]


def test_a_role_that_is_assigned_elsewhere_stands_at_its_own_place(tmp_path: Path) -> None:
    assigned = (
        "assignments: [{id: a, objective: o, agency: ATF, role: lead, authority: A law., "
        "source: x}]\n"
    )
    (entry,) = cell(matrix(tmp_path, OBJECTIVE, assigned), ROLES).entries
    assert entry.subject == ("assignments", "a")
    assert entry.place.line == 18


def test_amounts_stand_by_year_as_exactly_as_they_are_stated_and_are_not_added(
    tmp_path: Path,
) -> None:
    tied = ", objective: o, "
    found = cell(
        matrix(
            tmp_path,
            OBJECTIVE,
            "resources:\n",
            RESOURCE.format(
                "late", "ICE", "FY2011", "money", "USD", f"{tied}requested: 1234567890.50"
            ),
            RESOURCE.format(
                "early", "ATF", "FY2009", "money", "USD", f"{tied}enacted: 5000000, obligated: 0"
            ),
            RESOURCE.format("people", "ATF", "FY2010", "staff", "agents", f"{tied}planned: 12"),
            RESOURCE.format("unsaid", "ATF", "CY2012", "equipment", "cars", ", objective: o"),
        ),
        RESOURCES,
    )
    assert found.opinion.verdict == "met"
    assert words(found) == [
        "ATF FY2009: $5,000,000 enacted, $0 obligated. Cars",
        "ATF FY2010: 12 agents planned. Cars",
        "ICE FY2011: $1,234,567,890.50 requested. Cars",
        "ATF CY2012: no amount stated. Cars",
    ]


def test_money_may_be_tied_to_an_objective_through_its_measure(tmp_path: Path) -> None:
    found = matrix(
        tmp_path,
        OBJECTIVE,
        MEASURE,
        "resources:\n",
        RESOURCE.format("r", "ATF", "FY2009", "money", "USD", ", measures: [m], enacted: 1"),
    )
    assert words(cell(found, RESOURCES)) == ["ATF FY2009: $1 enacted. Cars"]
    assert [entry.subject[1] for entry in linked(found).resources] == ["r"]
    assert orphans(found, "resources-untied") == []
    assert orphans(found, "objectives-without-money") == []


def test_a_mechanism_shows_its_status_its_missed_review_and_its_open_issues(tmp_path: Path) -> None:
    # Signed in 2008-03, to be reviewed each year: due by 2009-03-31, and it is 2009-06-30.
    agreement = (
        "mechanisms:\n  - {id: a, title: An agreement, parties: [ATF, ICE], objectives: [o], "
        "status: agreed, signed: 2008-03, review_every: yearly, open_issues: [Who leads], "
        "source: x}\n"
    )
    found = cell(matrix(tmp_path, OBJECTIVE, agreement), COORDINATION)
    assert found.opinion.verdict == "partly met"
    assert words(found) == [
        "An agreement (ATF, ICE): agreed, review overdue since 2009-03-31, 1 open issue"
    ]


def test_measures_are_shown_with_their_dated_targets_and_who_watches(tmp_path: Path) -> None:
    # One target with a period and one for each year are dated; the third can never fall due.
    targets = (
        "    targets:\n"
        "      - {period: FY2010, value: 5, source: x}\n"
        "      - {each: fiscal-year, from: FY2011, value: 6, source: x}\n"
        "      - {value: 9, source: x}\n"
    )
    watch = "monitoring: [{id: w, by: ONDCP, every: quarterly, reports: All., source: x}]\n"
    found = cell(matrix(tmp_path, OBJECTIVE, MEASURE, targets, watch), MONITORING)
    assert words(found) == [
        "A measure: 2 dated targets",
        "Monitoring, quarterly, by ONDCP: All.",
    ]


def test_what_is_made_up_is_marked_in_its_cell_with_the_verdict_without_it(tmp_path: Path) -> None:
    role = (
        "    roles: [{agency: ATF, role: lead, authority: A law., source: x, illustrative: true}]\n"
    )
    found = cell(matrix(tmp_path, OBJECTIVE, role), ROLES)
    assert found.illustrative
    assert (found.opinion.verdict, found.opinion.without_illustrative) == ("met", "not addressed")
    assert [entry.illustrative for entry in found.entries] == [True]
    assert not cell(matrix(tmp_path, OBJECTIVE, role), NEEDS).illustrative


def test_each_element_is_counted_by_verdict_in_their_order(tmp_path: Path) -> None:
    second = "  - {id: p, goal: g, title: Another, source: x}\n"
    found = matrix(tmp_path, OBJECTIVE, second).elements
    # o is stated and answers a need; p has a title only.
    assert found.tally(found.elements[NEEDS]) == {"met": 1, "partly met": 1}
    assert found.tally(found.elements[ROLES]) == {"not addressed": 2}


def test_before_their_day_the_elements_say_nothing_of_an_objective(tmp_path: Path) -> None:
    found = matrix_of(audited(tmp_path, START + OBJECTIVE, dt.date(2008, 12, 31)))
    assert {c.opinion.verdict for c in found.elements.rows[0].cells} == {"not in force"}


def test_the_matrix_says_of_each_objective_what_the_findings_say(tmp_path: Path) -> None:
    look = audited(tmp_path, START + OBJECTIVE + MEASURE)
    found = matrix_of(look)
    for shown in found.elements.rows[0].cells:
        (finding,) = held_against(DEFAULT, look).on_each(shown.element.id)
        assert shown.opinion == finding.opinion


def test_the_thread_goes_from_the_goal_to_measures_and_agencies(tmp_path: Path) -> None:
    roles = "    roles:\n" + ROLE.format("ICE", "supporting")
    found = matrix(tmp_path, OBJECTIVE, roles, MEASURE)
    assert [goal.id for goal in found.goals] == ["g"]
    (measure,) = linked(found).measures
    assert (measure.id, measure.agencies, measure.dated_targets) == ("m", ("ATF",), 0)
    # ICE has a role and reports none of the 1 measure; ATF reports it and has no role.
    assert [(a.id, a.roles, a.reports) for a in linked(found).agencies] == [
        ("ICE", ("supporting",), 0),
        ("ATF", (), 1),
    ]
    assert linked(found).agencies[1].name == "One agency"


ACTION = "  - {{id: {}, objective: o, agencies: [ATF], statement: Do it., source: x{}}}\n"
FACTORS = """\
external_factors:
  - {id: law, title: A law, kind: external, effect: It slows., source: x}
  - {id: met, title: A price, kind: external, effect: It rises., response: Paid., source: x}
"""
LOOSE = {
    "goals-without-objective": ("goals: [{id: g, title: A goal, source: x}]\n", ["g"]),
    "objectives-without-need": (
        OBJECTIVE.replace("    needs: [n]\n", ""),
        ["o"],
    ),
    "objectives-without-measure": (OBJECTIVE, ["o"]),
    "objectives-without-agency": (OBJECTIVE, ["o"]),
    "objectives-without-money": (
        OBJECTIVE
        + "resources:\n"
        + RESOURCE.format("zero", "ATF", "FY2009", "money", "USD", ", objective: o, enacted: 0")
        + RESOURCE.format("men", "ATF", "FY2009", "staff", "men", ", objective: o, planned: 3"),
        ["o"],  # nothing was enacted, and staff is not money
    ),
    "objectives-without-mechanism": (OBJECTIVE, ["o"]),
    "measures-without-lead": (
        OBJECTIVE + "    roles:\n" + ROLE.format("ATF", "supporting") + MEASURE,
        ["m"],
    ),
    "actions-without-date": (
        OBJECTIVE
        + "actions:\n"
        + ACTION.format("never", ", begins: 2009")
        + ACTION.format("said", ", by: in summer")
        + ACTION.format("dated", ", due: 2010")
        + ACTION.format("over", ", done: 2009-02"),
        ["never"],
    ),
    "agencies-that-report-nothing": (
        OBJECTIVE
        + "    roles:\n"
        + ROLE.format("ATF", "lead")
        + ROLE.format("ICE", "supporting")
        + ROLE.format("ONDCP", "consulted")
        + MEASURE,
        ["ICE"],  # ATF reports; whoever is only consulted need not
    ),
    "needs-unanswered": (
        OBJECTIVE.replace("    needs: [n]\n", ""),
        ["n"],
    ),
    "agencies-without-role": (OBJECTIVE + MEASURE, ["ATF"]),
    "resources-untied": (
        "resources:\n" + RESOURCE.format("new-money", "ATF", "FY2009", "money", "USD", ""),
        ["new-money"],
    ),
    "mechanisms-untied": (
        "mechanisms: [{id: desk, title: A desk, parties: [ATF], status: operating, source: x}]\n",
        ["desk"],
    ),
    "factors-without-response": (FACTORS, ["law"]),
}


@pytest.mark.parametrize("kind", LOOSE)
def test_what_hangs_loose_is_listed_by_what_it_lacks(tmp_path: Path, kind: str) -> None:
    text, expected = LOOSE[kind]
    assert orphans(matrix(tmp_path, text), kind) == expected


def test_every_kind_of_orphan_is_there_even_where_nothing_is_loose(tmp_path: Path) -> None:
    found = matrix(tmp_path).orphans
    assert [kind.id for kind in found] == list(LOOSE)
    assert all(kind.entries == () for kind in found)
    assert {kind.side for kind in found} == {"promised", "given"}


def test_a_department_is_heard_where_a_bureau_below_it_reports(tmp_path: Path) -> None:
    start = START.replace("ATF, name: One agency", "ATF, parent: ICE, name: One agency")
    roles = "    roles:\n" + ROLE.format("ICE", "lead")
    found = matrix_of(audited(tmp_path, start + OBJECTIVE + roles + MEASURE))
    assert orphans(found, "agencies-that-report-nothing") == []
    # And the role of the department above is a role for its bureau.
    assert orphans(found, "agencies-without-role") == []


def test_a_role_on_an_action_or_in_a_mechanism_is_a_role(tmp_path: Path) -> None:
    mechanism = "mechanisms: [{id: d, title: D, parties: [ATF], status: agreed, source: x}]\n"
    assert orphans(matrix(tmp_path, OBJECTIVE, MEASURE, mechanism), "agencies-without-role") == []


def test_an_orphan_that_was_made_up_is_marked(tmp_path: Path) -> None:
    text = OBJECTIVE.replace("    needs: [n]\n", "").replace(
        "evidence: It is seen.,", "evidence: It is seen., illustrative: true,"
    )
    (kind,) = [o for o in matrix(tmp_path, text).orphans if o.id == "needs-unanswered"]
    assert [entry.illustrative for entry in kind.entries] == [True]


def test_a_plan_without_objectives_has_an_empty_matrix(tmp_path: Path) -> None:
    found = matrix(tmp_path)
    assert found.elements.rows == ()
    assert len(found.elements.elements) == 5
    assert found.goals == ()


def test_the_chapter_of_2009_has_its_new_money_among_the_orphans() -> None:
    # GAO-09-709, line 807: unclear how the new resources will be tied to the strategy.
    reading = Workspace(CHAPTER, plan_as_of=JUNE_2009).plan
    assert reading.plan is not None
    found = matrix_of(Audited(reading.plan, reading.places, JUNE_2009))
    assert orphans(found, "resources-untied") == ["southbound-inspections-2009"]
