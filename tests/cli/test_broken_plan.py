from __future__ import annotations

import json

import pytest

from tests.cli.office import PLAN, Office, cases

_BROKEN = PLAN.replace("objective: investigate\n", "objective: investigat\n")


def test_while_the_plan_is_broken_a_file_is_kept_and_gets_its_receipt(office: Office) -> None:
    office.write_plan(_BROKEN)
    result = office.submit(office.put("FY2009/ATF.csv", cases("ATF", "90")))
    assert result.exit_code == 1
    assert "Receipt 1: FY2009/ATF.csv from ATF for FY2009\n" in result.stdout
    assert "  received and kept; not checked yet, because the plan has errors\n" in result.stdout
    assert result.stderr == (
        "The plan has 1 error: the files are kept, and are checked once it is mended. "
        "Run: milepost check\n"
    )
    assert office.statuses() == [("FY2009/ATF.csv", "waiting", 0, 0)]


@pytest.mark.parametrize(
    "command",
    [("scorecard", "FY2009"), ("evaluate", "FY2009"), ("explain", "cases-initiated", "FY2009")],
)
def test_a_broken_plan_publishes_nothing(office: Office, command: tuple[str, ...]) -> None:
    office.write_plan(_BROKEN)
    result = office.run(*command)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "error P201: " in result.stderr
    assert result.stderr.splitlines()[-1] == "The plan has 1 error; nothing is published."
    assert not (office.root / "reports").exists()


def test_a_report_that_was_published_before_stays_as_it_was(office: Office) -> None:
    office.scorecard()
    before = office.files()
    office.write_plan(_BROKEN)
    assert office.scorecard().exit_code == 1
    assert office.files() == before


def test_once_the_plan_is_mended_the_waiting_file_is_read_and_counted(office: Office) -> None:
    office.write_plan(_BROKEN)
    office.submit(
        office.put("FY2009/ATF.csv", cases("ATF", "60")),
        office.put("FY2009/ICE.csv", cases("ICE", "41")),
    )
    office.write_plan(PLAN)
    assert office.scorecard().exit_code == 0
    card = json.loads((office.report / "scorecard.json").read_text(encoding="utf-8"))
    (row,) = card["sections"][0]["rows"]
    assert (row["actual"], row["result"]["word"]) == ("101", "met")
    assert [s for _, s, _, _ in office.statuses()] == ["accepted", "accepted"]


@pytest.mark.parametrize("text", ["measures: [", "\tx", "", "measures:\n  - id: 1\n"])
def test_a_plan_that_cannot_be_read_at_all_still_keeps_what_comes(
    office: Office, text: str
) -> None:
    office.write_plan(text)
    result = office.submit(office.put("FY2009/ATF-revised.csv", cases("ATF", "60")))
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert office.statuses() == [("FY2009/ATF-revised.csv", "waiting", 0, 0)]
    office.write_plan(PLAN)
    assert office.scorecard().exit_code == 0
    assert office.statuses() == [("FY2009/ATF-revised.csv", "accepted", 1, 0)]


def test_a_file_that_waited_and_is_bad_is_rejected_on_the_scorecard(office: Office) -> None:
    office.write_plan(_BROKEN)
    office.submit(office.put("FY2009/ATF.csv", b""))
    office.write_plan(PLAN)
    assert office.scorecard().exit_code == 0
    assert office.statuses() == [("FY2009/ATF.csv", "rejected", 0, 1)]
    assert "the file is empty." in (office.report / "scorecard.txt").read_text(encoding="utf-8")


def test_a_rejected_file_is_read_again_once_the_plan_knows_its_measure(office: Office) -> None:
    office.write_plan(PLAN.replace("agencies: [ATF, ICE]\n", "agencies: [ICE]\n"))
    path = office.put("FY2009/ATF.csv", cases("ATF", "60"))
    assert office.submit(path).exit_code == 1
    office.write_plan(PLAN)
    assert office.scorecard().exit_code == 0
    assert office.statuses() == [("FY2009/ATF.csv", "accepted", 1, 0)]


def test_settings_that_are_broken_do_not_lose_a_file_in_another_ledger(office: Office) -> None:
    settings = office.root / "milepost.yaml"
    right = "workspace:\n  ledger: kept.sqlite\n"
    settings.write_text(right + "  colour: red\n", encoding="utf-8")
    result = office.submit(office.put("FY2009/ATF.csv", cases("ATF", "60")))
    assert result.exit_code == 1
    settings.write_text(right, encoding="utf-8")
    assert office.scorecard().exit_code == 0
    assert office.statuses() == [("FY2009/ATF.csv", "accepted", 1, 0)]


def test_what_was_not_there_is_not_said_to_be_kept(office: Office) -> None:
    (office.root / "strategy" / "broken.yaml").write_text("goals: [\n", encoding="utf-8")
    result = office.submit(str(office.root / "FY2009" / "none.csv"))
    assert result.exit_code == 1
    assert "error S001" in result.stdout
    assert "kept" not in result.stderr
