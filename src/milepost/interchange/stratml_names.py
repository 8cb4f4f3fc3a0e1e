"""Identifiers for what another document names in its own way: short, unique, the same each time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

_ANY_ID: Final = re.compile(r"[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*")
_AGENCY_ID: Final = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*")
_BY_MACHINE: Final = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}|[0-9]+$", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"(.*\S)\s*\(([A-Z][A-Z0-9&./ -]{0,99})\)")
_SMALL: Final = frozenset({"of", "the", "and", "for", "in", "on", "to", "de", "la", "del", "y"})
_LONGEST: Final = 60
_LONGEST_ACRONYM: Final = 30


@dataclass(slots=True)
class Names:
    """The identifiers that are taken, section by section.

    Attributes:
        known: what the plan declares already, as section and identifier.
        taken: what this import has given away.
    """

    known: Collection[tuple[str, str]] = ()
    taken: set[tuple[str, str]] = field(default_factory=set)
    _next: dict[tuple[str, str], int] = field(default_factory=dict)

    def take(self, section: str, wanted: str) -> str:
        """The identifier itself, or with a number where it is taken."""
        name = wanted
        while (section, name) in self.taken or (section, name) in self.known:
            # Counted on from the last, because some documents name a thousand things alike.
            number = self._next.get((section, wanted), 2)
            self._next[section, wanted] = number + 1
            name = f"{wanted}-{number}"
        self.taken.add((section, name))
        return name


def is_an_id(text: str) -> bool:
    """Whether it can be an identifier of the plan as it stands."""
    return _ANY_ID.fullmatch(text) is not None


def is_an_agency_id(text: str) -> bool:
    """Whether it can be the identifier of an agency as it stands."""
    return _AGENCY_ID.fullmatch(text) is not None


def id_for(given: str, name: str, otherwise: str) -> str:
    """An identifier from the one a document gives, where a person made it; else from a name."""
    plain = given.strip().lstrip("_")
    if is_an_id(plain) and len(plain) <= _LONGEST and not _BY_MACHINE.match(plain):
        return plain
    return kebab(name) or otherwise


def kebab(name: str) -> str:
    """A name in small letters and hyphens, cut between words; empty where nothing is left of it."""
    words = re.findall(r"[a-z0-9]+", _plain(name).lower())
    if "".join(words).isdigit():
        return ""
    kept: list[str] = []
    for word in words:
        if len("-".join([*kept, word])) > _LONGEST and kept:
            break
        kept.append(word[:_LONGEST])
    return "-".join(kept)


def agency_id(name: str, acronym: str) -> str:
    """An agency's identifier from its acronym, or from the first letters of its name."""
    if made := _capitals(acronym):
        return made
    words = re.findall(r"[A-Za-z0-9]+", _plain(name))
    initials = "".join(w[0] for w in words if w.lower() not in _SMALL and w[0].isupper())
    made = _capitals(initials if len(initials) > 1 else name)
    return made or "AGENCY"


def without_acronym(name: str) -> tuple[str, str]:
    """A name and the acronym that stands in brackets at its end; empty where none does."""
    found = _BRACKETS.fullmatch(name)
    return (found[1], found[2]) if found else (name, "")


def _capitals(text: str) -> str:
    words = re.findall(r"[A-Z0-9]+", re.sub(r"[.'\u2019]", "", _plain(text)).upper())
    made = "-".join(words)[:_LONGEST_ACRONYM].rstrip("-").lstrip("-0123456789")
    return made if is_an_agency_id(made) else ""


def _plain(text: str) -> str:
    """A text in the letters of English, as far as they have a counterpart there."""
    return unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode()
