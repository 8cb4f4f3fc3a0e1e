"""The heads of what was sent: which separator, which column of the file is which of the extract."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from milepost.facts.engines.opened import Duck, quoted
from milepost.plan.model import Extract
from milepost.sources import Place, Problem, did_you_mean
from milepost.submissions.file_kinds import kind_of

_SEPARATORS: Final = (",", ";", "\t", "|")
_LONGEST_HEAD: Final = 1_000_000
_NESTED: Final = re.compile(
    r"(STRUCT|MAP|UNION|VARIANT|GEOMETRY|TUPLE)\b|.*\[[0-9]*\]$|BLOB$|BIT$|.* WITH TIME ZONE$"
)
PARQUET: Final = b"PAR1"


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the head of a file.

    Attributes:
        separator: between cells of a CSV; empty of Parquet.
        headings: as they stand there.
        types: of Parquet, the type of each.
    """

    separator: str
    headings: tuple[str, ...]
    types: tuple[str, ...] = ()

    @property
    def is_parquet(self) -> bool:
        """Whether it is Parquet."""
        return not self.separator

    def place_of(self, column: str) -> int | None:
        """Which heading is a declared column, counted from 0."""
        plain = [as_column(heading) for heading in self.headings]
        return plain.index(column) if column in plain else None


def as_column(heading: str) -> str:
    """A heading as columns are named: without its letters' case, spaces and hyphens."""
    return re.sub(r"[\s\-_]+", "_", heading.strip().strip("\ufeff").casefold())


def head_of_csv(path: Path, extract: Extract) -> Head | None:
    """The head of a CSV, split by the separator that finds most of the columns; None for none."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        text = file.read(_LONGEST_HEAD)
    known = {as_column(column.name) for column in extract.columns}
    heads = []
    for separator in _SEPARATORS:
        try:
            first = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
        except csv.Error:
            continue
        found = len(known & {as_column(heading) for heading in first})
        heads.append((found, len(first), Head(separator, tuple(first))))
    best = max(heads, key=lambda head: head[:2], default=None)
    return best[2] if best and any(map(str.strip, best[2].headings)) else None


def head_of_parquet(path: Path, duck: Duck) -> Head:
    """The columns of a Parquet file with their types."""
    found = duck.rows(f"DESCRIBE SELECT * FROM read_parquet({quoted(str(path))})")  # noqa: S608  # quoted
    return Head("", tuple(row[0] for row in found), tuple(row[1] for row in found))


def kind_refused(begins: bytes) -> str:
    """What a file is that is neither text nor Parquet, or nothing."""
    if begins.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "a workbook or a packed file"
    return kind_of(begins)


def problems_of(head: Head, extract: Extract, name: str) -> Iterator[Problem]:
    """What is wrong with a head."""
    place = Place(name, 0 if head.is_parquet else 1)
    declared = [column.name for column in extract.columns]
    plain = {column.casefold(): column for column in declared}
    found = [as_column(heading) for heading in head.headings]
    strange = [h for h, c in zip(head.headings, found, strict=True) if c not in plain]
    missing = [column for column in declared if as_column(column) not in found]
    twice = [column for column, count in Counter(found).items() if count > 1 and column in plain]
    if missing:
        yield Problem(
            place,
            "S502",
            f"{_columns(missing)} of {extract.id} {'is' if len(missing) == 1 else 'are'} not in "
            f"it.{''.join(_meant(column, strange) for column in missing[:3])}",
            "Send all columns that are declared; where nothing is known, leave the cells blank.",
        )
    for column in twice:
        yield Problem(
            place, "S504", f'"{column}" stands twice in the heading.', "Take one of the two out."
        )
    for heading in strange:
        yield Problem(
            place,
            "S503",
            f'"{heading}" is no column of {extract.id} and was left out.'
            f"{did_you_mean(heading, missing or declared)}",
            "Take it out, or have it declared in the plan.",
            "warning",
        )
    for heading, column, kind in zip(head.headings, found, head.types, strict=False):
        if column in plain and _NESTED.match(kind):
            yield Problem(
                place,
                "S507",
                f'"{heading}" is of type {kind}, which holds no single text, number or day.',
                "Write it as a text, a number or a date.",
            )


def _columns(names: Sequence[str]) -> str:
    *first, last = (f'"{name}"' for name in names)
    return f"{', '.join(first)} and {last}" if first else last


def _meant(column: str, strange: Iterable[str]) -> str:
    words = did_you_mean(column, strange)
    return f' Is "{column}" what stands there as {words.partition("mean ")[2]}' if words else ""
