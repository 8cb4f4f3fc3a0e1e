from __future__ import annotations

from tests.documents import (
    INTAKE,
    PROBLEMS,
    VOCABULARIES,
    checks_page,
    problems_page,
    vocabularies_page,
)


def test_the_page_of_problems_is_as_it_would_be_generated() -> None:
    assert PROBLEMS.read_text(encoding="utf-8") == problems_page()


def test_the_page_of_problems_has_one_section_a_code() -> None:
    headings = [line for line in problems_page().splitlines() if line.startswith("## ")]
    assert len(headings) == len(set(headings)) > 40


def test_the_page_of_checks_is_as_it_would_be_generated() -> None:
    assert INTAKE.read_text(encoding="utf-8") == checks_page()


def test_the_page_of_vocabularies_is_as_it_would_be_generated() -> None:
    assert VOCABULARIES.read_text(encoding="utf-8") == vocabularies_page()
