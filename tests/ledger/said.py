"""What the tests of the ledger record: observations, readings and days."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final

from milepost.intervals import Statement
from milepost.periods import parse_period
from milepost.sources import Place, Problem
from milepost.submissions.extracts import SentFile
from milepost.submissions.model import Absence, Observation, Publication, Reading, Rejection
from milepost.submissions.notices import Notice, digest_of

Q1: Final = parse_period("FY2009-Q1")
Q2: Final = parse_period("FY2009-Q2")
JANUARY: Final = dt.date(2009, 1, 15)
FEBRUARY: Final = dt.date(2009, 2, 15)
MARCH: Final = dt.date(2009, 3, 15)
TRACES: Final = SentFile("FY2009-Q1/traces.csv", "ef" * 32, 1_767)
PUBLISHED: Final = Publication(
    "FY2009-Q1-1", Q1, FEBRUARY, "ab" * 32, "cd" * 32, MARCH, "A. Grant, Director", owed=2
)


def observed(
    number: int | str,
    measure: str = "cases-initiated",
    *,
    agency: str = "ATF",
    absence: Absence | None = None,
    row: int = 2,
) -> Observation:
    """A count of the first quarter, or its absence."""
    place = Place(f"FY2009-Q1/{agency}.csv", row)
    return Observation(
        agency,
        measure,
        Q1,
        None if absence else Statement("exact", Decimal(number)),
        None,
        absence,
        (),
        "case management system",
        "" if absence is None else "see the letter",
        place,
        Place(place.file, row, cell="D2"),
    )


def refused(measure: str = "cases-initiated", agency: str = "ATF") -> Rejection:
    """A row of the first quarter that could not be taken."""
    return Rejection(agency, measure, Q1, slip(agency))


def slip(agency: str = "ATF") -> Problem:
    """What was wrong with a row."""
    place = Place(f"FY2009-Q1/{agency}.csv", 3, cell="D3")
    return Problem(place, "S104", '"four" is not a number.', "Write 4.")


def reading(*found: Observation | Rejection) -> Reading:
    """What a file was found to say."""
    rejections = tuple(f for f in found if isinstance(f, Rejection))
    return Reading(
        tuple(f for f in found if isinstance(f, Observation)),
        rejections,
        tuple(r.problem for r in rejections),
        len(found),
    )


def noticed(text: str = "What its policies are not in compliance with.") -> Notice:
    """A notice about the first quarter that is to be issued."""
    head = "the head of ATF"
    return Notice(
        0, "non-compliance", "ATF", head, Q1, text, digest_of(text), MARCH, "A. Grant, Director"
    )
