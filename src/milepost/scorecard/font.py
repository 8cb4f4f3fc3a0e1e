"""The font of the printed forms: which characters it can set, and how wide they are.

Public Sans, shipped beside this module in three cuts (``fonts/OFL.txt`` says under which licence).
Its tables are read here, so that no character can reach paper as an empty box.
"""

from __future__ import annotations

import re
import string
import struct
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final

_CUTS: Final = ("Regular", "Italic", "Bold")
_SPACE: Final = " "
_NO_BREAK: Final = "\N{NO-BREAK SPACE}"
_MAY_BREAK: Final = "\N{ZERO WIDTH SPACE}"
_ASCII_HYPHEN: Final = "-"
# What the font lacks and another of its characters says as well.
_ALIKE: Final = {
    "\N{FIGURE SPACE}": _NO_BREAK,
    "\N{NARROW NO-BREAK SPACE}": _NO_BREAK,
    "\N{NON-BREAKING HYPHEN}": _ASCII_HYPHEN,
    "\N{HYPHEN}": _ASCII_HYPHEN,
}
_GAP: Final = re.compile(r"[^\S\u00a0\u2007\u202f]+")
# Without a shape of their own: a hyphen where a line ends, a place to break, the lines of a file.
_AS_IS: Final = ("\N{SOFT HYPHEN}", "\N{ZERO WIDTH SPACE}", "\n", "\r", "\t", "")
_FIGURE: Final = 0.7  # of the figures that stand under each other, in either cut
_LONG: Final = 24  # a word longer than this may be broken
_PIECE: Final = 10  # into pieces so long
_AFTER: Final = re.compile(r"(?<=[/_.:;,=&?#])(?=[^\s/_.:;,=&?#])")
_WORD: Final = re.compile(r"[^\s\u00a0]+")


@cache
def _table(cut: str) -> dict[str, bytes]:
    """The tables of a cut of the font, by name."""
    whole = (files("milepost.scorecard") / "fonts" / f"PublicSans-{cut}.ttf").read_bytes()
    (count,) = struct.unpack_from(">H", whole, 4)
    found = {}
    for i in range(count):
        name, _, start, length = struct.unpack_from(">4sIII", whole, 12 + 16 * i)
        found[name.decode("ascii")] = whole[start : start + length]
    return found


@cache
def _glyphs(cut: str) -> dict[int, int]:
    """The number of the glyph of each character, from a character map of format 4."""
    mapped = _table(cut)["cmap"]
    (start,) = struct.unpack_from(">I", mapped, 8)
    part = mapped[start:]
    (twice,) = struct.unpack_from(">H", part, 6)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", part, 14)
    starts = struct.unpack_from(f">{count}H", part, 16 + twice)
    deltas = struct.unpack_from(f">{count}H", part, 16 + 2 * twice)
    offsets = struct.unpack_from(f">{count}H", part, 16 + 3 * twice)
    found = {}
    for i, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for character in range(first, last + 1):
            glyph = character
            if offsets[i]:
                at = 16 + 3 * twice + 2 * i + offsets[i] + 2 * (character - first)
                (glyph,) = struct.unpack_from(">H", part, at) if at + 2 <= len(part) else (0,)
            if glyph and (glyph := (glyph + deltas[i]) & 0xFFFF):
                found[character] = glyph
    return found


@cache
def settable() -> frozenset[str]:
    """The characters that every cut of the font can set."""
    common = set.intersection(*(set(_glyphs(cut)) for cut in _CUTS))
    return frozenset(
        chr(c) for c in common if unicodedata.category(chr(c)) not in ("Cc", "Cf", "Cs", "Co")
    )


@cache
def _advances(cut: str) -> dict[str, float]:
    """How far each character takes the line on, in ems; figures as tables have them, all alike."""
    tables, glyphs = _table(cut), _glyphs(cut)
    (em,) = struct.unpack_from(">H", tables["head"], 18)
    (count,) = struct.unpack_from(">H", tables["hhea"], 34)
    metrics = struct.unpack_from(f">{2 * count}H", tables["hmtx"])
    found = {chr(c): metrics[2 * min(g, count - 1)] / em for c, g in glyphs.items()}
    return found | dict.fromkeys(string.digits, _FIGURE)


@cache
def width(text: str, *, bold: bool = False) -> float:
    """How wide a text is on one line, in ems."""
    known = _advances("Bold" if bold else "Regular")
    return sum(known.get(c, 0.0) for c in text)


def pieces(text: str) -> list[str]:
    """What of a printed text must stay on one line."""
    return re.split(r"[ \u200b]+|(?<=[-\u2013\u2014])(?!\d)", text)


def legible(text: str) -> str:
    """The text as the font can set it, with nothing lost; runs of white space become one space."""
    return spelled(_GAP.sub(_SPACE, unicodedata.normalize("NFC", text)).strip(_SPACE))


@cache
def printed(text: str) -> str:
    """The same, with places where words too long for a line may be broken."""
    return _WORD.sub(_breakable, legible(text))


def spelled(text: str) -> str:
    """The text with each run of characters that the font cannot set told by their numbers.

    So is a character that would act unseen on the direction or the joining of others: "[U+202E]".
    """
    known = settable()
    if known.issuperset(text):
        return text
    found: list[str] = []
    missing: list[str] = []
    for character in [*text, ""]:
        seen = _ALIKE.get(character, character)
        if seen in known or seen in _AS_IS:
            if missing:
                found.append(f"[{' '.join(missing)}]")
                missing = []
            found.append(seen)
        else:
            missing.append(f"U+{ord(character):04X}")
    return "".join(found)


def _breakable(match: re.Match[str]) -> str:
    word = match.group()
    if len(word) <= _LONG:
        return word
    parts = []
    for part in _AFTER.split(word):
        cut = [part[i : i + _PIECE] for i in range(0, len(part), _PIECE)]
        parts += cut if len(part) > _LONG else [part]
    return _MAY_BREAK.join(parts)
