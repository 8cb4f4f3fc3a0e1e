"""What every part of a scorecard is composed from, and its rows, figures and counts in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from milepost.evaluation.model import (
    Actual,
    Duty,
    Evaluation,
    Judgement,
    MeasureEvaluation,
)
from milepost.evaluation.reporting import arrival_of
from milepost.evaluation.rollup import counts
from milepost.evaluation.withholding import not_public
from milepost.evaluation.years import Years
from milepost.periods import Period
from milepost.plan.model import ContextFigure, Measure, Objective, Plan, Standard
from milepost.plan.places import Places
from milepost.plan.scalars import statement
from milepost.scorecard import figures, prose, reasons, series, vocabulary
from milepost.scorecard.beside import NOTHING_BESIDE, Beside
from milepost.scorecard.declared import promised
from milepost.scorecard.deliveries import deliveries_that_tell
from milepost.scorecard.files import file_record
from milepost.scorecard.five_years import year_in_words
from milepost.scorecard.footnotes import Footnotes
from milepost.scorecard.likelihood import likelihood_in_words
from milepost.scorecard.marked import marks_in
from milepost.scorecard.model import (
    Figure,
    OtherWords,
    ReportingRecord,
    Row,
    Section,
    Tally,
    YearBefore,
)
from milepost.scorecard.pictures import MatrixChart
from milepost.scorecard.picturing_reports import matrix
from milepost.scorecard.quality import quality_line
from milepost.scorecard.said import Voices, words
from milepost.scorecard.worked_steps import steps_of
from milepost.submissions.model import Record


def tally(
    title: str, judged: tuple[MeasureEvaluation, ...], of: Callable[[Judgement], bool]
) -> Tally:
    """A group of measures in counts, of the judgements that are asked for."""
    return Tally(title=title, **counts(judged, of=of).by_column())


@dataclass(frozen=True, slots=True)
class Composer:
    """What every part of the document is composed from."""

    plan: Plan
    evaluation: Evaluation
    footnotes: Footnotes
    illustrative: bool
    hidden: frozenset[str]
    voices: Voices
    places: Places
    record: Record
    beside: Beside
    years: Years

    @classmethod
    def of(  # noqa: PLR0913  # the plan, what it is held against, and what is known beside
        cls,
        plan: Plan,
        places: Places,
        record: Record,
        evaluation: Evaluation,
        beside: Beside = NOTHING_BESIDE,
        *,
        illustrative: bool,
    ) -> Composer:
        """For what of an evaluation may be shown.

        Args:
            plan: the plan that was judged.
            places: where its parts were written.
            record: the record it was held against.
            evaluation: what came of it.
            beside: the years before, and what else is known on that day.
            illustrative: whether the workspace holds made-up figures only.
        """
        hidden = not_public(plan) | beside.hidden
        shown = tuple(m for m in evaluation.measures if m.measure.id not in hidden)
        public = frozenset(m.id for m in plan.measures) - hidden
        voices = Voices(record, public, hidden, beside.mixed)
        evaluation = replace(evaluation, measures=shown)
        notes = Footnotes(places, {m: p.message for m, _, p in record.not_computed})
        years = Years(plan, record, beside.years_before)
        return cls(
            plan, evaluation, notes, illustrative, hidden, voices, places, record, beside, years
        )

    def method(self, judgements: Iterable[Judgement]) -> tuple[str, ...]:
        """How these judgements came about, in our words and in those that were chosen."""
        rules = prose.method(self.plan, self.evaluation.scale, self.evaluation)
        return (*rules, *vocabulary.paragraphs(self.other_words(judgements)))

    def other_words(self, judgements: Iterable[Judgement]) -> OtherWords | None:
        """The vocabulary that the strategy chose, and what it cannot say of these judgements."""
        theirs = vocabulary.chosen(self.plan)
        return None if theirs is None else vocabulary.what_they_say(theirs, judgements)

    def tally(self, title: str, judged: tuple[MeasureEvaluation, ...]) -> Tally:
        """Counts that never add what was made up to what was not."""
        return tally(title, judged, lambda j: self.illustrative or not j.is_illustrative)

    def section(self, objective: Objective) -> Section:
        """An objective with its rows, the figures beside them, and its charts."""
        judged = tuple(m for m in self.evaluation.measures if m.measure.objective == objective.id)
        # Rows first, so that footnotes are numbered in the order in which a reader meets them.
        rows = tuple(self.explained(m, j) for m in judged for j in m.judgements if j.target)
        others = tuple(figure for m in judged for figure in self.unrated(m))
        charts = tuple(
            series.chart(self.plan, self.record, m, s, illustrative=self.illustrative)
            for m in judged
            for s in m.series
        )
        return Section(
            id=objective.id,
            title=objective.title,
            statement=objective.statement or "",
            roles=prose.roles(self.plan, objective),
            tally=self.tally(objective.title, judged),
            rows=rows,
            figures=others,
            charts=charts,
            illustrative=objective.illustrative,
        )

    def punctuality(self) -> MatrixChart | None:
        """Which agency reported for which period, and whether in time."""
        status = self.beside.status
        if status is None:
            return None
        return matrix(self.plan, status, self.hidden, illustrative=self.illustrative)

    def explained(self, judged: MeasureEvaluation, judgement: Judgement) -> Row:
        """A row with how it was worked out, and with the quality of its figure."""
        actual = judgement.actual
        return replace(
            self.row(judged, judgement),
            arithmetic=steps_of(self.plan, self.record, self.evaluation.period, judgement),
            quality=quality_line(self, judgement.measure, actual, actual.period),
        )

    def row(self, judged: MeasureEvaluation, judgement: Judgement) -> Row:
        """A judgement in words."""
        measure, target, actual = judgement.measure, judgement.target, judgement.actual
        likelihood = likelihood_in_words(judged, judgement)
        return Row(
            id=self.row_id(judgement),
            measure=measure.id,
            title=measure.title,
            unit=measure.unit,
            agency=self.whose(judgement),
            baseline=prose.baseline(measure),
            target=figures.target(target, measure) if target else "",
            target_period=prose.due(judgement),
            actual=prose.actual(judged, judgement),
            actual_period=str(actual.period),
            exact=figures.exact(actual),
            result=reasons.result(judgement),
            rating=reasons.rating(judgement.rating),
            reason=reasons.sentences(judgement, likelihood, reasons.titles_of(self.plan, measure)),
            illustrative=_what_is_illustrative(judgement),
            notes=(self.footnotes.of_judgement(judgement), self.footnotes.of_measure(measure)),
            said=self.voices.of_judgement(judgement),
            in_other_words=vocabulary.in_other_words(vocabulary.chosen(self.plan), judgement),
            likelihood=likelihood,
            years_before=tuple(self.years_before(judgement)),
            promised=promised(judgement, self.plan.calendar),
        )

    def years_before(self, judgement: Judgement) -> Iterator[YearBefore]:
        """What the measure came to in the years before, for the same agency."""
        for earlier in self.beside.years_before:
            year = self.years.find(judgement.measure, judgement.agency, earlier.period)
            yield year_in_words(judgement.measure, year)

    def years_shown(self, judged: MeasureEvaluation) -> Iterator[tuple[Actual, str, str, str]]:
        """Each year before that is shown: the actual, whose it is, its words, the row of it."""
        measure = judged.measure
        for agency in dict.fromkeys(j.agency for j in judged.judgements):
            named = agency or " and ".join(measure.agencies) or "computed"
            for earlier in self.beside.years_before:
                year = self.years.find(measure, agency, earlier.period)
                words = year_in_words(measure, year)
                # Of a year without a value the table of years has no cell to lead to.
                shown = f"{earlier.period}/{measure.id}/{named}/in-five-years"
                yield year.actual, named, words.actual, shown if words.exact else ""

    def row_id(self, judgement: Judgement) -> str:
        """The stable name of a row."""
        return row_id(self.evaluation.period, judgement)

    def row_ids(self) -> dict[tuple[str, str, int], str]:
        """The stable names of all rows, by measure, agency and target."""
        judgements = [j for m in self.evaluation.measures for j in m.judgements if j.target]
        return {(j.measure.id, j.agency, j.target_index): self.row_id(j) for j in judgements}

    def whose(self, judgement: Judgement) -> str:
        """Whose figure it is, in words."""
        return whose(judgement)

    def unrated(self, judged: MeasureEvaluation) -> Iterator[Figure]:
        """The figures of a measure that no target asks for."""
        for actual, why in self.unrated_actuals(judged):
            yield self.figure(judged.measure, actual, why)

    def unrated_actuals(self, judged: MeasureEvaluation) -> Iterator[tuple[Actual, str]]:
        """The actuals of a measure that no target asks for, each with why it is not rated."""
        for judgement in judged.judgements:
            silent = judgement.actual.missing == "not reported" and judged.others
            side_by_side = judgement.actual.rule == "none" and judgement.actual.parts
            if judgement.target is None and not silent and not side_by_side:
                yield judgement.actual, "no target is declared"
        for actual in judged.others:
            yield actual, self.why_unrated(judged, actual)

    def why_unrated(self, judged: MeasureEvaluation, actual: Actual) -> str:
        """Why a figure beside the rows is none of them."""
        if actual.period != judged.period:
            return "another period"
        with_the_year = {s.observation.key for j in judged.judgements for s in j.actual.sources()}
        if all(s.observation.key in with_the_year for s in actual.sources()):
            return "judged with the year"
        return "its agency has no target"

    def figure(self, measure: Measure, actual: Actual, not_rated: str) -> Figure:
        """A figure that is not judged, in words."""
        agency = actual.agency or " and ".join(measure.agencies) or "computed"
        return Figure(
            id=self.figure_id(actual),
            title=measure.title,
            owner=agency,
            period=str(actual.period),
            value=figures.actual(actual, measure),
            unit=measure.unit,
            exact=figures.exact(actual),
            caveat=_caveat(actual),
            not_rated=not_rated,
            illustrative=measure.illustrative,
            notes=(*self.footnotes.of_actual(actual, measure), self.footnotes.of_measure(measure)),
            said=self.voices.of_actual(measure, actual),
            measure=measure.id,
            quality=quality_line(self, measure, actual, self.evaluation.period),
        )

    def figure_id(self, actual: Actual) -> str:
        """The stable name of a figure that is not judged."""
        return f"{actual.period}/{actual.measure}/{actual.agency or 'all'}"

    def context_figures(self) -> Iterator[tuple[Figure, ContextFigure]]:
        """What explains the situation; a real figure does not stand beside made-up ones."""
        for declared in self.plan.context:
            if declared.illustrative or not self.illustrative:
                yield self.context_figure(declared), declared

    def standards(self) -> Iterator[tuple[Figure, Standard]]:
        """The thresholds that are set for others; none beside made-up figures."""
        for declared in () if self.illustrative else self.plan.standards:
            yield self.standard(declared), declared

    def context_figure(self, declared: ContextFigure) -> Figure:
        """A figure that explains the situation, in words."""
        said = statement(declared.value, declared.unit, declared.bound)
        by = f"computed by {declared.computed_by}" if declared.computed_by else ""
        return Figure(
            id=f"context/{declared.id}",
            title=declared.title,
            owner="; ".join(part for part in (declared.owner, by) if part),
            period=declared.when,
            value=figures.stated(said, declared.unit, 0),
            unit=declared.unit,
            exact=figures.exact_statement(said.interval()),
            caveat=declared.caveat or "",
            not_rated="context",
            illustrative=declared.illustrative,
            notes=(self.footnotes.of_declared("context", declared),),
        )

    def standard(self, declared: Standard) -> Figure:
        """A threshold that is set for others, in words."""
        said = statement(declared.value, declared.unit, declared.bound)
        return Figure(
            id=f"standard/{declared.id}",
            title=declared.title,
            owner=declared.applies_to,
            period="standing",
            value=figures.stated(said, declared.unit, 0),
            unit=declared.unit,
            exact=figures.exact_statement(said.interval()),
            caveat="",
            not_rated="a standard for others",
            illustrative=False,
            notes=(self.footnotes.of_declared("standards", declared),),
        )

    def reporting(self, duty: Duty, record: Record) -> ReportingRecord:
        """What an agency was to report, and what came."""
        numbers = {s.number for s in duty.submissions}
        titles = {m.id: m.title for m in self.plan.measures}
        withheld, hidden = self.beside.withheld, self.hidden
        counts_tell = deliveries_that_tell(self.plan, record, withheld, hidden)
        return ReportingRecord(
            agency=duty.agency,
            name=self.plan.agency_by_id[duty.agency].name,
            expected=sum(1 for m in duty.expected if m not in self.hidden),
            reported=sum(1 for m in duty.reported if m not in self.hidden),
            missing=tuple(titles[m] for m in duty.missing if m not in self.hidden),
            files=tuple(
                file_record(
                    s,
                    arrival_of(self.plan, s),
                    record.certified_by.get(s.number),
                    telling=self.beside.telling,
                    counts_tell=counts_tell,
                )
                for s in duty.submissions
            ),
            rejections=tuple(
                f"{rejection.problem.place}: {rejection.problem.message}"
                for number, rejection in record.rejections
                if number in numbers and rejection.measure not in self.hidden
            ),
            returned=tuple(
                f"{titles[held.observation.measure]}, {held.observation.period}: {words(said)}"
                for held, said in self.voices.returned_in(numbers)
            ),
            marked=tuple(marks_in(record, numbers, self.hidden)),
        )


def row_id(period: Period, judgement: Judgement) -> str:
    """The stable name of a judgement in an evaluation of a period."""
    agency, due = judgement.agency or "all", judgement.due or "no-date"
    return f"{period}/{judgement.measure.id}/{agency}/{due}"


def whose(judgement: Judgement) -> str:
    """Whose figure is judged, in words."""
    return judgement.agency or " and ".join(judgement.measure.agencies) or "computed"


def _caveat(actual: Actual) -> str:
    """The agencies' own notes on what the figure is made of."""
    notes = dict.fromkeys(held.observation.note for held in actual.sources())
    if actual.rule == "last in the period" and actual.parts:
        return " ".join([f"As of {actual.parts[0].period}.", *notes]).strip()
    return " ".join(note for note in notes if note)


def _what_is_illustrative(judgement: Judgement) -> tuple[str, ...]:
    measure, target = judgement.measure, judgement.target
    if measure.illustrative:
        return ("measure",)
    flags = {
        "target": target is not None and target.illustrative,
        "baseline": measure.baseline is not None and measure.baseline.illustrative,
        "waiver": judgement.rating.waiver is not None and judgement.rating.waiver.illustrative,
    }
    return tuple(name for name, made_up in flags.items() if made_up)
