"""Tables of figures by place, of what is withheld, of two sources compared, and of every figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from milepost.scorecard.by_code import CodedFigure
from milepost.scorecard.card import Scorecard
from milepost.scorecard.corroboration import CorroborationReport, EntityLine
from milepost.scorecard.figure_columns import NO_PLACE, Shown, how_much, which
from milepost.scorecard.figure_index import FigureEntry
from milepost.scorecard.model import Exact
from milepost.scorecard.typed_tables import (
    Field,
    TableOf,
    TypedTable,
    ahead,
    count,
    counted,
    made_up,
    permalink,
    several,
    text,
    yes,
)
from milepost.scorecard.withheld_counts import WithheldCount

_BY_CODE_AHEAD = ("title", "location", "agency", "period", "words", "unit", "is_withheld",
                  "illustrative", "note")  # fmt: skip
_INDEX_AHEAD = ("title", "agency", "period", "what", "words", "unit", "written_in", "illustrative")


def _by_code(figure: CodedFigure) -> Shown:
    return Shown(
        figure.id, figure.measure, figure.title, figure.objective, figure.objective_title,
        figure.agency, figure.location, figure.period, figure.unit, figure.value, figure.exact,
        figure.illustrative, f"chart/areas/{figure.measure}/{figure.codes[0].split('=')[0]}",
    )  # fmt: skip


def by_code(card: Scorecard) -> TypedTable:
    """Figures by area or another list; of what is withheld, that."""
    fields: list[Field[CodedFigure]] = [
        *which(_by_code),
        *how_much(_by_code),
        yes("is_withheld", "Withheld", "Whether the figure itself is not shown; a range in its "
            "place is no count.", lambda f: f.is_withheld),
        several("codes", "Codes", "Each list with the code, as agencies write it.",
                lambda f: f.codes, "it is not divided"),
        text("note", "Note", "What must be known of it; of what is withheld, why.",
             lambda f: f.note, "nothing"),
        text("written_in", "Written in", "The file and the cell in which it was written.",
             lambda f: f.written_in),
    ]  # fmt: skip
    return TableOf(
        "by-area",
        "By area",
        "One reported figure for one place or other code of a list of the plan.",
        ("id",),
        ahead(fields, *_BY_CODE_AHEAD),
    ).filled(card.by_code)


def withheld(card: Scorecard) -> TypedTable:
    """How much is withheld, and why."""
    fields: list[Field[tuple[int, WithheldCount]]] = [
        text("what", "What", "Figures; or measures, where whole measures are not public.",
             lambda w: w[1].what),
        count("count", "Count", "How many.", lambda w: w[1].count),
        text("why", "Why", "Why they are withheld.", lambda w: w[1].why),
        text("title", "Measure", "Title of the measure.", lambda w: w[1].title,
             "whole measures are withheld and not named"),
        text("agency", "Agency", "Who reports them.", lambda w: w[1].agency,
             "whole measures are withheld and not named"),
        text("measure", "Measure, identifier", "Identifier of the measure.",
             lambda w: w[1].measure, "whole measures are withheld and not named"),
        made_up(lambda w: w[1].illustrative),
        count("number", "Number", "Its place in the list.", lambda w: w[0]),
    ]  # fmt: skip
    return TableOf(
        "withheld",
        "Withheld",
        "How many figures of one agency's measure are withheld for one reason; withheld is never "
        "zero.",
        ("number",),
        fields,
    ).filled(counted(card.withheld))


def _reports(card: Scorecard) -> tuple[CorroborationReport, ...]:
    return card.behind.corroborations if card.behind else ()


def corroborations(card: Scorecard) -> TypedTable:
    """Two sources on one thing, compared."""
    none = "it cannot be formed"
    fields: list[Field[CorroborationReport]] = [
        text("title", "What", "What is compared.", lambda r: r.title),
        text("about", "About", "The two measures, each with its period, and which is divided by "
             "which.", lambda r: r.about),
        several("findings", "Findings", "What follows.", lambda r: r.findings, "nothing follows"),
        text("rank_correlation", "Of ranks", "Correlation of the ranks (Spearman), in words.",
             lambda r: r.rank_correlation, none),
        text("rank_correlation_squared", "Of ranks, squared", "Its square exactly.",
             lambda r: r.rank_correlation_squared, none),
        text("count_correlation", "Of counts", "Correlation of the counts (Pearson), in words.",
             lambda r: r.count_correlation, none),
        text("count_correlation_squared", "Of counts, squared", "Its square exactly.",
             lambda r: r.count_correlation_squared, none),
        text("apart", "Apart", "How much of the first printed total must lie in entities without "
             "any of the second.", lambda r: r.apart, "nothing was printed, or nothing must"),
        text("note", "Note", "What must be known of it.", lambda r: r.note, "nothing"),
        text("source", "Source", "Where the comparison comes from.", lambda r: r.source),
        made_up(lambda r: r.illustrative),
        text("id", "Identifier", "Its stable name.", lambda r: r.id),
        permalink(lambda r: f"compared-{r.id}"),
    ]  # fmt: skip
    return TableOf(
        "corroborations",
        "Two sources compared",
        "One comparison of two sources on one thing.",
        ("id",),
        fields,
    ).filled(_reports(card))


@dataclass(frozen=True, slots=True)
class _Entity:
    """What two sources say of one place."""

    report: CorroborationReport
    entity: EntityLine

    def shown(self, which_one: str, words: str, exact: Exact | None) -> Shown:
        """A count of one source, as a figure."""
        identifier = f"compared/{self.report.id}/{self.entity.code}/{which_one}"
        return Shown(identifier, "", self.report.title, "", "", "", self.entity.title, "", "",
                     words, exact, self.report.illustrative)  # fmt: skip

    @property
    def first(self) -> Shown:
        """The count of the first source."""
        return self.shown("first", self.entity.first, self.entity.first_exact)

    @property
    def second(self) -> Shown:
        """The count of the second."""
        return self.shown("second", self.entity.second, self.entity.second_exact)


def entities(card: Scorecard) -> TypedTable:
    """The places that two sources count, one beside the other."""
    fields: list[Field[_Entity]] = [
        text("title", "What", "What is compared.", lambda e: e.report.title),
        text("location", "Location", "The place, by its name.", lambda e: e.entity.title),
        text("ratio", "Ratio", "First to second, in words; none where it cannot be formed.",
             lambda e: e.entity.ratio),
        *how_much(lambda e: e.first, "first_", "First"),
        *how_much(lambda e: e.second, "second_", "Second"),
        text("left_out", "Left out", "Why it is neither ranked nor correlated.",
             lambda e: e.entity.left_out, "it is"),
        text("code", "Code", "Its code, as agencies write it.", lambda e: e.entity.code),
        text("corroboration", "Comparison", "Identifier of the comparison.",
             lambda e: e.report.id),
        made_up(lambda e: e.report.illustrative),
        permalink(lambda e: f"compared-{e.report.id}"),
    ]  # fmt: skip
    return TableOf(
        "compared-by-area",
        "Two sources by area",
        "One place, with what each of two sources counts there.",
        ("corroboration", "code"),
        ahead(fields, "title", "location", "first_words", "second_words", "ratio", "left_out",
              "illustrative"),
    ).filled(_Entity(report, e) for report in _reports(card) for e in report.entities)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Indexed:
    """A figure of the index."""

    entry: FigureEntry

    @property
    def shown(self) -> Shown:
        """The same as a figure; its name is that of the first row that shows it."""
        entry = self.entry
        first = entry.figures[0] if entry.figures else entry.title
        identifier = f"index/{entry.what}/{entry.period}/{entry.whose}/{first}"
        return Shown(identifier, "", entry.title, "", "", entry.whose, NO_PLACE,
                     entry.period, entry.unit, entry.value, entry.exact, entry.illustrative,
                     entry.figures[0] if entry.figures else "")  # fmt: skip


def _indexed(card: Scorecard) -> Iterator[_Indexed]:
    return (_Indexed(entry) for entry in card.index)


def index(card: Scorecard) -> TypedTable:
    """Every figure with where it was written."""
    fields: list[Field[_Indexed]] = [
        *which(lambda i: i.shown),
        *how_much(lambda i: i.shown),
        text("what", "What", "An actual, a target, a baseline, context, or a standard for others.",
             lambda i: i.entry.what),
        several("written_in", "Written in", "The cells and the lines of the plan in which it was "
                "written.", lambda i: i.entry.places, "nothing is known of that"),
        several("figures", "Shown by", "Identifiers of the rows and figures that show it.",
                lambda i: i.entry.figures, "nothing shows it"),
    ]  # fmt: skip
    return TableOf(
        "figure-index",
        "Index of figures",
        "One figure of the scorecard, and where it can be checked; those that several rows show "
        "stand once.",
        ("id",),
        ahead(fields, *_INDEX_AHEAD),
    ).filled(_indexed(card))
