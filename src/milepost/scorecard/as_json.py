"""The scorecard for machines: the same rows, with every figure exactly beside its words."""

from __future__ import annotations

import re
from typing import Any, Final

from pydantic import TypeAdapter

from milepost.scorecard.card import Scorecard
from milepost.scorecard.meanings import with_meanings

_ADAPTER = TypeAdapter(Scorecard)
# A number with a fraction stands alone on its line, or behind a key; a text ends in a quote.
_FRACTION: Final = re.compile(r"-?\d+(?:\.\d+(?:e-?\d+)?|e-?\d+)(?=,?$)", re.MULTILINE)


def as_json(card: Scorecard) -> str:
    """The scorecard as JSON, described by :func:`schema`."""
    # json.dumps() with an indent is slow; this differs from it only in how fractions are written.
    written = _ADAPTER.dump_json(card, indent=2).decode()
    return _FRACTION.sub(lambda found: repr(float(found[0])), written) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of the scorecard; docs/schemas/scorecard.schema.json holds it.

    It is the data dictionary too: every field has its meaning.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **with_meanings(_ADAPTER.json_schema(mode="serialization"), Scorecard),
    }
