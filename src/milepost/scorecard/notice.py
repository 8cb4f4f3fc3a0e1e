"""A notice as a value: what an office tells an agency or Congress, with what the record holds.

Facts come from the plan and the record. What only the Director can say (in what policies are not in
compliance, why a Strategy is late) is given with the order, or left open to be filled in by hand.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from milepost.periods import parse_period
from milepost.scorecard.as_text import as_text
from milepost.scorecard.document import Document
from milepost.scorecard.model import Footnote
from milepost.submissions.notices import Notice, NoticeKind, as_bytes, digest_of


@dataclass(frozen=True, slots=True)
class NoticeOrder:
    """What somebody orders to be written.

    Attributes:
        kind: what sort of notice.
        agency: about whom.
        issued_on: the day of issue.
        issued_by: name and title of who issues it; empty for a draft.
        statement: what only who issues it can say; empty where a line is left open for it.
        by_when: the day by which something is asked or promised; None where a line is left open.
        is_draft: whether it is only to be looked at.
    """

    kind: NoticeKind
    agency: str
    issued_on: dt.date
    issued_by: str
    statement: str = ""
    by_when: dt.date | None = None
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """One thing that the record holds.

    Attributes:
        what: what sort of thing: "target not met", "not reported".
        title: of what.
        said: what the plan and the record hold of it.
        follows: what it obliges to, by when and by which law or rule; empty where nothing of that
            is declared.
        notes: the numbers of its footnotes.
        illustrative: whether anything it rests on was made up.
    """

    what: str
    title: str
    said: str
    follows: str = ""
    notes: tuple[int, ...] = ()
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class ComposedNotice:
    """A notice, ready to be laid out.

    Attributes:
        order: what was ordered.
        title: its title.
        strategy: the strategy's title.
        office: the office that issues it.
        about: the agency's name.
        addressee: to whom it goes.
        copies: who gets a copy.
        law: by which law or rule it is written.
        period: about which period.
        as_of: what was received later is not in it.
        opening: what it says, in a sentence or two.
        items: what the record holds.
        asks: the heading over what only who issues it can say.
        open_lines: the lines to be filled in by hand where the order does not say them.
        illustrative: whether all of it is made up.
        footnotes: where its figures were written.
        version: the version of Milepost that composed it.
    """

    order: NoticeOrder
    title: str
    strategy: str
    office: str
    about: str
    addressee: str
    copies: tuple[str, ...]
    law: str
    period: str
    as_of: str
    opening: str
    items: tuple[NoticeItem, ...]
    asks: str
    open_lines: tuple[str, ...]
    illustrative: bool
    footnotes: tuple[Footnote, ...]
    version: str

    def document(self) -> Document:
        """The same laid out in parts, for people to read and to sign."""
        from milepost.scorecard.layout.notice import lay_out  # noqa: PLC0415

        return lay_out(self)


def to_be_issued(notice: ComposedNotice) -> Notice:
    """A notice as the register takes it: the whole of its text, and the digest of that."""
    text = as_bytes(as_text(notice.document())).decode()
    order = notice.order
    return Notice(
        0,
        order.kind,
        order.agency,
        notice.addressee,
        parse_period(notice.period),
        text,
        digest_of(text),
        order.issued_on,
        order.issued_by,
    )
