"""Writes the rows of a delivery at once, as if all of them were good; most often they are.

Every cell is held to the same rules as one by one, only that nothing is set apart: the first cell
that is not good, or the first row without the right shape, breaks it off, and what of texts is
asked of the written words finds the rest. Then the files are read again, row by row.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from milepost.facts.cell_checks import CellCheck
from milepost.facts.engines.opened import Duck, DuckError, named, quoted
from milepost.facts.same_keys import rows_of
from milepost.facts.sources_of_rows import Source
from milepost.plan.model import Extract


def written_at_once(
    duck: Duck,
    extract: Extract,
    checks: Sequence[CellCheck],
    sources: Sequence[Source],
    whole: Path,
) -> bool:
    """Write the rows of all files into one, in their order; whether every row was good.

    Args:
        duck: the engine.
        extract: the extract.
        checks: what is asked of its columns.
        sources: the files.
        whole: what is written; where a row was not good, it is not there.
    """
    if any(source.head.is_parquet or source.looks.zeros for source in sources):
        return False
    rows = " UNION ALL ".join(_rows(extract, checks, source) for source in sources)
    wrong = " OR ".join(f"count_if({check.against}) > 0" for check in checks)
    try:
        duck.rows(f"COPY ({rows}) TO {quoted(str(whole))} (FORMAT parquet)")
        good = not duck.one(f"SELECT {wrong} FROM {rows_of([whole])}")[0]  # noqa: S608  # quoted
    except DuckError:
        good = False
    if not good:
        whole.unlink(missing_ok=True)
    return good


def _rows(extract: Extract, checks: Sequence[CellCheck], source: Source) -> str:
    """The rows of one file, each cell once as text and once as its value, of which one is kept."""
    each = [f"{check.text} AS t{at}, {check.value} AS v{at}" for at, check in enumerate(checks)]
    kept = ", ".join(f"{check.kept} AS {named(check.column.name)}" for check in checks)
    texts = source.texts(extract, "an error", nulls=True)
    return f"SELECT {kept} FROM (SELECT {', '.join(each)} FROM ({texts}) AS s) AS p"  # noqa: S608
