"""What is cited is there: every line exists, and every number stands in a line that is cited."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest
import yaml

from milepost.workspace import Workspace
from tests.journey.repository import ROOT

_REPORT: Final = (ROOT / "docs/sources/GAO-09-709.txt").read_text(encoding="utf-8").split("\n")
_CITATION = re.compile(r"GAO-09-709, lines? (\d+(?:, \d+)*)")
_WORDS: Final = {
    1: ("about one to two", "only one"), 2: ("one to two",), 3: ("three",), 4: ("four",),
    6: ("six",), 8: ("eight of",), 12: ("twelve",), 70: ("seventy",),
    25: ("one - quarter", "a quarter"), 33: ("one - third", "a third"),
}  # fmt: skip

# What a submission says as a number and the report says otherwise. Each is a reading, and honest.
_SAID_OTHERWISE: Final = {
    # "it has not been updated, and similar analyses … have not been completed": none, so 0.
    ("aggregate-trafficking-reports", "0"): "have not been completed",
    # "does not have a category specific to Mexico arms trafficking cases": none, so 0.
    ("mexico-case-category", "0"): "does not have a category specific to mexico",
    # "ICE did not have a representative at the gun desk as of May 1, 2009": none, so 0.
    ("ice-staff-at-gun-desk", "0"): "ice did not have a representative at the gun desk",
    # "Laredo, Texas, was the only CBP location … with a permanent team": the only one, so 1.
    ("permanent-southbound-teams", "1"): "was the only cbp location",
}
# As above, for what the plan holds as context and standards.
_CONTEXT_SAID_OTHERWISE: Final = {
    # "about 45 minutes to an hour": an hour, so 60 minutes.
    ("minutes-before-detection", "60"): "45 minutes to an hour",
    # "ranged from .03 to 1.78": the same number, written without its zero.
    ("seized-to-traced-ratio", "0.03"): "from .03 to 1.78",
}


def _plan_files() -> list[Path]:
    return sorted([*(ROOT / "strategy").glob("*.yaml"), *(ROOT / "measures").glob("*.yaml")])


def _submissions() -> list[Path]:
    return sorted((ROOT / "measures/submissions").rglob("*.*"))


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401  # whatever a file of YAML holds
    if isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, str):
        yield value


def _rows(path: Path) -> list[dict[str, str]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    head, *rows = openpyxl.load_workbook(path)["Metrics"].iter_rows(values_only=True)
    return [
        {str(k): "" if v is None else str(v) for k, v in zip(head, row, strict=True)}
        for row in rows
    ]


def _cited(text: str) -> list[int]:
    return [int(n) for found in _CITATION.findall(text) for n in found.split(", ")]


def _text(lines: list[int]) -> str:
    return " ".join(_REPORT[line - 1] for line in lines).lower()


def _occurs(number: str, text: str) -> bool:
    """Whether a number stands in a text by itself, in digits or in words."""
    written = number if "." in number else f"{int(number):,}"
    digits = rf"(?<![\d,.]){re.escape(written)}(?!\d|,\d|\.\d)"
    words = () if "." in number else _WORDS.get(int(number), ())
    return bool(re.search(digits, text)) or any(word in text for word in words)


@pytest.mark.parametrize("path", _plan_files(), ids=lambda p: p.name)
def test_every_line_a_plan_cites_is_a_line_of_the_report(path: Path) -> None:
    texts = list(_strings(yaml.safe_load(path.read_text(encoding="utf-8"))))
    cited = [line for text in texts for line in _cited(text)]
    assert cited or path.name in {"scale.yaml", "resources.yaml"}
    for line in cited:
        assert 1 <= line <= len(_REPORT)
        assert _REPORT[line - 1].strip(), f"{path.name} cites line {line}, which is empty"


@pytest.mark.parametrize("path", _plan_files(), ids=lambda p: p.name)
def test_every_source_that_names_the_report_names_its_lines(path: Path) -> None:
    for text in _strings(yaml.safe_load(path.read_text(encoding="utf-8"))):
        if text.startswith("GAO-09-709"):
            assert _CITATION.match(text), text


@pytest.mark.parametrize("path", _submissions(), ids=lambda p: p.name)
def test_every_row_of_a_submission_cites_lines_of_the_report(path: Path) -> None:
    rows = _rows(path)
    assert rows
    for row in rows:
        assert re.fullmatch(rf"{_CITATION.pattern}", row["source"]), row
        for line in _cited(row["source"]):
            assert _REPORT[line - 1].strip(), row


@pytest.mark.parametrize("path", _submissions(), ids=lambda p: p.name)
def test_every_number_of_a_submission_stands_in_a_line_it_cites(path: Path) -> None:
    for row in _rows(path):
        text = _text(_cited(row["source"]))
        for number in re.findall(r"\d+", f"{row['value']} {row['of']}"):
            otherwise = _SAID_OTHERWISE.get((row["measure"], number))
            if otherwise is None:
                assert _occurs(number, text), f"{number} of {row['measure']}"
            else:
                assert not _occurs(number, text), f"{row['measure']} needs no exception"
                assert otherwise in text


def test_every_exception_is_needed() -> None:
    said = {(row["measure"], row["value"]) for path in _submissions() for row in _rows(path)}
    assert set(_SAID_OTHERWISE) <= said


@pytest.mark.parametrize("section", ["context", "standards"])
def test_every_figure_of_the_plan_stands_in_a_line_it_cites(section: str) -> None:
    declared: list[dict[str, Any]] = []
    for path in _plan_files():
        held = yaml.safe_load(path.read_text(encoding="utf-8"))
        declared += held.get(section, [])
    assert declared or section == "standards"
    for figure in declared:
        text = _text(_cited(figure["source"]))
        for number in re.findall(r"\d+(?:\.\d+)?", str(figure["value"])):
            otherwise = _CONTEXT_SAID_OTHERWISE.get((figure["id"], number))
            if otherwise is None:
                assert _occurs(number, text), f"{number} of {figure['id']}: {text}"
            else:
                assert not _occurs(number, text), f"{figure['id']} needs no exception"
                assert otherwise in text


def test_every_real_target_stands_in_a_line_it_cites() -> None:
    found = 0
    for path in _plan_files():
        measure = yaml.safe_load(path.read_text(encoding="utf-8")).get("measure", {})
        for target in measure.get("targets", []):
            if target.get("illustrative"):
                assert target["source"] == "illustrative"
                continue
            found += 1
            cited = _cited(target["source"])
            assert cited, path.name
            assert all(_REPORT[line - 1].strip() for line in cited)
    assert found == 4


def test_what_is_said_of_reliability_is_said_on_one_of_the_lines_it_cites() -> None:
    lines = (ROOT / "docs/sources/GAO-09-709.txt").read_text(encoding="utf-8").splitlines()
    plan = Workspace(ROOT).plan.plan
    assert plan is not None
    assessed = [(m.id, r) for m in plan.measures for r in m.reliability]
    assert assessed
    for measure, found in assessed:
        cited = [int(n) for n in re.findall(r"\b\d{2,4}\b", found.source.split("line", 1)[1])]
        said = " ".join(lines[n - 1] for n in cited)
        assert "reliab" in said or "acceptable" in said or "background" in said, measure
        if found.level == "sufficiently reliable" and "overall indication" in found.purpose:
            assert "reliable" in lines[cited[0] - 1], f"{measure}: line {cited[0]}"
