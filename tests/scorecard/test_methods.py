"""How the methods of outlook are said: word, workings and thresholds, to be done again by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from milepost.scorecard.card import Scorecard
from tests.scorecard.cards import PLAN, baseline, card, measure, only_row, target

_SHARES: Final = "on_track: 0.95\n    at_risk: 0.6"


def _plan(method: str, keys: str = "") -> str:
    """The small plan with another method, and what its scale says of it."""
    old = "method: share-of-targeted-change\n    on_track: 0.9\n    at_risk: 0.6"
    assert old in PLAN
    return PLAN.replace(old, f"method: {method}" + (f"\n    {keys}" if keys else ""))


def _card(root: Path, plan: str, rows: list[str], **keys: str) -> Scorecard:
    declared = {"targets": target("121", "FY2010"), "baseline": baseline("100")} | keys
    return card(root, [measure(**declared)], rows, plan=plan)


_CRITERIA: Final = "{at_least: 2, counted_in: percent, source: made up}"
_FIVE: Final = [f"ATF,cases,FY{2006 + i},{85 + 5 * i},,,,," for i in range(4)]


@pytest.mark.parametrize(
    ("plan", "rows", "keys", "outlook", "reason"),
    [
        (
            _plan("growth-ratio", _SHARES), ["ATF,cases,FY2009,109499,,,,,"],
            {"targets": target("121000", "FY2010"), "baseline": baseline("100000")}, "at risk",
            ("By the growth ratio: progress made but acceleration needed. Years so far: 1; growth "
            "a year: 9.5%; years in all: 2; growth a year that was needed: 10.0%; share of "
            "the growth needed: 94.99%. On track from 95% of the growth needed, at risk from 60%."),
        ),
        (
            _plan("growth-ratio", _SHARES), ["ATF,cases,FY2009,110,,,,,"],
            {"baseline": baseline("0")}, "not rated: not computable",
            ("By the growth ratio. It says nothing here: from a baseline that is or may be zero "
            "there is no rate of growth."),
        ),
        (
            _plan("healthy-people"), ["ATF,cases,FY2009,99,,,,,"], {}, "at risk",
            ("By Healthy People's assessment: little or no detectable change. Share of the "
            "targeted change: -4.8%; change from the baseline: -1.0%; least change taken for one: "
            "10.0%."),
        ),
        (
            _plan("healthy-people"), ["ATF,cases,FY2009,100,,at least,,,"], {},
            "indeterminate: at risk or achieved",
            ("By Healthy People's assessment: little or no detectable change or target met or "
            "exceeded. Share of the targeted change: at least 0.0%; change from the baseline: at "
            "least 0.0%; least change taken for one: 10.0%."),
        ),
        (
            _plan("healthy-people"), ["ATF,cases,FY2009,110,,,,,"], {"baseline": ""},
            "not rated: no baseline",
            ("By Healthy People's assessment: developmental. No baseline is declared, so progress "
            "cannot be counted."),
        ),
        (
            _plan("projection", _SHARES), _FIVE, {}, "off track",
            ("By projection: cloud. First point, FY2006: 85; last point, FY2009: 100; mean change "
            "a year: 5; years left: 1; projected: 105; share of the distance left that this "
            "closes: 23.8%. On track from 95% of the distance left, at risk from 60%."),
        ),
        (
            _plan("projection", _SHARES), _FIVE[2:], {}, "not rated: too few points",
            "By projection. It asks for four points that can be compared.",
        ),
        (
            _plan("target-only"), ["ATF,cases,FY2009,110,,,,,"], {}, "not rated: not yet due",
            "By target only. It gives no outlook before the date.",
        ),
        (
            _plan("last-two-points"), _FIVE, {"criteria_for_change": _CRITERIA}, "on track",
            ("By the last two points: improving. Point before, FY2008: 95; last point, FY2009: "
            "100; change: 5; change from which it is one: 1.9."),
        ),
        (
            _plan("last-two-points"), _FIVE, {}, "not rated: no criteria",
            "By the last two points. The plan lays down no criteria for change of this measure.",
        ),
    ],
)  # fmt: skip
def test_a_method_says_its_word_its_workings_and_its_thresholds(  # noqa: PLR0913
    tmp_path: Path, plan: str, rows: list[str], keys: dict[str, str], outlook: str, reason: str
) -> None:
    row = only_row(_card(tmp_path, plan, rows, **keys))
    assert row.rating.word == outlook
    assert row.reason == f"Due for FY2010. {reason}"


def test_the_method_is_told_with_its_source_and_thresholds(tmp_path: Path) -> None:
    found = _card(tmp_path, _plan("growth-ratio", _SHARES), ["ATF,cases,FY2009,110,,,,,"]).method
    assert any("growth ratio (Eurostat; Statistics Canada and Open SDG)" in p for p in found)
    assert any("at least 95% of the growth needed, on track; at least 60%" in p for p in found)
    assert not any("path the plan declares" in p for p in found)


def test_an_exception_by_waiver_is_told_where_it_decides(tmp_path: Path) -> None:
    plan = PLAN + (
        "  - {id: health, in_force_from: 2008-01-01, method: healthy-people,\n"
        "     only_by_waiver: true, detectable: 0.05, source: made up}\n"
        "waivers:\n"
        "  - {id: w, of: method, measure: cases, scale: health, reason: It is a sample.,\n"
        "     approved_by: The Director, from: 2009-01-01, until: 2009-12-31, source: made up}\n"
    )
    composed = _card(tmp_path, plan, ["ATF,cases,FY2009,103,,,,,"])
    row = only_row(composed)
    assert row.rating.word == "on track"
    assert (
        "Rated by the scale “health” until 2009-12-31, by a waiver of The Director: It is a "
        "sample. By Healthy People's assessment: improving."
    ) in row.reason
    assert any(
        p.startswith("By public waiver, otherwise: Cases. Scale “health”") and "from 5%" in p
        for p in composed.method
    )
    assert composed.waivers == (
        (
            "Cases: rated by the scale “health” from 2009-01-01 until 2009-12-31, approved by The "
            "Director. It is a sample. made up."
        ),
    )


def test_a_made_up_baseline_marks_what_rests_on_it(tmp_path: Path) -> None:
    made_up = "{period: FY2008, value: 100, source: made up, illustrative: true}"
    rows = ["ATF,cases,FY2009,80,,,,,"]
    row = only_row(_card(tmp_path, _plan("growth-ratio", _SHARES), rows, baseline=made_up))
    assert "baseline" in row.illustrative
