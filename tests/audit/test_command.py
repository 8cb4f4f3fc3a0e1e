"""``milepost audit`` as it is called."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from milepost.cli import main
from milepost.plan.audit.as_json import schema
from milepost.plan.audit.rule_sets import BY_ID
from tests.audit.plans import CHAPTER, GOLDENS, MEASURE, OBJECTIVE, ROOT, START
from tests.audit.schema import AUDIT
from tests.schemas import as_written


def _run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(root), "audit", *arguments])


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A workspace with a plan of a few lines, part of it made up."""
    (tmp_path / "strategy").mkdir()
    (tmp_path / "milepost.yaml").write_text("workspace: {plan: [strategy]}\n", encoding="utf-8")
    role = "    roles:\n      - {agency: ATF, role: lead, source: made up, illustrative: true}\n"
    waiver = (
        "waivers:\n  - {id: w, of: criterion, criterion: gao-09-709.monitoring, reason: Too early, "
        "approved_by: The Director, from: 2009-06-01, until: 2009-12-31, source: made up}\n"
    )
    text = START + OBJECTIVE + role + MEASURE + waiver
    (tmp_path / "strategy/plan.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_it_is_held_against_the_five_elements_unless_told_otherwise() -> None:
    result = _run(CHAPTER, "--plan-as-of", "2009-06-30")
    assert result.exit_code == 0
    assert result.stdout == (GOLDENS / "chapter-2009.txt").read_text(encoding="utf-8")
    assert result.stderr == ""


def test_findings_are_no_errors(small: Path) -> None:
    for name in BY_ID:
        assert _run(small, "--against", name).exit_code == 0


def test_a_set_is_found_however_its_letters_are_written(small: Path) -> None:
    result = _run(small, "--against", "GAO-04-408T", "--plan-as-of", "2009-06-30")
    assert result.exit_code == 0
    assert result.stdout.startswith("AUDIT: Six desirable characteristics")


def test_an_unknown_set_is_wrong_usage_and_the_sets_are_named(small: Path) -> None:
    result = _run(small, "--against", "gao-09-708")
    assert result.exit_code == 2
    text = " ".join(result.stderr.split())
    assert 'no rule set is called "gao-09-708". Did you mean "gao-09-709"?' in text
    assert f"The rule sets are: {', '.join(BY_ID)}; or all." in text


def test_a_broken_plan_is_not_audited(small: Path) -> None:
    plan = small / "strategy/plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("goal: g", "goal: h"), encoding="utf-8")
    result = _run(small)
    assert result.exit_code == 1
    assert "error P201" in result.stderr
    assert result.stdout == ""


def test_the_help_names_every_set(small: Path) -> None:
    text = " ".join(_run(small, "--help").stdout.split())
    for name in BY_ID:
        assert name in text


def test_text_keeps_to_80_columns_and_says_what_is_made_up_and_waived(small: Path) -> None:
    result = _run(small, "--against", "all", "--plan-as-of", "2009-06-30")
    assert all(len(line) <= 80 for line in result.stdout.splitlines())
    text = " ".join(result.stdout.split())
    assert "Something made up is counted in 1 of them; without it 1 verdict would change." in text
    assert "(illustrative) This rests on something made up; without it: not addressed." in text
    assert "Waived until 2009-12-31 by The Director: Too early" in text
    assert "It is in force from 2018-10-24, after the day of this audit." in text


def test_json_follows_its_schema(small: Path) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(AUDIT.read_text(encoding="utf-8")))
    for root in (small, CHAPTER):
        for against in ("all", "gao-09-709"):
            arguments = ("--against", against, "--format", "json", "--plan-as-of", "2009-06-30")
            held: dict[str, Any] = json.loads(_run(root, *arguments).stdout)
            validator.validate(held)
            assert len(held["audits"]) == (len(BY_ID) if against == "all" else 1)


def test_json_holds_what_text_says(small: Path) -> None:
    held = json.loads(_run(small, "--format", "json", "--plan-as-of", "2009-06-30").stdout)
    (audit,) = held["audits"]
    assert audit["on"] == "2009-06-30"
    assert audit["counts"]["met"] == 1
    criteria = {c["id"]: c for c in audit["criteria"]}
    roles = criteria["gao-09-709.roles"]
    assert roles["finding"]["verdict"] == "partly met"
    assert roles["finding"]["without_illustrative"] == "not addressed"
    (each,) = roles["each"]
    assert each["subject"] == {"section": "objectives", "id": "o"}
    assert each["places"][0] == {"file": "strategy/plan.yaml", "line": 12, "column": 5}
    assert criteria["gao-09-709.monitoring"]["waiver"]["id"] == "w"


def test_json_gives_the_published_verdict_to_whom_it_belongs() -> None:
    arguments = ("--format", "json", "--plan-as-of", "2009-06-30")
    (audit,) = json.loads(_run(CHAPTER, *arguments).stdout)["audits"]
    criteria = {c["id"]: c for c in audit["criteria"]}
    (said,) = criteria["gao-09-709.roles"]["published"]
    assert (said["by"], said["verdict"], said["agrees"]) == ("GAO", "not addressed", True)
    (said,) = criteria["gao-09-709.resources"]["published"]
    assert (said["verdict"], said["agrees"]) == ("no verdict", None)
    assert criteria["gao-09-709.coordination"]["published"] == []


def test_the_schema_is_as_it_would_be_generated() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    assert AUDIT.read_text(encoding="utf-8") == as_written(schema())


def test_the_schema_refuses_what_is_no_audit(small: Path) -> None:
    validator = jsonschema.Draft202012Validator(schema())
    held = json.loads(_run(small, "--format", "json", "--plan-as-of", "2009-06-30").stdout)
    held["audits"][0]["criteria"][0]["finding"]["verdict"] = "good enough"
    assert not validator.is_valid(held)


def test_the_same_plan_and_day_give_the_same_bytes(small: Path) -> None:
    arguments = ("--against", "all", "--format", "json", "--plan-as-of", "2020-01-01")
    assert _run(small, *arguments).stdout == _run(small, *arguments).stdout


def test_a_page_is_written_into_the_reports_for_each_set(small: Path) -> None:
    result = _run(small, "--against", "all", "--format", "html", "--plan-as-of", "2009-06-30")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"wrote {small}/reports/audit-{name}.html" for name in BY_ID
    ]
    for name in BY_ID:
        page = (small / f"reports/audit-{name}.html").read_text(encoding="utf-8")
        assert page.startswith(("<!DOCTYPE html>", "<!doctype html>"))


def test_a_made_up_workspace_says_so_and_keeps_its_page_apart(small: Path) -> None:
    settings = "workspace: {plan: [strategy], illustrative: true}\n"
    (small / "milepost.yaml").write_text(settings, encoding="utf-8")
    result = _run(small, "--plan-as-of", "2009-06-30")
    assert "*** ILLUSTRATIVE: this workspace holds made-up figures. ***" in result.stdout
    _run(small, "--format", "html", "--plan-as-of", "2009-06-30")
    assert (small / "reports/audit-gao-09-709-illustrative.html").exists()


def test_the_strategy_of_the_repository_can_be_held_against_every_set() -> None:
    for folder in (ROOT, ROOT / "examples/fy2009"):
        result = _run(folder, "--against", "all", "--format", "json", "--plan-as-of", "2026-01-01")
        assert result.exit_code == 0
        validator = jsonschema.Draft202012Validator(schema())
        validator.validate(json.loads(result.stdout))
