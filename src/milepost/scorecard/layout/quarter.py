"""Lays out the quarterly packet: what is at risk first, then why, who, and what is done."""

from __future__ import annotations

from collections import Counter

from milepost.evaluation.prospects import FEWEST
from milepost.scorecard.card import Scorecard
from milepost.scorecard.document import (
    Block,
    Cell,
    Column,
    Facet,
    Fact,
    Listing,
    Paragraph,
    Part,
    Table,
    TableRow,
)
from milepost.scorecard.layout.figures import by_agency
from milepost.scorecard.model import Row
from milepost.scorecard.quarter import ContributorLine, ProgressLine, QuarterReview, RiskLine

_RISKS = (
    Column("objective", "Objective"),
    Column("risk", "Risk", "verdict"),
    Column("rated", "Targets with an outlook", "number"),
    Column("leads", "Led by"),
)
_CONTRIBUTORS = (
    Column("agency", "Agency"),
    Column("contribution", "Contributes", "verdict"),
    Column("reported", "Figures in", "number"),
    Column("ahead", "Targets on track", "number"),
    Column("behind", "Targets behind", "number"),
    Column("overdue", "Actions overdue", "number"),
)


def quarter_in_short(card: Scorecard, review: QuarterReview) -> Part:
    """The answer: how many objectives are at which risk, and what was due."""
    counts = Counter(line.risk.word for line in review.risks)
    told = [f"{counts[word]} at {word} risk" for word in ("high", "medium", "low") if counts[word]]
    if counts["cannot be told"]:
        told.append(f"{counts['cannot be told']} of which the risk cannot be told")
    some = "1 objective" if len(review.risks) == 1 else f"{len(review.risks)} objectives"
    rows = tuple(_risk(line) for line in review.risks)
    caption = "Objectives by risk of not reaching what was planned, the highest first"
    blocks: list[Block] = [
        Paragraph(f"{some}: {', '.join(told)}. {card.headline}", "lead"),
        Table("risks", caption, _RISKS, rows, sortable=True),
    ]
    return Part("summary", "In short", tuple(blocks))


def _risk(line: RiskLine) -> TableRow:
    cells = (
        Cell(line.title, link=line.objective),
        Cell(line.risk.word, mark=line.risk.mark),
        Cell(line.coverage),
        Cell(", ".join(line.leads) or "nobody is named", absent=not line.leads),
    )
    told = tuple(Fact("Because", text) for text in line.because)
    facets = (Facet("objective", line.title), Facet("rating", line.risk.word))
    return TableRow(cells, f"risk/{line.objective}", facets, told)


def strategies(review: QuarterReview) -> Part:
    """What is done about the objectives at greatest risk."""
    parts = []
    for line in review.risks:
        if line.risk.word != "high":
            continue
        none = "No strategy is on record: no action is open and none was promised."
        block: Block = Listing(line.strategies) if line.strategies else Paragraph(none, "warning")
        parts.append(Part(f"strategy-{line.objective}", line.title, (block,)))
    title = "What is done about what is at greatest risk"
    blocks = () if parts else (Paragraph("No objective is at high risk."),)
    return Part("strategies", title, blocks, tuple(parts))


def progress(card: Scorecard, review: QuarterReview) -> Part:
    """What each measure came to in the quarter, beside the one before."""
    columns = (
        Column("measure", "Measure"),
        Column("agency", "Agency"),
        Column("before", review.before, "number"),
        Column("now", card.period, "number"),
        Column("change", "Change", "number"),
        Column("better", "Better is"),
    )
    rows = tuple(_progress(card, line) for line in review.progress)
    caption = f"Each measure that is counted by quarters, in {card.period} and {review.before}"
    table = Table("progress-table", caption, columns, rows, sortable=True)
    none = Paragraph("No measure is counted by quarters.")
    return Part("progress", "Progress in the quarter", (table if rows else none,))


def _progress(card: Scorecard, line: ProgressLine) -> TableRow:
    identifier = f"{card.period}/{line.measure}/{line.agency}/in-the-quarter"
    own = [] if line.period == card.period else [line.period]
    cells = (
        Cell(line.title, ", ".join((line.unit, *own)), illustrative=line.illustrative),
        Cell(line.agency),
        Cell(line.before),
        Cell(line.now, figure=identifier, exact=line.exact, absent=line.exact is None),
        Cell(line.change),
        Cell(line.direction),
    )
    facets = (Facet("agency", line.agency),)
    return TableRow(cells, identifier, facets, illustrative=line.illustrative)


def likelihoods(card: Scorecard, review: QuarterReview) -> Part:
    """How likely each target is to be met by its date, and how the measure moves."""
    columns = (
        Column("measure", "Measure"),
        Column("target", "Target"),
        Column("likelihood", "Likelihood", meaning="Of the target being met by its date."),
        Column("trend", "Trend"),
    )
    open_rows = [
        (section, row)
        for section in card.sections
        for row in section.rows
        if row.result is not None and row.result.word == "not due"
    ]
    rows = tuple(
        _likelihood(section.title, row) for section, row in open_rows if row.likelihood is not None
    )
    blocks: list[Block] = []
    if rows:
        caption = "Targets that are not due yet, with how likely they are to be met"
        blocks.append(Table("likelihood", caption, columns, rows, sortable=True))
    if silent := len(open_rows) - len(rows):
        targets = "1 target that is" if silent == 1 else f"{silent} targets that are"
        blocks.append(
            Paragraph(
                f"Of {targets} not due yet no likelihood is told: the measure has fewer than "
                f"{FEWEST} points in a row, the target has no date, or it is an event."
            )
        )
    told = {(row.measure, row.agency) for _, row in open_rows if row.likelihood is not None}
    moved = [
        line
        for line in review.progress
        if line.movement and (line.measure, line.agency) not in told
    ]
    if moved:
        blocks.append(_movements(card, moved))
    return Part("likelihoods", "Trend and likelihood", tuple(blocks))


def _movements(card: Scorecard, lines: list[ProgressLine]) -> Table:
    """Which way each measure went that has too few points for a likelihood."""
    columns = (
        Column("measure", "Measure"),
        Column("agency", "Agency"),
        Column("movement", "Over the last quarters on record"),
        Column("values", "Values"),
    )
    rows = tuple(
        TableRow(
            (
                Cell(line.title, line.unit, illustrative=line.illustrative),
                Cell(line.agency),
                Cell(line.movement),
                Cell("; ".join(line.recent)),
            ),
            f"{card.period}/{line.measure}/{line.agency}/movement",
            (Facet("agency", line.agency),),
            illustrative=line.illustrative,
        )
        for line in lines
    )
    caption = (
        "Which way measures went that have no likelihood: what the figures show, and not whether "
        "it is more than chance"
    )
    return Table("movements", caption, columns, rows, sortable=True)


def _likelihood(objective: str, row: Row) -> TableRow:
    found = row.likelihood
    assert found is not None  # noqa: S101  # its caller looked
    word = f"{found.word}, {found.range}" if found.word else f"withheld: {found.withheld}"
    cells = (
        Cell(row.title, row.unit, link=row.id, illustrative="measure" in row.illustrative),
        Cell(row.target, row.target_period, illustrative="target" in row.illustrative),
        Cell(word, absent=not found.word),
        Cell(found.trend),
    )
    facets = (Facet("objective", objective), *by_agency(row.agency))
    return TableRow(cells, f"{row.id}/likelihood", facets)


def contributors(review: QuarterReview) -> Part:
    """Whether each agency contributes as planned."""
    rows = tuple(_contributor(line) for line in review.contributors)
    caption = "Whether each agency does what it undertook, as far as the quarter shows"
    table = Table("contributors-table", caption, _CONTRIBUTORS, rows, sortable=True)
    return Part("contributors", "Who contributes as planned", (table,))


def _contributor(line: ContributorLine) -> TableRow:
    cells = (
        Cell(line.agency, line.name),
        Cell(line.contribution.word, mark=line.contribution.mark),
        Cell(line.reported),
        Cell(str(line.ahead)),
        Cell(str(len(line.behind))),
        Cell(str(len(line.overdue))),
    )
    told = (
        *(Fact("Behind", text) for text in line.behind),
        *(Fact("Overdue", text) for text in line.overdue),
    )
    facets = (Facet("agency", line.agency), Facet("rating", line.contribution.word))
    return TableRow(cells, f"contributor/{line.agency}", facets, told)


def how_told(review: QuarterReview) -> Part:
    """The rules of risk and contribution."""
    blocks = tuple(Paragraph(rule) for rule in review.rules)
    return Part("rules", "How risk and contribution were told", blocks)
