"""How a sentence ends that somebody else wrote."""

from __future__ import annotations

from typing import Final

_ENDED: Final = ('."', ".”", ".'", '?"', "?”", '!"', "!”")


def ended(text: str) -> str:
    """A text with one full stop at its end; none after one that stands within quotation marks."""
    bare = text.rstrip()
    return bare if bare.endswith(_ENDED) else f"{bare.rstrip('.')}."
