"""Under which digest what was reduced is remembered: that of all that decides it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from typing import Any, Final

import narwhals

# Raised when the same rows are reduced otherwise than before.
_RULES: Final = 2


def digest_of(*parts: object) -> str:
    """The digest of values, definitions and lists of them. Where a word stands is not in it.

    The version of what puts definitions into an engine's words is: another may put them otherwise.
    """
    held = [_RULES, narwhals.__version__, *(_plain(part) for part in parts)]
    text = json.dumps(held, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> Any:  # noqa: ANN401  # whatever JSON has
    if is_dataclass(value):
        named = (f.name for f in fields(value) if f.compare)
        return [type(value).__name__, *(_plain(getattr(value, name)) for name in named)]
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if value is None or isinstance(value, bool | int | str):
        return value
    return [type(value).__name__, str(value)]
