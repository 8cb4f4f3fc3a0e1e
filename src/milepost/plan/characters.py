"""Where each character of a value stands in the file it was read from.

A value may be written plainly, in quotes with escapes, or over several lines, folded or as they
are; what is wrong within it is shown at its own line and column all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from milepost.plan.yaml_source import Mark, YamlFile
from milepost.sources import Place

# A character of the value, and where it stands: line and column, from 0.
_Character = tuple[str, int, int]

_PROPERTIES: Final = re.compile(r"(?:[&!]\S*\s+)*")
_HEAD: Final = re.compile(r"[|>][+-]?(\d?)")
_LONG_ESCAPES: Final = {"x": 2, "u": 4, "U": 8}
_ESCAPES: Final = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f",
    "r": "\r", "e": "\x1b", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip


def place_within(file: YamlFile, mark: Mark, value: str, at: int) -> Place | None:
    """The place of a character of a value.

    Args:
        file: the file.
        mark: where the value begins.
        value: the value as it was read.
        at: which of its characters, from 0; one past the last is what is missing at the end.

    Returns:
        The place, or None where the value is not written in that place as it was read.
    """
    first = mark.place.line - 1
    if not 0 <= first < len(file.lines):
        return None
    line = file.lines[first]
    begin = mark.place.column - 1
    if found := _PROPERTIES.match(line, begin):
        begin = found.end()
    wanted = min(at, len(value) - 1)
    outer = mark.key.column - 1 if mark.key is not None else 0
    for index, (character, row, column) in enumerate(_written(file.lines, first, begin, outer)):
        if index > wanted or index >= len(value) or character != value[index]:
            return None
        if index == wanted:
            return Place(file.shown, row + 1, column + 1 + (at > wanted))
    return None


def _written(lines: Sequence[str], row: int, begin: int, outer: int) -> Iterator[_Character]:
    opening = lines[row][begin : begin + 1]
    if opening in {"|", ">"}:
        return _block(lines, row, begin, outer)
    flowing = _flowing(lines, row, begin + (opening in {"'", '"'}))
    if opening == "'":
        return _single_quoted(flowing)
    return _double_quoted(flowing, lines) if opening == '"' else flowing


def _flowing(lines: Sequence[str], row: int, begin: int) -> Iterator[_Character]:
    """Text over several lines: a line's end is a blank, an empty line is a break."""
    while row < len(lines):
        text = lines[row]
        # A backslash at the end of a line in double quotes joins the two.
        end = len(text) if text.endswith("\\") else len(text.rstrip(" \t"))
        yield from ((text[column], row, column) for column in range(begin, end))
        following = row + 1
        while following < len(lines) and not lines[following].strip(" \t"):
            following += 1
        if following >= len(lines):
            return
        empty = following - row - 1
        yield from (("\n" if empty else " ", row, max(end, begin)) for _ in range(max(empty, 1)))
        row, begin = following, len(lines[following]) - len(lines[following].lstrip(" \t"))


def _single_quoted(written: Iterator[_Character]) -> Iterator[_Character]:
    for character in written:
        if character[0] == "'":
            next(written, None)  # two stand for one
        yield character


def _double_quoted(written: Iterator[_Character], lines: Sequence[str]) -> Iterator[_Character]:
    for character, row, column in written:
        if character != "\\":
            yield character, row, column
            continue
        if column == len(lines[row]) - 1:
            # The line's end is escaped: of the break that follows, a single blank is no part.
            for fold in written:
                if fold[0] != " " or fold[1] != row:
                    yield fold
                    break
                break
            continue
        kind = next(written, ("",))[0]
        digits = "".join(next(written, ("",))[0] for _ in range(_LONG_ESCAPES.get(kind, 0)))
        meant = chr(int(digits, 16)) if digits else _ESCAPES.get(kind, kind)
        yield meant, row, column


def _block(lines: Sequence[str], row: int, begin: int, outer: int) -> Iterator[_Character]:
    """Text under a head, "|" for lines as they are and ">" for lines that are folded."""
    head = _HEAD.match(lines[row], begin)
    below = range(row + 1, len(lines))
    indents = (len(lines[i]) - len(lines[i].lstrip(" ")) for i in below if lines[i].strip(" "))
    indent = outer + int(head[1]) if head and head[1] else next(indents, 0)
    folded = lines[row][begin] == ">"
    empty, before = 0, ""
    for i in below:
        text = lines[i][indent:]
        if not text.strip(" ") and len(lines[i]) <= indent:
            empty += 1
            continue
        said = "\n" * empty
        if before:
            kept = not folded or {before[:1], text[:1]} & {" ", "\t"}
            said = "\n" * (empty + 1) if kept else said or " "
        yield from ((character, i - 1, indent + len(before)) for character in said)
        yield from ((text[n], i, n + indent) for n in range(len(text)))
        empty, before = 0, text
