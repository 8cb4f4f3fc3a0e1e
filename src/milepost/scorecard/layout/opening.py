"""Lays out the first page: the answer, last year beside it, what changed, what needs attention."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from milepost.scorecard.card import Scorecard
from milepost.scorecard.document import (
    Block,
    Cell,
    Column,
    Fact,
    Facts,
    Paragraph,
    Part,
    Table,
    TableRow,
)
from milepost.scorecard.goalposts import ChangeOfPlan
from milepost.scorecard.layout.editions import otherwise_than_before
from milepost.scorecard.layout.objectives import counts_table
from milepost.scorecard.opening_model import Change, Compared, NeedsAttention, Opening
from milepost.scorecard.prose import counted
from milepost.scorecard.since import SinceLastEdition

_NAMED: Final = 4  # so that the page stays one page
_ATTENTION: Final = (
    Column("matter", "What"),
    Column("finding", "What is wrong"),
    Column("remedy", "What must be done"),
)


def in_short(card: Scorecard) -> Part:
    """The first page."""
    blocks: list[Block] = [Paragraph(card.headline, "lead")]
    if card.edition is not None and card.edition.owed:
        # The list of them stands with the edition; nobody should have to get that far to know.
        blocks.insert(0, Paragraph(card.edition.as_owed, "warning"))
    parts: list[Part] = []
    if card.opening is not None:
        blocks.append(_compared(card, card.opening))
        parts += _changed(card.opening, card.goalposts, card.since)
        parts += _attention(card.opening)
    return Part("summary", "In short", tuple(blocks), tuple(parts))


def about(card: Scorecard) -> Part:
    """What this is, and the counts in full."""
    paragraphs = tuple(Paragraph(text) for text in card.about)
    counts = Part("all-counts", "All counts", (counts_table(card),))
    return Part("about", "About this scorecard", paragraphs, (counts,))


def _compared(card: Scorecard, opening: Opening) -> Table:
    columns = [
        Column("objective", "Objective"),
        Column("due", "Targets due", "number"),
        Column("met", "Met", "number"),
        Column("not-met", "Not met", "number"),
        Column("not-known", "Not known", "number", "It cannot be decided, or nothing is reported."),
    ]
    beside = ""
    if opening.year_before:
        columns.append(Column("year-before", opening.year_before, meaning="The year before."))
        beside = f", and beside them those of {opening.year_before}"
    return Table(
        "in-short",
        f"Targets that were due in {card.period}, by objective{beside}",
        tuple(columns),
        tuple(_line(compared, opening) for compared in opening.compared),
    )


def _line(of: Compared, opening: Opening) -> TableRow:
    came = of.now
    is_made_up = of.title == "Illustrative targets"
    title = f"{of.title}, not counted above" if is_made_up else of.title
    if came.due:
        numbers = (came.due, came.met, came.not_met, came.unknown)
        cells = [Cell(str(n)) for n in numbers]
    else:
        cells = [Cell("none", absent=True), Cell(), Cell(), Cell()]
    if opening.year_before:
        before = of.before
        words = before.words if before else "no target was due"
        cells.append(Cell(words, absent=before is None or not before.due))
    return TableRow(
        (Cell(title, link=of.objective, illustrative=is_made_up), *cells),
        illustrative=is_made_up,
        total=not of.objective and not is_made_up,
    )


def _changed(
    opening: Opening, moved: tuple[ChangeOfPlan, ...], since: SinceLastEdition | None
) -> list[Part]:
    """What is otherwise than last year, and than in the editions before this one."""
    if not opening.year_before:
        return []
    editions = (otherwise_than_before(since),) if since is not None and since.editions else ()
    # A target that was lowered is told before anything that came out better for it.
    facts = (*_goalposts(moved), *(_change(change) for change in opening.changes))
    blocks: tuple[Block, ...] = (Facts(facts),) if facts else (Paragraph(opening.unchanged),)
    return [Part("changed", f"What changed since {opening.year_before}", (*blocks, *editions))]


def _goalposts(moved: tuple[ChangeOfPlan, ...]) -> Iterator[Fact]:
    """What of the plan was changed within the year and can move a rating, with what it moved."""
    for made_up in (False, True):
        found = [
            f"{m.title}, {m.what}: {m.old}, now {m.new}"
            + (f" ({counted(len(m.ratings), 'rating')} moved)" if m.ratings else "")
            for m in moved
            if m.within_a_year and m.can_change_a_rating and m.illustrative == made_up
        ]
        if found:
            others = len(found) - _NAMED
            more = f"; and {others} more" if others > 0 else ""
            mark = " (illustrative)" if made_up else ""
            yield Fact(
                f"Targets or rules changed{mark}",
                f"{len(found)}: {'; '.join(found[:_NAMED])}{more}.",
            )


def _change(of: Change) -> Fact:
    made_up = " (illustrative)" if of.illustrative else ""
    named, others = of.titles[:_NAMED], len(of.titles) - _NAMED
    more = f"; and {others} more" if others > 0 else ""
    words = of.what[:1].upper() + of.what[1:]
    # One measure may have a figure of each of several agencies.
    number = str(len(of.titles))
    if of.what in ("newly reported", "no longer reported", "restated"):
        number = counted(len(of.titles), "figure")
    return Fact(f"{words}{made_up}", f"{number}: {'; '.join(named)}{more}.")


def _attention(opening: Opening) -> list[Part]:
    found = opening.attention
    if not found:
        none = Paragraph("By the rule of this scorecard nothing needs attention.")
        return [Part("attention", "What most needs attention", (none, _rule(opening)))]
    things = "The thing that" if len(found) == 1 else f"The {_NUMBERS[len(found)]} things that"
    need = "needs" if len(found) == 1 else "need"
    title = f"{things} most {need} attention"
    caption = f"{len(found)} of {counted(opening.found, 'matter')} that the rule finds"
    table = Table("attention-table", caption, _ATTENTION, tuple(_matter(m) for m in found))
    return [Part("attention", title, (table, _rule(opening)))]


_NUMBERS: Final = {2: "two", 3: "three"}


def _rule(opening: Opening) -> Paragraph:
    return Paragraph(opening.rule, "small")


def _matter(of: NeedsAttention) -> TableRow:
    kind = of.kind[:1].upper() + of.kind[1:]
    more = f", and {of.more} more of the kind" if of.more else ""
    return TableRow(
        (
            Cell(of.title, f"{kind}{more}", link=of.link, illustrative=of.illustrative),
            Cell(of.finding),
            Cell(of.remedy),
        ),
        illustrative=of.illustrative,
    )
