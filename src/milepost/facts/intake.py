"""Takes in a delivery: what of its rows is good goes on, what is not is kept apart with its reason.

Everything is asked of whole columns within the engine. First all rows are written as if they were
good (``all_good``). Where one was not, each file is read again: its good rows are written, and the
others are kept apart in their order, each with its number and why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from milepost.facts import found, keeping
from milepost.facts.all_good import written_at_once
from milepost.facts.cell_checks import CellCheck, cell_checks
from milepost.facts.declaration import codes_of, declaration_digest
from milepost.facts.engines.opened import Duck, DuckError, named, opened, quoted
from milepost.facts.headings import (
    PARQUET,
    Head,
    head_of_csv,
    head_of_parquet,
    kind_refused,
    problems_of,
)
from milepost.facts.quarantine import Quarantine
from milepost.facts.same_keys import repeated_keys, rows_of, without_repeats
from milepost.facts.sources_of_rows import Source, forget_misshapen
from milepost.plan.model import Extract, Plan
from milepost.sources import Place, Problem, has_errors, in_order
from milepost.submissions.extracts import Store, StoredRows

_AT_ONCE: Final = "at-once.parquet"
_GOOD: Final = "good.parquet"
_NOT_TAKEN: Final = "not-taken.parquet"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a delivery is held against.

    Attributes:
        plan: the plan.
        extract: the extract.
        received_on: the day of receipt.
        first: the first day of the period it was sent for.
        last: the last one.
        memory_limit: how much memory the engine may take; None for its own limit.
    """

    plan: Plan
    extract: Extract
    received_on: dt.date
    first: dt.date
    last: dt.date
    memory_limit: str | None = None

    @property
    def codes(self) -> Mapping[str, Sequence[str]]:
        """The codes of each column of codes."""
        columns = (c for c in self.extract.columns if c.type == "code")
        return {column.name: codes_of(self.plan, column) for column in columns}


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of taking in a delivery.

    Attributes:
        stored: what lies in the store now; None where nothing could be read.
        problems: everything that was found.
        copies: how many rows said just what another one says.
    """

    stored: StoredRows | None
    problems: tuple[Problem, ...]
    copies: int = 0

    @property
    def rows(self) -> int:
        """How many rows were sent."""
        return self.copies + (self.stored.rows + self.stored.quarantined if self.stored else 0)


def take_in(asked: Asked, files: Sequence[tuple[str, Path]], store: Store) -> Taken:
    """Check the rows of a delivery, and put them into the store.

    Args:
        asked: what they are held against.
        files: the name of each file as it came, and where it lies.
        store: where the rows are kept.

    Raises:
        OSError: where the store cannot be read or written.
    """
    with keeping.scratch(store) as folder, opened(folder / "spill", asked.memory_limit) as duck:
        sources, problems = _sources(asked.extract, files, folder, duck)
        if has_errors(problems):
            return Taken(None, in_order(problems))
        try:
            taken = _take_in(asked, sources, duck, folder)
        except DuckError as error:
            return Taken(None, in_order([*problems, _unreadable(files, error)]))
        stored = taken.stored
        if stored is not None and stored.rows:
            stored = replace(stored, digest=keeping.put_rows(folder / _GOOD, store))
        if stored is not None and stored.quarantined:
            stored = replace(stored, quarantine=keeping.put_rows(folder / _NOT_TAKEN, store))
        return replace(taken, stored=stored, problems=in_order([*problems, *taken.problems]))


def _sources(
    extract: Extract, files: Sequence[tuple[str, Path]], folder: Path, duck: Duck
) -> tuple[list[Source], list[Problem]]:
    """Every file with its head, and what keeps it from being read."""
    sources, problems = [], []
    for name, path in files:
        head: Head | None
        looks = keeping.looks_of(path)
        try:
            if looks.begins.startswith(PARQUET):
                head = head_of_parquet(path, duck)
            elif kind := kind_refused(looks.begins):
                problems.append(_refused(name, f"this is {kind}."))
                continue
            elif looks.zeros and not looks.utf_16:
                # Checked row by row, unless it is no text at all.
                head = head_of_csv(path, extract)
            else:
                path = keeping.in_utf_8(path, folder, looks)  # noqa: PLW2901  # the same, readable
                head = head_of_csv(path, extract)
        except (DuckError, UnicodeError) as error:
            problems.append(_refused(name, f"it cannot be read: {_first_line(error)}"))
            continue
        if head is None:
            problems.append(_refused(name, "it has no heading."))
            continue
        problems += problems_of(head, extract, name)
        sources.append(Source(name, path, head, looks))
    return sources, problems


def _take_in(asked: Asked, sources: Sequence[Source], duck: Duck, folder: Path) -> Taken:
    """Check all files; the rows are then in the folder, those that were not taken apart."""
    extract = asked.extract
    checks = cell_checks(extract, asked.codes, asked.received_on)
    quarantine = Quarantine(duck, extract, checks)
    parts = [folder / _AT_ONCE]
    in_lines = [True] * len(sources)
    if not (at_once := written_at_once(duck, extract, checks, sources, parts[0])):
        parts = [folder / f"part-{number}.parquet" for number in range(len(sources))]
        in_lines = [
            _one(number, source, part, checks, quarantine, extract, duck)
            for number, (source, part) in enumerate(zip(sources, parts, strict=True))
        ]
    repeats = repeated_keys(duck, extract, parts)
    if repeats.differing:
        if at_once:
            in_lines = [_is_in_lines(source, extract, duck) for source in sources]
        for number, source in enumerate(sources):
            quarantine.take_differing(number, source)
    without_repeats(duck, extract, parts, repeats, folder / _GOOD)
    names = [source.name for source in sources]
    quarantined = len(quarantine)
    if quarantined:
        quarantine.write(folder / _NOT_TAKEN, names, found.words_of(extract))
    span = (asked.first, asked.last, asked.received_on)
    held = rows_of([folder / _GOOD])
    rows, days, warnings = found.of_good_rows(duck, extract, held, span)
    name = names[0] if len(names) == 1 else extract.id
    problems = (
        *found.of_quarantine(duck, extract, list(zip(names, in_lines, strict=True)), asked.codes),
        *found.as_warnings(name, warnings, repeats, extract),
    )
    declared = declaration_digest(asked.plan, extract)
    stored = StoredRows(declared, "", rows, "", quarantined, days)
    return Taken(stored, problems, repeats.copies)


def _one(  # noqa: PLR0913  # one file of a delivery with all that it is held against
    number: int,
    source: Source,
    part: Path,
    checks: Sequence[CellCheck],
    quarantine: Quarantine,
    extract: Extract,
    duck: Duck,
) -> bool:
    """Write the good rows of a file and keep the others apart; whether a row is a line of it."""
    forget_misshapen(duck)
    values = ", ".join(f"{check.value} AS {named(check.column.name)}" for check in checks)
    texts = source.texts(extract, "told")
    written = duck.one(
        f"COPY (SELECT {values} FROM ({texts}) AS s WHERE {quarantine.good}) "  # noqa: S608
        f"TO {quoted(str(part))} (FORMAT parquet)"
    )[0]
    before = len(quarantine)
    misshapen = 0 if source.head.is_parquet else quarantine.take_misshapen(number)
    sent = _count(source, duck)
    if sent is None or sent != written + misshapen:
        quarantine.take_bad(number, source)
        sent = written + len(quarantine) - before
    return not source.head.is_parquet and source.looks.line_ends == sent + 1


def _is_in_lines(source: Source, extract: Extract, duck: Duck) -> bool:
    """Whether each row of a file of which all rows are good is a line of it."""
    texts = source.texts(extract, "left out")
    rows = duck.one(f"SELECT count(*) FROM ({texts})")[0]  # noqa: S608  # quoted
    return bool(source.looks.line_ends == rows + 1)


def _count(source: Source, duck: Duck) -> int | None:
    """How many rows a file has, where that is known without reading it."""
    if source.head.is_parquet:
        path = quoted(str(source.path))
        return int(duck.one(f"SELECT count(*) FROM read_parquet({path})")[0])  # noqa: S608
    return None if source.looks.quotes or source.looks.utf_16 else source.looks.line_ends - 1


def _refused(name: str, what: str) -> Problem:
    return Problem(
        Place(name),
        "S501",
        what,
        "Send a CSV in UTF-8 with a heading, or Parquet, not packed.",
    )


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".") + "."


def _unreadable(files: Sequence[tuple[str, Path]], error: Exception) -> Problem:
    name = files[0][0] if len(files) == 1 else ""
    return _refused(name, f"it cannot be read: {_first_line(error)}")
