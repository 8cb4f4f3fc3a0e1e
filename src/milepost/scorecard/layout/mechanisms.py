"""Lays out mechanisms: under each objective in short, and all of them in full."""

from __future__ import annotations

from collections.abc import Sequence

from milepost.scorecard.card import Scorecard
from milepost.scorecard.document import Cell, Column, Fact, Paragraph, Part, Table, TableRow
from milepost.scorecard.model import Mark
from milepost.scorecard.objective_model import NOT_STATED, MechanismLine
from milepost.scorecard.prose import counted, named

_SHORT = (
    Column("mechanism", "Mechanism"),
    Column("status", "Status"),
    Column("standing", "Whether it met as it was to", "verdict"),
)
_FULL = (
    Column("mechanism", "Mechanism"),
    Column("parties", "Between"),
    Column("status", "Status"),
    Column("monitored-by", "Monitored by"),
    Column("rhythm", "To be reviewed"),
    Column("reviews", "Reviews held", "number", "How many of those that fell due were held."),
    Column("standing", "Whether it met as it was to", "verdict"),
)


def mechanisms(card: Scorecard) -> list[Part]:
    """All mechanisms, where the plan has any."""
    found = card.mechanisms
    if not found:
        return []
    table = Table(
        "mechanisms-table",
        "Standing arrangements between agencies: who keeps them, and whether they met",
        _FULL,
        tuple(_full(card, m) for m in found),
        sortable=True,
    )
    return [
        Part("mechanisms", "Mechanisms", (Paragraph(_in_short(found), "lead"), table), opened=False)
    ]


def mechanisms_of(identifier: str, found: Sequence[MechanismLine]) -> Table:
    """The mechanisms that serve an objective."""
    caption = f"{_counted(len(found))} this objective"
    return Table(f"{identifier}-mechanisms-table", caption, _SHORT, tuple(_short(m) for m in found))


def _counted(number: int) -> str:
    return f"{counted(number, 'mechanism')} {'serves' if number == 1 else 'serve'}"


def _in_short(found: Sequence[MechanismLine]) -> str:
    """How many there are, and what of them is monitored, reviewed and overdue."""
    in_force = [m for m in found if m.status in ("agreed", "operating")]
    unwatched = sum(m.monitored_by == NOT_STATED for m in in_force)
    unreviewed = sum(not m.reviews for m in in_force)
    overdue = sum(m.days_overdue > 0 for m in in_force)
    are = "is" if len(in_force) == 1 else "are"
    return (
        f"{len(in_force)} of {counted(len(found), 'mechanism')} {are} agreed or operating. "
        f"Of those, {unwatched} {_have(unwatched)} nobody named who monitors it, {unreviewed} "
        f"{_have(unreviewed)} no review on record, and "
        f"{counted(overdue, 'review is', 'reviews are')} overdue."
    )


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def standing_mark(of: MechanismLine) -> Mark:
    """The mark of whether a mechanism met as it was to."""
    if of.status not in ("agreed", "operating"):
        return "none"
    if of.days_overdue:
        return "bad"
    if not of.next_due:
        return "open"
    return "good" if of.reviews else "none"


def _status(of: MechanismLine) -> Cell:
    signed = f"signed {of.signed}" if of.signed != NOT_STATED else "date of signing not stated"
    return Cell(of.status, signed if of.status in ("agreed", "operating") else "")


def _stated(text: str) -> Cell:
    return Cell(text, absent=text == NOT_STATED)


def _short(of: MechanismLine) -> TableRow:
    return TableRow(
        (
            Cell(of.title, link=f"mechanism/{of.id}", illustrative=of.illustrative),
            _status(of),
            Cell(of.standing, mark=standing_mark(of)),
        ),
        illustrative=of.illustrative,
    )


def _full(card: Scorecard, of: MechanismLine) -> TableRow:
    reviews = f"{of.held} of {of.due}" if of.due else "none due"
    leads = f"led by {named(of.leads)}" if of.leads else ""
    return TableRow(
        (
            Cell(of.title, illustrative=of.illustrative),
            Cell(named(of.parties), leads),
            _status(of),
            _stated(of.monitored_by),
            _stated(of.rhythm),
            Cell(reviews, absent=not of.due),
            Cell(of.standing, mark=standing_mark(of)),
        ),
        f"mechanism/{of.id}",
        told=tuple(_told(card, of)),
        illustrative=of.illustrative,
    )


def _told(card: Scorecard, of: MechanismLine) -> list[Fact]:
    told = [Fact("Purpose", of.purpose)] if of.purpose else []
    serves = "; ".join(of.objectives) or "no objective is named"
    told.append(Fact("Serves", serves))
    if of.takes_place_of:
        told.append(Fact("Takes the place of", of.takes_place_of))
    told.append(Fact("Staffing", " ".join(of.staffing) or NOT_STATED))
    for review in of.reviews:
        made_up = " (illustrative)" if review.illustrative and not card.illustrative else ""
        told.append(Fact(f"Reviewed {review.held}{made_up}", review.result))
        told += [Fact("Left open then", issue) for issue in review.open_issues]
    told += [Fact("Open issue", issue) for issue in of.open_issues]
    return [*told, Fact("Source", of.source)]
