"""What shows more than the public is shown says so at its head, for people and for machines."""

from __future__ import annotations

import json

import pytest

from tests.cli.office import PLAN, Office, cases, table

_SMALL = "it shows numbers so small that they could point to a person"
_COMPLEMENT = "it shows figures that would tell another that is withheld"
_SENSITIVE = "it names measures that are sensitive"
_OTHERWISE = "it shows what the public is not shown"
_TELLING = "it names measures from which a sensitive one could be worked out"
_BY_ITS_AGENCY = "it shows what is withheld with a figure that an agency withholds"


def _measure(name: str, more: str) -> str:
    return f"""\
  - id: {name}
    title: Number of {name}
    definition: How many.
    objective: investigate
    unit: people
    kind: output
    direction: increase
    quantity: flow
    basis: fiscal
    frequency: annual
{more}    source: made up
"""


_REPORTED = "    agencies: [ATF]\n"
_PLAN = (
    PLAN
    + _measure("victims", f"{_REPORTED}    smallest_shown: 5\n")
    + _measure("others", _REPORTED)
    + _measure("people", _REPORTED)
    + _measure("informants", f"{_REPORTED}    sensitivity: law-enforcement-sensitive\n")
    + _measure("contacts", "    formula: informants + others\n")
    + _measure("harmed", "    formula: victims + others\n")
    + _measure(
        "sightings",
        "    agencies: [ATF, ICE]\n    combine: {agencies: sum, periods: sum}\n    overlaps:\n"
        "      - {between: [ATF, ICE], measure: informants, note: Seen twice., source: made up}\n",
    )
    + """\
relations:
  - {id: r, kind: total, whole: people, parts: [victims, others], source: made up}
"""
)


def _sent(name: str, value: str) -> tuple[str, ...]:
    return ("ATF", name, "FY2009", value, *[""] * 5)


@pytest.fixture
def reported(office: Office) -> Office:
    """ATF reports 3 victims, which the whole and the others would tell."""
    office.write_plan(_PLAN)
    values = {"victims": "3", "others": "57", "people": "60", "informants": "7311"}
    values["sightings"] = "9000"
    sent = table(*(_sent(name, value) for name, value in values.items()))
    result = office.submit(
        office.put("FY2009/ATF.csv", cases("ATF", "90")),
        office.put("FY2009/ATF-2.csv", sent),
        office.put("FY2009/ICE.csv", cases("ICE", "20")),
    )
    assert result.exit_code == 0, result.output
    return office


@pytest.mark.parametrize(
    ("measure", "why"),
    [
        ("victims", _SMALL),
        ("others", _COMPLEMENT),
        ("informants", _SENSITIVE),
        ("contacts", f"{_SENSITIVE}; {_COMPLEMENT}"),
        ("harmed", f"{_SMALL}; {_COMPLEMENT}"),
        ("people", ""),
        ("cases-initiated", ""),
    ],
)
def test_an_explanation_of_what_the_public_is_not_shown_says_so(
    reported: Office, measure: str, why: str
) -> None:
    words = ("explain", measure, "FY2009", "--as-of", "2009-10-31")
    said = reported.run(*words)
    assert said.exit_code == 0, said.output
    head, gap, _ = f"{said.stdout}\n".partition("\n\n")
    warning = f"Not for publication: {why}." if why else ""
    assert (" ".join(head.split()) if gap and why else "") == warning
    assert ("Not for publication" in said.stdout) is bool(why)
    held = json.loads(reported.run(*words, "--format", "json").stdout)
    assert next(iter(held)) == "not_for_publication"
    assert held["not_for_publication"] == warning


def test_a_figure_of_another_year_warns_where_it_is_shown(reported: Office) -> None:
    """Beside what was asked for stand the figures of other periods."""
    result = reported.run("explain", "victims", "FY2008", "--as-of", "2009-10-31")
    assert "FY2009: 3" in result.stdout
    assert f"Not for publication: {_SMALL}." in " ".join(result.stdout.split())


def _review(office: Office) -> tuple[str, dict[str, object]]:
    words = ("review", "FY2009", "--as-of", "2009-10-31")
    said = office.run(*words)
    assert said.exit_code == 0, said.output
    return said.stdout, json.loads(office.run(*words, "--format", "json").stdout)


def _revised(office: Office, *rows: tuple[str, ...]) -> None:
    result = office.submit(office.put("FY2009/ATF-3.csv", table(*rows)), day="2009-10-20")
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("measure", "value", "why"),
    [
        ("victims", "4", _SMALL),
        ("others", "56", _COMPLEMENT),
        ("informants", "7312", _SENSITIVE),
        ("sightings", "9001", _TELLING),
        ("people", "61", _OTHERWISE),  # what is wrong with it names the victims
        ("cases-initiated", "91", ""),
    ],
)
def test_a_review_of_what_the_public_is_not_shown_says_so(
    reported: Office, measure: str, value: str, why: str
) -> None:
    _revised(reported, _sent(measure, value))
    text, held = _review(reported)
    warning = f"Not for publication: {why}." if why else ""
    assert f"4/{measure}\n" in text
    assert " ".join(text.split()).startswith(warning)
    assert ("Not for publication" in text) is bool(why)
    assert (held["not_for_publication"], held["is_public"]) == (warning, not why)


def test_what_an_agency_withholds_now_and_once_reported_is_not_public(reported: Office) -> None:
    _revised(reported, ("ATF", "people", "FY2009", "", "", "", "withheld", "", "On request."))
    text, held = _review(reported)
    assert "Replaces 60" in text
    assert text.startswith("Not for publication: ")
    assert _BY_ITS_AGENCY in " ".join(text.split())
    assert held["is_public"] is False
