"""Rows on which engines are known to differ, and a store that holds them as deliveries.

Blanks in every column, empty texts beside them, ties, the ends of fiscal years, leap days, days
before 1582 and after 9000, numbers of 18 and 38 digits, and texts that sort differently by letter,
by byte and by language.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import duckdb

from milepost.periods import parse_period
from milepost.submissions.extracts import Delivery, SentFile, Store, StoredRows
from milepost.submissions.model import Submission

Row = dict[str, Any]

_DAYS: Final = (
    None, "2007-09-30", "2007-10-01", "2007-12-31", "2008-01-01", "2008-02-29", "2008-03-31",
    "2008-04-01", "2008-06-30", "2008-07-01", "2008-09-30", "2008-10-01", "2000-02-29",
)  # fmt: skip
_FAR_DAYS: Final = (
    None, "0001-01-01", "1582-10-04", "1582-10-10", "1582-10-15", "1899-12-31", "1900-02-28",
    "1969-12-31", "1970-01-01", "2008-02-29", "9999-12-31",
)  # fmt: skip
_TEXTS: Final = (
    None, "", " ", "a", "A", "b", "Z", "ä", "ß", "é", "e\u0301", "a%b", "a_b", "axb", "a\\b", "\\",
    "100%", "it's", "a\nb", "日本", "\U0001f600", "ab ", "null", "İ", "ab",
)  # fmt: skip
_WHOLES: Final = (None, 0, 0, 1, 1, 1, 2, -1, -7, 7, 30, 2**53 + 1, -(2**53) - 1)
_AMOUNTS: Final = (
    None, "0.00", "0.01", "-0.01", "0.10", "2.50", "2.50", "-2.50", "99.99", "1.005e1",
    "9999999999999999.99", "-9999999999999999.99", "1234567890123456.78",
)  # fmt: skip
_HUGES: Final = (
    None, "0", "1", "-1", "12345678901234567890123456789012345678", "98765432109876543210",
    "-12345678901234567890123456789012345678",
)  # fmt: skip
_FINES: Final = (None, "0", "0.000000000000000001", "-0.000000000000000001", "0.1", "3")
STATES: Final = ("TX", "CA", "AZ", "NM")

TYPES: Final = {
    "number_of": "VARCHAR",
    "happened_on": "DATE",
    "ended_on": "DATE",
    "long_ago": "DATE",
    "state": "VARCHAR",
    "words": "VARCHAR",
    "pieces": "BIGINT",
    "amount": "DECIMAL(18,2)",
    "huge": "DECIMAL(38,0)",
    "fine": "DECIMAL(38,18)",
    "seized": "BOOLEAN",
    "taken_back": "BOOLEAN",
}


def hard_rows(count: int = 400, seed: int = 7, keys: int = 300) -> list[Row]:
    """So many rows, in which some keys come twice and more; always the same ones."""
    chance = random.Random(seed)  # noqa: S311  # the same rows each time
    pick = chance.choice

    def day(days: Sequence[str | None]) -> dt.date | None:
        chosen = pick(days)
        return None if chosen is None else dt.date.fromisoformat(chosen)

    def number(numbers: Sequence[str | None]) -> Decimal | None:
        chosen = pick(numbers)
        return None if chosen is None else Decimal(chosen)

    return [
        {
            "number_of": f"R{chance.randrange(keys):04}",
            "happened_on": day(_DAYS),
            "ended_on": day(_DAYS),
            "long_ago": day(_FAR_DAYS),
            "state": pick((None, *STATES)),
            "words": pick(_TEXTS),
            "pieces": pick(_WHOLES),
            "amount": number(_AMOUNTS),
            "huge": number(_HUGES),
            "fine": number(_FINES),
            "seized": pick((None, True, False)),
            "taken_back": pick((None, False, False, False, True)),
        }
        for _ in range(count)
    ]


@dataclass(frozen=True, slots=True)
class Sending:
    """Rows that came together.

    Attributes:
        extract: of which extract.
        rows: the rows.
        received_on: when.
        agency: from whom.
        period: for which period.
    """

    extract: str
    rows: tuple[Row, ...]
    received_on: dt.date = dt.date(2008, 11, 1)
    agency: str = "ATF"
    period: str = "FY2008"


def stored(store: Store, sendings: Sequence[Sending], group: int = 2048) -> tuple[Delivery, ...]:
    """Write each sending as one Parquet file, as intake would, and say what was delivered.

    Args:
        store: where to.
        sendings: in the order of their numbers.
        group: how many rows a group of a file holds; an engine may read each by another worker.
    """
    return tuple(_stored(store, n, s, group) for n, s in enumerate(sendings, 1))


def _stored(store: Store, number: int, sending: Sending, group: int) -> Delivery:
    words = repr([list(row.values()) for row in sending.rows])
    digest = hashlib.sha256(f"{number} {group} {words}".encode()).hexdigest()
    path = store.rows(digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        write_parquet(path, sending.rows, group)
    days = tuple(
        (column, min(known), max(known))
        for column, kind in TYPES.items()
        if kind == "DATE" and (known := [r[column] for r in sending.rows if r[column] is not None])
    )
    period = parse_period(sending.period)
    submission = Submission(
        number=number, agency=sending.agency, period=period, name=f"{sending.extract}-{number}",
        digest=digest, size=1, received_on=sending.received_on, revision=number,
        status="accepted", accepted=len(sending.rows), rejected=0,
    )  # fmt: skip
    # As at intake: where no row was taken, no file of rows is kept.
    rows = StoredRows("declared", digest if sending.rows else "", len(sending.rows), days=days)
    return Delivery(sending.extract, submission, (SentFile("rows.csv", digest, 1),), rows)


def write_parquet(path: Path, rows: Sequence[Row], group: int = 2048) -> None:
    """Rows as a typed Parquet file."""
    columns = ", ".join(f"{name} {kind}" for name, kind in TYPES.items())
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE rows ({columns})")
        marks = ", ".join(f"CAST(? AS {kind})" for kind in TYPES.values())
        for several in (rows[at : at + 100] for at in range(0, len(rows), 100)):
            connection.execute(
                f"INSERT INTO rows VALUES {', '.join(f'({marks})' for _ in several)}",  # noqa: S608
                [_as_sent(row[name]) for row in several for name in TYPES],
            )
        connection.execute(f"COPY rows TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE {group})")


def _as_sent(value: Any) -> Any:  # noqa: ANN401  # a cell of any type
    return str(value) if isinstance(value, Decimal) else value
