"""How reporting stands, for machines."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from milepost.scorecard.status import StatusReport


@cache
def _adapter() -> TypeAdapter[StatusReport]:
    """Made when it is asked for: a status that is printed as text needs none."""
    return TypeAdapter(StatusReport)


def as_json(report: StatusReport) -> str:
    """The status as JSON, described by :func:`schema`."""
    held = _adapter().dump_python(report, mode="json")
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of the status; docs/schemas/status.schema.json holds it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_adapter().json_schema(mode="serialization"),
    }
