"""The words of StratML Part 1 (ISO 17469-1), and how what it has no element for is written in it.

Part 1 has goals, objectives and stakeholders, and nothing for roles, needs, sources, money or
measures. These are written as lines "Label: text" in OtherInformation, below the line
:data:`HEADING`, and in the Description of a stakeholder: plain sentences to a reader, and to the
import the way back. docs/stratml.md describes the convention.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

NAMESPACE: Final = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"
NAMESPACE_OF_REPORTS: Final = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"
NAMESPACES: Final = frozenset(
    {
        NAMESPACE,
        "http://www.stratml.net",
        NAMESPACE_OF_REPORTS,
        "http://www.stratml.net/PerformancePlanOrReport",
        "",
    }
)

HEADING: Final = "By the conventions of Milepost:"
MADE_UP: Final = "made up to show a feature."
ALL_MADE_UP: Final = "Illustrative: every figure behind this document is made up."
ILLUSTRATIVE: Final = "Illustrative: "
NOT_IN_SOURCE: Final = (
    "The source says that there is such an objective, but does not print its text."
)
NO_STATEMENT: Final = "the description repeats the title."
NO_GOAL: Final = "no-goal"
NO_GOAL_NAME: Final = "No goal is declared"
LEFT_OUT: Final = "control characters, which XML cannot hold."

ROLES: Final = ("lead", "co-lead", "supporting", "consulted")

# What XML 1.0 cannot hold, and of the rest what YAML cannot.
NOT_IN_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NOT_IN_YAML: Final = re.compile("[\x7f-\x84\x86-\x9f\ufeff]")

_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*\n\s*")
_LINE: Final = re.compile(r"([A-Z][A-Za-z ]{1,40}): (.*)")


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines "Label: text" that are about one thing, which the first of them names."""

    lines: tuple[tuple[str, str], ...]

    @property
    def label(self) -> str:
        """What it is about: the label of its first line."""
        return self.lines[0][0] if self.lines else ""

    @property
    def name(self) -> str:
        """The text of its first line."""
        return self.lines[0][1] if self.lines else ""

    def first(self, label: str) -> str | None:
        """The text of the first line with a label."""
        return next((text for other, text in self.lines if other == label), None)

    def all(self, label: str) -> tuple[str, ...]:
        """The texts of all lines with a label."""
        return tuple(text for other, text in self.lines if other == label)

    @property
    def is_illustrative(self) -> bool:
        """Whether what it is about was made up."""
        return self.first("Illustrative") is not None


def one_line(text: str) -> str:
    """A text without any break."""
    return " ".join(text.split())


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The paragraphs of a text: what stands between blank lines, each on one line."""
    # What neither form can hold is no paragraph by itself.
    return tuple(
        one_line(part)
        for part in _BLANK_LINE.split(text)
        if one_line(NOT_IN_YAML.sub("", NOT_IN_XML.sub("", part)))
    )


def as_block(*lines: tuple[str, str | Iterable[str] | None]) -> str:
    """Write a block; what is None is left out, and a label with several texts is repeated."""
    written = []
    for label, said in lines:
        texts = (said,) if isinstance(said, str) else tuple(said or ())
        written += [f"{label}: {one_line(text)}" for text in texts if one_line(text)]
    return "\n".join(written)


def as_other_information(note: str | None, blocks: Iterable[str]) -> str:
    """What stands in an OtherInformation: a note, and below the heading the blocks."""
    held = [block for block in blocks if block]
    parts = [note] if note else []
    return "\n\n".join([*parts, HEADING, *held] if held else parts)


def read_other_information(text: str) -> tuple[str, tuple[Block, ...]]:
    """The note of an OtherInformation, and the blocks below the heading."""
    parts = [part.strip() for part in _BLANK_LINE.split(text) if part.strip()]
    at = next((i for i, part in enumerate(parts) if one_line(part) == HEADING), len(parts))
    blocks = [(part, read_block(part)) for part in parts[at + 1 :]]
    # What somebody added below without a label is free text again.
    free = [*parts[:at], *(part for part, block in blocks if not block.lines)]
    note = "\n\n".join(one_line(part) for part in free)
    return note, tuple(block for _, block in blocks if block.lines)


def read_block(text: str) -> Block:
    """The lines "Label: text" of a text; a line without a label belongs to the one above it."""
    lines: list[tuple[str, str]] = []
    for line in text.splitlines():
        found = _LINE.fullmatch(line.strip())
        if found:
            lines.append((found[1], one_line(found[2])))
        elif lines and line.strip():
            lines[-1] = (lines[-1][0], one_line(f"{lines[-1][1]} {line}"))
    return Block(tuple(lines))


def things_named(blocks: Iterable[Block], label: str) -> Iterator[Block]:
    """The blocks about things of one kind."""
    return (block for block in blocks if block.label == label)
