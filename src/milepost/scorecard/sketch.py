"""A chart as marks at places, in its own pixels, before Altair sets them on a sheet.

One unit is one pixel at the chart's natural width, :data:`WIDTH`, at which its smallest words are
still legible when it is shown on a telephone of 320 pixels.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from itertools import accumulate, pairwise
from typing import Any, Final, Literal

from milepost.scorecard.inks import INK, MADE_UP, MARK_INKS, MARK_SHAPES, PAPER, SOFT
from milepost.scorecard.model import Mark

WIDTH: Final = 360.0
SIZE: Final = 12.0
SMALL: Final = 11.0
_WATERMARK: Final = 34.0
# How wide letters are on average, in parts of their size: generous, for fonts we do not know.
_NARROW: Final = frozenset("iIjlt.,:;'|!()[] f-r")
_NARROW_WIDTH: Final = 0.36
_ORDINARY_WIDTH: Final = 0.58
_BROAD_WIDTH: Final = 0.72
_WIDE_WIDTH: Final = 1.05
_WIDE_FROM: Final = 0x2E80
_NO_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Align = Literal["left", "center", "right"]
_ANCHORS: Final[dict[Align, str]] = {"left": "start", "center": "middle", "right": "end"}


@dataclass(slots=True)
class Sketch:
    """Marks of four kinds and words, each kind in the order of drawing.

    Attributes:
        width: how wide it is.
        height: how high it is.
        bars: rectangles, which lie lowest.
        rules: straight lines from one place to another.
        lines: lines through several places; one row for each place.
        points: symbols, which lie above all other marks.
        words: text elements, which lie above all marks.
        beneath: text elements that lie below all marks.
    """

    height: float
    width: float = WIDTH
    bars: list[dict[str, Any]] = field(default_factory=list)
    rules: list[dict[str, Any]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    points: list[dict[str, Any]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    beneath: list[str] = field(default_factory=list)
    _drawn_lines: int = 0

    def bar(  # noqa: PLR0913  # two corners, and how it is drawn
        self, x: float, y: float, x2: float, y2: float,
        *, fill: str = "none", ink: str = "none", wide: float = 0, dashed: bool = False,
    ) -> None:  # fmt: skip
        """A rectangle between two corners; of a dashed one there is the edge only."""
        if not dashed:
            how = {"fill": fill, "ink": ink, "wide": wide}
            self.bars.append(_at(x=x, y=y, x2=x2, y2=y2) | how)
            return
        corners = [(x, y), (x2, y), (x2, y2), (x, y2), (x, y)]
        for begin, end in pairwise(corners):
            self.rule(*begin, *end, ink=ink, wide=wide, dashed=True)

    def rule(  # noqa: PLR0913  # two ends, and how it is drawn
        self, x: float, y: float, x2: float, y2: float, *, ink: str, wide: float = 1,
        dashed: bool = False,
    ) -> None:  # fmt: skip
        """A straight line."""
        self.rules.append(_at(x=x, y=y, x2=x2, y2=y2) | {"ink": ink, "wide": wide, "dash": dashed})

    def line(
        self,
        through: Iterable[tuple[float, float]],
        *,
        ink: str,
        wide: float = 1,
        dashed: bool = False,
    ) -> None:
        """A line through places in order; of one place there is none."""
        places = list(through)
        if len(places) < 2:  # noqa: PLR2004  # a line has two ends
            return
        how = {"ink": ink, "wide": wide, "dash": dashed, "line": self._drawn_lines}
        self.lines += [_at(x=x, y=y) | how for x, y in places]
        self._drawn_lines += 1

    @property
    def drawn_lines(self) -> int:
        """How many lines there are."""
        return self._drawn_lines

    def point(  # noqa: PLR0913  # a place, and how it is drawn
        self, x: float, y: float, shape: str, *, ink: str, fill: str = "", size: float = 60,
        wide: float = 1.5,
    ) -> None:  # fmt: skip
        """A symbol, filled with its ink where nothing else is said."""
        how = {"shape": shape, "ink": ink, "fill": fill or ink, "size": size, "wide": wide}
        self.points.append(_at(x=x, y=y) | how)

    def verdict(self, x: float, y: float, mark: Mark, *, size: float = 150) -> None:
        """The mark of a result or rating, as it stands beside words in tables."""
        shape, is_filled = MARK_SHAPES[mark]
        ink = MARK_INKS[mark]
        self.point(x, y, shape, ink=ink, fill="" if is_filled else "none", size=size,
                   wide=1 if is_filled else 3)  # fmt: skip

    def text(  # noqa: PLR0913  # a place, and how it is set
        self, x: float, y: float, words: str, *, align: Align = "left", size: float = SIZE,
        ink: str = INK, bold: bool = False, clear: bool = False,
    ) -> None:  # fmt: skip
        """Words on one line; ``y`` is its foot. Cleared of what lies under them where asked."""
        weight = ' font-weight="bold"' if bold else ""
        if clear:
            weight += f' stroke="{PAPER}" stroke-width="3" paint-order="stroke"'
        anchor = "" if align == "left" else f' text-anchor="{_ANCHORS[align]}"'
        self.words.append(
            f'<text x="{_plain(x)}" y="{_plain(y)}" font-size="{_plain(size)}" fill="{ink}"'
            f"{anchor}{weight}>{safe(words)}</text>"
        )

    def made_up(self) -> None:
        """Says across the whole chart that something in it was made up."""
        size = min(_WATERMARK, self.height / 2)
        self._watermark(self.width / 2, self.height / 2 + size / 3, size)

    def made_up_at(self, x: float, y: float, size: float = SIZE) -> None:
        """Says so across a part of a chart, by its middle and foot."""
        self._watermark(x, y, size)

    def _watermark(self, x: float, y: float, size: float) -> None:
        self.beneath.append(
            f'<text x="{_plain(x)}" y="{_plain(y)}" font-size="{_plain(size)}" font-weight="bold" '
            f'fill="{MADE_UP}" fill-opacity="0.18" letter-spacing="2" '
            f'text-anchor="middle">ILLUSTRATIVE</text>'
        )

    def key(self, shape: str, words: str, *, ink: str = SOFT, fill: str = "") -> None:
        """A line at the foot that says what a symbol stands for; makes the chart higher."""
        self.height += 18
        self.point(6, self.height - 8, shape, ink=ink, fill=fill, size=50)
        self.text(16, self.height - 4, words, size=SMALL, ink=SOFT)


def safe(words: str) -> str:
    """Words as XML holds them: letters that it forbids are shown as what cannot be shown."""
    return escape(_NO_XML.sub("\N{REPLACEMENT CHARACTER}", words))


def width_of(words: str, size: float = SIZE) -> float:
    """About how wide words are set, a little too wide rather than too narrow."""
    return size * sum(map(_letter, words))


def _letter(letter: str) -> float:
    if letter in _NARROW:
        return _NARROW_WIDTH
    if ord(letter) >= _WIDE_FROM:
        return _WIDE_WIDTH
    return _BROAD_WIDTH if letter.isupper() or letter in "mw%@" else _ORDINARY_WIDTH


def wrapped(words: str, width: float, *, size: float = SIZE, most: int = 2) -> list[str]:
    """Words in lines of a width; what does not fit in as many lines as there may be is cut off."""
    lines = [""]
    # What is longer than all lines together need not be looked at to its end.
    for word in words[: int(most * width)].split():
        joined = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(joined, size) > width:
            lines.append(word)
        else:
            lines[-1] = joined
    fits = len(lines) <= most and len(words) <= int(most * width)
    kept = lines[:most]
    if not fits:
        kept[-1] += "\N{HORIZONTAL ELLIPSIS}"
    return [_cut(line, width, size) for line in kept]


def _cut(line: str, width: float, size: float) -> str:
    if width_of(line, size) <= width:
        return line
    ends = accumulate(size * _letter(letter) for letter in line.rstrip("\N{HORIZONTAL ELLIPSIS}"))
    kept = sum(end + size <= width for end in ends)
    return line[:kept].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def brief(words: str) -> str:
    """A value in as few letters as a chart has room for: ≥ 367."""
    for long, short in (
        ("at least ", "≥ "),
        ("at most ", "≤ "),
        ("more than ", "> "),
        ("less than ", "< "),
        ("about ", "≈ "),
    ):
        words = words.replace(long, short)
    if words.startswith("between "):
        words = words.removeprefix("between ").replace(" and ", "\N{EN DASH}")
    return words


def ticks(low: float, high: float, *, whole: bool = False, about: int = 4) -> list[float]:
    """Round numbers from at or below the low end to at or above the high one.

    Args:
        low: the low end.
        high: the high end.
        whole: whether only whole numbers have a meaning.
        about: into how many steps.
    """
    span = high - low
    if span <= 0:
        return [low, low + 1.0]
    rough = max(span / about, 1.0 if whole else 0.0)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * n for n in (1, 2, 5, 10) if power * n >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(n * step, 10) for n in range(first, max(last, first + 1) + 1)]


def tick_words(at: float, unit: str) -> str:
    """A round number on an axis, with the signs of percent and dollars."""
    number = f"{abs(at):,.10f}".rstrip("0").rstrip(".")
    signed = f"${number}" if unit == "USD" else f"{number}%" if unit == "percent" else number
    return f"\N{MINUS SIGN}{signed}" if at < 0 else signed


def _at(**places: float) -> dict[str, Any]:
    return {name: round(at, 1) for name, at in places.items()}


def _plain(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
