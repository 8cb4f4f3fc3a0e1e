"""Receipts as an agency files them, letter by letter."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final

import pytest

from milepost.ledger.receipts import receipt
from milepost.periods import parse_period
from milepost.submissions.model import Status, Submission

_DIGEST: Final = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_HEAD: Final = "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8"
_SUBMISSION: Final = Submission(
    number=12,
    agency="ATF",
    period=parse_period("FY2009-Q3"),
    name="FY2009-Q3/ATF.csv",
    digest=_DIGEST,
    size=1234567,
    received_on=dt.date(2009, 7, 15),
    revision=1,
    status="accepted",
    accepted=14,
    rejected=0,
)


def test_a_receipt_says_what_came_what_was_taken_and_where_the_chain_stands() -> None:
    assert receipt(_SUBMISSION, _HEAD, is_new=True) == (
        "Receipt 12: FY2009-Q3/ATF.csv from ATF for FY2009-Q3\n"
        "  received 2009-07-15, 1,234,567 bytes\n"
        f"  SHA-256 {_DIGEST}\n"
        "  14 rows accepted\n"
        f"  ledger head {_HEAD}"
    )


def test_a_receipt_for_a_revision_counts_it() -> None:
    revised = replace(
        _SUBMISSION,
        name="FY2009-Q3/ATF-revised.csv",
        revision=2,
        status="accepted in part",
        accepted=1,
        rejected=2,
    )
    assert receipt(revised, _HEAD, is_new=True) == (
        "Receipt 12: FY2009-Q3/ATF-revised.csv from ATF for FY2009-Q3, revision 2\n"
        "  received 2009-07-15, 1,234,567 bytes\n"
        f"  SHA-256 {_DIGEST}\n"
        "  1 row accepted, 2 rejected\n"
        f"  ledger head {_HEAD}"
    )


def test_a_receipt_for_the_same_bytes_says_that_nothing_was_recorded_twice() -> None:
    assert receipt(_SUBMISSION, _HEAD, is_new=False) == (
        "Receipt 12: FY2009-Q3/ATF.csv from ATF for FY2009-Q3\n"
        "  received 2009-07-15, 1,234,567 bytes\n"
        f"  SHA-256 {_DIGEST}\n"
        "  14 rows accepted\n"
        "  already received; nothing was recorded twice\n"
        f"  ledger head {_HEAD}"
    )


def test_a_receipt_for_a_file_of_an_unknown_sender_says_so() -> None:
    unknown = replace(
        _SUBMISSION, name="scan.pdf", agency="", period=None, size=0, status="rejected", accepted=0
    )
    assert receipt(unknown, _HEAD, is_new=True) == (
        "Receipt 12: scan.pdf from an unknown sender\n"
        "  received 2009-07-15, 0 bytes\n"
        f"  SHA-256 {_DIGEST}\n"
        "  received and kept; rejected: nothing in it could be taken\n"
        f"  ledger head {_HEAD}"
    )


@pytest.mark.parametrize(
    ("status", "accepted", "rejected", "said"),
    [
        ("accepted", 1, 0, "1 row accepted"),
        ("accepted", 0, 0, "0 rows accepted"),
        ("accepted in part", 3, 1, "3 rows accepted, 1 rejected"),
        ("rejected", 0, 5, "received and kept; rejected: nothing in it could be taken"),
        ("waiting", 0, 0, "received and kept; not checked yet, because the plan has errors"),
    ],
)
def test_a_receipt_says_what_became_of_the_rows(
    status: Status, accepted: int, rejected: int, said: str
) -> None:
    submission = replace(_SUBMISSION, status=status, accepted=accepted, rejected=rejected)
    assert receipt(submission, _HEAD, is_new=True).splitlines()[3] == f"  {said}"
