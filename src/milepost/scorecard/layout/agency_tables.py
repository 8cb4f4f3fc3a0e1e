"""The tables of an agency's page: targets, misses, files, assertions, duties, roles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from milepost.plan.duty_calendar.model import KINDS
from milepost.scorecard.agency_page import AgencyPage, AgencyTarget, DutyStanding, RoleHeld
from milepost.scorecard.certified import AssertionMade
from milepost.scorecard.document import (
    Block,
    Cell,
    Column,
    Facet,
    Fact,
    Paragraph,
    Table,
    TableRow,
)
from milepost.scorecard.misses import MissRow
from milepost.scorecard.model import Verdict

_ROLES: Final = (
    Column("what", "What"),
    Column("on", "Is a"),
    Column("capacity", "Role"),
    Column("authority", "Authority"),
    Column("source", "Stated in"),
)
_DUTIES: Final = (
    Column("what", "What"),
    Column("due", "Due", "date"),
    Column("standing", "Standing", "verdict"),
    Column("note", "Note"),
    Column("source", "Asked for by"),
)
_TARGETS: Final = (
    Column("measure", "Measure"),
    Column("target", "Target", "number"),
    Column("actual", "Actual", "number"),
    Column("result", "Result", "verdict"),
    Column("outlook", "Outlook", "verdict"),
)
_MISSES: Final = (
    Column("measure", "Measure"),
    Column("count", "Missed in a row"),
    Column("explained", "Explained"),
    Column("owed", "Obliges to"),
)
_CERTIFIED: Final = (
    Column("file", "File"),
    Column("received", "Received", "date"),
    Column("official", "Certified by"),
)
_ASSERTIONS: Final = (
    Column("assertion", "Assertion"),
    Column("answer", "The agency's official", "verdict"),
    Column("by", "Who, where and when"),
    Column("comment", "Comment"),
)


def targets(page: AgencyPage) -> Table:
    """Its targets, each with the row that says all of it."""
    caption = f"Targets of {page.id}; each leads to its row, which says why"
    rows = tuple(_target(page, target) for target in page.targets)
    return Table(f"agency/{page.id}/targets", caption, _TARGETS, rows, sortable=True)


def _target(page: AgencyPage, target: AgencyTarget) -> TableRow:
    shared = target.owners if target.owners != page.id else ""
    cells = (
        Cell(target.title, shared, link=target.row),
        Cell(target.target, target.period),
        Cell(target.actual),
        verdict(target.result),
        verdict(target.rating),
    )
    facets = (
        Facet("agency", page.id),
        *([Facet("result", target.result.word)] if target.result else []),
        Facet("rating", target.rating.word),
    )
    row = f"agency/{page.id}/{target.row}"
    return TableRow(cells, row, facets, illustrative=target.illustrative)


def verdict(found: Verdict | None) -> Cell:
    """A verdict with its mark; an empty cell for none."""
    return Cell("") if found is None else Cell(found.word, mark=found.mark)


def misses(page: AgencyPage) -> Table:
    """What it missed, how often in a row, and what that obliges to."""
    caption = f"What {page.id} missed, how often one after another, and what follows"
    rows = tuple(_miss(miss) for miss in page.misses)
    return Table(f"agency/{page.id}/misses", caption, _MISSES, rows)


def _miss(miss: MissRow) -> TableRow:
    told = [
        *(Fact("Explained", said.text) for said in miss.explanations),
        *(Fact("Missed", text) for text in miss.periods),
    ]
    owed = " ".join(owed.text for owed in miss.owed)
    cells = (
        Cell(miss.title, f"{miss.agency} alone" if miss.agency else ""),
        Cell(miss.count),
        Cell("yes", mark="good") if miss.explained else Cell("no", mark="bad"),
        Cell(owed) if owed else Cell("no step of a ladder is reached", absent=True),
    )
    return TableRow(cells, told=tuple(told), illustrative=miss.illustrative)


def certified(page: AgencyPage) -> Iterator[Block]:
    """Its files, each with who stands for it."""
    if not any(file.certified_by for file in page.files):
        count = len(page.files)
        what = "the one file" if count == 1 else f"any of the {count} files"
        yield Paragraph(f"Nobody certified {what} that {page.id} sent.")
        return
    rows = tuple(
        TableRow(
            (
                Cell(f.name, f"receipt {f.number}"),
                Cell(f.received_on, f.arrival),
                Cell(f.certified_by) if f.certified_by else Cell("nobody", absent=True),
            )
        )
        for f in page.files
    )
    caption = f"Who stands for what {page.id} sent"
    yield Table(f"agency/{page.id}/certified", caption, _CERTIFIED, rows)


def assertions(page: AgencyPage) -> Iterator[Block]:
    """The four assertions of ONDCP's circular."""
    if all(made.holds is None for made in page.assertions):
        yield Paragraph("None of the four assertions of ONDCP's circular was made.")
        return
    caption = "The four assertions of ONDCP's circular, as the agency's official made them"
    rows = tuple(TableRow(assertion(made)) for made in page.assertions)
    yield Table(f"agency/{page.id}/assertions", caption, _ASSERTIONS, rows)


def assertion(made: AssertionMade) -> tuple[Cell, ...]:
    """An assertion, whether it was made, by whom, and what was added."""
    if made.holds is None:
        return (Cell(made.text), Cell("not made", absent=True, mark="none"), Cell(""), Cell(""))
    answer = Cell("asserted", mark="good") if made.holds else Cell("not so", mark="bad")
    return (
        Cell(made.text),
        answer,
        Cell(f"{made.by}, {made.said_in}, received {made.on}"),
        Cell(made.comment),
    )


def duties(identifier: str, caption: str, found: tuple[DutyStanding, ...]) -> Table:
    """Duties with their standing."""
    return Table(identifier, caption, _DUTIES, tuple(_duty(duty) for duty in found))


def _duty(duty: DutyStanding) -> TableRow:
    cells = (
        Cell(duty.title, "" if duty.kind == KINDS["duty"] else duty.kind),
        Cell(duty.due),
        verdict(duty.standing),
        Cell(duty.note),
        Cell(duty.source),
    )
    return TableRow(cells, illustrative=duty.illustrative)


def roles(page: AgencyPage) -> Table:
    """What it undertook."""
    caption = f"The roles of {page.id}, and by what authority"
    rows = tuple(_role(role) for role in page.roles)
    return Table(f"agency/{page.id}/roles", caption, _ROLES, rows)


def actions(page: AgencyPage) -> Table:
    """What it undertakes without a role being written down."""
    rows = tuple(
        TableRow((Cell(action.title), Cell(action.source)), illustrative=action.illustrative)
        for action in page.actions
    )
    caption = f"Actions that {page.id} undertakes, without a role being written down"
    return Table(f"agency/{page.id}/actions", caption, (_ROLES[0], _ROLES[-1]), rows)


def _role(role: RoleHeld) -> TableRow:
    cells = (
        Cell(role.title),
        Cell(role.on),
        Cell(role.capacity),
        Cell(role.authority) if role.authority else Cell("not stated", absent=True),
        Cell(role.source),
    )
    return TableRow(cells, illustrative=role.illustrative)
