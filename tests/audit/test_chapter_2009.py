"""The acceptance of the audit: the chapter comes out as GAO read it, where GAO spoke."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from milepost.plan.audit.as_text import as_text
from milepost.plan.audit.model import Audit
from tests.audit.plans import (
    CHAPTER,
    GOLDENS,
    ROOT,
    of_workspace,
    on_one,
    on_the_plan,
    verdicts,
)

_REPORT: Final = (ROOT / "docs/sources/GAO-09-709.txt").read_text(encoding="utf-8").split("\n")
_FILES: Final = sorted((CHAPTER / "strategy").glob("*.yaml"))
_CITATION: Final = re.compile(r"GAO-09-709, lines? (\d+(?:, \d+)*)")


@pytest.fixture(scope="module")
def chapter() -> Audit:
    return of_workspace(CHAPTER)


def test_it_comes_out_as_gao_did(chapter: Audit) -> None:
    assert verdicts(chapter) == {
        "needs-and-objectives": "met",  # "some key elements …, such as setting objectives" (913)
        "roles": "not addressed",  # "lacks … detailed roles and responsibilities" (883, 913)
        "resources": "not addressed",  # ours: nothing is tied to an objective
        "coordination": "partly met",  # ours: EPIC serves one objective, and nobody reviews it
        "monitoring": "not addressed",  # "lacks … performance measures" (799, 883, 913)
    }


def test_where_gao_gave_a_verdict_ours_is_the_same(chapter: Audit) -> None:
    said = [(f, p) for f in chapter.on_the_plan() for p in f.published]
    agreed = {p.id: f.agrees_with(p) for f, p in said}
    assert agreed == {
        "gao-on-objectives": True,
        "gao-on-roles": True,
        "gao-on-resources": None,
        "gao-on-monitoring": True,
    }


def test_it_is_said_whose_verdict_is_whose(chapter: Audit) -> None:
    text = " ".join(as_text([chapter]).split())
    assert "Milepost, on what this plan declares: None of 2 objectives has one lead." in text
    assert (
        'GAO, on the same: not addressed, as Milepost says. "it lacks others, such as providing '
        'detailed roles and responsibilities for relevant agencies" (GAO-09-709, lines 883, 913).'
    ) in text
    assert "GAO, on the same: spoke without a verdict." in text
    coordination = text[text.index("MECHANISMS FOR COORDINATION") :]
    assert "No verdict of anybody else is declared; this one is Milepost's." in coordination


def test_a_text_that_the_report_does_not_print_is_marked_and_not_judged(chapter: Audit) -> None:
    finding = on_one(chapter, "gao-09-709.needs-and-objectives", "objectives-not-printed")
    assert finding.opinion.verdict == "for a person to judge"
    assert "does not print its text" in finding.opinion.reason
    whole = on_the_plan(chapter, "gao-09-709.needs-and-objectives").opinion
    assert "is not in the source, so it is not judged: objectives-not-printed." in whole.reason


def test_nothing_in_it_is_made_up(chapter: Audit) -> None:
    assert not any(f.opinion.rests_on_illustrative for f in chapter.findings)
    for path in _FILES:
        assert "illustrative" not in path.read_text(encoding="utf-8")


def test_the_whole_text_is_as_it_was_read(chapter: Audit) -> None:
    golden = GOLDENS / "chapter-2009.txt"
    if os.environ.get("MILEPOST_UPDATE") == "1":
        golden.write_text(as_text([chapter]), encoding="utf-8")
    assert as_text([chapter]) == golden.read_text(encoding="utf-8")


# --- What the workspace says is in the lines it cites ------------------------------------------


def _entries(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  # whatever the file holds
    """Everything that names a source."""
    if isinstance(value, dict):
        if "source" in value:
            yield value
        for inner in value.values():
            yield from _entries(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _entries(inner)


def _texts(value: Any, *, nested: bool = False) -> Iterator[str]:  # noqa: ANN401
    """The texts of an entry, but not of what names a source of its own."""
    if isinstance(value, dict):
        if nested and "source" in value:
            return
        for inner in value.values():
            yield from _texts(inner, nested=True)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, nested=True)
    elif isinstance(value, str):
        yield value


def _cited(text: str) -> list[int]:
    return [int(n) for found in _CITATION.findall(text) for n in found.split(", ")]


def _plain(text: str) -> str:
    """The text without what setting adds: capitals, quotation marks, spaces round signs."""
    text = text.lower().replace("“", '"').replace("”", '"').replace("’", "'")
    text = re.sub(r"\s+([.,;:)])", r"\1", text)
    return re.sub(r"[\s\"'.\-]+", " ", text).strip()


def _all_entries() -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{path.stem}:{entry.get('id', entry['source'])}", entry)
        for path in _FILES
        for entry in _entries(yaml.safe_load(path.read_text(encoding="utf-8")))
    ]


@pytest.mark.parametrize(
    "entry", [e for _, e in _all_entries()], ids=[n for n, _ in _all_entries()]
)
def test_every_line_that_is_cited_exists(entry: dict[str, Any]) -> None:
    if entry["source"] == "31 U.S.C. 1102":
        return
    lines = _cited(entry["source"])
    assert lines, entry["source"]
    for line in lines:
        assert 1 <= line <= len(_REPORT)
        assert _REPORT[line - 1].strip(), f"line {line} is empty"


@pytest.mark.parametrize(
    "entry", [e for _, e in _all_entries()], ids=[n for n, _ in _all_entries()]
)
def test_every_quotation_stands_in_the_lines_that_are_cited(entry: dict[str, Any]) -> None:
    cited = _plain(" ".join(_REPORT[line - 1] for line in _cited(entry["source"])))
    for text in _texts(entry):
        for quoted in re.findall(r'"([^"]+)"', text):
            assert _plain(quoted) in cited, quoted
    if "verdict" in entry:
        assert _plain(entry["statement"]) in cited


def test_quotations_are_tried_at_all() -> None:
    quoted = [q for path in _FILES for q in re.findall(r'"[^"]+"', path.read_text("utf-8"))]
    assert len(quoted) > 12


def test_the_words_that_place_each_agency_are_in_its_line() -> None:
    held = yaml.safe_load((CHAPTER / "strategy/strategy.yaml").read_text(encoding="utf-8"))
    words = {
        "US": "the u.s. government will", "ONDCP": "office of national drug control policy",
        "D-ONDCP": "ondcp director", "DOD": "department of defense",
        "DHS": "secretary of homeland security", "ATF": "gun desk", "ICE": "border violence",
        "CBP": "gun desk",
    }  # fmt: skip
    assert {a["id"] for a in held["agencies"]} == set(words)
    for agency in held["agencies"]:
        text = " ".join(_REPORT[line - 1] for line in _cited(agency["source"]))
        assert words[agency["id"]] in text, agency["id"]


def test_the_folder_holds_nothing_else() -> None:
    names = sorted(p.relative_to(CHAPTER).as_posix() for p in CHAPTER.rglob("*") if p.is_file())
    assert names == ["milepost.yaml", "strategy/gao.yaml", "strategy/strategy.yaml"]
    assert Path(CHAPTER / "ledger.sqlite").exists() is False
