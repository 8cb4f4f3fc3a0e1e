"""Deliveries of extracts in the ledger: bound, counted apart, verified, destroyed, carried on."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from milepost.ledger.open_files import rebuild, write_open_files
from milepost.ledger.receipts import claims_of, receipt
from milepost.ledger.record import record_as_of
from milepost.ledger.store import Ledger
from milepost.ledger.verify import verify, verify_claim
from milepost.submissions.extracts import SentFile, Store, StoredRows
from milepost.submissions.model import Destruction, Reading
from tests.ledger.said import FEBRUARY, JANUARY, MARCH, Q1, TRACES, observed, reading

_NUMBERS = itertools.count(1)
_ORDER = Destruction("A. Grant, Director", "restricted data", MARCH)
_DAYS = (("traced_on", dt.date(2008, 10, 1), dt.date(2008, 12, 31)),)


def _kept(store: Store, text: str, name: str = "traces.csv") -> SentFile:
    digest = hashlib.sha256(text.encode()).hexdigest()
    store.sent(digest).parent.mkdir(parents=True, exist_ok=True)
    store.sent(digest).write_text(text)
    return SentFile(name, digest, len(text))


def _rows(store: Store, text: str) -> str:
    digest = hashlib.sha256(text.encode()).hexdigest()
    store.rows(digest).parent.mkdir(parents=True, exist_ok=True)
    store.rows(digest).write_text(text)
    return digest


def _found(stored: StoredRows | None) -> Reading:
    return Reading((), (), (), 0, declaration="d" * 64, stored=stored)


def _delivered(ledger: Ledger, store: Store, text: str = "some rows") -> StoredRows:
    """One delivery with good rows and others, which is recorded."""
    file = _kept(store, text)
    known, _ = ledger.receive_delivery("traces", [file], "traces.csv", "ATF", Q1, JANUARY)
    good, bad = _rows(store, f"good {text}"), _rows(store, f"bad {text}")
    stored = StoredRows("d" * 64, good, 7, bad, 2, _DAYS)
    assert ledger.add_reading(known.number, "plan", _found(stored))
    return stored


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "extracts")


def test_a_delivery_is_a_submission_with_its_files_and_rows(ledger: Ledger, store: Store) -> None:
    stored = _delivered(ledger, store)
    [delivery] = ledger.deliveries()
    assert (delivery.extract, delivery.stored) == ("traces", stored)
    assert delivery.submission == ledger.submission(1)
    sent = delivery.submission
    assert (sent.extract, sent.status, sent.accepted, sent.rejected, sent.size) == (
        "traces", "accepted in part", 7, 2, 9,
    )  # fmt: skip
    assert ledger.declarations() == {1: "d" * 64}
    assert verify(ledger, store).broken == ()


def test_revisions_are_counted_apart_from_other_files_and_extracts(ledger: Ledger) -> None:
    def send(extract: str, digest: str) -> int:
        file = SentFile("a.csv", digest * 64, 1)
        return ledger.receive_delivery(extract, [file], "a.csv", "ATF", Q1, JANUARY)[0].revision

    metric, _ = ledger.receive(b"metrics", "ATF.csv", "ATF", Q1, JANUARY)
    assert [send("traces", "a"), send("traces", "b"), send("seizures", "a")] == [1, 2, 1]
    assert ledger.receive(b"more", "ATF.csv", "ATF", Q1, JANUARY)[0].revision == 2
    later = ledger.later_than(metric)
    assert later is not None
    assert later.number == 5
    newer = ledger.later_than(ledger.submission(2))
    assert newer is not None
    assert newer.number == 3
    assert ledger.later_than(ledger.submission(4)) is None


def test_the_same_files_are_the_same_delivery_whatever_they_are_called(ledger: Ledger) -> None:
    other = SentFile("b.csv", "b" * 64, 2)
    first, is_new = ledger.receive_delivery("t", [TRACES, other], "a", "ATF", Q1, JANUARY)
    renamed = replace(TRACES, name="again.csv")
    again, still_new = ledger.receive_delivery("t", [other, renamed], "c", "ATF", Q1, FEBRUARY)
    assert (is_new, still_new, again) == (True, False, first)


@pytest.mark.parametrize(
    ("stored", "status"),
    [
        (None, "rejected"),
        (StoredRows("d" * 64, "", 0), "accepted"),
        (StoredRows("d" * 64, "", 0, "e" * 64, 3), "rejected"),
        (StoredRows("d" * 64, "f" * 64, 4), "accepted"),
    ],
)
def test_what_becomes_of_a_delivery(ledger: Ledger, stored: StoredRows | None, status: str) -> None:
    ledger.receive_delivery("traces", [TRACES], "traces.csv", "ATF", Q1, JANUARY)
    assert ledger.submission(1).status == "waiting"
    ledger.add_reading(1, "plan", _found(stored))
    assert ledger.submission(1).status == status
    assert ledger.deliveries()[0].stored == stored
    # It says nothing of the agency's figures, not even that they were rejected.
    record = record_as_of(ledger, MARCH)
    assert not record.was_rejected("ATF", "cases-initiated", Q1)
    assert record.submissions == ledger.submissions()


def test_a_reading_that_says_the_same_is_recorded_once(ledger: Ledger, store: Store) -> None:
    stored = _delivered(ledger, store)
    assert not ledger.add_reading(1, "another plan", _found(stored))
    assert ledger.add_reading(1, "another plan", _found(replace(stored, rows=8)))


def test_deliveries_as_they_were_under_an_older_head(ledger: Ledger, store: Store) -> None:
    empty = ledger.head()
    stored = _delivered(ledger, store)
    head = ledger.head()
    ledger.add_reading(1, "plan 2", _found(replace(stored, rows=8)))
    ledger.receive_delivery("traces", [TRACES], "traces.csv", "ATF", Q1, FEBRUARY)
    assert ledger.deliveries(empty) == ()
    assert [d.stored for d in ledger.deliveries(head)] == [stored]
    assert [d.stored and d.stored.rows for d in ledger.deliveries()] == [8, None]


def test_a_receipt_of_a_delivery_proves_its_rows(ledger: Ledger, store: Store) -> None:
    _delivered(ledger, store)
    [delivery] = ledger.deliveries()
    text = receipt(delivery.submission, ledger.head(), is_new=True, files=delivery.files)
    assert "  rows of the extract traces, in 1 file" in text
    assert f"  traces.csv, 9 bytes, SHA-256 {delivery.files[0].digest}" in text
    assert "  7 rows accepted, 2 in quarantine" in text
    [claim] = claims_of(text)
    assert verify_claim(ledger, claim) == ()
    assert verify_claim(ledger, replace(claim, accepted=8)) != ()


@pytest.mark.parametrize("which", ["sent", "good", "bad"])
@pytest.mark.parametrize("how", ["gone", "cut", "changed"])
def test_a_file_of_the_store_that_is_not_what_it_was_is_named(
    ledger: Ledger, store: Store, which: str, how: str
) -> None:
    stored = _delivered(ledger, store)
    [delivery] = ledger.deliveries()
    path = {
        "sent": store.sent(delivery.files[0].digest),
        "good": store.rows(stored.digest),
        "bad": store.rows(stored.quarantine),
    }[which]
    if how == "gone":
        path.unlink()
    else:
        text = path.read_text()
        path.write_text(text[:-1] if how == "cut" else text[:-1] + "?")
    [said] = verify(ledger, store).broken
    what = {"sent": "file traces.csv", "good": "good rows", "bad": "rows in quarantine"}[which]
    assert said.startswith("entry 1 (submission 1): ")
    assert what in said
    assert str(path) in said


def test_an_order_destroys_the_files_and_the_rows_of_all_that_brought_them(
    ledger: Ledger, store: Store
) -> None:
    stored = _delivered(ledger, store)
    spilt = ledger.deliveries()[0].files[0]
    other = _kept(store, "other rows", "other.csv")
    ledger.receive_delivery("traces", [spilt, other], "two", "ATF", Q1, FEBRUARY)
    both = StoredRows("d" * 64, _rows(store, "good of both"), 9)
    ledger.add_reading(2, "plan", _found(both))
    ledger.receive_delivery("traces", [other], "other.csv", "ATF", Q1, FEBRUARY)
    assert ledger.destroy(1, _ORDER, store)
    assert not store.sent(spilt.digest).exists()
    assert not any(store.rows(d).exists() for d in (stored.digest, stored.quarantine, both.digest))
    assert store.sent(other.digest).exists()
    assert [d.submission.destroyed for d in ledger.deliveries()] == [_ORDER, _ORDER, None]
    assert ledger.is_destroyed(spilt.digest)
    assert verify(ledger, store).broken == ()
    assert not ledger.destroy(1, _ORDER, store)
    # Whoever puts it back is found out.
    _kept(store, "some rows")
    assert "though it was destroyed by order" in verify(ledger, store).broken[0]


def test_open_files_carry_deliveries(
    ledger: Ledger, store: Store, tmp_path: Path, new_url: Callable[[], str]
) -> None:
    file, _ = ledger.receive(b"metrics", "ATF.csv", "ATF", Q1, JANUARY)
    ledger.add_reading(file.number, "plan", reading(observed(74)))
    _delivered(ledger, store)
    write_open_files(ledger, tmp_path / "open")
    url = new_url()
    assert rebuild(tmp_path / "open", url) == ledger.head()
    anew = Ledger(url)
    assert anew.deliveries() == ledger.deliveries()
    assert anew.submissions() == ledger.submissions()
    assert verify(anew, store).broken == ()
    anew.close()
