"""What is said of events that came late, targets that were lost, pools, and broken series."""

from __future__ import annotations

from typing import Final

import pytest

from milepost.scorecard import reasons
from tests.evaluation.judging import all_cases, judged

_BOUNDED: Final = (
    "paths: a baseline with a bound is rated from both its ends by way of the interim target"
)
_CASES: Final = {case.name: case for case in all_cases()}


@pytest.mark.parametrize(
    ("name", "index", "said"),
    [
        (
            "edges: an event that happens after its date is not met, and met late",
            0,
            (
                "Not met by its date; met late, on 2009-09-20, by 20 days: The memorandum is "
                "signed. No baseline is declared, so progress cannot be counted."
            ),
        ),
        (
            "edges: an event of which only a later day is reported had not happened before",
            0,
            "Not met by its date; met late, on 2009-09-01, by 1 day: The memorandum is signed.",
        ),
        (
            "edges: the year in which a target was reached before it was lost is named",
            0,
            (
                "190 is not 200 or more. It was reached in FY2008 and has been lost since. "
                "90.0% of the targeted change; 100.0% expected by now."
            ),
        ),
        (
            "breaks: across a break progress from the baseline is not rated, and the result stands",
            0,
            (
                "190 is not 200 or more. The series is broken from FY2009 on: A new case system "
                "(illustrative). What lies before is not comparable."
            ),
        ),
        (
            "breaks: quarters counted in two ways are no year, and are held against nothing",
            0,
            (
                "The sum of the four quarters, FY2009-Q1 to FY2009-Q4. Counted in two ways, it "
                "is not held against 200 or more. The series is broken from FY2009-Q3 on: A new "
                "case system (illustrative). What lies before is not comparable."
            ),
        ),
        (
            "pools: two years of a flow are added up",
            0,
            (
                "The sum of the periods in it, FY2009 to FY2010. 227 is not 230 or more. 90.0% "
                "of the targeted change; 100.0% expected by now."
            ),
        ),
        (
            "pools: a year and a quarter are brought to two years",
            0,
            (
                "The sum of the periods so far, FY2009 to FY2010. Due for FY2009..FY2010. At "
                "this pace 224 in all of FY2009..FY2010. 80.0% of the targeted change; 100.0% "
                "expected by the end of FY2010."
            ),
        ),
        (
            "results: a target for each fiscal year is not due in a quarter of it",
            0,
            (
                "The sum of the quarters so far, FY2009-Q1. Due for FY2009. At this pace 32 in the "
                "year. 80.0% of the targeted change; 100.0% expected by the end of FY2009."
            ),
        ),
        (
            _BOUNDED,
            1,
            (
                "Due for FY2010. Between 40.0% and 51.0% of the targeted change; between 44.4% "
                "and 54.6% expected by now, counted from the same baseline."
            ),
        ),
    ],
)
def test_the_reason_says_it_in_words(name: str, index: int, said: str) -> None:
    assert reasons.sentences(judged(_CASES[name]).judgements[index]) == said
