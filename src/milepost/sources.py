"""Where a thing was said, and what was wrong with it.

Every room reports mistakes of its users as :class:`Problem` values, all of them together, and
never as an exception: an exception is a bug of ours.
"""

from __future__ import annotations

import difflib
import json
import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


# Characters that move a terminal's cursor, end a line or turn the order of what is beside them.
_NOT_SHOWN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\ufff9-\ufffb]"
)


# What a spreadsheet takes for a formula; the wide forms are those of East Asian keyboards.
_BEGINS_A_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(E[+-]?[0-9]+)?")


def as_no_formula(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe in front, but of numbers."""
    if not text.startswith(_BEGINS_A_FORMULA) or _NUMBER.fullmatch(text):
        return text
    return f"'{text}"


def printable(text: str) -> str:
    """A text in which every character that does not show, or acts, is spelt out."""
    if text.isascii() and text.isprintable():
        return text
    return _NOT_SHOWN.sub(lambda found: _spelt_out(found[0]), text)


def _spelt_out(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing was written, in the form editors and spreadsheets jump to.

    Attributes:
        file: the path as the user gave it or as the workspace shows it.
        line: line in a text file, from 1; 0 where the whole file is meant.
        column: column in that line, from 1; 0 where the whole line is meant.
        sheet: the sheet of a workbook, else empty.
        cell: the cell of a sheet or of a table in CSV, such as ``D14``, else empty.
    """

    file: str
    line: int = 0
    column: int = 0
    sheet: str = ""
    cell: str = ""

    @property
    def order(self) -> tuple[str, str, int, int, int, str]:
        """By which places are put in order: as a reader goes through them, D2 before D10."""
        column, row = self.cell.rstrip("0123456789"), self.cell.lstrip(_LETTERS)
        return (self.file, self.sheet, self.line or int(row or 0), self.column, len(column), column)

    def __str__(self) -> str:
        if self.sheet:
            return (
                f"{self.file}:{self.sheet}!{self.cell}"
                if self.cell
                else f"{self.file}:{self.sheet}"
            )
        if self.cell:
            return f"{self.file}:{self.line}, cell {self.cell}"
        return ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The line a problem is in, with the stretch that is wrong."""

    text: str
    column: int
    width: int = 1

    def caret(self) -> str:
        """The line itself and, below it, carets under the stretch."""
        shown = self.text.rstrip("\n").replace("\t", " ")
        start = max(self.column, 1) - 1
        if start > _EXCERPT_WIDTH:
            cut = start - _EXCERPT_WIDTH // 2
            shown, start = "…" + shown[cut:], start - cut + 1
        width = max(1, min(self.width, len(shown) - start))
        if len(shown) > _EXCERPT_WIDTH + 1:
            shown = shown[:_EXCERPT_WIDTH] + "…"
        width = max(1, min(width, len(shown) - start))
        return f"{shown}\n{' ' * start}{'^' * width}"


_EXCERPT_WIDTH = 90


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in what a user gave, with what to do about it.

    Attributes:
        place: where it is.
        code: stable, P… for the plan, S… for what agencies send; listed in docs/problems.md.
        message: what is wrong, with the offending text.
        remedy: what to write instead.
        severity: an error takes the thing out; a warning only marks it.
        excerpt: the line, where there is one to show.
    """

    place: Place
    code: str
    message: str
    remedy: str
    severity: Severity = "error"
    excerpt: Excerpt | None = None

    def __post_init__(self) -> None:
        # Both quote what others wrote; nothing of it may act on a terminal or hide on a page.
        object.__setattr__(self, "message", printable(self.message))
        lines = "\n".join(printable(line) for line in self.remedy.split("\n"))
        object.__setattr__(self, "remedy", lines)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, by place, so that a run always reads the same."""
    distinct = dict.fromkeys(problems)
    return tuple(sorted(distinct, key=lambda p: (p.place.order, p.code, p.message)))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of them takes something out, rather than only marking it."""
    return any(p.severity == "error" for p in problems)


def count_in_words(problems: Sequence[Problem]) -> str:
    """Such as ``2 errors, 1 warning``; ``no problems`` where there are none."""
    counts = [
        (sum(1 for p in problems if p.severity == severity), severity)
        for severity in ("error", "warning")
    ]
    words = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in counts if n]
    return ", ".join(words) or "no problems"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`` Did you mean "…"?`` for the nearest known word, or nothing at all.

    The comparison ignores case, spaces, hyphens and underscores, which is where most slips lie.
    """

    def plain(text: str) -> str:
        return text.lower().replace("_", "").replace("-", "").replace(" ", "")

    meant = plain(word)
    options = {plain(k): k for k in known}
    nearest = difflib.get_close_matches(meant, options, n=3, cutoff=0.6)
    if not nearest:
        return ""

    def alike(option: str) -> float:
        return difflib.SequenceMatcher(None, option, meant).ratio()

    # Of those that are equally near, one that begins as the word does: ATF for ATV, and not SAT.
    as_near = [option for option in nearest if alike(option) == alike(nearest[0])]
    best = next((option for option in as_near if option[:1] == meant[:1]), nearest[0])
    return f' Did you mean "{options[best]}"?'


def as_text(problem: Problem, width: int = 0) -> str:
    """Place, severity, code, message; then the line with its caret; then the remedy.

    Args:
        problem: the problem.
        width: at how many columns sentences are folded, the line with its caret never; 0 for not.
    """
    head = f"{problem.place}: {problem.severity} {problem.code}: {problem.message}"
    lines = _folded(head, "", " " * 8, width)
    if problem.excerpt:
        lines += ["    " + line for line in problem.excerpt.caret().splitlines()]
    for line in problem.remedy.splitlines():
        lines += _folded(line, "    ", "    ", width)
    return "\n".join(lines)


def _folded(text: str, first: str, rest: str, width: int) -> list[str]:
    """A text as lines of a width, no word of it broken; one that fits or has no width as it is."""
    if not width or len(first) + len(text) <= width:
        return [first + text]
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def as_github(problem: Problem) -> str:
    """One workflow command a problem, which a code host shows beside the line itself."""

    def escaped(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def property_value(text: str) -> str:
        return escaped(text).replace(":", "%3A").replace(",", "%2C")

    place = problem.place
    properties = [f"file={property_value(place.file)}"]
    properties += [f"line={place.line}"] if place.line else []
    properties += [f"col={place.column}"] if place.column else []
    properties.append(f"title={property_value(problem.code)}")
    # A workbook has no lines to show the message beside, so its cell goes into the text.
    where = "!".join(part for part in (place.sheet, place.cell) if part) if place.sheet else ""
    text = escaped(f"{where}: " * bool(where) + f"{problem.message} {problem.remedy}")
    return f"::{problem.severity} {','.join(properties)}::{text}"


def as_json(problems: Iterable[Problem]) -> str:
    """A list of objects, described by docs/schemas/problems.schema.json."""
    rows = [
        {
            "file": p.place.file,
            "line": p.place.line or None,
            "column": p.place.column or None,
            "sheet": p.place.sheet or None,
            "cell": p.place.cell or None,
            "severity": p.severity,
            "code": p.code,
            "message": p.message,
            "remedy": p.remedy,
        }
        for p in problems
    ]
    return json.dumps({"problems": rows}, indent=2, ensure_ascii=False)
