"""What ``milepost evaluate`` prints, as a value: composed once, for text, JSON and CSV.

A line is a judgement, and its row is composed as the scorecard's rows are: nothing is judged or
rounded again. What other modules find beside the ratings becomes a field of :class:`Report` and an
entry of :data:`SECTIONS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

from milepost.evaluation.corroboration import Corroborated, corroborate
from milepost.evaluation.lacking import lacking
from milepost.evaluation.misses import misses_of
from milepost.evaluation.model import Evaluation, Judgement, MeasureEvaluation
from milepost.evaluation.narrowing import Narrowing
from milepost.evaluation.sensitivity import sensitivity_of
from milepost.evaluation.what_ifs import EarlierPlan
from milepost.plan.model import Objective, Plan
from milepost.plan.places import Places
from milepost.scorecard import (
    corroboration_as_text,
    lacking_as_text,
    misses,
    prose,
    rollup_as_text,
    sensitivity,
    vocabulary,
)
from milepost.scorecard.composer import Composer, tally
from milepost.scorecard.corroboration import CorroborationReport, corroboration_reports
from milepost.scorecard.footnotes import bytes_destroyed
from milepost.scorecard.lacking import LackReport, lack_report
from milepost.scorecard.misses import MissRow, compose_misses
from milepost.scorecard.model import Figure, Footnote, OtherWords, Row, Tally
from milepost.scorecard.rollup import RollUps, roll_ups
from milepost.scorecard.sensitivity import SensitivityReport, compose_sensitivity
from milepost.submissions.model import Record


@dataclass(frozen=True, slots=True)
class Line:
    """One judgement, with the number under which its reason is printed.

    Attributes:
        number: from 1, in the order of the report.
        row: the judgement in words, as the scorecard has it; its notes are numbers of footnotes.
        illustrative: whether anything in it was made up, or all of the workspace is.
        destroyed: of the files it rests on, whose bytes were destroyed, by whose order and why.
    """

    number: int
    row: Row
    illustrative: bool
    destroyed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """An objective with its counts, its judgements, and the figures beside them.

    Attributes:
        id: of the objective.
        title: its title.
        illustrative: whether the objective itself was made up.
        tally: its counts, without what is illustrative in a real plan.
        made_up: the counts of that; None where there is none.
        lines: its judgements; measures without a target too.
        figures: what was reported for other periods: context, never rated.
    """

    id: str
    title: str
    illustrative: bool
    tally: Tally
    made_up: Tally | None
    lines: tuple[Line, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """How the measures of a plan, or some of them, stand in a period.

    Attributes:
        period: which period.
        as_of: what was received later is not in it.
        plan_as_of: the day as of which the plan's dated values were read; empty for their last.
        title: its title.
        strategy: the strategy's title.
        issued_by: the office that answers for the strategy.
        illustrative: whether every figure in it is made up.
        narrowed_to: what was asked for, in words; empty for everything.
        not_shown: how many measures of the plan are not shown because they are sensitive.
        headline: how it came out, in one sentence or two.
        total: the counts of all that is shown, without what is illustrative in a real plan.
        made_up: the counts of what is illustrative in a real plan; None where there is none.
        groups: the objectives that have something to show, in the order of the plan.
        method: how it was judged, a paragraph each.
        other_words: the vocabulary that the strategy chose, and what it cannot say; None for none.
        roll_ups: by objective, goal, agency, department and link; composites; contributions.
        misses: promises that were missed, how often, what that obliges to, what is done.
        lacking: what could not be judged, why, and who could end that.
        sensitivity: what each result and outlook depends on.
        corroborations: two sources on one thing, compared.
        footnotes: where everything was written.
        version: the version of Milepost that made it.
    """

    period: str
    as_of: str
    plan_as_of: str
    title: str
    strategy: str
    issued_by: str
    illustrative: bool
    narrowed_to: tuple[str, ...]
    not_shown: int
    headline: str
    total: Tally
    made_up: Tally | None
    groups: tuple[Group, ...]
    method: tuple[str, ...]
    other_words: OtherWords | None
    roll_ups: RollUps
    misses: tuple[MissRow, ...]
    lacking: LackReport
    sensitivity: SensitivityReport
    corroborations: tuple[CorroborationReport, ...]
    footnotes: tuple[Footnote, ...]
    version: str

    @property
    def lines(self) -> Iterator[Line]:
        """Every judgement in order."""
        return (line for group in self.groups for line in group.lines)


# What stands below the reasons, each with the lines it has to say at a width; a heading without
# lines is not printed. One entry is one section.
SECTIONS: Final[tuple[tuple[str, Callable[[Report, int], Iterable[str]]], ...]] = (
    ("In other words", lambda report, width: vocabulary.lines(report.other_words, width)),
    ("Counted by group", lambda report, _: rollup_as_text.lines(report.roll_ups)),
    ("Promises missed", lambda report, _: misses.lines(report.misses)),
    ("What data would we need", lambda report, _: lacking_as_text.lines(report.lacking)),
    ("What the ratings depend on", lambda report, _: sensitivity.lines(report.sensitivity)),
    (
        "Two sources compared",
        lambda report, _: corroboration_as_text.lines(report.corroborations),
    ),
)


def compose_report(  # noqa: PLR0913  # what is judged, where it was written, and what is asked for
    plan: Plan,
    places: Places,
    record: Record,
    evaluation: Evaluation,
    narrowing: Narrowing,
    earlier: Sequence[EarlierPlan] = (),
    *,
    illustrative: bool,
) -> Report:
    """The report of an evaluation, or of the part of it that is asked for.

    Args:
        plan: the plan that was judged.
        places: where its parts were written.
        record: the record it was held against.
        evaluation: what came of it, for all measures.
        narrowing: what of it is asked for.
        earlier: the plan as it read before each change of it, oldest first.
        illustrative: whether the workspace holds made-up figures only.
    """
    asked = narrowing.of(evaluation, plan)
    composer = Composer.of(plan, places, record, asked, illustrative=illustrative)
    shown = composer.evaluation.measures
    groups = tuple(_groups(composer, plan.objectives))
    total = composer.tally("All that is shown", shown)
    made_up = None if illustrative else _made_up(shown)
    judgements = [j for m in shown for j in m.judgements]
    ids = {m.measure.id for m in shown}
    return Report(
        period=str(evaluation.period),
        as_of=evaluation.as_of.isoformat(),
        plan_as_of=plan.as_of.isoformat() if plan.as_of else "",
        title=f"Evaluation, {prose.period(evaluation.period)}",
        strategy=plan.strategy.title,
        issued_by=plan.agency_by_id[plan.strategy.issued_by].name,
        illustrative=illustrative,
        narrowed_to=tuple(_narrowed_to(narrowing, plan)),
        not_shown=len(asked.measures) - len(shown),
        headline=prose.headline(
            total, made_up, composer.evaluation, illustrative=composer.illustrative
        ),
        total=total,
        made_up=made_up,
        groups=groups,
        method=prose.method(plan, evaluation.scale, composer.evaluation),
        other_words=composer.other_words(judgements),
        roll_ups=roll_ups(
            plan,
            composer.evaluation,
            evaluation,
            illustrative=illustrative,
            is_narrowed=not narrowing.is_everything,
        ),
        misses=compose_misses(
            [m for m in misses_of(plan, record, composer.evaluation) if m.measure.id in ids],
            evaluation.as_of,
        ),
        lacking=lack_report(
            plan,
            composer.evaluation,
            lacking(plan, composer.evaluation),
            illustrative=illustrative,
        ),
        sensitivity=compose_sensitivity(
            plan, sensitivity_of(plan, record, composer.evaluation, earlier)
        ),
        corroborations=corroboration_reports(
            [c for c in corroborate(plan, record, evaluation.period) if ids & _compared(c)],
            composer.hidden,
            illustrative=illustrative,
        ),
        footnotes=composer.footnotes.all(),
        version=version("milepost"),
    )


def _compared(found: Corroborated) -> set[str]:
    return {found.declared.first, found.declared.second}


def _groups(composer: Composer, objectives: Iterable[Objective]) -> Iterator[Group]:
    """The objectives that have something to show; the lines are numbered through."""
    number = 1
    for objective in objectives:
        judged = tuple(
            m for m in composer.evaluation.measures if m.measure.objective == objective.id
        )
        if not judged:
            continue
        lines = tuple(
            Line(
                at,
                composer.row(m, j),
                composer.illustrative or j.is_illustrative,
                tuple(dict.fromkeys(_destroyed(j))),
            )
            for at, (m, j) in enumerate(_judgements(judged), start=number)
        )
        number += len(lines)
        yield Group(
            id=objective.id,
            title=objective.title,
            illustrative=objective.illustrative,
            tally=composer.tally(objective.title, judged),
            made_up=None if composer.illustrative else _made_up(judged),
            lines=lines,
            figures=tuple(
                composer.figure(m.measure, actual, composer.why_unrated(m, actual))
                for m in judged
                for actual in m.others
            ),
        )


def _judgements(
    judged: Iterable[MeasureEvaluation],
) -> Iterator[tuple[MeasureEvaluation, Judgement]]:
    for measure in judged:
        for judgement in measure.judgements:
            yield measure, judgement


def _destroyed(judgement: Judgement) -> Iterator[str]:
    """What was destroyed of that by which a judgement could be checked."""
    for source in judgement.actual.sources():
        if source.destroyed is not None:
            yield bytes_destroyed(source.destroyed)


def _made_up(judged: tuple[MeasureEvaluation, ...]) -> Tally | None:
    """The counts of illustrative targets in a real plan, where there are any."""
    found = tally("Illustrative targets", judged, lambda j: j.is_illustrative)
    return found if found.with_target else None


def _narrowed_to(narrowing: Narrowing, plan: Plan) -> Iterator[str]:
    titles = {o.id: o.title for o in plan.objectives}
    if narrowing.objectives:
        yield f"objective: {'; '.join(titles[o] for o in narrowing.objectives)}"
    if narrowing.agencies:
        yield f"reported by: {', '.join(narrowing.agencies)}"
    if narrowing.measures:
        yield f"measure: {', '.join(narrowing.measures)}"
