"""The digest of an extract's declaration, under which its rows were read."""

from __future__ import annotations

import hashlib
import json
from typing import Final

from milepost.plan.model import Extract, ExtractColumn, Plan

# Raised when the same cells are taken otherwise than before, so that all are read again.
_RULES: Final = 1
UNDECLARED: Final = "none"
_DIGITS: Final = 18


def digits_of(column: ExtractColumn) -> tuple[int, int]:
    """How many digits a number has in all, and how many of them are decimals."""
    decimals = column.decimals or 0
    return max(column.digits or _DIGITS, decimals, 1), decimals


def codes_of(plan: Plan, column: ExtractColumn) -> tuple[str, ...]:
    """The codes a column may hold."""
    if column.code_list is None:
        return column.codes
    lists = {codes.id: codes for codes in plan.code_lists}
    listed = lists.get(column.code_list)
    return tuple(code.code for code in listed.codes) if listed else ()


def declaration_digest(plan: Plan, extract: Extract | None) -> str:
    """What decides how its rows are read, as a digest; of one that is not declared "none".

    Titles and what columns mean are not in it: rows need not be read again for another word.
    """
    if extract is None:
        return UNDECLARED
    columns = [
        (c.name, c.type, codes_of(plan, c), digits_of(c) if c.type == "number" else (), c.required)
        for c in extract.columns
    ]
    held = (_RULES, extract.id, extract.owner, extract.key, extract.event.column, columns)
    return hashlib.sha256(json.dumps(held, ensure_ascii=False).encode()).hexdigest()
