"""The door through which JSON comes in: the long table as an agency's system would write it.

A list of objects whose keys are the columns of the long table, or an object that holds the list as
``observations``. The standard library's reader forgets where things stood, rounds 4.10 and keeps
only the last of two equal keys; so the text is cut into words here, and every value keeps its line
and column and the digits it was written with. Nothing calls itself: depth costs no stack.
"""

from __future__ import annotations

import bisect
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, NamedTuple

from milepost.sources import Place, Problem
from milepost.submissions.cells import (
    LONGEST_LINE,
    MOST_CELLS,
    MOST_ROWS,
    Cell,
    Cells,
    Row,
    nothing_written,
)

MOST_KEYS: Final = 100
# Texts, numbers and marks; also lines.
MOST_WORDS: Final = 5_000_000
LIST: Final = "observations"
_FARTHEST_EXPONENT: Final = 30
_LONGEST_NUMBER: Final = 1_000
_LONGEST_SHOWN: Final = 30

_WORD: Final = re.compile(
    r'[ \t\r\n]*(?:(?P<text>"(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*+")'
    r"|(?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![0-9A-Za-z.+-]))"
    r"|(?P<word>(?:true|false|null|NaN|-?Infinity)(?![0-9A-Za-z]))"
    r"|(?P<mark>[][{}:,])|(?P<end>\Z))"
)
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_SHAPE: Final = (
    f'Send a list of objects, [{{"agency": …, "measure": …, "period": …, "value": …}}, …], '
    f'or {{"{LIST}": [...]}} around it.'
)
_TOTALS: Final = "Send totals, one row per measure and period."
_SYNTAX: Final = "Look at what stands there and just before, or let a JSON program write the file."


class _Token(NamedTuple):
    kind: str
    text: str
    start: int


class _NotATableError(Exception):
    """The text is no table from here on."""

    def __init__(self, start: int, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.start, self.code, self.message, self.remedy = start, code, message, remedy


def looks_like_json(content: bytes, shown: str) -> bool:
    """Whether a file is to be read as JSON: by how it begins, or by its name."""
    begins = content[:1_000].removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return begins in {b"[", b"{"} or shown.lower().endswith(".json")


def read_json(content: bytes, shown: str) -> Cells:
    """Read a table of JSON; its keys become the head of a table, in the order they first appear."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"line {line} holds a character that is not UTF-8."
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            line, message = 0, "the file is written as UTF-16, not as UTF-8."
        remedy = "Write the file as UTF-8: JSON that is exchanged is nothing else (RFC 8259)."
        return Cells((), (Problem(Place(shown, line), "S020", message, remedy),))
    if text.count("\n") > MOST_WORDS:
        message = f"the file has more than {MOST_WORDS:,} lines."
        return Cells((), (Problem(Place(shown), "S007", message, _TOTALS),))
    table = _Table(text, shown)
    try:
        table.read()
    except _NotATableError as error:
        problem = Problem(table.place(error.start), error.code, error.message, error.remedy)
        return Cells((), (problem,))
    return Cells(table.as_rows()) if table.objects else nothing_written(Place(shown))


@dataclass(slots=True)
class _Object:
    """One object as it was read: its cells by key."""

    place: Place
    cells: dict[str, Cell]


@dataclass
class _Table:
    """Cuts a text into words and gathers its objects."""

    text: str
    shown: str
    objects: list[_Object] = field(default_factory=list)
    head: dict[str, Place] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lines = [0, *(found.end() for found in re.finditer("\n", self.text))]
        self.words = self._words()

    def place(self, start: int) -> Place:
        """Line and column of a character, both from 1."""
        line = bisect.bisect_right(self.lines, start)
        return Place(self.shown, line, start - self.lines[line - 1] + 1)

    def read(self) -> None:
        """Gather the objects of the document."""
        token = self._next()
        wrapped = token.text == "{"
        if wrapped:
            key = self._next()
            if key.kind != "text" or _string(key) != LIST:
                raise _not_alone(key)
            self._expect(":")
            token = self._next()
        if token.text != "[":
            message = f"here stands {_named(token)}, not a list of observations."
            raise _NotATableError(token.start, "S021", message, _SHAPE)
        self._list()
        if wrapped and self._expect(",", "}").text == ",":
            raise _not_alone(self._next())
        self._expect("")

    def as_rows(self) -> tuple[Row, ...]:
        """A head, and the objects in its order."""
        head = Row.of(self.place(0), [Cell(key, place) for key, place in self.head.items()])
        rows = (
            Row.of(o.place, [o.cells.get(key) or Cell("", o.place) for key in self.head])
            for o in self.objects
        )
        return (head, *rows)

    def _words(self) -> Iterator[_Token]:
        position = 0
        for _ in range(MOST_WORDS):
            found = _WORD.match(self.text, position)
            if found is None:
                space = _SPACE.match(self.text, position)
                start = space.end() if space else position
                shown = _short(self.text[start : start + _LONGEST_SHOWN * 2].split("\n")[0])
                message = f"from here on this is not JSON: {shown}."
                raise _NotATableError(start, "S020", message, _SYNTAX)
            kind = found.lastgroup or "end"
            start, length = found.start(kind), found.end() - found.start(kind)
            if length > LONGEST_LINE:
                message = f"what begins here is {length:,} characters long."
                remedy = f"A text takes no more than {LONGEST_LINE:,}. Send what it sums up."
                raise _NotATableError(start, "S005", message, remedy)
            yield _Token(kind, found[kind], start)
            position = found.end()
        message = f"the file holds more than {MOST_WORDS:,} texts, numbers and marks."
        raise _NotATableError(position, "S007", message, _TOTALS)

    def _next(self) -> _Token:
        return next(self.words)

    def _expect(self, *marks: str) -> _Token:
        token = self._next()
        if token.text not in marks or token.kind == "text":
            wanted = " or ".join(mark or "the end of the file" for mark in marks)
            message = f"here stands {_named(token)}, where {wanted} was expected."
            raise _NotATableError(token.start, "S020", message, _SYNTAX)
        return token

    def _list(self) -> None:
        token = self._next()
        if token.text == "]":
            return
        while True:
            if token.text != "{":
                message = f"here stands {_named(token)}, not an observation."
                code = "S020" if token.kind == "end" else "S021"
                remedy = _SYNTAX if token.kind == "end" else _SHAPE
                raise _NotATableError(token.start, code, message, remedy)
            if len(self.objects) >= MOST_ROWS:
                message = f"the table has more than {MOST_ROWS:,} rows."
                raise _NotATableError(token.start, "S007", message, _TOTALS)
            self.objects.append(_Object(self.place(token.start), self._object()))
            if len(self.objects) * len(self.head) > MOST_CELLS:
                message = f"the table has more than {MOST_CELLS:,} cells."
                raise _NotATableError(token.start, "S007", message, _TOTALS)
            if self._expect(",", "]").text == "]":
                return
            token = self._next()

    def _object(self) -> dict[str, Cell]:
        cells: dict[str, Cell] = {}
        token = self._next()
        if token.text == "}":
            return cells
        while True:
            if token.kind != "text":
                message = f"here stands {_named(token)}, where a key in quotes was expected."
                raise _NotATableError(token.start, "S020", message, _SYNTAX)
            key = _string(token).strip()
            self._expect(":")
            cell = self._value(self._next())
            cells[key] = Cell(key, self.place(token.start), "twice") if key in cells else cell
            self.head.setdefault(key, self.place(token.start))
            if len(self.head) > MOST_KEYS:
                message = f"the objects have more than {MOST_KEYS} different keys."
                remedy = "Name every key after a column of the long table."
                raise _NotATableError(token.start, "S007", message, remedy)
            if self._expect(",", "}").text == "}":
                return cells
            token = self._next()

    def _value(self, token: _Token) -> Cell:
        place = self.place(token.start)
        if token.kind == "text":
            return Cell(_string(token).strip(), place)
        if token.kind == "number":
            return Cell(_plain(token.text), place)
        if token.kind == "word":
            return Cell("", place) if token.text == "null" else Cell(token.text, place, "no value")
        if token.text not in {"[", "{"}:
            message = f"here stands {_named(token)}, where a value was expected."
            raise _NotATableError(token.start, "S020", message, _SYNTAX)
        self._pass_over(token)
        return Cell("a list" if token.text == "[" else "an object", place, "no value")

    def _pass_over(self, opened: _Token) -> None:
        """Read to the end of what is nested: nothing is taken from it, but it has to be JSON."""
        closing = {"[": "]", "{": "}"}
        awaited = [closing[opened.text]]
        while awaited:
            token = self._next()
            if token.kind == "end":
                message = f"the file ends before {_named(opened)} is closed."
                raise _NotATableError(opened.start, "S020", message, _SYNTAX)
            if token.kind != "mark":
                continue
            if token.text in closing:
                awaited.append(closing[token.text])
            elif token.text in {"]", "}"} and token.text != awaited.pop():
                message = f"here stands {token.text}, which closes nothing."
                raise _NotATableError(token.start, "S020", message, _SYNTAX)
        try:
            json.loads(self.text[opened.start : token.start + 1], parse_int=str, parse_float=str)
        except RecursionError:
            return  # however deep it is, its brackets match
        except json.JSONDecodeError as error:
            message = f"here stands {_named(opened)}, and what is in it is not JSON."
            raise _NotATableError(opened.start + error.pos, "S020", message, _SYNTAX) from error


def _not_alone(token: _Token) -> _NotATableError:
    message = f'here stands {_named(token)}, where "{LIST}" alone was expected.'
    return _NotATableError(token.start, "S021", message, _SHAPE)


def _string(token: _Token) -> str:
    """The text between the quotes; half of a surrogate pair is no character, and is marked so."""
    text: str = json.loads(token.text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _plain(written: str) -> str:
    """A number as it was written; 1e3 is written out, exactly, where that is no feat."""
    if "e" not in written.lower():
        return written
    exponent = written.lower().partition("e")[2].lstrip("+-").lstrip("0")
    if len(written) > _LONGEST_NUMBER or len(exponent) > len(str(_FARTHEST_EXPONENT)):
        return written
    return written if int(exponent or 0) > _FARTHEST_EXPONENT else f"{Decimal(written):f}"


def _named(token: _Token) -> str:
    return "the end of the file" if token.kind == "end" else _short(token.text)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
