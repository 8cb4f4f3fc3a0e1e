"""What the benchmarks make of their runs: ratios, bounds, lines through costs, the page."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from benchmarks import national
from benchmarks.all import SIZES
from benchmarks.growth import GROWS, Point, draw, finding, power
from benchmarks.lines import line
from benchmarks.page import KINDS, PAGE, written
from benchmarks.plan_bounds import Run
from benchmarks.traces_by_hand import middle
from benchmarks.turns import Row, Turns, passed, table


def result(rows: list[Row], runs: dict[str, list[float]]) -> dict[str, Any]:
    machine = {"processor": "P", "cores": 2, "system": "Linux", "python": "3.11", "load": 0.5}
    turns = Turns(runs, machine)
    return {
        "machine": machine,
        "versions": {"duckdb": "2.0"},
        "size": "Ten rows.",
        "rows": [asdict(row) for row in rows],
        "figures": turns.figures(),
        "runs": runs,
    }


def test_the_worst_run_is_held_to_the_bound_not_the_median() -> None:
    rows = [Row("one", "a", 2), Row("two", "b", 10, "at least"), Row("three", "c")]
    held = result(rows, {"a": [1.0, 1.9, 1.0], "b": [10.0, 11.0, 12.0], "c": [9.0, 9.0, 9.0]})
    assert passed(held) == []
    broken = result(rows, {"a": [1.0, 2.0, 1.0], "b": [9.9, 11.0, 12.0], "c": [9.0, 9.0, 9.0]})
    assert passed(broken) == ["a", "b"]
    assert "| one | 1.00 | 1.00 | 2.00 | under 2 | not held |" in table(broken)
    assert "Ten rows. 3 turns. P, 2 cores, Linux, Python 3.11, duckdb 2.0." in table(broken)


def test_a_ratio_is_of_two_runs_of_one_turn_and_processes_add_up() -> None:
    turns = Turns(on={})
    for ours, theirs in ((3.0, 1.0), (8.0, 4.0)):
        turns.took("ours", Run("", ours - 1, 1, 50), Run("", 1, 1, 70))
        turns.took("theirs", Run("", theirs, 4, 10))
    turns.held_against("ours", "theirs")
    assert turns.runs["ours to theirs: seconds"] == [3.0, 2.0]
    assert turns.runs["ours to theirs: processor"] == [0.5, 0.5]
    assert turns.runs["ours: megabytes"] == [70, 70]


@pytest.mark.parametrize("exponent", [1, 2])
def test_the_power_of_a_growth_is_found_whatever_the_start_costs(exponent: int) -> None:
    sizes = (1, 2, 3, 5)
    start = 40.0
    points = [Point("rows", n, n, start + 2.0 * (n - 1) ** exponent) for n in sizes]
    assert power(points) == pytest.approx(exponent)
    assert power([Point("rows", n, n, start) for n in sizes]) is None


def test_a_line_gives_start_and_slope_and_says_how_sure_it_is() -> None:
    exact = line([(n, 1.5 + 0.25 * n) for n in (1, 10, 100, 1000)])
    assert exact.start == pytest.approx(1.5)
    assert exact.slope == pytest.approx(0.25)
    assert exact.at(10_000) == pytest.approx((2501.5, 2501.5, 2501.5))
    noisy = line([(1, 1.8), (10, 3.9), (100, 27.5), (1000, 240.0)])
    middle_, least, most = noisy.at(10_000)
    assert least < middle_ < most
    assert noisy.freedom == 2


@pytest.mark.parametrize(
    ("held", "found"),
    [([(5, 1)], "5.0"), ([(1, 2), (4, 2)], "2.5"), ([(1, 1), (9, 5)], "9.0"),
     ([(4, 1), (1, 1), (4, 1), (9, 1)], "4.0")],
)  # fmt: skip
def test_the_middle_of_counted_values_is_found_by_hand_too(
    held: list[tuple[int, int]], found: str
) -> None:
    assert middle(held, sum(count for _, count in held)) == found


def test_the_page_shows_what_was_kept_and_says_what_was_not(tmp_path: Path) -> None:
    kept = result([Row("one", "a")], {"a": [1.0]})
    (tmp_path / "counties.json").write_text(json.dumps(kept), encoding="utf-8")
    page = "Before.\n<!-- counties: begin -->\nold\n<!-- counties: end -->\nBetween.\n"
    page += "<!-- traces: begin -->\n<!-- traces: end -->\nAfter.\n"
    new = written(page, tmp_path)
    assert "| one | 1.00 |" in new
    assert "old" not in new
    assert "Not measured yet." in new
    assert [new.count(word) for word in ("Before.", "Between.", "After.")] == [1, 1, 1]
    assert written(new, tmp_path) == new


def test_the_page_has_a_place_for_each_benchmark() -> None:
    texts = [
        path.read_text(encoding="utf-8") for path in (PAGE, PAGE.with_name("national-scale.md"))
    ]
    for kind in KINDS:
        assert sum(f"<!-- {kind}: begin -->" in text for text in texts) == 1


def test_the_picture_of_growth_is_titled_with_what_was_found(tmp_path: Path) -> None:
    assert finding(dict.fromkeys(GROWS, 1.0)) == (
        "The cost grows no faster than measures, quarters, agencies and rows"
    )
    steep = {"measures": 0.9, "quarters": 1.9, "agencies": None, "rows": 1.0}
    assert finding(steep) == (
        "The cost grows no faster than measures and rows, but faster than quarters"
    )
    assert finding(dict.fromkeys(GROWS)) == "Too little to tell a growth by"
    found = [Point(grows, n, n, 1.0 + n) for grows in GROWS for n in (1, 2, 4)]
    draw(found, tmp_path / "growth.svg")
    picture = (tmp_path / "growth.svg").read_text(encoding="utf-8")
    assert "The cost grows no faster than measures" in picture
    assert 'fill="white"' in picture
    for words in ("seconds of a processor", "rows in each quarter", "measures: power 1.00"):
        assert words in picture


def test_the_scale_of_the_nation_is_told_with_how_sure_it_is(tmp_path: Path) -> None:
    sizes = [1_000_000, 3_000_000, 10_000_000]
    turns = Turns(on={"processor": "P", "cores": 2, "system": "L", "python": "3", "load": 0.5})
    for cost in national.COSTS:
        for size in sizes:
            turns.took(f"{cost} {size}", Run("", 1 + 3.6e-6 * size, 2 + 7.2e-6 * size, 100.0))
    for what in ("rows", "reduced"):
        turns.keep(f"{what} {sizes[-1]}: bytes a record", 10.0)
    fits = national.fitted(turns, sizes)
    by_clock, processor, memory = fits[:3]
    assert by_clock["middle"] == pytest.approx(10, rel=1e-3)
    assert processor["middle"] == pytest.approx(20, rel=1e-3)
    assert memory["middle"] == pytest.approx(0.1)
    result = {
        "machine": turns.on,
        "versions": {},
        "size": "Three.",
        "runs": turns.runs,
        "figures": turns.figures(),
        "sizes": sizes,
        "fits": fits,
    }
    said = national.written(result)
    assert "| twenty quarters taken in | 3,000,000 | 11.8 | 23.6 | 100 |" in said
    assert "| 10.0 | 10.0 | 10.0 | hours by the clock |" in said
    national.draw(result, tmp_path / "nation.svg")
    picture = (tmp_path / "nation.svg").read_text(encoding="utf-8")
    assert "would take 20.0 hours of a processor" in picture
    assert "records" in picture


def test_everything_on_the_page_is_run_at_every_size() -> None:
    for of_it in SIZES.values():
        assert sorted(of_it) == sorted(KINDS)
