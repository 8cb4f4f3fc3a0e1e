"""Whatever a file is called, nothing is written outside of the workspace, and nothing acts."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from milepost.workspace import Workspace
from tests.cli.office import PLAN, Office, cases


def _everything(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if "workspace" not in path.relative_to(folder).parts}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A workspace in a folder of its own, so that what is written beside it can be seen."""
    root = tmp_path / "workspace"
    root.mkdir()
    office = Office(root)
    office.write_plan(PLAN)
    return office


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("ATF\x1b[2J.csv", r"ATF\x1b[2J.csv"),
        ("ATF\nReceipt 9: forged.csv", r"ATF\nReceipt 9: forged.csv"),
        ("ATF\u202evsc.exe.csv", r"ATF\u202evsc.exe.csv"),
        ("ATF \\..\\..\\x.csv", "ATF \\..\\..\\x.csv"),
        ("ATF %2e%2e%2fx.csv", "ATF %2e%2e%2fx.csv"),
        ("ATF CON.csv", "ATF CON.csv"),
        ("ATF <script>.csv", "ATF <script>.csv"),
        (f"ATF {'x' * 240}.csv", f"ATF {'x' * 240}.csv"),
    ],
)
def test_a_name_is_kept_as_text_and_never_as_a_path(office: Office, name: str, shown: str) -> None:
    beside = _everything(office.root.parent)
    result = office.submit(office.put(f"FY2009/{name}", cases("ATF", "90")))
    assert result.exit_code == 0
    assert shown in result.output
    assert "\x1b" not in result.output
    assert not any(line.startswith("Receipt 9") for line in result.output.splitlines())
    assert [found[0] for found in office.statuses()] == [f"FY2009/{shown}"]
    assert office.scorecard().exit_code == 0
    assert _everything(office.root.parent) == beside


@pytest.mark.parametrize("path", ["../../outside/ATF.csv", "FY2009/../../../outside/ATF.csv"])
def test_a_path_out_of_the_workspace_is_read_and_nothing_is_written_there(
    office: Office, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = office.root.parent / "outside"
    outside.mkdir()
    (outside / "ATF.csv").write_bytes(cases("ATF", "90"))
    (office.root / "in/FY2009").mkdir(parents=True)
    beside = _everything(office.root.parent)
    monkeypatch.chdir(office.root / "in")
    result = office.run("submit", "--period", "FY2009", "--received-on", "2009-10-15", path)
    assert result.exit_code == 0
    assert [found[0] for found in office.statuses()] == ["ATF.csv"]
    assert _everything(office.root.parent) == beside


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/dev/zero", "it is a device or a pipe"),
        ("x" * 5_000, "file name too long"),
        ("FY2009/ATF\0.csv", "embedded null byte"),
    ],
)
def test_what_cannot_be_read_is_said_to_be_so(office: Office, path: str, reason: str) -> None:
    workspace = Workspace(office.root)
    (received,) = workspace.submit([path], dt.date(2009, 10, 15))
    workspace.close()
    (problem,) = received.problems
    assert (problem.code, problem.message) == ("S001", f"the file cannot be read: {reason}.")
    assert received.submission is None


def test_what_an_agency_wrote_never_acts_on_the_terminal(office: Office) -> None:
    rows = "\x1b]0;owned\x07,\x1b[2J,\x9b31m,\u202e74,,,,,\x1b[2J\n".encode()
    head = cases("ATF", "90").splitlines(keepends=True)[0]
    path = office.put("FY2009/ATF.csv", head.rstrip() + b",\x1b[1m\n" + rows)
    result = office.submit(path)
    assert result.exit_code == 1
    assert not set(result.output) & {"\x1b", "\x07", "\x9b", "\u202e"}
    for command in ("status", "evaluate"):
        output = office.run(command, "FY2009", "--as-of", "2009-10-31").output
        assert not set(output) & {"\x1b", "\x07", "\x9b", "\u202e"}
    office.scorecard()
    for page in office.report.rglob("*"):
        if page.suffix in {".html", ".json", ".md"}:
            assert not set(page.read_text(encoding="utf-8")) & {"\x1b", "\x07", "\x9b", "\u202e"}


def test_a_name_of_bytes_that_are_no_text_is_kept(office: Office) -> None:
    folder = office.root / "in" / "FY2009"
    folder.mkdir(parents=True)
    path = os.fsencode(folder) + b"/ATF-\xff\xfe.csv"
    Path(os.fsdecode(path)).write_bytes(cases("ATF", "90"))
    assert office.submit(os.fsdecode(path)).exit_code == 0
    assert [found[0] for found in office.statuses()] == ["FY2009/ATF-\ufffd\ufffd.csv"]
