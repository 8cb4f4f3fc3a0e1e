"""Tables of what is judged and of what is shown beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from milepost.scorecard.card import Scorecard
from milepost.scorecard.declared import MeasureDeclared
from milepost.scorecard.figure_columns import NO_PLACE, Shown, how_much, location_of, which
from milepost.scorecard.model import (
    Exact,
    Figure,
    Promised,
    Row,
    Section,
    Verdict,
)
from milepost.scorecard.typed_tables import (
    Field,
    TableOf,
    TypedTable,
    ahead,
    day,
    text,
)

_NO_TARGET = "no target is declared"
_AHEAD = ("title", "agency", "baseline_words", "target_words", "due", "actual_words", "period",
          "result", "outlook", "made_up", "reason")  # fmt: skip
_FIGURE_AHEAD = ("title", "agency", "period", "words", "unit", "illustrative", "objective_title",
                 "not_rated")  # fmt: skip


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row of the scorecard, with the objective it stands under."""

    section: Section
    row: Row
    measure: MeasureDeclared | None

    @property
    def judged(self) -> Shown:
        """The figure as it is judged: made up where the target or the baseline was."""
        return replace(self.actual, illustrative=bool(self.row.illustrative))

    @property
    def actual(self) -> Shown:
        """The figure it is held against; that its target was made up does not make it so."""
        row = self.row
        return Shown(
            row.id, row.measure, row.title, self.section.id, self.section.title, row.agency,
            location_of(self.measure), row.actual_period, row.unit, row.actual, row.exact,
            "measure" in row.illustrative,
        )  # fmt: skip

    @property
    def promised(self) -> Promised | None:
        """The target exactly."""
        return self.row.promised


def judged_rows(card: Scorecard) -> Iterator[JudgedRow]:
    """Every row of the scorecard, with its objective and its measure."""
    declared = {measure.id: measure for measure in card.measures}
    for section in card.sections:
        for row in section.rows:
            yield JudgedRow(section, row, declared.get(row.measure))


def _exact_target(target: JudgedRow) -> Exact | None:
    promised = target.promised
    if promised is None or (promised.least is None and promised.most is None):
        return None
    return Exact(promised.least, promised.most, low_open=False, high_open=False)


def _target(target: JudgedRow) -> Shown:
    words = target.row.target or _NO_TARGET
    return replace(target.actual, words=words, exact=_exact_target(target))


def _baseline(target: JudgedRow) -> Shown:
    promised = target.promised
    words = target.row.baseline or "no baseline is declared"
    return replace(target.actual, words=words, exact=promised.baseline if promised else None)


def _verdicts() -> list[Field[JudgedRow]]:
    def word(verdict: Verdict | None) -> str:
        return verdict.word if verdict else ""

    return [
        text("result", "Result", "Whether the target was met by its date: met, not met, "
             "indeterminate, not due.", lambda t: word(t.row.result), _NO_TARGET),
        text("outlook", "Outlook", "Achieved, on track, at risk, off track; or not rated or "
             "indeterminate, with the reason.", lambda t: word(t.row.rating)),
        text("reason", "Why", "Why it came out so.", lambda t: t.row.reason, "nothing to add"),
        text("result_in_their_words", "Result, in other words", "The result in the vocabulary that "
             "the strategy chose.", lambda t: t.row.in_other_words.result
             if t.row.in_other_words else "", "no vocabulary was chosen, or it has no such word"),
        text("outlook_in_their_words", "Outlook, in other words", "The outlook in the same.",
             lambda t: t.row.in_other_words.rating if t.row.in_other_words else "",
             "no vocabulary was chosen, or it has no such word"),
        text("likelihood", "Likelihood", "How likely the target is to be met by its date, in a "
             "sentence; or why that is withheld.", lambda t: t.row.likelihood.sentence
             if t.row.likelihood else "", "it is no question, or there are too few points"),
        text("made_up", "Made up", "What in the row was made up to show a feature.",
             lambda t: ", ".join(t.row.illustrative), "nothing"),
    ]  # fmt: skip


def _promise() -> list[Field[JudgedRow]]:
    def of(t: JudgedRow, name: str) -> str:
        return getattr(t.promised, name) if t.promised else ""

    no_date = "the target has no date"
    return [
        text("due", "Due", "The period or day for which it was promised.", lambda t: of(t, "due"),
             no_date),
        text("due_begins", "Due, from", "First day of that period.",
             lambda t: day(of(t, "begins")), no_date, "date"),
        text("due_ends", "Due, until", "Last day of that period.", lambda t: day(of(t, "ends")),
             no_date, "date"),
        text("actual_begins", "Actual, from", "First day of the period of the actual.",
             lambda t: day(of(t, "actual_begins")), _NO_TARGET, "date"),
        text("actual_ends", "Actual, until", "Last day of the period of the actual.",
             lambda t: day(of(t, "actual_ends")), _NO_TARGET, "date"),
        text("promised_by", "Promised by", "The agency that promised it for itself.",
             lambda t: of(t, "agency"), "it is for all that report the measure together"),
        text("interim", "Interim", "Whether it is a step on the way to a later target.",
             lambda t: t.promised.interim if t.promised else None, _NO_TARGET, "boolean"),
        text("target_source", "Target, source", "Where it is promised.",
             lambda t: of(t, "source"), _NO_TARGET),
        text("baseline_period", "Baseline, period", "For which period the baseline holds.",
             lambda t: of(t, "baseline_period"), "no baseline is declared"),
    ]  # fmt: skip


def targets(card: Scorecard) -> TypedTable:
    """Every target with what came of it."""
    fields = [
        *which(lambda t: t.judged),
        *_promise(),
        *how_much(_target, "target_", "Target"),
        *how_much(_baseline, "baseline_", "Baseline"),
        *how_much(lambda t: t.actual, "actual_", "Actual"),
        *_verdicts(),
    ]
    return TableOf(
        "targets",
        "Targets",
        "One target of one measure, with the figure it is held "
        "against, whether it was met, and its outlook.",
        ("id",),
        ahead(fields, *_AHEAD),
    ).filled(judged_rows(card))


@dataclass(frozen=True, slots=True)
class _Beside:
    """A figure of a table, with what must be known of it."""

    shown: Shown
    caveat: str
    not_rated: str


def _figures(card: Scorecard) -> Iterator[_Beside]:
    declared = {measure.id: measure for measure in card.measures}
    for target in judged_rows(card):
        yield _Beside(target.actual, "", "")
    for section in card.sections:
        for figure in section.figures:
            location = location_of(declared.get(figure.measure))
            yield _beside(figure, location, (section.id, section.title))


def _beside(
    figure: Figure, location: str = NO_PLACE, objective: tuple[str, str] = ("", "")
) -> _Beside:
    shown = Shown(
        figure.id, figure.measure, figure.title, *objective, figure.owner, location,
        figure.period, figure.unit, figure.value, figure.exact, figure.illustrative,
    )  # fmt: skip
    return _Beside(shown, figure.caveat, figure.not_rated)


def _of_figures(name: str, title: str, meaning: str) -> TableOf[_Beside]:
    fields: list[Field[_Beside]] = [
        *which(lambda b: b.shown),
        *how_much(lambda b: b.shown),
        text("not_rated", "Not judged", "Why it is not judged.", lambda b: b.not_rated,
             "it is judged: see the table targets"),
        text("caveat", "Caveat", "What must be known of it.", lambda b: b.caveat, "nothing"),
    ]  # fmt: skip
    return TableOf(name, title, meaning, ("id",), ahead(fields, *_FIGURE_AHEAD))


def figures_shown(card: Scorecard) -> TypedTable:
    """Every published figure of a measure, judged or not."""
    table = _of_figures(
        "figures",
        "Figures",
        "One published figure of one measure: those that "
        "targets are held against, and those that are shown beside them.",
    )
    return table.filled(_figures(card))


def context(card: Scorecard) -> TypedTable:
    """Figures that explain the situation."""
    table = _of_figures("context", "Context", "One figure that explains the situation and is not "
                        "judged.")  # fmt: skip
    return table.filled(_beside(figure) for figure in card.context)


def standards(card: Scorecard) -> TypedTable:
    """Thresholds set for others."""
    table = _of_figures("standards", "Standards", "One threshold of law or practice that is set "
                        "for others: a duty, not a result.")  # fmt: skip
    return table.filled(_beside(figure) for figure in card.standards)
