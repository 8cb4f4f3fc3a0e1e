"""What submit and review print for machines, and the schemas that describe it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from milepost.scorecard import (
    agency_scorecard_as_json,
    as_json,
    notices_as_json,
    receipt_as_json,
    review_as_json,
)
from milepost.submissions.model import ASSERTIONS
from tests.cli.office import PLAN, Office, cases, table
from tests.schemas import AGENCY, NOTICES, PROBLEMS, REVIEW, SUBMIT, as_written


def _held_to(schema: Path, printed: str) -> Any:  # noqa: ANN401  # what JSON holds
    held = json.loads(printed)
    Draft202012Validator(json.loads(schema.read_text(encoding="utf-8"))).validate(held)
    return held


def _is_a_problem(held: Any) -> None:  # noqa: ANN401  # as above
    schema = json.loads(PROBLEMS.read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate({"problems": [held]})


def test_submit_tells_of_every_file(office: Office) -> None:
    good = office.put("FY2009/ATF.csv", cases("ATF", "120"))
    bad = office.put("FY2009/ICE.csv", cases("ICE", "many"))
    day = ("--received-on", "2009-10-15", "--format", "json", "--certified-by", "Ann Lee, Chief")
    result = office.run("submit", *day, good, bad, "nowhere.csv")
    assert result.exit_code == 1
    told = _held_to(SUBMIT, result.stdout)
    assert told["recorded"] is True
    first, second, third = told["files"]
    assert (first["file"], first["accepted"], first["problems"]) == (good, 1, [])
    receipt = first["receipt"]
    assert (receipt["number"], receipt["agency"], receipt["period"]) == (1, "ATF", "FY2009")
    assert (receipt["certified_by"], receipt["already_received"]) == ("Ann Lee, Chief", False)
    letter = Path(first["to_send_back"][0]).read_text(encoding="utf-8")
    assert receipt["head"] in letter
    assert receipt["sha256"] in letter
    (problem,) = second["problems"]
    _is_a_problem(problem)
    assert (problem["code"], problem["cell"], second["rejected"]) == ("S104", "D2", 1)
    assert [e["measure"] for e in second["expected"]] == ["cases-initiated"]
    assert [Path(path).suffix for path in second["to_send_back"]] == [".txt", ".xlsx"]
    assert third["receipt"] is None
    again = _held_to(SUBMIT, office.run("submit", *day, good).stdout)
    assert again["files"][0]["receipt"]["already_received"] is True


def test_a_dry_run_tells_the_same_without_a_receipt(office: Office) -> None:
    bad = office.put("FY2009/ATF.csv", cases("ATF", "many"))
    result = office.run("submit", "--dry-run", "--format", "json", bad)
    assert result.exit_code == 1
    told = _held_to(SUBMIT, result.stdout)
    assert told["recorded"] is False
    (file,) = told["files"]
    assert (file["receipt"], file["rejected"], file["to_send_back"]) == (None, 1, [])
    assert [p["code"] for p in file["problems"]] == ["S104"]
    assert not (office.root / "ledger.sqlite").exists()


def test_what_was_recorded_is_told_even_while_the_plan_has_errors(office: Office) -> None:
    office.write_plan(PLAN.replace("unit: cases", "unitt: cases"))
    result = office.run("submit", "--format", "json", office.put("FY2009/ATF.csv", b"x"))
    assert result.exit_code == 1
    (file,) = _held_to(SUBMIT, result.stdout)["files"]
    assert file["receipt"]["status"] == "waiting"
    assert "milepost check" in result.stderr


def test_review_lists_what_awaits_it(office: Office) -> None:
    office.write_plan(
        PLAN.replace(
            "source: made up\ncalendar", "source: made up\n  variance_threshold: 10\ncalendar"
        )
    )
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "50")))
    row = ("ATF", "cases-initiated", "FY2009", "at least 60", "", "", "", "", "As of June.")
    office.submit(office.put("FY2009/ATF.csv", table(row)))
    office.submit(office.put("FY2009/ICE.csv", cases("ICE", "many")))
    listing = ("review", "FY2009", "--as-of", "2009-10-31", "--format", "json")
    told = _held_to(REVIEW, office.run(*listing).stdout)
    assert (told["period"], told["is_public"]) == ("FY2009", True)
    first, last = told["awaiting"]
    assert first["handle"] == "2/cases-initiated"
    (figure,) = first["figures"]
    assert (figure["bound"], figure["number"], figure["note"]) == ("at least", "60", "As of June.")
    assert [old["number"] for old in first["replaces"]] == ["50"]
    assert (last["handle"], last["agency"], last["rejected_in"]) == (None, "ICE", 3)
    _is_a_problem(last["rejection"])


def test_review_names_what_is_sensitive_as_not_public(office: Office) -> None:
    restricted = "    sensitivity: law-enforcement-sensitive\n    unit: cases"
    office.write_plan(PLAN.replace("    unit: cases", restricted))
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "")))
    listing = ("review", "FY2009", "--as-of", "2009-10-31", "--format", "json")
    assert _held_to(REVIEW, office.run(*listing).stdout)["is_public"] is False


def test_the_register_of_notices_is_told_whole(office: Office) -> None:
    listing = ("notice", "--register", "--format", "json")
    schema = notices_as_json.schema()
    empty = json.loads(office.run(*listing).stdout)
    Draft202012Validator(schema).validate(empty)
    assert empty == {"illustrative": False, "notices": []}
    for agency, value in (("ATF", "50"), ("ICE", "30")):
        office.submit(office.put(f"FY2009/{agency}.csv", cases(agency, value)))
    for day in ("2009-11-02", "2009-11-03"):
        issued = office.run(
            "notice", "ATF", "FY2009", "--kind", "non-compliance", "--on", day, "--by",
            "Åse =1+1, Director", "--statement", "<script>{{7*7}} \U0001f600",
        )  # fmt: skip
        assert issued.exit_code == 0, issued.output
    told = json.loads(office.run(*listing).stdout)
    Draft202012Validator(schema).validate(told)
    first, second = told["notices"]
    assert (first["number"], first["kind"], first["agency"]) == (1, "non-compliance", "ATF")
    assert (first["period"], first["issued_on"]) == ("FY2009", "2009-11-02")
    assert first["issued_by"] == "Åse =1+1, Director"
    assert "<script>{{7*7}} \U0001f600" in first["text"]
    assert hashlib.sha256(first["text"].encode()).hexdigest() == first["sha256"]
    assert first["sha256"] in office.run("notice", "--register").output
    shown = json.loads(office.run("notice", "--show", "2", "--format", "json").stdout)
    assert shown["notices"] == [second]
    assert office.run("notice", "--show", "3", "--format", "json").exit_code == 1


def test_only_the_register_is_printed_for_machines(office: Office) -> None:
    result = office.run(
        "notice", "ATF", "FY2009", "--kind", "non-compliance", "--draft", "--format", "json"
    )
    assert result.exit_code == 2
    assert "--register" in result.output


def test_the_scorecard_of_an_agency_is_written_for_machines(office: Office) -> None:
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "50")))
    asked = ("scorecard", "FY2009", "--as-of", "2009-10-31", "--agency", "ATF")
    result = office.run(*asked)
    assert result.exit_code == 0, result.output
    path = office.root / "reports/FY2009/agency-ATF.json"
    assert str(path.name) in result.output
    told = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator(agency_scorecard_as_json.schema()).validate(told)
    assert (told["period"], told["page"]["id"]) == ("FY2009", "ATF")
    (row,) = told["rows"]
    assert row["id"] in path.with_suffix(".html").read_text(encoding="utf-8")
    assert [made["made"]["id"] for made in told["assertions"]] == list(ASSERTIONS)


def test_a_packet_is_the_scorecard_with_the_quarter_reviewed(office: Office) -> None:
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "50")))
    result = office.run(
        "scorecard", "FY2009-Q1", "--as-of", "2009-10-31", "--form", "json", "--form", "csv"
    )
    assert result.exit_code == 0, result.output
    path = office.root / "reports/FY2009-Q1/scorecard.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator(as_json.schema()).validate(told)
    assert [line["objective"] for line in told["quarter"]["risks"]] == [
        section["id"] for section in told["sections"]
    ]
    risks = (path.parent / "csv/risks.csv").read_text(encoding="utf-8").splitlines()
    assert len(risks) == 1 + len(told["sections"])


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        (SUBMIT, receipt_as_json.schema()),
        (REVIEW, review_as_json.schema()),
        (AGENCY, agency_scorecard_as_json.schema()),
        (NOTICES, notices_as_json.schema()),
    ],
    ids=["submit", "review", "agency", "notices"],
)
def test_the_file_of_a_schema_is_as_it_would_be_written(path: Path, schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    assert path.read_text(encoding="utf-8") == as_written(schema)
