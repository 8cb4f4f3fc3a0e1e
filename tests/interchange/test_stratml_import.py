"""Documents in the styles that are found, each with all that is made of it, word for word."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import milepost.interchange
from milepost.interchange.model import Imported
from milepost.interchange.stratml_import import read_stratml
from milepost.interchange.stratml_source import MOST_BYTES, MOST_ELEMENTS
from milepost.plan.model import Plan
from milepost.sources import as_text, has_errors
from tests.interchange.stratml_plans import read_back

_FOLDER = Path(__file__).parent / "stratml"
_DOCUMENTS = sorted(_FOLDER.glob("*.xml"))
_SOURCES = Path(milepost.interchange.__file__).parent
# Too large to be kept; tests below make them.
_MADE = frozenset({"I324"})


def read(name: str) -> Imported:
    return read_stratml((_FOLDER / name).read_bytes(), name)


def plan_in(imported: Imported) -> Plan:
    reading = read_back(imported)
    assert reading.problems == ()
    assert reading.plan is not None
    return reading.plan


def all_said(imported: Imported) -> str:
    """Problems, files and what is not carried, as a person would go through them."""
    parts = [as_text(problem) for problem in imported.problems]
    parts += [f"--- {path}\n{text}".rstrip("\n") for path, text in imported.files]
    parts += [f"not carried: {sentence}" for sentence in imported.not_carried]
    return "\n".join(parts) + "\n"


@pytest.mark.parametrize("document", _DOCUMENTS, ids=lambda path: path.stem)
def test_all_that_is_made_of_a_document_is_as_written_down(document: Path) -> None:
    expected = document.with_suffix(".expected.txt")
    said = all_said(read(document.name))
    if os.environ.get("MILEPOST_UPDATE") == "1":
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("document", _DOCUMENTS, ids=lambda path: path.stem)
def test_what_is_made_of_a_document_is_a_plan_without_problems(document: Path) -> None:
    imported = read(document.name)
    assert bool(imported.files) != has_errors(imported.problems)
    if imported.files:
        assert read_back(imported).problems == ()


@pytest.mark.parametrize("document", _DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_brings_about_the_code_it_is_named_after(document: Path) -> None:
    code = re.match(r"I\d{3}", document.stem)
    assert {p.code for p in read(document.name).problems} == ({code[0]} if code else set())


def test_every_code_has_a_document() -> None:
    in_source = {
        code
        for file in _SOURCES.glob("stratml*.py")
        for code in re.findall(r"\"(I\d{3})\"", file.read_text(encoding="utf-8"))
    }
    kept = {p.stem[:4] for p in _DOCUMENTS if re.match(r"I\d{3}", p.stem)}
    assert in_source == kept | _MADE


def test_the_calendar_is_that_of_the_law_where_the_document_says_nothing() -> None:
    plan = plan_in(read("iso-2014.xml"))
    assert plan.calendar.fiscal_year_starts == 10
    assert plan.calendar_declaration.source == "31 U.S.C. 1102"
    assert str(plan.strategy.horizon) == "FY2010..FY2011"


def test_no_role_is_guessed() -> None:
    plan = plan_in(read("iso-2014.xml"))
    assert all(not goal.roles for goal in plan.goals)
    said = {s.id: s.statement for s in plan.statements}
    assert said["stakeholders-of-fewer-crossings-of-arms"].startswith("Bureau of Inspections (org")
    assert plan.agency_by_id["BI"].name == "Bureau of Inspections"


def test_a_role_that_is_stated_is_a_role() -> None:
    (objective,) = plan_in(read("part-2-plan.xml")).objectives
    (role,) = objective.roles
    assert (role.agency, role.role, role.authority) == ("TC", "lead", "18 U.S.C. 923(g)")


def test_paragraphs_stand_in_the_file() -> None:
    files = dict(read("paragraphs.xml").files)
    assert re.search(
        r"on two lines\.\n\n+ +Second paragraph: with a colon\.", files["strategy.yaml"]
    )


def test_what_is_declared_already_is_neither_declared_again_nor_overwritten() -> None:
    known = {
        ("strategy", "strategy"),
        ("agencies", "OBS"),
        ("goals", "fewer-crossings-of-arms"),
    }
    imported = read_stratml((_FOLDER / "iso-2014.xml").read_bytes(), "iso-2014.xml", known)
    files = dict(imported.files)
    assert "strategy.yaml" not in files
    assert "id: OBS" not in files["agencies.yaml"]
    assert "id: fewer-crossings-of-arms-2" in files["goals.yaml"]
    assert "goal: fewer-crossings-of-arms-2" in files["objectives.yaml"]
    assert (
        'The strategy "Border Safety Plan" (line 3): the plan declares one already, and has '
        in ("\n".join(imported.not_carried))
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b" " * (MOST_BYTES + 1), "the file is larger than 20 MB."),
        (b"<a>" * 100_000, "more than 50 elements lie in one another."),
        (
            b"<StrategicPlan>" + b"<Name/>" * MOST_ELEMENTS + b"</StrategicPlan>",
            "the file has more than 50,000 elements.",
        ),
    ],
    ids=["bytes", "depth", "elements"],
)
def test_what_is_beyond_any_plan_is_refused(content: bytes, message: str) -> None:
    imported = read_stratml(content, "large.xml")
    assert not imported.files
    assert [(p.code, p.message) for p in imported.problems] == [("I324", message)]


def test_texts_and_lists_beyond_what_a_file_may_hold_are_cut_and_divided() -> None:
    goals = "".join(
        f"<Goal><Name>Goal {i}</Name><Description>D</Description></Goal>" for i in range(2_500)
    )
    long = f"<Goal><Name>Long</Name><Description>{'word ' * 40_000}</Description></Goal>"
    imported = read_stratml(f"<StrategicPlan>{goals}{long}</StrategicPlan>".encode(), "many.xml")
    assert [path for path, _ in imported.files] == [
        "strategy.yaml", "agencies.yaml", "goals.yaml", "goals-2.yaml",
    ]  # fmt: skip
    assert len(plan_in(imported).goals) == 2_501
    assert (
        "Description of goal 2501 (line 1): what follows after 90,000 characters was cut off."
        in imported.not_carried
    )


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "iso-8859-1", "cp1252"],
)
def test_accents_survive_whatever_code_a_file_is_in_and_says(encoding: str) -> None:
    said = {"utf-8-sig": "utf-8", "cp1252": "windows-1252"}.get(encoding, encoding)
    for declared in (said, "utf-8", "us-ascii", "no-such-code"):
        text = (
            f'<?xml version="1.0" encoding="{declared}"?>\n'
            "<StrategicPlan><Name>Año über ñandú</Name><Goal><Name>G</Name></Goal></StrategicPlan>"
        )
        imported = read_stratml(text.encode(encoding), "accents.xml")
        assert plan_in(imported).strategy.title == "Año über ñandú"


def test_a_damaged_file_never_ends_in_a_traceback() -> None:
    whole = (_FOLDER / "iso-2014.xml").read_bytes()
    for cut in range(0, len(whole), 37):
        for content in (whole[:cut], whole[:cut] + b"\xff\x00<&" + whole[cut:]):
            imported = read_stratml(content, "damaged.xml")
            assert bool(imported.files) != has_errors(imported.problems)
            if imported.files:
                assert read_back(imported).problems == ()
