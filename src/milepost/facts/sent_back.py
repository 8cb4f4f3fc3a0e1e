"""The rows of a delivery that were not taken, as a CSV to be sent back to its sender."""

from __future__ import annotations

from pathlib import Path

from milepost.facts.engines.opened import named, opened, quoted
from milepost.facts.keeping import digest_of

# As in sources.as_no_formula: what a spreadsheet takes for a formula, unless it is a number.
_FORMULA = r"[=+\-@\t\r\n\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}](?s:.*)"
_NUMBER = r"-?[0-9]+(\.[0-9]+)?(E[+-]?[0-9]+)?"


def rows_to_send_back(rows: Path, folder: Path, stem: str) -> Path:
    """Write rows in quarantine as CSV: file, row, why, and the cells as they were sent.

    What a spreadsheet could take for a formula gets an apostrophe in front.

    Args:
        rows: the Parquet file that holds them.
        folder: where the CSV is written.
        stem: how it is named; another file of that name that holds something else is left alone.

    Returns:
        The CSV.
    """
    made = folder / f".{stem}-quarantine.csv"
    with opened(folder / f".{stem}-spill") as duck:
        source = f"read_parquet({quoted(str(rows))})"
        columns = duck.rows(f"DESCRIBE SELECT * FROM {source}")  # noqa: S608  # quoted
        shown = ", ".join(
            f"{_as_no_formula(named(name))} AS {named(name)}" if kind == "VARCHAR" else named(name)
            for name, kind, *_ in columns
        )
        duck.rows(
            f"COPY (SELECT {shown} FROM {source}) TO {quoted(str(made))} "  # noqa: S608  # quoted
            "(FORMAT csv, HEADER, FORCE_QUOTE *)"
        )
    path, tried = folder / f"{stem}-quarantine.csv", 1
    while path.exists() and digest_of(path) != digest_of(made):
        tried += 1
        path = folder / f"{stem}-quarantine-{tried}.csv"
    made.replace(path)
    return path


def _as_no_formula(column: str) -> str:
    is_one = f"regexp_full_match({column}, '{_FORMULA}')"
    return (
        f"CASE WHEN {is_one} AND NOT regexp_full_match({column}, '{_NUMBER}') "
        f"THEN concat(chr(39), {column}) ELSE {column} END"
    )
