"""The inks of the charts, on white paper and on a dark ground.

Each kind of mark has a shape of its own too, and its word: colour alone tells nothing. The inks
that stand beside one another in one chart can still be told apart by readers who see no red or no
green, and each stands out from its ground; a test proves both.
"""

from __future__ import annotations

from typing import Final

from milepost.scorecard.model import Mark
from milepost.scorecard.pictures import Standing

INK: Final = "#1b2733"
SOFT: Final = "#4a5a69"
GRID: Final = "#d5dde5"
VALUE: Final = "#005ea2"
VALUE_WASH: Final = "#cfe2f3"
TARGET: Final = "#b50909"
MADE_UP: Final = "#7a4b00"
PAPER: Final = "#ffffff"

# Chosen near the best that a search found: inks of these hues that stand out from paper, of which
# the two most alike still differ to readers who see no red or no green. Words are set in INK.
MARK_INKS: Final[dict[Mark, str]] = {
    "good": "#11a06a",
    "fair": "#1f66e0",
    "poor": "#c27d06",
    "bad": "#8f0700",
    "open": "#42087a",
    "none": SOFT,
}
# The shapes of the marks in the tables as lines, with whether they are filled.
MARK_SHAPES: Final[dict[Mark, tuple[str, bool]]] = {
    "good": ("M-0.9,0.05L-0.25,0.7L0.95,-0.75", False),
    "fair": ("triangle-up", True),
    "poor": ("diamond", True),
    "bad": ("M-0.75,-0.75L0.75,0.75M0.75,-0.75L-0.75,0.75", False),
    "open": ("circle", False),
    "none": ("M-0.8,0L0.8,0", False),
}
STANDING_MARKS: Final[dict[Standing, Mark]] = {
    "in time": "good",
    "late": "poor",
    "reported": "fair",
    "missing": "bad",
    "not due": "none",
}
# Steps of a value by area, the least first, each with the ink that reads on it, on any ground.
STEPS: Final = (
    ("#f4f8fc", "#10202e"),
    ("#cde1f3", "#10202e"),
    ("#8fbce3", "#10202e"),
    ("#1f6cab", "#fefefe"),
    ("#0b3c66", "#fefefe"),
)

# What each ink is on a dark ground, for a page that has one.
ON_DARK: Final[dict[str, str]] = {
    INK: "#e6ebf0",
    SOFT: "#97a5b2",
    GRID: "#34414e",
    VALUE: "#73b3e7",
    VALUE_WASH: "#1d3d59",
    TARGET: "#ff8080",
    MADE_UP: "#f2c566",
    PAPER: "#141b22",
    MARK_INKS["good"]: "#8ef69f",
    MARK_INKS["fair"]: "#6c8bde",
    MARK_INKS["poor"]: "#fdbb16",
    MARK_INKS["bad"]: "#e0453a",
    MARK_INKS["open"]: "#a53cff",
}


def dark_css(within: str) -> str:
    """The rules by which a page's charts take the inks of its dark ground.

    Args:
        within: the selector under which charts stand, such as ``figure``.
    """
    return "\n".join(
        f'{within} svg [{attribute}="{light}"] {{ {attribute}: {dark}; }}'
        for light, dark in ON_DARK.items()
        for attribute in ("fill", "stroke")
    )
