"""How reporting stands, for machines."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from milepost.scorecard.status import StatusReport

_ADAPTER = TypeAdapter(StatusReport)


def as_json(report: StatusReport) -> str:
    """The status as JSON, described by :func:`schema`."""
    held = _ADAPTER.dump_python(report, mode="json")
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of the status; docs/schemas/status.schema.json holds it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_ADAPTER.json_schema(mode="serialization"),
    }
