"""The report of ``milepost evaluate`` for machines: the same lines, each figure exactly."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from milepost.scorecard.report import Report

_ADAPTER = TypeAdapter(Report)


def as_json(report: Report) -> str:
    """The report as JSON, described by :func:`schema`."""
    held = _ADAPTER.dump_python(report, mode="json")
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of the report; docs/schemas/evaluation.schema.json holds it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_ADAPTER.json_schema(mode="serialization"),
    }
