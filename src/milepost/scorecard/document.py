"""A document in parts, before anything is drawn: headings, paragraphs, tables, pictures.

A scorecard, a quarterly packet, an agency's own page and a notice are all laid out in these few
blocks, and every form for people (HTML, PDF, text) draws them, each block in one place. So a figure
cannot stand in one form and be missing in another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from milepost.scorecard.model import Exact, Footnote, Mark, Verdict
from milepost.scorecard.pictures import AnyChart


class NothingToSayError(Exception):
    """There is nothing that a document of this kind could say; the message says why."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something said under a label."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Facet:
    """By what a row can be found: ("objective", "stop-arms"), ("agency", "ATF")."""

    by: Literal["objective", "agency", "rating", "result", "period", "drug", "location"]
    value: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table.

    Attributes:
        text: what it says; a named absence ("not tracked") where there is no value.
        beneath: small print under it: the period, the unit, the word of another vocabulary.
        figure: the stable name of the published figure it shows, its permalink; empty for none.
        exact: the figure exactly; None where it is none, or there is no value.
        absent: whether it says why there is no value. It never looks like a number.
        mark: the shape drawn beside the text, which then is a verdict; None for no verdict.
        judged: what came of the targets that a figure is held against, where the text is the
            figure: the last of the small print, its mark beside its own word.
        notes: numbers of its footnotes.
        illustrative: whether what it says was made up.
        link: the name of the part or row of this document that it leads to; empty for none.
        sparkline: values over time, drawn small in the row; None where one is missing.
    """

    text: str = ""
    beneath: str = ""
    figure: str = ""
    exact: Exact | None = None
    absent: bool = False
    mark: Mark | None = None
    judged: Verdict | None = None
    notes: tuple[int, ...] = ()
    illustrative: bool = False
    link: str = ""
    sparkline: tuple[float | None, ...] = ()

    @property
    def small_print(self) -> str:
        """All that is said under the text, in words."""
        said = (self.beneath, self.judged.word if self.judged else "")
        return ", ".join(part for part in said if part)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        id: a stable name.
        title: its head.
        kind: how it is set and sorted.
        meaning: what stands in it, in a sentence, where the head does not say.
    """

    id: str
    title: str
    kind: Literal["text", "number", "date", "verdict", "sparkline"] = "text"
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table.

    Attributes:
        cells: one for each column; the first is the head of the row.
        id: its stable name, a permalink; empty for none.
        facets: by what it can be found.
        told: what is said of it, set under it: explanations, verdicts of review, replies.
        steps: how its figure came about, opened in place: the arithmetic, then where
            it was written.
        illustrative: whether all of it was made up.
        total: whether it sums up the rows above.
    """

    cells: tuple[Cell, ...]
    id: str = ""
    facets: tuple[Facet, ...] = ()
    told: tuple[Fact, ...] = ()
    steps: tuple[Fact, ...] = ()
    illustrative: bool = False
    total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        id: a stable name.
        caption: what it shows, in a sentence.
        columns: its columns; the first holds the heads of the rows.
        rows: its rows.
        sortable: whether a reader gains by sorting and filtering it.
        note: what must be known of it, printed under it.
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    sortable: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: plain, the sentence that leads, small print, or a warning set apart."""

    text: str
    kind: Literal["plain", "lead", "small", "warning"] = "plain"


@dataclass(frozen=True, slots=True)
class Facts:
    """A list of labels with what is said under each."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of sentences; numbered where their order counts."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, with the table of what it shows.

    Attributes:
        chart: the chart.
        same_as: the id of the table of this document that says the same, where one does: then that
            is named and no second one is drawn.
    """

    chart: AnyChart
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """A line for somebody to fill in by hand: a signature, a name, a date."""

    label: str


Block = Paragraph | Facts | Listing | Table | Picture | Blank


@dataclass(frozen=True, slots=True)
class Part:
    """A part under a heading; its parts are one level below it.

    Attributes:
        id: a stable name, a permalink.
        title: its heading.
        blocks: what stands in it, in order.
        parts: the parts within it, after its blocks.
        illustrative: whether all of it was made up.
        new_page: whether it begins on a new page of paper.
        opened: whether a screen shows all of it at once; else what follows its first paragraphs is
            opened by the reader.
    """

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    parts: tuple[Part, ...] = ()
    illustrative: bool = False
    new_page: bool = False
    opened: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """Something to be read from its first page to its last.

    Attributes:
        name: what its files are called: "scorecard", "packet", "agency-ATF".
        title: its title.
        subtitle: what it is about, under the title.
        issued_by: the office that answers for it.
        period: the period it is about.
        as_of: what was received later is not in it.
        illustrative: whether every figure in it is made up; then each page says so.
        restricted: who may read it, printed on each page; empty for everybody.
        parts: its parts; the first holds the answer.
        footnotes: where its figures were written.
        version: the version of Milepost that composed it.
        language: of its words, as BCP 47 writes it.
    """

    name: str
    title: str
    subtitle: str
    issued_by: str
    period: str
    as_of: str
    illustrative: bool
    restricted: str
    parts: tuple[Part, ...]
    footnotes: tuple[Footnote, ...]
    version: str
    language: str = "en"

    def every_part(self) -> Iterator[tuple[int, Part]]:
        """Every part in the order of reading, each with its level from 1."""

        def below(parts: tuple[Part, ...], level: int) -> Iterator[tuple[int, Part]]:
            for part in parts:
                yield level, part
                yield from below(part.parts, level + 1)

        return below(self.parts, 1)

    def every_table(self) -> Iterator[tuple[Part, Table]]:
        """Every table in the order of reading, each with the part it stands in."""
        for _, part in self.every_part():
            for block in part.blocks:
                if isinstance(block, Table):
                    yield part, block

    def every_picture(self) -> Iterator[Picture]:
        """Every picture in the order of reading."""
        for _, part in self.every_part():
            for block in part.blocks:
                if isinstance(block, Picture):
                    yield block

    def every_chart(self) -> Iterator[AnyChart]:
        """Every chart in the order of reading."""
        return (picture.chart for picture in self.every_picture())

    def tables_named(self) -> dict[str, Table]:
        """The tables that pictures name as saying the same, by their id."""
        named = {picture.same_as for picture in self.every_picture()}
        return {table.id: table for _, table in self.every_table() if table.id in named}
