"""The record as it was on a day comes back from every command that reads, whatever came later."""

from __future__ import annotations

import json
from typing import Any, Final

import pytest

from tests.cli.office import Office, cases

_THEN: Final = "2009-10-31"
_COMMANDS: Final = (
    ("evaluate", "FY2009", "--as-of", _THEN),
    ("evaluate", "FY2009", "--as-of", _THEN, "--format", "json"),
    ("explain", "cases-initiated", "FY2009", "--as-of", _THEN),
    ("status", "FY2009", "--as-of", _THEN),
    ("status", "FY2009", "--as-of", _THEN, "--format", "json"),
    ("review", "list", "FY2009", "--as-of", _THEN),
    ("review", "FY2009", "--as-of", _THEN),
    ("scorecard", "FY2009", "--as-of", _THEN),
    ("restated", "2009-10-01", _THEN, "--period", "FY2009"),
    ("restated", "2009-10-01", _THEN, "--period", "FY2009", "--format", "json"),
)


def _first(office: Office) -> None:
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "90")))
    office.submit(office.put("FY2009/ICE.csv", cases("ICE", "20")))


def _later(office: Office) -> None:
    """A revision, a file that is rejected, a withdrawal and a return, all after the day."""
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "30")), day="2009-11-10")
    office.submit(office.put("FY2009/ICE.csv", b"nonsense"), day="2009-11-11")
    by = ("--comment", "Count again.", "--by", "Ann Lee, analyst", "--on", "2009-11-12")
    assert office.run("review", "return", "2/cases-initiated", *by).exit_code == 0
    said = ("--comment", "A reply.", "--by", "B. Lee", "--on", "2009-11-13")
    assert office.run("review", "reply", "ATF", "cases-initiated", "FY2009", *said).exit_code == 0


@pytest.mark.parametrize("command", _COMMANDS, ids=" ".join)
def test_the_record_as_it_was_comes_back(office: Office, command: tuple[str, ...]) -> None:
    _first(office)
    before = office.run(*command)
    assert before.exit_code == 0, before.output
    files = office.files()
    _later(office)
    after = office.run(*command)
    assert (after.exit_code, after.stdout) == (0, before.stdout)
    assert office.files() == files
    # What came later does make a difference on a later day.
    later = [word.replace(_THEN, "2009-11-30") for word in command]
    told = office.run(*later).stdout
    assert told.replace("2009-11-30", _THEN) != before.stdout or office.files() != files


def test_the_same_on_postgresql(anywhere: Office) -> None:
    told = []
    for step in (_first, _later):
        step(anywhere)
        told.append([anywhere.run(*command).stdout for command in _COMMANDS])
    assert told[0] == told[1]


def test_what_is_sent_later_for_an_earlier_day_counts_for_that_day(office: Office) -> None:
    _first(office)
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "95")), day="2009-10-20")
    said = office.run("explain", "cases-initiated", "FY2009", "--as-of", _THEN).stdout
    assert "FY2009: 115\n" in said
    said = office.run("explain", "cases-initiated", "FY2009", "--as-of", "2009-10-19").stdout
    assert "FY2009: 110\n" in said


def _json(office: Office, *arguments: str) -> dict[str, Any]:
    result = office.run("restated", *arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    held: dict[str, Any] = json.loads(result.stdout)
    return held


def test_what_was_restated_and_which_ratings_it_moved(anywhere: Office) -> None:
    _first(anywhere)
    _later(anywhere)
    result = anywhere.run("restated", _THEN, "2009-11-30", "--period", "FY2009")
    assert result.exit_code == 0, result.output
    assert result.stdout == (
        "Between 2009-10-31 and 2009-11-30: 2 figures restated, 0 new.\n"
        "cases-initiated, ATF, FY2009: changed\n"
        "    90 (submission 1, 2009-10-15)\n"
        " -> 30 (submission 3, 2009-11-10)\n"
        "cases-initiated, ICE, FY2009: returned\n"
        "    20 (submission 2, 2009-10-15)\n"
        " -> nothing\n"
        "1 rating of FY2009 moved.\n"
        "cases-initiated, due FY2009\n"
        "    met, achieved\n"
        " -> indeterminate, not rated: returned\n"
    )
    held = _json(anywhere, _THEN, "2009-11-30", "--period", "FY2009")
    assert held["ratings_moved"] == [
        {
            "measure": "cases-initiated",
            "agency": "",
            "due": "FY2009",
            "old": "met, achieved",
            "new": "indeterminate, not rated: returned",
        }
    ]
    assert [one["kind"] for one in held["restatements"]] == ["changed", "returned"]


def test_what_is_new_and_what_was_withdrawn(office: Office) -> None:
    _first(office)
    held = _json(office, "2009-10-01", _THEN)
    assert [(one["kind"], one["old"]) for one in held["restatements"]] == [("new", None)] * 2
    assert "ratings_moved" not in held
    withdrawn = (
        cases("ATF", "")
        .replace(b"FY2009,,,,,", b"FY2009,,,,withdrawn,")
        .replace(b",withdrawn,,", b",withdrawn,,Counted wrongly.")
    )
    result = office.submit(office.put("FY2009/ATF.csv", withdrawn), day="2009-11-10")
    assert result.exit_code == 0, result.output
    held = _json(office, _THEN, "2009-11-30")
    assert [(one["kind"], one["new"]["value"]) for one in held["restatements"]] == [
        ("withdrawn", "withdrawn")
    ]


def test_between_two_days_on_which_nothing_came_nothing_is_restated(office: Office) -> None:
    _first(office)
    result = office.run("restated", "2009-10-20", _THEN, "--period", "FY2009")
    assert result.stdout == (
        "Between 2009-10-20 and 2009-10-31: 0 figures restated, 0 new.\n"
        "0 ratings of FY2009 moved.\n"
    )


def test_days_the_wrong_way_round_are_wrong_usage(office: Office) -> None:
    result = office.run("restated", _THEN, "2009-10-01")
    assert result.exit_code == 2
    assert "2009-10-01 is before 2009-10-31. Write the earlier day first." in result.stderr


def test_a_broken_plan_restates_nothing(office: Office) -> None:
    _first(office)
    office.write_plan("strategy: 3\n")
    result = office.run("restated", "2009-10-01", _THEN)
    assert result.exit_code == 1
    assert result.stdout == ""
