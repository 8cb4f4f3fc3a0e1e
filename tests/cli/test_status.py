"""Who reported what for a period, what is missing, and what of it came in time."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from milepost.periods import parse_period
from milepost.scorecard import status_as_json
from milepost.workspace import Workspace
from tests.cli.office import Office, table
from tests.cli.reviewing import REVIEWED_PLAN, Reviewed, row
from tests.schemas import STATUS, as_written


@pytest.fixture
def reviewed(tmp_path: Path) -> Reviewed:
    """An office whose plan has windows, an extension and a threshold."""
    office = Office(tmp_path)
    office.write_plan(REVIEWED_PLAN)
    return Reviewed(office)


def _text(reviewed: Reviewed, period: str = "FY2009", day: str = "2009-10-31") -> str:
    result = reviewed.office.run("status", period, "--as-of", day)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_whole_of_it_in_eighty_columns(reviewed: Reviewed) -> None:
    reviewed.send(
        "ATF.csv",
        row("ATF", "cases-initiated", "FY2009", "50"),
        row("ATF", "traces", "FY2009-Q4", "20,x"),
        row("ATF", "traces", "FY2009-Q3", "20"),
    )
    reviewed.send("ICE.csv", row("ICE", "cases-initiated", "FY2009", "30"), day="2009-11-05")
    # ATF is asked for a year and four quarters: 1 of 5 came, in time. Q3 came after its lock of
    # 2009-08-29, Q4 was no number, Q1 and Q2 are missing. ICE had until 2009-11-20.
    # 50 + 30 is 20 % below 100, and both owe the one explanation.
    assert (
        _text(reviewed, day="2009-11-05")
        == """\
Reporting for FY2009, which ends 2009-09-30, as of 2009-11-05.
  FY2009 (ATF): due 2009-10-30, closes on 2009-12-29.
  FY2009 (ICE): due 2009-11-20, closes on 2009-12-29. Extended until 2009-11-20
    by The director: The server failed.
  FY2009-Q1 (ATF): due 2009-01-30, closed on 2009-03-01. Late procedure: Write
    to the director.
  FY2009-Q2 (ATF): due 2009-04-30, closed on 2009-05-30. Late procedure: Write
    to the director.
  FY2009-Q3 (ATF): due 2009-07-30, closed on 2009-08-29. Late procedure: Write
    to the director.
  FY2009-Q4 (ATF): due 2009-10-30, closes on 2009-11-29.

              due reported on time late closed returned rejected awaited missing
ATF             5        1       1    0      1        0        2       0       2
ICE             1        1       1    0      0        0        0       0       0
All             6        2       2    0      1        0        2       0       2

All agencies: completeness 33.3% (2 of 6); timeliness 33.3% (2 of 6).

ATF, Bureau of Alcohol, Tobacco, Firearms and Explosives: completeness 20.0% (1
  of 5); timeliness 20.0% (1 of 5).
  1. FY2009/ATF.csv, received 2009-10-15, on time: 1 row accepted, 2 rejected
  Certified by nobody.
  Explanations: 0 of 1 given. None for Cases initiated (FY2009).
  Rejected: Traces completed (FY2009-Q3, FY2009-Q4).
  Missing: Traces completed (FY2009-Q1, FY2009-Q2).

ICE, Immigration and Customs Enforcement: completeness 100.0% (1 of 1);
  timeliness 100.0% (1 of 1).
  2. FY2009/ICE.csv, received 2009-11-05, on time: 1 row accepted, 0 rejected
  Certified by nobody.
  Explanations: 0 of 1 given. None for Cases initiated (FY2009).
"""
    )


def test_no_line_is_wider_than_a_terminal_whatever_agencies_are_called(reviewed: Reviewed) -> None:
    long = "DEPARTMENT-OF-LARGE-NAMES"
    reviewed.office.write_plan(REVIEWED_PLAN.replace("ATF", long))
    shown = _text(reviewed)
    assert max(len(line) for line in shown.splitlines()) <= 80
    assert "\nDEPARTMENT-… " in shown


def test_what_explains_for_two_is_counted_once_in_the_total(reviewed: Reviewed) -> None:
    reviewed.send("ATF.csv", row("ATF", "cases-initiated", "FY2009", "50"))
    reviewed.send("ICE.csv", row("ICE", "cases-initiated", "FY2009", "30"))
    found = reviewed.status()
    assert [a["explanations_owed"] for a in found["agencies"]] == [1, 1]
    assert found["total"]["explanations_owed"] == 1
    reviewed.explain(2, "cases-initiated", "FY2009", "Fewer agents.")
    assert [a["explanations_given"] for a in reviewed.status()["agencies"]] == [1, 1]


def test_status_as_of_an_earlier_day_is_as_it_was(reviewed: Reviewed) -> None:
    reviewed.send("ATF.csv", row("ATF", "cases-initiated", "FY2009", "50"), day="2009-10-15")
    before = _text(reviewed, day="2009-10-14")
    assert "ATF             5        0       0    0      0        0        0       2" in before
    reviewed.send("ICE.csv", row("ICE", "cases-initiated", "FY2009", "30"), day="2009-11-05")
    assert _text(reviewed, day="2009-10-14") == before


def test_a_quarter_names_the_yearly_file_in_which_its_figure_came(reviewed: Reviewed) -> None:
    reviewed.send("ATF.csv", row("ATF", "traces", "FY2009-Q4", "20"))
    found = reviewed.agency("ATF", "FY2009-Q4")
    assert (found["due"], found["reported"], found["on_time"]) == (1, 1, 1)
    assert [f["name"] for f in found["files"]] == ["FY2009/ATF.csv"]


def test_without_a_window_timeliness_is_not_told(reviewed: Reviewed) -> None:
    reviewed.office.write_plan(REVIEWED_PLAN.split("windows:", maxsplit=1)[0])
    reviewed.send("ATF.csv", row("ATF", "cases-initiated", "FY2009", "50"))
    found = reviewed.agency("ATF")
    assert (found["on_time"], found["late"], found["after_lock"]) == (None, None, None)
    assert (found["reported"], found["timeliness"]) == (1, None)
    shown = _text(reviewed)
    assert "FY2009 (ATF, ICE): no window is declared." in shown
    assert (
        "All agencies: completeness 16.7% (1 of 6); timeliness needs windows in the plan" in shown
    )
    assert shown.count("timeliness") == 1


def test_who_stands_for_a_file_is_named(reviewed: Reviewed) -> None:
    reviewed.send("ATF.csv", row("ATF", "cases-initiated", "FY2009", "50"))
    assert "  Certified by nobody.\n" in _text(reviewed)
    workspace = Workspace(reviewed.office.root)
    workspace.ledger.receive(
        table(row("ATF", "traces", "FY2009-Q4", "20")),
        "ATF-2.csv",
        "ATF",
        parse_period("FY2009"),
        dt.date(2009, 10, 16),
        certified_by="Bob Ray, director",
    )
    workspace.close()
    assert "  Certified by Bob Ray, director.\n" in _text(reviewed)
    files = reviewed.agency("ATF")["files"]
    assert [f["certified_by"] for f in files] == ["", "Bob Ray, director"]


def test_a_sensitive_measure_marks_it_as_not_for_publication(reviewed: Reviewed) -> None:
    assert not reviewed.status()["not_for_publication"]
    hidden = REVIEWED_PLAN.replace(
        "id: traces\n", "id: traces\n    sensitivity: law-enforcement-sensitive\n"
    )
    reviewed.office.write_plan(hidden)
    assert reviewed.status()["not_for_publication"]
    note = "Not for publication: it names measures that are sensitive."
    assert note in _text(reviewed)
    reviewed.send("ATF.csv", row("ATF", "traces", "FY2009-Q4", "not tracked"))
    assert note in reviewed.waiting()


@pytest.mark.parametrize("sent", [False, True])
def test_the_schema_describes_what_is_printed(reviewed: Reviewed, *, sent: bool) -> None:
    if sent:
        reviewed.send("ATF.csv", row("ATF", "cases-initiated", "FY2009", "50"))
        reviewed.send("ICE.csv", row("ICE", "cases-initiated", "FY2009", "30"))
        reviewed.give_back("1/cases-initiated")
    schema = json.loads(STATUS.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    found = reviewed.status()
    validator.validate(found)
    del found["agencies"][0]["missing"]
    assert not validator.is_valid(found)


def test_the_file_of_the_schema_is_as_it_would_be_written() -> None:
    assert STATUS.read_text(encoding="utf-8") == as_written(status_as_json.schema())


def test_the_same_record_gives_the_same_bytes(reviewed: Reviewed) -> None:
    reviewed.send("ATF.csv", row("ATF", "cases-initiated", "FY2009", "50"))
    first = reviewed.office.run("status", "FY2009", "--as-of", "2009-10-31", "--format", "json")
    again = reviewed.office.run("status", "FY2009", "--as-of", "2009-10-31", "--format", "json")
    assert first.output == again.output


def test_a_broken_plan_has_no_status(reviewed: Reviewed) -> None:
    reviewed.office.write_plan(REVIEWED_PLAN.replace("unit: cases", "unti: cases"))
    result = reviewed.office.run("status", "FY2009")
    assert result.exit_code == 1
    assert "P101" in result.output


def test_an_extension_lets_in_what_came_after_the_lock_without_sending_it_again(
    reviewed: Reviewed,
) -> None:
    reviewed.send("ATF.csv", row("ATF", "cases-initiated", "FY2009", "50"), day="2010-01-10")
    closed = reviewed.agency("ATF", day="2010-01-31")
    assert (closed["reported"], closed["after_lock"], closed["rejected"]) == (0, 1, 1)
    granted = """\
  - id: atf-2009
    agency: ATF
    period: FY2009
    until: 2010-01-15
    reason: The flood.
    approved_by: The director
    source: made up
"""
    reviewed.office.write_plan(REVIEWED_PLAN + granted)
    open_again = reviewed.agency("ATF", day="2010-01-31")
    assert (open_again["reported"], open_again["on_time"], open_again["rejected"]) == (1, 1, 0)
    shown = " ".join(_text(reviewed, day="2010-01-31").split())
    assert (
        "FY2009 (ATF): due 2010-01-15, closed on 2010-01-15. Extended until 2010-01-15 by The "
        "director: The flood. Late procedure: Write to the director."
    ) in shown


@pytest.mark.parametrize("command", [("status",), ("evaluate",), ("scorecard",), ("review",)])
def test_where_nothing_was_ever_sent_no_ledger_is_made(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    office = Office(tmp_path)
    office.write_plan(REVIEWED_PLAN)
    result = office.run(*command, "FY2009")
    assert result.exit_code == 0, result.output
    assert not list(tmp_path.glob("*.sqlite*"))
