"""``milepost evaluate``: the table, its reasons, and the same for machines."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest

from milepost.scorecard import report_as_json
from tests.cli.office import PLAN, Office, table
from tests.schemas import EVALUATION

COMMAND: Final = str(Path(sys.executable).parent / "milepost")
_DAY: Final = ("--as-of", "2009-10-31")

# Beside the cases of both agencies: one measure of each, and one that is worked out from ATF's.
_MORE: Final = """\
  - id: tips
    title: Tips from dealers
    definition: Tips.
    objective: listen
    unit: tips
    kind: output
    direction: increase
    quantity: flow
    basis: fiscal
    frequency: annual
    agencies: [ATF]
    targets: [{period: FY2009, value: 5, rationale: r, source: made up, illustrative: true}]
    source: made up
  - id: seizures
    title: "=Seizures"
    definition: Seizures.
    objective: listen
    unit: seizures
    kind: output
    direction: increase
    quantity: flow
    basis: fiscal
    frequency: annual
    agencies: [ICE]
    source: made up
  - id: double-tips
    title: Tips twice
    definition: Tips, doubled.
    objective: listen
    unit: tips
    kind: output
    direction: increase
    quantity: flow
    basis: fiscal
    frequency: annual
    formula: tips * 2
    source: made up
"""
WIDER: Final = (
    PLAN.replace(
        "title: Investigate those who carry them, source: made up}",
        "title: Investigate those who carry them, source: made up}\n"
        "  - {id: listen, goal: fewer-guns, title: Listen to dealers, source: made up}",
    )
    + _MORE
)


_SENSITIVE: Final = "    sensitivity: law-enforcement-sensitive\n"
# A second promise under the same objective, kept: 7 of 5.
_KEPT: Final = """\
  - id: kept
    title: Visits
    definition: Visits.
    objective: listen
    unit: visits
    kind: output
    direction: increase
    quantity: flow
    basis: fiscal
    frequency: annual
    formula: seizures * 1
    targets: [{period: FY2009, value: 5, rationale: r, source: made up, illustrative: true}]
    source: made up
"""


@pytest.fixture
def wider(office: Office) -> Office:
    office.write_plan(WIDER)
    rows = (("ATF", "cases-initiated", "FY2009", "60"), ("ATF", "tips", "FY2009", "4"))
    office.submit(office.put("FY2009/ATF.csv", table(*rows)))
    at_least = ("ICE", "seizures", "FY2009", "7", "", "at least")
    office.submit(
        office.put("FY2009/ICE.csv", table(("ICE", "cases-initiated", "FY2009", "30"), at_least))
    )
    return office


def _told(office: Office, *options: str) -> dict[str, Any]:
    result = office.run("evaluate", "FY2009", *_DAY, "--format", "json", *options)
    assert result.exit_code == 0, result.output
    held: dict[str, Any] = json.loads(result.stdout)
    return held


def _measures(held: dict[str, Any]) -> list[str]:
    return [line["row"]["measure"] for group in held["groups"] for line in group["lines"]]


def test_the_table_has_80_columns_in_a_pipe_and_holds_each_judgement(wider: Office) -> None:
    text = wider.run("evaluate", "FY2009", *_DAY).stdout
    assert max(map(len, text.splitlines())) == 80
    assert "1 target was due: 0 met, 1 not met" in text
    cells = "[1]  Cases initiated      90 cases     100 or more  [-] not met   [ ] not rated:"
    assert cells in text
    assert "     ATF and ICE          FY2009       FY2009                     no baseline" in text
    assert "[1]   90 reported, by ATF and ICE together. 90 is not 100 or more." in text


def test_what_was_made_up_is_marked_in_its_row_and_counted_apart(wider: Office) -> None:
    text = wider.run("evaluate", "FY2009", *_DAY).stdout
    row = text[text.index("[2]") : text.index("[3]")]
    assert "illustrative" in row
    assert "Illustrative targets" in text
    lines = [line for group in _told(wider)["groups"] for line in group["lines"]]
    assert [line["illustrative"] for line in lines] == [False, True, False, False]


@pytest.mark.parametrize(
    ("options", "measures"),
    [
        ((), ["cases-initiated", "tips", "seizures", "double-tips"]),
        (("--objective", "listen"), ["tips", "seizures", "double-tips"]),
        # What is computed from an agency's figures is reported by it too.
        (("--agency", "ATF"), ["cases-initiated", "tips", "double-tips"]),
        (("--agency", "ICE"), ["cases-initiated", "seizures"]),
        (("--agency", "ICE", "--agency", "ATF", "--measure", "tips"), ["tips"]),
        (("--measure", "tips", "--measure", "seizures"), ["tips", "seizures"]),
        (("--objective", "listen", "--agency", "ICE"), ["seizures"]),
        (("--objective", "investigate", "--measure", "tips"), []),
        (("--agency", "ONDCP"), []),
    ],
)
def test_an_evaluation_is_narrowed_to_what_fits_all_that_is_asked(
    wider: Office, options: tuple[str, ...], measures: list[str]
) -> None:
    held = _told(wider, *options)
    assert _measures(held) == measures
    assert held["total"]["measures"] == len(measures)
    assert bool(held["narrowed_to"]) == bool(options)
    whole = {line["row"]["id"]: line["row"] for g in _told(wider)["groups"] for line in g["lines"]}
    for group in held["groups"]:
        for line in group["lines"]:
            # It is judged as it is in the whole; only the numbers of footnotes begin anew.
            assert line["row"] | {"notes": 0} == whole[line["row"]["id"]] | {"notes": 0}


def test_the_objectives_by_themselves_add_up_to_the_whole(wider: Office) -> None:
    whole = _told(wider)
    parts = [_told(wider, "--objective", name) for name in ("investigate", "listen")]
    for name, count in whole["total"].items():
        if name != "title":
            assert sum(part["total"][name] for part in parts) == count
    assert [line for part in parts for line in _measures(part)] == _measures(whole)


def _standings(held: dict[str, Any]) -> dict[tuple[str, str], str]:
    return {
        (table["of"], group["id"]): group["standing"]
        for table in held["roll_ups"]["tables"]
        for group in table["groups"]
        if group["illustrative"]
    }


def test_a_part_that_is_achieved_is_not_said_to_be_all_of_its_group(wider: Office) -> None:
    wider.write_plan(WIDER + _KEPT)
    # Of the two promises under the objective, one was kept and one was not.
    assert _standings(_told(wider))["objective", "listen"] == ""
    part = _told(wider, "--measure", "kept")
    assert set(_standings(part).values()) == {""}
    text = wider.run("evaluate", "FY2009", *_DAY, "--measure", "kept").stdout
    assert "Achieved: every target is." not in text
    assert "The whole strategy" not in text
    # No row for what has no part in it.
    assert " 0 measures" not in text
    # Nor is that said where what else there is may not be shown.
    hidden = WIDER.replace("    unit: tips\n", _SENSITIVE + "    unit: tips\n", 1)
    wider.write_plan(hidden + _KEPT)
    assert _standings(_told(wider))["objective", "listen"] == ""


def test_an_objective_that_is_asked_for_as_a_whole_is_said_to_be_achieved(wider: Office) -> None:
    wider.write_plan(WIDER.replace("value: 5,", "value: 4,"))
    for asked in ((), ("--objective", "listen")):
        standings = _standings(_told(wider, *asked))
        assert standings["objective", "listen"] == "Achieved: every target is."


def test_what_is_sensitive_is_counted_and_not_shown(wider: Office) -> None:
    wider.write_plan(WIDER.replace("    unit: tips\n", _SENSITIVE + "    unit: tips\n", 1))
    held = _told(wider)
    # With it goes what is computed from it.
    assert (_measures(held), held["not_shown"]) == (["cases-initiated", "seizures"], 2)
    for form in ("text", "json", "csv"):
        asked = wider.run("evaluate", "FY2009", *_DAY, "--measure", "tips", "--format", form)
        assert asked.exit_code == 0
        assert "Tips" not in asked.stdout
    text = wider.run("evaluate", "FY2009", *_DAY).stdout
    assert "2 measures are not shown: law-enforcement sensitive" in text


def test_of_a_year_that_is_not_over_the_unit_stands_beside_the_figure(office: Office) -> None:
    office.write_plan(PLAN.replace("frequency: annual", "frequency: quarterly"))
    for agency, value in (("ATF", "6"), ("ICE", "3")):
        row = (agency, "cases-initiated", "FY2009-Q1", value)
        office.submit(office.put(f"FY2009-Q1/{agency}.csv", table(row)), day="2009-01-15")
    text = office.run("evaluate", "FY2009", "--as-of", "2009-01-31").stdout
    assert "9 cases so" in text


def test_where_nothing_fits_that_is_said(wider: Office) -> None:
    result = wider.run("evaluate", "FY2009", *_DAY, "--agency", "ONDCP")
    assert result.exit_code == 0
    assert "Only reported by: ONDCP." in result.stdout
    assert "No measure that may be shown fits what was asked for." in result.stdout


@pytest.mark.parametrize(
    ("option", "name", "said"),
    [
        ("--objective", "lisen", 'no objective is called "lisen". Did you mean "listen"?'),
        ("--agency", "ATV", 'no agency is called "ATV". Did you mean "ATF"?'),
        ("--measure", "tipps", 'no measure is called "tipps". Did you mean "tips"?'),
    ],
)
def test_a_name_that_nobody_has_is_wrong_usage(
    wider: Office, option: str, name: str, said: str
) -> None:
    result = wider.run("evaluate", "FY2009", option, name)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_the_committed_schema_is_that_of_the_code() -> None:
    held = json.loads(EVALUATION.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(held)
    assert held == report_as_json.schema()


def test_the_json_follows_its_schema_and_other_things_do_not(wider: Office) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(EVALUATION.read_text(encoding="utf-8")))
    held = _told(wider)
    validator.validate(held)
    assert not validator.is_valid(held | {"groups": None})
    held["groups"][0]["lines"][0]["number"] = "first"
    assert not validator.is_valid(held)


def test_the_csv_has_a_line_for_each_judgement_with_exact_values(wider: Office) -> None:
    text = wider.run("evaluate", "FY2009", *_DAY, "--format", "csv").stdout
    lines = list(csv.DictReader(io.StringIO(text)))
    assert [line["measure"] for line in lines] == _measures(_told(wider))
    cases_, tips, seizures, _ = lines
    assert (cases_["low"], cases_["high"], cases_["result"]) == ("90", "90", "not met")
    assert (seizures["low"], seizures["high"], seizures["actual"]) == ("7", "", "at least 7")
    assert (tips["illustrative"], seizures["illustrative"]) == ("yes", "no")


def test_the_csv_begins_no_cell_as_a_formula(wider: Office) -> None:
    text = wider.run("evaluate", "FY2009", *_DAY, "--format", "csv").stdout
    assert "'=Seizures" in text
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def _on_a_terminal(office: Office, columns: int, **environment: str) -> str:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [COMMAND, "evaluate", "FY2009", *_DAY],
        cwd=office.root,
        env=os.environ | {"COLUMNS": str(columns)} | environment,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65_536):
            shown += part
    except OSError:  # so a terminal tells that its other end is closed
        pass
    os.close(ours)
    assert process.wait(timeout=60) == 0
    return shown.decode()


@pytest.mark.slow
@pytest.mark.parametrize("columns", [80, 100, 140])
def test_on_a_terminal_the_table_takes_the_room_there_is(wider: Office, columns: int) -> None:
    shown = _on_a_terminal(wider, columns)
    assert max(map(len, shown.splitlines())) == columns
    first = next(line for line in shown.splitlines() if line.startswith("[1] "))
    # In one line, with whose it is, where there is room.
    assert ("ATF and ICE" in first) == (columns == 140)


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_terminal_without_our_letters_is_shown_those_it_has(wider: Office, encoding: str) -> None:
    shown = _on_a_terminal(wider, 80, PYTHONIOENCODING=encoding)
    plain = shown.isascii()
    assert plain == (encoding != "utf-8")
    assert ('"About" is plus' if plain else "“About” is plus") in " ".join(shown.split())
    assert "\x1b" not in shown


@pytest.mark.slow
def test_a_pipe_gets_the_same_bytes_whatever_the_locale_and_the_terminal(wider: Office) -> None:
    given = [COMMAND, "--workspace", str(wider.root), "evaluate", "FY2009", *_DAY]
    settings: tuple[dict[str, str], ...] = (
        {},
        {"PYTHONIOENCODING": "latin-1", "COLUMNS": "200"},
        {"LC_ALL": "C"},
    )
    printed = {
        subprocess.run(
            given, env=os.environ | more, capture_output=True, timeout=60, check=True
        ).stdout
        for more in settings
    }
    assert len(printed) == 1
