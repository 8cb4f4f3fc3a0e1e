"""What agencies reported as one Parquet file: a cache for reading much at once, never a source.

It is made from the record by duckdb, and carries what it was made of: the head of the chain, the
day, the plan's digest. Where any of them differs, or the rows are not those that were written, it
is made anew.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from milepost.ledger.rows import observation_values
from milepost.ledger.texts import storable
from milepost.submissions.model import InForce, Record
from milepost.submissions.unusable import OpenFilesError

if TYPE_CHECKING:
    import duckdb

# Raised whenever the columns below change, so that older files are made anew.
_LAYOUT: Final = "1"
_PLACES: Final = 12
_MOST_DIGITS: Final = 38
# A number that needs more digits than the type has is null there; what was stated is beside it.
_LONGEST_ROW: Final = 1_000_000_000
_DECIMAL: Final = f"DECIMAL({_MOST_DIGITS},{_PLACES})"
_COLUMNS: Final[Mapping[str, str]] = {
    "agency": "VARCHAR",
    "measure": "VARCHAR",
    "period": "VARCHAR",
    "dimensions": "VARCHAR",
    "bound": "VARCHAR",
    "number": _DECIMAL,
    "upper": _DECIMAL,
    "whole": _DECIMAL,
    "number_stated": "VARCHAR",
    "upper_stated": "VARCHAR",
    "whole_stated": "VARCHAR",
    "absence": "VARCHAR",
    "source": "VARCHAR",
    "note": "VARCHAR",
    "file": "VARCHAR",
    "sheet": "VARCHAR",
    "line": "INTEGER",
    "cell": "VARCHAR",
    "submission": "INTEGER",
    "received_on": "DATE",
    # "in force", "replaced" or "returned"; with the submission that took its place.
    "standing": "VARCHAR",
    "replaced_by": "INTEGER",
    "bytes_destroyed": "VARCHAR",
    "illustrative": "BOOLEAN",
}


@dataclass(frozen=True, slots=True)
class MadeOf:
    """What a snapshot was made of.

    Attributes:
        head: the head of the ledger's chain.
        as_of: the day; what was received later is not in it.
        plan_digest: the plan under which the files were read.
        illustrative: whether all of it was made up.
    """

    head: str
    as_of: dt.date
    plan_digest: str
    illustrative: bool

    def as_metadata(self, rows: str) -> dict[str, str]:
        """The same as the file carries it, with the digest of its rows."""
        return {
            "milepost_layout": _LAYOUT,
            "milepost_ledger_head": self.head,
            "milepost_as_of": self.as_of.isoformat(),
            "milepost_plan_digest": self.plan_digest,
            "milepost_illustrative": "yes" if self.illustrative else "no",
            "milepost_rows": rows,
        }


def holds(path: Path, made_of: MadeOf) -> bool:
    """Whether a file is the snapshot of just this, whole and unaltered."""
    if not path.is_file():
        return False
    connection = _duckdb()
    from duckdb import Error  # noqa: PLC0415  # it is there, as was just seen

    try:
        found = connection.execute(
            "SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)", [str(path)]
        ).fetchall()
        rows = _digest_of_rows(connection, "read_parquet(?, hive_partitioning=false)", [str(path)])
    except (Error, UnicodeDecodeError):
        return False  # not a Parquet file, cut short or damaged: it is made anew
    finally:
        connection.close()
    return dict(found) == made_of.as_metadata(rows)


def write_snapshot(
    record: Record, made_of: MadeOf, illustrative: frozenset[str], path: Path
) -> None:
    """Write the observations of a record, with those that they replaced or that were returned.

    Args:
        record: what holds as of that day.
        made_of: what it was made of.
        illustrative: the measures that were made up.
        path: the file, which is there whole or not at all.

    Raises:
        OpenFilesError: where it cannot be written.
        OSError: where the file cannot be written.
    """
    connection = _duckdb()
    from duckdb import Error  # noqa: PLC0415  # as in holds

    with tempfile.TemporaryDirectory(prefix=".milepost-", dir=path.parent) as made:
        lines, whole = Path(made, "rows.jsonl"), Path(made, "rows.parquet")
        with lines.open("w", encoding="utf-8", newline="\n") as file:
            for row in _rows(record, made_of, illustrative):
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        try:
            _as_parquet(connection, lines, made_of, whole)
        except Error as error:
            raise OpenFilesError(f"{path}: it cannot be written: {error}") from error
        finally:
            connection.close()
        os.replace(whole, path)  # noqa: PTH105  # in one stroke


def _as_parquet(
    connection: duckdb.DuckDBPyConnection, lines: Path, made_of: MadeOf, whole: Path
) -> None:
    connection.read_json(
        str(lines),
        columns=dict(_COLUMNS),
        format="newline_delimited",
        maximum_object_size=_LONGEST_ROW,
        hive_partitioning=False,  # a folder "year=2009" is no column
    ).create("observations")
    held = made_of.as_metadata(_digest_of_rows(connection, "observations", []))
    connection.execute(
        "COPY observations TO "
        f"{_quoted(str(whole))} (FORMAT parquet, KV_METADATA {_as_struct(held)})"
    )


def _rows(
    record: Record, made_of: MadeOf, illustrative: frozenset[str]
) -> Iterator[dict[str, Any]]:
    """Every row, by measure, agency, period and dimensions, the newest first."""
    found: list[tuple[InForce, str, int | None]] = []
    for held in record.in_force.values():
        found.append((held, "in force", None))
        for later, earlier in pairwise((held, *held.displaced)):
            found.append((earlier, "replaced", later.submission))
    found += [(held, "returned", None) for held, _ in record.returned]
    for held, standing, taken_by in sorted(found, key=lambda row: _order(row[0])):
        row = dict(zip(_COLUMNS, _cells(held), strict=False))
        of_measure = made_of.illustrative or held.observation.measure in illustrative
        yield row | {
            "standing": standing,
            "replaced_by": taken_by,
            "bytes_destroyed": storable(held.destroyed.in_words) if held.destroyed else "",
            "illustrative": of_measure,
        }


def _order(held: InForce) -> tuple[object, ...]:
    o = held.observation
    newest_first = (-held.received_on.toordinal(), -held.submission)
    return (o.measure, o.agency, o.period.first, str(o.period), o.dimensions, newest_first)


def _cells(held: InForce) -> tuple[object, ...]:
    """The columns up to the day of receipt, texts as the ledger keeps them."""
    o = held.observation
    agency, measure, period, dimensions, bound, number, upper, whole, absence, source, note = (
        storable(text) for text in observation_values(o)[:11]
    )
    place = o.value_place
    return (
        agency, measure, period, dimensions, bound,
        exactly(number), exactly(upper), exactly(whole), number, upper, whole,
        absence, source, note, storable(place.file), storable(place.sheet), place.line,
        storable(place.cell), held.submission, held.received_on.isoformat(),
    )  # fmt: skip


def exactly(text: str) -> str | None:
    """A number in plain digits, where the column can hold all of them."""
    if not text:
        return None
    number = Decimal(text)
    _, digits, exponent = number.normalize().as_tuple()
    assert isinstance(exponent, int)  # noqa: S101  # what is kept is a number, and finite
    fits = exponent >= -_PLACES and len(digits) + exponent <= _MOST_DIGITS - _PLACES
    return f"{number.normalize():f}" if fits else None


def _digest_of_rows(
    connection: duckdb.DuckDBPyConnection, table: str, parameters: list[str]
) -> str:
    """Count and a digest of all rows, by which a damaged page is told."""
    query = f"SELECT count(*), bit_xor(hash(rows)), sum(hash(rows)) FROM {table} AS rows"  # noqa: S608  # our own words
    found = connection.execute(query, parameters).fetchone()
    return " ".join(map(str, found or ()))


def _as_struct(held: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {_quoted(value)}" for key, value in held.items()) + "}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _duckdb() -> duckdb.DuckDBPyConnection:
    """A database in memory that reads what it is given and fetches nothing."""
    import duckdb  # noqa: PLC0415  # only where a Parquet file is wanted

    return duckdb.connect(
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
    )
