from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from milepost.scorecard.rollup import RollUps, roll_ups
from milepost.scorecard.rollup_as_text import lines
from tests.evaluation.rolling import all_cases, evaluated, is_all_made_up

_CASES = {case.name: case for case in all_cases()}
_VETO = "groups: what is critical and off track keeps its objective from on track"
_MADE_UP = "groups: what is made up is counted apart, and vetoes only there"
_SHORT = "composites: below the least coverage there is only the range"
_ENOUGH = "composites: what is not rated is worst at the low end and best at the high end"
_OPEN = "contributions: at least 280 and at least 103 leave every share open"
_DOUBLE = "contributions: 280 and 103 with up to 16 that both may have counted, were they exact"


def _told(name: str) -> tuple[RollUps, str]:
    case = _CASES[name]
    plan, evaluation = evaluated(case)
    found = roll_ups(plan, evaluation, illustrative=is_all_made_up(case))
    return found, " ".join(" ".join(lines(found)).split())


@pytest.mark.parametrize("name", _CASES)
def test_every_case_is_told_within_eighty_columns_and_as_json(name: str) -> None:
    found, _ = _told(name)
    assert all(len(line) <= 80 for line in lines(found))
    held: dict[str, Any] = TypeAdapter(RollUps).dump_python(found, mode="json")
    assert json.loads(json.dumps(held)) == held


def test_an_objective_says_what_keeps_it_and_the_strategy_how_many_are_kept() -> None:
    _, told = _told(_VETO)
    assert "Kept from on track by what is critical: Cases: not met, off track." in told
    assert "Objectives kept from on track by what is critical: 1 of 2 (first)." in told


def test_coverage_stands_beside_every_group() -> None:
    _, told = _told(_VETO)
    assert "2 measures: 2 with a target, 2 with a figure, 2 rated." in told


def test_what_is_made_up_has_a_row_of_its_own_that_says_so() -> None:
    found, told = _told(_MADE_UP)
    objectives = found.tables[0].groups
    assert [(g.title, g.illustrative) for g in objectives] == [
        ("an-objective", False),
        ("an-objective", True),
    ]
    assert "an-objective 2/2" in told
    assert "(illustrative)" in told


def test_a_composite_below_its_coverage_says_why_there_is_no_single_number() -> None:
    found, told = _told(_SHORT)
    assert found.composites[0].point == ""
    assert found.composites[0].range == "between 1.50 and 3.00"
    assert "No single number: 50.0% of the weight is rated, and it takes 51.0% for one." in told


def test_a_composite_names_its_point_as_the_mean_of_what_is_rated() -> None:
    found, told = _told(_ENOUGH)
    assert found.composites[0].point == "3.00"
    assert "3.00 is the mean of what is rated, 50.0% of the weight." in told


def test_shares_are_rounded_outward_and_what_may_be_double_is_said() -> None:
    _, told = _told(_DOUBLE)
    # 264/367 = 71.93 %, 280/367 = 76.29 %
    assert (
        "ATF: 280; counted by nobody else: between 264 and 280; share of the total: 71.9% to 76.3%."
        in told
    )
    assert "Up to 16 may have been counted by both ATF and ICE." in told


def test_of_figures_without_upper_bound_it_is_said_that_no_share_can_be_told() -> None:
    _, told = _told(_OPEN)
    assert "anything from 0% to 100%, since the figures have no upper bound" in told


def test_the_page_for_readers_shows_what_the_cases_compute() -> None:
    page = Path("docs/roll-ups.md").read_text(encoding="utf-8")
    double, _ = _told(_DOUBLE)
    short, _ = _told(_SHORT)
    shown = [part.share for part in double.contributions[0].parts]
    for words in (*shown, short.composites[0].range):
        assert words in page
