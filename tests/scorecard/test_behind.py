"""What lies behind the ratings, laid out: lacking data, misses, and what the ratings depend on."""

from __future__ import annotations

from pathlib import Path

from milepost.scorecard.card import Scorecard
from milepost.scorecard.document import Part, Table
from tests.scorecard.cards import baseline, card, measure, target


def _part(composed: Scorecard, name: str) -> Part | None:
    return next((p for _, p in composed.document().every_part() if p.id == name), None)


def _table(composed: Scorecard, name: str) -> list[list[str]]:
    for _, table in composed.document().every_table():
        if table.id == name:
            return [[cell.text for cell in row.cells] for row in table.rows]
    return []


def test_measures_without_a_target_are_told_together(tmp_path: Path) -> None:
    declared = [measure(id=f"m-{n}", title=f"Measure {n}") for n in (1, 2)]
    late = measure(id="m-3", title="Measure 3", targets=target("5"), baseline=baseline("1"))
    composed = card(tmp_path, [*declared, late], ["ATF,m-1,FY2009,1,,,,,", "ATF,m-2,FY2009,1,,,,,"])
    assert _table(composed, "lacking-table") == [
        [
            "2 measures",
            "no target",
            "The plan declares it for: Measure 1; Measure 2.",
            "ONDCP",
        ],
        ["Measure 3", "not reported", "ATF sends FY2009 of “Measure 3”.", "ATF"],
    ]
    assert _table(composed, "lacking-counts") == [
        ["no target", "the office that issues the strategy", "2"],
        ["not reported", "an agency that is silent", "1"],
    ]


def test_where_all_was_judged_in_full_there_is_no_such_part(tmp_path: Path) -> None:
    declared = measure(targets=target("100"), baseline=baseline("50"))
    composed = card(tmp_path, [declared], ["ATF,cases,FY2009,100,,,,,"])
    assert _part(composed, "lacking") is None
    assert _part(composed, "misses") is None


def test_a_miss_is_told_with_what_it_obliges_to(tmp_path: Path) -> None:
    declared = measure(targets=target("100"), baseline=baseline("50"))
    composed = card(tmp_path, [declared], ["ATF,cases,FY2009,90,,,,,"])
    assert _table(composed, "misses-table") == [["Cases", "missed 1 year", "no", "no step"]]
    part = _part(composed, "misses")
    assert part is not None
    assert part.title == "Missed in a row, and what that obliges to"


def test_what_a_rating_depends_on_is_told_with_what_it_would_be(tmp_path: Path) -> None:
    declared = measure(targets=target("100"), baseline=baseline("50"), path="linear")
    composed = card(tmp_path, [declared], ["ATF,cases,FY2009,95,,at least,,,"])
    ((title, now, otherwise),) = _table(composed, "depends-table")
    assert (title, now) == ("Cases", "indeterminate, indeterminate: on track or achieved")
    assert "if ATF FY2009 is 95, the lower end of at least 95: not met, on track" in otherwise


def test_a_table_is_as_wide_in_each_row(tmp_path: Path) -> None:
    composed = card(tmp_path, [measure()], ["ATF,cases,FY2009,95,,,,,"])
    for part in (p for _, p in composed.document().every_part()):
        for block in part.blocks:
            if isinstance(block, Table):
                assert {len(row.cells) for row in block.rows} <= {len(block.columns)}
