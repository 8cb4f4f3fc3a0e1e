"""Lays out each agency: what it undertook, what it reported, who stands for it, how it came out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from milepost.scorecard.agency_page import Agencies, AgencyPage
from milepost.scorecard.document import (
    Block,
    Cell,
    Column,
    Facet,
    Fact,
    Facts,
    Paragraph,
    Part,
    Table,
    TableRow,
)
from milepost.scorecard.layout import agency_tables as tables
from milepost.scorecard.status import Window

_ALL: Final = (
    Column("agency", "Agency"),
    Column("reported", "On record", "number", "Figures on record of those that were due."),
    Column("on-time", "In time", "number", "Figures that came by their day, of those due."),
    Column("due", "Due", "number", "Targets that were due."),
    Column("met", "Met", "number"),
    Column("not-met", "Not met", "number"),
    Column("undecided", "Undecided", "number"),
    Column(
        "unexplained",
        "Explanations owed",
        "number",
        "For measures missed when last due, years and quarters apart, until somebody says why.",
    ),
)


def agencies(found: Agencies) -> list[Part]:
    """All agencies in one table, then a page for each; nothing where nobody has any duty."""
    if not found.pages:
        return []
    overview = _all(found)
    blocks: list[Block] = [overview] if overview.rows else []
    others = [page.id for page in found.pages if not page.is_held_to_account]
    if others:
        have = "has" if len(others) == 1 else "have"
        what = f"{have} a role and no figure or target of {found.period}."
        blocks.append(Paragraph(f"{', '.join(others)} {what}", "small"))
    if found.without:
        # A recommendation may be addressed to one of them all the same.
        are = "is" if len(found.without) == 1 else "are"
        blocks.append(
            Paragraph(
                f"{', '.join(found.without)} {are} named in the plan without a role, a measure or "
                "a duty by name, and no file of it was received.",
                "small",
            )
        )
    if found.duties_of_all:
        blocks.append(
            tables.duties(
                "agencies-duties",
                f"What every agency owed from {found.duties_when}, and owes next within a year, "
                "by law or by the plan, which records what was done for all together",
                found.duties_of_all,
            )
        )
    pages = tuple(agency(page) for page in found.pages)
    return [Part("agencies", "Agencies", tuple(blocks), pages, new_page=True)]


def agency(page: AgencyPage) -> Part:
    """One agency."""
    title = page.name if page.id in page.name else f"{page.name} ({page.id})"
    return Part(f"agency/{page.id}", title, tuple(_blocks(page)), opened=False)


def _blocks(page: AgencyPage) -> Iterator[Block]:
    yield from standing(page)
    if page.targets:
        yield tables.targets(page)
    yield from accounted(page)
    yield from undertaken(page)


def standing(page: AgencyPage) -> Iterator[Block]:
    """How an agency stands, in a sentence and in figures."""
    if page.finding:
        yield Paragraph(page.finding, "lead")
    if facts := tuple(_facts(page)):
        yield Facts(facts)


def accounted(page: AgencyPage) -> Iterator[Block]:
    """What it missed and owes, who stands for its files, and what its official asserts."""
    if page.misses:
        yield tables.misses(page)
    if page.files:
        yield from tables.certified(page)
        yield from tables.assertions(page)


def undertaken(page: AgencyPage) -> Iterator[Block]:
    """What falls due for it by name, and its roles."""
    if page.duties:
        caption = f"What falls due for {page.id} by name, as far as the plan records it"
        yield tables.duties(f"agency/{page.id}/duties", caption, page.duties)
    if page.roles:
        yield tables.roles(page)


def _all(found: Agencies) -> Table:
    rows = tuple(_line(page) for page in found.pages if page.is_held_to_account)
    caption = "Figures on record of those due, targets that were due, and explanations owed"
    note = "A target of several agencies counts with each of them. A dash: there was none."
    return Table("agencies-table", caption, _ALL, rows, sortable=True, note=note)


def _line(page: AgencyPage) -> TableRow:
    report, counts = page.report, page.counts
    due = report.due if report else 0
    on_time = None if report is None else report.on_time
    cells = (
        Cell(page.id, link=f"agency/{page.id}"),
        Cell(f"{report.reported} of {due}") if report and due else _NONE,
        _NONE if not due else _NO_WINDOW if on_time is None else Cell(f"{on_time} of {due}"),
        *(
            Cell(str(count)) if counts.due else _NONE
            for count in (counts.due, counts.met, counts.not_met, counts.indeterminate)
        ),
        Cell(str(page.silent)) if page.misses else _NONE,
    )
    return TableRow(cells, f"agencies/{page.id}", (Facet("agency", page.id),))


_NONE: Final = Cell("\N{EN DASH}", absent=True)
_NO_WINDOW: Final = Cell("no window", absent=True)


def _facts(page: AgencyPage) -> Iterator[Fact]:
    if page.part_of:
        yield Fact("Part of", page.part_of)
    if page.mandate:
        yield Fact("Does", page.mandate)
    yield from _punctuality(page)
    if page.actions:
        count = len(page.actions)
        yield Fact("Undertakes", "1 action" if count == 1 else f"{count} actions")
    for text in page.returned:
        yield Fact("Returned", text)
    if page.report:
        for text in page.report.unexplained:
            yield Fact("Owes an explanation", text)


def _punctuality(page: AgencyPage) -> Iterator[Fact]:
    """What an agency was to report, what came, and when."""
    report = page.report
    if page.measures:
        yield Fact("Reports", "1 measure" if page.measures == 1 else f"{page.measures} measures")
    if report is None or not report.due:
        return
    whole = f"{report.completeness.percent} ({report.reported} of {report.due})"
    yield Fact("Complete", whole)
    in_time = "cannot be told: the plan declares no window for all of it"
    if report.timeliness is not None:
        share = report.timeliness
        in_time = f"{share.percent} ({share.part} of {share.whole})"
        if report.late:
            in_time += f"; {report.late} late"
        if report.after_lock:
            in_time += f"; {report.after_lock} after the period was closed"
    yield Fact("In time", in_time)
    for name, texts in (("Not reported", report.not_reported), ("Not taken", report.not_taken)):
        if texts:
            yield Fact(name, "; ".join(texts))
    for window in page.windows:
        if window.due:
            yield Fact(f"Window, {window.period}", _window(window))


def _window(window: Window) -> str:
    closed = "closed" if window.is_locked else "closes"
    said = f"due {window.due}, {closed} on {window.locked}"
    if window.extension:
        said += f". Extended {window.extension.rstrip('.')}"
    if window.is_locked and window.late_procedure:
        said += f". After that: {window.late_procedure.rstrip('.')}"
    return f"{said}."
