"""Whether the ledger is what it was: said at the command line, with exit codes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from milepost.intervals import Statement
from milepost.submissions import forms
from milepost.submissions.model import Reading
from tests.cli.office import PLAN, Office, cases


def _submitted(office: Office, value: str = "90", agency: str = "ATF") -> str:
    """A receipt for a file, kept as a file."""
    result = office.submit(office.put(f"FY2009/{agency}.csv", cases(agency, value)))
    assert result.exit_code == 0, result.output
    return office.put(f"receipt-{agency}-{value}.txt", result.stdout.encode())


def _tamper(office: Office, *statements: str) -> None:
    """Change what is recorded, as somebody with the file in hand can: without the triggers."""
    with closing(sqlite3.connect(office.root / "ledger.sqlite")) as connection, connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)


def _json(result: Result) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(result.stdout)
    return held


def test_a_ledger_that_was_left_alone_holds(anywhere: Office) -> None:
    _submitted(anywhere)
    _submitted(anywhere, agency="ICE")
    result = anywhere.run("verify")
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "The ledger holds: 4 entries, every digest and every link.\n"
        "2 files read again: the same was read as is recorded.\n"
        "ledger head "
    )
    assert max(map(len, result.stdout.splitlines())) <= 80
    held = _json(anywhere.run("verify", "--format", "json"))
    assert (held["holds"], held["entries"], held["broken"]) == (True, 4, [])
    assert held["read_again"]["same"] == 2
    assert held["head"] in result.stdout


@pytest.mark.parametrize(
    ("statement", "first"),
    [
        ("UPDATE observations SET number = '99' WHERE reading = 1", "entry 2 (reading 1) was"),
        ("DELETE FROM observations WHERE reading = 2", "entry 4 (reading 2) was altered"),
        ("UPDATE submissions SET received_on = '2009-10-01'", "entry 1 (submission 1) was altered"),
        ("UPDATE files SET content = 'other'", "entry 1 (submission 1): the bytes kept as"),
        ("DELETE FROM files", "entry 1 (submission 1): its bytes are gone, and nobody ordered it."),
        ("DELETE FROM chain WHERE position = 2", "entry 3 (submission 2) stands where entry 2"),
        ("UPDATE chain SET version = '9' WHERE position = 3", "entry 3 (submission 2) was altered"),
    ],
)
def test_what_was_altered_is_named_first_and_ends_with_an_error(
    office: Office, statement: str, first: str
) -> None:
    _submitted(office)
    _submitted(office, agency="ICE")
    _tamper(office, statement)
    result = office.run("verify")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0] == "THE LEDGER DOES NOT HOLD. The first that does not:"
    assert lines[1].startswith(first)
    assert "The files were not read again, because the chain does not hold." in lines
    assert not any(line.startswith("The ledger holds") for line in lines)
    held = _json(office.run("verify", "--format", "json"))
    assert held["holds"] is False
    assert held["broken"][0].startswith(first)
    assert held["read_again"] is None


def test_receipts_are_proven_and_so_is_a_mailbox_of_them(anywhere: Office) -> None:
    first, second = _submitted(anywhere), _submitted(anywhere, agency="ICE")
    both = anywhere.put("both.txt", b"".join(Path(p).read_bytes() for p in (first, second)))
    result = anywhere.run("verify", "--receipt", first, "--receipt", both)
    assert result.exit_code == 0, result.output
    proven = [line for line in result.stdout.splitlines() if "its entry and its head" in line]
    assert [line.split(": ")[1] for line in proven] == [
        "receipt 1 holds", "receipt 1 holds", "receipt 2 holds",
    ]  # fmt: skip


def test_a_ledger_that_was_rebuilt_is_found_out_by_an_old_receipt(office: Office) -> None:
    receipt = _submitted(office, "90")
    (office.root / "ledger.sqlite").unlink()
    _submitted(office, "190")
    plain = office.run("verify")
    assert plain.exit_code == 0
    assert plain.stdout.startswith("The ledger holds: 2 entries")
    result = office.run("verify", "--receipt", receipt)
    assert result.exit_code == 1
    said = result.stdout
    assert "A RECEIPT SAYS OTHERWISE:\n" in said
    assert f"{receipt}: receipt 1: submission 1 has the digest " in said
    assert "another file stands in its place." in said
    assert "the chain was rebuilt after the receipt was written" in said
    held = _json(office.run("verify", "--receipt", receipt, "--format", "json"))
    assert held["holds"] is False
    assert held["broken"] == []
    assert len(held["receipts"]["unproven"]) == 2


@pytest.mark.parametrize(
    ("was", "forged", "said"),
    [
        ("received 2009-10-15", "received 2009-10-01", 'received 2009-10-15, 92 bytes".'),
        ("from ATF", "from ICE", 'the ledger has it as "Receipt 1: FY2009/ATF.csv from ATF for'),
        ("92 bytes", "9,200 bytes", "92 bytes"),
        ("1 row accepted", "2 rows accepted", "says that 2 rows were accepted; by its head it was"),
    ],
)
def test_a_receipt_that_was_altered_is_found_out(
    anywhere: Office, was: str, forged: str, said: str
) -> None:
    path = anywhere.root / _submitted(anywhere)
    text = path.read_text("utf-8")
    # A mailbox may break lines, which is no forgery.
    path.write_text(text.replace(" from ATF", "\n  from ATF"), "utf-8")
    assert anywhere.run("verify", "--receipt", str(path)).exit_code == 0
    assert was in text
    path.write_text(text.replace(was, forged), "utf-8")
    result = anywhere.run("verify", "--receipt", str(path))
    assert result.exit_code == 1
    assert "A RECEIPT SAYS OTHERWISE:" in result.stdout
    assert said in result.stdout


def test_a_receipt_holds_after_its_file_was_read_otherwise(office: Office) -> None:
    receipt = _submitted(office)
    office.write_plan(PLAN.replace("id: cases-initiated", "id: cases-opened"))
    office.submit("FY2009/ATF.csv")
    result = office.run("verify", "--receipt", receipt)
    assert (result.exit_code, "receipt 1 holds" in result.stdout) == (0, True)


def test_a_receipt_of_another_ledger_is_said_to_be_one(office: Office) -> None:
    _submitted(office)
    elsewhere = Office(office.root, f"sqlite:///{office.root}/other.sqlite")
    _submitted(elsewhere, "1")
    receipt = _submitted(elsewhere, "1", agency="ICE")
    result = office.run("verify", "--receipt", receipt)
    assert result.exit_code == 1
    assert "no submission 2 is in this ledger." in result.stdout
    assert "or the receipt is from another ledger." in result.stdout


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Dear all,\nthank you.\n",
        b"\xff\xfe\x00",
        b"Receipt 1: x\n  SHA-256 abc\n",
        b"\0" * 99,
    ],
)
def test_a_file_that_is_no_receipt_is_said_in_words(office: Office, content: bytes) -> None:
    _submitted(office)
    path = office.put("letter.txt", content)
    result = office.run("verify", "--receipt", path)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{path}: this is no receipt. Give the text that milepost")
    assert isinstance(result.exception, SystemExit)


def test_a_receipt_that_is_not_there_is_wrong_usage(office: Office) -> None:
    assert office.run("verify", "--receipt", "nowhere.txt").exit_code == 2


def _reads_double(monkeypatch: pytest.MonkeyPatch, by: str) -> None:
    read: Callable[..., Reading] = forms.read_sent

    def otherwise(*arguments: object) -> Reading:
        found = read(*arguments)
        doubled = tuple(
            replace(
                o, stated=Statement("exact", o.stated.number * Decimal(2)) if o.stated else None
            )
            for o in found.observations
        )
        return replace(found, observations=doubled)

    monkeypatch.setattr(forms, "read_sent", otherwise)
    monkeypatch.setattr("milepost.ledger.store.version", lambda _: by)


def test_what_an_upgrade_reads_differently_is_no_tampering(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as then:
        _reads_double(then, "0.0.9")
        _submitted(office)
    result = office.run("verify")
    assert result.exit_code == 0, result.output
    assert (
        "reading 1 of submission 1 (FY2009/ATF.csv) was read differently by version 0.0.9: "
        "recorded cases-initiated FY2009 180 (FY2009/ATF.csv"
    ) in result.stdout
    assert "read today cases-initiated FY2009 90 (" in result.stdout
    assert (
        "1 file read differently by another version of Milepost, which is no tampering."
        in result.stdout
    )
    held = _json(office.run("verify", "--format", "json"))
    assert held["holds"] is True
    assert len(held["read_again"]["read_differently_by_another_version"]) == 1


def test_what_the_same_version_reads_differently_does_not_follow_from_the_bytes(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as then:
        _reads_double(then, version("milepost"))
        _submitted(office)
    result = office.run("verify")
    assert result.exit_code == 1
    assert result.stdout.startswith("THE LEDGER DOES NOT HOLD. The first that does not:\nreading 1")
    assert "does not follow from the bytes: recorded cases-initiated FY2009 180" in result.stdout


def test_files_that_wait_for_the_plan_are_counted_and_hold(office: Office) -> None:
    plan = (office.root / "strategy/plan.yaml").read_text(encoding="utf-8")
    office.write_plan(plan.replace("kind: output", "kind: outputt"))
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "90")))
    broken = office.run("verify")
    assert broken.exit_code == 0
    assert "because the plan has errors. Run: milepost check" in broken.stdout
    assert "The ledger holds: 1 entry" in broken.stdout
    office.write_plan(plan)
    result = office.run("verify")
    assert result.exit_code == 0
    assert "1 file waiting to be read." in result.stdout
    assert "0 files read again" in result.stdout
    held = _json(office.run("verify", "--format", "json"))
    assert held["read_again"]["waiting"] == 1


def test_files_read_under_an_earlier_plan_are_not_compared(office: Office) -> None:
    _submitted(office)
    plan = (office.root / "strategy/plan.yaml").read_text(encoding="utf-8")
    office.write_plan(plan.replace("cases-initiated", "cases-opened"))
    result = office.run("verify")
    assert result.exit_code == 0
    assert "1 file read under an earlier plan, not compared." in result.stdout
