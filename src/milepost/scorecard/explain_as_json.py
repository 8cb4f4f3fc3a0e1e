"""An explanation, for machines."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from milepost.scorecard.way_back import WayBack

_ADAPTER = TypeAdapter(WayBack)


def as_json(way: WayBack) -> str:
    """An explanation as JSON, described by :func:`schema`; that it is not public stands first."""
    held = _ADAPTER.dump_python(way, mode="json")
    held = {"not_for_publication": held.pop("not_for_publication"), **held}
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of an explanation; docs/schemas/explain.schema.json holds it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_ADAPTER.json_schema(mode="serialization"),
    }
