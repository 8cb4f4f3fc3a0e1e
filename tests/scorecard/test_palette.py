"""The contrast of every pair of colours that a page may set on each other."""

from __future__ import annotations

import re

import pytest

from milepost.scorecard.palette import DARK, GRAPHICS, LIGHT, TEXT, THEMES, variables

_OF_TEXT = 4.5
_OF_GRAPHICS = 3.0


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.1 defines it, from 0 for black to 1 for white."""
    assert re.fullmatch(r"#[0-9a-f]{6}", colour)
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Their contrast, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_contrast_of_known_colours() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_stands_out_from_what_it_lies_on(theme: str, text: str, ground: str) -> None:
    colours = THEMES[theme]
    assert contrast(colours[text], colours[ground]) >= _OF_TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("name", "ground"), GRAPHICS)
def test_what_is_no_text_stands_out_too(theme: str, name: str, ground: str) -> None:
    colours = THEMES[theme]
    assert contrast(colours[name], colours[ground]) >= _OF_GRAPHICS


def test_both_themes_name_the_same_colours() -> None:
    assert list(LIGHT) == list(DARK)


def test_every_colour_is_written_into_the_page_for_each_theme() -> None:
    text = variables()
    for name, colour in LIGHT.items():
        assert text.count(f"--{name}: {colour};") >= 1
    for name, colour in DARK.items():
        assert text.count(f"--{name}: {colour};") >= 2
