"""The files in which a document for people is written, beside one another in a folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from milepost.scorecard.as_text import as_text
from milepost.scorecard.document import Document


def _text(document: Document) -> bytes:
    """As text; half a surrogate pair, which no file can hold, is shown as "?"."""
    return as_text(document).encode("utf-8", "replace")


def _html(document: Document) -> bytes:
    from milepost.scorecard.as_html import as_html  # noqa: PLC0415  # slow to import

    return as_html(document).encode("utf-8", "replace")


def _pdf(document: Document) -> bytes:
    from milepost.scorecard.as_pdf import as_pdf  # noqa: PLC0415  # slow to import

    return as_pdf(document)


# By the ending of the file; each draws the same parts, block by block.
FORMS: Final[Mapping[str, Callable[[Document], bytes]]] = MappingProxyType(
    {"html": _html, "pdf": _pdf, "txt": _text}
)


def as_files(document: Document) -> dict[str, bytes]:
    """A document in every form, each under the name of its file."""
    return {f"{document.name}.{ending}": draw(document) for ending, draw in FORMS.items()}
