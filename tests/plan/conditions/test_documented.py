"""Every example of docs/conditions.md and docs/extracts.md is as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from milepost.plan.conditions.parse import parse_expression
from milepost.plan.files import read_plan
from milepost.plan.model.extracts import KINDS
from milepost.sources import Problem
from tests.catalogue import BASE

_DOCS = Path(__file__).parents[3] / "docs"
_PAGE = (_DOCS / "conditions.md").read_text(encoding="utf-8")
_EXTRACTS = (_DOCS / "extracts.md").read_text(encoding="utf-8")
_MEASURE = """
measure:
  id: traced
  title: Firearms traced
  definition: Firearms submitted for tracing.
  objective: investigate
  unit: firearms
  kind: output
  quantity: flow
  basis: fiscal
  frequency: quarterly
  agencies: [ATF]
  source: made up
  from_extract:
    extract: traces
    count: rows
    where: >-
      {}
"""


def _fenced(page: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def _lines(kind: str) -> list[str]:
    return [line for block in _fenced(_PAGE, kind) for line in block.splitlines()]


def _problems(condition: str, folder: Path) -> tuple[Problem, ...]:
    (extract,) = _fenced(_PAGE, "yaml")
    (folder / "plan.yaml").write_text(extract + _MEASURE.format(condition), encoding="utf-8")
    return read_plan([BASE, folder], folder).problems


@pytest.mark.parametrize("condition", _lines("condition"))
def test_what_may_stand_in_a_condition_may(condition: str, tmp_path: Path) -> None:
    assert _problems(condition, tmp_path) == ()


@pytest.mark.parametrize("line", _lines("refused"))
def test_what_is_refused_is_refused_with_these_words(line: str, tmp_path: Path) -> None:
    condition, _, said = line.partition(" | ")
    (problem,) = _problems(condition, tmp_path)
    assert problem.message.startswith(said)


@pytest.mark.parametrize("expression", _lines("expression"))
def test_an_expression_is_one(expression: str) -> None:
    assert parse_expression(expression).text == expression


def test_every_declaration_of_the_guide_is_right(tmp_path: Path) -> None:
    blocks = _fenced(_EXTRACTS, "yaml")
    for number, block in enumerate(blocks):
        (tmp_path / f"{number}.yaml").write_text(block, encoding="utf-8")
    reading = read_plan([BASE, tmp_path], tmp_path)
    assert reading.problems == ()
    assert reading.plan is not None
    shown = {m.from_extract.kind for m in reading.plan.measures if m.from_extract}
    assert shown == set(KINDS)
