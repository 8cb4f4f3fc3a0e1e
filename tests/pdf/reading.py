"""Reads a PDF as one would who cannot see it: its tags in their order, and the text under each."""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import pypdfium2
from pypdfium2 import raw


@dataclass(slots=True)
class Tag:
    """An element of the tag tree: its kind, its alternative, and what it holds in order."""

    kind: str
    alternative: str = ""
    scope: str = ""
    held: list[Tag | str] = field(default_factory=list)

    def text(self) -> str:
        """What is read out, without what stands within a picture: its alternative is read."""
        if self.kind == "Figure":
            return ""
        return "".join(part if isinstance(part, str) else part.text() for part in self.held)

    def every(self, *kinds: str) -> Iterator[Tag]:
        for part in self.held:
            if isinstance(part, Tag):
                if part.kind in kinds:
                    yield part
                yield from part.every(*kinds)


def tags(drawn: bytes) -> Tag:
    """The tag tree of a PDF."""
    texts = _texts(drawn)
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        pages = {page.obj.objgen: i for i, page in enumerate(pdf.pages)}

        def read(element: pikepdf.Object, page: int) -> Tag:
            found = Tag(str(element.get("/S", "/Root"))[1:], str(element.get("/Alt", "")))
            for attributes in _listed(element.get("/A")):
                found.scope = str(attributes.get("/Scope", found.scope))
            if "/Pg" in element:
                page = pages[element.Pg.objgen]
            for kid in _listed(element.get("/K")):
                if isinstance(kid, int):
                    found.held.append(texts.get((page, kid), ""))
                elif kid.get("/Type") == "/MCR":
                    here = pages[kid.Pg.objgen] if "/Pg" in kid else page
                    found.held.append(texts.get((here, int(kid.MCID)), ""))
                elif kid.get("/Type") != "/OBJR":
                    found.held.append(read(kid, page))
            return found

        return read(pdf.Root.StructTreeRoot, 0)


def _listed(held: Any) -> list[Any]:  # noqa: ANN401  # pikepdf tells no types
    if held is None:
        return []
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def _texts(drawn: bytes) -> dict[tuple[int, int], str]:
    """The text of each piece of marked content, by page and number."""
    found: dict[tuple[int, int], str] = {}
    with pypdfium2.PdfDocument(drawn) as pdf:
        for number in range(len(pdf)):
            page = pdf[number]
            read = page.get_textpage()
            for piece in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=1):
                key = (number, raw.FPDFPageObj_GetMarkedContentID(piece.raw))
                size = raw.FPDFTextObj_GetText(piece.raw, read.raw, None, 0)
                room = ctypes.create_string_buffer(size)
                raw.FPDFTextObj_GetText(
                    piece.raw, read.raw, ctypes.cast(room, ctypes.POINTER(ctypes.c_ushort)), size
                )
                found[key] = found.get(key, "") + room.raw.decode("utf-16-le").rstrip("\0")
            read.close()
            page.close()
    return found


def squeezed(text: str) -> str:
    """A text without its white space, and without hyphens, of which each may end a line."""
    return re.sub(r"[\s\x02\u200b\u00ad\u2060-]+", "", text)
