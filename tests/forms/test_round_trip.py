"""A form that was filled and sent gives what was written in it, cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from milepost.intervals import Statement
from milepost.periods import parse_period
from milepost.sources import Place
from milepost.submissions.cells import read_cells
from milepost.submissions.forms import read_sent
from milepost.submissions.model import Assertion, Observation, Reading
from milepost.workspace import Workspace
from tests.cli.office import Office
from tests.forms import filling
from tests.forms.filling import ANSWERS, ENTITIES, EXPLANATION, FIGURES, LAST_QUARTER


def _template(office: Office, *options: str) -> Path:
    result = office.run("template", "PGR", LAST_QUARTER, "--as-of", "2009-10-01", *options)
    assert result.exit_code == 0, result.output
    return Path(result.output.removeprefix("wrote ").strip())


def _sent(office: Office, language: str = "en") -> Path:
    form = _template(office, "--language", language)
    yes = {"yes": "sí"} if language == "es" else {}
    into = office.root / "in" / LAST_QUARTER / "PGR.xlsx"
    answers = {name: yes.get(answer, answer) for name, answer in ANSWERS.items()}
    filling.fill_workbook(form, into, answers=answers)
    return into


def _reading(office: Office, path: Path) -> Reading:
    plan = Workspace(office.root).plan.plan
    assert plan is not None
    cells = read_cells(path.read_bytes(), f"{LAST_QUARTER}/{path.name}")
    return read_sent(cells, plan, "PGR", parse_period(LAST_QUARTER))


def _by_key(found: list[Observation]) -> dict[tuple[str, str], Observation]:
    return {(o.measure, dict(o.dimensions).get("entity", "")): o for o in found}


def test_what_an_officer_fills_is_recorded_with_the_place_of_each_cell(office: Office) -> None:
    result = office.submit(str(_sent(office)))
    assert result.exit_code == 0, result.output
    assert f"{len(FIGURES)} rows accepted" in result.output
    found, explanations, certified_by = filling.observed(office)
    by_key = _by_key(found)
    assert set(by_key) == set(FIGURES)
    file = f"{LAST_QUARTER}/PGR.xlsx"

    cases = by_key["cases-initiated", ""]
    assert cases.stated == Statement("exact", Decimal(74), None)
    assert cases.source == "案件系统; by the agency's own assessment sufficiently reliable"
    assert cases.note == "ملاحظة: dos casos más que antes"
    assert (cases.value_place.file, cases.value_place.sheet) == (file, "Metrics")

    teams = by_key["teams-together", ""]
    assert teams.stated == Statement("exact", Decimal(4), None)
    assert teams.whole == Decimal(10)
    assert by_key["days-to-answer", ""].stated == Statement("about", Decimal("12.5"), None)
    share = by_key["share-answered", ""]
    assert (share.stated, share.absence) == (None, "not tracked")
    assert share.source == "By the agency's own assessment not sufficiently reliable"

    (said,) = explanations
    assert (said.measure, str(said.period)) == ("cases-initiated", LAST_QUARTER)
    assert said.why == EXPLANATION["why"]
    assert (said.action, said.due) == (EXPLANATION["action"], EXPLANATION["by_when"])
    assert (said.place.file, said.place.sheet) == (file, "Explanations")
    assert certified_by == "María Gómez, Directora"


def test_every_code_is_a_row_and_a_zero_is_not_a_blank(office: Office) -> None:
    sent = _sent(office)
    by_key = _by_key(list(_reading(office, sent).observations))
    rows = {code: by_key["firearms-seized", code] for code in ENTITIES}
    assert rows["01"].stated == Statement("exact", Decimal(0), None)
    assert rows["26"].stated == Statement("exact", Decimal(1767), None)
    assert rows["28"].stated == Statement("at least", Decimal(280), None)
    assert len({o.value_place for o in rows.values()}) == len(ENTITIES)

    without = {key: value for key, value in FIGURES.items() if key != ("firearms-seized", "01")}
    filling.fill_workbook(_template(office, "-o", str(office.root / "again.xlsx")), sent, without)
    reading = _reading(office, sent)
    (blank,) = [p for p in reading.problems if p.severity == "error"]
    assert blank.code == "S405"
    assert "for Aguascalientes is not filled" in blank.message
    assert (blank.place.sheet, blank.place.cell) == (
        rows["01"].value_place.sheet,
        rows["01"].value_place.cell,
    )
    assert ("firearms-seized", "01") not in _by_key(list(reading.observations))
    assert len(reading.observations) == len(FIGURES) - 1
    assert reading.rows == len(FIGURES)


def test_assertions_are_read_with_their_comments(office: Office) -> None:
    assertions = _reading(office, _sent(office)).assertions
    assert {a.id: a.holds for a in assertions} == {
        "system": True,
        "explanations": True,
        "targets": False,
        "measures": True,
    }
    (denied,) = [a for a in assertions if not a.holds]
    assert denied == Assertion("targets", holds=False, comment=filling.NO, place=denied.place)
    assert denied.place.sheet == "Certification"


def test_the_language_changes_no_figure(office: Office) -> None:
    english = _reading(office, _sent(office))
    (office.root / "reports" / "forms" / LAST_QUARTER / "PGR.xlsx").unlink()
    spanish = _reading(office, _sent(office, "es"))
    assert spanish.problems == english.problems
    assert _placeless(spanish) == _placeless(english)
    assert [(a.id, a.holds) for a in spanish.assertions] == [
        (a.id, a.holds) for a in english.assertions
    ]
    assert [e.why for e in spanish.explanations] == [e.why for e in english.explanations]
    assert spanish.certified_by == english.certified_by


def test_a_csv_says_the_same_as_the_workbook(office: Office) -> None:
    workbook = _reading(office, _sent(office))
    form = _template(office, "--format", "csv")
    into = office.root / "in" / LAST_QUARTER / "PGR.csv"
    into.write_bytes(filling.fill_csv(form.read_bytes()))
    reading = _reading(office, into)
    assert [p for p in reading.problems if p.severity == "error"] == []
    assert _placeless(reading) == _placeless(workbook)
    (said,) = reading.explanations
    assert (said.why, said.due) == (EXPLANATION["why"], EXPLANATION["by_when"])
    seen = {o.value_place for o in reading.observations}
    assert len(seen) == len(FIGURES)
    assert all(place.line > 1 for place in seen)


def test_a_form_that_nobody_filled_takes_no_figure(office: Office) -> None:
    reading = _reading(office, _template(office))
    assert reading.observations == ()
    assert {p.code for p in reading.problems} == {"S405", "S409"}
    assert len(reading.rejections) == reading.rows == len(FIGURES)
    # One sheet that is empty is one thing to be told, not thirty-three.
    assert [p.message for p in reading.problems if p.message.startswith("none of the 33")] == [
        "none of the 33 rows of firearms-seized is filled."
    ]


def test_reliability_is_shown_on_the_way_back(office: Office) -> None:
    office.submit(str(_sent(office)))
    shown = office.run("explain", "cases-initiated", LAST_QUARTER, "--as-of", "2009-10-31").output
    assert "own assessment sufficiently reliable" in " ".join(shown.split())


@pytest.mark.parametrize("write", ["47,5", "1.767,5", "1.767.500", "12,3 of 40"])
def test_a_number_of_another_convention_is_said_and_not_guessed(office: Office, write: str) -> None:
    figures = {**FIGURES, ("days-to-answer", ""): {"value": write}}
    into = office.root / "in" / LAST_QUARTER / "PGR.xlsx"
    filling.fill_workbook(_template(office, "--language", "es"), into, figures)
    reading = _reading(office, into)
    (found,) = [p for p in reading.problems if p.severity == "error"]
    assert found.code == "S416"
    assert f'"{write}"' in found.message


def test_a_number_that_follows_the_declaration_is_read_in_any_language(office: Office) -> None:
    figures = {**FIGURES, ("days-to-answer", ""): {"value": "1,767.5"}}
    into = office.root / "in" / LAST_QUARTER / "PGR.xlsx"
    filling.fill_workbook(_template(office, "--language", "es"), into, figures)
    found = _by_key(list(_reading(office, into).observations))
    assert found["days-to-answer", ""].stated == Statement("exact", Decimal("1767.5"), None)


def _placeless(reading: Reading) -> list[Observation]:
    nowhere = Place("")
    found = [replace(o, place=nowhere, value_place=nowhere) for o in reading.observations]
    order: Callable[[Observation], tuple[str, str]] = lambda o: (o.measure, str(o.dimensions))  # noqa: E731  # a key
    return sorted(found, key=order)
