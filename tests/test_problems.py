from __future__ import annotations

import os
import re
import runpy
from pathlib import Path

import pytest

import milepost
from tests.catalogue import FOLDER, TOO_LARGE, Case, cases

_SOURCE = Path(milepost.__file__).parent


def _named(case: Case) -> str:
    return case.name


@pytest.mark.parametrize("case", cases(), ids=_named)
def test_the_smallest_input_brings_about_exactly_what_is_written_down(case: Case) -> None:
    if os.environ.get("MILEPOST_UPDATE") == "1":
        case.expected.write_text(case.text(), encoding="utf-8")
    assert case.text() == case.expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", cases(), ids=_named)
def test_a_folder_brings_about_the_code_it_is_named_after(case: Case) -> None:
    assert case.code in {problem.code for problem in case.problems()}


@pytest.mark.parametrize("case", cases(), ids=_named)
def test_every_problem_says_where_it_is_what_is_wrong_and_what_to_write(case: Case) -> None:
    for problem in case.problems():
        assert problem.place.file
        assert problem.message.endswith((".", "?", "…"))
        assert problem.remedy.strip()
        assert problem.remedy.rstrip().endswith((".", "…"))


@pytest.mark.parametrize("case", cases(), ids=_named)
def test_no_sentence_has_a_hole_where_a_word_should_be(case: Case) -> None:
    for problem in case.problems():
        for sentence in (problem.message, problem.remedy):
            assert not re.search(r" [.,;:](?:\s|$)|\(\)|  |\bNone\b", sentence)


@pytest.mark.parametrize("case", cases(), ids=_named)
def test_no_remedy_that_is_written_down_is_empty(case: Case) -> None:
    for block in case.expected.read_text(encoding="utf-8").rstrip("\n").split("\n\n"):
        head, *below = block.split("\n")
        assert re.search(r": (error|warning) [PS]\d{3}: \S", head)
        assert below
        assert re.search(r"\w", below[-1])


def test_every_code_in_the_source_has_a_folder() -> None:
    in_source = {
        code
        for file in _SOURCE.rglob("*.py")
        for code in re.findall(r"\"([PS]\d\d\d)\"", file.read_text(encoding="utf-8"))
    }
    in_catalogue = {case.code for case in cases()}
    assert in_catalogue == in_source


def test_what_is_too_large_to_keep_has_a_folder_for_its_text() -> None:
    assert {case.name for case in cases() if not case.inputs()} == {
        *TOO_LARGE,
        "P006-no-such-folder",
    }


def test_the_workbooks_of_the_catalogue_are_as_their_script_makes_them() -> None:
    made = runpy.run_path(str(FOLDER / "make_workbooks.py"))["workbooks"]()
    for path, content in made.items():
        assert (FOLDER / path).read_bytes() == content, path
