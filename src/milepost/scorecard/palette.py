"""The colours of what is read on a screen, by day and by night, and what must stand out from what.

One place for them: the pages take their CSS variables from here, charts and paper their inks. A
test works out the contrast of every pair as WCAG 2.1 defines it (success criteria 1.4.3, 1.4.11).
The colours of verdicts are near the best that a search found: of colours of these hues that are
legible as text, those of which the two most alike differ most to readers who see no red or no green.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LIGHT: Final[Mapping[str, str]] = {
    "ink": "#1b2733",
    "soft": "#4a5a69",
    "line": "#d5dde5",
    "rule": "#6b7c8c",
    "paper": "#ffffff",
    "band": "#f4f7fa",
    "accent": "#12365a",
    "link": "#12467f",
    "focus": "#1a6fd4",
    "hit": "#fffbe0",
    "good": "#198054",
    "fair": "#194fec",
    "poor": "#b85200",
    "bad": "#910719",
    "open": "#8e46b2",
    "none": "#4a5a69",
    "made-up": "#7a4b00",
    "made-up-band": "#fff6e0",
    "on-made-up": "#4d3000",
}
DARK: Final[Mapping[str, str]] = {
    "ink": "#e6ebf0",
    "soft": "#a2b0bd",
    "line": "#34414e",
    "rule": "#8496a8",
    "paper": "#141b22",
    "band": "#1b242d",
    "accent": "#a5c9f1",
    "link": "#a5c9f1",
    "focus": "#6cb2ff",
    "hit": "#2b2710",
    "good": "#63fcb4",
    "fair": "#6686ff",
    "poor": "#c68010",
    "bad": "#e46962",
    "open": "#cfaeff",
    "none": "#a2b0bd",
    "made-up": "#f2c566",
    "made-up-band": "#2a210b",
    "on-made-up": "#f6dfae",
}
THEMES: Final = {"light": LIGHT, "dark": DARK}

_GROUNDS: Final = ("paper", "band", "hit", "made-up-band")
_VERDICTS: Final = ("good", "fair", "poor", "bad", "open", "none")
# Text on what it may lie on: 4.5 to 1.
TEXT: Final = (
    *((text, ground) for text in ("ink", "soft", "link", *_VERDICTS) for ground in _GROUNDS),
    ("accent", "paper"),
    ("accent", "band"),
    ("made-up", "made-up-band"),
    ("on-made-up", "made-up-band"),
    ("paper", "link"),
)
# What is no text and must be seen all the same, a control's edge or the focus: 3 to 1.
GRAPHICS: Final = tuple(
    (name, ground) for name in ("focus", "rule", "made-up") for ground in ("paper", "band")
)


def variables() -> str:
    """The palette as CSS variables.

    The reader's system chooses, and the reader's own choice (``data-theme``) goes before it. Paper
    is always light, so both dark rules are for screens.
    """
    light, dark = (
        " ".join(f"--{name}: {colour};" for name, colour in theme.items())
        for theme in (LIGHT, DARK)
    )
    return (
        f":root {{ color-scheme: light; {light} }}\n"
        "@media screen and (prefers-color-scheme: dark) {\n"
        f"  :root:not([data-theme=light]) {{ color-scheme: dark; {dark} }}\n"
        "}\n"
        f"@media screen {{ :root[data-theme=dark] {{ color-scheme: dark; {dark} }} }}\n"
    )
