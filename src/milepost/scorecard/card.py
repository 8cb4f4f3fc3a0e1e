"""The whole scorecard as a value: every part composed once, whatever it is drawn as."""

from __future__ import annotations

from dataclasses import dataclass

from milepost.scorecard.document import Document
from milepost.scorecard.model import (
    Figure,
    FileRecord,
    Footnote,
    ReportingRecord,
    Section,
    Tally,
)


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
        waivers: which ratings are left out and which checks are turned off, with who and why.
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

    def as_text(self) -> str:
        """The document for a terminal or a mail (:mod:`milepost.scorecard.as_text`)."""
        from milepost.scorecard.as_text import as_text  # noqa: PLC0415

        return as_text(self.document())
