"""The names of a page's places: what a permalink leads to, and the ways to a footnote and back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

from milepost.scorecard.document import Document

# What a name may hold as it is. The rest is written as in an address, so that a name has no space
# in it, and what follows the # of an address is the name letter by letter.
_KEPT: Final = "/:@,;+-_.~"
_OWN: Final = ("top", "contents", "find", "notes", "notes-title")


def anchor(name: str) -> str:
    """The name of a part, a row or a figure as the page writes it."""
    return quote(name, safe=_KEPT)


@dataclass(frozen=True, slots=True)
class Citation:
    """A place where a footnote is cited: its anchor, and of what."""

    at: str
    of: str


@dataclass(frozen=True, slots=True)
class Anchors:
    """Gives each place of one page a name of its own, in the order in which they are drawn.

    A row that stands in two tables is led to where it stands first.

    Attributes:
        known: every name that a link may lead to.
        notes: the footnotes there are.
        taken: the anchors that were given out.
        cited: where each footnote was cited so far.
    """

    known: frozenset[str]
    notes: frozenset[int]
    taken: set[str] = field(default_factory=lambda: set(_OWN))
    cited: dict[int, list[Citation]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, document: Document) -> Anchors:
        """Those of a document."""
        known = {part.id for _, part in document.every_part()}
        for _, table in document.every_table():
            for row in table.rows:
                known.add(row.id)
                known.update(cell.figure for cell in row.cells)
        numbers = frozenset(note.number for note in document.footnotes)
        found = cls(frozenset(known - {""}), numbers)
        found.taken.update(f"note-{number}" for number in numbers)
        return found

    def claim(self, name: str) -> str:
        """The anchor of a place; empty where it has no name, or another place was before it."""
        given = anchor(name)
        if not given or given in self.taken:
            return ""
        self.taken.add(given)
        return given

    def sole(self, name: str) -> str:
        """The anchor of a place that must have one, with a number where the name is taken."""
        given = self.claim(name)
        number = 2
        while not given:
            given = self.claim(f"{name}-{number}")
            number += 1
        return given

    def to(self, name: str) -> str:
        """Where a link to a part or a row leads; empty where there is no such place."""
        return f"#{anchor(name)}" if name in self.known else ""

    def to_table(self, table: str) -> str:
        """Where a link to a table of this document leads."""
        return f"#{anchor(f'table/{table}')}"

    def cite(self, number: int, of: str) -> str:
        """The anchor of a citation of a footnote."""
        at = self.sole(f"cited-{number}-{len(self.cited[number]) + 1}")
        self.cited[number].append(Citation(at, of))
        return at
