"""Signs that show otherwise than they read.

What is harmless is read as what it shows: a space that does not break, digits of double width. What
may deceive is a problem that names the cell: marks that turn the order of digits, characters that
are not seen, controls. A note keeps its script, whatever that is: the marks by which Arabic, Hebrew
or Persian are written belong to it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_SPACES: Final = (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
_AS_SEEN: Final[dict[int, int]] = {
    **dict.fromkeys(_SPACES, 0x20),
    # Letters, digits and signs of double width.
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
}

# With them the halves of pairs, which no file can be written with.
_CONTROLS: Final = "\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
# What turns the letters of any script: nobody writes prose with it.
_OVERRIDES: Final = "\u202d\u202e"
_NOT_IN_PROSE: Final = re.compile(f"[{_CONTROLS}{_OVERRIDES}]")
_NOT_IN_WORDS: Final = re.compile(
    f"[{_CONTROLS}\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]"
)


def as_seen(text: str) -> str:
    """The text as its reader takes it: plain spaces, and letters and digits of single width."""
    return text if text.isascii() else text.translate(_AS_SEEN).strip()


def unseen(text: str, *, is_prose: bool) -> str:
    """The name of the first character that is not seen or turns others, or nothing.

    Args:
        text: what is written.
        is_prose: it is for people to read, and may be written in any script.
    """
    if text.isascii() and text.isprintable():
        return ""
    found = (_NOT_IN_PROSE if is_prose else _NOT_IN_WORDS).search(text)
    if not found:
        return ""
    name = unicodedata.name(found[0], "a control character").lower()
    return f"{name} (U+{ord(found[0]):04X})"


def without_unseen(text: str) -> str:
    """The text without any character that is not seen."""
    return _NOT_IN_WORDS.sub("", text)
