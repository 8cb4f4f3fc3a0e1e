"""Roll-ups for a terminal of 80 columns: a table for each kind of group, then the sentences."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

from milepost.scorecard.composite import CompositeLine
from milepost.scorecard.contributions import ContributionLines
from milepost.scorecard.rollup import GroupLine, RollUps, RollUpTable
from milepost.scorecard.wrapping import wrapped

_WIDTH: Final = 80
# Two lines of heading, and how wide the column is.
_COLUMNS: Final = (
    ("", "figures", 9), ("", "due", 4), ("", "met", 5), ("not", "met", 4), ("unde-", "cided", 6),
    ("achie-", "ved", 7), ("on", "track", 6), ("at", "risk", 5), ("off", "track", 6),
    ("not", "rated", 6),
)  # fmt: skip
_TITLE: Final = _WIDTH - sum(width for *_, width in _COLUMNS)


def lines(found: RollUps) -> Iterator[str]:
    """All of it, line by line."""
    if found.illustrative and found.tables:
        yield "Illustrative: every figure is made up."
        yield ""
    for i, table in enumerate(found.tables):
        if i:
            yield ""
        yield from _table(table)
    for composite in found.composites:
        yield ""
        yield from _composite(composite)
    for contribution in found.contributions:
        yield ""
        yield from _contribution(contribution)


def _table(table: RollUpTable) -> Iterator[str]:
    upper = "".join(f"{title:>{width}}" for title, _, width in _COLUMNS)
    yield f"{'':<{_TITLE}}{upper}".rstrip()
    lower = "".join(f"{title:>{width}}" for _, title, width in _COLUMNS)
    heading, *rest = textwrap.wrap(table.title, _TITLE - 1)
    yield f"{heading:<{_TITLE}}{lower}"
    yield from rest
    for group in table.groups:
        yield from _group(group)
    if table.note:
        yield from _wrap(table.note)


def _group(group: GroupLine) -> Iterator[str]:
    made_up = " (illustrative)" if group.illustrative else ""
    cells = (
        f"{group.with_value}/{group.measures}", group.due, group.met, group.not_met,
        group.indeterminate, group.achieved, group.on_track, group.at_risk, group.off_track,
        group.not_rated,
    )  # fmt: skip
    row = "".join(f"{cell:>{width}}" for cell, (*_, width) in zip(cells, _COLUMNS, strict=True))
    first, *rest = textwrap.wrap(f"{group.title}{made_up}", _TITLE - 1)
    yield f"{first:<{_TITLE}}{row}"
    yield from rest
    measures = "1 measure" if group.measures == 1 else f"{group.measures} measures"
    covered = (
        f"{measures}: {group.with_target} with a target, {group.with_value} with a figure, "
        f"{group.rated} rated."
    )
    why = ", ".join(f"{reason} {number}" for reason, number in group.reasons)
    told = [covered, f"Not rated: {why}." if why else "", group.standing]
    yield from _wrap(" ".join(part for part in told if part), "    ")


def _composite(line: CompositeLine) -> Iterator[str]:
    made_up = " (illustrative)" if line.illustrative else ""
    yield from _wrap(f"{line.title}{made_up}, {line.group}: {line.sentence}", hang="  ")


def _contribution(found: ContributionLines) -> Iterator[str]:
    made_up = " (illustrative)" if found.illustrative else ""
    head = f"{found.title}{made_up}, {found.period}: {found.together}, together."
    yield from _wrap(head, hang="  ")
    for part in found.parts:
        told = [f"{part.agency}: {part.figure}"]
        if part.alone:
            told.append(f"counted by nobody else: {part.alone}")
        told.append(f"share of the total: {part.share}" if part.share else "share: not to be told")
        yield from _wrap("; ".join(told) + ".", "  ", "    ")
    for double in found.doubles:
        yield from _wrap(double, "  ", "    ")


def _wrap(text: str, first: str = "", hang: str | None = None) -> list[str]:
    return wrapped(text, first, first if hang is None else hang)
