"""The report of ``milepost evaluate`` for a terminal: a table, its reasons, and what lies beside.

At 80 columns a judgement takes two lines, with whose it is and the periods in the second; from 120
columns on it takes one. A cell that does not fit goes on below: nothing is cut off.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Final

from milepost.scorecard.as_text import MARKS
from milepost.scorecard.model import Figure, Row, Tally, Verdict
from milepost.scorecard.report import SECTIONS, Group, Line, Report
from milepost.scorecard.said import SAID, words
from milepost.scorecard.wrapping import wrapped

WIDTH: Final = 80
_NARROWEST: Final = 80
_WIDEST: Final = 200
_ONE_LINE: Final = 120

# A cell is a few lines of text. The first width is that of the number, the others are shares of
# what is left, the gaps apart.
_Cells = Sequence[Sequence[str]]
_TWO_LINES: Final = (4, 20, 12, 12, 13, 14)
_IN_ONE: Final = (5, 24, 12, 17, 10, 15, 10, 13, 18)
# A promise in many words stands with the reasons, where there is room for it.
_MOST_OF_A_TARGET: Final = 40
_COUNTS: Final = (
    ("figures", 9), ("due", 5), ("met", 5), ("not met", 9), ("undecided", 11),
)  # fmt: skip


def as_text(report: Report, width: int = WIDTH) -> str:
    """The whole report as plain text.

    Args:
        report: the report.
        width: how many columns there are; 80 in a pipe, so that its bytes are the same everywhere.
    """
    width = max(_NARROWEST, min(width, _WIDEST))
    return "\n".join(line.rstrip() for line in _report(report, width)) + "\n"


def _report(report: Report, width: int) -> Iterator[str]:
    yield from _head(report, width)
    if report.groups:
        yield ""
        yield from _tallies(report, width)
    for group in report.groups:
        yield from _group(group, width)
    yield from _reasons(report, width)
    for title, lines in SECTIONS:
        found = list(lines(report, width))
        while found and not found[-1]:
            found.pop()
        if found:
            yield from _heading(title, width)
            yield from found
    yield from _heading("How it was judged", width)
    for i, paragraph in enumerate(report.method):
        yield from [""] if i else []
        yield from _wrap(paragraph, width)
    yield ""
    yield f"Milepost {report.version}"


def _head(report: Report, width: int) -> Iterator[str]:
    yield report.title.upper()
    is_another_day = report.plan_as_of not in ("", report.as_of)
    plan = f"; the plan as of {report.plan_as_of}" if is_another_day else ""
    said = f"{report.strategy}. {report.issued_by}. As of {report.as_of}{plan}."
    yield from _wrap(said, width)
    if report.illustrative:
        yield "*** ILLUSTRATIVE: every figure in this document is made up. ***"
    for narrowed in report.narrowed_to:
        yield from _wrap(f"Only {narrowed}.", width, hang="  ")
    if report.not_shown:
        measures = "measure is" if report.not_shown == 1 else "measures are"
        yield from _wrap(
            f"{report.not_shown} {measures} not shown: law-enforcement sensitive, or computed from "
            "what is (21 U.S.C. 1705(c)(4)).",
            width,
        )
    yield ""
    if report.groups:
        yield from _wrap(report.headline, width)
    else:
        yield "No measure that may be shown fits what was asked for."


def _tallies(report: Report, width: int) -> Iterator[str]:
    """The counts of all objectives, coverage first."""
    room = width - sum(size for _, size in _COUNTS)
    yield " " * room + "".join(f"{title:>{size}}" for title, size in _COUNTS)
    for group in report.groups:
        yield from _counted(group.tally, room)
    yield from _counted(report.total, room)
    if report.made_up:
        yield from _counted(report.made_up, room, is_covered=False)


def _counted(tally: Tally, room: int, *, is_covered: bool = True) -> Iterator[str]:
    covered = f"{tally.with_value}/{tally.measures}" if is_covered else ""
    cells = (covered, tally.due, tally.met, tally.not_met, tally.indeterminate)
    counts = "".join(f"{cell:>{size}}" for cell, (_, size) in zip(cells, _COUNTS, strict=True))
    title = _wrap(tally.title, room - 1, hang="  ")
    yield f"{title[0]:<{room}}{counts}"
    yield from title[1:]


def _group(group: Group, width: int) -> Iterator[str]:
    made_up = " (illustrative)" if group.illustrative else ""
    yield from _heading(f"{group.title}{made_up}", width)
    yield from _wrap(_in_counts(group.tally), width)
    if group.made_up:
        yield from _wrap(f"Counted apart, illustrative: {_targets(group.made_up)}", width)
    yield ""
    yield from _folded(_titles(width), width)
    yield "-" * width
    for line in group.lines:
        yield from _folded(_in_one(line) if width >= _ONE_LINE else _in_two(line), width)
    if group.figures:
        yield ""
        yield "For other periods, not rated:"
    for figure in group.figures:
        yield from _wrap(_figure(figure), width, "  - ", hang="    ")


def _in_counts(tally: Tally) -> str:
    covered = (
        f"Measures with a figure: {tally.with_value} of {tally.measures}; with a target: "
        f"{tally.with_target} of {tally.measures}."
    )
    return f"{covered} {_targets(tally)}"


def _targets(tally: Tally) -> str:
    return (
        f"Targets due: {tally.due}; met {tally.met}, not met {tally.not_met}, undecided "
        f"{tally.indeterminate}. Not due: {tally.not_due}. Outlook: achieved {tally.achieved}, on "
        f"track {tally.on_track}, at risk {tally.at_risk}, off track {tally.off_track}, not rated "
        f"{tally.not_rated}."
    )


def _titles(width: int) -> _Cells:
    if width >= _ONE_LINE:
        names = ("", "Measure", "Whose", "Actual", "Period", "Target", "Due", "Result", "Outlook")
        return [[name] for name in names]
    return [
        [],
        ["Measure", "whose"],
        ["Actual", "period"],
        ["Target", "due"],
        ["Result"],
        ["Outlook"],
    ]


def _in_two(line: Line) -> _Cells:
    """Six cells, with the periods and whose it is beneath."""
    row = line.row
    return [
        [f"[{line.number}]"],
        [row.title, f"{row.agency}{_made_up(line)}"],
        [_with_unit(row), row.actual_period],
        ["in words" if _is_long(row) else row.target or "none", row.target_period],
        _verdict(row.result, row.in_other_words.result if row.in_other_words else ""),
        _verdict(row.rating, row.in_other_words.rating if row.in_other_words else ""),
    ]


def _in_one(line: Line) -> _Cells:
    """Nine cells beside one another."""
    number, (title, whose), (actual, period), (target, due), result, outlook = _in_two(line)
    return [number, [title], [whose], [actual], [period], [target], [due], result, outlook]


def _is_long(row: Row) -> bool:
    return len(row.target) > _MOST_OF_A_TARGET


def _made_up(line: Line) -> str:
    """Whether all of a row was made up, or what of it."""
    if not line.illustrative:
        return ""
    parts = line.row.illustrative
    return "; illustrative" + ("" if "measure" in parts or not parts else f" {' and '.join(parts)}")


def _with_unit(row: Row) -> str:
    bare = row.exact is None or row.unit in ("percent", "USD")
    if bare:
        return row.actual
    figure = row.actual.removesuffix(" so far")
    return f"{figure} {row.unit}{row.actual[len(figure) :]}"


def _verdict(verdict: Verdict | None, theirs: str) -> list[str]:
    """Our word with its mark, and beneath it the word of the other vocabulary."""
    if verdict is None:
        return ["-"]
    ours = f"{MARKS[verdict.mark]} {verdict.word}"
    return [ours, f'"{theirs}"'] if theirs else [ours]


def _folded(cells: _Cells, width: int) -> Iterator[str]:
    """Cells beside one another, each going on below where its text is longer than it is wide."""
    widths = _widths(len(cells), width)
    columns = [
        [part for text in cell for part in textwrap.wrap(text, wide, break_on_hyphens=False)]
        for cell, wide in zip(cells, widths, strict=True)
    ]
    for parts in zip_longest(*columns, fillvalue=""):
        yield " ".join(f"{part:<{wide}}" for part, wide in zip(parts, widths, strict=True))


def _widths(count: int, width: int) -> list[int]:
    """How wide each cell is: the number as it is, the others by shares, the rest to the measure."""
    number, *shares = _TWO_LINES if count == len(_TWO_LINES) else _IN_ONE
    room = width - (count - 1) - number
    others = [room * share // sum(shares) for share in shares[1:]]
    return [number, room - sum(others), *others]


def _reasons(report: Report, width: int) -> Iterator[str]:
    """Why each came out so, under its number, with what was said of it."""
    if not report.groups:
        return
    yield from _heading("Reasons", width)
    for line in report.lines:
        row = line.row
        told = [row.reason] if row.reason else []
        if _is_long(row) and row.target not in row.reason:
            told.append(f"Promised: {row.target}.")
        if row.baseline:
            made_up = " (illustrative)" if "baseline" in row.illustrative else ""
            told.append(f"Baseline {row.baseline}{made_up}.")
        told += line.destroyed
        if not row.target:
            told.append("No target is declared.")
        label = f"[{line.number}]"
        yield from _wrap(" ".join(told) or row.title, width, f"{label:<6}", hang=" " * 6)
        for said in row.said:
            yield from _wrap(f"{SAID[said.kind]}: {words(said)}", width, " " * 6, hang=" " * 8)


def _figure(figure: Figure) -> str:
    bare = figure.exact is None or figure.unit in ("percent", "USD")
    value = figure.value if bare else f"{figure.value} {figure.unit}"
    made_up = " (illustrative)" if figure.illustrative else ""
    owner = f" ({figure.owner})" if figure.owner else ""
    return f"{figure.title}, {figure.period}{owner}: {value}{made_up}; {figure.not_rated}"


def _heading(title: str, width: int) -> Iterable[str]:
    return ["", "", *_wrap(title.upper(), width), "=" * width]


def _wrap(text: str, width: int, first: str = "", hang: str = "") -> list[str]:
    return wrapped(text, first, hang, width)
