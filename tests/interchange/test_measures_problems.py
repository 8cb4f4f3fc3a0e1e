from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest

import milepost
from milepost.sources import Problem, as_text
from milepost.workspace import Workspace
from tests import xlsx
from tests.catalogue import BASE

_FOLDER: Final = Path(__file__).parent / "problems"
_EXPECTED: Final = "expected.txt"
_HEAD: Final = ("Measure", "Objective", "Kind", "Agency", "FY2010 target")
_ROW: Final = ("Guns seized", "investigate", "output", "ATF")

# What is not text is made here, and only what is said of it is kept.
_WORKBOOKS: Final[Mapping[str, Callable[[], bytes]]] = {
    "I302-formula": lambda: _workbook(xlsx.formula("E3*2")),
    "I302-error-in-a-cell": lambda: _workbook(xlsx.error("#REF!")),
}
_CASES: Final = sorted(path.name for path in _FOLDER.iterdir() if path.is_dir())


def _workbook(cell: xlsx.Written) -> bytes:
    return xlsx.workbook({"Measures": [_HEAD, (*_ROW, cell)]})


def problems_of(name: str) -> tuple[Problem, ...]:
    """What is said when the spreadsheet of a folder is imported beside the base plan."""
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        shutil.copytree(BASE, root / "strategy")
        (root / "measures").mkdir()
        shutil.copytree(_FOLDER / name, root, dirs_exist_ok=True)
        path = "measures.csv"
        if name in _WORKBOOKS:
            path = "measures.xlsx"
            (root / path).write_bytes(_WORKBOOKS[name]())
        with contextlib.chdir(root):
            return Workspace(Path()).read_import(path).problems


@pytest.mark.parametrize("name", _CASES)
def test_the_smallest_input_brings_about_exactly_what_is_written_down(name: str) -> None:
    text = "\n\n".join(as_text(problem) for problem in problems_of(name)) + "\n"
    expected = _FOLDER / name / _EXPECTED
    if os.environ.get("MILEPOST_UPDATE") == "1":
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", _CASES)
def test_a_folder_brings_about_the_code_it_is_named_after(name: str) -> None:
    assert name.split("-", maxsplit=1)[0] in {problem.code for problem in problems_of(name)}


@pytest.mark.parametrize("name", _CASES)
def test_every_problem_says_where_it_is_what_is_wrong_and_what_to_write(name: str) -> None:
    for problem in problems_of(name):
        assert problem.place.file
        assert problem.message.endswith((".", "?", "…"))
        assert problem.remedy.endswith((".", "…"))
        for sentence in (problem.message, problem.remedy):
            assert not re.search(r" [.,;:](?:\s|$)|\(\)|  |\bNone\b", sentence)


def test_every_code_of_a_spreadsheet_in_the_source_has_a_folder() -> None:
    room = Path(milepost.__file__).parent / "interchange"
    in_source = {
        code
        for file in room.glob("*.py")
        for code in re.findall(r"\"(I30\d)\"", file.read_text(encoding="utf-8"))
    }
    assert {name.split("-", maxsplit=1)[0] for name in _CASES} == in_source
