"""What several parts of a scorecard rest on, found once: misses, dates, mechanisms, years."""

from __future__ import annotations

from dataclasses import dataclass, replace

from milepost.evaluation.misses import Miss, misses_of
from milepost.evaluation.model import Evaluation
from milepost.evaluation.years import Years
from milepost.periods import Period
from milepost.plan.duty_calendar.build import undertaken
from milepost.plan.duty_calendar.model import Entry, Undated
from milepost.plan.model import Objective, Plan
from milepost.plan.places import Places
from milepost.scorecard.beside import Beside
from milepost.scorecard.five_years import compose_years
from milepost.scorecard.mechanisms import compose_mechanisms
from milepost.scorecard.model import Section
from milepost.scorecard.objective_means import compose_means
from milepost.scorecard.objective_model import MechanismLine
from milepost.scorecard.opening import FirstPage
from milepost.scorecard.opening_model import Opening
from milepost.scorecard.recommendations import RecommendationLine, compose_recommendations


@dataclass(frozen=True, slots=True)
class Grounds:
    """What several parts rest on.

    Attributes:
        plan: the plan.
        evaluation: what was judged, of what may be shown.
        years: finds what a measure came to in a year, on the record that it was judged on.
        beside: the years before, and what else is known on the day.
        hidden: measures of which nothing may be shown.
        missed: the promises that were not kept, of what may be shown.
        dated: what the plan gives a date, in whatever year it falls.
        mechanisms: the standing arrangements between agencies.
    """

    plan: Plan
    evaluation: Evaluation
    years: Years
    beside: Beside
    hidden: frozenset[str]
    missed: tuple[Miss, ...]
    dated: tuple[Entry | Undated, ...]
    mechanisms: tuple[MechanismLine, ...]

    @classmethod
    def of(
        cls,
        evaluation: Evaluation,
        places: Places,
        years: Years,
        beside: Beside,
        hidden: frozenset[str],
    ) -> Grounds:
        """For what of an evaluation may be shown."""
        plan, record, as_of = years.plan, years.record, evaluation.as_of
        found = misses_of(plan, record, evaluation)
        missed = tuple(miss for miss in found if miss.measure.id not in hidden)
        dated = undertaken(plan, places, as_of)
        mechanisms = compose_mechanisms(plan, dated, as_of.isoformat())
        return cls(plan, evaluation, years, beside, hidden, missed, dated, mechanisms)

    @property
    def periods(self) -> tuple[Period, ...]:
        """The years before and this one, the earliest first; none where it is no year."""
        if not self.evaluation.period.is_year:
            return ()
        return (*(e.period for e in reversed(self.beside.years_before)), self.evaluation.period)

    def completed(self, section: Section, objective: Objective) -> Section:
        """An objective with what it rests on, and its measures over the years."""
        judged = [m for m in self.evaluation.measures if m.measure.objective == objective.id]
        means = compose_means(
            self.plan, objective, self.mechanisms, self.missed, self.hidden, self.evaluation.as_of
        )
        years = tuple(compose_years(self.years, judged, self.periods))
        return replace(section, means=means, years=years)

    def recommendations(self) -> tuple[RecommendationLine, ...]:
        """The findings to be closed."""
        return compose_recommendations(self.plan, self.dated, self.evaluation.as_of.isoformat())

    def opening(self, row_ids: dict[tuple[str, str, int], str], *, illustrative: bool) -> Opening:
        """The first page.

        Args:
            row_ids: the permalinks of the rows, by measure, agency and target.
            illustrative: whether the workspace holds made-up figures only.
        """
        calendar, before = self.beside.calendar, self.beside.years_before
        duties = [e for e in calendar.entries if e.kind == "duty"] if calendar else []
        page = FirstPage(
            plan=self.plan,
            record=self.years.record,
            evaluation=self.evaluation,
            before=before[0] if before and self.evaluation.period.is_year else None,
            years=self.years,
            missed=self.missed,
            dated=[*(e for e in self.dated if isinstance(e, Entry)), *duties],
            row_ids=row_ids,
            illustrative=illustrative,
        )
        return page.compose()
