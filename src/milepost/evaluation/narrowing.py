"""A part of an evaluation: of some objectives, agencies or measures. Nothing is judged anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from milepost.evaluation.model import Context, Evaluation, MeasureEvaluation
from milepost.evaluation.rollup import reporters
from milepost.plan.model import Measure, Plan


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What is asked for, by identifier; of what is left empty, everything.

    Several of one kind are each asked for; what is asked for by kinds together must fit all of
    them.

    Attributes:
        objectives: measures under these.
        agencies: what these report, alone or with others, and what is computed from it.
        measures: these measures.
    """

    objectives: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return not (self.objectives or self.agencies or self.measures)

    def of(self, evaluation: Evaluation, plan: Plan) -> Evaluation:
        """The part of an evaluation of a plan that is asked for."""
        if self.is_everything:
            return evaluation
        return replace(
            evaluation,
            measures=tuple(self._measures(evaluation, plan)),
            duties=tuple(d for d in evaluation.duties if self._asks_for(d.agency)),
        )

    def _measures(self, evaluation: Evaluation, plan: Plan) -> Iterator[MeasureEvaluation]:
        for judged in evaluation.measures:
            if not self._wants(judged.measure, plan):
                continue
            yield replace(
                judged,
                judgements=tuple(j for j in judged.judgements if self._asks_for(j.agency)),
                find_context=partial(self._context, judged),
            )

    def _context(self, judged: MeasureEvaluation) -> Context:
        return Context(
            tuple(a for a in judged.others if self._asks_for(a.agency)),
            tuple(s for s in judged.series if self._asks_for(s.agency)),
        )

    def _wants(self, measure: Measure, plan: Plan) -> bool:
        return (
            (not self.objectives or measure.objective in self.objectives)
            and (not self.measures or measure.id in self.measures)
            and (
                not self.agencies
                or not frozenset(self.agencies).isdisjoint(reporters(plan, measure))
            )
        )

    def _asks_for(self, agency: str) -> bool:
        """Whether a figure is of an agency asked for; one of all together is of each of them."""
        return not (self.agencies and agency) or agency in self.agencies
