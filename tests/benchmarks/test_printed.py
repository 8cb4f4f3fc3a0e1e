"""Computed from made-up records with the report's shares, the measures are what GAO printed.

The numbers are those of GAO-09-709, with the line each stands on. The records are not: that the
generator deals them out in these shares is what test_extracts.py holds; here they go the whole way,
sent as files, checked, stored, reduced, combined and rounded as the report rounds.
"""

from __future__ import annotations

import datetime as dt
import shutil
from fractions import Fraction

import pytest

from benchmarks.extracts import write
from benchmarks.offices import PLAN
from milepost.intervals import Interval
from milepost.periods import parse_period
from milepost.workspace import Workspace

DAY = dt.date(2008, 10, 15)
YEAR = parse_period("FY2008")
SENT = (
    ("traces", "ATF", 23_159),  # 193: traced in FY2004 to FY2008; here as if all in one year
    ("seizures", "CBP", 35),
    ("cases-atf", "ATF", 283),  # 280 of the year, and three older ones
    ("cases-ice", "ICE", 109),  # 103 of the year, and six older ones
)


@pytest.fixture(scope="module")
def values(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Interval]:
    root = tmp_path_factory.mktemp("office")
    shutil.copytree(PLAN, root / "workspace")
    office = Workspace(root / "workspace")
    for extract, agency, rows in SENT:
        files = [str(path) for path in write(extract, root / "sent", rows, "FY2008", form="csv")]
        (received,) = office.submit_extract(extract, files, DAY, agency, YEAR)
        assert received.submission is not None
        assert (received.submission.accepted, received.submission.rejected) == (rows, 0)
    actuals = [
        judgement.actual
        for measure in office.evaluate(YEAR, DAY).measures
        for judgement in measure.judgements
    ]
    office.close()
    return {actual.measure: actual.value for actual in actuals if actual and actual.value}


@pytest.mark.parametrize(
    ("measure", "printed"),
    [
        ("traces-completed", 23_159),  # 193
        ("from-three-states", 70),  # 211
        ("long-guns", 27),  # 353
        ("high-calibre", 25),  # 175
        ("from-shops", 95),  # 223
        ("days-to-trace", 14),  # 313
        ("seizures-made", 35),  # 585
        ("firearms-seized", 70),  # 585
        ("ports-with-seizures", 10),  # 585
        ("cases-initiated", 280),  # 627
        ("cases-referred", 73),  # 627
        ("cases-accepted", 46),  # 627
        ("cases-indicted", 47),  # 629: one more than were accepted, for three are older cases
        ("cohort-indicted", 44),
        ("cases-convicted", 33),  # 629
        ("cases-of-ice", 103),  # 605
        ("cases-of-ice-indicted", 66),
        ("cases-in-both", 16),  # 605
    ],
)
def test_a_measure_is_what_was_printed(
    values: dict[str, Interval], measure: str, printed: int
) -> None:
    value = values[measure]
    assert value.low == value.high
    assert value.low is not None
    assert round(value.low) == printed


@pytest.mark.parametrize(
    ("measure", "printed"),
    [("of-us-origin", 87), ("made-in-us", 68)],  # 155; the route of 13 of 100 is not known (157)
)
def test_a_share_reaches_from_what_is_known_to_what_the_unknown_would_make_it(
    values: dict[str, Interval], measure: str, printed: int
) -> None:
    value = values[measure]
    assert value.low is not None
    assert value.high is not None
    assert round(value.low) == printed
    assert value.high - value.low == Fraction(3_011 * 100, 23_159)
