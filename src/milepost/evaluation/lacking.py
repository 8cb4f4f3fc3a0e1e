"""What data would be needed: every judgement that could not be made, why, and who could end that.

21 U.S.C. 1705(c)(1)(H) asks the strategy for the data sources or data collection that are needed,
(M) for a systematic plan of data. Each judgement without an outlook, or with an indeterminate
result, is told once, with all that it lacks: what decided first, then what would stand in the way
next.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from milepost.evaluation.model import (
    Actual,
    Evaluation,
    Judgement,
    MeasureEvaluation,
    NotRated,
)
from milepost.plan.model import Method, Plan

Ender = Literal[
    "an agency that is silent",
    "an agency that keeps it back",
    "an agency that has no system",
    "an agency that cannot produce it",
    "an agency that knows it too loosely",
    "the office that issues the strategy",
    "who approved the waiver",
    "nobody before a date",
    "the passing of time",
    "who holds the definition",
]
"""Who could end it."""

ENDERS: Final[Mapping[NotRated, Ender]] = MappingProxyType(
    {
        "not reported": "an agency that is silent",
        "rejected": "an agency that is silent",
        "returned": "an agency that is silent",
        "withheld": "an agency that keeps it back",
        "withdrawn": "an agency that keeps it back",
        "not tracked": "an agency that has no system",
        "not available": "an agency that cannot produce it",
        "indeterminate": "an agency that knows it too loosely",
        "not yet due": "nobody before a date",
        "too few points": "the passing of time",
        "series broken": "who holds the definition",
        "not computable": "who holds the definition",
        "not applicable": "the office that issues the strategy",
        "no target": "the office that issues the strategy",
        "no baseline": "the office that issues the strategy",
        "no date": "the office that issues the strategy",
        "no scale": "the office that issues the strategy",
        "no criteria": "the office that issues the strategy",
        "method does not apply": "the office that issues the strategy",
        "for a person to judge": "the office that issues the strategy",
        "waived": "who approved the waiver",
    }
)

# How many points a method needs. Destatis gives no symbol below four; a change is between two.
FEWEST_POINTS: Final[Mapping[Method, int]] = MappingProxyType(
    {"projection": 4, "growth-ratio": 2, "last-two-points": 2, "healthy-people": 1}
)


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a judgement lacks.

    Attributes:
        cause: the reason why it was not rated, or why its result is indeterminate.
        ender: who could end it.
        by: the agencies, or the name of the official; empty for nobody in particular.
        gaps: the figures that are not there, where that is the cause.
        day: the day after which it can be there, or the last day of a waiver; None for no such day.
        more: how many more periods; None where it is not a matter of time.
        is_of_baseline: of what is indeterminate, whether the baseline is what is too loose.
        is_of_overlap: whether it is what agencies may have counted twice.
    """

    cause: NotRated
    ender: Ender
    by: tuple[str, ...] = ()
    gaps: tuple[Actual, ...] = ()
    day: dt.date | None = None
    more: int | None = None
    is_of_baseline: bool = False
    is_of_overlap: bool = False


@dataclass(frozen=True, slots=True)
class Lack:
    """A judgement that could not be made in full, with what it lacks.

    Attributes:
        judgement: the judgement.
        needs: what it lacks; the first is what decided.
    """

    judgement: Judgement
    needs: tuple[Need, ...]

    @property
    def first(self) -> Need:
        """What decided."""
        return self.needs[0]


def is_lacking(judgement: Judgement) -> bool:
    """Whether there is no outlook, or a result that is neither one thing nor the other."""
    found = judgement.result
    return judgement.rating.outlook is None or (
        found is not None and found.result == "indeterminate"
    )


def lacking(
    plan: Plan,
    evaluation: Evaluation,
    fewest_points: Mapping[Method, int] = FEWEST_POINTS,
) -> tuple[Lack, ...]:
    """Every judgement of an evaluation that lacks something, once, in the order of the plan.

    Args:
        plan: the plan that was judged.
        evaluation: what came of it.
        fewest_points: how many points each method needs, for those that it found to be too few.
    """
    return tuple(
        Lack(judgement, tuple(_Asker(plan, evaluation, judged, judgement, fewest_points).needs()))
        for judged in evaluation.measures
        for judgement in judged.judgements
        if is_lacking(judgement)
    )


@dataclass(frozen=True, slots=True)
class _Asker:
    """What one judgement lacks is found with this."""

    plan: Plan
    evaluation: Evaluation
    judged: MeasureEvaluation
    judgement: Judgement
    fewest_points: Mapping[Method, int]

    def needs(self) -> Iterator[Need]:
        """What decided first; then what else is not there, each cause once."""
        seen: set[NotRated] = set()
        for cause in self.causes():
            if cause not in seen:
                seen.add(cause)
                yield self.need(cause)

    def causes(self) -> Iterator[NotRated]:
        judgement = self.judgement
        if judgement.rating.outlook is None:
            yield judgement.rating.not_rated or "indeterminate"
        found = judgement.result
        if found is not None and found.result == "indeterminate":
            if found.reason == "straddles":
                yield "indeterminate"
            elif found.reason and found.reason != "before its date":
                yield found.reason
        for gap in self.gaps():
            if gap.missing is not None and self._could_be_sent(gap):
                yield gap.missing
        if judgement.target is None:
            yield "no target"

    def gaps(self) -> tuple[Actual, ...]:
        """What is not there; of agencies side by side each for itself."""
        actual = self.judgement.actual
        return () if actual.missing is None else (tuple(actual.gaps()) or (actual,))

    def _could_be_sent(self, gap: Actual) -> bool:
        """Whether it is silence on a period that the measure is counted by at all."""
        basis = self.plan.measure_by_id[gap.measure].basis
        fits = basis in ("date", gap.period.basis) or gap.period.kind in ("date", "month")
        return fits or gap.source is not None

    def need(self, cause: NotRated) -> Need:
        ender = ENDERS[cause]
        gaps = tuple(g for g in self.gaps() if g.missing == cause)
        match cause:
            case "waived":
                waiver = self.judgement.rating.waiver
                assert waiver is not None  # noqa: S101  # it is what decided
                return Need(cause, ender, (waiver.approved_by,), day=waiver.until)
            case "not yet due":
                return self.not_yet_due(gaps)
            case "too few points":
                return Need(cause, ender, more=self.more_points())
            case "indeterminate":
                return self.too_loose()
            case _ if ender.startswith("an agency"):
                return Need(cause, ender, self.reporters(gaps), gaps)
            case _:
                return Need(cause, ender, (self.plan.strategy.issued_by,), gaps)

    def reporters(self, gaps: Iterable[Actual]) -> tuple[str, ...]:
        """Who reports what is not there; of a computed measure whoever reports its parts."""
        found: dict[str, None] = {}
        for gap in gaps:
            agencies = (gap.agency,) if gap.agency else self._reporting(gap.measure)
            found |= dict.fromkeys(agencies)
        if not found and self.judgement.agency:
            found[self.judgement.agency] = None
        return tuple(found) or self._reporting(self.judgement.measure.id)

    def _reporting(self, name: str) -> tuple[str, ...]:
        measure = self.plan.measure_by_id[name]
        found = dict.fromkeys(measure.agencies)
        for part in measure.parts:
            found |= dict.fromkeys(self._reporting(part))
        return tuple(found)

    def not_yet_due(self, gaps: tuple[Actual, ...]) -> Need:
        """From which day it can be there; an agency whose day is past is silent."""
        calendar, judgement = self.plan.calendar, self.judgement
        periods = [g.period for g in gaps] or [judgement.due or judgement.actual.period]
        if judgement.measure.frequency == "annual":
            periods = [p.year if p.is_quarter else p for p in periods]
        lag = dt.timedelta(days=judgement.measure.reporting_lag or 0)
        day = max(calendar.end(p) for p in periods) + lag
        said = tuple(g for g in gaps if g.source is not None)
        if said and day < self.evaluation.as_of:
            return Need("not yet due", ENDERS["not reported"], self.reporters(said), said, day)
        return Need("not yet due", ENDERS["not yet due"], gaps=gaps, day=day)

    def more_points(self) -> int | None:
        """How many more periods a method needs than there are."""
        method = self.judgement.rating.method
        if method is None or method not in self.fewest_points:
            return None
        series = [s for s in self.judged.series if s.agency == self.judgement.agency]
        known = len(series[0].points) if series else int(self.judgement.actual.value is not None)
        return max(1, self.fewest_points[method] - known)

    def too_loose(self) -> Need:
        """Whose number is too loose: an agency's, what is counted twice, or the baseline."""
        judgement = self.judgement
        value = judgement.actual.value
        if value is not None and value.is_exact and judgement.measure.baseline is not None:
            issued_by = (self.plan.strategy.issued_by,)
            return Need("indeterminate", ENDERS["no baseline"], issued_by, is_of_baseline=True)
        loose = dict.fromkeys(
            held.observation.agency
            for held in judgement.actual.sources()
            if held.observation.stated is not None and held.observation.stated.bound != "exact"
        )
        if loose or not judgement.actual.overlaps:
            by = tuple(loose) or self.reporters(())
            return Need("indeterminate", ENDERS["indeterminate"], by)
        both = dict.fromkeys(a for o in judgement.actual.overlaps for a in o.between)
        return Need("indeterminate", ENDERS["indeterminate"], tuple(both), is_of_overlap=True)
