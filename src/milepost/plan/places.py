"""Where each thing in the plan was written, by section, identifier and path."""

from __future__ import annotations

from dataclasses import dataclass, field

from milepost.plan.characters import place_within
from milepost.plan.yaml_source import Mark, YamlFile
from milepost.sources import Excerpt, Place

Name = tuple[str, str]
Step = str | int


@dataclass(slots=True)
class Places:
    """An index that is kept beside the plan, so that its values stay plain."""

    marks: dict[Name, tuple[Mark, YamlFile]] = field(default_factory=dict)

    def add(self, name: Name, mark: Mark, file: YamlFile) -> None:
        """Remember where a thing was declared."""
        self.marks[name] = (mark, file)

    def at(self, section: str, identifier: str, *path: Step) -> Place:
        """Where something is written, or the nearest thing around it."""
        if (section, identifier) not in self.marks:
            return Place(section)
        mark, _ = self.marks[section, identifier]
        found, _ = mark.nearest(path)
        return _shown_at(found)[0] if path else mark.key or mark.place

    def excerpt(self, section: str, identifier: str, *path: Step) -> Excerpt | None:
        """The line of a place, with the stretch that the value takes."""
        if (section, identifier) not in self.marks:
            return None
        mark, file = self.marks[section, identifier]
        return file.excerpt(*_shown_at(mark.nearest(path)[0]))

    def within(
        self, name: Name, path: tuple[Step, ...], value: str, at: int, width: int
    ) -> tuple[Place, Excerpt | None]:
        """Where a stretch of a value is written, at its own line and column."""
        if name in self.marks:
            mark, file = self.marks[name]
            found, reached = mark.nearest(path)
            place = place_within(file, found, value, at) if reached else None
            if place is not None:
                return place, file.excerpt(place, width)
        return self.at(*name, *path), self.excerpt(*name, *path)

    def line(self, section: str, identifier: str, *path: Step) -> str:
        """The text of the line something is written in, without its indentation."""
        excerpt = self.excerpt(section, identifier, *path)
        return excerpt.text.strip() if excerpt else ""


def _shown_at(mark: Mark) -> tuple[Place, int]:
    """Where to point for a value: at itself, and for what has keys or entries at its own name."""
    if mark.children and mark.key is not None:
        return mark.key, mark.key_width
    return mark.place, mark.width
