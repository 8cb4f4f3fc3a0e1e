"""Holds a plan against the record for a period, as of a date."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import partial

from milepost.evaluation.actuals import Actuals
from milepost.evaluation.breaks import break_inside, break_since_baseline, breaks_of, last_break
from milepost.evaluation.chances import Likelihood
from milepost.evaluation.events import asks_for_event
from milepost.evaluation.likelihood import likelihood_of
from milepost.evaluation.lost import is_short, reached_before
from milepost.evaluation.model import (
    Actual,
    Context,
    Duty,
    Evaluation,
    Judgement,
    MeasureEvaluation,
    NotRated,
    Rating,
    Series,
    TargetResult,
)
from milepost.evaluation.outlook import WITH_POINTS, rate
from milepost.evaluation.points import points_of
from milepost.evaluation.pools import is_added_to_date
from milepost.evaluation.prospects import prospect_of
from milepost.evaluation.results import result_of, with_lateness
from milepost.evaluation.standing import Standing
from milepost.evaluation.variance import variance_of
from milepost.periods import Period
from milepost.plan.goalposts import scale_for, scale_in_force
from milepost.plan.model import Measure, Plan, Scale, Target
from milepost.submissions.collection import uncollected
from milepost.submissions.coverage import covered_since
from milepost.submissions.model import Record


@uncollected()
def evaluate(plan: Plan, record: Record, period: Period) -> Evaluation:
    """Judge every measure of a plan for a period, on what was received by the record's date."""
    judge = _Judge.of(plan, record, period)
    return Evaluation(
        period=period,
        as_of=record.as_of,
        measures=tuple(judge.measure(measure) for measure in plan.measures),
        duties=_duties(plan, record, period),
        unplaced=tuple(
            s for s in record.submissions if s.period is None or s.agency not in plan.agency_by_id
        ),
        scale=judge.scale,
    )


def evaluate_measure(plan: Plan, record: Record, period: Period, measure: str) -> MeasureEvaluation:
    """Judge one measure for a period of any kind.

    Raises:
        KeyError: where the plan has no such measure.
    """
    return _Judge.of(plan, record, period).measure(plan.measure_by_id[measure])


def judgements_of(
    plan: Plan, record: Record, period: Period, measure: str, agency: str | None = None
) -> tuple[Judgement, ...]:
    """The judgements of one measure alone, without what is shown beside them.

    Args:
        plan: the plan.
        record: what was reported.
        period: what is judged.
        measure: the measure.
        agency: only those of this agency, where one is named.

    Raises:
        KeyError: where the plan has no such measure.
    """
    judge = _Judge.of(plan, record, period)
    return tuple(judge.judgements(plan.measure_by_id[measure], agency))


def standing_of(
    plan: Plan, record: Record, period: Period, judgement: Judgement
) -> Standing | None:
    """What a judgement of a period was made from; None where there is no target."""
    if judgement.target is None:
        return None
    judge = _Judge.of(plan, record, period)
    return judge.standing(
        judgement.measure, judgement.target, judgement.due, judgement.actual, judgement.agency
    )


@dataclass(frozen=True, slots=True)
class _Judge:
    """Everything that one evaluation is made with."""

    plan: Plan
    record: Record
    period: Period
    actuals: Actuals
    scale: Scale | None

    @classmethod
    def of(cls, plan: Plan, record: Record, period: Period) -> _Judge:
        until = min(plan.calendar.end(period), record.as_of)
        scale = scale_in_force(plan, plan.as_of or record.as_of)
        return cls(plan, record, period, Actuals(plan, record, until), scale)

    def measure(self, measure: Measure) -> MeasureEvaluation:
        judgements = self.judgements(measure)
        return MeasureEvaluation(
            measure,
            own_period(self.plan, measure, self.period),
            tuple(judgements),
            lambda: self.context(measure, judgements),
            self.likelihood_of,
        )

    def judgements(self, measure: Measure, agency: str | None = None) -> list[Judgement]:
        """One for each target and agency, or for each agency alone where there is no target."""
        found: list[tuple[int, Target | None, Period | None, str]] = []
        for index, target in enumerate(measure.targets):
            due = self.due(target)
            if target.is_dated and (
                due is None or self.plan.calendar.end(due) < self.plan.calendar.start(self.period)
            ):
                continue  # it was for an earlier period, and was judged then
            agencies = (target.agency,) if target.agency else self.actuals.agencies_of(measure)
            found += [(index, target, due, a) for a in agencies]
        found = found or [(-1, None, None, a) for a in self.actuals.agencies_of(measure)]
        return [self.judgement(measure, *f) for f in found if agency in (None, f[-1])]

    def context(self, measure: Measure, judgements: list[Judgement]) -> Context:
        """What is known of a measure beside what was judged."""
        return Context(tuple(self.others(measure, judgements)), tuple(self.series(measure)))

    def likelihood_of(self, judgement: Judgement) -> Likelihood | None:
        """How likely a target that is not yet due is to be met; None for any other."""
        target, result = judgement.target, judgement.result
        if target is None or result is None or result.reason != "before its date":
            return None
        of = judgement.measure, target, judgement.due, judgement.actual, judgement.agency
        found = prospect_of(self.actuals, self.standing(*of), judgement.agency)
        return found if isinstance(found, Likelihood) else likelihood_of(found)

    def due(self, target: Target) -> Period | None:
        """The period for which a target falls due: its own, or the year at hand of "each"."""
        if target.period is not None:
            return target.period
        if target.each is None:
            return None
        year = self.plan.calendar.year_at_hand(self.period, target.each)
        return year if target.is_for(year) else None

    def judgement(
        self, measure: Measure, index: int, target: Target | None, due: Period | None, agency: str
    ) -> Judgement:
        actual = self.actual_for(measure, due, agency)
        result = None
        if target is None:
            rating = self.without_target(measure, actual)
        else:
            result = self.result(measure, target, due, actual)
            waiver = self.plan.waiver_for("rating", measure.id, self.record.as_of)
            if waiver is not None:
                rating = Rating(None, not_rated="waived", waiver=waiver)
            else:
                rating = self.rating(measure, target, due, actual, agency)
        judgement = Judgement(
            measure, agency, target, index, due, actual, result, rating,
            find_reached=partial(self.reached_in, measure, target, actual),
        )  # fmt: skip
        variance = variance_of(self.plan, self.record, judgement)
        return judgement if variance is None else replace(judgement, variance=variance)

    def result(
        self, measure: Measure, target: Target, due: Period | None, actual: Actual
    ) -> TargetResult:
        """Whether a target was met; of an event that was not, whether it happened later.

        A sum of periods across a break of the series is no one quantity, and is held against
        nothing.
        """
        calendar = self.plan.calendar
        found = result_of(measure, target, due, actual, calendar, self.actuals.until)
        if due is None or found.result == "not due" or target.is_in_words:
            return found
        if actual.value is not None and break_inside(self.plan, measure, actual):
            return TargetResult("indeterminate", "series broken")
        if target.milestone is None or found.result == "met":
            return found
        later = [
            self.actuals.find(measure, period, actual.agency)
            for period in self.record.periods_of(measure.id)
            if calendar.end(due) < calendar.end(period) <= self.record.as_of
        ]
        return with_lateness(found, due, later, calendar)

    def reached_in(self, measure: Measure, target: Target | None, actual: Actual) -> Period | None:
        """The earlier period in which a target was reached that is not reached now."""
        if target is None or not is_short(measure, target, actual):
            return None
        periods = self.periods_of(measure)
        return reached_before(self.actuals, measure, target, actual, periods)

    def rating(
        self, measure: Measure, target: Target, due: Period | None, actual: Actual, agency: str
    ) -> Rating:
        """The outlook by the plan's scale, or by the one that a public waiver names."""
        standing = self.standing(measure, target, due, actual, agency)
        rated = self.unbroken(standing) if standing.breaks else rate(standing)
        waiver = self.plan.waiver_for("method", measure.id, self.record.as_of)
        return rated if waiver is None else replace(rated, waiver=waiver)

    def unbroken(self, standing: Standing) -> Rating:
        """The outlook of a series that is broken, as far as it needs nothing from beyond."""
        measure, actual = standing.measure, standing.actual
        if actual.value is None or standing.target.is_in_words:
            return rate(standing)
        if cut := break_inside(self.plan, measure, actual):
            return Rating(None, not_rated="series broken", series_break=cut)
        cut = break_since_baseline(self.plan, measure, actual)
        by_the_share = standing.scale is None or standing.scale.method == "share-of-targeted-change"
        if cut is not None and by_the_share:
            standing = replace(standing, measure=measure.model_copy(update={"baseline": None}))
        found = rate(standing)
        if found.not_rated == "no baseline" and cut is not None:
            found = replace(found, not_rated="series broken")
        if found.not_rated != "series broken":
            return found
        return replace(found, series_break=cut or last_break(self.plan, measure, actual))

    def without_target(self, measure: Measure, actual: Actual) -> Rating:
        """Why a measure without a target is not rated; Healthy People calls it informational."""
        scale, _ = scale_for(self.plan, self.scale, measure.id, self.record.as_of)
        by_healthy_people = scale is not None and scale.method == "healthy-people"
        word = "informational" if by_healthy_people else ""
        return Rating(None, not_rated=_spoken(actual) or "no target", in_method=word)

    def standing(
        self, measure: Measure, target: Target, due: Period | None, actual: Actual, agency: str
    ) -> Standing:
        """What the outlook of a target is judged from: by the plan's scale, or a waiver's."""
        scale, _ = scale_for(self.plan, self.scale, measure.id, self.record.as_of)
        points: tuple[Actual, ...] = ()
        if scale is not None and scale.method in WITH_POINTS:
            kind = (due or actual.period).kind
            points = points_of(self.actuals, measure, kind, agency)
        calendar, until = self.plan.calendar, self.actuals.until
        breaks = breaks_of(self.plan, measure)
        return Standing(measure, target, due, actual, calendar, until, scale, points, breaks)

    def actual_for(self, measure: Measure, due: Period | None, agency: str) -> Actual:
        """What a target is held against: its period's actual, or the latest on the way to it."""
        calendar = self.plan.calendar
        if due is not None and calendar.end(due) <= calendar.end(self.period):
            return self.actuals.find_by(measure, due, agency)
        own = at_hand = own_period(self.plan, measure, self.period)
        if due is not None and is_added_to_date(measure, due):
            return self.actuals.find(measure, due, agency)
        adds_up = measure.combine.periods == "sum" or measure.is_computed
        if own.is_quarter and due is not None and not due.is_quarter and adds_up:
            at_hand = own.year
        if own.is_quarter and measure.frequency == "annual":
            return Actual(measure.id, own, agency, None, missing="not yet due")
        return self.actuals.find(measure, at_hand, agency)

    def others(self, measure: Measure, judgements: list[Judgement]) -> list[Actual]:
        """What is known of a measure beside what was judged: other years, pools, dates."""
        judged = {source.observation.key for j in judgements for source in j.actual.sources()}
        shown = {
            (j.actual.period, j.actual.agency if measure.is_separate else j.agency)
            for j in judgements
            if j.actual.value is not None or j.actual.rule == "reported"
        }
        found: list[Actual] = []
        own = own_period(self.plan, measure, self.period)
        for period in sorted(self.periods_of(measure), key=self.plan.calendar.key):
            for agency in self.actuals.agencies_of(measure):
                actual = self.actuals.find(measure, period, agency)
                keys = {source.observation.key for source in actual.sources()}
                told = actual.value is not None or actual.rule == "reported"
                fresh = not keys <= judged or period == own
                if told and fresh and (period, agency) not in shown:
                    found.append(actual)
        return found

    def periods_of(self, measure: Measure) -> frozenset[Period]:
        """The periods for which something was reported of a measure, or of its numerator."""
        if not measure.is_computed:
            return self.record.periods_of(measure.id)
        return self.periods_of(self.plan.measure_by_id[measure.parts[0]])

    def series(self, measure: Measure) -> list[Series]:
        """The values over time that stand on one kind of period, where there are two or more."""
        series: list[Series] = []
        for agency in self.actuals.agencies_of(measure):
            by_kind: dict[str, list[Actual]] = {}
            for period in self.periods_of(measure):
                actual = self.actuals.find(measure, period, agency)
                if actual.value is not None and not period.is_pool:
                    by_kind.setdefault(period.kind, []).append(actual)
            points = max(by_kind.values(), key=len, default=[])
            if len(points) > 1:
                points.sort(key=lambda a: self.plan.calendar.key(a.period))
                series.append(Series(agency, tuple(points)))
        return series


def _duties(plan: Plan, record: Record, period: Period) -> tuple[Duty, ...]:
    """What each agency was to report for a period, and what came."""
    calendar = plan.calendar
    numbers = {s.number: s for s in record.submissions}
    sent_for = {
        n: s for n, s in numbers.items() if s.period and calendar.contains(period, s.period)
    }
    told = {
        (agency, measure)
        for (own, number), all_named in record.told_by_file.items()
        for agency, measure in all_named
        if is_told_for(plan, plan.measure_by_id.get(measure), own, numbers[number].period, period)
    }
    on_record: defaultdict[tuple[str, str], set[Period]] = defaultdict(set)
    for (own, _), all_named in record.told_by_file.items():
        for named in all_named:
            on_record[named].add(own)
    computed = {
        m.id
        for m in plan.measures
        if m.from_extract is not None
        and covered_since(calendar, record.deliveries, m, own_period(plan, m, period)) is not None
    }
    duties: list[Duty] = []
    for agency in plan.agencies:
        heard = computed | {measure for sender, measure in told if sender == agency.id}
        asked = [
            m
            for m in plan.measures
            if agency.id in m.agencies
            and asks_for(m, period)
            and asks_for_event(
                plan, m, agency.id, period, on_record[agency.id, m.id], heard=m.id in heard
            )
        ]
        files = tuple(s for s in sent_for.values() if s.agency == agency.id)
        if not asked and not files:
            continue
        refused = {
            rejection.measure
            for number, rejection in record.rejections
            if rejection.agency == agency.id and number in sent_for
        } | {
            held.observation.measure
            for held, _ in record.returned
            if held.observation.agency == agency.id and held.submission in sent_for
        }
        expected, answered = tuple(m.id for m in asked), heard | refused
        duties.append(
            Duty(
                agency.id,
                expected,
                tuple(m for m in expected if m in heard),
                tuple(m for m in expected if m not in answered),
                files,
            )
        )
    return tuple(duties)


def asks_for(measure: Measure, period: Period) -> bool:
    """Whether a measure is reported within a period: a yearly one is not asked for in a quarter."""
    return not (period.is_quarter and measure.frequency == "annual")


def own_period(plan: Plan, measure: Measure, period: Period) -> Period:
    """The period for which a measure is judged, or asked for, with a period.

    What is counted by calendar years is judged, in a fiscal year, for the calendar year that ended
    within it, and the other way round; so for quarters. What is observed on dates has no other
    basis.
    """
    return period if measure.basis == "date" else plan.calendar.on_basis(period, measure.basis)


def is_told_for(
    plan: Plan, measure: Measure | None, own: Period, sent_for: Period | None, period: Period
) -> bool:
    """Whether a row of a period of its own tells of a period.

    Its own period lies within the one that the measure is asked for with it. Or it came in a file
    that was sent for the period, and is of none that stands beside: a row of 2009-05 or of several
    years together tells of the fiscal year it was sent for, the row of the year before does not.
    Of a measure that the plan no longer has nothing is known but the period.
    """
    calendar = plan.calendar
    asked = period if measure is None else own_period(plan, measure, period)
    if calendar.contains(asked, own):
        return True
    if measure is not None and measure.from_extract is not None:
        return False  # late rows in a file for one period belong to that of their own date
    beside = (own.is_year or own.is_quarter) and own.basis == asked.basis
    return sent_for is not None and calendar.contains(period, sent_for) and not beside


def _spoken(actual: Actual) -> NotRated | None:
    """Why an agency said there is no value; silence is told in the reporting record."""
    return None if actual.missing in ("not reported", "not yet due") else actual.missing
