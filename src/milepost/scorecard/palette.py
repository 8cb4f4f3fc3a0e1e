"""The colours of what is read on a screen, by day and by night, and what must stand out from what.

One place for them: the pages take their CSS variables from here, and a test works out the contrast
of every pair as WCAG 2.1 defines it (success criteria 1.4.3 and 1.4.11).
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
    "card": "#ffffff",
    "accent": "#12365a",
    "link": "#12467f",
    "focus": "#1a6fd4",
    "hit": "#fffbe0",
    "good": "#13603a",
    "fair": "#1a4f8a",
    "poor": "#8a4b00",
    "bad": "#a01212",
    "open": "#5b3a8c",
    "none": "#4a5a69",
    "made-up": "#7a4b00",
    "made-up-band": "#fff6e0",
    "on-made-up": "#4d3000",
}
# A chart keeps its own colours, so what it lies on stays light by night: `card`.
DARK: Final[Mapping[str, str]] = {
    "ink": "#e6ebf0",
    "soft": "#aab7c3",
    "line": "#34414e",
    "rule": "#8496a8",
    "paper": "#141b22",
    "band": "#1b242d",
    "card": "#f4f7fa",
    "accent": "#a5c9f1",
    "link": "#a5c9f1",
    "focus": "#6cb2ff",
    "hit": "#3a3415",
    "good": "#74d6a0",
    "fair": "#92bff5",
    "poor": "#f2b565",
    "bad": "#ff9f9f",
    "open": "#cdb0f6",
    "none": "#aab7c3",
    "made-up": "#f2c566",
    "made-up-band": "#33280d",
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
