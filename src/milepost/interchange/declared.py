"""What a plan declares that a spreadsheet may name, even while the plan has errors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from milepost.interchange.columns import plainly
from milepost.plan.places import Places
from milepost.plan.yaml_source import YamlFile
from milepost.sources import Place, did_you_mean

_SEPARATOR: Final = re.compile(r"\s*(?:[,;\n/&+]|\band\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Declared:
    """Objectives and agencies by identifier, with their names; where each measure is declared.

    Attributes:
        objectives: titles by identifier.
        agencies: names by identifier.
        measures: the place of each.
        issuer: the agency that issues the strategy; empty where none is declared.
    """

    objectives: Mapping[str, str]
    agencies: Mapping[str, str]
    measures: Mapping[str, Place]
    issuer: str = ""

    @classmethod
    def of(cls, places: Places) -> Declared:
        """What is declared at these places."""
        names: dict[str, dict[str, str]] = {"objectives": {}, "agencies": {}}
        measures: dict[str, Place] = {}
        issuer = ""
        looked_through: dict[tuple[str, str], dict[str, str]] = {}
        for (section, identifier), (_, file) in places.marks.items():
            if section == "measures":
                measures[identifier] = places.at(section, identifier)
            elif section == "strategy":
                issuer = _text_of((file.tree or {}).get("strategy"), "issued_by")
            elif section in names:
                known = looked_through.setdefault((file.shown, section), {})
                if not known:
                    known.update(_names_in(file, section))
                names[section][identifier] = known.get(identifier, "")
        return cls(names["objectives"], names["agencies"], measures, issuer)

    def objective(self, text: str) -> str | None:
        """The objective of a name: its identifier or title, or both as "identifier: title"."""
        return _found(text, self.objectives) or _found(text.partition(":")[0], self.objectives)

    def like_objective(self, text: str) -> str:
        """A suggestion for an objective that is not declared."""
        return _like(text, self.objectives)

    def like_agency(self, text: str) -> str:
        """A suggestion for an agency that is not declared."""
        return _like(text, self.agencies)

    def agency(self, text: str) -> str | None:
        """The agency of a name: its identifier or name, or both as "name (identifier)"."""
        if found := _found(text, self.agencies):
            return found
        both = re.fullmatch(r"(?P<name>.+?)\s*\((?P<id>[^()]+)\)", text.strip())
        if both is None:
            return None
        # A list of several names that ends in brackets is not the last of them alone.
        is_one = not _SEPARATOR.search(both["name"])
        return _found(both["name"], self.agencies) or (
            _found(both["id"], self.agencies) if is_one else None
        )

    def agencies_in(self, text: str) -> tuple[list[str], list[str]]:
        """The agencies that a cell names, and what it names that is none.

        Names may hold the very commas and "and" that stand between them, so the longest stretch
        that is a name is taken first.
        """
        spans = [found.span() for found in _SEPARATOR.finditer(text)]
        starts = [0, *(end for _, end in spans)]
        ends = [*(start for start, _ in spans), len(text)]
        known: list[str] = []
        unknown: list[str] = []
        at = 0
        while at < len(starts):
            furthest = min(len(ends), at + _MOST_PARTS)
            for last in range(furthest - 1, at - 1, -1):
                part = text[starts[at] : ends[last]].strip()
                if (found := self.agency(part)) or last == at:
                    if found and found not in known:
                        known.append(found)
                    elif not found and part:
                        unknown.append(part)
                    at = last + 1
                    break
        return known, unknown


_MOST_PARTS: Final = 8


def _names_in(file: YamlFile, section: str) -> dict[str, str]:
    entries = (file.tree or {}).get(section)
    key = "title" if section == "objectives" else "name"
    return {
        _text_of(entry, "id"): _text_of(entry, key)
        for entry in (entries if isinstance(entries, list) else [])
    }


def _text_of(tree: object, key: str) -> str:
    value = tree.get(key) if isinstance(tree, dict) else None
    return " ".join(value.split()) if isinstance(value, str) else ""


def _found(text: str, names: Mapping[str, str]) -> str | None:
    plain = plainly(text)
    if not plain:
        return None
    for identifier, name in names.items():
        if plain in (plainly(identifier), plainly(name)):
            return identifier
    return None


def _like(text: str, names: Mapping[str, str]) -> str:
    return did_you_mean(text, [*names, *(name for name in names.values() if name)])
