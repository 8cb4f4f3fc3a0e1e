"""The report of ``milepost evaluate`` as a table for a spreadsheet: a line for each judgement."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from milepost.scorecard.report import Group, Line, Report
from milepost.sources import as_no_formula

COLUMNS: Final = (
    "id", "objective", "measure", "title", "unit", "agency", "baseline", "target", "due", "actual",
    "actual_period", "low", "high", "low_open", "high_open", "part", "whole", "result", "outlook",
    "result_in_other_words", "outlook_in_other_words", "reason", "illustrative",
)  # fmt: skip


def as_csv(report: Report) -> str:
    """The judgements, a line each, with lines that end as RFC 4180 has them.

    ``low`` and ``high`` are the ends of the actual exactly, a fraction "a/b" where its decimals do
    not end; an end without bound is empty. A text that a spreadsheet would take for a formula has
    an apostrophe in front.
    """
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for group in report.groups:
        for line in group.lines:
            table.writerow(as_no_formula(" ".join(cell.split())) for cell in _cells(group, line))
    return written.getvalue()


def _cells(group: Group, line: Line) -> Iterator[str]:
    row, exact, theirs = line.row, line.row.exact, line.row.in_other_words
    yield from (row.id, group.id, row.measure, row.title, row.unit, row.agency, row.baseline)
    yield from (row.target, row.target_period, row.actual, row.actual_period)
    if exact is None:
        yield from ("",) * 6
    else:
        yield from (exact.low or "", exact.high or "")
        yield from (_yes_no(exact.low_open), _yes_no(exact.high_open))
        yield from (exact.part or "", exact.whole or "")
    yield row.result.word if row.result else ""
    yield row.rating.word
    yield from (theirs.result, theirs.rating) if theirs else ("", "")
    yield row.reason
    yield _yes_no(line.illustrative)


def _yes_no(said: bool) -> str:  # noqa: FBT001  # it is the value that is written
    return "yes" if said else "no"
