"""Rows of an extract on their whole way: handed in, kept, read, verified, destroyed."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

from milepost.cli import main
from milepost.ledger.verify import verify
from milepost.periods import parse_period
from milepost.submissions.model import Destruction
from milepost.workspace import PlanHasErrorsError, Workspace
from tests import postgres
from tests.catalogue import BASE
from tests.facts.sending import EXTRACT, GOOD, HEADING

_DAY: Final = dt.date(2009, 1, 10)
_LATER: Final = dt.date(2009, 2, 10)
_BAD: Final = "T2,2008-13-03,,=1+1,,,\n"
_Q1: Final = parse_period("FY2009-Q1")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "workspace"
    shutil.copytree(BASE, root / "strategy")
    (root / "measures").mkdir()
    (root / "measures" / "extracts.yaml").write_text(EXTRACT)
    (root / "FY2009-Q1").mkdir()
    (root / "FY2009-Q1" / "traces.csv").write_text(HEADING + GOOD + _BAD)
    monkeypatch.chdir(root)
    return root


def _submit(
    root: Path,
    *paths: str,
    day: dt.date = _DAY,
    agency: str | None = None,
    ledger: str | None = None,
) -> list[str]:
    """Hand files in; the status of each delivery."""
    with Workspace(root, ledger) as workspace:
        received = workspace.submit_extract("traces", paths, day, agency)
        return [r.submission.status if r.submission else "none" for r in received]


def test_a_delivery_is_kept_recorded_read_and_answered(root: Path) -> None:
    with Workspace(root) as workspace:
        [received] = workspace.submit_extract("traces", ["FY2009-Q1/traces.csv"], _DAY)
        [delivery] = workspace.deliveries()
        saved = workspace.save_receipt(received)
        [file] = delivery.files
        sent = (root / "FY2009-Q1" / "traces.csv").read_bytes()
        assert workspace.store.sent(file.digest).read_bytes() == sent
        assert (file.name, file.size) == ("FY2009-Q1/traces.csv", len(sent))
        assert delivery.submission.agency == "ATF"
        assert delivery.stored is not None
        assert (delivery.stored.rows, delivery.stored.quarantined) == (1, 1)
        assert workspace.store.rows(delivery.stored.digest).exists()
        assert not list((workspace.store.folder / "in-the-making").iterdir())
        assert verify(workspace.ledger, workspace.store).broken == ()
    assert "1 row accepted, 1 in quarantine" in received.receipt
    assert [path.name for path in saved] == ["ATF-1.txt", "ATF-1-quarantine.csv"]
    heading, row = saved[1].read_text().splitlines()
    assert heading.startswith('"in file","at row","why not","trace","traced_on"')
    assert row.startswith(
        '"FY2009-Q1/traces.csv","3","traced_on: no date; state: a code that is not in the list",'
        '"T2","2008-13-03",'
    )
    assert '"\'=1+1"' in row
    assert not list(saved[1].parent.glob(".*"))


def test_the_same_delivery_twice_is_recognised(root: Path) -> None:
    (root / "elsewhere").mkdir()
    shutil.copy("FY2009-Q1/traces.csv", "elsewhere/other.csv")
    with Workspace(root) as workspace:
        list(workspace.submit_extract("traces", ["FY2009-Q1/traces.csv"], _DAY))
        head = workspace.ledger.head()
        [again] = workspace.submit_extract("traces", ["elsewhere"], _LATER, None, _Q1)
        assert not again.is_new
        assert again.head == head


def test_a_folder_is_one_delivery_for_each_period(root: Path) -> None:
    for name, text in (
        ("all/FY2009-Q1/a.csv", HEADING + GOOD),
        ("all/FY2009-Q1/b/c.csv", HEADING + GOOD.replace("T1", "T2")),
        ("all/FY2008-Q4/a.csv", HEADING + GOOD.replace("T1", "T3")),
        ("all/FY2008-Q4/_SUCCESS", ""),
        ("all/FY2008-Q4/.hidden.csv", "nothing"),
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert _submit(root, "all") == ["accepted", "accepted"]
    with Workspace(root) as workspace:
        deliveries = workspace.deliveries()
    assert [str(d.submission.period) for d in deliveries] == ["FY2008-Q4", "FY2009-Q1"]
    assert [[f.name for f in d.files] for d in deliveries] == [
        ["FY2008-Q4/a.csv"], ["FY2009-Q1/a.csv", "c.csv"],
    ]  # fmt: skip
    assert [d.stored and d.stored.rows for d in deliveries] == [1, 2]


def test_while_the_plan_is_broken_all_is_kept_and_read_later(root: Path) -> None:
    (root / "measures" / "broken.yaml").write_text("goals: nothing\n")
    assert _submit(root, "FY2009-Q1/traces.csv") == ["waiting"]
    with Workspace(root) as workspace:
        assert workspace.ledger.submission(1).agency == "ATF"
        with pytest.raises(PlanHasErrorsError):
            list(workspace.try_out_extract("traces", ["FY2009-Q1/traces.csv"], _DAY))
    (root / "measures" / "broken.yaml").unlink()
    with Workspace(root) as workspace:
        record = workspace.record(_LATER)
        assert [s.status for s in record.submissions] == ["accepted in part"]
        entries = len(workspace.ledger.head()), workspace.ledger.head()
        workspace.record(_LATER)
        assert (len(workspace.ledger.head()), workspace.ledger.head()) == entries


def test_under_another_declaration_rows_are_read_again(root: Path) -> None:
    _submit(root, "FY2009-Q1/traces.csv")
    plan = root / "measures" / "extracts.yaml"
    plan.write_text(EXTRACT.replace("means: what it cost", "means: the price"))
    with Workspace(root) as workspace:
        head = workspace.ledger.head()
        workspace.record(_LATER)
        assert workspace.ledger.head() == head
    plan.write_text(
        EXTRACT.replace(
            "means: what it cost, type: number, decimals: 2",
            "means: cost, type: number, decimals: 1",
        )
    )
    with Workspace(root) as workspace:
        workspace.record(_LATER)
        [delivery] = workspace.deliveries()
        assert workspace.ledger.head() != head
        assert workspace.ledger.deliveries(head)[0].stored != delivery.stored
        assert delivery.stored is not None
        assert (delivery.stored.rows, delivery.stored.quarantined) == (1, 1)


def test_rows_that_are_gone_are_read_again_from_what_was_sent(root: Path) -> None:
    _submit(root, "FY2009-Q1/traces.csv")
    with Workspace(root) as workspace:
        [delivery] = workspace.deliveries()
        shutil.rmtree(workspace.store.folder / "rows")
        head = workspace.ledger.head()
        workspace.record(_LATER)
        assert workspace.ledger.head() == head
        assert verify(workspace.ledger, workspace.store).broken == ()
        # Without what was sent nothing is forgotten of what was found in it.
        shutil.rmtree(workspace.store.folder)
        workspace.record(_LATER)
        assert workspace.deliveries() == (delivery,)
        assert len(verify(workspace.ledger, workspace.store).broken) == 3


def test_a_destroyed_file_is_not_kept_again(root: Path) -> None:
    _submit(root, "FY2009-Q1/traces.csv")
    with Workspace(root) as workspace:
        [delivery] = workspace.deliveries()
        sent = workspace.store.sent(delivery.files[0].digest)
        assert workspace.destroy(1, Destruction("A. Grant", "a spill", _LATER))
        assert not sent.exists()
    (root / "FY2009-Q1" / "more.csv").write_text(HEADING + GOOD)
    assert _submit(root, "FY2009-Q1/traces.csv", "FY2009-Q1/more.csv") == ["rejected"]
    with Workspace(root) as workspace:
        assert not sent.exists()
        workspace.record(_LATER)
        assert verify(workspace.ledger, workspace.store).broken == ()


@pytest.mark.usefixtures("root")
def test_every_command_works_with_a_delivery_in_the_ledger() -> None:
    def run(*arguments: str) -> str:
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    result = CliRunner().invoke(
        main,
        ["submit", "--extract", "traces", "FY2009-Q1", "--received-on", "2009-01-10",
         "--certified-by", "A. Grant, Director", "--format", "json"],
    )  # fmt: skip
    assert result.exit_code == 1
    assert '"accepted": 1' in result.output
    tried = CliRunner().invoke(
        main, ["submit", "--extract", "traces", "FY2009-Q1/traces.csv", "--dry-run"]
    )
    assert "1 row would be accepted, 1 rejected; nothing was recorded." in tried.output
    day = ("--as-of", "2009-12-31")
    assert "1 row accepted, 1 rejected" in run("status", "FY2009", *day)
    for command in (
        ("evaluate", "FY2009", *day),
        ("scorecard", "FY2009", *day, "--form", "txt"),
        ("explain", "cases-initiated", "FY2009", *day),
        ("review", "FY2009", *day),
        ("restated", "2008-12-31", "2009-12-31"),
        ("export", "--parquet", "out.parquet", *day),
        ("export", "--ledger", "open"),
        ("--ledger", "sqlite:///anew.sqlite", "import", "--ledger", "open"),
        ("publish", "FY2009", *day, "--as-owed"),
        ("verify", "--receipt", "reports/receipts/FY2009-Q1/ATF-1.txt"),
        ("verify", "--edition", "FY2009-1"),
        ("destroy", "1", "--ordered-by", "A. Grant", "--reason", "a spill", "--yes"),
        ("verify",),
        ("status", "FY2009", *day),
    ):
        run(*command)


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """A ledger beside the plan, or in a server of its own."""
    if request.param == "sqlite":
        yield None
        return
    with postgres.server() as address:
        made = postgres.new_database(address, "killed")
        yield made.replace("postgresql://", "postgresql+psycopg://")


@pytest.mark.slow
def test_a_process_that_is_killed_leaves_all_or_nothing(root: Path, ledger: str | None) -> None:
    """At thirty moments: whatever the ledger tells of is in the store, and the next one works."""
    rows = "".join(f"T{n},2008-11-03,,TX,{n},,\n" for n in range(20_000))
    for attempt in range(30):
        (root / "FY2009-Q1" / "traces.csv").write_text(f"{HEADING}A{attempt},,,TX,,,\n{rows}")
        child = os.fork()
        if not child:
            try:
                _submit(root, "FY2009-Q1/traces.csv", ledger=ledger)
            finally:
                os._exit(0)
        time.sleep(0.015 * attempt)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with Workspace(root, ledger) as workspace:
            assert verify(workspace.ledger, workspace.store).broken == ()
            statuses = {d.submission.status for d in workspace.deliveries()}
            assert statuses <= {"accepted", "waiting"}
    assert _submit(root, "FY2009-Q1/traces.csv", ledger=ledger) == ["accepted"]
    with Workspace(root, ledger) as workspace:
        workspace.record(_LATER)
        assert {d.submission.status for d in workspace.deliveries()} == {"accepted"}
