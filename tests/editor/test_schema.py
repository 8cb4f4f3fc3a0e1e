from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import jsonschema
import pydantic
import pytest
from click.testing import CliRunner

from milepost.cli import main
from milepost.plan import dated, model, scalars, schema, schema_scalars
from milepost.plan.files import _LISTS, _SINGLES
from milepost.plan.settings import WorkspaceSettings
from tests.catalogue import BASE, FOLDER, Case, cases
from tests.editor.native import complaints, held_by, load, plan_validator, settings_validator

ROOT = Path(__file__).parents[2]


def _classes() -> Iterator[type[pydantic.BaseModel]]:
    for name in model.__all__:
        named = getattr(model, name)
        if (
            isinstance(named, type)
            and issubclass(named, model.Declared)
            and named is not model.Declared
        ):
            yield named


DOCS = ROOT / "docs/schemas/plan"
EXAMPLE = sorted(
    path
    for folder in ("strategy", "measures", "examples")
    for path in (ROOT / folder).rglob("*.yaml")
    if path.name != "milepost.yaml"
)
MODELS: list[type[pydantic.BaseModel]] = sorted(
    {*_classes(), dated.DatedEntry, WorkspaceSettings}, key=lambda declared: declared.__name__
)
_ENTRY = re.compile(r"^\*\*(?P<term>[^*]+)\*\* \((?P<names>`[^)]+`)\): (?P<said>.+)$", re.MULTILINE)

plan = functools.cache(plan_validator)
settings = functools.cache(settings_validator)


def _glossary() -> dict[str, tuple[str, str]]:
    """Term and text of each entry, by the names it has in code."""
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    return {
        name: (entry["term"], entry["said"])
        for entry in _ENTRY.finditer(text)
        for name in re.findall(r"`(\w+)`", entry["names"])
    }


def _wrong(text: str) -> list[str]:
    return complaints(plan(), load(text))


@pytest.mark.parametrize("declared", MODELS)
def test_the_glossary_says_of_each_class_what_its_schema_says(
    declared: type[pydantic.BaseModel],
) -> None:
    term, said = _glossary()[declared.__name__]
    heading = schema.heading(declared)
    assert heading["title"] == term
    sentence = heading["description"][0].lower() + heading["description"][1:]
    assert f"{said} ".startswith(f"{sentence} ")


def test_no_term_is_kept_for_a_class_that_is_gone() -> None:
    assert set(schema.TERMS) == {declared.__name__ for declared in MODELS}


@pytest.mark.parametrize("validator", [plan, settings])
def test_every_key_has_a_title_and_a_description(
    validator: Callable[[], jsonschema.Draft7Validator],
) -> None:
    held = held_by(validator())
    objects = [held, *held["definitions"].values()]
    lacking = [
        (shape.get("title"), key)
        for shape in objects
        for key, value in shape.get("properties", {}).items()
        if not (
            value.get("title") and value.get("description", "").endswith((".", ")", "45 days."))
        )
    ]
    assert lacking == []


@pytest.mark.parametrize("name", [schema.PLAN, schema.SETTINGS])
def test_the_schemas_that_are_kept_are_as_they_would_be_written(name: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["schema", "-o", str(tmp_path)])
    assert done.exit_code == 0, done.output
    kept = (DOCS / name).read_text(encoding="utf-8")
    assert kept == (tmp_path / name).read_text(encoding="utf-8"), (
        "write it again: milepost schema -o docs/schemas/plan"
    )
    jsonschema.Draft7Validator.check_schema(json.loads(kept))


def test_a_file_may_hold_each_section_that_is_read() -> None:
    sections = {*_LISTS, *_SINGLES}
    assert set(held_by(plan())["properties"]) == sections


def test_each_kind_of_scalar_is_described() -> None:
    kinds = {
        name
        for name, kind in vars(scalars).items()
        if any(isinstance(part, scalars.Scalar) for part in get_args(kind))
    }
    assert kinds == set(schema_scalars.SCALARS)


def test_only_a_limitation_is_written_in_two_ways() -> None:
    # A validator that runs before the fields are looked at lets in what the fields do not tell.
    loose = {m for m in MODELS if m.__pydantic_decorators__.model_validators}
    assert loose == {model.Limitation}
    assert not any(m.__pydantic_decorators__.field_validators for m in MODELS)


@pytest.mark.parametrize(
    "path", [*EXAMPLE, *BASE.iterdir()], ids=lambda p: p.relative_to(ROOT).as_posix()
)
def test_the_plans_of_the_project_are_right_in_an_editor(path: Path) -> None:
    assert _wrong(path.read_text(encoding="utf-8")) == []


def test_the_settings_of_the_example_are_right_in_an_editor() -> None:
    text = (ROOT / "examples/fy2009/milepost.yaml").read_text(encoding="utf-8")
    assert complaints(settings(), load(text)) == []
    assert complaints(settings(), load("workspace: {plan: [], reports: }\nledger: x")) != []


# What no schema can see: what other keys, other entries or the calendar have to say.
UNSEEN = {
    "P104-numbers-the-wrong-way-round",
    "P104-percent-of-another-unit",
    "P105-no-such-day",
    "P105-not-a-calendar-year",
    "P105-wrong-way-round",
    "P109-no-such-date",
}
FORM = [case for case in cases() if case.code.startswith("P1") and case.code <= "P110"]


def _seen(case: Case) -> list[str]:
    plans = (FOLDER / case.name / "plan").rglob("*.yaml")
    return [said for path in plans for said in _wrong(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("case", FORM, ids=lambda case: case.name)
def test_an_editor_marks_what_is_wrong_in_form(case: Case) -> None:
    assert bool(_seen(case)) is (case.name not in UNSEEN)


def test_what_an_editor_cannot_see_is_in_the_catalogue() -> None:
    assert {case.name for case in FORM} >= UNSEEN


MEASURE = """\
measure:
  id: traces
  title: Traces completed
  definition: Traces completed in the period.
  objective: investigate
  unit: traces
  kind: output
  quantity: flow
  basis: fiscal
  frequency: annual
  source: made up
"""


@pytest.mark.parametrize(
    "more",
    [
        "  decimals: 2",
        '  decimals: "2"',
        "  critical: true",
        '  critical: "true"',
        "  weight: 1.50",
        '  weight: "1,767"',
        "  weight: 1,767",
        "  reporting_lag: 45 days",
        "  limitations: [It is late., {statement: It is rough., compensated_by: A note.}]",
        "  formula: 2 * seized-at-ports - seized-inland",
        "  baseline: {period: FY2008, value: 'about 7,200', source: x}",
        "  baseline: {period: 2008-09-30, value: 25-33, source: 2009}",
        "  baseline: {period: FY2004..FY2008, value: 23159, source: x}",
        "  targets: [{each: fiscal-year, from: FY2009, to: FY2011, value: 400, source: x}]",
        "  direction: {dated: [{value: increase, source: x}]}",
        "  agencies: {dated: [{value: [ATF], source: x}]}",
        "  agencies: [ATF, {dated: [{from: 2010-02-01, value: ICE, source: x}]}]",
        "  baseline: {dated: [{value: {period: FY2008, value: 4, source: x}, source: x}]}",
        "  targets: [{period: FY2009, source: x, value: {dated: [{value: 4, source: x}]}}]",
        "  targets: [{dated: [{value: {period: FY2009, value: 4, source: x}, source: x}]}]",
        "  weight: {dated: [{value: 2, source: x}, {from: 2010-02-01, reason: x, source: x}]}",
        "  reliability: [{level: undetermined, purpose: x, by: GAO, on: 2009, source: x}]",
    ],
)
def test_what_may_be_written_of_a_measure_is_accepted(more: str) -> None:
    assert _wrong(f"{MEASURE}{more}\n") == []


@pytest.mark.parametrize(
    "more",
    [
        "  decimals: 7",
        "  critical: yes",
        "  weight: four",
        "  reporting_lag: 45",
        "  limitations: [[It is late.]]",
        "  limitations: It is late.",
        "  formula: seized@ports",
        "  baseline: {period: 2008, value: 4, source: x}",
        "  baseline: {period: FY2008, value: four, source: x}",
        "  baseline: {period: FY2008, value: 4}",
        "  targets: [{each: year, value: 400, source: x}]",
        "  targets: [{from_: FY2009, value: 400, source: x}]",
        "  direction: {dated: [{value: upwards, source: x}]}",
        "  direction: {dated: []}",
        "  direction: {dated: [{value: increase}]}",
        "  direction: {dated: [{value: increase, source: x}], from: 2010-02-01}",
        "  direction: {dated: [{from: 2010-02, value: increase, source: x}]}",
        "  agencies: [atf]",
        "  path: ",
        "  note: there is no such key",
    ],
)
def test_what_may_not_be_written_of_a_measure_is_marked(more: str) -> None:
    assert _wrong(f"{MEASURE}{more}\n") != []


def test_what_does_not_change_a_rating_is_not_dated() -> None:
    goal = "goals:\n  - {id: a, title: {dated: [{value: A, source: x}]}, source: x}\n"
    assert _wrong(goal) != []
    assert _wrong(MEASURE.replace("id: traces", "id: {dated: [{value: a, source: x}]}")) != []


def test_the_line_for_an_editor_leads_from_the_file_to_the_schema() -> None:
    line = schema.editor_line(Path("w/strategy/goals.yaml"), Path("w/.milepost/plan.schema.json"))
    assert line == "# yaml-language-server: $schema=../.milepost/plan.schema.json"
    line = schema.editor_line(Path("milepost.yaml"), Path(".milepost/milepost.schema.json"))
    assert line == "# yaml-language-server: $schema=.milepost/milepost.schema.json"


def test_the_line_for_an_editor_has_no_blank_in_it_that_would_end_it(tmp_path: Path) -> None:
    line = schema.editor_line(tmp_path / "a.yaml", tmp_path / "our schemas/plan.schema.json")
    assert line.endswith("/our%20schemas/plan.schema.json")
    assert line.startswith("# yaml-language-server: $schema=file:///")


@pytest.mark.parametrize(
    "path",
    [
        *EXAMPLE,
        ROOT / "examples/fy2009/milepost.yaml",
    ],
    ids=lambda p: p.relative_to(ROOT).as_posix(),
)
def test_the_files_of_the_example_begin_with_the_line_for_an_editor(path: Path) -> None:
    name = schema.SETTINGS if path.name == "milepost.yaml" else schema.PLAN
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    assert first == schema.editor_line(path, DOCS / name)


def test_the_command_writes_into_the_workspace_and_says_what_to_do(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["--workspace", str(tmp_path), "schema"])
    assert done.exit_code == 0
    assert done.stdout == (
        f"wrote {tmp_path}/.milepost/plan.schema.json\n"
        f"wrote {tmp_path}/.milepost/milepost.schema.json\n"
        "Let each file in strategy/ begin with this line, for VS Code with its extension:\n"
        "# yaml-language-server: $schema=../.milepost/plan.schema.json\n"
    )


def test_a_folder_that_cannot_be_written_into_ends_the_command_with_1(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = CliRunner().invoke(main, ["schema", "-o", str(tmp_path / "file/below")])
    assert done.exit_code == 1
    assert "not a directory" in done.stderr
