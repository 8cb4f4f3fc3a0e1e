"""How pages look: pictures of a few, reviewed once, and held to them with a tolerance.

Written anew with MILEPOST_UPDATE=1; look at them before they are kept.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pypdfium2
import pytest
from PIL import Image, ImageChops

pytestmark = pytest.mark.slow

GOLDENS: Final = Path(__file__).parents[1] / "journey" / "goldens" / "pages"
# By name: which document, and words that stand on the first page that is meant.
PAGES: Final = {
    "first-page": ("illustrative", "In short"),
    "table": ("illustrative", "Why"),
    "long-table": ("every-kind", "long row 30"),
    "first-page-real": ("real", "In short"),
}
_FAR: Final = 64  # of 255: a point that differs by more is another point
_MOST: Final = 0.004  # so large a share of them may differ; a word moved by a line is more


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_was_reviewed(name: str, drawn: dict[str, bytes]) -> None:
    document, words = PAGES[name]
    seen = _page(drawn[document], words)
    golden = GOLDENS / f"{name}.png"
    if os.environ.get("MILEPOST_UPDATE"):
        GOLDENS.mkdir(parents=True, exist_ok=True)
        seen.quantize(16).save(golden, optimize=True)
    with Image.open(golden) as kept:
        assert _unlike(seen, kept.convert("L")) <= _MOST, f"Look at {golden.name} anew."


def test_a_page_that_differs_is_found(drawn: dict[str, bytes]) -> None:
    seen = _page(drawn["every-kind"], "long row 30")
    moved = ImageChops.offset(seen, 0, 6)
    assert _unlike(seen, seen) == 0
    assert _unlike(seen, moved) > _MOST


def _page(drawn: bytes, words: str) -> Image.Image:
    """The first page with such words on it, in grey."""
    with pypdfium2.PdfDocument(drawn) as pdf:
        for page in pdf:
            if words in page.get_textpage().get_text_range():
                found: Image.Image = page.render(scale=1, grayscale=True).to_pil()
                return found.convert("L")
    raise AssertionError(words)


def _unlike(one: Image.Image, other: Image.Image) -> float:
    """The share of points that differ clearly; all, where the pages are not of one size."""
    if one.size != other.size:
        return 1.0
    counts = ImageChops.difference(one, other).histogram()
    return sum(counts[_FAR:]) / sum(counts)
