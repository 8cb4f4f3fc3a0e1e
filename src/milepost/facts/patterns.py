"""LIKE, as SQL has it: ``%`` stands for any text or none, ``_`` for exactly one character.

Engines know it under their own names, and narwhals does not; so it is put as a comparison where it
is one, and else as a regular expression that DuckDB's RE2 and Java read alike.
"""

from __future__ import annotations

import re
from typing import Final

import narwhals.stable.v2 as nw

_ACTS: Final = re.compile(r"([\\.^$|?*+()\[\]{}])")


def has_form(value: nw.Expr, pattern: str) -> nw.Expr:
    """Whether a text has the form of a pattern; null where there is no text."""
    if "_" not in pattern:
        between = pattern.strip("%")
        if not pattern.strip("%") and pattern:
            return value == value  # noqa: PLR0124  # any text; of none it is not known
        if "%" not in between:
            return _simple(value, pattern, between)
    return value.str.contains(as_regular_expression(pattern))


def as_regular_expression(pattern: str) -> str:
    """The pattern as a regular expression for the whole text, whatever lines it has."""
    return r"\A" + "".join(_piece(character) for character in pattern) + r"\z"


def _simple(value: nw.Expr, pattern: str, text: str) -> nw.Expr:
    """A text that begins so, ends so, has it within, or is it."""
    match pattern.startswith("%"), pattern.endswith("%"):
        case False, False:
            return value == text
        case False, True:
            return value.str.starts_with(text)
        case True, False:
            return value.str.ends_with(text)
        case _:
            return value.str.contains(text, literal=True)


def _piece(character: str) -> str:
    if character == "%":
        return r"[\s\S]*"
    if character == "_":
        return r"[\s\S]"
    return _ACTS.sub(r"\\\1", character)
