"""The scorecard as tables for machines: CSV and XLSX are drawn from these, cell by cell.

A new part of the scorecard becomes a table by a line in :data:`TABLES`, at the foot.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from milepost.scorecard.card import Scorecard
from milepost.scorecard.tables_of_figures import (
    context,
    figures_shown,
    standards,
    targets,
)
from milepost.scorecard.tables_of_plan import agencies, measures, objectives, this_scorecard
from milepost.scorecard.tables_of_record import (
    counts,
    files,
    footnotes,
    not_taken,
    places,
    reporting,
    said,
    waivers,
)
from milepost.scorecard.tables_over_time import over_time, years_before
from milepost.scorecard.typed_tables import TypedTable

# Every table, in the order of sheets and files.
TABLES: Final[tuple[Callable[[Scorecard], TypedTable], ...]] = (
    this_scorecard,
    counts,
    targets,
    figures_shown,
    years_before,
    over_time,
    context,
    standards,
    objectives,
    measures,
    agencies,
    reporting,
    files,
    not_taken,
    said,
    places,
    footnotes,
    waivers,
)


def tables(card: Scorecard) -> tuple[TypedTable, ...]:
    """Every table of a scorecard; one without rows is there all the same."""
    return tuple(table(card) for table in TABLES)
