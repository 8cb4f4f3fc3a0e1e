"""Text as either database can keep it, and back, without loss.

PostgreSQL keeps no NUL, and no database keeps half of a surrogate pair; both can stand in what an
agency sends. Such a character is written as U+001A and its four hexadecimal digits, and U+001A
itself likewise. What is hashed is the text as it is kept.
"""

from __future__ import annotations

import re
from typing import Any, Final

MARK: Final = "\x1a"
_AWKWARD: Final = re.compile("[\x00\x1a\ud800-\udfff]")
_KEPT: Final = re.compile("\x1a([0-9a-f]{4})")


def storable(text: str) -> str:
    """A text as it is kept."""
    return _AWKWARD.sub(lambda found: f"{MARK}{ord(found[0]):04x}", text)


def restored(text: str) -> str:
    """The text that was kept so."""
    if MARK not in text:
        return text
    return _KEPT.sub(lambda found: chr(int(found[1], 16)), text)


def storable_row(row: dict[str, Any]) -> dict[str, Any]:
    """A row with every text in it as it is kept."""
    return {k: storable(v) if isinstance(v, str) else v for k, v in row.items()}
