"""What `milepost explain` writes out, and what it says would have sufficed."""

from __future__ import annotations

import json

import click
import jsonschema
import pytest

from milepost.cli import explain as explain_command
from milepost.scorecard import explain_as_json, why_not
from milepost.scorecard.footnotes import made_up
from tests.cli.office import Office, cases
from tests.cli.test_plan_as_of import LOWERED

_HERE = ("explain", "cases-initiated", "FY2009", "--as-of", "2009-10-31")


def _reported(office: Office, atf: str, ice: str) -> None:
    office.submit(
        office.put("FY2009/ATF.csv", cases("ATF", atf)),
        office.put("FY2009/ICE.csv", cases("ICE", ice)),
    )


def _said(office: Office, *options: str) -> str:
    """All that is printed, on one line."""
    result = office.run(*_HERE, *options)
    assert result.exit_code == 0, result.output
    assert all(len(line) <= 80 for line in result.stdout.splitlines() if "->" not in line)
    return " ".join(result.stdout.split())


def test_each_sum_is_written_out_with_both_ends(office: Office) -> None:
    _reported(office, "60", "at least 30")
    said = _said(office)
    assert "60 + [30, …) = [90, …)" in said
    assert said.count("How to read the arithmetic") == 1


def test_where_nothing_was_worked_out_nobody_is_told_how_to_read_it(office: Office) -> None:
    assert "How to read" not in _said(office)


@pytest.mark.parametrize(
    ("atf", "ice", "word", "expected"),
    [
        (
            "60", "35", "met",
            ("What would be met: the value from 100; with a bound, “at least 100”. It would have "
            "to be 5 higher."),
        ),
        (
            "60", "45", "met",
            ("What would be met: the value from 100; with a bound, “at least 100”. What is there, "
            "105, suffices."),
        ),
        (
            "60", "at least 30", "met",
            ("What would be met: the value from 100; with a bound, “at least 100”. What is there, "
            "[90, …), may or may not suffice."),
        ),
        (
            "60", "at least 41", "not met",
            ("What would be not met: the value below 100; with a bound, “less than 100”. What is "
            "there, [101, …), does not suffice."),
        ),
        (
            "60", "45", "not met",
            ("What would be not met: the value below 100; with a bound, “less than 100”. It would "
            "have to be more than 5 lower."),
        ),
        (
            "60", "40", "not met",
            ("What would be not met: the value below 100; with a bound, “less than 100”. It would "
            "have to be any lower."),
        ),
        ("60", "35", "indeterminate", "No value would be indeterminate: an exact value is on one"),
        ("60", "35", "not due", "No value would be not due: FY2009 is over."),
    ],
)  # fmt: skip
def test_what_would_have_sufficed(
    office: Office, atf: str, ice: str, word: str, expected: str
) -> None:
    _reported(office, atf, ice)
    assert expected in _said(office, "--why-not", word)


def test_a_word_that_is_none_is_wrong_usage(office: Office) -> None:
    assert office.run(*_HERE, "--why-not", "splendid").exit_code == 2


def test_the_words_one_may_ask_for_are_those_of_the_judge() -> None:
    (option,) = (p for p in explain_command.command.params if p.name == "why_not")
    assert isinstance(option.type, click.Choice)
    assert tuple(option.type.choices) == why_not.WORDS


def test_the_dated_value_in_force_and_the_one_before_it_are_told(office: Office) -> None:
    office.write_plan(LOWERED)
    _reported(office, "50", "20")
    said = _said(office)
    assert (
        "In force, targets.value: 60, from 2009-08-15. Ten agents were moved away. Approved by "
        "Director of ONDCP. made up." in said
    )
    assert "Before, targets.value: 100, from the beginning. made up." in said
    earlier = _said(office, "--plan-as-of", "2009-08-14")
    assert "In force, targets.value: 100, from the beginning." in earlier
    assert "Before, targets.value" not in earlier


def test_as_json_it_is_as_its_schema_says(office: Office) -> None:
    _reported(office, "60", "35")
    result = office.run(*_HERE, "--why-not", "met", "--format", "json")
    found = json.loads(result.stdout)
    jsonschema.Draft202012Validator(explain_as_json.schema()).validate(found)
    (judgement,) = (s for s in found["below"] if s["kind"] == "judgement")
    (answer,) = (s["sufficient"] for s in judgement["below"] if s["kind"] == "why not")
    assert answer["wanted"] == "met"
    assert (answer["values"][0]["low"], answer["values"][0]["high"]) == ("100", None)


def test_a_source_that_ends_a_sentence_ends_it_once() -> None:
    assert made_up(illustrative=False, source="Page 12.") == "Page 12."
    assert made_up(illustrative=False, source="Page 12") == "Page 12."
