"""How a likelihood is worded, and where it is kept quiet."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from milepost.periods import parse_period
from milepost.scorecard.card import Scorecard
from milepost.scorecard.way_back import as_text as explained
from milepost.workspace import Workspace
from tests.scorecard.cards import PLAN, card, measure, only_row, target

_VALUES = (10, 12, 11, 14, 13, 16, 15, 18)


# What rises all the time is always far from the mean of the years before.
_NO_OUTLIERS = """\
waivers:
  - {id: w, of: check, measure: cases, check: S318, reason: It rises, approved_by: A test,
     from: 2009-01-01, until: 2009-12-31, source: made up}
"""


def _rows(values: tuple[object, ...] = _VALUES, last: int = 2009) -> list[str]:
    years = range(last - len(values) + 1, last + 1)
    return [
        f"ATF,cases,FY{year},{value},,,,made up," for year, value in zip(years, values, strict=True)
    ]


def _card(root: Path, values: tuple[object, ...] = _VALUES, **keys: str) -> Scorecard:
    asked = measure(**({"targets": target("20", "FY2011")} | keys))
    return card(root, [asked], _rows(values), plan=PLAN + _NO_OUTLIERS)


def test_a_row_says_how_likely_its_target_is(tmp_path: Path) -> None:
    row = only_row(_card(tmp_path))
    sentence = (
        "Likelihood of meeting it by FY2011: unlikely, 12–73%, from 8 points, rising by 1.0 a year "
        "(between 0.6 and 1.5)."
    )
    assert row.reason.endswith(sentence)
    assert row.likelihood is not None
    assert row.likelihood.sentence == sentence
    assert (row.likelihood.word, row.likelihood.range) == ("unlikely", "12–73%")
    assert row.likelihood.low == "0.121976"
    assert row.likelihood.change == "1.0119"
    assert (row.likelihood.points, row.likelihood.every) == (8, "year")
    assert row.likelihood.withheld == ""


def test_machines_read_it_too(tmp_path: Path) -> None:
    told = json.loads(_card(tmp_path).as_json())
    (row,) = told["sections"][0]["rows"]
    assert row["likelihood"]["word"] == "unlikely"


def test_six_points_or_more_say_what_stands_in_the_way(tmp_path: Path) -> None:
    row = only_row(_card(tmp_path, (9, 9, 9, 9, 9, 9)))
    assert row.reason.endswith(
        "Likelihood of meeting it by FY2011: withheld, all of its points are equal."
    )
    assert row.likelihood is not None
    assert (row.likelihood.word, row.likelihood.low) == ("", None)
    assert row.likelihood.withheld == "all of its points are equal"


def test_of_five_points_nothing_is_said(tmp_path: Path) -> None:
    row = only_row(_card(tmp_path, _VALUES[3:]))
    assert row.likelihood is None
    assert "ikelihood" not in row.reason


def test_of_a_target_that_is_due_nothing_is_said(tmp_path: Path) -> None:
    row = only_row(_card(tmp_path, targets=target("20", "FY2009")))
    assert row.likelihood is None


@pytest.mark.parametrize(("values", "is_told"), [(_VALUES, True), ((9,) * 8, False)])
def test_the_method_is_told_only_where_a_likelihood_stands(
    tmp_path: Path, values: tuple[object, ...], *, is_told: bool
) -> None:
    told = [p for p in _card(tmp_path, values).method if p.startswith("Likelihood:")]
    assert len(told) == is_told
    assert all("roughly even chance, 45–55%; likely, 55–80%" in p for p in told)


def test_a_percentage_changes_by_points(tmp_path: Path) -> None:
    values = ("50.1", "50.3", "50.2", "50.5", "50.4", "50.7", "50.6", "50.9")
    row = only_row(_card(tmp_path, values, unit="percent", quantity="average", decimals="1"))
    assert row.likelihood is not None
    assert row.likelihood.trend == "rising by 0.10 points a year (between 0.06 and 0.15)"


def test_dollars_that_fall_and_a_small_change_without_a_clear_trend(tmp_path: Path) -> None:
    falling = only_row(_card(tmp_path / "a", tuple(900 - 40 * v for v in _VALUES), unit="USD"))
    unclear = only_row(_card(tmp_path / "b", (10, 14, 9, 12, 13, 9, 12, 11)))
    assert falling.likelihood is not None
    assert unclear.likelihood is not None
    assert falling.likelihood.trend == "falling by $40 a year (between $24 and $57)"
    assert unclear.likelihood.trend == "no clear trend (-0.024 a year, between -0.771 and 0.724)"


def test_explain_says_it(tmp_path: Path) -> None:
    _card(tmp_path)
    step = Workspace(tmp_path).explain("cases", parse_period("FY2009"), dt.date(2009, 10, 31))
    assert "\n    Likelihood of meeting it by FY2011: unlikely" in explained(step)
