"""The JSON Schema of audits; ``python -m tests.audit.schema`` writes its file again."""

from __future__ import annotations

from typing import Final

from milepost.plan.audit.as_json import schema
from tests.schemas import FOLDER, as_written

AUDIT: Final = FOLDER / "audit.schema.json"

if __name__ == "__main__":
    AUDIT.write_text(as_written(schema()), encoding="utf-8")
