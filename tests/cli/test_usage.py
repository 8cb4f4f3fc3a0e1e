from __future__ import annotations

import json
from importlib.metadata import version

import pytest
from click.testing import CliRunner

from milepost.cli import main, scorecard
from milepost.scorecard.forms import FORMS
from tests.cli.office import Office, cases

_PERIODS = (
    "Write a fiscal year FY2009, its quarter FY2009-Q3, a calendar year CY2008, its quarter "
    "CY2009-Q1, a month 2009-05, a date 2008-09-30, or several years together FY2004..FY2008."
)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("chekc",), "No such command 'chekc'."),
        (("check", "--colour"), "No such option '--colour'."),
        (
            ("check", "--format", "xml"),
            "Invalid value for '--format': 'xml' is not one of 'text', 'json', 'github'.",
        ),
        (("submit",), "Missing argument 'FILE...'."),
        (
            ("submit", "--received-on", "15 October", "ATF.csv"),
            (
                "Invalid value for '--received-on': \"15 October\" is not a date. "
                "Write year-month-day: 2009-06-30."
            ),
        ),
        (
            ("submit", "--period", "2009", "ATF.csv"),
            f"Invalid value for '--period': \"2009\" is not a period. {_PERIODS}",
        ),
        (("scorecard",), "Missing argument 'PERIOD'."),
        (
            ("scorecard", "last year"),
            f"Invalid value for 'PERIOD': \"last year\" is not a period. {_PERIODS}",
        ),
        (
            ("scorecard", "FY2009", "--as-of", "2009-02-30"),
            (
                "Invalid value for '--as-of': \"2009-02-30\" is not a date. "
                "Write year-month-day: 2009-06-30."
            ),
        ),
        *(
            (
                (*command, day),
                (
                    f"Invalid value for '{command[-1]}': \"{day}\" is not a day of our time. "
                    "Write year-month-day: 2009-06-30."
                ),
            )
            for command in (
                ("scorecard", "FY2009", "--as-of"),
                ("publish", "FY2009", "--as-of"),
                ("notice", "ATF", "FY2009", "--kind", "non-compliance", "--by", "A", "--on"),
            )
            for day in ("0001-01-01", "9999-12-31")
        ),
        (("import", ""), "Missing argument 'FILE'."),
        (("evaluate",), "Missing argument 'PERIOD'."),
        (("explain", "cases-initiated"), "Missing argument 'PERIOD'."),
        (
            ("explain", "cases-intiated", "FY2009"),
            (
                'Invalid value for MEASURE: no measure is called "cases-intiated". '
                'Did you mean "cases-initiated"?'
            ),
        ),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_was_wrong(
    office: Office, arguments: tuple[str, ...], message: str
) -> None:
    result = office.run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.splitlines()[-1] == f"Error: {message}"
    assert "--help" in result.stderr


def test_a_workspace_that_is_not_there_is_wrong_usage() -> None:
    result = CliRunner().invoke(main, ["--workspace", "nowhere", "check"])
    assert result.exit_code == 2
    assert "Error: Invalid value for '--workspace': Directory 'nowhere' does not exist." in (
        result.stderr
    )


def test_wrong_usage_records_and_writes_nothing(office: Office) -> None:
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "90")), day="2009-13-01")
    office.scorecard(day="tomorrow")
    assert not (office.root / "ledger.sqlite").exists()
    assert not (office.root / "reports").exists()


def test_help_names_every_command_and_the_exit_codes() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    for command in ("check", "submit", "evaluate", "explain", "scorecard"):
        assert f"\n  {command} " in result.stdout
    assert "Exit codes: 0 done, 1 problems in what was given, 2 wrong usage." in result.stdout


@pytest.mark.parametrize("command", ["check", "submit", "evaluate", "explain", "scorecard"])
def test_every_command_has_help_of_its_own(command: str) -> None:
    result = CliRunner().invoke(main, [command, "-h"])
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: main {command} ")


def test_the_version_is_that_of_the_package() -> None:
    result = CliRunner().invoke(main, ["--version"])
    assert result.stdout == f"milepost {version('milepost')}\n"


def test_an_explanation_leads_from_the_row_to_the_cell_and_the_line(office: Office) -> None:
    office.submit(
        office.put("FY2009/ATF.csv", cases("ATF", "60")),
        office.put("FY2009/ICE.csv", cases("ICE", "35")),
    )
    result = office.run("explain", "cases-initiated", "FY2009", "--as-of", "2009-10-31")
    assert result.exit_code == 0
    assert "ATF and ICE, FY2009: 95\n" in result.stdout
    for place in ("FY2009/ATF.csv:2, cell D2", "FY2009/ICE.csv:2, cell D2"):
        assert f"-> {place}\n" in result.stdout
    assert "Result: not met. 95 reported, by ATF and ICE together. 95 is not 100 or" in (
        result.stdout
    )
    lines = (office.root / "strategy/plan.yaml").read_text(encoding="utf-8").splitlines()
    (place,) = [
        line.strip().removeprefix("-> strategy/plan.yaml:")
        for before, line in zip(
            result.stdout.splitlines(), result.stdout.splitlines()[1:], strict=False
        )
        if before.strip().startswith("Target 100 or more")
    ]
    row, column = (int(n) for n in place.split(":"))
    assert lines[row - 1][column - 1 :].startswith("100,")


def test_evaluate_says_of_every_target_what_the_scorecard_says(office: Office) -> None:
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "60")))
    office.scorecard()
    printed = office.run("evaluate", "FY2009", "--as-of", "2009-10-31", "--format", "json")
    assert printed.exit_code == 0
    written = json.loads((office.report / "scorecard.json").read_text(encoding="utf-8"))
    (section,), (group,) = written["sections"], json.loads(printed.stdout)["groups"]
    # The scorecard alone shows how a figure came about, its quality and the years before.
    alone = {"years_before": [], "arithmetic": [], "quality": ""}
    shown = [row | alone for row in section["rows"]]
    assert [line["row"] for line in group["lines"]] == shown
    assert group["tally"] == section["tally"]


def test_a_scorecard_says_what_it_wrote_and_how_it_came_out(office: Office) -> None:
    office.submit(
        office.put("FY2009/ATF.csv", cases("ATF", "60")),
        office.put("FY2009/ICE.csv", cases("ICE", "41")),
    )
    result = office.scorecard()
    assert result.exit_code == 0
    assert [line for line in result.stdout.splitlines() if line.startswith("wrote ")] == [
        *(
            f"wrote {office.report / f'scorecard.{ending}'}"
            for ending in ("html", "pdf", "xlsx", "json", "stratml.xml", "txt")
        ),
        f"wrote {office.report / 'csv'} ({len(list((office.report / 'csv').iterdir()))} files)",
    ]
    assert "1 target was due: 1 met, 0 not met, 0 that cannot be decided." in result.stdout


def test_a_scorecard_is_written_in_the_forms_that_are_asked_for(office: Office) -> None:
    words = ("scorecard", "FY2009", "--as-of", "2009-10-31", "--form", "txt", "--form", "json")
    result = office.run(*words)
    assert result.exit_code == 0
    assert {path.name for path in office.report.iterdir()} == {"scorecard.txt", "scorecard.json"}
    assert "Drawing" not in result.output
    unknown = office.run("scorecard", "FY2009", "--form", "docx")
    assert unknown.exit_code == 2


def test_the_command_names_the_forms_there_are() -> None:
    assert tuple(FORMS) == scorecard.FORMS
