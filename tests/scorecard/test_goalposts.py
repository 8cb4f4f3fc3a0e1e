"""What was changed of measures, targets and scales, and which ratings that moved."""

from __future__ import annotations

from pathlib import Path

import pytest

from milepost.scorecard.as_text import as_text
from milepost.scorecard.card import Scorecard
from milepost.scorecard.goalposts import ChangeOfPlan, ChangeOfRating
from tests.scorecard.cards import PLAN, baseline, card, measure


def _dated(*values: str) -> str:
    """A target of which the number was changed, each change written as "from, value, reason"."""
    entries = ["{value: 200, source: The plan}"]
    for value in values:
        since, number, reason = value.split(", ", 2)
        said = f"value: {number}, " if number else ""
        entries.append(
            f"{{from: {since}, {said}reason: {reason}, approved_by: The Director, source: A memo}}"
        )
    return f"[{{period: FY2009, value: {{dated: [{', '.join(entries)}]}}, source: The plan}}]"


def _card(root: Path, targets: str, as_of: str = "2009-10-31", more: str = "") -> Scorecard:
    cases = measure(targets=targets, baseline=baseline("100"), path="linear")
    rows = ["ATF,cases,FY2009,160,,,,,"]
    return card(root, [cases, *([more] if more else [])], rows, as_of=as_of)


def _only(composed: Scorecard) -> ChangeOfPlan:
    (change,) = composed.goalposts
    return change


def test_a_lowered_target_stands_with_before_after_why_and_whom(tmp_path: Path) -> None:
    change = _only(_card(tmp_path, _dated("2009-02-01, 150, Half the teams were not funded.")))
    assert (change.title, change.what) == ("Cases", "target for FY2009")
    assert (change.old, change.new, change.since) == ("200", "150", "2009-02-01")
    assert change.reason == "Half the teams were not funded."
    assert (change.approved_by, change.source) == ("The Director", "A memo")
    assert change.can_change_a_rating
    assert change.within_a_year


def test_both_ratings_are_of_the_same_record(tmp_path: Path) -> None:
    # 160 of 200 from 100 is 60 of 100: at risk from 60%. Of 150 it is 60 of 50: achieved.
    change = _only(_card(tmp_path, _dated("2009-02-01, 150, Why.")))
    assert change.ratings == (
        ChangeOfRating("Cases", "", "FY2009", "not met, at risk", "met, achieved"),
    )


def test_what_moves_no_rating_says_so(tmp_path: Path) -> None:
    change = _only(_card(tmp_path, _dated("2009-02-01, 195, Five fewer.")))
    assert change.ratings == ()  # 60 of 95 is 63.2%: at risk as before


def test_each_change_is_rated_by_itself(tmp_path: Path) -> None:
    changes = _card(
        tmp_path, _dated("2009-02-01, 150, First.", "2009-06-01, 180, Second.")
    ).goalposts
    assert [(c.old, c.new, c.since) for c in changes] == [
        ("150", "180", "2009-06-01"),
        ("200", "150", "2009-02-01"),
    ]
    # Of 180 it is 60 of 80, 75%.
    assert [c.ratings[0].old for c in changes] == ["met, achieved", "not met, at risk"]
    assert [c.ratings[0].new for c in changes] == ["not met, at risk", "met, achieved"]


def test_another_measure_is_not_said_to_have_moved(tmp_path: Path) -> None:
    other = measure(
        id="other",
        title="Other",
        targets=_dated("2009-02-01, 120, Also."),
        baseline=baseline("100"),
    )
    changes = _card(tmp_path, _dated("2009-02-01, 150, Why."), more=other).goalposts
    assert {c.title: [r.title for r in c.ratings] for c in changes}["Cases"] == ["Cases"]
    assert "Cases" not in [r.title for c in changes if c.title == "Other" for r in c.ratings]


def test_what_changes_after_the_day_is_not_told(tmp_path: Path) -> None:
    targets = _dated("2009-12-01, 150, Why.")
    assert _card(tmp_path, targets, as_of="2009-11-30").goalposts == ()


@pytest.mark.parametrize(
    ("since", "as_of", "within"),
    [
        ("2009-02-01", "2010-02-01", False),
        ("2009-02-02", "2010-02-01", True),
        ("2011-03-01", "2012-02-29", True),
        ("2011-02-28", "2012-02-29", False),
    ],
)
def test_a_year_goes_back_to_the_same_day(
    tmp_path: Path,
    since: str,
    as_of: str,
    within: bool,  # noqa: FBT001  # what is expected
) -> None:
    change = _only(_card(tmp_path, _dated(f"{since}, 150, Why."), as_of=as_of))
    assert change.within_a_year is within


def test_a_scale_that_changed_is_told_by_its_name(tmp_path: Path) -> None:
    plan = PLAN.replace(
        "at_risk: 0.6",
        "at_risk: {dated: [{value: 0.5, source: A}, {from: 2009-03-01, value: 0.6, "
        "reason: Too easy., approved_by: The Director, source: B}]}",
    )
    cases = measure(
        targets="[{period: FY2009, value: 210, source: made up}]", baseline=baseline("100")
    )
    # 60 of 110 is 54.5%.
    change = _only(card(tmp_path, [cases], ["ATF,cases,FY2009,160,,,,,"], plan=plan))
    assert (change.title, change.what) == ("scale “default”", "at risk")
    assert [(r.old, r.new) for r in change.ratings] == [("not met, at risk", "not met, off track")]


def test_a_measure_that_is_not_shown_is_not_told_of(tmp_path: Path) -> None:
    secret = measure(
        id="secret-cases",
        title="Secret cases",
        targets=_dated("2009-02-01, 150, Why."),
        baseline=baseline("100"),
        sensitivity="law-enforcement-sensitive",
    )
    composed = card(tmp_path, [measure(), secret], ["ATF,cases,FY2009,160,,,,,"])
    assert composed.goalposts == ()
    text = as_text(composed.document()).lower()
    assert "secret" not in text


def test_the_part_says_so_where_nothing_was_changed(tmp_path: Path) -> None:
    text = as_text(card(tmp_path, [measure()], ["ATF,cases,FY2009,160,,,,,"]).document())
    said = "No measure, target or scale of the plan was changed in the year before 2009-10-31."
    assert said in " ".join(text.split())


def test_hostile_words_are_shown_as_they_are(tmp_path: Path) -> None:
    reason = '"<script>alert(1)</script> {{7*7}} =1+1 ]]>"'
    change = _only(_card(tmp_path, _dated(f"2009-02-01, 150, {reason}")))
    assert change.reason == "<script>alert(1)</script> {{7*7}} =1+1 ]]>"


def test_a_lowered_target_stands_on_the_first_page(tmp_path: Path) -> None:
    """Whoever reads that a target was met, or nearly, reads that it was lowered before that."""
    text = " ".join(as_text(_card(tmp_path, _dated("2009-02-01, 150, Why.")).document()).split())
    first, _, _ = text.partition("ABOUT THIS SCORECARD")
    assert (
        "Targets or rules changed 1: Cases, target for FY2009: 200, now 150 (1 rating moved)."
        in (first)
    ), first
