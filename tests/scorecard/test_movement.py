"""Which way a measure went over the last quarters, where nothing is told of its likelihood."""

from __future__ import annotations

from pathlib import Path

import pytest

from milepost.scorecard.as_text import as_text
from milepost.scorecard.card import Scorecard
from milepost.scorecard.quarter import ProgressLine
from tests.scorecard.cards import card, measure, target

_QUARTERLY = {"frequency": "quarterly", "combine": "{periods: sum}"}


def _packet(root: Path, values: list[str], **keys: str) -> Scorecard:
    """The packet of FY2009-Q3 with values from FY2008-Q4 on; an empty one was not reported."""
    quarters = ("FY2008-Q4", "FY2009-Q1", "FY2009-Q2", "FY2009-Q3")
    rows = [
        f"ATF,cases,{quarter},{value},,{bound},,,As counted."
        for quarter, written in zip(quarters, values, strict=True)
        for value, _, bound in [written.partition(" ")]
        if value
    ]
    cases = measure(targets=target("100"), **(_QUARTERLY | keys))
    return card(root, [cases], rows, period="FY2009-Q3", as_of="2009-07-31")


def _line(found: Scorecard) -> ProgressLine:
    assert found.quarter is not None
    (line,) = found.quarter.progress
    return line


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (["5", "7", "7", "1200"], "rising, from 5 in FY2008-Q4 to 1,200 in FY2009-Q3"),
        (["", "7", "", "3"], "falling, from 7 in FY2009-Q1 to 3 in FY2009-Q3"),
        (["", "4", "4", "4"], "steady at 4 from FY2009-Q1 to FY2009-Q3"),
        (["5", "7", "3", "9"], "up and down, from 5 in FY2008-Q4 to 9 in FY2009-Q3"),
        (
            ["", "", "5", "4 at least"],
            "cannot be told: from FY2009-Q2 to FY2009-Q3 not all is known exactly",
        ),
        (
            ["", "", "3", "4 at least"],
            "rising, from 3 in FY2009-Q2 to at least 4 in FY2009-Q3",
        ),
        (["", "", "", "4"], ""),
        (["", "", "", ""], ""),
    ],
)
def test_a_movement_is_told_from_when_to_when(tmp_path: Path, values: list[str], said: str) -> None:
    assert _line(_packet(tmp_path, values)).movement == said


def test_nothing_is_compared_across_a_break_of_the_series(tmp_path: Path) -> None:
    breaks = "[{period: FY2009-Q2, reason: Counted otherwise., source: made up}]"
    line = _line(_packet(tmp_path, ["9", "8", "3", "4"], series_breaks=breaks))
    assert line.recent == ("FY2009-Q2: 3", "FY2009-Q3: 4")
    assert line.movement == "rising, from 3 in FY2009-Q2 to 4 in FY2009-Q3"


def test_the_packet_shows_the_movement_with_its_values(tmp_path: Path) -> None:
    text = " ".join(as_text(_packet(tmp_path, ["", "5", "7", "9"]).document()).split())
    assert "rising, from 5 in FY2009-Q1 to 9 in FY2009-Q3" in text
    assert "FY2009-Q1: 5; FY2009-Q2: 7; FY2009-Q3: 9" in text
    assert "not whether it is more than chance" in text
