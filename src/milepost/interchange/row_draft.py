"""A row of a spreadsheet on its way to becoming a measure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from milepost.interchange.columns import HEADING_OF, Headings
from milepost.interchange.declared import Declared
from milepost.plan.yaml_source import Tree
from milepost.sources import Place, Problem
from milepost.submissions.cells import Cell, Row

# What YAML does not take as text becomes a space; line breaks of a cell are kept.
_NOT_TEXT: Final = re.compile(
    "[^\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
# How a text ends that was too long for a cell when it was written.
CUT: Final = re.compile(r" \[cut: the whole is at [^\]]*\]$")
_LONGEST_SHOWN: Final = 60


@dataclass(slots=True)
class Draft:
    """What is read of one measure, cell by cell.

    Attributes:
        headings: what the columns hold.
        row: the row.
        declared: what it may name.
        where: the row as a source, such as "measures.xlsx, sheet Measures, row 7".
        tree: the measure, as the plan writes it.
        comments: what a person should know of each key; under "" of the whole.
        problems: what is wrong.
        lost: what the plan has no place for.
    """

    headings: Headings
    row: Row
    declared: Declared
    where: str
    tree: dict[str, Tree] = field(default_factory=dict)
    comments: dict[str, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def has(self, key: str) -> bool:
        """Whether the sheet has such a column."""
        return key in self.headings.columns

    def at(self, index: int) -> Cell:
        """The cell of a column; empty where the row ends before it."""
        if index < len(self.row.cells):
            cell = self.row.cells[index]
            return Cell(_NOT_TEXT.sub(" ", cell.text).strip(), cell.place, cell.fault)
        return Cell("", self.row.place)

    def place(self, key: str) -> Place:
        """The cell that fills a key; else the row."""
        index = self.headings.columns.get(key)
        return self.row.place if index is None else self.at(index).place

    def lines(self, key: str) -> str:
        """The text of a cell with its line breaks; empty where it is none, which is complained."""
        index = self.headings.columns.get(key)
        return "" if index is None else self.plain(index)

    def text(self, key: str) -> str:
        """The text of a cell on one line."""
        return " ".join(self.lines(key).split())

    def plain(self, index: int) -> str:
        """The text of the cell of a column, unless it holds a formula or an error."""
        cell = self.at(index)
        if CUT.search(cell.text):
            self.complain(
                cell.place,
                "I302",
                "the cell holds only a part of its text.",
                "Copy the whole from the place named at its end.",
            )
        if not cell.fault:
            return cell.text
        what = "holds a formula" if cell.fault == "formula" else "shows an error"
        self.complain(
            cell.place,
            "I302",
            f"the cell {what}, {short(cell.text)}.",
            "Copy the cell and paste it back as a value."
            if cell.fault == "formula"
            else "Write what it should say, or leave it empty.",
        )
        return ""

    def complain(self, place: Place, code: str, message: str, remedy: str) -> None:
        """Note a problem, once."""
        problem = Problem(place, code, message, remedy)
        if problem not in self.problems:
            self.problems.append(problem)

    def check(self, key: str, sentence: str) -> None:
        """Ask whoever edits the file to look at what was put under a key."""
        self.comment(key, f"CHECK: {sentence}")

    def comment(self, key: str, sentence: str) -> None:
        """Say something above a key."""
        self.comments.setdefault(key, []).append(" ".join(sentence.split()))

    def heading(self, key: str) -> str:
        """The name of a column, as the sheet writes it; ours where it has none."""
        index = self.headings.columns.get(key)
        if index is None:
            return HEADING_OF[key]
        return " ".join(self.headings.row.cells[index].text.split())


def short(text: str) -> str:
    """A text short enough to be quoted in a sentence."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
