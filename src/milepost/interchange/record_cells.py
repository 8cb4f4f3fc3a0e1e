"""What a measure has several of, as a cell with one line for each, both ways.

The parts of a line stand in a fixed order with a stroke between them, such as ``sufficiently
reliable | to show the trend | GAO | 2009-06 | GAO-09-709, line 977``; what was made up ends in
``| illustrative``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from milepost.plan.model import Overlap, Reliability, Role, SeriesBreak
from milepost.plan.yaml_source import Tree

PARTS: Final = {
    "reliability": ("level", "purpose", "by", "on", "source"),
    "overlaps": ("between", "measure", "note", "source"),
    "series_breaks": ("period", "reason", "source"),
    "roles": ("agency", "role", "authority", "source"),
}
_ILLUSTRATIVE: Final = "illustrative"
_MAY_BE_MADE_UP: Final = frozenset(PARTS) - {"overlaps"}
_STROKE: Final = re.compile(r"\s*(?<!\\)\|\s*")


def as_lines(key: str, items: Iterable[Overlap | Reliability | Role | SeriesBreak]) -> str:
    """A line for each item."""
    return "\n".join(_line(key, item) for item in items)


def _line(key: str, item: Overlap | Reliability | Role | SeriesBreak) -> str:
    parts = []
    for name in PARTS[key]:
        value = getattr(item, name)
        text = ", ".join(value) if isinstance(value, tuple) else str(value or "")
        parts.append(text.replace("|", "\\|"))
    if getattr(item, _ILLUSTRATIVE, False):
        parts.append(_ILLUSTRATIVE)
    return " | ".join(parts)


def read_items(key: str, text: str) -> list[Tree] | None:
    """The items of a cell as the plan writes them; None where a line is of another form."""
    items: list[Tree] = []
    for line in filter(str.strip, text.splitlines()):
        parts = [part.replace("\\|", "|") for part in _STROKE.split(line.strip())]
        is_made_up = (
            key in _MAY_BE_MADE_UP
            and len(parts) > len(PARTS[key])
            and parts[-1].lower() == _ILLUSTRATIVE
        )
        if is_made_up:
            del parts[-1]
        if len(parts) != len(PARTS[key]):
            return None
        item: dict[str, Tree] = {
            name: part for name, part in zip(PARTS[key], parts, strict=True) if part
        }
        if "between" in item:
            item["between"] = [agency.strip() for agency in parts[0].split(",")]
        if is_made_up:
            item[_ILLUSTRATIVE] = "true"
        items.append(item)
    return items
