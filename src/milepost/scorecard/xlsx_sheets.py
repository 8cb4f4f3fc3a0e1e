"""Which tables share a sheet of the workbook: small ones that are read together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from milepost.scorecard.typed_tables import TypedTable

_LONGEST: Final = 31  # letters of the name of a sheet
# Only tables without columns that are folded away; each other table has a sheet of its own.
SHARED: Final[dict[str, tuple[str, ...]]] = {
    "First page": ("attention", "changed"),
    "Counts": ("year-on-year", "counts"),
    "Objectives": ("objectives", "needs", "objective-agencies"),
    "Risks": ("risks", "contribution"),
    "Mechanisms": ("mechanisms", "mechanism-reviews"),
    "Recommendations": ("recommendations", "recommendation-parts", "milestones"),
    "Punctuality": ("punctuality", "windows"),
    "Assertions, explanations": ("assertions", "explanations-owed", "published-as-owed"),
    "Misses": ("misses", "obligations", "answers"),
    "Audit of the strategy": ("audit", "audit-objectives", "audit-in-print"),
    "Changes": ("goalposts", "goalpost-ratings"),
    "Since earlier editions": ("editions", "restated", "moved-goalposts", "moved-ratings"),
    "Assessments and limits": ("assessments", "limits"),
    "Data lacking": ("lacking-counts", "lacking"),
    "What ratings depend on": ("depends", "what-ifs"),
    "Method and words": ("method", "waivers", "glossary"),
    "Footnotes": ("footnotes", "places"),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its tables, one below the other.

    Attributes:
        name: its name.
        tables: those that have rows.
    """

    name: str
    tables: tuple[TypedTable, ...]


def sheet_of(table: TypedTable) -> str:
    """The name of the sheet on which a table stands."""
    own = (name for name, tables in SHARED.items() if table.name in tables)
    return next(own, table.title[:_LONGEST])


def sheets(found: Iterable[TypedTable]) -> tuple[Sheet, ...]:
    """The sheets of a workbook, in the order of the tables; none for tables without rows."""
    named: dict[str, list[TypedTable]] = {}
    for table in found:
        if table.rows:
            named.setdefault(sheet_of(table), []).append(table)
    return tuple(Sheet(name, _in_order(name, tables)) for name, tables in named.items())


def _in_order(name: str, tables: list[TypedTable]) -> tuple[TypedTable, ...]:
    order = SHARED.get(name, ())
    return tuple(sorted(tables, key=lambda t: order.index(t.name) if t.name in order else 0))
