"""An actual of StratML Part 2 as a row that an agency could have sent."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final

from milepost.interchange.stratml import Block
from milepost.interchange.stratml_gathered import Gathered, Reported, shortened
from milepost.interchange.stratml_source import Element
from milepost.interchange.stratml_texts import line_of
from milepost.intervals import UnreadableNumberError, read_statement
from milepost.submissions.model import ABSENCES

_HEADS: Final = (
    "agency", "measure", "period", "value", "of", "bound", "absence", "source", "note",
)  # fmt: skip
_ONE_SIDED: Final = {"at least": "Low", "more than": "Low", "at most": "High", "less than": "High"}
_DECIMALS: Final = 12
_FORMULAS: Final = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure with its bound, or why there is none.

    Attributes:
        period: for which period.
        number: the number in words that are read back; empty for none.
        part: the counted part of a whole; empty for none.
        whole: the whole.
        absence: why there is no number, in the words of agencies.
        source: the document it stands in.
        note: what was said beside it.
    """

    period: str
    number: str
    part: str
    whole: str
    absence: str
    source: str
    note: str

    def reported(self, agency: str, measure: str, unit: str) -> Reported:
        """The row in which an agency would have reported it."""
        value, of = self.number, ""
        counted = unit == "percent" or self.part == self.number
        if counted and _is_a_count(self.part) and _is_a_count(self.whole):
            value, of = self.part, self.whole
        note = self.note or ("The document says so." if self.absence else "")
        # Whoever opens the file in a spreadsheet before it is handed in meets no formula.
        source, note = (f"'{t}" if t.startswith(_FORMULAS) else t for t in (self.source, note))
        cells = (agency, measure, self.period, value, of, "", self.absence, source, note)
        return Reported(agency, self.period, cells)


def figure_row(
    element: Element, said: Block, period: str, unit: str, gathered: Gathered
) -> FigureRow | None:
    """The row of an actual; None where it says neither a number nor why an agency had none."""
    absence = next((word for word in ABSENCES if word == said.first("Actual")), "")
    number = stated(element, said, unit)
    if not period or not (number or absence):
        if not said.lines:
            text = text_of(element) or line_of(element, "NumberOfUnits", as_written=True)
            why = "it has no period." if number else "it has no number."
            gathered.lose(f'ActualResult "{shortened(text)}"', element.line, why)
        return None
    note = said.first("Caveat") or ("" if said.lines else text_of(element))
    return FigureRow(
        period,
        number,
        (said.first("Part") or "").replace(",", ""),
        (said.first("Whole") or "").replace(",", ""),
        absence,
        gathered.document,
        note,
    )


def text_of(element: Element) -> str:
    """What an actual of another program says in words."""
    return line_of(element, "Description", as_written=False)


def stated(element: Element, said: Block, unit: str) -> str:
    """The number of an actual in words that are read back: 280, about 14, at least 280, 394-406."""
    low, high = said.first("Low"), said.first("High")
    words = said.first("Stated") or said.first("Actual") or ""
    if (low or high) and _says_just_that(words, low, high, unit):
        return words
    bound = said.first("Bound") or ""
    if bound in _ONE_SIDED:
        end = said.first(_ONE_SIDED[bound])
        return f"{bound} {_as_decimal(end, up=end == high)}" if end else ""
    if low and high:
        ends = [_as_decimal(end, up=up) for end, up in ((low, False), (high, True))]
        error = said.first("Standard error")
        if ends[0] == ends[1]:
            return f"{ends[0]} (standard error {error})" if error else ends[0]
        return f"{ends[0]}-{ends[1]}"
    number = line_of(element, "NumberOfUnits", as_written=True)
    try:
        return f"{Decimal(number):f}" if number else ""
    except InvalidOperation:
        return ""


def _says_just_that(words: str, low: str | None, high: str | None, unit: str) -> bool:
    """Whether the words in which it was published mean the very numbers beside them."""
    try:
        meant = read_statement(words, unit).interval()
        ends = tuple(None if end is None else Fraction(end) for end in (low, high))
    except (UnreadableNumberError, ValueError, ZeroDivisionError):
        return False
    return (meant.low, meant.high) == ends


def _as_decimal(end: str, *, up: bool) -> str:
    """An end that may be a fraction, rounded outward where its decimals do not end."""
    numerator, _, denominator = end.partition("/")
    if not denominator:
        return end
    scaled = int(numerator) * 10**_DECIMALS
    whole = -(-scaled // int(denominator)) if up else scaled // int(denominator)
    return f"{Decimal(whole).scaleb(-_DECIMALS):f}"


def _is_a_count(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def as_files(rows: Iterable[Reported]) -> Iterator[tuple[str, str]]:
    """The rows as files that `milepost submit` takes, one for each agency and period."""
    files: dict[tuple[str, str], list[Reported]] = {}
    for row in rows:
        files.setdefault((row.period, row.agency), []).append(row)
    for (period, agency), held in files.items():
        stream = io.StringIO(newline="")
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(_HEADS)
        writer.writerows(row.cells for row in held)
        yield f"figures/{period}/{agency}.csv", stream.getvalue()
