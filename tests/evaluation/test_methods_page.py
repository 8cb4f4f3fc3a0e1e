"""The page of methods names every method, and only cases that exist."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, get_args

from milepost.plan.model import Method
from tests.evaluation.judging import all_cases

_PAGE: Final = Path(__file__).parents[2] / "docs" / "methods.md"


def test_every_method_has_a_section() -> None:
    headings = re.findall(r"^## (.+)$", _PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[: len(get_args(Method))] == list(get_args(Method))


def test_every_case_that_the_page_names_exists() -> None:
    text = " ".join(_PAGE.read_text(encoding="utf-8").split())
    named = re.findall(r"\(`([a-z-]+: [^`]+)`\)", text)
    assert len(named) > len(get_args(Method))
    assert set(named) <= {case.name for case in all_cases()}
