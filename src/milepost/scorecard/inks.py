"""The inks of the charts, on white paper and on a dark ground.

Each kind of mark has a shape of its own too, and its word: colour alone tells nothing. The inks
that stand beside one another in one chart can still be told apart by readers who see no red or no
green, and each stands out from its ground; a test proves both.
"""

from __future__ import annotations

from typing import Final

from milepost.scorecard.model import Mark
from milepost.scorecard.palette import DARK, LIGHT
from milepost.scorecard.pictures import Standing

INK: Final = LIGHT["ink"]
SOFT: Final = LIGHT["soft"]
GRID: Final = LIGHT["line"]
VALUE: Final = "#005ea2"
VALUE_WASH: Final = "#cfe2f3"
TARGET: Final = "#b50909"
MADE_UP: Final = LIGHT["made-up"]
PAPER: Final = LIGHT["paper"]

# The marks are those of the tables, in their colours. Words are set in INK.
MARKS: Final[tuple[Mark, ...]] = ("good", "fair", "poor", "bad", "open", "none")
MARK_INKS: Final[dict[Mark, str]] = {mark: LIGHT[mark] for mark in MARKS}
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
    INK: DARK["ink"],
    SOFT: DARK["soft"],
    GRID: DARK["line"],
    VALUE: "#73b3e7",
    VALUE_WASH: "#1d3d59",
    TARGET: "#ff8080",
    MADE_UP: DARK["made-up"],
    PAPER: DARK["paper"],
    **{MARK_INKS[mark]: DARK[mark] for mark in MARKS},
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
