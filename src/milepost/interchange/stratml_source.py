"""The door through which StratML comes in: bytes to elements, each with its line.

Real files declare the wrong encoding, hold bare ampersands and HTML's entities, and begin with a
blank line. All that is mended and said. What could harm is refused: entities of a document's own,
files beyond any plan, nests that no plan needs.
"""

from __future__ import annotations

import codecs
import html
import html.entities
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree.ElementTree import ParseError  # the error only

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from milepost.interchange.stratml import NOT_IN_XML, NOT_IN_YAML
from milepost.sources import Excerpt, Place, Problem

MOST_BYTES: Final = 20_000_000
MOST_ELEMENTS: Final = 50_000
DEEPEST: Final = 50
MOST_MENDED: Final = 200_000

_BYTE_ORDERS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARATION: Final = re.compile(r"\s*<\?xml\s[^>]*?\?>")
_DECLARED: Final = re.compile(
    rb"^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})"
)
# Codes in which documents are written; Python knows others that are no codes of texts.
_CODES: Final = re.compile(
    r"iso8859-\d+|cp\d+|koi8-[rut]|shift_jis\w*|euc_\w+|big5\w*|gb\w+|mac-\w+|ascii|utf-(8|16|32)\S*"
)
_AMPERSAND: Final = re.compile(r"&(?:(#\d{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]*);)?")
# Quotes and dashes of Windows that were taken for the control characters of ISO 8859-1.
_OF_WINDOWS: Final = {n: bytes([n]).decode("cp1252", "ignore") or None for n in range(0x80, 0xA0)}
_XML_ENTITIES: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})


@dataclass(slots=True)
class Element:
    """An element of a document.

    Attributes:
        name: its name, without namespace.
        namespace: its namespace; empty where it has none.
        line: the line it begins in.
        attributes: its attributes by name, without namespaces.
        children: the elements in it, in order.
        pieces: its own text: what stands before each child, and what stands after the last.
    """

    name: str
    namespace: str
    line: int
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)
    pieces: list[str] = field(default_factory=lambda: [""])


@dataclass(frozen=True, slots=True)
class Document:
    """What came of reading a document: its root, and what was wrong or was mended."""

    root: Element | None
    problems: tuple[Problem, ...]


class _TooMuchError(Exception):
    """What no plan needs: too deep a nest, or too many elements."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


class _Builder:
    """Builds elements as the parser comes upon them, within bounds."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self.open: list[Element] = []
        self.said: list[str] = []
        self.count = 0
        self.line: Callable[[], int] = lambda: 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._keep_text()
        self.count += 1
        if len(self.open) >= DEEPEST:
            raise _TooMuchError(f"more than {DEEPEST} elements lie in one another.", self.line())
        if self.count > MOST_ELEMENTS:
            raise _TooMuchError(f"the file has more than {MOST_ELEMENTS:,} elements.", self.line())
        namespace, _, name = tag.rpartition("}")
        element = Element(
            name,
            namespace.removeprefix("{").strip(),
            self.line(),
            {key.rpartition("}")[2]: value for key, value in attributes.items()},
        )
        if self.open:
            self.open[-1].children.append(element)
            self.open[-1].pieces.append("")
        else:
            self.root = element
        self.open.append(element)

    def end(self, _tag: str) -> None:
        self._keep_text()
        self.open.pop()

    def data(self, text: str) -> None:
        self.said.append(text)

    def _keep_text(self) -> None:
        if self.said and self.open:
            text = "".join(self.said).translate(_OF_WINDOWS)
            self.open[-1].pieces[-1] += NOT_IN_YAML.sub("", text)
        self.said.clear()

    def close(self) -> Element | None:
        return self.root


def read_xml(content: bytes, shown: str) -> Document:
    """Read a document leniently; ``shown`` names it in problems."""
    if len(content) > MOST_BYTES:
        return _refused(
            Place(shown),
            "I324",
            f"the file is larger than {MOST_BYTES // 1_000_000} MB.",
            "A plan in StratML has some hundred kilobytes. See that this is one.",
        )
    text, problems = _decoded(content, shown)
    if not text.strip():
        return _refused(
            Place(shown), "I320", "the file is empty.", "Name the file that holds the plan."
        )
    root, problem = _parsed(text, shown)
    if problem is not None and problem.code == "I320" and text.count("&") <= MOST_MENDED:
        mended, what = _mended(text)
        if what:
            root, still = _parsed(mended, shown)
            problem = still and problem
            if still is None:
                problems.append(_warning(Place(shown), "I326", what, _MENDED))
    if problem is not None:
        return Document(None, (problem,))
    return Document(root, tuple(problems))


# What the parser says, where that is not how a person would.
_IN_WORDS: Final = {
    "no element found": "it breaks off before everything that was begun is ended",
    "unclosed token": "it breaks off in the middle of a tag",
    "syntax error": "it does not begin with a tag",
    "mismatched tag": "another element is ended here than was begun last",
}
_CONTROL: Final = "control characters stand in the file, and were left out."
_MENDED: Final = "Look at the texts in what was written, and tell whoever keeps the file."


def _refused(place: Place, code: str, message: str, remedy: str) -> Document:
    return Document(None, (Problem(place, code, message, remedy),))


def _warning(place: Place, code: str, message: str, remedy: str) -> Problem:
    return Problem(place, code, message, remedy, severity="warning")


def _decoded(content: bytes, shown: str) -> tuple[str, list[Problem]]:
    """The text of a file, whatever it says of its code, without its declaration."""
    said = _DECLARED.match(content)
    declared = said[1].decode("ascii") if said else ""
    text, code = _in_its_code(content, declared)
    problems = []
    if code:
        what = f'the file is said to be "{declared}", but is not'
        if not declared:
            what = "the file is not UTF-8, and does not say what it is"
        problems.append(
            _warning(
                Place(shown, 1),
                "I323",
                f"{what}; it was read as {code}.",
                "Look at letters with accents in what was written.",
            )
        )
    without = NOT_IN_XML.sub("", text)
    if len(without) < len(text):
        problems.append(_warning(Place(shown), "I326", _CONTROL, _MENDED))
    # What is taken out of the beginning leaves its lines, so that lines are counted as they are.
    declaration = _DECLARATION.match(without)
    cut = declaration.end() if declaration else 0
    return "\n" * without.count("\n", 0, cut) + without[cut:], problems


def _in_its_code(content: bytes, declared: str) -> tuple[str, str]:
    """The text, and the code it was read in where that is not the one that is declared."""
    for mark, code in _BYTE_ORDERS:
        if content.startswith(mark):
            return content[len(mark) :].decode(code, "replace"), ""
    for beginning, code in ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")):
        if content.startswith(beginning):
            return content.decode(code, "replace"), ""
    # Whatever a file says of itself: what is UTF-8 throughout was not written in another code.
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        is_so = text.isascii() or _code(declared or "utf-8") == "utf-8"
        return text, "" if is_so else "UTF-8"
    # As browsers do: what is called ISO 8859-1 is mostly the code of Windows, which is more.
    code = "cp1252" if _code(declared) == "iso8859-1" else _code(declared)
    try:
        return content.decode(code), ""
    except (LookupError, ValueError):
        pass
    try:
        return content.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        return content.decode("latin-1"), "ISO 8859-1"


def _code(declared: str) -> str:
    """Python's name of a code in which documents are written; empty for anything else."""
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return ""
    return name if _CODES.fullmatch(name) else ""


def _parsed(text: str, shown: str) -> tuple[Element | None, Problem | None]:
    builder = _Builder()
    parser: Any = DefusedXMLParser(target=builder, forbid_dtd=False)
    builder.line = lambda: int(parser.parser.CurrentLineNumber)
    try:
        parser.feed(text)
        return parser.close(), None
    except ParseError as error:
        line, column = error.position
        lines = text.split("\n")
        shown_line = lines[line - 1] if 0 < line <= len(lines) else ""
        excerpt = Excerpt(shown_line, column + 1) if shown_line.strip() else None
        what = re.sub(r": line \d+, column \d+$", "", str(error))
        return None, Problem(
            Place(shown, line, column + 1),
            "I320",
            f"this is not XML: {_IN_WORDS.get(what, what)}.",
            "Open the file in the program that made it and save it again, or name another.",
            excerpt=excerpt,
        )
    except DefusedXmlException:
        return None, Problem(
            Place(shown, builder.line()),
            "I325",
            "the file declares entities of its own, which may hide other files or grow without "
            "end.",
            "Take the lines with <!ENTITY out of the file; a plan needs none.",
        )
    except _TooMuchError as error:
        return None, Problem(
            Place(shown, error.line),
            "I324",
            error.message,
            "See that this is a plan in StratML, or divide it into several.",
        )


def _mended(text: str) -> tuple[str, str]:
    """The text with every ampersand as XML wants it, and in words what was done."""
    done: dict[str, int] = {}

    def mend(found: re.Match[str]) -> str:
        name = found[1] or ""
        if name in _XML_ENTITIES:
            return found[0]
        if name.startswith("#"):
            point = int(f"0{name[1:]}", 0) if name[1] == "x" else int(name[1:])
            fits = point <= _LAST and not NOT_IN_XML.match(chr(point))
            if not fits:
                done["forbidden characters"] = 1
            return found[0] if fits else ""
        meant = html.entities.html5.get(f"{name};")
        if name and meant and not set(meant) & set("<&"):
            done["entities of HTML"] = 1
            return meant
        done["bare ampersands"] = 1
        return "&amp;" + found[0][1:]

    pieces: list[str] = []
    for part in text.split("<![CDATA["):
        kept, end, rest = part.rpartition("]]>") if pieces else ("", "", part)
        pieces.append(kept + end + _AMPERSAND.sub(mend, rest))
    if not done:
        return text, ""
    return "<![CDATA[".join(pieces), f"{' and '.join(done)} stand in the file, and were mended."


_LAST: Final = 0x10FFFF
