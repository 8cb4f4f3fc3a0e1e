"""Lays out an agency's scorecard: components, assertions, signature, the inspector's sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from milepost.scorecard.agency_scorecard import (
    AgencyScorecard,
    AssertionHeld,
    CurrentTarget,
    MeasureQuality,
    MeasureShown,
)
from milepost.scorecard.document import (
    Blank,
    Block,
    Cell,
    Column,
    Document,
    Fact,
    Facts,
    Listing,
    Paragraph,
    Part,
    Table,
    TableRow,
)
from milepost.scorecard.layout.agencies import accounted, standing, undertaken
from milepost.scorecard.layout.agency_tables import actions, verdict
from milepost.scorecard.layout.figures import told, written_at
from milepost.scorecard.model import Row

_MEASURES: Final = (
    Column("measure", "Measure"),
    Column("definition", "What is counted"),
    Column("objective", "Objective"),
    Column("kind", "Kind"),
    Column("unit", "Unit"),
    Column("reported", "Reported"),
)
_RESULTS: Final = (
    Column("measure", "Measure"),
    Column("target", "Target", "number"),
    Column("actual", "Actual", "number"),
    Column("result", "Result", "verdict"),
    Column("why", "Why"),
)
_TARGETS: Final = (
    Column("measure", "Measure"),
    Column("target", "Target", "number"),
    Column("why", "Rationale"),
    Column("source", "Stated in"),
)
_QUALITY: Final = (
    Column("measure", "Measure"),
    Column("source", "Source"),
    Column("verification", "Verified by"),
    Column("accuracy", "Accuracy needed"),
    Column("reliability", "Reliability"),
    Column("limitations", "Limitations"),
)
_NOT_STATED: Final = Cell("not stated", absent=True)
_CIRCULAR: Final = (
    "Laid out as ONDCP's circular “National Drug Control Program Agency Compliance Reviews” of 22 "
    "October 2019 asks: four components, then four assertions of the agency's management with what "
    "the record shows of each, a page to sign, and a sheet for the inspector general's review."
)


def lay_out(card: AgencyScorecard) -> Document:
    """The agency's scorecard as a document."""
    parts = (
        Part("summary", "In short", tuple(_in_short(card))),
        _measures(card),
        _results(card),
        _current(card),
        _quality(card),
        _assertions(card),
        *_undertaken(card),
        Part("limited-report", "Whether the limited report is allowed", (_limited(card),)),
        _signature(card),
        _review(card),
    )
    return Document(
        name=f"agency-{card.page.id}",
        title=card.title,
        subtitle=card.strategy,
        issued_by=card.issued_by,
        period=card.period,
        as_of=card.as_of,
        illustrative=card.illustrative,
        restricted="",
        parts=parts,
        footnotes=card.footnotes,
        version=card.version,
    )


def _in_short(card: AgencyScorecard) -> Iterator[Block]:
    yield Paragraph(card.page.name)
    yield from standing(card.page)
    yield Paragraph(_CIRCULAR, "small")


def _limited(card: AgencyScorecard) -> Paragraph:
    made_up = " (illustrative)" if card.limited.illustrative else ""
    return Paragraph(f"{card.limited.sentence}{made_up}")


def _measures(card: AgencyScorecard) -> Part:
    rows = tuple(_measure(measure) for measure in card.measures)
    caption = f"What {card.page.id} reports, or is computed from what it reports"
    return Part(
        "measures",
        "1. Performance measures",
        (_or_none(Table("measures-table", caption, _MEASURES, rows), "It reports no measure."),),
    )


def _measure(measure: MeasureShown) -> TableRow:
    cells = (
        Cell(measure.title),
        Cell(measure.definition),
        Cell(measure.objective),
        Cell(measure.kind),
        Cell(measure.unit),
        Cell(measure.frequency),
    )
    return TableRow(cells, f"measure/{measure.id}", illustrative=measure.illustrative)


def _results(card: AgencyScorecard) -> Part:
    rows = tuple(_result(card, row) for row in card.rows)
    caption = f"Every target of {card.page.id} that {card.period} is held against, with its result"
    nothing = f"No target of {card.page.id} is held against {card.period}."
    return Part(
        "results",
        f"2. Targets and results of the prior year, {card.period}",
        (
            _or_none(Table("results-table", caption, _RESULTS, rows, sortable=True), nothing),
            *accounted(card.page),
        ),
    )


def _result(card: AgencyScorecard, row: Row) -> TableRow:
    cells = (
        Cell(row.title, row.agency if row.agency != card.page.id else "", notes=row.notes),
        Cell(row.target, row.target_period, illustrative="target" in row.illustrative),
        Cell(row.actual, row.actual_period, row.id, row.exact, absent=row.exact is None),
        verdict(row.result),
        Cell(row.reason),
    )
    steps = written_at(row.notes, card.footnotes)
    made_up = "measure" in row.illustrative
    return TableRow(cells, row.id, (), told(row.said), steps, illustrative=made_up)


def _current(card: AgencyScorecard) -> Part:
    rows = tuple(_target(target) for target in card.targets if target.target)
    without = [target.title for target in card.targets if not target.target]
    note = f"None is declared for: {'; '.join(without)}." if without else ""
    caption = f"What is promised for {card.current}"
    nothing = f"No target is declared for {card.current}."
    return Part(
        "targets",
        f"3. Targets of the current year, {card.current}",
        (_or_none(Table("targets-table", caption, _TARGETS, rows, note=note), nothing),),
    )


def _target(target: CurrentTarget) -> TableRow:
    cells = (
        Cell(target.title),
        Cell(target.target, target.period),
        Cell(target.rationale) if target.rationale else _NOT_STATED,
        Cell(target.source),
    )
    return TableRow(cells, illustrative=target.illustrative)


def _quality(card: AgencyScorecard) -> Part:
    full = tuple(_quality_of(found) for found in card.quality if found.says_more_than_its_source)
    bare = tuple(
        TableRow((Cell(found.title), Cell(found.source)), illustrative=found.illustrative)
        for found in card.quality
        if not found.says_more_than_its_source
    )
    caption = "Where figures come from, how they are verified, and what they do not tell"
    alone = "Measures of which the plan states the source alone"
    tables = [
        table
        for table in (
            Table("quality-table", caption, _QUALITY, full),
            Table("quality-sources", alone, _QUALITY[:2], bare),
        )
        if table.rows
    ]
    shown: tuple[Block, ...] = tuple(tables) or (Paragraph("It reports no measure."),)
    return Part("quality", "4. Quality of performance data", shown)


def _quality_of(found: MeasureQuality) -> TableRow:
    said = (
        found.source,
        found.verification,
        found.required_accuracy,
        found.reliability,
        found.limitations,
    )
    cells = (Cell(found.title), *(Cell(text) if text else _NOT_STATED for text in said))
    return TableRow(cells, illustrative=found.illustrative)


def _or_none(table: Table, nothing: str) -> Block:
    return table if table.rows else Paragraph(nothing)


def _assertions(card: AgencyScorecard) -> Part:
    intro = Paragraph(
        "Each assertion is the agency's own. What the record shows is listed beside it, and "
        "concludes nothing."
    )
    parts = tuple(_assertion(held) for held in card.assertions)
    return Part("assertions", "The four assertions of management", (intro,), parts)


def _assertion(held: AssertionHeld) -> Part:
    made = held.made
    facts = [Fact("The agency", _said(held)), *_evidence(held)]
    return Part(f"assertion/{made.id}", made.text.rstrip("."), (Facts(tuple(facts)),))


def _said(held: AssertionHeld) -> str:
    made = held.made
    if made.holds is None:
        return "has not said whether this holds."
    answer = "asserts this" if made.holds else "says that this does not hold"
    comment = f" {made.comment.rstrip('.')}." if made.comment else ""
    return f"{answer}: {made.by}, {made.said_in}, received {made.on}.{comment}"


def _evidence(held: AssertionHeld) -> Iterator[Fact]:
    for label, texts in (
        ("For it", held.speaks_for),
        ("Against it", held.speaks_against),
        ("Not known", held.not_known),
    ):
        yield from (Fact(label, text) for text in texts)


def _undertaken(card: AgencyScorecard) -> Iterator[Part]:
    shown = list(undertaken(card.page))
    if card.page.actions:
        shown.append(actions(card.page))
    if shown:
        yield Part("undertaken", "What the agency has undertaken", tuple(shown))


def _signature(card: AgencyScorecard) -> Part:
    undertaking = Paragraph(
        f"{card.page.name}: to be signed by the agency's chief financial officer, or by another "
        "senior executive who is accountable for this report. Each assertion is answered first."
    )
    marks = [Blank(f"{i}. {held.made.text} (yes or no)") for i, held in _numbered(card)]
    lines = [Blank("Name"), Blank("Title"), Blank("Signature"), Blank("Date")]
    title = "Assertions and signature"
    return Part("signature", title, (undertaking, *marks, *lines), new_page=True)


def _review(card: AgencyScorecard) -> Part:
    intro = Paragraph(
        f"For the inspector general ({card.page.part_of or card.page.name}), who concludes on each "
        f"assertion. The evidence is what the plan and the record hold as of {card.as_of}; each "
        "figure's place is in the footnotes."
    )
    parts = tuple(_reviewed(number, held) for number, held in _numbered(card))
    lines = (Blank("Name and title"), Blank("Signature"), Blank("Date"))
    closing = Part("review/signature", "Signature of the reviewer", lines)
    title = "Inspector general's review sheet"
    return Part("review", title, (intro,), (*parts, closing), new_page=True)


def _reviewed(number: int, held: AssertionHeld) -> Part:
    evidence = [f"{fact.label}: {fact.text}" for fact in _evidence(held)]
    shown: list[Block] = [Paragraph(f"The agency {_said(held)}")]
    if evidence:
        shown.append(Listing(tuple(evidence), numbered=True))
    shown += [Blank("Conclusion"), Blank("Because")]
    title = f"{number}. {held.made.text.rstrip('.')}"
    return Part(f"review/{held.made.id}", title, tuple(shown))


def _numbered(card: AgencyScorecard) -> Iterable[tuple[int, AssertionHeld]]:
    return enumerate(card.assertions, 1)
