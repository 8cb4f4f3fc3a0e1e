"""What was received, what was read in it, and what is in force on a day."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from decimal import Decimal

import pytest

from milepost.intervals import Statement
from milepost.ledger import chain
from milepost.ledger.record import record_as_of
from milepost.ledger.store import Ledger
from milepost.ledger.verify import verify
from milepost.periods import Period
from milepost.submissions.model import (
    Assertion,
    Destruction,
    Explanation,
    InForce,
    Observation,
    Rejection,
)
from tests.ledger.said import FEBRUARY, JANUARY, MARCH, Q1, Q2, observed, reading, refused

_NUMBERS = iter(range(1_000_000))


def _record(
    ledger: Ledger, on: dt.date, *found: Observation | Rejection, agency: str = "ATF"
) -> int:
    """Receive a file that says this, and record what was read in it."""
    content = f"file {next(_NUMBERS)}".encode()
    submission, is_new = ledger.receive(content, f"{agency}.csv", agency, Q1, on)
    assert is_new
    assert ledger.add_reading(submission.number, "plan", reading(*found))
    return submission.number


def _in_force(ledger: Ledger, on: dt.date, measure: str = "cases-initiated") -> InForce:
    held = record_as_of(ledger, on).of("ATF", measure, Q1)
    assert held is not None
    return held


def _number(held: InForce) -> Decimal:
    assert held.observation.stated is not None
    return held.observation.stated.number


def test_what_is_received_is_kept_byte_for_byte(ledger: Ledger) -> None:
    content = bytes(range(256)) * 3
    submission, is_new = ledger.receive(content, "FY2009-Q1/ATF.xlsx", "ATF", Q1, JANUARY)
    assert is_new
    assert ledger.content(submission.number) == content
    assert submission.number == 1
    assert submission.name == "FY2009-Q1/ATF.xlsx"
    assert submission.agency == "ATF"
    assert submission.period == Q1
    assert submission.digest == hashlib.sha256(content).hexdigest()
    assert submission.size == 768
    assert submission.received_on == JANUARY
    assert submission.revision == 1
    assert submission.status == "waiting"
    assert (submission.accepted, submission.rejected) == (0, 0)


def test_the_same_bytes_twice_are_recognised_and_recorded_once(ledger: Ledger) -> None:
    first, _ = ledger.receive(b"the same", "ATF.csv", "ATF", Q1, JANUARY)
    head = ledger.head()
    second, is_new = ledger.receive(b"the same", "ATF-again.csv", "ATF", Q1, MARCH)
    assert not is_new
    assert second == first
    assert ledger.submissions() == (first,)
    assert ledger.head() == head


def test_the_same_bytes_for_another_period_or_agency_are_another_submission(
    ledger: Ledger,
) -> None:
    for agency, period in (("ATF", Q1), ("ATF", Q2), ("ICE", Q1), ("", None)):
        submission, is_new = ledger.receive(b"the same", "a.csv", agency, period, JANUARY)
        assert is_new
        assert ledger.content(submission.number) == b"the same"
    assert [s.number for s in ledger.submissions()] == [1, 2, 3, 4]
    assert [s.revision for s in ledger.submissions()] == [1, 1, 1, 1]
    assert verify(ledger).broken == ()


def test_an_empty_file_is_received_too(ledger: Ledger) -> None:
    submission, is_new = ledger.receive(b"", "ATF.csv", "ATF", Q1, JANUARY)
    assert is_new
    assert submission.size == 0
    assert ledger.content(submission.number) == b""


def test_files_of_an_agency_for_a_period_are_numbered_as_revisions(ledger: Ledger) -> None:
    sent: tuple[tuple[str, Period | None], ...] = (
        ("ATF", Q1), ("ATF", Q1), ("ICE", Q1), ("ATF", Q2), ("ATF", Q1),
    )  # fmt: skip
    for i, (agency, period) in enumerate(sent):
        ledger.receive(f"file {i}".encode(), "a.csv", agency, period, JANUARY)
    assert [s.revision for s in ledger.submissions()] == [1, 2, 1, 1, 3]


def test_a_reading_gives_a_submission_its_status_and_counts(ledger: Ledger) -> None:
    numbers = [
        _record(ledger, JANUARY, observed(74), observed(7, "cases-indicted")),
        _record(ledger, JANUARY, observed(74), refused("cases-indicted")),
        _record(ledger, JANUARY, refused()),
    ]
    found = [ledger.submission(number) for number in numbers]
    assert [(s.status, s.accepted, s.rejected) for s in found] == [
        ("accepted", 2, 0),
        ("accepted in part", 1, 1),
        ("rejected", 0, 1),
    ]


def test_what_was_read_comes_back_as_it_was(ledger: Ledger) -> None:
    number = _record(ledger, JANUARY, observed("74.50"), refused("cases-indicted"))
    assert ledger.findings().get(number, ([], [])) == (
        [observed("74.50")],
        [refused("cases-indicted")],
    )


def test_a_submission_that_was_not_read_says_nothing(ledger: Ledger) -> None:
    submission, _ = ledger.receive(b"x", "ATF.csv", "ATF", Q1, JANUARY)
    assert ledger.findings().get(submission.number, ([], [])) == ([], [])
    record = record_as_of(ledger, MARCH)
    assert record.in_force == {}
    assert record.submissions == (submission,)


def test_a_revision_replaces_only_the_rows_it_contains(ledger: Ledger) -> None:
    first = _record(ledger, JANUARY, observed(74), observed(7, "cases-indicted"))
    second = _record(ledger, FEBRUARY, observed(75))
    revised = _in_force(ledger, MARCH)
    kept = _in_force(ledger, MARCH, "cases-indicted")
    assert (_number(revised), revised.submission) == (Decimal(75), second)
    assert [(_number(d), d.submission) for d in revised.displaced] == [(Decimal(74), first)]
    assert (_number(kept), kept.submission, kept.displaced) == (Decimal(7), first, ())


def test_every_earlier_value_is_remembered_newest_first(ledger: Ledger) -> None:
    for day, number in ((JANUARY, 74), (FEBRUARY, 75), (MARCH, 76)):
        _record(ledger, day, observed(number))
    held = _in_force(ledger, MARCH)
    assert [_number(h) for h in (held, *held.displaced)] == [76, 75, 74]


def test_a_revision_of_one_agency_leaves_the_other_alone(ledger: Ledger) -> None:
    _record(ledger, JANUARY, observed(74))
    _record(ledger, FEBRUARY, observed(25, agency="ICE"), agency="ICE")
    assert _number(_in_force(ledger, MARCH)) == 74


def test_taking_a_value_back_displaces_it(ledger: Ledger) -> None:
    _record(ledger, JANUARY, observed(74))
    _record(ledger, FEBRUARY, observed(0, absence="withdrawn"))
    held = _in_force(ledger, MARCH)
    assert held.observation.stated is None
    assert held.observation.absence == "withdrawn"
    assert [_number(d) for d in held.displaced] == [74]


def test_a_rejected_row_displaces_nothing(ledger: Ledger) -> None:
    first = _record(ledger, JANUARY, observed(74))
    second = _record(ledger, FEBRUARY, refused(), observed(8, "cases-indicted"))
    held = _in_force(ledger, MARCH)
    assert (_number(held), held.submission, held.displaced) == (Decimal(74), first, ())
    assert record_as_of(ledger, MARCH).rejections == ((second, refused()),)


def test_a_rejected_file_displaces_nothing_and_is_remembered(ledger: Ledger) -> None:
    _record(ledger, JANUARY, observed(74))
    whole = Rejection("ATF", "", None, refused().problem)
    number = _record(ledger, FEBRUARY, whole)
    record = record_as_of(ledger, MARCH)
    assert _number(_in_force(ledger, MARCH)) == 74
    assert record.rejections == ((number, whole),)
    assert record.was_rejected("ATF", "cases-indicted", Q1)
    assert not record.was_rejected("ATF", "cases-indicted", Q2)
    assert not record.was_rejected("ICE", "cases-indicted", Q1)


def test_as_of_a_day_before_a_revision_was_received_the_older_value_holds(
    ledger: Ledger,
) -> None:
    _record(ledger, JANUARY, observed(74))
    _record(ledger, MARCH, observed(75), refused("cases-indicted"))
    day_before = dt.date(2009, 3, 14)
    assert _number(_in_force(ledger, day_before)) == 74
    assert record_as_of(ledger, day_before).rejections == ()
    assert [s.number for s in record_as_of(ledger, day_before).submissions] == [1]
    assert _number(_in_force(ledger, MARCH)) == 75


def test_as_of_a_day_before_anything_was_received_nothing_is_known(ledger: Ledger) -> None:
    _record(ledger, JANUARY, observed(74))
    record = record_as_of(ledger, dt.date(2009, 1, 14))
    assert record.in_force == {}
    assert record.submissions == ()


def test_the_day_of_receipt_counts_before_the_order_of_recording(ledger: Ledger) -> None:
    _record(ledger, FEBRUARY, observed(75))
    _record(ledger, JANUARY, observed(74))  # found in the post later
    held = _in_force(ledger, MARCH)
    assert [_number(h) for h in (held, *held.displaced)] == [75, 74]


def test_of_two_files_of_one_day_the_later_one_holds(ledger: Ledger) -> None:
    _record(ledger, JANUARY, observed(74))
    _record(ledger, JANUARY, observed(75))
    assert _number(_in_force(ledger, JANUARY)) == 75


def test_reading_again_with_the_same_outcome_records_nothing(ledger: Ledger) -> None:
    number = _record(ledger, JANUARY, observed(74), refused("cases-indicted"))
    head = ledger.head()
    again = reading(observed(74), refused("cases-indicted"))
    assert not ledger.add_reading(number, "plan", again)
    assert not ledger.add_reading(number, "another plan", again)
    assert ledger.head() == head


def test_reading_again_with_another_outcome_counts_instead(ledger: Ledger) -> None:
    number = _record(ledger, JANUARY, refused())
    assert ledger.add_reading(number, "another plan", reading(observed(74)))
    assert _number(_in_force(ledger, MARCH)) == 74
    assert _in_force(ledger, MARCH).displaced == ()
    assert record_as_of(ledger, MARCH).rejections == ()
    assert ledger.submission(number).status == "accepted"


def test_an_outcome_that_comes_back_is_recorded_again(ledger: Ledger) -> None:
    number = _record(ledger, JANUARY, observed(74))
    assert ledger.add_reading(number, "plan 2", reading(refused()))
    assert ledger.add_reading(number, "plan 3", reading(observed(74)))
    assert _number(_in_force(ledger, MARCH)) == 74
    assert verify(ledger).broken == ()


def test_a_reading_that_differs_only_in_how_a_number_was_written_is_another(
    ledger: Ledger,
) -> None:
    number = _record(ledger, JANUARY, observed("74"))
    assert ledger.add_reading(number, "plan", reading(observed("74.0")))
    assert _in_force(ledger, MARCH).observation.stated == Statement("exact", Decimal("74.0"))
    assert str(_number(_in_force(ledger, MARCH))) == "74.0"


def test_the_record_is_the_same_after_the_ledger_is_opened_again(ledger: Ledger, url: str) -> None:
    _record(ledger, JANUARY, observed(74), refused("cases-indicted"))
    record, head = record_as_of(ledger, MARCH), ledger.head()
    ledger.close()
    reopened = Ledger(url)
    try:
        assert record_as_of(reopened, MARCH) == record
        assert reopened.head() == head
        assert verify(reopened).broken == ()
    finally:
        reopened.close()


def test_the_record_is_as_it_was_when_an_entry_was_the_newest(ledger: Ledger) -> None:
    first = _record(ledger, JANUARY, observed(74), refused("cases-closed"))
    ledger.remark("reply", "ATF", "cases-initiated", Q1, "as sent", "B. Lee", FEBRUARY)
    head, then = ledger.head(), record_as_of(ledger, MARCH)
    assert record_as_of(ledger, MARCH, head) == then
    # What is entered later bears an earlier day, is another reading, or takes the bytes away.
    _record(ledger, JANUARY, observed(75))
    place = observed(76).place
    more = replace(
        reading(observed(76)),
        explanations=(Explanation("ATF", "cases-initiated", Q1, "Why.", "", "", place),),
        assertions=(Assertion("method", holds=True, comment="Now.", place=place),),
        certified_by="A. Grant",
    )
    assert ledger.add_reading(first, "plan 2", more)
    ledger.remark("returned", "ATF", "cases-initiated", Q1, "no", "B. Lee", FEBRUARY, first)
    ledger.destroy(first, Destruction("A. Grant", "a spill", MARCH))
    ledger.receive(b"waits", "ICE.csv", "ICE", Q1, JANUARY)
    assert record_as_of(ledger, MARCH) != then
    assert record_as_of(ledger, MARCH, head) == then
    assert record_as_of(ledger, MARCH, chain.BEGINNING).submissions == ()


def test_a_head_that_the_chain_never_had_has_no_record(ledger: Ledger) -> None:
    _record(ledger, JANUARY, observed(74))
    with pytest.raises(KeyError):
        record_as_of(ledger, MARCH, "f" * 64)
