"""No sentence claims more than the record knows, and no promise is counted twice unsaid."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from milepost.scorecard.card import Scorecard
from milepost.scorecard.document import Cell, Table
from milepost.scorecard.model import Verdict
from milepost.scorecard.since import ChangesSince, MovedRating, SinceLastEdition
from milepost.scorecard.summary import summary
from tests.scorecard.cards import PLAN, card, measure

_CITING = PLAN.replace(
    "id: ATF, name: Bureau, source: made up", 'id: ATF, name: Bureau, source: "GAO-1, line 2"'
)


def _of_atf(root: Path, *sources: str) -> Scorecard:
    measures = [measure(id=f"m{n}", title=f"Cases {n}") for n, _ in enumerate(sources)]
    rows = [f'ATF,m{n},FY2009,80,,exact,,"{of}",' for n, of in enumerate(sources)]
    return card(root, measures, rows, plan=_CITING)


def test_figures_are_received_not_said_to_be_reported_to_the_office(tmp_path: Path) -> None:
    composed = _of_atf(tmp_path, "our database")
    about = " ".join(composed.about)
    assert "against the figures of agencies that were received by 2009-10-31" in about
    assert "reported to" not in about
    assert "ATF reported" not in composed.as_text()
    page = composed.agencies.page_of("ATF")
    assert page is not None
    assert page.finding == "Figures on record from ATF: 1 of 1 that was due."


def test_a_document_that_the_plan_cites_too_is_named_once_as_the_origin(tmp_path: Path) -> None:
    composed = _of_atf(tmp_path, "GAO-1, line 8", "GAO-1, lines 9, 10")
    assert " ".join(composed.about).count("The figures of Bureau are as printed in GAO-1.") == 1
    page = composed.agencies.page_of("ATF")
    assert page is not None
    assert page.finding == "Figures on record from ATF: 2 of 2 that were due, as printed in GAO-1."


@pytest.mark.parametrize("sources", [("GAO-1, line 8", "our database"), ("GAO-1, line 8", "")])
def test_where_not_all_figures_have_one_origin_none_is_named(
    tmp_path: Path, sources: tuple[str, ...]
) -> None:
    assert "as printed in" not in _of_atf(tmp_path, *sources).as_text()


def _promised(*periods: str, made_up: bool = False) -> str:
    more = ", illustrative: true" if made_up else ""
    each = (f"{{period: {p}, value: 10, rationale: r, source: s{more}}}" for p in periods)
    return f"[{', '.join(each)}]"


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        (_promised("FY2009"), "1 target was due: "),
        (
            _promised("FY2009", "FY2009-Q1", "FY2009-Q2"),
            "3 targets were due, 1 for the year and 2 for its quarters: ",
        ),
        (_promised("FY2009-Q1"), "1 target was due, 1 for its quarters: "),
        (
            _promised("FY2009", "FY2009-Q1", made_up=True),
            (
                "No targets were due. Measures with a figure for FY2009: 0 of 1; with a target: 0 "
                "of 1. Counted apart, illustrative: 2 targets were due, 1 for the year and 1 for "
                "its quarters: "
            ),
        ),
    ],
)
def test_targets_for_the_year_and_for_its_quarters_are_told_apart(
    tmp_path: Path, targets: str, expected: str
) -> None:
    cases = measure(frequency="quarterly", targets=targets)
    composed = card(tmp_path, [cases], [])
    assert composed.headline.startswith(expected)
    assert json.loads(composed.as_json())["headline"] == composed.headline
    for drawn in (composed.as_text(), summary(composed)):
        assert expected.strip() in " ".join(drawn.split())


def _years(composed: Scorecard) -> dict[str, Cell]:
    """The cells of the years in the first row of the table of five years."""
    tables = [table for _, table in composed.document().every_table()]
    (table,) = [table for table in tables if table.id == "o-years-table"]
    names = [column.id for column in table.columns]
    return dict(zip(names, table.rows[0].cells, strict=True))


_TWO_YEARS = ["ATF,cases,FY2008,46,,exact,,x,", "ATF,cases,FY2009,46,,exact,,x,"]


def test_a_year_before_the_first_file_has_no_figure_on_record(tmp_path: Path) -> None:
    composed = card(tmp_path, [measure(), measure(id="other")], _TWO_YEARS)
    (cases, other) = composed.sections[0].years
    assert [year.actual for year in cases.years] == ["no figure on record"] * 4 + ["46", "46"]
    silent = ["no figure on record"] * 5 + ["not reported"]
    assert [year.actual for year in other.years] == silent


def test_the_baseline_stands_in_its_year_with_its_source(tmp_path: Path) -> None:
    based = measure(baseline="{period: FY2008, value: 16, source: a report}")
    composed = card(tmp_path, [based], _TWO_YEARS[1:])
    cell = _years(composed)["year-FY2008"]
    assert (cell.text, cell.beneath) == ("16, the baseline", "a report")
    assert not cell.absent
    assert cell.exact is None


def test_the_counts_say_that_measures_without_a_target_are_among_the_not_rated(
    tmp_path: Path,
) -> None:
    measures = [measure(targets=_promised("FY2009")), measure(id="other", targets="")]
    composed = card(tmp_path, measures, _TWO_YEARS)
    found = composed.total
    rated = found.achieved + found.on_track + found.at_risk + found.off_track
    # One target, and one measure without any: both are in the columns of outlooks.
    assert (found.due + found.not_due, found.with_target, found.measures) == (1, 1, 2)
    assert rated + found.not_rated == 2
    (table,) = [t for _, t in composed.document().every_table() if t.id == "counts"]
    assert table.caption.endswith("; measures without a target are among the not rated")


def test_a_figure_is_not_made_up_for_a_target_that_is(tmp_path: Path) -> None:
    cases = measure(targets=_promised("FY2008", "FY2009", made_up=True))
    cell = _years(card(tmp_path, [cases], _TWO_YEARS))["year-FY2008"]
    assert (cell.text, cell.judged) == ("46", Verdict("met (illustrative)", "good"))
    assert not cell.illustrative


def test_an_objective_without_a_figure_has_no_empty_table(tmp_path: Path) -> None:
    cases = measure(targets=_promised("FY2008", "FY2009"))
    composed = card(
        tmp_path,
        [cases, measure(id="other", objective="p")],
        ["ATF,other,FY2009,46,,exact,,x,"],
        plan=PLAN.replace("scales:", "  - {id: p, goal: g, title: P, source: s}\nscales:"),
    )
    tables = [table.id for _, table in composed.document().every_table()]
    assert "o-years-table" not in tables
    assert "No measure of this objective has a figure on record" in composed.as_text()


def test_the_first_page_counts_what_is_otherwise_than_in_the_edition_before(tmp_path: Path) -> None:
    composed = card(tmp_path, [measure()], _TWO_YEARS)
    moved = MovedRating("cases", "Cases", "ATF", "FY2009", "met", "not met", "a day later", False)  # noqa: FBT003
    before = ChangesSince("FY2009-1", "FY2009", "2009-10-01", "2009-10-02", (), (), (moved,), 2, 1)
    again = replace(composed, since=SinceLastEdition((before,)))
    first = again.document().parts[0]
    parts = {part.id: part for part in first.parts}
    (table,) = [block for block in parts["changed"].blocks if isinstance(block, Table)]
    (row,) = table.rows
    assert [cell.text for cell in row.cells] == ["Edition FY2009-1", "none", "2", "none", "1"]
    assert row.cells[0].link in {part.id for _, part in again.document().every_part()}
    assert "changed-since-editions" not in composed.as_html()
