from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.scorecard.cards import baseline, card, measure, only_row, target


@dataclass(frozen=True, slots=True)
class Case:
    """A measure, what was reported, and how its row reads."""

    measures: list[str]
    rows: list[str]
    actual: str
    result: str
    outlook: str
    reason: str
    period: str = "FY2009"
    as_of: str = "2009-10-31"


_SUM = {"agencies": "[ATF, ICE]", "combine": "{agencies: sum, periods: sum}"}
_DOUBLE = "[{between: [ATF, ICE], measure: doubles, note: Some., source: made up}]"
_QUARTERS = {"frequency": "quarterly", "combine": "{periods: sum}"}

_CASES = {
    "met": Case(
        [measure(targets=target("100"), baseline=baseline("50"))],
        ["ATF,cases,FY2009,1100,,,,,"],
        "1,100", "met", "achieved",
        "1,100 is 100 or more.",
    ),
    "missed, half of the way": Case(
        [measure(targets=target("100"), baseline=baseline("50"))],
        ["ATF,cases,FY2009,75,,,,,"],
        "75", "not met", "off track",
        "75 is not 100 or more. 50.0% of the targeted change; 100.0% expected by now.",
    ),
    "missed, near enough": Case(
        [measure(targets=target("100"), baseline=baseline("50"))],
        ["ATF,cases,FY2009,95,,,,,"],
        "95", "not met", "on track",
        "95 is not 100 or more. 90.0% of the targeted change; 100.0% expected by now.",
    ),
    "moved away": Case(
        [measure(targets=target("100"), baseline=baseline("50"))],
        ["ATF,cases,FY2009,40,,,,,"],
        "40", "not met", "off track",
        "40 is not 100 or more. -20.0% of the targeted change; 100.0% expected by now.",
    ),
    "less is better": Case(
        [measure(direction="decrease", targets=target("10"), baseline=baseline("20"))],
        ["ATF,cases,FY2009,14,,,,,"],
        "14", "not met", "at risk",
        "14 is not 10 or less. 60.0% of the targeted change; 100.0% expected by now.",
    ),
    "a bound that is enough": Case(
        [measure(targets=target("270"))],
        ["ATF,cases,FY2009,280,,at least,,,"],
        "at least 280", "met", "achieved",
        "At least 280 is 270 or more.",
    ),
    "a bound that straddles": Case(
        [measure(targets=target("300"))],
        ["ATF,cases,FY2009,280,,at least,,,"],
        "at least 280", "indeterminate", "not rated: no baseline",
        "At least 280 may or may not be 300 or more. "
        "No baseline is declared, so progress cannot be counted.",
    ),
    "a part of a whole": Case(
        [measure(unit="teams", targets=target("5"), baseline=baseline("0"))],
        ["ATF,cases,FY2009,4,10,,,,"],
        "4 of 10", "not met", "at risk",
        "4 of 10 is not 5 or more. 80.0% of the targeted change; 100.0% expected by now.",
    ),
    "not tracked": Case(
        [measure(targets=target("100"))],
        ["ATF,cases,FY2009,,,,not tracked,,None is kept."],
        "not tracked", "indeterminate", "not rated: not tracked",
        "ATF FY2009: not tracked.",
    ),
    "not reported": Case(
        [measure(targets=target("100"))],
        [],
        "not reported", "indeterminate", "not rated: not reported",
        "ATF FY2009: not reported.",
    ),
    "agencies together": Case(
        [measure(targets=target("100"), **_SUM)],
        ["ATF,cases,FY2009,60,,,,,", "ICE,cases,FY2009,41,,,,,"],
        "101", "met", "achieved",
        "101 reported, by ATF and ICE together. 101 is 100 or more.",
    ),
    "one agency is missing": Case(
        [measure(targets=target("100"), **_SUM)],
        ["ATF,cases,FY2009,60,,,,,"],
        "not reported", "indeterminate", "not rated: not reported",
        "ICE FY2009: not reported.",
    ),
    "possibly counted twice": Case(
        [
            measure(targets=target("100"), overlaps=_DOUBLE, **_SUM),
            measure(id="doubles", agencies="[ICE]", direction=""),
        ],
        [
            "ATF,cases,FY2009,60,,,,,",
            "ICE,cases,FY2009,45,,,,,",
            "ICE,doubles,FY2009,10,,,,,",
        ],
        "between 95 and 105", "indeterminate", "not rated: no baseline",
        "105 reported, less up to 10 that may be counted twice. "
        "Between 95 and 105 may or may not be 100 or more. "
        "No baseline is declared, so progress cannot be counted.",
    ),
    "no date": Case(
        [measure(targets=target("100", period=""))],
        ["ATF,cases,FY2009,60,,,,,"],
        "60", "not due", "not rated: no date",
        "No date was promised, so it can never fall due.",
    ),
    "before its date, without a path": Case(
        [measure(targets=target("100", "FY2010"), baseline=baseline("50"))],
        ["ATF,cases,FY2009,60,,,,,"],
        "60", "not due", "not rated: not yet due",
        "Due for FY2010. The plan declares no path, so there is no outlook before the date.",
    ),
    "before its date, on a path": Case(
        [measure(targets=target("100", "FY2010"), baseline=baseline("50"), path="linear")],
        ["ATF,cases,FY2009,60,,,,,"],
        "60", "not due", "off track",
        "Due for FY2010. 20.0% of the targeted change; 50.0% expected by now.",
    ),
    "four quarters": Case(
        [measure(targets=target("100"), **_QUARTERS)],
        [f"ATF,cases,FY2009-Q{n},30,,,,," for n in (1, 2, 3, 4)],
        "120", "met", "achieved",
        "The sum of the four quarters, FY2009-Q1 to FY2009-Q4. 120 is 100 or more.",
    ),
    "a quarter is missing": Case(
        [measure(targets=target("100"), **_QUARTERS)],
        [f"ATF,cases,FY2009-Q{n},30,,,,," for n in (1, 3, 4)],
        "not reported", "indeterminate", "not rated: not reported",
        "ATF FY2009-Q2: not reported.",
    ),
    "dollars": Case(
        [measure(unit="USD", decimals="2", direction="decrease", targets=target("27"))],
        ["ATF,cases,FY2009,25.5,,,,,"],
        "$25.50", "met", "achieved",
        "$25.50 is $27.00 or less.",
    ),
    "a range": Case(
        [measure(unit="percent", targets=target("33"))],
        ["ATF,cases,FY2009,25-30,,,,,"],
        "between 25% and 30%", "not met", "not rated: no baseline",
        "Between 25% and 30% is not 33% or more. "
        "No baseline is declared, so progress cannot be counted.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", _CASES)
def test_a_row_says_why_it_came_out_as_it_did(tmp_path: Path, name: str) -> None:
    case = _CASES[name]
    row = only_row(card(tmp_path, case.measures, case.rows, case.period, case.as_of))
    assert row.result is not None
    found = (row.actual, row.result.word, row.rating.word, row.reason)
    assert found == (case.actual, case.result, case.outlook, case.reason)


def test_a_ratio_names_both_its_parts_and_its_mixed_bases(tmp_path: Path) -> None:
    share = measure(
        id="share", unit="percent", quantity="ratio", agencies="", decimals="1",
        ratio="{numerator: cases, denominator: guns, mixed_bases: Two calendars.}",
        targets=target("50"),
    )  # fmt: skip
    composed = card(
        tmp_path,
        [measure(direction=""), measure(id="guns", basis="calendar", direction=""), share],
        ["ATF,cases,FY2009,7,,,,,", "ATF,guns,CY2009,12,,,,,"],
        as_of="2010-01-31",
    )
    row = only_row(composed)
    assert row.actual == "58.3%"
    assert row.exact is not None
    assert (row.exact.low, row.exact.part, row.exact.whole) == ("175/3", "7", "12")
    assert row.reason == (
        "7 divided by 12, on different bases: FY2009 over CY2009. 58.3% is 50% or more."
    )
    lines = [line for note in composed.footnotes for line in note.lines]
    assert "Two calendars." in [line.text for line in lines if line.label == "Mixed bases"]


def test_a_scale_that_is_not_yet_in_force_rates_nothing(tmp_path: Path) -> None:
    composed = card(
        tmp_path,
        [
            measure(
                targets=target("100", "FY2007"), baseline="{period: FY2006, value: 1, source: m}"
            )
        ],
        ["ATF,cases,FY2007,60,,,,,"],
        period="FY2007",
        as_of="2007-12-31",
    )
    row = only_row(composed)
    assert row.rating.word == "not rated: no scale"
    assert row.reason == "60 is not 100 or more. No rating scale was in force yet."
    assert "No rating scale was in force on this date." in composed.method
