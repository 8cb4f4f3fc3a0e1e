"""The words of an audit: a criterion with its citation, and the finding on it.

A problem is a mistake in what was written; a finding is a fair judgement on a plan that is well
written. What no metadata can settle is left "for a person to judge" and never guessed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from milepost.plan.audit.holdings import Holdings, holdings_of
from milepost.plan.model import Plan, PublishedVerdict, Waiver
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


@dataclass(frozen=True)
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

    @cached_property
    def holdings(self) -> Holdings:
        """What hangs on what in the plan; found once, whatever number of criteria ask."""
        return holdings_of(self.plan)

    @property
    def place(self) -> Place:
        """Where the strategy is declared: what is nowhere is missing there."""
        return self.places.at("strategy", "strategy")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a criterion's function says of the plan, or of one thing in it.

    Attributes:
        verdict: the verdict.
        reason: why, in a sentence that names and counts.
        places: where what it rests on is written, or where what is missing would be.
        to_close: what would close the gap; empty where it is met.
        subject: the section and identifier it is about; None for the whole plan.
        rests_on_illustrative: whether something made up to show a feature carried the verdict, or
            is counted in the reason.
        without_illustrative: the verdict without what is made up, where it would be another.
    """

    verdict: Verdict
    reason: str
    places: tuple[Place, ...] = ()
    to_close: str = ""
    subject: tuple[str, str] | None = None
    rests_on_illustrative: bool = False
    without_illustrative: Verdict | None = None


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
        published: what auditors said in print of this plan on the criterion; beside the finding
            on the whole plan only.
    """

    criterion: Criterion
    opinion: Opinion
    waiver: Waiver | None = None
    published: tuple[PublishedVerdict, ...] = ()

    def agrees_with(self, said: PublishedVerdict) -> bool | None:
        """Whether our verdict is the published one; None where one of the two is no verdict."""
        if said.verdict == "no verdict" or self.opinion.verdict not in VERDICTS[:3]:
            return None
        return said.verdict == self.opinion.verdict


@dataclass(frozen=True, slots=True)
class Audit:
    """A plan held against a rule set.

    Attributes:
        rule_set: the rule set.
        on: the day.
        findings: every finding, in the order of the criteria; of each the one on the whole plan
            first, where there is one.
        strategy: the title of the strategy.
        illustrative: whether the workspace holds made-up figures.
        remarks: what the reader must know besides, such as a waiver of a criterion nobody knows.
    """

    rule_set: RuleSet
    on: dt.date
    findings: tuple[Finding, ...]
    strategy: str = ""
    illustrative: bool = False
    remarks: tuple[str, ...] = ()

    def on_the_plan(self) -> tuple[Finding, ...]:
        """The findings on the whole plan, one a criterion."""
        return tuple(f for f in self.findings if f.opinion.subject is None)

    def on_each(self, criterion: str) -> tuple[Finding, ...]:
        """The findings of a criterion on single things of the plan."""
        return tuple(
            f
            for f in self.findings
            if f.criterion.id == criterion and f.opinion.subject is not None
        )

    def counts(self) -> dict[Verdict, int]:
        """How many criteria came out in which way, on the whole plan."""
        found = [f.opinion.verdict for f in self.on_the_plan()]
        return {verdict: found.count(verdict) for verdict in VERDICTS}
