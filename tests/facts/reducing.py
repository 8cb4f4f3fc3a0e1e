"""Sets up what is to be reduced: extracts, rows as they would lie in the store, and measures."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import duckdb

from milepost.facts.cell_checks import digits_of
from milepost.periods import parse_period
from milepost.plan.model import (
    CalendarDeclaration,
    CodeList,
    Extract,
    ExtractColumn,
    Measure,
    Plan,
    Strategy,
)
from milepost.submissions.extracts import Delivery, Store, StoredRows
from milepost.submissions.model import Submission

_IN_FULL: Final[dict[str, Any]] = {
    "title": "A measure", "definition": "Made up.", "objective": "an-objective", "unit": "firearms",
    "kind": "output", "quantity": "flow", "basis": "fiscal", "frequency": "quarterly",
    "source": "made up",
}  # fmt: skip
Row = Mapping[str, Any]
_TYPES: Final = {
    "text": "VARCHAR", "code": "VARCHAR", "whole": "BIGINT", "date": "DATE", "yes-no": "BOOLEAN",
}  # fmt: skip


def extract_with(**changes: object) -> Extract:
    """An extract, "traces" of ATF unless something else is said."""
    said = {
        "id": "traces", "title": "Traces", "owner": "ATF", "row": "a trace", "key": ["number"],
        "event": {"column": "traced_on", "basis": "fiscal"}, "source": "made up",
    }  # fmt: skip
    columns = [
        {"means": f"made up: {column['name']}", **column}
        for column in changes.pop("columns")  # type: ignore[attr-defined]
    ]
    return Extract.model_validate({**said, **changes, "columns": columns})


def plan_with(
    extracts: Sequence[Extract],
    measures: Sequence[Mapping[str, Any]],
    lists: Mapping[str, Sequence[str]] | None = None,
    starts: str = "October",
) -> Plan:
    """A plan of measures that are computed from extracts."""
    owner = {e.id: e.owner for e in extracts}
    made = [
        _IN_FULL | {"agencies": [owner[m["from_extract"]["extract"]]]} | dict(m) for m in measures
    ]
    code_lists = tuple(
        CodeList.model_validate(
            {"id": name, "title": name, "source": "made up",
             "codes": [{"code": c, "title": c} for c in codes]}
        )
        for name, codes in (lists or {}).items()
    )  # fmt: skip
    return Plan.model_construct(
        strategy=Strategy(id="test", title="A test", issued_by="ATF", source="made up"),
        calendar_declaration=CalendarDeclaration.model_validate(
            {"fiscal_year_starts": starts, "source": "made up"}
        ),
        code_lists=code_lists,
        extracts=tuple(extracts),
        measures=tuple(Measure.model_validate(m) for m in made),
    )


@dataclass
class Deliveries:
    """Rows that were sent, as they lie in a store."""

    store: Store
    sent: list[Delivery] = field(default_factory=list)
    rows: dict[int, Sequence[Row]] = field(default_factory=dict)

    def send(
        self, extract: Extract, period: str, rows: Sequence[Row], on: str = "2009-12-01"
    ) -> Delivery:
        """Put rows into the store as a delivery for a period."""
        number = len(self.sent) + 1
        digest = write_rows(self.store, extract, rows) if rows else ""
        held = {
            c.name: [r[c.name] for r in rows if r.get(c.name) is not None]
            for c in extract.columns
            if c.type == "date"
        }
        days = [(name, min(dates), max(dates)) for name, dates in held.items() if dates]
        submission = Submission(
            number, extract.owner, parse_period(period), f"{number}.csv", "0" * 64, 1,
            dt.date.fromisoformat(on), 1, "accepted", len(rows), 0,
        )  # fmt: skip
        stored = StoredRows("", digest, len(rows), days=tuple(days))
        delivery = Delivery(extract.id, submission, (), stored)
        self.sent.append(delivery)
        self.rows[number] = rows
        return delivery


def write_rows(store: Store, extract: Extract, rows: Sequence[Row]) -> str:
    """Write typed rows as Parquet under their digest."""
    columns = extract.columns
    types = ", ".join(f'"{c.name}" {_type(c)}' for c in columns)
    held = [[_cell(row.get(c.name)) for c in columns] for row in rows]
    digest = hashlib.sha256(repr((types, held)).encode()).hexdigest()
    path = store.rows(digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        connection = duckdb.connect()
        connection.execute(f"CREATE TABLE rows ({types})")
        places = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO rows VALUES ({places})", held)  # noqa: S608
        connection.table("rows").write_parquet(str(path))
        connection.close()
    return digest


def _type(column: ExtractColumn) -> str:
    if column.type == "number":
        return "DECIMAL({},{})".format(*digits_of(column))
    return _TYPES[column.type]


def _cell(value: object) -> object:
    return str(value) if isinstance(value, Decimal) else value


def store_in(folder: Path) -> Deliveries:
    """Nothing sent yet, in a folder."""
    return Deliveries(Store(folder))
