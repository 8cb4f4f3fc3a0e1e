"""Lays out an objective: who, how it went, and each of its measures."""

from __future__ import annotations

from milepost.scorecard.card import Scorecard
from milepost.scorecard.document import (
    Block,
    Cell,
    Column,
    Facet,
    Paragraph,
    Part,
    Picture,
    Table,
    TableRow,
)
from milepost.scorecard.layout.figures import (
    by_agency,
    data_of,
    figures_table,
    told,
    worked_out,
    written_at,
)
from milepost.scorecard.layout.five_years import five_years
from milepost.scorecard.layout.means import before_the_targets, what_will_be_done
from milepost.scorecard.model import Row, Section, Tally
from milepost.scorecard.prose import counted

_COUNTS = (
    Column("objective", "Objective"),
    Column("with-value", "With a figure", "number"),
    Column("with-target", "With a target", "number"),
    Column("due", "Targets due", "number"),
    Column("met", "Met", "number"),
    Column("not-met", "Not met", "number"),
    Column("indeterminate", "Indeter\N{SOFT HYPHEN}minate", "number"),
    Column("achieved", "Achieved", "number"),
    Column("on-track", "On track", "number"),
    Column("at-risk", "At risk", "number"),
    Column("off-track", "Off track", "number"),
    Column("not-rated", "Not rated", "number"),
)
_TARGETS = (
    Column("measure", "Measure"),
    Column("agency", "Agency"),
    Column("baseline", "Baseline"),
    Column("target", "Target", "number"),
    Column("actual", "Actual", "number"),
    Column("result", "Result", "verdict"),
    Column("outlook", "Outlook", "verdict"),
    Column("why", "Why"),
)


def counts_table(card: Scorecard) -> Table:
    """How many targets came out which way, by objective."""
    rows = [_counts(s.tally, link=s.id) for s in card.sections]
    rows.append(_counts(card.total, total=True))
    if card.made_up:
        rows.append(_counts(card.made_up, apart=True))
    return Table(
        "counts",
        "Counts by objective: coverage first, then targets that were due, then the outlook of "
        "every target; measures without a target are among the not rated",
        _COUNTS,
        tuple(rows),
    )


def _counts(tally: Tally, *, link: str = "", total: bool = False, apart: bool = False) -> TableRow:
    covered = "" if apart else f"{tally.with_value} of {tally.measures}"
    counted = (
        tally.due,
        tally.met,
        tally.not_met,
        tally.indeterminate,
        tally.achieved,
        tally.on_track,
        tally.at_risk,
        tally.off_track,
        tally.not_rated,
    )
    head = f"{tally.title}, not counted above" if apart else tally.title
    cells = (
        Cell(head, link=link, illustrative=apart),
        Cell(covered),
        Cell(f"{tally.with_target} of {tally.measures}"),
        *(Cell(str(n)) for n in counted),
    )
    return TableRow(cells, illustrative=apart, total=total)


def objective(card: Scorecard, section: Section) -> Part:
    """An objective under its heading: what it rests on, how it went, what will be done."""
    blocks: list[Block] = [Paragraph(_came_out(card, section), "lead")]
    if section.statement:
        blocks.append(Paragraph(section.statement))
    if section.means is None:
        blocks.append(Paragraph(". ".join(section.roles) + "."))
    drawn = card.pictures_of(section.id)
    strip = (Picture(drawn.strip, f"{section.id}-targets"),) if drawn.strip else ()
    beside = (*map(Picture, drawn.funnels), *map(Picture, drawn.tiles))
    results = (*strip, _results(card, section), *beside)
    parts = [
        *before_the_targets(section),
        Part(f"{section.id}-results", "Targets and results", results),
        *what_will_be_done(section),
        *five_years(card, section),
    ]
    if section.charts:
        pictures = tuple(Picture(chart) for chart in section.charts)
        parts.append(Part(f"{section.id}-over-time", "Over time", pictures))
    if section.figures:
        shown = figures_table(
            f"{section.id}-figures", "Shown, and never rated", section.figures, reasons=True
        )
        title = "Figures without a target, or for other periods"
        parts.append(Part(f"{section.id}-other-figures", title, (shown,)))
    return Part(
        section.id,
        section.title,
        tuple(blocks),
        tuple(parts),
        section.illustrative,
        new_page=True,
    )


def _came_out(card: Scorecard, section: Section) -> str:
    """How it came out, with last year beside it."""
    compared = card.opening.compared if card.opening else ()
    of = next((c for c in compared if c.objective == section.id), None)
    covered = (
        f"{section.tally.with_value} of {counted(section.tally.measures, 'measure')} "
        f"{'has' if section.tally.with_value == 1 else 'have'} a figure for {card.period}."
    )
    if of is None:
        return covered
    now = f"{card.period}: {of.now.words}"
    before = (
        f"; {card.opening.year_before}: {of.before.words}" if card.opening and of.before else ""
    )
    return f"{now}{before}. {covered}"


def _results(card: Scorecard, section: Section) -> Block:
    if section.rows:
        return _targets(card, section)
    has_measures = "No measure of this objective has a target."
    none = "The plan has no measure for this objective."
    return Paragraph(has_measures if section.tally.measures else none)


def _targets(card: Scorecard, section: Section) -> Table:
    plural = "" if len(section.rows) == 1 else "s"
    caption = (
        f"{len(section.rows)} target{plural}; {section.tally.with_value} of "
        f"{section.tally.measures} measures have a figure for {card.period}"
    )
    rows = tuple(_row(card, section, row) for row in section.rows)
    return Table(f"{section.id}-targets", caption, _TARGETS, rows, sortable=True)


def _row(card: Scorecard, section: Section, row: Row) -> TableRow:
    theirs = row.in_other_words
    target_made_up = "target" in row.illustrative
    outlook_made_up = bool(row.illustrative) and row.rating.mark != "none"
    cells = (
        Cell(row.title, row.unit, notes=row.notes, illustrative="measure" in row.illustrative),
        Cell(row.agency),
        Cell(row.baseline, illustrative="baseline" in row.illustrative),
        Cell(row.target, row.target_period, illustrative=target_made_up)
        if row.target
        else Cell("none declared", absent=True),
        Cell(row.actual, row.actual_period, row.id, row.exact, absent=row.exact is None),
        Cell("")
        if row.result is None
        else Cell(
            row.result.word,
            _quoted(theirs.result if theirs else ""),
            mark=row.result.mark,
            illustrative=target_made_up,
        ),
        Cell(
            row.rating.word,
            _quoted(theirs.rating if theirs else ""),
            mark=row.rating.mark,
            illustrative=outlook_made_up,
        ),
        Cell(row.reason),
    )
    facets = (
        Facet("objective", section.title),
        *by_agency(row.agency),
        *([Facet("result", row.result.word)] if row.result else []),
        Facet("rating", row.rating.word),
        Facet("period", row.actual_period),
    )
    return TableRow(
        cells,
        row.id,
        facets,
        told(row.said),
        (*worked_out(row), *data_of(row.quality), *written_at(row.notes, card.footnotes)),
        illustrative="measure" in row.illustrative,
    )


def _quoted(theirs: str) -> str:
    """The word of the other vocabulary."""
    return f"there “{theirs}”" if theirs else ""
