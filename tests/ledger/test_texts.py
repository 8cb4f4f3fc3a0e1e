"""Characters that a database does not keep, kept all the same."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from milepost.ledger.record import record_as_of
from milepost.ledger.store import Ledger
from milepost.ledger.texts import restored, storable
from milepost.ledger.verify import verify
from milepost.submissions.model import Destruction, Explanation
from tests import postgres
from tests.ledger.said import JANUARY, MARCH, Q1, observed, reading, refused, slip

_NUMBERS = itertools.count(1)
# Every character there is, halves of surrogate pairs and NUL among them.
anything = st.text(st.characters(codec=None), max_size=20) | st.text(
    st.sampled_from("\x00\x1a\ud800\udfff0aß'\"\\{}$1?%:"), max_size=12
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ledger]:
    """One ledger for many examples."""
    path: Path = tmp_path_factory.mktemp("texts")
    url = f"sqlite:///{path}/ledger.sqlite"
    if request.param == "postgresql":
        server: str = request.getfixturevalue("postgresql")
        url = postgres.new_database(server, f"texts_{next(_NUMBERS)}")
    ledger = Ledger(url)
    yield ledger
    assert verify(ledger).broken == ()
    ledger.close()


@given(text=anything)
@example("\x00")
@example("\x1a0000")
@example("\x1a\x1a0000\x00")
@example("\ud800\udc00")
def test_any_text_is_kept_and_comes_back(text: str) -> None:
    kept = storable(text)
    assert restored(kept) == text
    assert "\x00" not in kept
    kept.encode()


@given(one=anything, other=anything)
def test_different_texts_are_kept_differently(one: str, other: str) -> None:
    assert (storable(one) == storable(other)) == (one == other)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=anything, other=anything)
@example("\x00", "\ud800")
@example("\x1a0000", "a\x1a")
@example("", "\ud800\udc00")
def test_any_name_note_and_source_comes_back_from_either_database(
    shared: Ledger, text: str, other: str
) -> None:
    content = f"{next(_NUMBERS)}".encode()
    submission, is_new = shared.receive(content, text, other, Q1, JANUARY, certified_by=text)
    assert is_new
    assert (submission.name, submission.agency, submission.certified_by) == (text, other, text)
    assert shared.receive(content, other, other, Q1, JANUARY) == (submission, False)

    said = replace(
        observed(74),
        note=text,
        source=other,
        dimensions=((text, other),),
        place=replace(observed(74).place, file=text, sheet=other),
    )
    rejection = replace(refused(text), problem=replace(slip(), message=text, remedy=other))
    explained = Explanation("ATF", text, Q1, text, other, text, said.place)
    read = replace(reading(said, rejection), explanations=(explained,), certified_by=other)
    assert shared.add_reading(submission.number, "plan", read)
    assert not shared.add_reading(submission.number, "plan", read)
    assert shared.findings()[submission.number] == ([said], [rejection])
    with shared.looked_into() as reader:
        assert reader.statements()[submission.number] == ((explained,), other, (rejection.problem,))

    remark = shared.remark("reply", text, other, Q1, text, other, JANUARY)
    assert shared.remarks()[-1] == remark
    assert remark.text == text


def test_an_order_may_hold_any_text(ledger: Ledger) -> None:
    ledger.receive(b"x", "x", "ATF", Q1, JANUARY)
    order = Destruction("A\x00", "\ud800", dt.date(2009, 3, 1))
    ledger.destroy(1, order)
    assert ledger.submission(1).destroyed == order
    assert verify(ledger).broken == ()


def test_text_of_a_megabyte_in_any_script_comes_back(ledger: Ledger) -> None:
    note = "Sept. – „Größe“ 三十二 ١٢٣ \u202eabc\u202c 😀" * 20_000
    submission, _ = ledger.receive(b"x", "x", "ATF", Q1, JANUARY)
    ledger.add_reading(submission.number, "plan", reading(replace(observed(1), note=note)))
    held = record_as_of(ledger, MARCH).of("ATF", "cases-initiated", Q1)
    assert held is not None
    assert held.observation.note == note
    assert verify(ledger).broken == ()
