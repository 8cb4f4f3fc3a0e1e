"""The digest of an extract's declaration, under which its rows were read."""

from __future__ import annotations

import hashlib
import json
from typing import Final

from milepost.facts.cell_checks import codes_of, digits_of
from milepost.plan.model import Extract, Plan

# Raised when the same cells are taken otherwise than before, so that all are read again.
_RULES: Final = 1
UNDECLARED: Final = "none"


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
