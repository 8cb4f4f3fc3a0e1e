"""Validates one table with frictionless; prints what it found, as JSON.

``/path/to/venv/bin/python -m benchmarks.intake_frictionless SCHEMA TABLE``, as its own process.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from frictionless import (  # type: ignore[import-not-found]  # has its own venv
    Detector,
    Resource,
    Schema,
    system,
)


def main(schema: Path, table: Path) -> None:
    """Validate the table by the schema of the benchmark."""
    declared = json.loads(schema.read_text(encoding="utf-8"))
    start, used = time.perf_counter(), time.process_time()
    fields = [
        {"name": "agency", "type": "string", "constraints": {"enum": [declared["agency"]]}},
        {"name": "measure", "type": "string", "constraints": {"enum": declared["measures"]}},
        {"name": "period", "type": "string", "constraints": {"pattern": declared["period"]}},
        {
            "name": "value",
            "type": "number",
            "constraints": {"required": True, "minimum": 0, "maximum": declared["most"]},
        },
        {"name": "of", "type": "number", "constraints": {"minimum": 0}},
        {"name": "state", "type": "string", "constraints": {"enum": ["", *declared["states"]]}},
        {"name": "note", "type": "string"},
    ]
    # A total has no state, and a primary key may not be empty: so an empty cell counts as a text.
    described = Schema.from_descriptor(
        {
            "fields": fields,
            "primaryKey": ["agency", "measure", "period", "state"],
            "missingValues": [],
        }
    )
    described.get_field("of").missing_values = [""]
    detector = Detector(field_missing_values=[])
    with system.use_context(trusted=True):
        report = Resource(path=str(table), schema=described, detector=detector).validate(
            limit_errors=1_000_000
        )
    print(  # noqa: T201  # what it is for
        json.dumps(
            {
                "seconds": time.perf_counter() - start,
                "processor": time.process_time() - used,
                "rows": report.tasks[0].stats["rows"],
                "problems": report.stats["errors"],
                "first": [str(e.message) for e in report.tasks[0].errors[:1]],
            }
        )
    )


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
