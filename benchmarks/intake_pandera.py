"""Validates one table with pandera; prints what it found, as JSON.

``/path/to/venv/bin/python -m benchmarks.intake_pandera SCHEMA TABLE``, as its own process.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pandas as pd
import pandera.pandas as pa  # type: ignore[import-not-found]  # has its own venv


def main(schema: Path, table: Path) -> None:
    """Validate the table by the schema of the benchmark."""
    declared = json.loads(schema.read_text(encoding="utf-8"))
    start, used = time.perf_counter(), time.process_time()
    described = pa.DataFrameSchema(
        {
            "agency": pa.Column(str, pa.Check.isin([declared["agency"]])),
            "measure": pa.Column(str, pa.Check.isin(declared["measures"])),
            "period": pa.Column(str, pa.Check.str_matches(f"^(?:{declared['period']})$")),
            "value": pa.Column(float, pa.Check.in_range(0, declared["most"]), coerce=True),
            "of": pa.Column(float, pa.Check.ge(0), nullable=True, coerce=True),
            "state": pa.Column(str, pa.Check.isin(["", *declared["states"]])),
            "note": pa.Column(str),
        },
        unique=["agency", "measure", "period", "state"],
    )
    frame = pd.read_csv(table, dtype=str, keep_default_na=False)
    frame["of"] = frame["of"].where(frame["of"] != "")
    problems = 0
    try:
        described.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        problems = len(error.failure_cases["index"].dropna().unique())
    print(  # noqa: T201  # what it is for
        json.dumps(
            {
                "seconds": time.perf_counter() - start,
                "processor": time.process_time() - used,
                "rows": len(frame),
                "problems": problems,
            }
        )
    )


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
