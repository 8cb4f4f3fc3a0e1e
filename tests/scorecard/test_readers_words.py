"""Titles, numbers and full stops as a reader expects them."""

from __future__ import annotations

from pathlib import Path

import pytest

from milepost.scorecard.sentence import ended
from tests.scorecard.cards import PLAN, card, measure, target

_OVERTIME = """\
resources:
  - id: border-overtime
    agency: ATF
    period: FY2009
    kind: money
    purpose: Overtime along the border.
    unit: USD
    enacted: 100
    source: made up
"""


def test_a_formula_names_its_measures_by_their_titles(tmp_path: Path) -> None:
    found = card(
        tmp_path,
        [
            measure(id="here", title="Cases here"),
            measure(id="far-away", title="Cases far away"),
            measure(
                id="both", title="Both", agencies="[]", formula="here + far-away * 2",
                targets=target("100"),
            ),
        ],
        ["ATF,here,FY2009,60,,,,,", "ATF,far-away,FY2009,30,,,,,"],
    )  # fmt: skip
    (both,) = (r for s in found.sections for r in s.rows if r.measure == "both")
    assert both.reason.startswith(
        "“Cases here” + “Cases far away” * 2: “Cases here” 60, “Cases far away” 30. 120 is 100 or"
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [("80", "80 is outside 90 to 100."), ("95", "95 is within 90 to 100.")],
)
def test_a_band_has_an_inside_and_an_outside(tmp_path: Path, value: str, said: str) -> None:
    band = "[{period: FY2009, low: 90, high: 100, rationale: r, source: made up}]"
    found = card(
        tmp_path, [measure(direction="stay", targets=band)], [f"ATF,cases,FY2009,{value},,,,,"]
    )
    (row,) = (r for s in found.sections for r in s.rows)
    assert row.reason.startswith(said)


def test_the_audit_names_a_resource_by_its_purpose(tmp_path: Path) -> None:
    found = card(tmp_path, [measure()], [], plan=PLAN + _OVERTIME)
    assert found.audit is not None
    reasons = " ".join(line.reason for line in found.audit.criteria)
    assert "“Overtime along the border”" in reasons
    assert "border-overtime" not in reasons


def test_a_changed_number_has_its_thousands_apart_and_a_year_has_not(tmp_path: Path) -> None:
    dated = (
        "{dated: [{value: 1200, source: The plan}, {from: 2009-02-01, value: 10500.5, "
        "reason: More., approved_by: The Director, source: A memo}]}"
    )
    targets = f"[{{period: FY2009, value: {dated}, source: made up}}]"
    (change,) = card(tmp_path, [measure(targets=targets)], []).goalposts
    assert (change.old, change.new) == ("1,200", "10,500.5")


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Train", "Train."),
        ("Train.", "Train."),
        ('those who "misuse firearms."', 'those who "misuse firearms."'),
        ("those who “misuse firearms.”", "those who “misuse firearms.”"),
        ('Project "Gunrunner"', 'Project "Gunrunner".'),
    ],
)
def test_a_sentence_has_one_full_stop(written: str, printed: str) -> None:
    assert ended(written) == printed
