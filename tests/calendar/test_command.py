from __future__ import annotations

import json
import os
from typing import Any, Final

import jsonschema
import pytest

from milepost.plan.duty_calendar.as_json import schema
from tests.cli.office import Office
from tests.schemas import FOLDER, as_written

_SCHEMA: Final = FOLDER / "calendar.schema.json"


def test_a_year_reads_by_date_with_owner_and_whether_it_was_done(office: Office) -> None:
    result = office.run("calendar", "2010", "--as-of", "2010-10-31")
    assert result.exit_code == 0
    assert (
        result.stdout
        == """\
DUTIES IN CY2010, 2010-01-01 TO 2010-12-31
A small strategy. As of 2010-10-31.

4 duties: 1 done, 2 not done on record, 1 not yet due.

2010-01-30 Sat  Summarise the evaluations
                ONDCP
                not done on record, 274 days past its date
                [21 U.S.C. 1703(b)(14); strategy/plan.yaml:36:5]

2010-02-01 Mon  Report whether targets were met
                ONDCP, to Congress
                done on 2010-02-03, 2 days late: Snow closed the office
                [21 U.S.C. 1705(g)(1); strategy/plan.yaml:18:5]

2010-02-06 Sat  Say why the Strategy is late
                ONDCP, to Congress
                not done on record, 267 days past its date
                [21 U.S.C. 1705(e); strategy/plan.yaml:27:5]

2010-11-01 Mon  Submit an evaluation
                every agency, to the Director
                not yet due
                [21 U.S.C. 1705(g)(2); strategy/plan.yaml:12:5]
"""
    )


def test_what_is_not_in_force_stands_apart(office: Office) -> None:
    result = office.run("calendar", "CY2009", "--as-of", "2009-06-30")
    assert result.stdout.endswith("""
NOT IN FORCE ON THEIR DATE IN CY2009
2009-11-01  Submit an evaluation: in force from 2010-01-01 (21 U.S.C.
            1705(g)(2))
""")


def test_all_reads_with_the_kind_of_each(office: Office) -> None:
    result = office.run("calendar", "2010", "--as-of", "2010-10-31", "--all")
    assert result.stdout.startswith("WHAT FALLS DUE IN CY2010, 2010-01-01 TO 2010-12-31\n")
    assert (
        """
2010-06         Assign one agent to each team
                Action: ATF
                done in 2010-07, late
"""
        in result.stdout
    )
    assert (
        """
2010-12-31 Fri  The waiver of the criterion of gao-09-709.resources ends
                End of a waiver: The Director
                in force
"""
        in result.stdout
    )
    assert result.stdout.endswith("""
WITHOUT A DATE
A team of old (team): To be reviewed yearly; the plan says neither when it was
  signed nor of any review.
""")


def test_no_line_is_wider_than_a_terminal(office: Office) -> None:
    for year in ("2009", "2010", "FY2014"):
        result = office.run("calendar", year, "--as-of", "2010-10-31", "--all")
        assert max(len(line) for line in result.stdout.splitlines()) <= 80


def test_without_a_year_it_is_the_year_of_the_day(office: Office) -> None:
    result = office.run("calendar", "--as-of", "2011-05-05")
    assert result.stdout.startswith("DUTIES IN CY2011, ")


def test_a_year_without_duties_says_so(office: Office) -> None:
    text = (office.root / "strategy/plan.yaml").read_text(encoding="utf-8")
    start, end = text.index("duties:"), text.index("actions:")
    office.write_plan(text[:start] + text[end:])
    result = office.run("calendar", "2010", "--as-of", "2010-10-31")
    assert result.exit_code == 0
    assert result.stdout.endswith("\nNothing that the plan declares falls due in CY2010.\n")


@pytest.mark.parametrize(
    "year", ["2010-Q1", "FY2010-Q1", "2010-05", "FY2008..FY2010", "10", "x" * 99]
)
def test_what_is_no_year_is_met_with_how_to_write_one(office: Office, year: str) -> None:
    result = office.run("calendar", year)
    assert result.exit_code == 2
    assert "is not a year. Write a calendar year 2010 or CY2010, or a fiscal year" in result.stderr
    assert max(len(line) for line in result.stderr.splitlines()) < 160


def test_a_broken_plan_has_no_calendar(office: Office) -> None:
    text = (office.root / "strategy/plan.yaml").read_text(encoding="utf-8")
    office.write_plan(text.replace("due: 1 November", "due: 31 November"))
    result = office.run("calendar", "2010")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "November has no day 31." in result.stderr


def test_json_follows_its_schema(office: Office) -> None:
    schema_held: dict[str, Any] = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema_held)
    for year in ("2009", "FY2010", "2010", "2014"):
        result = office.run("calendar", year, "--as-of", "2010-10-31", "--all", "--format", "json")
        assert result.exit_code == 0
        validator.validate(json.loads(result.stdout))
    held = json.loads(
        office.run("calendar", "2010", "--as-of", "2010-10-31", "--format", "json").stdout
    )
    assert held["year"] == "CY2010"
    (assessment,) = [e for e in held["entries"] if e["id"] == "assessment"]
    assert (assessment["status"], assessment["done"], assessment["days_late"]) == (
        "done",
        "2010-02-03",
        2,
    )
    (evaluations,) = [e for e in held["entries"] if e["id"] == "evaluations"]
    assert (evaluations["owners"], evaluations["status"]) == ([], "not yet due")


def test_the_schema_is_as_it_would_be_generated() -> None:
    if os.environ.get("MILEPOST_UPDATE") == "1":
        _SCHEMA.write_text(as_written(schema()), encoding="utf-8", newline="\n")
    jsonschema.Draft202012Validator.check_schema(schema())
    assert json.loads(_SCHEMA.read_text(encoding="utf-8")) == schema()


def test_the_same_day_gives_the_same_bytes_whatever_the_zone(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ("calendar", "2010", "--as-of", "2010-10-31", "--all", "--format")
    before = {form: office.run(*arguments, form).stdout_bytes for form in ("text", "json", "ics")}
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    after = {form: office.run(*arguments, form).stdout_bytes for form in ("text", "json", "ics")}
    assert before == after
