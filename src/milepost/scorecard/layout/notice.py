"""Lays out a notice: to whom, by which law, what the record holds, what is left to be said."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from milepost.scorecard.document import (
    Blank,
    Block,
    Cell,
    Column,
    Document,
    Fact,
    Facts,
    Paragraph,
    Part,
    Table,
    TableRow,
)
from milepost.scorecard.notice import ComposedNotice, NoticeItem

_ITEMS: Final = (
    Column("title", "Of what"),
    Column("what", "What"),
    Column("said", "On record"),
    Column("follows", "Follows"),
)
_DRAFT: Final = "Draft, not issued"


def lay_out(notice: ComposedNotice) -> Document:
    """A notice as a document."""
    order = notice.order
    parts = (
        _head(notice),
        *([_record(notice)] if notice.items else []),
        Part("statement", notice.asks, _statement(notice)),
        _signature(notice),
    )
    return Document(
        name=f"{order.kind}-{order.agency}-{notice.period}",
        title=notice.title,
        subtitle=notice.strategy,
        issued_by=notice.office,
        period=notice.period,
        as_of=notice.as_of,
        illustrative=notice.illustrative,
        restricted=_DRAFT if order.is_draft else "",
        parts=parts,
        footnotes=notice.footnotes,
        version=notice.version,
    )


def _head(notice: ComposedNotice) -> Part:
    facts = (
        Fact("To", notice.addressee),
        *([Fact("Copies to", " and ".join(notice.copies))] if notice.copies else []),
        Fact("From", notice.office),
        Fact("Under", notice.law),
        Fact("Issued on", notice.order.issued_on.isoformat()),
    )
    return Part("notice", "The notice", (Facts(facts), Paragraph(notice.opening, "lead")))


def _record(notice: ComposedNotice) -> Part:
    caption = f"What the plan and the record hold for {notice.period} as of {notice.as_of}"
    rows = tuple(_item(number, item) for number, item in enumerate(notice.items, 1))
    columns: tuple[Column, ...] = _ITEMS
    if not any(item.follows for item in notice.items):
        columns = _ITEMS[:-1]
        rows = tuple(replace(row, cells=row.cells[:-1]) for row in rows)
    table = Table("items", caption, columns, rows)
    return Part("record", "What the record holds", (table,))


def _item(number: int, item: NoticeItem) -> TableRow:
    cells = (
        Cell(item.title, notes=item.notes),
        Cell(item.what),
        Cell(item.said),
        Cell(item.follows) if item.follows else Cell("no rule is declared", absent=True),
    )
    return TableRow(cells, f"item/{number}", illustrative=item.illustrative)


def _statement(notice: ComposedNotice) -> tuple[Block, ...]:
    order = notice.order
    said: list[Block] = [Paragraph(order.statement)] if order.statement else []
    if order.by_when:
        said.append(Facts((Fact("By", order.by_when.isoformat()),)))
    return (*said, *(Blank(line) for line in notice.open_lines))


def _signature(notice: ComposedNotice) -> Part:
    by = notice.order.issued_by
    name: Block = Facts((Fact("Issued by", by),)) if by else Blank("Name and title")
    return Part("signature", "Signature", (name, Blank("Signature"), Blank("Date")))
