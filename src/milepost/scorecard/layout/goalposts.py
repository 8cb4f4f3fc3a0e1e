"""Lays out what was changed of measures and targets, with why and with the ratings it moved."""

from __future__ import annotations

from milepost.scorecard.document import (
    Cell,
    Column,
    Fact,
    Paragraph,
    Part,
    Table,
    TableRow,
)
from milepost.scorecard.goalposts import ChangeOfPlan, ChangeOfRating

_COLUMNS = (
    Column("what", "What was changed"),
    Column("before", "Before", "number"),
    Column("after", "After", "number"),
    Column("since", "From", "date"),
    Column("why", "Why"),
    Column("by", "Approved by"),
    Column("moved", "Moved", meaning="By the plan before and after, on the same figures."),
)
_ASKED = "Whatever is changed of how results are measured must be described (21 U.S.C. 1705(i))."


def goalposts(found: tuple[ChangeOfPlan, ...], as_of: str) -> Part:
    """The changes of measures and targets as a part; it says so where there were none."""
    recent = tuple(change for change in found if change.within_a_year)
    older = tuple(change for change in found if not change.within_a_year)
    blocks = [Paragraph(f"{_counted(recent, as_of)} {_ASKED}")]
    tables = [
        Table(identifier, caption, _COLUMNS, tuple(_row(change) for change in shown))
        for identifier, caption, shown in (
            ("changes-table", f"Changed in the year before {as_of}, the latest first", recent),
            ("changes-earlier", "Changed earlier, the latest first", older),
        )
        if shown
    ]
    return Part("changes", "Changes to measures and targets", (*blocks, *tables))


def _counted(recent: tuple[ChangeOfPlan, ...], as_of: str) -> str:
    number = len(recent)
    if not number:
        return f"No measure, target or scale of the plan was changed in the year before {as_of}."
    moving = sum(bool(change.ratings) for change in recent)
    changes = "1 value of the plan was" if number == 1 else f"{number} values of the plan were"
    moved = f"{moving or 'none'} of them moved a rating"
    if number == 1:
        moved = "it moved a rating" if moving else "it moved no rating"
    return f"{changes} changed in the year before {as_of}; {moved}."


def _row(change: ChangeOfPlan) -> TableRow:
    moved = len(change.ratings)
    none = "none" if change.can_change_a_rating else "cannot move one"
    cells = (
        Cell(change.title, change.what),
        Cell(change.old, illustrative=change.illustrative),
        Cell(change.new, illustrative=change.illustrative),
        Cell(change.since),
        Cell(change.reason),
        Cell(change.approved_by),
        Cell(("1 rating" if moved == 1 else f"{moved} ratings") if moved else none),
    )
    told = tuple(Fact("Rating", _moved(rating)) for rating in change.ratings)
    steps = (
        *([] if change.illustrative else [Fact("Laid down in", change.source)]),
        Fact("Before", change.old_place),
        Fact("After", change.new_place),
    )
    return TableRow(cells, told=told, steps=steps, illustrative=change.illustrative)


def _moved(rating: ChangeOfRating) -> str:
    which = ", ".join(text for text in (rating.agency, rating.due) if text)
    return f"{rating.title}{f' ({which})' if which else ''}: {rating.old}, now {rating.new}."
