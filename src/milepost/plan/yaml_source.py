"""The door through which YAML comes in: text with the place of every key kept.

Every scalar stays text until a model says otherwise, so ``NO`` is a word, ``12.30`` keeps its zero
and a date is what was typed. The file is walked as a stream of events and bounded on the way,
because PyYAML's C loader crashes the process on some fifty thousand open brackets when it builds
its own tree. Bounds are far above what a plan needs; each is there because a file beyond it costs
memory or time, or prints more than anyone reads.
"""

from __future__ import annotations

import errno
import gc
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

import yaml

from milepost.sources import Excerpt, Place, Problem

Tree = str | list["Tree"] | dict[str, "Tree"]

MOST_BYTES: Final = 5_000_000
MOST_NODES: Final = 200_000
MOST_ALIASES: Final = 1_000
MOST_CHARACTERS: Final = 100_000
MOST_DIRECTIVES: Final = 100
MOST_PROBLEMS: Final = 1_000
DEEPEST: Final = 50

# YAML's own ideas of a line and of text: splitlines() would also break at form feeds.
_LINE_END: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_BYTE_ORDER: Final = "\ufeff"
_NOT_TEXT: Final = re.compile(
    "[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_IN_OTHER_CODES: Final = (
    (re.compile(rb"\xff\xfe\0\0|\0\0\xfe\xff"), "UTF-32"),
    (re.compile(rb"\xff\xfe|\xfe\xff|\0[^\0]|[^\0]\0"), "UTF-16"),
)

_NULLS: Final = frozenset({"~", "null", "Null", "NULL"})

_Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


# Most values hold nothing further, and a plan has many of them.
_NOTHING: Final[Mapping[str | int, Mark]] = MappingProxyType({})


@dataclass(slots=True)
class Mark:
    """The place of a value, beside it in a tree of the same shape.

    Attributes:
        place: where the value begins.
        width: how many characters of its first line it takes.
        key: where its key stands, for the value of a mapping.
        key_width: how long that key is.
        children: the marks of what is inside, by key or index.
        nodes: how many nodes it is made of, itself included.
    """

    place: Place
    width: int = 1
    key: Place | None = None
    key_width: int = 1
    children: Mapping[str | int, Mark] = field(default_factory=lambda: _NOTHING)
    nodes: int = 1

    def nearest(self, path: tuple[str | int, ...]) -> tuple[Mark, bool]:
        """The mark at a path, or of its nearest ancestor, and whether it was reached."""
        mark = self
        for step in path:
            child = mark.children.get(step)
            if child is None:
                return mark, False
            mark = child
        return mark, True


@dataclass(frozen=True, slots=True)
class YamlFile:
    """One file as read: its tree, the marks beside it, its lines, and what was wrong.

    Attributes:
        shown: the path as problems show it.
        tree: the mapping it holds; None where it could not be read at all.
        marks: the place of everything in it.
        lines: its text, line by line.
        problems: what was wrong in the writing itself.
    """

    shown: str
    tree: dict[str, Tree] | None
    marks: Mark
    lines: tuple[str, ...]
    problems: tuple[Problem, ...]

    def excerpt(self, place: Place, width: int) -> Excerpt | None:
        """The line of a place, to be shown with a caret."""
        if 0 < place.line <= len(self.lines):
            return Excerpt(self.lines[place.line - 1], place.column, width)
        return None


class _StopReadingError(Exception):
    """What follows in the file cannot be read; what is known so far is in the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_yaml(path: Path, shown: str) -> YamlFile:
    """Read one YAML file whose root is a mapping."""
    content = _bytes_of(path, shown)
    text = content if isinstance(content, Problem) else _decoded(content, shown)
    if isinstance(text, Problem):
        return YamlFile(shown, None, Mark(Place(shown)), (), (text,))
    return parse_yaml(text, shown)


def parse_yaml(text: str, shown: str) -> YamlFile:
    """Read YAML text whose root is a mapping; ``shown`` names it in problems."""
    text = text.removeprefix(_BYTE_ORDER)
    lines = tuple(_LINE_END.split(text))
    if amiss := _amiss(text, lines, shown):
        return YamlFile(shown, None, Mark(Place(shown)), lines, amiss)
    builder = _Builder(shown, lines)
    try:
        with _no_collection():
            tree, marks = builder.document(yaml.parse(text, Loader=_Parser))
    except yaml.YAMLError as error:
        builder.problems.append(_syntax_problem(error, shown, lines))
    except _StopReadingError as stop:
        builder.problems.append(stop.problem)
    else:
        if isinstance(tree, dict):
            return YamlFile(shown, tree, marks, lines, tuple(builder.problems))
        builder.problems.append(
            Problem(
                marks.place,
                "P005",
                "the file is not a mapping of sections.",
                'Begin each section at the left margin with its name and a colon: "measure:".',
            )
        )
    return YamlFile(shown, None, Mark(Place(shown)), lines, tuple(builder.problems))


def _bytes_of(path: Path, shown: str) -> bytes | Problem:
    """The bytes of a regular file, and no more than are allowed; a pipe may never end."""
    place = Place(shown)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
            message = "this is a device or a pipe, not a file."
            return Problem(place, "P001", message, "Take it out of the folder, or rename it.")
        content = b""
        if status.st_size <= MOST_BYTES:
            with path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
    except OSError as error:
        return _unreadable(error, path, place)
    if max(status.st_size, len(content)) > MOST_BYTES:
        message = f"the file is larger than {MOST_BYTES // 1_000_000} MB."
        return Problem(place, "P003", message, "Divide it into several files.")
    return content


def _unreadable(error: OSError, path: Path, place: Place) -> Problem:
    message = f"the file cannot be read: {(error.strerror or str(error)).lower()}."
    remedy = "See that it exists, is a file and may be read."
    if path.is_symlink() and error.errno in {errno.ENOENT, errno.ELOOP}:
        message = "this is a link that leads back to itself."
        remedy = "Delete the link, or let it lead to a file."
        if error.errno == errno.ENOENT:
            target = _NOT_TEXT.sub("\ufffd", str(path.readlink()))
            message = f'this is a link to "{shortened(target)}", and leads to nothing.'
    return Problem(place, "P001", message, remedy)


def _decoded(content: bytes, shown: str) -> str | Problem:
    """The text of a file, with its lines ended in one way."""
    for beginning, code in _IN_OTHER_CODES:
        if beginning.match(content):
            return Problem(
                Place(shown, 1, 1),
                "P001",
                f"the file is {code} text, not UTF-8.",
                'Save it again and choose "UTF-8"; some programs call the other one "Unicode".',
            )
    try:
        return content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        before = _LINE_END.split(content[: error.start].decode("utf-8").removeprefix(_BYTE_ORDER))
        after = _LINE_END.split(content[error.start :].decode("utf-8", "replace"), maxsplit=1)[0]
        line, column = len(before), len(before[-1]) + 1
        return Problem(
            Place(shown, line, column),
            "P001",
            f"byte {error.start + 1} of the file is not UTF-8 text.",
            "Save it from your editor as UTF-8.",
            excerpt=Excerpt(_NOT_TEXT.sub("\ufffd", before[-1] + after), column),
        )


def _amiss(text: str, lines: tuple[str, ...], shown: str) -> tuple[Problem, ...]:
    """What would be misread, or not be read to an end, if it were read as YAML."""
    if found := _NOT_TEXT.search(text):
        return (_not_text(found, shown, text),)
    if "<<<<<<<" in text and (conflicts := tuple(_conflicts(lines, shown))):
        return conflicts
    if text.count("\n%") >= MOST_DIRECTIVES:
        # The parser compares each with all before it: five megabytes would take it minutes.
        directives = [n for n, line in enumerate(lines, start=1) if line.startswith("%")]
        if len(directives) > MOST_DIRECTIVES:
            at = directives[MOST_DIRECTIVES]
            return (
                Problem(
                    Place(shown, at, 1),
                    "P003",
                    f"more than {MOST_DIRECTIVES} directives stand above this.",
                    'A plan needs none: take out the lines that begin with "%".',
                    excerpt=Excerpt(lines[at - 1], 1),
                ),
            )
    return ()


def _conflicts(lines: tuple[str, ...], shown: str) -> Iterator[Problem]:
    """Each place where version control has left both sides of a merge for somebody to choose."""
    marks = [
        (n, line[0], line[7:].strip())
        for n, line in enumerate(lines, start=1)
        if line[:7] in _CONFLICT_MARKS and line[7:8] in {"", " "}
    ]
    begun = [i for i, (_, sign, _) in enumerate(marks) if sign == "<"]
    for i, following in zip(begun[:MOST_PROBLEMS], [*begun[1:], len(marks)], strict=False):
        at, _, ours = marks[i]
        # The first of each: what stands after the end belongs to no side.
        ends = {sign: (n, name) for n, sign, name in reversed(marks[i + 1 : following])}
        message = f'a merge was not finished here; one side is "{shortened(ours)}".'
        if not ours:
            message = "a merge was not finished here."
        if "=" in ends and ">" in ends:
            (middle, _), (end, theirs) = ends["="], ends[">"]
            message = (
                f"a merge was not finished here: one side{_named(ours)} ends in line {middle}, "
                f"the other{_named(theirs)} in line {end}."
            )
        yield Problem(
            Place(shown, at, 1),
            "P007",
            message,
            "Keep one side, or what you need of both, and delete the lines that begin with "
            "<<<<<<<, ======= and >>>>>>>.",
            excerpt=Excerpt(lines[at - 1], 1, len(lines[at - 1])),
        )


_CONFLICT_MARKS: Final = frozenset({"<<<<<<<", "=======", ">>>>>>>"})


def _named(side: str) -> str:
    return f', "{shortened(side)}",' if side else ""


def _not_text(found: re.Match[str], shown: str, text: str) -> Problem:
    before = _LINE_END.split(text[: found.start()])
    place = Place(shown, len(before), len(before[-1]) + 1)
    if found[0] == _BYTE_ORDER:
        return Problem(
            place,
            "P002",
            "a mark for byte order, U+FEFF, stands here and cannot be seen.",
            "Delete the line and type it again; such a mark comes in where two files are joined.",
        )
    return Problem(
        place,
        "P002",
        f"a control character, U+{ord(found[0]):04X}, stands here.",
        "Delete it and type the text again; it came in with something that was pasted.",
    )


def _syntax_problem(error: yaml.YAMLError, shown: str, lines: tuple[str, ...]) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place, excerpt = Place(shown), None
    if mark is not None:
        # What is missing at the end of the file is missing below its last line.
        line = min(mark.line, len(lines) - 1)
        column = mark.column if line == mark.line else len(lines[line])
        place = Place(shown, line + 1, column + 1)
        excerpt = Excerpt(lines[line], column + 1)
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable text"
    # The parser has two ways of stumbling over a tab, and neither says what to do.
    if "tab character" in what or (
        "start any token" in what and _character_at(mark, lines) == "\t"
    ):
        return Problem(
            place,
            "P002",
            "a tab stands here, where YAML knows only spaces.",
            "Write spaces in its place. Most editors can be told to write them for the key.",
            excerpt=excerpt,
        )
    return Problem(
        place,
        "P002",
        f"this is not YAML: {what}{_begun(error, place)}.",
        "Look at this line and the one above it: indentation with spaces only, a space after each "
        'colon, and text that holds ": " or begins with a sign put in double quotes.',
        excerpt=excerpt,
    )


def _character_at(mark: yaml.Mark | None, lines: tuple[str, ...]) -> str:
    """What a mark of the parser stands at; nothing at the end of a line."""
    if mark is None or mark.line >= len(lines):
        return ""
    return lines[mark.line][mark.column : mark.column + 1]


def _begun(error: yaml.YAMLError, place: Place) -> str:
    """Where what is not finished was begun, if that is another line."""
    mark = getattr(error, "context_mark", None)
    if mark is None or mark.line + 1 >= place.line:
        return ""
    return f"; what is not finished here was begun in line {mark.line + 1}"


@contextmanager
def _no_collection() -> Iterator[None]:
    """Look for no cycles meanwhile: reading makes none, and looking takes as long as reading does.

    All that is read is kept, so the collector would go through the whole plan time and again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Builder:
    """Builds the tree and its marks from events, within bounds."""

    def __init__(self, shown: str, lines: tuple[str, ...]) -> None:
        self.shown = shown
        self.lines = lines
        self.problems: list[Problem] = []
        self.anchors: dict[str, tuple[Tree, Mark]] = {}
        self.nodes = 0
        self.aliases = 0

    def document(self, events: Iterator[yaml.Event]) -> tuple[Tree, Mark]:
        self.events = events
        tree: Tree = {}
        mark = Mark(Place(self.shown))
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.stop(
                        event,
                        "P005",
                        "a second document begins here.",
                        'Take out the line "---", or move what follows to its own file.',
                    )
            elif isinstance(event, yaml.NodeEvent):
                tree, mark = self.node(event, depth=1)
        if documents == 1 and tree == "":
            tree = {}
        return tree, mark

    def node(self, event: yaml.NodeEvent, depth: int) -> tuple[Tree, Mark]:
        if depth > DEEPEST:
            raise self.stop(
                event,
                "P003",
                f"more than {DEEPEST} levels are nested here.",
                "A plan needs about ten. Look for a bracket that was never closed.",
            )
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event)
        self.count(event, 1)
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            tag = tag.replace("tag:yaml.org,2002:", "!!")
            self.complain(
                event,
                "P005",
                f'the tag "{shortened(tag)}" is not used in a plan.',
                "Take it out: every value is text until the plan reads it.",
            )
        place = self.place(event)
        tree: Tree
        if isinstance(event, yaml.ScalarEvent):
            tree, mark = self.scalar(event), Mark(place, self.width(event))
        elif isinstance(event, yaml.SequenceStartEvent):
            tree, mark = self.sequence(place, depth)
        else:
            tree, mark = self.mapping(place, depth)
        if event.anchor:
            self.anchors[event.anchor] = (tree, mark)
        return tree, mark

    def next_node(self) -> yaml.NodeEvent | None:
        """The next node of a list or mapping; None at its end."""
        event = next(self.events)
        return event if isinstance(event, yaml.NodeEvent) else None

    def scalar(self, event: yaml.ScalarEvent) -> str:
        text: str = event.value
        if event.style in (None, "") and text in _NULLS:
            return ""  # YAML's own words for nothing, where they are not quoted
        if len(text) > MOST_CHARACTERS:
            raise self.stop(
                event,
                "P003",
                f"a value of {len(text):,} characters stands here.",
                f"A value has no more than {MOST_CHARACTERS:,}. Look for a quotation mark that was "
                "never closed, or keep the text in a document of its own.",
            )
        # What is typed was looked through before; only an escape can still bring something in.
        if event.style == '"' and (found := _NOT_TEXT.search(text)):
            self.complain(
                event,
                "P002",
                f"the text holds a control character, U+{ord(found[0]):04X}, written as an escape.",
                "Take the escape out: the character cannot be printed.",
            )
            text = _NOT_TEXT.sub("", text)
        return text

    def sequence(self, place: Place, depth: int) -> tuple[Tree, Mark]:
        items: list[Tree] = []
        children: dict[str | int, Mark] = {}
        nodes = 1
        while (event := self.next_node()) is not None:
            tree, child = self.node(event, depth + 1)
            children[len(items)] = child
            nodes += child.nodes
            items.append(tree)
        return items, Mark(place, children=children, nodes=nodes)

    def mapping(self, place: Place, depth: int) -> tuple[Tree, Mark]:
        entries: dict[str, Tree] = {}
        children: dict[str | int, Mark] = {}
        merged: list[tuple[Tree, Mark]] = []
        nodes = 1
        while (event := self.next_node()) is not None:
            key, key_mark = self.node(event, depth + 1)
            value_event = self.next_node()
            assert value_event is not None  # noqa: S101  # every key has a value, if an empty one
            value, child = self.node(value_event, depth + 1)
            nodes += key_mark.nodes + child.nodes
            if not isinstance(key, str):
                self.complain(
                    event,
                    "P005",
                    "a list or mapping is used as a key.",
                    "Write a word, then a colon.",
                )
            elif key == "<<" and not getattr(event, "style", None):
                self.complain(
                    event,
                    "P005",
                    'the merge key "<<" is not used in a plan.',
                    "Write the keys out here, so that each can be read where it counts.",
                )
                merged.append((value, child))
            elif key in entries:
                first = children[key].key or place
                self.complain(
                    event,
                    "P004",
                    f'"{shortened(key)}" is written twice here; the first is in line {first.line}.',
                    "Keep one of them.",
                )
            else:
                if value_event.anchor is not None:
                    # One value in several places: each use has its own key.
                    child = replace(child)
                child.key, child.key_width = key_mark.place, key_mark.width
                entries[key], children[key] = value, child
        for tree, mark in merged:
            _merge(tree, mark, entries, children)
        return entries, Mark(place, children=children, nodes=nodes)

    def alias(self, event: yaml.AliasEvent) -> tuple[Tree, Mark]:
        self.aliases += 1
        name = event.anchor or ""
        if name not in self.anchors:
            raise self.stop(
                event,
                "P005",
                f'"*{shortened(name)}" refers to nothing above it.',
                f'Mark what is meant with "&{shortened(name)}", or write it out here.',
            )
        if self.aliases > MOST_ALIASES:
            raise self.stop(
                event,
                "P003",
                f"more than {MOST_ALIASES:,} aliases are used.",
                "Write the values out.",
            )
        tree, mark = self.anchors[name]
        self.count(event, mark.nodes)
        return tree, mark

    def count(self, event: yaml.NodeEvent, nodes: int) -> None:
        self.nodes += nodes
        if self.nodes > MOST_NODES:
            raise self.stop(
                event,
                "P003",
                f"the file holds more than {MOST_NODES:,} values.",
                "Divide it into several files, and write aliases out.",
            )

    def place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        assert mark is not None  # noqa: S101  # events that come from text have marks
        return Place(self.shown, mark.line + 1, mark.column + 1)

    def width(self, event: yaml.Event) -> int:
        start, end = event.start_mark, event.end_mark
        assert start is not None  # noqa: S101  # as in place()
        assert end is not None  # noqa: S101
        if start.line == end.line:
            return int(end.column - start.column)
        line = self.lines[start.line] if start.line < len(self.lines) else ""
        return len(line.rstrip()) - int(start.column)

    def complain(self, event: yaml.Event, code: str, message: str, remedy: str) -> None:
        if len(self.problems) >= MOST_PROBLEMS:
            raise self.stop(
                event,
                "P003",
                f"more than {MOST_PROBLEMS:,} problems are in this file; no more of it was read.",
                "Mend those above first, or see whether this file is meant for the plan at all.",
            )
        self.problems.append(self.stop(event, code, message, remedy).problem)

    def stop(self, event: yaml.Event, code: str, message: str, remedy: str) -> _StopReadingError:
        place = self.place(event)
        excerpt = None
        if place.line <= len(self.lines):
            excerpt = Excerpt(self.lines[place.line - 1], place.column, max(1, self.width(event)))
        return _StopReadingError(Problem(place, code, message, remedy, excerpt=excerpt))


def _merge(
    tree: Tree, mark: Mark, entries: dict[str, Tree], children: dict[str | int, Mark]
) -> None:
    """Add what a merge key meant, so that its keys are not said to be missing as well."""
    if isinstance(tree, list):
        for index, item in enumerate(tree):
            if isinstance(item, dict):
                _merge(item, mark.children[index], entries, children)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if key not in entries:
                entries[key], children[key] = value, mark.children[key]


def shortened(text: str) -> str:
    """Text from a file as a message quotes it: no longer than one reads."""
    most = 40
    return text if len(text) <= most else text[: most - 1] + "…"
