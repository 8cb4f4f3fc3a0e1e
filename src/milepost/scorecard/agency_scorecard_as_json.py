"""An agency's scorecard for machines: the same rows, with every figure exactly beside its words."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from milepost.scorecard.agency_scorecard import AgencyScorecard
from milepost.scorecard.meanings import with_meanings

_ADAPTER = TypeAdapter(AgencyScorecard)


def as_json(card: AgencyScorecard) -> str:
    """The scorecard of an agency as JSON, described by :func:`schema`."""
    return json.dumps(_ADAPTER.dump_python(card, mode="json"), indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of it; docs/schemas/agency-scorecard.schema.json holds it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **with_meanings(_ADAPTER.json_schema(mode="serialization"), AgencyScorecard),
    }
