"""The whole scorecard as a value: every part composed once, whatever it is drawn as."""

from __future__ import annotations

from dataclasses import dataclass

from milepost.scorecard.agency_page import NO_AGENCIES, Agencies
from milepost.scorecard.audited import AuditInWords
from milepost.scorecard.behind import Behind
from milepost.scorecard.by_code import CodedFigure
from milepost.scorecard.declared import AgencyDeclared, MeasureDeclared
from milepost.scorecard.document import Document
from milepost.scorecard.figure_index import FigureEntry
from milepost.scorecard.glossary import Term
from milepost.scorecard.goalposts import ChangeOfPlan
from milepost.scorecard.model import (
    Figure,
    FileRecord,
    Footnote,
    ReportingRecord,
    Section,
    Tally,
)
from milepost.scorecard.objective_model import MechanismLine
from milepost.scorecard.opening_model import Opening
from milepost.scorecard.owed import EditionLine
from milepost.scorecard.pictures import MatrixChart, ObjectivePictures
from milepost.scorecard.quality import DataQuality
from milepost.scorecard.quarter import QuarterReview
from milepost.scorecard.recommendations import RecommendationLine
from milepost.scorecard.since import SinceLastEdition
from milepost.scorecard.withheld_counts import WithheldCount
from milepost.scorecard.worked import WorkedExample


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The whole document.

    Attributes:
        period: what it is about.
        as_of: what was received later is not in it.
        title: its title.
        strategy: the strategy's title.
        issued_by: the office that answers for the strategy.
        illustrative: whether every figure in it is made up.
        about: what this is, in a few sentences.
        headline: how it came out, in one.
        method: how it was judged, a paragraph each.
        total: the counts of all objectives together, without what is illustrative in a real plan.
        made_up: the counts of illustrative targets in a real plan; None where there are none.
        sections: the objectives in the order of the plan.
        context: figures that explain the situation and are not judged.
        standards: thresholds set for others.
        reporting: what each agency sent.
        unplaced: files whose sender or period could not be told.
        footnotes: where everything was written.
        version: the version of Milepost that made it.
        quarter: of a quarter, what is to be reviewed each quarter; None of any other period.
        pictures: what is drawn of each objective beside its measures over time, in their order.
        punctuality: which agency reported for which period, drawn; None where nothing was asked.
        audit: the strategy held against its rule set; None where nobody held it.
        goalposts: what was changed of measures, targets and scales, the latest first.
        quality: how far its figures can be relied on; None where that was not composed.
        behind: what data is lacking, what was missed, what the ratings depend on; likewise.
        worked: one of its measures worked through; None where none has an outlook to work out.
        glossary: the words that it uses, each with what it means here.
        index: every published figure with where it was written.
        waivers: which ratings are left out and which checks are turned off, with who and why.
        edition: which edition it is; None for one that is not published.
        since: what is otherwise than in earlier editions; None where there are none.
        agencies: each agency that has a role or a duty, and how it stands.
        measures: the measures that may be shown, as the plan declares them.
        declared_agencies: the agencies of the plan.
        years: the five years before and this one, the earliest first; empty for a period that is no
            year.
        opening: the answer, last year beside it, and what needs attention.
        mechanisms: the standing arrangements between agencies.
        recommendations: the findings to be closed.
        by_code: what was reported by area or another list; what is withheld says so.
        withheld: how much is withheld, and why.
    """

    period: str
    as_of: str
    title: str
    strategy: str
    issued_by: str
    illustrative: bool
    about: tuple[str, ...]
    headline: str
    method: tuple[str, ...]
    total: Tally
    made_up: Tally | None
    sections: tuple[Section, ...]
    context: tuple[Figure, ...]
    standards: tuple[Figure, ...]
    reporting: tuple[ReportingRecord, ...]
    unplaced: tuple[FileRecord, ...]
    footnotes: tuple[Footnote, ...]
    version: str
    waivers: tuple[str, ...] = ()
    quarter: QuarterReview | None = None
    edition: EditionLine | None = None
    since: SinceLastEdition | None = None
    agencies: Agencies = NO_AGENCIES
    pictures: tuple[ObjectivePictures, ...] = ()
    punctuality: MatrixChart | None = None

    def pictures_of(self, objective: str) -> ObjectivePictures:
        """What is drawn of an objective; nothing where nothing is."""
        own = (p for p in self.pictures if p.objective == objective)
        return next(own, ObjectivePictures(objective))

    measures: tuple[MeasureDeclared, ...] = ()
    declared_agencies: tuple[AgencyDeclared, ...] = ()
    audit: AuditInWords | None = None
    goalposts: tuple[ChangeOfPlan, ...] = ()
    quality: DataQuality | None = None
    behind: Behind | None = None
    worked: WorkedExample | None = None
    glossary: tuple[Term, ...] = ()
    index: tuple[FigureEntry, ...] = ()
    years: tuple[str, ...] = ()
    opening: Opening | None = None
    mechanisms: tuple[MechanismLine, ...] = ()
    recommendations: tuple[RecommendationLine, ...] = ()
    by_code: tuple[CodedFigure, ...] = ()
    withheld: tuple[WithheldCount, ...] = ()

    def document(self) -> Document:
        """The same laid out in parts (:mod:`milepost.scorecard.layout`), for people to read."""
        from milepost.scorecard.layout import lay_out  # noqa: PLC0415  # what lays out reads this

        return lay_out(self)

    def as_html(self) -> str:
        """The whole document as one page (:mod:`milepost.scorecard.as_html`)."""
        from milepost.scorecard.as_html import as_html  # noqa: PLC0415

        return as_html(self.document())

    def as_json(self) -> str:
        """The document for machines (:mod:`milepost.scorecard.as_json`)."""
        from milepost.scorecard.as_json import as_json  # noqa: PLC0415

        return as_json(self)

    def as_pdf(self) -> bytes:
        """The document on paper (:mod:`milepost.scorecard.as_pdf`)."""
        from milepost.scorecard.as_pdf import as_pdf  # noqa: PLC0415

        return as_pdf(self.document())

    def as_csv(self) -> dict[str, bytes]:
        """The tables with their dictionary, by file (:mod:`milepost.scorecard.as_csv`)."""
        from milepost.scorecard.as_csv import as_csv  # noqa: PLC0415

        return as_csv(self)

    def as_xlsx(self) -> bytes:
        """The tables as a workbook (:mod:`milepost.scorecard.as_xlsx`)."""
        from milepost.scorecard.as_xlsx import as_xlsx  # noqa: PLC0415

        return as_xlsx(self)

    def as_text(self) -> str:
        """The document for a terminal or a mail (:mod:`milepost.scorecard.as_text`)."""
        from milepost.scorecard.as_text import as_text  # noqa: PLC0415

        return as_text(self.document())
