"""How old a figure is, how much of it was reported, and what is known of its reliability."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.scorecard.card import Scorecard
from milepost.scorecard.quality import DataQuality, MeasureQuality, age
from tests.scorecard.cards import baseline, card, measure, only_row, target


@pytest.mark.parametrize(
    ("ended", "as_of", "said"),
    [
        ("2009-09-30", "2009-09-30", "ended on that day"),
        ("2009-09-30", "2009-10-01", "1 day old"),
        ("2009-09-30", "2009-10-29", "29 days old"),
        ("2009-09-30", "2009-10-30", "1 month old"),
        ("2009-01-31", "2009-02-28", "1 month old"),
        ("2008-09-30", "2009-06-30", "9 months old"),
        ("2008-09-30", "2009-06-29", "8 months old"),
        ("2008-12-31", "2009-12-31", "12 months old"),
        ("2008-09-30", "2010-10-31", "25 months old"),
        ("2009-09-30", "2009-06-30", "not over yet"),
    ],
)
def test_age_is_told_in_full_months(ended: str, as_of: str, said: str) -> None:
    assert age(dt.date.fromisoformat(ended), dt.date.fromisoformat(as_of)) == said


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), st.integers(0, 4000))
def test_a_figure_is_never_younger_a_day_later(ended: dt.date, later: int) -> None:
    def days(said: str) -> int:
        number = int(said.split(maxsplit=1)[0]) if said[0].isdigit() else 0
        return number * (31 if "month" in said else 1)

    first, second = (age(ended, ended + dt.timedelta(later + more)) for more in (0, 1))
    assert days(first) <= days(second)


def _quality(composed: Scorecard) -> DataQuality:
    assert composed.quality is not None
    return composed.quality


def _only(composed: Scorecard) -> MeasureQuality:
    (found,) = _quality(composed).measures
    return found


def _counts(composed: Scorecard) -> dict[str, str]:
    return {c.what: f"{c.measures} of {c.of}" for c in _quality(composed).counts}


_ROW = "ATF,cases,FY2009,110,,,,,"


def test_what_the_plan_says_of_a_measure_is_told(tmp_path: Path) -> None:
    limits = "[{statement: Field offices only, compensated_by: A survey}, Rows are late]"
    found = "[{level: undetermined, purpose: trends, by: GAO, on: 2009-05, source: A report}]"
    composed = card(
        tmp_path,
        [
            measure(
                limitations=limits,
                reliability=found,
                verification="Read twice",
                required_accuracy="To a tenth",
            )
        ],
        [_ROW],
    )
    quality = _only(composed)
    assert (quality.source, quality.verification) == ("made up", "Read twice")
    assert quality.required_accuracy == "To a tenth"
    assert [(x.statement, x.compensated_by) for x in quality.limits] == [
        ("Field offices only", "A survey"),
        ("Rows are late", ""),
    ]
    (assessed,) = quality.assessments
    assert (assessed.level, assessed.purpose, assessed.by) == ("undetermined", "trends", "GAO")
    counts = _counts(composed)
    assert counts["The plan says how accurate they must be"] == "1 of 1"
    assert counts["Every limitation is made up for"] == "0 of 1"
    assert counts["Reliability was not assessed"] == "0 of 1"


def test_what_is_not_stated_is_counted_as_not_stated(tmp_path: Path) -> None:
    counts = _counts(card(tmp_path, [measure()], [_ROW]))
    assert counts["The plan says how its figures are verified"] == "0 of 1"
    assert counts["Reliability was not assessed"] == "1 of 1"
    assert counts["It has no figure at all"] == "0 of 1"


def test_a_figure_of_the_period_is_not_older_than_the_period(tmp_path: Path) -> None:
    quality = _only(card(tmp_path, [measure()], [_ROW]))
    assert quality.vintage is not None
    assert (quality.vintage.period, quality.vintage.age) == ("FY2009", "1 month old")
    assert not quality.vintage.is_older
    assert (quality.reported, quality.asked) == (1, 1)


def test_a_figure_of_an_earlier_year_alone_is_flagged(tmp_path: Path) -> None:
    composed = card(tmp_path, [measure()], ["ATF,cases,FY2007,90,,,,,"])
    quality = _only(composed)
    assert quality.vintage is not None
    assert quality.vintage.is_older
    assert (quality.reported, quality.asked) == (0, 1)
    assert _counts(composed)["Its newest figure is older than the period judged"] == "1 of 1"
    (figure,) = composed.sections[0].figures
    assert "older than the period judged, FY2009" in figure.quality


def test_a_quarter_of_the_year_judged_is_not_older_than_it(tmp_path: Path) -> None:
    stock = {"quantity": "stock", "frequency": "quarterly", "combine": "{periods: last}"}
    composed = card(tmp_path, [measure(**stock)], ["ATF,cases,FY2009-Q3,110,,,,,"])
    quality = _only(composed)
    assert quality.vintage is not None
    assert (quality.vintage.period, quality.vintage.is_older) == ("FY2009-Q3", False)


def test_a_day_within_the_year_is_not_older(tmp_path: Path) -> None:
    dated = measure(basis="date", frequency="on-date", quantity="stock")
    quality = _only(card(tmp_path, [dated], ["ATF,cases,2009-03-31,4,,,,,"]))
    assert quality.vintage is not None
    assert not quality.vintage.is_older


def test_a_sum_that_lacks_a_quarter_says_how_many_it_has(tmp_path: Path) -> None:
    flow = {"frequency": "quarterly", "combine": "{periods: sum}"}
    declared = measure(targets=target("100"), baseline=baseline("90"), **flow)
    rows = [f"ATF,cases,FY2009-Q{q},10,,,,," for q in (1, 2, 4)]
    row = only_row(card(tmp_path, [declared], rows))
    assert "3 of 4 figures it is made of" in row.quality


def test_a_measure_that_nobody_reported_has_no_vintage_and_is_not_old(tmp_path: Path) -> None:
    composed = card(tmp_path, [measure(targets=target("100"))], [])
    assert _only(composed).vintage is None
    assert only_row(composed).quality == ""
    assert _counts(composed)["It has no figure at all"] == "1 of 1"


def test_an_absence_is_no_figure(tmp_path: Path) -> None:
    composed = card(tmp_path, [measure()], ["ATF,cases,FY2009,,,,not tracked,,No system."])
    quality = _only(composed)
    assert quality.vintage is None
    assert (quality.reported, quality.asked) == (0, 1)
