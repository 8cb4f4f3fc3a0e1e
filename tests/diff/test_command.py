"""``milepost diff`` and ``check --since`` as they are called, and what they print."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from milepost.scorecard.changes import schema
from tests.cli.office import PLAN, Office, cases
from tests.diff.repository import Repository, made
from tests.schemas import DIFF, PROBLEMS, as_written

_WITH_BASELINE = PLAN.replace(
    "    targets:\n",
    "    baseline: {period: FY2008, value: 50, source: made up}\n    path: linear\n    targets:\n",
)


@pytest.fixture
def rated(tmp_path: Path) -> Repository:
    """A repository with a plan, and figures that were handed in."""
    repository = made(tmp_path, plan=_WITH_BASELINE)
    office = Office(tmp_path)
    (tmp_path / "FY2009").mkdir()
    for agency, value in (("ATF", "50"), ("ICE", "35")):
        path = tmp_path / f"FY2009/{agency}.csv"
        path.write_bytes(cases(agency, value))
        assert office.submit(str(path)).exit_code == 0
    return repository


def test_a_lowered_target_comes_first_with_both_ratings(rated: Repository) -> None:
    # 50 + 35 are 85. From 50, (85 - 50) / (100 - 50) = 70 percent of the change: at risk.
    rated.replace("value: 100", "value: 80")
    rated.replace("Cases initiated", "Cases begun")
    commit = rated.git("rev-parse", "HEAD")[:9]
    result = rated.run("diff", "--as-of", "2009-10-31")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout == "\n".join(
        [
            "What changed: A small strategy",
            "",
            f"From revision HEAD ({commit} of 2009-06-30) to the workspace as it is now.",
            "Dated values are read as of 2009-10-31; both plans are rated for FY2009 on what",
            "was received by 2009-10-31.",
            "",
            "1 change can move a rating, and no reason is given; 1 target was lowered. Other",
            "changes: 1.",
            "",
            "",
            "LOWERED TARGETS",
            "=" * 80,
            "",
            "* cases-initiated, target for FY2009: lowered",
            "             Cases begun",
            "    Before   100 or more",
            "    Now      80 or more",
            "    Reason   NONE IS GIVEN",
            "    Ratings  not met, at risk -> met, achieved",
            "    -> HEAD:strategy/plan.yaml:40:33",
            "    -> strategy/plan.yaml:40:33",
            "",
            "",
            "WHAT MOVES NO RATING",
            "=" * 80,
            "",
            "* cases-initiated, title: changed",
            "    Before   Cases initiated",
            "    Now      Cases begun",
            "    -> HEAD:strategy/plan.yaml:26:12",
            "    -> strategy/plan.yaml:26:12",
            "",
        ]
    )


def test_no_line_is_wider_than_a_terminal_but_a_place(rated: Repository) -> None:
    rated.replace("value: 100", "value: 80")
    rated.replace("opened in the period", "opened " + "in this or in another period " * 20)
    for line in rated.run("diff").stdout.splitlines():
        assert len(line) <= 80 or line.startswith("    -> ")


def test_another_period_may_be_rated(rated: Repository) -> None:
    rated.replace("value: 100", "value: 80")
    result = rated.run("diff", "--as-of", "2009-10-31", "--period", "FY2008")
    assert "rated for FY2008" in result.stdout
    # Fiscal year 2009 ends on 30 September; the day before, the last that had ended was 2008.
    assert "rated for FY2009" in rated.run("diff", "--as-of", "2009-12-31").stdout


def test_without_a_ledger_nothing_is_rated_and_none_is_made(tmp_path: Path) -> None:
    repository = made(tmp_path)
    repository.replace("value: 100", "value: 80")
    result = repository.run("diff", "--as-of", "2009-10-31")
    assert "No figures are recorded by 2009-10-31, so nothing" in " ".join(result.stdout.split())
    assert "Ratings" not in result.stdout
    assert not list(tmp_path.glob("ledger*"))
    assert json.loads(repository.run("diff", "--format", "json").stdout)["has_figures"] is False


def test_before_anything_was_received_nothing_is_rated(rated: Repository) -> None:
    rated.replace("value: 100", "value: 80")
    assert "No figures are recorded by 2009-10-14" in rated.run(
        "diff", "--as-of", "2009-10-14"
    ).stdout.replace("\n", " ")


def test_figures_that_wait_are_left_waiting(rated: Repository) -> None:
    ledger = (rated.root / "ledger.sqlite").read_bytes()
    rated.replace("value: 100", "value: 80")
    rated.run("diff", "--as-of", "2009-10-31")
    assert (rated.root / "ledger.sqlite").read_bytes() == ledger


def test_what_is_made_up_is_marked(rated: Repository) -> None:
    rated.replace("value: 100, rationale", "value: 80, illustrative: true, rationale")
    shown = rated.run("diff").stdout
    assert "* cases-initiated, target for FY2009: lowered (illustrative)" in shown
    settings = rated.root / "milepost.yaml"
    settings.write_text("workspace:\n  illustrative: true\n", encoding="utf-8")
    shown = rated.run("diff").stdout
    assert "*** ILLUSTRATIVE: every figure in this workspace is made up. ***" in shown
    assert json.loads(rated.run("diff", "--format", "json").stdout)["illustrative"] is True


def test_json_follows_its_schema(rated: Repository) -> None:
    rated.replace("value: 100", "value: 80")
    rated.replace("on_track: 0.9", "on_track: 0.7")
    rated.replace("agencies: sum, periods: sum", "agencies: separate, periods: sum")
    validator = jsonschema.Draft202012Validator(json.loads(DIFF.read_text(encoding="utf-8")))
    shown = rated.run("diff", "--as-of", "2009-10-31", "--format", "json").stdout
    held: dict[str, Any] = json.loads(shown)
    validator.validate(held)
    assert held["counts"] == {
        "changes": 3,
        "can_change_a_rating": 3,
        "without_reason": 3,
        "lowered_targets": 1,
    }
    assert held["changes"][0]["old"] == "100 or more"
    assert shown == rated.run("diff", "--as-of", "2009-10-31", "--format", "json").stdout
    validator.validate(json.loads(rated.run("diff", "HEAD", "HEAD", "--format", "json").stdout))


def test_the_schema_is_the_one_that_is_written_down() -> None:
    assert as_written(schema()) == DIFF.read_text(encoding="utf-8")


def test_a_plan_that_is_broken_now_is_not_compared(rated: Repository) -> None:
    rated.replace("unit: cases", "unit: cases\n    colour: red")
    result = rated.run("diff")
    assert result.exit_code == 1
    assert "strategy/plan.yaml:30:5: error P101" in result.stderr
    assert result.stdout == ""


def test_the_check_asks_for_the_reason_of_a_lowered_target(rated: Repository) -> None:
    rated.replace("value: 100", "value: 80")
    result = rated.run("check", "--since", "HEAD", "--plan-as-of", "2009-10-31")
    assert result.exit_code == 1
    complaint = (
        "strategy/plan.yaml:40:33: error P260: the target for FY2009 of the measure "
        '"cases-initiated" was lowered from "100 or more" to "80 or more" since HEAD, and no '
        "reason is given."
    )
    assert result.stdout.splitlines() == [
        complaint,
        "          - {period: FY2009, value: 80, rationale: A promise., source: made up}",
        "                                    ^^",
        "    Write both values with their days:",
        "    value:",
        "     dated:",
        "     - {value: 100, source: …}",
        "     - {from: 2009-10-31, value: 80, reason: …, approved_by: …, source: …}",
        "    The day is the one from which it holds.",
        "A small strategy. Objectives: 1; measures: 1; agencies: 3.",
        "The plan has 1 error.",
    ]
    assert rated.run("check").exit_code == 0


def test_the_check_since_a_date_a_folder_or_nothing_that_changed(
    rated: Repository, tmp_path: Path
) -> None:
    assert rated.run("check", "--since", "2009-01-01").exit_code == 0
    assert rated.run("check", "--since", "HEAD").exit_code == 0
    rated.replace("direction: increase", "direction: decrease")
    other = Office(tmp_path / "other")
    other.root.mkdir()
    other.write_plan(_WITH_BASELINE)
    result = rated.run("check", "--since", str(other.root))
    assert result.exit_code == 1
    assert '"direction" of the measure "cases-initiated" was changed from' in result.stdout


def test_the_check_speaks_to_machines_too(rated: Repository) -> None:
    rated.replace("value: 100", "value: 80")
    held = json.loads(rated.run("check", "--since", "HEAD", "--format", "json").stdout)
    jsonschema.validate(held, json.loads(PROBLEMS.read_text(encoding="utf-8")))
    assert [p["code"] for p in held["problems"]] == ["P260"]
    shown = rated.run("check", "--since", "HEAD", "--format", "github").stdout
    assert shown.startswith("::error file=strategy/plan.yaml,line=40,col=33,title=P260::")


def test_what_is_gone_is_complained_of_in_the_file_it_was_in(rated: Repository) -> None:
    text = rated.plan.read_text(encoding="utf-8")
    rated.plan.write_text(text[: text.index("measures:")], encoding="utf-8")
    result = rated.run("check", "--since", "HEAD")
    assert result.exit_code == 1
    assert (
        'strategy/plan.yaml: error P260: the measure "cases-initiated" was dropped ("Cases '
        'initiated") since HEAD, and no reason is given.\n'
        "    Keep it, and end its targets:"
    ) in result.stdout


def test_a_revision_that_was_broken_is_said_by_the_check(rated: Repository) -> None:
    rated.replace("unit: cases", "unit: cases\n    colour: red")
    rated.commit()
    rated.replace("\n    colour: red", "")
    result = rated.run("check", "--since", "HEAD")
    assert result.exit_code == 1
    assert "HEAD:strategy/plan.yaml:30:5: error P101" in result.stdout


def test_watching_and_comparing_are_asked_for_apart(rated: Repository) -> None:
    result = rated.run("check", "--watch", "--since", "HEAD")
    assert result.exit_code == 2
    assert "take --since out" in result.stderr


def test_a_broken_plan_says_what_is_broken_and_asks_for_no_reasons(rated: Repository) -> None:
    rated.replace("unit: cases", "unit: cases\n    colour: red")
    rated.replace("value: 100", "value: 80")
    result = rated.run("check", "--since", "HEAD")
    assert "P101" in result.stdout
    assert "P260" not in result.stdout
