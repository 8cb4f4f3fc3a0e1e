"""Pictures of the page in a real Chromium: those of the README, and those that are compared.

``python -m tests.pictures`` (``make pictures``) draws the example and writes docs/images/*.png.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Browser, sync_playwright

from milepost.scorecard.as_html import as_html
from tests.journey.repository import EXAMPLE, ROOT, copy_to

IMAGES: Final = ROOT / "docs/images"
# Text may be drawn by another rasteriser, so both pictures are blurred before they are compared,
# and a shift of light that no reader would see does not count.
_BLUR: Final = 4
_SEEN: Final = 48  # of 255

Scheme = Literal["light", "dark"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A real Chromium that draws fonts the same way each time it is started."""
    path = shutil.which("chromium")
    assert path, "Pictures need chromium: make test installs it."
    fixed = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none", "--disable-lcd-text"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=fixed)
        yield started
        started.close()


def picture(  # noqa: PLR0913  # each has a meaning of its own
    browser: Browser, page: Path, width: int, scheme: Scheme, part: str = "", height: int = 800
) -> bytes:
    """The first screen of a page, or of one of its parts, as a small PNG."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    opened = context.new_page()
    opened.goto(f"{page.as_uri()}#{part}" if part else page.as_uri())
    opened.wait_for_timeout(100)
    taken = opened.screenshot(animations="disabled")
    context.close()
    return _small(taken)


def _small(taken: bytes) -> bytes:
    """The same picture in 64 colours."""
    written = io.BytesIO()
    with Image.open(io.BytesIO(taken)) as image:
        image.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(
            written, "PNG", optimize=True
        )
    return written.getvalue()


def differing(one: bytes, other: bytes) -> float:
    """The share of two pictures in which a reader would see something else; 1 for another size."""
    with Image.open(io.BytesIO(one)) as first, Image.open(io.BytesIO(other)) as second:
        if first.size != second.size:
            return 1.0
        blurred = [
            image.convert("L").filter(ImageFilter.GaussianBlur(_BLUR)) for image in (first, second)
        ]
        counts = ImageChops.difference(*blurred).histogram()
    return sum(counts[_SEEN:]) / sum(counts)


def main() -> None:
    """Take the pictures of the README."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        card = copy_to(Path(folder)).composed(EXAMPLE)
        page = Path(folder) / "scorecard.html"
        page.write_text(as_html(card.document()), encoding="utf-8")
        for scheme in ("light", "dark"):
            taken = picture(browser, page, 1440, scheme, height=900)
            (IMAGES / f"scorecard-{scheme}.png").write_bytes(taken)
        narrow = picture(browser, page, 320, "light", card.sections[0].id)
        (IMAGES / "scorecard-narrow.png").write_bytes(narrow)


if __name__ == "__main__":
    main()
