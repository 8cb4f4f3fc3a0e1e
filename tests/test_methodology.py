"""The methodology names, for each of its rules, cases that exist."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from tests.evaluation.judging import all_cases

_PAGE: Final = Path(__file__).parents[1] / "docs" / "methodology.md"
_RULE: Final = re.compile(r"^- .*(?:\n  .*)*", re.MULTILINE)
_QUOTED: Final = re.compile(r"`([^`]+)`")
_NAMES: Final = {case.name for case in all_cases()}


def _rules() -> list[str]:
    return [" ".join(found.group().split()) for found in _RULE.finditer(_PAGE.read_text("utf-8"))]


def test_every_case_that_is_named_exists() -> None:
    named = {name for rule in _rules() for name in _QUOTED.findall(rule)}
    assert named <= _NAMES, sorted(named - _NAMES)


def test_every_rule_names_a_case() -> None:
    rules = _rules()
    assert len(rules) > 40
    assert [rule for rule in rules if not _NAMES & set(_QUOTED.findall(rule))] == []
