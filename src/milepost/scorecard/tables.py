"""The scorecard as tables for machines: CSV and XLSX are drawn from these, cell by cell.

A new part of the scorecard becomes a table by a line in :data:`TABLES`, at the foot.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from milepost.scorecard import (
    tables_of_agencies,
    tables_of_changes,
    tables_of_deliveries,
    tables_of_duties,
    tables_of_edition,
    tables_of_figures,
    tables_of_findings,
    tables_of_means,
    tables_of_misses,
    tables_of_opening,
    tables_of_places,
    tables_of_plan,
    tables_of_quality,
    tables_of_quarter,
    tables_of_record,
    tables_over_time,
)
from milepost.scorecard.anchors import Anchors, anchor
from milepost.scorecard.card import Scorecard
from milepost.scorecard.document import Document
from milepost.scorecard.typed_tables import Raw, TypedColumn, TypedTable

# Every table, in the order of sheets and files.
TABLES: Final[tuple[Callable[[Scorecard], TypedTable], ...]] = (
    tables_of_plan.this_scorecard,
    tables_of_opening.year_on_year,
    tables_of_opening.changed,
    tables_of_opening.attention,
    tables_of_record.counts,
    tables_of_quarter.risks,
    tables_of_quarter.progress,
    tables_of_quarter.contribution,
    tables_of_figures.targets,
    tables_of_figures.figures_shown,
    tables_over_time.five_years,
    tables_over_time.years_before,
    tables_over_time.over_time,
    tables_over_time.funnels,
    tables_of_places.by_code,
    tables_of_places.corroborations,
    tables_of_places.entities,
    tables_of_figures.context,
    tables_of_figures.standards,
    tables_of_places.withheld,
    tables_of_plan.objectives,
    tables_of_means.needs,
    tables_of_means.contributors,
    tables_of_means.money,
    tables_of_means.actions,
    tables_of_means.mechanisms,
    tables_of_means.reviews,
    tables_of_findings.recommendations,
    tables_of_findings.parts,
    tables_of_findings.milestones,
    tables_of_plan.measures,
    tables_of_plan.agencies,
    tables_of_agencies.standings,
    tables_of_agencies.agency_targets,
    tables_of_agencies.punctuality,
    tables_of_duties.windows,
    tables_of_agencies.roles,
    tables_of_duties.duties,
    tables_of_duties.assertions,
    tables_of_duties.explanations_owed,
    tables_of_edition.published_as_owed,
    tables_of_misses.misses,
    tables_of_misses.obligations,
    tables_of_misses.answers,
    tables_of_record.reporting,
    tables_of_record.files,
    tables_of_record.not_taken,
    tables_of_record.said,
    tables_of_findings.audit,
    tables_of_findings.audit_objectives,
    tables_of_findings.audit_in_print,
    tables_of_changes.goalposts,
    tables_of_changes.goalpost_ratings,
    tables_of_changes.editions,
    tables_of_changes.restated,
    tables_of_changes.moved_goalposts,
    tables_of_changes.moved_ratings,
    tables_of_quality.quality,
    tables_of_quality.assessments,
    tables_of_quality.limits,
    tables_of_deliveries.extracts,
    tables_of_deliveries.deliveries,
    tables_of_quality.lacking_counts,
    tables_of_quality.lacking,
    tables_of_quality.depends,
    tables_of_quality.what_ifs,
    tables_of_quarter.method,
    tables_of_record.waivers,
    tables_of_quarter.glossary,
    tables_of_places.index,
    tables_of_record.places,
    tables_of_record.footnotes,
)


def tables(card: Scorecard) -> tuple[TypedTable, ...]:
    """Every table of a scorecard; one without rows is there all the same."""
    there = _places_of(card.document())
    return tuple(_finished(table(card), there, card.illustrative) for table in TABLES)


def _places_of(page: Document) -> frozenset[str]:
    """Every name of a place on the page: its parts, rows, cells and charts."""
    charts = (f"chart/{chart.id}" for chart in page.every_chart())
    return Anchors.of(page).known.union(charts)


def _finished(table: TypedTable, there: frozenset[str], all_made_up: bool) -> TypedTable:  # noqa: FBT001
    """A table whose permalinks lead somewhere, and whose rows are marked where all is made up."""

    def value(column: TypedColumn, raw: Raw) -> Raw:
        if column.name == "permalink":
            return f"#{anchor(str(raw))}" if raw in there else None
        return True if column.name == "illustrative" and all_made_up else raw

    rows = tuple(
        tuple(value(c, raw) for c, raw in zip(table.columns, row, strict=True))
        for row in table.rows
    )
    return replace(table, rows=rows)
