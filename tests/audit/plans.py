"""Plans for the tests of the audit: the chapter of 2009, and small ones of a few lines."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final

from milepost.plan.audit.model import Audit, Audited, Finding, Verdict
from milepost.plan.audit.rule_sets import BY_ID, DEFAULT, audit
from milepost.plan.files import read_plan
from milepost.workspace import Workspace

FOLDER: Final = Path(__file__).parent
ROOT: Final = FOLDER.parents[1]
CHAPTER: Final = FOLDER / "chapter-2009"
GOLDENS: Final = FOLDER / "goldens"
JUNE_2009: Final = dt.date(2009, 6, 30)

START: Final = """\
strategy: {id: s, title: A small strategy, issued_by: ONDCP, issued: 2009-06, source: made up}
calendar: {fiscal_year_starts: October, source: made up}
agencies:
  - {id: ONDCP, name: The office, source: made up}
  - {id: ATF, name: One agency, source: made up}
  - {id: ICE, name: Another, source: made up}
"""
OBJECTIVE: Final = """\
needs:
  - {id: n, title: A need, evidence: It is seen., source: made up}
goals:
  - {id: g, title: A goal, source: made up}
objectives:
  - id: o
    goal: g
    title: An objective
    statement: It is stated.
    needs: [n]
    source: made up
"""
MEASURE: Final = """\
measures:
  - id: m
    title: A measure
    definition: What is counted.
    objective: o
    unit: cases
    kind: output
    direction: increase
    quantity: flow
    basis: fiscal
    frequency: annual
    agencies: [ATF]
    source: made up
"""


def audited(folder: Path, text: str, on: dt.date = JUNE_2009) -> Audited:
    """A plan of these words, read from a file, to be looked at on a day."""
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    reading = read_plan([folder], folder)
    assert not reading.problems, reading.problems
    assert reading.plan is not None
    return Audited(reading.plan, reading.places, on)


def held_against(rule_set: str, look: Audited) -> Audit:
    """The audit of a plan against a rule set."""
    return audit(look, BY_ID[rule_set])


def of_workspace(folder: Path, rule_set: str = DEFAULT, on: dt.date = JUNE_2009) -> Audit:
    """The audit of a workspace on a day."""
    return Workspace(folder, plan_as_of=on).audit(rule_set, on)


def on_the_plan(found: Audit, criterion: str) -> Finding:
    """The finding of a criterion on the whole plan."""
    (one,) = [f for f in found.on_the_plan() if f.criterion.id == criterion]
    return one


def on_one(found: Audit, criterion: str, name: str) -> Finding:
    """The finding of a criterion on one thing."""
    (one,) = [
        f for f in found.on_each(criterion) if f.opinion.subject and f.opinion.subject[1] == name
    ]
    return one


def verdicts(found: Audit) -> dict[str, Verdict]:
    """The verdict of each criterion on the whole plan, by the last part of its name."""
    return {f.criterion.id.split(".", 1)[1]: f.opinion.verdict for f in found.on_the_plan()}
