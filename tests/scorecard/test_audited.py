"""The audit of the strategy as a part of the scorecard."""

from __future__ import annotations

from pathlib import Path

from milepost.plan.model import Plan
from milepost.scorecard.as_text import as_text
from milepost.scorecard.audited import AuditInWords
from milepost.scorecard.card import Scorecard
from milepost.scorecard.titles import titles_in
from milepost.workspace import Workspace
from tests.scorecard.cards import PLAN, card, measure, target

_ROW = "ATF,cases,FY2009,110,,,,,"
_SAID = """\
published_verdicts:
  - id: one
    criterion: gao-09-709.roles
    verdict: {verdict}
    by: GAO
    statement: "<script>roles</script> are not detailed"
    source: A report, page 3
"""


def _audit(composed: Scorecard) -> AuditInWords:
    assert composed.audit is not None
    return composed.audit


def test_every_criterion_has_a_verdict_with_reason_and_citation(tmp_path: Path) -> None:
    found = _audit(card(tmp_path, [measure(targets=target("100"))], [_ROW]))
    assert [line.id for line in found.criteria] == [
        f"gao-09-709.{name}"
        for name in ("needs-and-objectives", "roles", "resources", "coordination", "monitoring")
    ]
    for line in found.criteria:
        assert line.verdict is not None
        assert line.reason
        assert "line 935" in line.citation
        assert line.places
        assert bool(line.to_close) == (line.verdict.word != "met")


def test_an_auditor_in_print_stands_beside_our_verdict(tmp_path: Path) -> None:
    plan = PLAN + _SAID.format(verdict="met")
    composed = card(tmp_path, [measure()], [_ROW], plan=plan)
    (line,) = [line for line in _audit(composed).criteria if line.published]
    (said,) = line.published
    assert line.verdict is not None
    assert (line.verdict.word, said.verdict, said.agrees) == ("not addressed", "met", False)
    text = " ".join(as_text(composed.document()).split())
    assert "GAO: met, otherwise than we find" in text
    assert "“<script>roles</script> are not detailed” A report, page 3." in text


def test_an_auditor_who_gave_no_verdict_neither_agrees_nor_differs(tmp_path: Path) -> None:
    plan = PLAN + _SAID.format(verdict="no verdict")
    found = _audit(card(tmp_path, [measure()], [_ROW], plan=plan))
    assert [said.agrees for line in found.criteria for said in line.published] == [None]


def test_each_objective_has_the_verdicts_of_the_criteria_that_look_at_it(tmp_path: Path) -> None:
    found = _audit(card(tmp_path, [measure()], [_ROW]))
    (objective,) = found.objectives
    assert objective.title == "Investigate"
    criteria = {line.id for line in found.criteria}
    assert {criterion for criterion, _ in objective.verdicts} <= criteria


def test_a_measure_that_is_not_shown_is_not_named(tmp_path: Path) -> None:
    secret = measure(
        id="secret-cases",
        title="Secret cases",
        targets=target("9"),
        sensitivity="law-enforcement-sensitive",
    )
    composed = card(tmp_path, [measure(targets=target("100")), secret], [_ROW])
    text = as_text(composed.document())
    assert "secret" not in text.lower()


def _plan(root: Path) -> Plan:
    card(root, [measure(id="best-teams", title="Teams"), measure()], [])
    plan = Workspace(root).plan.plan
    assert plan is not None
    return plan


def test_identifiers_give_way_to_titles_only_where_they_are_identifiers(tmp_path: Path) -> None:
    titled = titles_in(_plan(tmp_path))
    assert titled("Nobody leads best-teams.") == "Nobody leads “Teams”."
    assert titled("Without a target: best-teams, cases.") == "Without a target: “Teams”, “Cases”."
    assert titled("In most cases it is so.") == "In most cases it is so."
    assert titled("not-best-teams and best-teams-2") == "not-best-teams and best-teams-2"
