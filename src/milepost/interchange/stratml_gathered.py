"""What an import has found so far, and the files it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from milepost.interchange.stratml import ILLUSTRATIVE, Block
from milepost.interchange.stratml_names import Names
from milepost.plan.as_yaml import as_yaml
from milepost.plan.yaml_source import Tree

LONGEST_TEXT: Final = 90_000
_MOST_ENTRIES: Final = 2_000
_MOST_CHARACTERS: Final = 1_500_000

_READ: Final = frozenset({"Strategy", "Need", "Statement", "Report", "Scale", ""})

Entry = dict[str, Tree]


@dataclass(frozen=True, slots=True)
class Reported:
    """A row of a file that an agency could have sent, as it is written there."""

    agency: str
    period: str
    cells: tuple[str, ...]


@dataclass(slots=True)
class Gathered:
    """What was found, as it will stand in the files.

    Attributes:
        document: how the document is cited.
        is_ours: whether Milepost wrote it, so that its conventions hold throughout.
        names: the identifiers that are taken.
        sections: the entries of each section.
        comments: comments above entries, by section and position.
        not_carried: what the plan has no place for, a sentence each.
        ids: by kind and by what the document calls a thing, the identifier it was given.
        sentences: what stands in it as a sentence only, by what it is.
        figures: what was reported, as rows of files.
        fiscal_year_starts: the month in which the document's fiscal year begins.
    """

    document: str
    is_ours: bool
    names: Names
    sections: dict[str, list[Entry]] = field(default_factory=dict)
    comments: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    not_carried: list[str] = field(default_factory=list)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    sentences: dict[str, list[str]] = field(default_factory=dict)
    figures: list[Reported] = field(default_factory=list)
    fiscal_year_starts: str = "October"

    def cite(self, where: str) -> str:
        """The source of a thing that the document states."""
        return f"{self.document}, {where}" if where else self.document

    def add(self, section: str, entry: Entry, *comments: str) -> None:
        """Add an entry, with comments above it."""
        entries = self.sections.setdefault(section, [])
        if comments:
            self.comments[section, len(entries)] = list(comments)
        entries.append({key: value for key, value in entry.items() if value not in ("", [], None)})

    def comment(self, section: str, text: str) -> None:
        """Put a comment above the newest entry of a section."""
        at = (section, len(self.sections[section]) - 1)
        self.comments.setdefault(at, []).append(text)

    def lose(self, what: str, line: int, why: str) -> None:
        """Say what is not carried."""
        self.not_carried.append(f"{what}{f' (line {line})' if line else ''}: {why}")

    def keep_sentences(self, blocks: Iterable[Block]) -> None:
        """Remember what stands there as a sentence only, to be said together in the end."""
        for block in blocks:
            if block.label not in _READ:
                name = block.name.removeprefix(ILLUSTRATIVE).partition(": ")[0]
                self.sentences.setdefault(block.label, []).append(shortened(name))

    def kept(self, text: str, what: str, line: int) -> str:
        """A text, cut where no value of a plan may be as long."""
        if len(text) <= LONGEST_TEXT:
            return text
        self.lose(what, line, f"what follows after {LONGEST_TEXT:,} characters was cut off.")
        return text[:LONGEST_TEXT].rstrip()

    def file(self, name: str, section: str, heading: str) -> Iterator[tuple[str, str]]:
        """The entries of a section as a file, or as several where one would be too large."""
        start = 0
        for number, chunk in enumerate(self._chunks(section), start=1):
            comments = {
                (section, i): self.comments[section, start + i]
                for i in range(len(chunk))
                if (section, start + i) in self.comments
            }
            path = f"{name}.yaml" if number == 1 else f"{name}-{number}.yaml"
            yield path, as_yaml({section: list(chunk)}, heading, comments)
            start += len(chunk)

    def _chunks(self, section: str) -> Iterator[Sequence[Entry]]:
        entries, size, start = self.sections.get(section, []), 0, 0
        for i, entry in enumerate(entries):
            size += len(str(entry)) + sum(map(len, self.comments.get((section, i), ())))
            if i > start and (size > _MOST_CHARACTERS or i - start >= _MOST_ENTRIES):
                yield entries[start:i]
                start, size = i, len(str(entry))
        if entries[start:]:
            yield entries[start:]


def shortened(text: str, most: int = 60) -> str:
    """A text as a sentence can quote it."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"
