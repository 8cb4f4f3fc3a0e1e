"""A spill's remedy, from the order to every command that says what became of the bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

from tests.cli.office import Office, cases

_ORDER: Final = (
    "destroy", "1", "--ordered-by", "A. Grant, Director", "--reason", "Restricted data.",
    "--on", "2009-11-02",
)  # fmt: skip
_SAID: Final = "bytes were destroyed on 2009-11-02 by order of A. Grant, Director: Restricted data."


def _spilt(office: Office) -> None:
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "90", "name of the informant")))
    office.submit(office.put("FY2009/ICE.csv", cases("ICE", "20")))


def _destroyed(office: Office) -> None:
    _spilt(office)
    result = office.run(*_ORDER, "--yes")
    assert result.exit_code == 0, result.output


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def test_the_whole_journey_with_a_spill(anywhere: Office) -> None:
    _spilt(anywhere)
    as_of = ("FY2009", "--as-of", "2009-10-31")
    told = ("explain", "cases-initiated", *as_of)
    assert "ATF and ICE, FY2009: 110\n" in anywhere.run(*told).stdout
    assert anywhere.run("evaluate", *as_of).exit_code == 0
    before = _heads(anywhere)
    result = anywhere.run(*_ORDER, "--yes")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(
        "Submission 1: FY2009/ATF.csv from ATF, 113 bytes, received 2009-10-15.\n"
        "The bytes are destroyed, and the order is recorded.\n"
        "What was read in it stays in the record: 1 accepted, 0 rejected, with their notes."
    )
    assert _heads(anywhere) != before
    assert _heads(anywhere) in result.stdout
    verified = anywhere.run("verify")
    assert verified.exit_code == 0, verified.output
    assert f"submission 1 (FY2009/ATF.csv): the {_SAID}" in verified.stdout
    assert "1 file not read again, for the bytes were destroyed." in verified.stdout
    assert "ATF and ICE, FY2009: 110\n" in anywhere.run(*told).stdout
    assert anywhere.run("scorecard", *as_of).exit_code == 0
    assert f"The {_SAID}" in (anywhere.report / "scorecard.html").read_text(encoding="utf-8")


def _heads(office: Office) -> str:
    head: str = json.loads(office.run("verify", "--format", "json").stdout)["head"]
    return head


@pytest.mark.parametrize(
    "command",
    [
        ("explain", "cases-initiated", "FY2009", "--as-of", "2009-10-31"),
        ("status", "FY2009", "--as-of", "2009-10-31"),
        ("status", "FY2009", "--as-of", "2009-10-31", "--format", "json"),
        ("evaluate", "FY2009", "--as-of", "2009-10-31"),
        ("evaluate", "FY2009", "--as-of", "2009-10-31", "--format", "json"),
        ("restated", "2009-10-01", "2009-10-31"),
        ("restated", "2009-10-01", "2009-10-31", "--format", "json"),
        ("verify",),
        ("verify", "--format", "json"),
        ("export", "--ledger", "{root}/open"),
        ("export", "--parquet", "{root}/observations.parquet"),
    ],
)
def test_every_command_that_reads_says_that_the_bytes_were_destroyed(
    office: Office, command: tuple[str, ...]
) -> None:
    _spilt(office)
    given = [word.format(root=office.root) for word in command]
    assert (
        "destroyed on" not in office.run(*(w + "-before" if "/" in w else w for w in given)).output
    )
    office.run(*_ORDER, "--yes")
    result = office.run(*given)
    assert result.exit_code == 0, result.output
    assert _SAID.rstrip(".") in _in_one_line(result.stdout)


def test_the_step_that_would_show_the_cell_says_so_and_the_other_does_not(office: Office) -> None:
    _destroyed(office)
    said = office.run("explain", "cases-initiated", "FY2009", "--as-of", "2009-12-31").stdout
    steps = [_in_one_line(step) for step in said.split("  -> ")]
    (atf,) = [step for step in steps if "ATF, cases-initiated, FY2009: 90." in step]
    (ice,) = [step for step in steps if "ICE, cases-initiated, FY2009: 20." in step]
    assert atf.endswith(f"name of the informant. The {_SAID}")
    assert "destroyed" not in ice
    assert said.count("destroyed") == 1
    assert max(map(len, said.splitlines())) <= 80


@pytest.mark.parametrize("name", ["scorecard.html", "scorecard.txt", "scorecard.json"])
def test_every_form_of_the_scorecard_says_so_with_the_file_and_with_the_figure(
    office: Office, name: str
) -> None:
    _destroyed(office)
    office.scorecard()
    text = _in_one_line((office.report / name).read_text(encoding="utf-8"))
    # In the reporting record, in a footnote, and on the page where the figure is opened in place.
    assert text.count(f"The {_SAID}") == (3 if name.endswith("html") else 2)


def test_a_figure_that_was_replaced_says_it_too(office: Office) -> None:
    _spilt(office)
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "95")), day="2009-10-20")
    office.run(*_ORDER, "--yes")
    said = office.run("explain", "cases-initiated", "FY2009", "--as-of", "2009-12-31").stdout
    assert "received 2009-10-15; the bytes were destroyed on 2009-11-02" in _in_one_line(said)


def test_the_same_file_sent_again_is_named_as_what_it_is(office: Office) -> None:
    _destroyed(office)
    again = office.put("FY2009/ATF.csv", cases("ATF", "90", "name of the informant"))
    result = office.submit(again)
    assert result.exit_code == 1
    assert "S090" in result.output
    assert "bytes destroyed on 2009-11-02 by order of A. Grant, Director" in result.output
    assert office.run("verify").exit_code == 0


def test_nothing_is_destroyed_without_being_meant(office: Office) -> None:
    _spilt(office)
    head = _heads(office)
    result = office.run(*_ORDER)
    assert result.exit_code == 1
    assert result.stderr == "Nothing was destroyed. Add --yes to say that it is meant.\n"
    assert _heads(office) == head


@pytest.mark.parametrize(
    ("arguments", "message", "code"),
    [
        (("9", "--ordered-by", "A", "--reason", "b"), "There is no submission 9; the last one", 1),
        (("0", "--ordered-by", "A", "--reason", "b"), "0 is not in the range x>=1", 2),
        (("1", "--ordered-by", " ", "--reason", "b"), "nothing is written", 2),
        (("1", "--ordered-by", "A", "--reason", " "), "nothing is written", 2),
        (("1", "--reason", "b"), "Missing option '--ordered-by'", 2),
        (("1", "--ordered-by", "A"), "Missing option '--reason'", 2),
    ],
)
def test_an_order_that_is_none_destroys_nothing(
    office: Office, arguments: tuple[str, ...], message: str, code: int
) -> None:
    _spilt(office)
    head = _heads(office)
    result = office.run("destroy", *arguments, "--yes")
    assert (result.exit_code, message in result.stderr) == (code, True), result.output
    assert _heads(office) == head


def test_an_order_given_twice_names_the_first(office: Office) -> None:
    _destroyed(office)
    head = _heads(office)
    result = office.run(*_ORDER, "--yes")
    assert result.exit_code == 0
    assert "They were destroyed before on 2009-11-02 by order of A. Grant" in result.stdout
    assert _heads(office) == head


def test_it_is_said_where_else_the_same_bytes_came(office: Office) -> None:
    _spilt(office)
    content = Path(office.root / "in/FY2009/ATF.csv").read_bytes()
    office.submit(office.put("FY2010/ATF.csv", content))
    result = office.run(*_ORDER, "--yes")
    assert "The same bytes came as submission 3." in result.stdout
    verified = office.run("verify").stdout
    assert "submission 1 (FY2009/ATF.csv)" in verified
    assert "submission 3 (FY2010/ATF.csv)" in verified
