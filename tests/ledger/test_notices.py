"""The register of notices: entered once, kept for good, and bound into the chain."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from milepost.ledger import chain, migrations
from milepost.ledger.engines import WRITES, engine_for
from milepost.ledger.migrations import frozen
from milepost.ledger.store import Ledger
from milepost.ledger.verify import verify
from milepost.submissions.notices import digest_of
from milepost.submissions.unusable import LedgerUnusableError
from tests.ledger.said import JANUARY, MARCH, Q1, Q2, noticed


def test_a_notice_is_entered_once_and_kept_as_it_was_issued(ledger: Ledger) -> None:
    issued, is_new = ledger.issue(noticed())
    assert (issued.number, is_new) == (1, True)
    assert issued == replace(noticed(), number=1)
    head = ledger.head()
    # The same text again, whoever brings it and whenever, is the notice that is there.
    later = replace(noticed(), issued_on=dt.date(2009, 4, 1), issued_by="Somebody else")
    assert ledger.issue(later) == (issued, False)
    assert ledger.head() == head
    assert ledger.notices() == (issued,)


def test_another_text_agency_kind_or_period_is_another_notice(ledger: Ledger) -> None:
    others = [
        noticed(),
        noticed("Something else."),
        replace(noticed(), agency="ICE"),
        replace(noticed(), kind="improvement-plan"),
        replace(noticed(), period=Q2),
    ]
    assert [ledger.issue(notice)[0].number for notice in others] == [1, 2, 3, 4, 5]
    assert [n.number for n in ledger.notices()] == [1, 2, 3, 4, 5]
    with ledger.looked_into() as reader:
        assert [entry.name for entry in reader.links()][-1] == "entry 5 (notice 5)"
    assert verify(ledger).broken == ()


@pytest.mark.parametrize(
    "text", ["", "<script>alert(1)</script>", "=1+1", "\x00\x1a\ud800", "ä" * 10000]
)
def test_any_text_comes_back_as_it_was_given(ledger: Ledger, text: str) -> None:
    issued, _ = ledger.issue(replace(noticed(text), issued_by=text, addressee=text))
    assert ledger.notices() == (issued,)
    assert (issued.text, issued.issued_by, issued.digest) == (text, text, digest_of(text))
    assert verify(ledger).broken == ()


def _of_step_0002(url: str) -> str:
    """A ledger as the version before wrote it, with one file received; its head."""
    engine = engine_for(url).execution_options(**{WRITES: True})
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__file__).parent))
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        body: dict[str, Any] = {
            "digest": "d" * 64, "name": "ATF.csv", "size": 1, "agency": "ATF", "period": str(Q1),
            "received_on": JANUARY.isoformat(), "revision": 1, "certified_by": "",
        }  # fmt: skip
        order: dict[str, Any] = {
            "digest": "d" * 64, "ordered_by": "A. Grant", "reason": "a spill",
            "ordered_on": MARCH.isoformat(),
        }  # fmt: skip
        head, at = chain.BEGINNING, "2009-01-15T00:00:00+00:00"
        for place, (kind, table, row) in enumerate(
            [("submission", "submissions", body), ("destruction", "destructions", order)], start=1
        ):
            before, head = head, chain.link(head, kind, 1, at, "0.4.0", row)
            connection.execute(frozen.TABLES_0002.tables[table].insert().values(number=1, **row))
            connection.execute(
                frozen.TABLES_0002.tables["chain"].insert().values(
                    position=place, kind=kind, number=1, recorded_at=at, version="0.4.0",
                    previous=before, hash=head,
                )
            )  # fmt: skip
    engine.dispose()
    return head


def test_a_ledger_of_the_version_before_goes_on_and_takes_notices(url: str) -> None:
    head = _of_step_0002(url)
    ledger = Ledger(url)
    assert ledger.head() == head
    assert verify(ledger).broken == ()
    assert ledger.notices() == ()
    assert ledger.issue(noticed())[0].number == 1
    assert verify(ledger).broken == ()
    with ledger.looked_into() as reader:
        assert [entry.kind for entry in reader.links()] == ["submission", "destruction", "notice"]
    ledger.close()


def test_the_chain_still_takes_no_entry_of_an_unknown_kind_and_no_change(url: str) -> None:
    _of_step_0002(url)
    ledger = Ledger(url)
    for statement in (
        "INSERT INTO chain SELECT 9, 'gossip', 1, recorded_at, version, previous, 'x' FROM chain",
        "UPDATE chain SET kind = 'remark'",
        "DELETE FROM chain",
    ):
        with pytest.raises(LedgerUnusableError), ledger.being_rebuilt() as connection:
            connection.execute(sa.text(statement))
    assert verify(ledger).broken == ()
    ledger.close()
