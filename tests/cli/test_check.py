from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from milepost.sources import Excerpt, Place, Problem, as_github, as_json
from tests.cli.office import PLAN, Office, cases
from tests.schemas import PROBLEMS, problems_schema

_BROKEN = PLAN.replace("unit: cases", "unit: cases\n    colour: red").replace(
    "objective: investigate\n", "objective: investigat\n"
)


def _schema() -> dict[str, Any]:
    held: dict[str, Any] = json.loads(PROBLEMS.read_text(encoding="utf-8"))
    return held


def test_a_plan_that_is_right_is_counted_and_ends_with_0(office: Office) -> None:
    result = office.run("check")
    assert result.exit_code == 0
    assert result.stdout == (
        "A small strategy. Objectives: 1; measures: 1; agencies: 3.\nThe plan has no problems.\n"
    )
    assert result.stderr == ""


def test_all_problems_of_a_plan_are_said_at_once_each_at_its_place(office: Office) -> None:
    office.write_plan(PLAN.replace("unit: cases", "unit: cases\n    colour: red"))
    result = office.run("check")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].startswith('strategy/plan.yaml:30:5: error P101: "colour" is not a key')
    assert lines[1].strip() == "colour: red"
    assert lines[2].strip() == "^^^^^^"
    assert lines[-1] == "The plan has 1 error."


def test_a_misspelt_name_is_met_with_the_right_one(office: Office) -> None:
    office.write_plan(PLAN.replace("objective: investigate\n", "objective: investigat\n"))
    result = office.run("check")
    assert result.exit_code == 1
    assert "error P201: " in result.stdout
    assert 'Did you mean "investigate"?' in result.stdout


def test_json_follows_its_schema_where_there_are_problems_and_where_there_are_none(
    office: Office,
) -> None:
    validator = jsonschema.Draft202012Validator(_schema())
    good = office.run("check", "--format", "json")
    assert good.exit_code == 0
    assert json.loads(good.stdout) == {"problems": []}
    office.write_plan(_BROKEN)
    bad = office.run("check", "--format", "json")
    assert bad.exit_code == 1
    found = json.loads(bad.stdout)
    for held in (json.loads(good.stdout), found):
        validator.validate(held)
    first = found["problems"][0]
    assert (first["file"], first["line"], first["column"]) == ("strategy/plan.yaml", 30, 5)
    assert first["code"] == "P101"
    assert first["severity"] == "error"
    assert first["sheet"] is first["cell"] is None


def test_json_of_a_problem_in_a_workbook_follows_the_schema_too() -> None:
    problem = Problem(
        Place("FY2009-Q3/ICE.xlsx", sheet="Metrics", cell="D14"),
        "S104",
        '"four" is not a number.',
        "Write 4.",
        excerpt=Excerpt("four", 1, 4),
    )
    held = json.loads(as_json([problem]))
    jsonschema.Draft202012Validator(_schema()).validate(held)
    assert held["problems"][0]["cell"] == "D14"
    assert held["problems"][0]["line"] is None


@pytest.mark.parametrize(
    "change",
    [
        {"code": "X1"},
        {"severity": "fatal"},
        {"line": 0},
        {"message": ""},
        {"remedy": None},
        {"colour": "red"},
    ],
)
def test_the_schema_of_problems_refuses_what_is_no_problem(change: dict[str, object]) -> None:
    problem = {
        "file": "a.yaml", "line": 1, "column": 1, "sheet": None, "cell": None,
        "severity": "error", "code": "P101", "message": "m", "remedy": "r",
    }  # fmt: skip
    validator = jsonschema.Draft202012Validator(_schema())
    assert validator.is_valid({"problems": [problem]})
    assert not validator.is_valid({"problems": [problem | change]})


def test_the_schema_of_problems_is_as_it_would_be_generated() -> None:
    jsonschema.Draft202012Validator.check_schema(_schema())
    assert _schema() == problems_schema()


def test_a_code_host_is_told_in_its_own_commands(office: Office) -> None:
    office.write_plan(PLAN.replace("unit: cases", "unit: cases\n    colour: red"))
    result = office.run("check", "--format", "github")
    assert result.exit_code == 1
    (line,) = result.stdout.splitlines()
    assert line.startswith(
        '::error file=strategy/plan.yaml,line=30,col=5,title=P101::"colour" is not a key'
    )


def test_nothing_in_a_plan_can_forge_a_command_of_a_code_host() -> None:
    place = Place("a,b:c\n.yaml", 1)
    line = as_github(Problem(place, "P101", "100%\n::error::no", "r\r\n"))
    assert line == (r"::error file=a%2Cb%3Ac%0A.yaml,line=1,title=P101::100%25\n::error::no r\r%0A")
    assert len(line.splitlines()) == 1


def test_a_settings_file_with_an_unknown_key_is_a_problem_of_the_plan(office: Office) -> None:
    (office.root / "milepost.yaml").write_text("workspace:\n  plam: [strategy]\n", "utf-8")
    result = office.run("check")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0] == (
        'milepost.yaml:2:3: error P101: "plam" is not a key that is known here. '
        'Did you mean "plan"?'
    )
    assert "The keys are: plan, submissions, reports, ledger, extracts, illustrative." in result.stdout
    assert office.scorecard().exit_code == 1
    assert not (office.root / "reports").exists()


def test_a_settings_file_can_lay_everything_elsewhere(office: Office) -> None:
    (office.root / "strategy").rename(office.root / "promises")
    (office.root / "milepost.yaml").write_text(
        "workspace:\n  plan: [promises]\n  reports: out\n  ledger: kept/l.sqlite\n", "utf-8"
    )
    assert office.run("check").exit_code == 0
    assert office.submit(office.put("FY2009/ATF.csv", cases("ATF", "90"))).exit_code == 0
    assert office.scorecard().exit_code == 0
    assert (office.root / "out/FY2009/scorecard.json").exists()
    assert (office.root / "kept/l.sqlite").exists()
    assert not (office.root / "ledger.sqlite").exists()


def test_a_folder_without_a_plan_says_so(tmp_path: Path) -> None:
    result = Office(tmp_path).run("check")
    assert result.exit_code == 1
    assert "error P006: " in result.stdout
    assert result.exception is None or isinstance(result.exception, SystemExit)
