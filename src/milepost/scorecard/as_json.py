"""The scorecard for machines: the same rows, with every figure exactly beside its words."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from milepost.scorecard.card import Scorecard

_ADAPTER = TypeAdapter(Scorecard)


def as_json(card: Scorecard) -> str:
    """The scorecard as JSON, described by :func:`schema`."""
    return json.dumps(_ADAPTER.dump_python(card, mode="json"), indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of the scorecard; docs/schemas/scorecard.schema.json holds it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_ADAPTER.json_schema(mode="serialization"),
    }
