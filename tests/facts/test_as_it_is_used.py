"""Measures over rows as an office meets them: months, bad deliveries, memory, sums that fail."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner, Result

from milepost.cli import main
from milepost.facts import intake
from milepost.facts.engines import opened as opening
from milepost.periods import parse_period
from milepost.workspace import Workspace
from tests.catalogue import BASE
from tests.facts.sending import EXTRACT, GOOD, HEADING

_LATER: Final = dt.date(2009, 2, 10)
_Q1: Final = parse_period("FY2009-Q1")
_MEASURE: Final = """\
measure:
  id: {id}
  title: Firearms traced
  definition: Firearms submitted for tracing.
  objective: investigate
  unit: firearms
  kind: output
  quantity: flow
  basis: {basis}
  frequency: {frequency}
  agencies: [ATF]
  source: made up
  from_extract:
    extract: traces
    {how}
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "workspace"
    shutil.copytree(BASE, root / "strategy")
    (root / "measures").mkdir()
    (root / "measures" / "extracts.yaml").write_text(EXTRACT)
    (root / "FY2009-Q1").mkdir()
    (root / "FY2009-Q1" / "traces.csv").write_text(
        HEADING + GOOD + GOOD.replace("T1,2008-11", "T2,2008-10")
    )
    monkeypatch.chdir(root)
    return root


def _measure(root: Path, how: str, basis: str = "fiscal", frequency: str = "quarterly") -> None:
    text = _MEASURE.format(id="traced", how=how, basis=basis, frequency=frequency)
    (root / "measures" / "traced.yaml").write_text(text)


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def _submit(path: str, day: str = "2009-01-10", *more: str) -> Result:
    return _run("submit", "--extract", "traces", "--received-on", day, *more, path)


def test_what_is_counted_by_months_has_months(root: Path) -> None:
    _measure(root, "count: rows", "date", "monthly")
    assert _run("check").exit_code == 0
    assert _submit("FY2009-Q1/traces.csv").exit_code == 0
    with Workspace(root) as workspace:
        held = workspace.record(_LATER).in_force
        found = {str(key[2]): h.observation.counted for key, h in held.items()}
    assert found == {"2008-10": 1, "2008-11": 1, "2008-12": 0}
    told = _run("evaluate", "2008-11", "--as-of", "2009-02-10", "--format", "json")
    assert told.exit_code == 0, told.output
    assert '"1"' in told.stdout


def test_a_day_is_no_period_of_rows(root: Path) -> None:
    _measure(root, "count: rows", "date", "on-date")
    told = _run("check")
    assert told.exit_code == 1
    assert "P268: rows are computed for periods, and not for a single day." in told.output


def test_a_delivery_of_which_nothing_was_taken_takes_no_place(root: Path) -> None:
    _measure(root, "count: rows")
    _submit("FY2009-Q1/traces.csv")
    (root / "FY2009-Q1" / "worse.csv").write_text(HEADING + "T2,2008-13-03,,TX,,,\n")
    told = _submit("FY2009-Q1/worse.csv", "2009-01-20")
    assert told.exit_code == 1
    with Workspace(root) as workspace:
        [held] = workspace.record(_LATER).in_force.values()
        assert [d.submission.status for d in workspace.deliveries()] == ["accepted", "rejected"]
    assert (held.observation.counted, held.submission, held.displaced) == (2, 1, ())
    told = _run("explain", "traced", "FY2009-Q1", "--as-of", "2009-02-10")
    assert "Rows by trace: T1, T2." in " ".join(told.stdout.split())
    assert "took its place" not in " ".join(told.stdout.split())


@pytest.mark.usefixtures("root")
def test_a_limit_of_memory_holds_for_the_check_of_rows_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    limits: list[str | None] = []
    opened = opening.opened

    @contextmanager
    def noted(spill: Path, memory_limit: str | None = None) -> Iterator[Any]:
        limits.append(memory_limit)
        with opened(spill, memory_limit) as duck:
            yield duck

    monkeypatch.setattr(intake, "opened", noted)
    for more in (("--dry-run",), ()):
        told = _submit("FY2009-Q1/traces.csv", "2009-01-10", "--memory-limit", "300MB", *more)
        assert told.exit_code == 0, told.output
    assert limits == ["300MB", "300MB"]


@pytest.mark.parametrize("command", ["submit", "evaluate", "scorecard"])
def test_a_limit_that_is_none_is_an_error_of_usage(root: Path, command: str) -> None:
    what = ["FY2009-Q1/traces.csv"] if command == "submit" else ["FY2009-Q1"]
    told = _run(command, *what, "--memory-limit", "plenty")
    assert told.exit_code == 2
    assert '"plenty" is no amount of memory. Write it as 512MB, 2GB or 1.5GiB.' in told.stderr
    assert not (root / "ledger.sqlite").exists()


def test_too_little_memory_says_nothing_of_the_rows(root: Path) -> None:
    _measure(root, "count: rows")
    told = _submit("FY2009-Q1/traces.csv", "2009-01-10", "--memory-limit", "1KB")
    assert told.exit_code == 1
    assert "DuckDB" in told.stderr
    with Workspace(root) as workspace:
        assert [d.submission.status for d in workspace.deliveries()] == ["waiting"]
        [held] = workspace.record(_LATER).in_force.values()
    assert held.observation.counted == 2


def test_for_machines_it_says_of_which_extract_a_receipt_is(root: Path) -> None:
    told = json.loads(_submit("FY2009-Q1/traces.csv", "2009-01-10", "--format", "json").stdout)
    [file] = told["files"]
    assert file["receipt"]["extract"] == "traces"
    (root / "FY2009-Q1" / "ATF.csv").write_text("measure,value\ncases-initiated,3\n")
    sent = _run(
        "submit", "--received-on", "2009-01-11", "--format", "json", "FY2009-Q1/ATF.csv"
    ).stdout
    assert json.loads(sent)["files"][0]["receipt"]["extract"] == ""


def test_a_sum_that_does_not_fit_is_told_of_wherever_it_lacks(root: Path) -> None:
    wide = EXTRACT.replace("decimals: 2, digits: 9", "digits: 38")
    (root / "measures" / "extracts.yaml").write_text(wide)
    _measure(root, "sum: price")
    most = "9" * 38
    rows = "".join(f"T{n},2008-11-0{n},,TX,3,{most},true\n" for n in (1, 2))
    (root / "FY2009-Q1" / "traces.csv").write_text(HEADING + rows)
    assert _submit("FY2009-Q1/traces.csv").exit_code == 0
    what = "S531: traced: a sum has more than 38 digits, and none of it is rounded."
    for command in (
        ("evaluate", "FY2009-Q1"),
        ("scorecard", "FY2009-Q1"),
        ("explain", "traced", "FY2009-Q1"),
    ):
        told = _run(*command, "--as-of", "2009-02-10")
        assert told.exit_code == 0, (command, told.output)
        assert what in told.stderr, command
    with Workspace(root) as workspace:
        assert not workspace.record(_LATER).in_force
    card = json.loads((root / "reports" / "FY2009-Q1" / "scorecard.json").read_text())
    notes = {line["label"]: line["text"] for note in card["footnotes"] for line in note["lines"]}
    assert notes["Not computed"] == what.removeprefix("S531: ")
    [figure] = [f for part in card["sections"] for f in part["figures"] if f["measure"] == "traced"]
    assert figure["value"] == "not computable"


_CASES: Final = """\
  - id: cases
    title: Cases
    owner: ATF
    row: a case
    key: [case]
    event: {column: opened_on, basis: fiscal}
    source: made up
    columns:
      - {name: case, means: its number, type: text, required: true}
      - {name: opened_on, means: the day, type: date}
      - {name: gun, means: the trace of its firearm, type: text}
"""


def _rows_told(root: Path, how: str, quantity: str = "flow", cases: str = _CASES) -> str:
    (root / "measures" / "extracts.yaml").write_text(EXTRACT + cases)
    _measure(root, how)
    path = root / "measures" / "traced.yaml"
    path.write_text(path.read_text().replace("quantity: flow", f"quantity: {quantity}"))
    assert _run("check").exit_code == 0, _run("check").output
    (root / "FY2009-Q1" / "cases.csv").write_text(
        "case,opened_on,gun\nC1,2008-10-05,T2\nC2,2008-12-05,T9\nC3,2009-01-05,T1\n"
    )
    assert _submit("FY2009-Q1/traces.csv").exit_code == 0
    sent = _run(
        "submit", "--extract", "cases", "--received-on", "2009-01-10", "FY2009-Q1/cases.csv"
    )
    assert sent.exit_code == 0, sent.output
    told = _run("explain", "traced", "FY2009-Q1", "--as-of", "2009-02-10")
    assert told.exit_code == 0, told.output
    return " ".join(told.stdout.split())


def test_of_a_rate_it_tells_which_rows_are_divided(root: Path) -> None:
    rate = "rate: {numerator: {extract: cases, count: rows, where: gun <> 'T7'}, denominator: {count: rows}}"  # noqa: E501
    told = _rows_told(root, rate, "ratio")
    assert "Rows by case: C1, C2." in told


def test_of_rows_in_both_it_tells_which_these_are(root: Path) -> None:
    both = "in_both: {other: cases, match: {trace: gun}}"
    assert "Rows by trace: T1, T2." in _rows_told(root, both)


def test_that_a_row_is_in_a_sensitive_extract_too_is_not_told(root: Path) -> None:
    both = "in_both: {other: cases, match: {trace: gun}}"
    label = "    sensitivity: law-enforcement-sensitive\n    source:"
    told = _rows_told(root, both, cases=_CASES.replace("    source:", label))
    assert "Its rows are law-enforcement sensitive: their keys are not shown." in told
    assert "T2" not in told
