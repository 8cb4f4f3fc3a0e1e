"""The XML of a workbook, read strictly: no document type, no entity, no part without bounds.

Elements are known by their names without prefix, because programs differ in the prefixes they
write and in the namespaces of the two editions of the standard.
"""

from __future__ import annotations

import codecs
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat  # given no document type, it knows no entities

from milepost.submissions.archives import Archive, RefusedError, damaged

# A form of 5,000 rows has some hundred thousand.
MOST_ELEMENTS: Final = 5_000_000
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE: Final = ("1", "true", "on")

Attributes = Mapping[str, str]


@dataclass(slots=True)
class Taken:
    """What was read of a workbook so far, in all of its parts together."""

    elements: int = 0
    cells: int = 0
    characters: int = 0


class Part:
    """Reads one part: told of every element, it gathers what it is for."""

    def __init__(self, taken: Taken) -> None:
        self.taken = taken
        self.gathered: list[str] | None = None

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""
        raise NotImplementedError

    def end(self, tag: str) -> None:
        """An element ends."""

    def read(self, archive: Archive, name: str) -> None:
        """Read a part from beginning to end.

        Raises:
            RefusedError: where it cannot be read.
        """
        content = archive.read(name)
        # What a part says of its encoding is not believed: a workbook is written in one of these,
        # and of others the parser raises errors of its own.
        is_utf_16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        parser = expat.ParserCreate("UTF-16" if is_utf_16 else "UTF-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._started
        parser.EndElementHandler = self._ended
        parser.CharacterDataHandler = self._said
        parser.StartDoctypeDeclHandler = _no_document_type
        try:
            # All at once: an enormous tag that came in pieces would be looked through anew each
            # time.
            parser.Parse(content, True)  # noqa: FBT003  # expat takes it by position
        except expat.ExpatError as error:
            raise damaged(str(error)) from error

    def _started(self, tag: str, attributes: dict[str, str]) -> None:
        self.taken.elements += 1
        if self.taken.elements > MOST_ELEMENTS:
            raise RefusedError(
                "S007",
                f"the XML of the workbook has more than {MOST_ELEMENTS:,} elements.",
                "Send totals, one row per measure and period.",
            )
        self.start(tag.rpartition(":")[2], attributes)

    def _ended(self, tag: str) -> None:
        self.end(tag.rpartition(":")[2])

    def _said(self, text: str) -> None:
        if self.gathered is not None:
            self.gathered.append(text)


def _no_document_type(*_: object) -> None:
    raise damaged("it declares a document type, as no spreadsheet program does")


def unescaped(text: str) -> str:
    """Text as a spreadsheet shows it: ``_x000D_`` is how it keeps what XML cannot."""
    if "_x" not in text:
        return text
    found = _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), text)
    # Two halves of a pair are one character; a half alone is none that could be written anywhere.
    return found.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def is_true(value: str | None) -> bool:
    """Whether an attribute says yes."""
    return value in _TRUE


def whole_number(text: str | None, what: str, cell: str = "") -> int:
    """A number of an attribute.

    Raises:
        RefusedError: where it is none.
    """
    if text is None or not text.isascii() or not text.isdigit() or len(text) > len("4294967296"):
        raise damaged(f"{what} is not a number", cell)
    return int(text)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of a workbook: its name, whether it is hidden, and the part that holds it."""

    name: str
    hidden: bool
    part: str


class Relationships(Part):
    """What a part is connected with, by identifier and, the first of each, by kind."""

    def __init__(self, taken: Taken, folder: str) -> None:
        super().__init__(taken)
        self.folder = folder
        self.targets: dict[str, str] = {}
        self.kinds: dict[str, str] = {}

    def start(self, tag: str, attributes: Attributes) -> None:
        """Keep a connection within the workbook."""
        if tag != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "")
        path = posixpath.normpath(posixpath.join("/", self.folder, target)).lstrip("/")
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.targets[attributes.get("Id", "")] = path
        self.kinds.setdefault(kind, path)


class Book(Part):
    """The list of sheets, and the day from which dates are counted."""

    def __init__(self, taken: Taken) -> None:
        super().__init__(taken)
        self.sheets: list[tuple[str, bool, str]] = []
        self.from_1904 = False

    def start(self, tag: str, attributes: Attributes) -> None:
        """Keep a sheet's name, whether it is hidden, and its identifier."""
        if tag == "sheet":
            identifier = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), hidden, identifier))
        elif tag == "workbookPr":
            self.from_1904 = is_true(attributes.get("date1904"))


class SharedTexts(Part):
    """The texts that cells name by number."""

    def __init__(self, taken: Taken) -> None:
        super().__init__(taken)
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._is_reading_aid = False

    def start(self, tag: str, attributes: Attributes) -> None:  # noqa: ARG002  # as every part
        """Begin a text, or a piece of it."""
        if tag == "si":
            self._pieces = []
        elif tag == "rPh":
            self._is_reading_aid = True
        elif tag == "t" and not self._is_reading_aid:
            self.gathered = self._pieces

    def end(self, tag: str) -> None:
        """Keep a text that is whole."""
        if tag == "t":
            self.gathered = None
        elif tag == "rPh":
            self._is_reading_aid = False
        elif tag == "si":
            self.texts.append(unescaped("".join(self._pieces)).strip())


class NumberFormats(Part):
    """How numbers are shown, by the style that a cell names."""

    def __init__(self, taken: Taken) -> None:
        super().__init__(taken)
        self.of_style: list[int] = []
        self.codes: dict[int, str] = {}
        self._is_list = False

    def start(self, tag: str, attributes: Attributes) -> None:
        """Keep a format, or the format of a style."""
        if tag == "cellXfs":
            self._is_list = True
        elif tag == "xf" and self._is_list:
            self.of_style.append(whole_number(attributes.get("numFmtId", "0"), "a format"))
        elif tag == "numFmt" and "formatCode" in attributes:
            number = whole_number(attributes.get("numFmtId"), "a format")
            self.codes[number] = attributes["formatCode"]

    def end(self, tag: str) -> None:
        """Leave the list of styles."""
        if tag == "cellXfs":
            self._is_list = False
