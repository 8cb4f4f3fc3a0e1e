"""What a measure has several of, as a cell with one line for each, both ways.

The parts of a line stand in a fixed order with a stroke between them, such as ``sufficiently
reliable | to show the trend | GAO | 2009-06 | GAO-09-709, line 977``; what was made up ends in
``| illustrative``.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from milepost.plan.model import Measure, Overlap, Plausible, Reliability, Role, SeriesBreak
from milepost.plan.yaml_source import Tree

PARTS: Final = {
    "reliability": ("level", "purpose", "by", "on", "source"),
    "overlaps": ("between", "measure", "note", "source"),
    "series_breaks": ("period", "reason", "source"),
    "roles": ("agency", "role", "authority", "source"),
    "plausible": ("low", "high", "source"),
}
# Of these a measure has one or none.
SINGLE: Final = frozenset({"plausible"})
Item = Overlap | Plausible | Reliability | Role | SeriesBreak
_ILLUSTRATIVE: Final = "illustrative"
_MAY_BE_MADE_UP: Final = frozenset(PARTS) - {"overlaps", "plausible"}
_STROKE: Final = re.compile(r"\s*(?<!\\)\|\s*")


def as_lines(key: str, measure: Measure) -> str:
    """A line for each item that a measure has of a key."""
    held: tuple[Item, ...] | Item | None = getattr(measure, key)
    items = held if isinstance(held, tuple) else () if held is None else (held,)
    return "\n".join(_line(key, item) for item in items)


def _line(key: str, item: Item) -> str:
    parts = []
    for name in PARTS[key]:
        value = getattr(item, name)
        text = ", ".join(value) if isinstance(value, tuple) else str(value or "")
        if isinstance(value, Decimal):
            text = f"{value:f}"
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
