"""Which explanations are owed on the day of an edition, and which edition says so.

Two things ask for a word: a target that was not met (31 U.S.C. 1116(c)(3): why, with plans and a
schedule), and a figure further from its target than the plan allows without one. It is owed until
an explanation of that measure and period stands: an analyst may have returned it. A target that was
made up inside a real plan obliges nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from milepost.evaluation.misses import misses_of
from milepost.evaluation.model import Evaluation
from milepost.evaluation.withholding import not_public
from milepost.plan.model import Plan
from milepost.scorecard import reasons
from milepost.submissions.model import Record


@dataclass(frozen=True, slots=True)
class OwedExplanation:
    """One explanation that is owed.

    Attributes:
        measure: of which measure.
        title: its title.
        agency: who owes it, "ATF and ICE" where it is one figure of several.
        period: of which period.
        why: what is to be explained, in a sentence.
        is_public: whether the measure may be named to everybody.
    """

    measure: str
    title: str
    agency: str
    period: str
    why: str
    is_public: bool = True

    @property
    def id(self) -> str:
        """Its stable name, by which its row is found."""
        return f"owed/{self.period}/{self.measure}/{self.agency}".replace(" ", "-")


@dataclass(frozen=True, slots=True)
class EditionLine:
    """Which edition a scorecard is.

    Attributes:
        name: such as "FY2009-1".
        published_on: the day of publication.
        published_by: who published it; empty where nobody says.
        ledger_head: the hash of the ledger's newest entry, by which the record is found again.
        plan_digest: SHA-256 of the plan's files.
        owed: the explanations that were owed and are published as owed.
    """

    name: str
    published_on: str
    published_by: str
    ledger_head: str
    plan_digest: str
    owed: tuple[OwedExplanation, ...]

    @property
    def as_owed(self) -> str:
        """That it was published before all was explained; empty where nothing is owed."""
        if not self.owed:
            return ""
        count = len(self.owed)
        return f"Published with {count} {'explanation' if count == 1 else 'explanations'} owed."


def explanations_owed(
    plan: Plan,
    record: Record,
    evaluation: Evaluation,
    *,
    illustrative: bool,
) -> tuple[OwedExplanation, ...]:
    """Every explanation that is owed for a period or one within it, misses first.

    Args:
        plan: the plan.
        record: the record.
        evaluation: the plan held against it.
        illustrative: whether the whole workspace is made up; its targets then oblige as real ones.
    """
    hidden = not_public(plan)
    found: dict[tuple[str, str, str], OwedExplanation] = {}
    for owed in _owed(plan, record, evaluation, hidden, illustrative=illustrative):
        found.setdefault((owed.measure, owed.agency, owed.period), owed)
    return tuple(found.values())


def _owed(
    plan: Plan,
    record: Record,
    evaluation: Evaluation,
    hidden: frozenset[str],
    *,
    illustrative: bool,
) -> Iterator[OwedExplanation]:
    for miss in misses_of(plan, record, evaluation):
        if miss.is_explained or (miss.is_illustrative and not illustrative):
            continue
        again = f"; missed {miss.at_least} in a row" if miss.at_least > 1 else ""
        yield OwedExplanation(
            miss.measure.id,
            miss.measure.title,
            miss.agency or " and ".join(miss.measure.agencies) or "computed",
            str(miss.latest),
            f"The target of {miss.latest} was not met{again}.",
            miss.measure.id not in hidden,
        )
    for judgement in evaluation.unexplained:
        if judgement.is_illustrative and not illustrative:
            continue
        measure = judgement.measure
        yield OwedExplanation(
            measure.id,
            measure.title,
            judgement.agency or " and ".join(measure.agencies) or "computed",
            str(judgement.due or evaluation.period),
            reasons.about_variance(judgement.variance),
            measure.id not in hidden,
        )
