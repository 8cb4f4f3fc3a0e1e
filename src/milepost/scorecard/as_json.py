"""The scorecard for machines: the same rows, with every figure exactly beside its words."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from milepost.scorecard.card import Scorecard
from milepost.scorecard.meanings import with_meanings

_ADAPTER = TypeAdapter(Scorecard)


def as_json(card: Scorecard) -> str:
    """The scorecard as JSON, described by :func:`schema`."""
    return json.dumps(_ADAPTER.dump_python(card, mode="json"), indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of the scorecard; docs/schemas/scorecard.schema.json holds it.

    It is the data dictionary too: every field has its meaning.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **with_meanings(_ADAPTER.json_schema(mode="serialization"), Scorecard),
    }
