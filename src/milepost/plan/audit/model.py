"""The words of an audit: a criterion with its citation, and the finding on it.

A problem is a mistake in what was written; a finding is a fair judgement on a plan that is well
written. What no metadata can settle is left "for a person to judge" and never guessed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from milepost.plan.model import Plan, Waiver
from milepost.plan.places import Places
from milepost.sources import Place

Verdict = Literal["met", "partly met", "not addressed", "for a person to judge", "not in force"]
VERDICTS: Final[tuple[Verdict, ...]] = (
    "met",
    "partly met",
    "not addressed",
    "for a person to judge",
    "not in force",
)


@dataclass(frozen=True, slots=True)
class Audited:
    """What an audit looks at.

    Attributes:
        plan: the plan, as it stands on the day.
        places: where each thing in it is written.
        on: the day, by which reviews are overdue and criteria in force.
    """

    plan: Plan
    places: Places
    on: dt.date


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a criterion's function says of the plan, or of one thing in it.

    Attributes:
        verdict: the verdict.
        reason: why, in a sentence that names and counts.
        places: where what it rests on is written, or where what is missing would be.
        to_close: what would close the gap; empty where it is met.
        subject: the section and identifier it is about; None for the whole plan.
        rests_on_illustrative: whether something made up to show a feature carried the verdict.
    """

    verdict: Verdict
    reason: str
    places: tuple[Place, ...] = ()
    to_close: str = ""
    subject: tuple[str, str] | None = None
    rests_on_illustrative: bool = False


@dataclass(frozen=True, slots=True)
class Criterion:
    """One requirement, and the function that judges it.

    Attributes:
        id: a stable name, such as ``gao-09-709.roles``.
        title: the requirement in a few words.
        citation: where it is laid down.
        in_force_from: the day from which it could be asked for.
        judge: from the plan to one opinion, or one for each thing it is about.
    """

    id: str
    title: str
    citation: str
    in_force_from: dt.date
    judge: Callable[[Audited], Iterable[Opinion]]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Criteria that belong together.

    Attributes:
        id: the name by which ``--against`` calls it.
        title: its title.
        citation: where it is laid down.
        criteria: the criteria, in the order of the source.
        note: what must be known of how we read it.
    """

    id: str
    title: str
    citation: str
    criteria: tuple[Criterion, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A criterion and what came of it, for the plan or for one thing in it.

    Attributes:
        criterion: the criterion.
        opinion: the verdict with its reason, places and remedy.
        waiver: the public waiver in force, where there is one; the verdict stands all the same.
    """

    criterion: Criterion
    opinion: Opinion
    waiver: Waiver | None = None


@dataclass(frozen=True, slots=True)
class Audit:
    """A plan held against a rule set.

    Attributes:
        rule_set: the rule set.
        on: the day.
        findings: every finding, in the order of the criteria.
    """

    rule_set: RuleSet
    on: dt.date
    findings: tuple[Finding, ...]
