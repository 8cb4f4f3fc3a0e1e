"""The JSON Schemas under docs/schemas: ``python -m tests.schemas`` writes them again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from milepost.scorecard import (
    agency_scorecard_as_json,
    as_json,
    changes,
    explain_as_json,
    notices_as_json,
    receipt_as_json,
    report_as_json,
    review_as_json,
    status_as_json,
)

FOLDER: Final = Path(__file__).parents[1] / "docs/schemas"
SCORECARD: Final = FOLDER / "scorecard.schema.json"
DIFF: Final = FOLDER / "diff.schema.json"
PROBLEMS: Final = FOLDER / "problems.schema.json"
EVALUATION: Final = FOLDER / "evaluation.schema.json"
STATUS: Final = FOLDER / "status.schema.json"
EXPLAIN: Final = FOLDER / "explain.schema.json"
SUBMIT: Final = FOLDER / "submit.schema.json"
REVIEW: Final = FOLDER / "review.schema.json"
AGENCY: Final = FOLDER / "agency-scorecard.schema.json"
NOTICES: Final = FOLDER / "notices.schema.json"

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def problems_schema() -> dict[str, Any]:
    """What ``milepost check --format json`` prints."""
    count = {"type": ["integer", "null"], "minimum": 1}
    name = {"type": ["string", "null"], "minLength": 1}
    text = {"type": "string", "minLength": 1}
    properties = {
        "file": text | {"description": "The file, as the workspace shows it."},
        "line": count | {"description": "Line from 1; null for a whole file or a workbook."},
        "column": count | {"description": "Column from 1; null where the whole line is meant."},
        "sheet": name | {"description": "Sheet of a workbook."},
        "cell": name | {"description": "Cell of a sheet or of a table in CSV, such as D14."},
        "severity": {"enum": ["error", "warning"]},
        "code": {"type": "string", "pattern": "^[PS][0-9]{3}$", "description": "Stable code."},
        "message": text | {"description": "What is wrong, with the offending text."},
        "remedy": text | {"description": "What to write instead."},
    }
    return {
        "$schema": _DIALECT,
        "title": "Problems",
        "description": "Every problem of a run, in order of place.",
        "type": "object",
        "properties": {
            "problems": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": properties,
                    "required": list(properties),
                    "additionalProperties": False,
                },
            }
        },
        "required": ["problems"],
        "additionalProperties": False,
    }


def as_written(schema: dict[str, Any]) -> str:
    """A schema as its file holds it."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    SCORECARD.write_text(as_written(as_json.schema()), encoding="utf-8")
    EVALUATION.write_text(as_written(report_as_json.schema()), encoding="utf-8")
    STATUS.write_text(as_written(status_as_json.schema()), encoding="utf-8")
    EXPLAIN.write_text(as_written(explain_as_json.schema()), encoding="utf-8")
    SUBMIT.write_text(as_written(receipt_as_json.schema()), encoding="utf-8")
    REVIEW.write_text(as_written(review_as_json.schema()), encoding="utf-8")
    AGENCY.write_text(as_written(agency_scorecard_as_json.schema()), encoding="utf-8")
    NOTICES.write_text(as_written(notices_as_json.schema()), encoding="utf-8")
    DIFF.write_text(as_written(changes.schema()), encoding="utf-8")
    PROBLEMS.write_text(as_written(problems_schema()), encoding="utf-8")
