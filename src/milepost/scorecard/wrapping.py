"""Sentences set in lines for a terminal or a mail."""

from __future__ import annotations

import textwrap
from typing import Final

WIDTH: Final = 80


def wrapped(text: str, first: str = "", hang: str = "", width: int = WIDTH) -> list[str]:
    """A text in lines, in which no word and no name with hyphens is broken.

    Args:
        text: the text.
        first: what stands before its first line.
        hang: what stands before the others.
        width: how many columns there are.
    """
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
