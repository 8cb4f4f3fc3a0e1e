"""The page looks as it did when somebody last looked at it and found it good."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser

from tests.journey.conftest import Journey
from tests.journey.repository import MADE_UP_REPORT, REPORTS
from tests.pictures import Scheme, chromium, differing, picture

pytestmark = pytest.mark.slow

_GOLDENS = Path(__file__).parent / "goldens" / "pictures"
_TOLERANCE = 0.02
# One objective, as well as the first screen.
_OBJECTIVES = {MADE_UP_REPORT: "share-intelligence"}


@pytest.fixture(scope="module")
def drawing() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def _wanted() -> list[tuple[str, str]]:
    return [*((name, "") for name in REPORTS), *_OBJECTIVES.items()]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize(("name", "part"), _wanted())
def test_the_page_looks_as_it_was_found_good(  # noqa: PLR0913  # each way of looking is one
    journey: Journey, drawing: Browser, name: str, part: str, width: int, scheme: Scheme
) -> None:
    page = journey.repository.root / "reports" / name / "scorecard.html"
    taken = picture(drawing, page, width, scheme, part)
    golden = _GOLDENS / f"{name}{'-objective' if part else ''}-{width}-{scheme}.png"
    if os.environ.get("MILEPOST_UPDATE"):
        _GOLDENS.mkdir(parents=True, exist_ok=True)
        if not golden.exists() or differing(golden.read_bytes(), taken) > 0:
            golden.write_bytes(taken)
    assert golden.exists(), (
        f"No picture to compare with: {golden.name}. MILEPOST_UPDATE=1 takes it."
    )
    assert differing(golden.read_bytes(), taken) <= _TOLERANCE


def _png(*boxes: tuple[int, int, int, int]) -> bytes:
    image = Image.new("RGB", (400, 300), "white")
    for box in boxes:
        ImageDraw.Draw(image).rectangle(box, fill="black")
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def test_a_picture_is_like_itself_and_like_one_drawn_a_little_otherwise() -> None:
    line = (20, 20, 380, 24)
    assert differing(_png(line), _png(line)) == 0
    assert differing(_png(line), _png((20, 21, 380, 25))) <= _TOLERANCE


def test_a_picture_in_which_a_paragraph_is_missing_is_found_out() -> None:
    assert differing(_png((20, 20, 380, 80)), _png()) > _TOLERANCE


def test_a_picture_of_another_size_is_another_picture() -> None:
    small = io.BytesIO()
    Image.new("RGB", (10, 10), "white").save(small, "PNG")
    assert differing(_png(), small.getvalue()) == 1
