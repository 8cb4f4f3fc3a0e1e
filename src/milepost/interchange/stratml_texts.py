"""What the elements of a StratML document say, by names that do not mind capitals or age."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator
from typing import Final

from milepost.interchange.stratml import NOT_IN_XML, NOT_IN_YAML, one_line, paragraphs_of
from milepost.interchange.stratml_source import Element

# Names of before 2014, by what they are called now.
_RENAMED: Final = {"firstname": "givenname", "lastname": "surname"}
_PARAGRAPHS: Final = frozenset({"p", "br", "div", "li", "ul", "ol", "tr"})
_WRITTEN_BREAKS: Final = re.compile(
    r"</?(?:p|br|div|li|ul|ol)(?:\s[^<>]{0,200})?\s*/?>", re.IGNORECASE
)
_WRITTEN_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_DATE: Final = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:Z|[+-]\d\d:\d\d|T.*)?")
_NO_CONTENT: Final = frozenset({"identifier", "sequenceindicator"})


def name_of(element: Element) -> str:
    """Its name today, in small letters."""
    plain = element.name.lower()
    return _RENAMED.get(plain, plain)


def children(element: Element, name: str) -> Iterator[Element]:
    """The elements of a name that lie right in it."""
    return (child for child in element.children if name_of(child) == name.lower())


def raw_text(element: Element) -> str:
    """All text in an element, with its breaks; a paragraph of HTML in it begins a new one."""
    parts = [element.pieces[0]]
    for child, after in zip(element.children, element.pieces[1:], strict=True):
        pause = "\n\n" if name_of(child) in _PARAGRAPHS else ""
        parts += [pause, raw_text(child), pause, after]
    return "".join(parts)


def said(element: Element, name: str, *, as_written: bool) -> str:
    """What the elements of a name say, in paragraphs with a blank line between them.

    Args:
        element: the element they lie in.
        name: their name.
        as_written: HTML that is written out in the text is text, and is left alone.
    """
    parts: list[str] = []
    for child in children(element, name):
        text = raw_text(child)
        if not as_written:
            text = _WRITTEN_BREAKS.sub("\n\n", text)
            text = _WRITTEN_ENTITY.sub(lambda found: html.unescape(found[0]), text)
            text = NOT_IN_YAML.sub("", NOT_IN_XML.sub("", text))
        parts += paragraphs_of(text)
    return "\n\n".join(parts)


def raw(element: Element, name: str) -> str:
    """What the elements of a name say, with all breaks, for conventions that go by lines."""
    return "\n\n".join(text for child in children(element, name) if (text := raw_text(child)))


def line_of(element: Element, name: str, *, as_written: bool) -> str:
    """What they say on one line, such as a name."""
    return one_line(said(element, name, as_written=as_written))


def has_content(element: Element) -> bool:
    """Whether it says anything, beyond how it is numbered."""
    if name_of(element) in _NO_CONTENT:
        return False
    return any(piece.strip() for piece in element.pieces) or any(map(has_content, element.children))


def date_in(text: str) -> str:
    """A day, month or year as the plan writes it, of what xsd:date allows and more; or nothing."""
    found = _DATE.fullmatch(text.strip())
    if not found:
        return ""
    try:
        dt.date.fromisoformat(f"{found[1]}-01-01"[:10])
    except ValueError:
        return ""
    return found[1]
