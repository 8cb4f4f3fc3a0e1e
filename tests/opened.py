"""Opens a written file of any form, down to the texts in it, metadata too."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2


def texts_of(path: Path) -> Iterator[tuple[str, str]]:
    """Every text that a file holds, each with where it lies."""
    content = path.read_bytes()
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield f"{path.name}:{name}", archive.read(name).decode("utf-8", "replace")
    elif path.suffix == ".pdf":
        yield from _of_pdf(path)
    else:
        yield path.name, content.decode("utf-8")


def _of_pdf(path: Path) -> Iterator[tuple[str, str]]:
    """What is drawn on its pages, then every text and all metadata in it; no coordinates."""
    with pypdfium2.PdfDocument(path) as document:
        for number, page in enumerate(document, 1):
            yield f"{path.name}:page {number}", page.get_textpage().get_text_range()
    with pikepdf.open(path) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Type") == "/Metadata":
                yield f"{path.name}:metadata", thing.read_bytes().decode()
            yield f"{path.name}:object", "\n".join(_strings(thing))


def _strings(thing: pikepdf.Object) -> Iterator[str]:
    """Every text in an object, but not in those that it only refers to."""
    if isinstance(thing, pikepdf.String):
        yield str(thing)
    elif isinstance(thing, pikepdf.Array):
        for item in thing:
            if isinstance(item, pikepdf.Object) and not item.is_indirect:
                yield from _strings(item)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for item in dict(thing.items()).values():
            if isinstance(item, pikepdf.Object) and not item.is_indirect:
                yield from _strings(item)
