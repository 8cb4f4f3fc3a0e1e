from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from milepost.plan.as_yaml import as_yaml
from milepost.plan.scalars import Prose
from milepost.plan.yaml_source import parse_yaml

_PROSE = TypeAdapter(Prose)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("text: one line", "one line"),
        ("text: >-\n  first, on\n  two lines\n\n  second", "first, on two lines\n\nsecond"),
        ("text: |\n  first, on\n  two lines\n\n  second\n", "first, on two lines\n\nsecond"),
        ("text: 'first, on\n  two lines\n\n  second'", "first, on two lines\n\nsecond"),
        ("text: >\n  first\n\n\n  second\n\n\n  third\n", "first\n\nsecond\n\nthird"),
    ],
)
def test_a_blank_line_in_the_file_begins_a_paragraph(written: str, read: str) -> None:
    tree = parse_yaml(written, "plan.yaml").tree
    assert tree is not None
    assert _PROSE.validate_python(tree["text"]) == read


def test_paragraphs_come_back_as_they_are_written() -> None:
    text = 'First: with a colon.\n\n- second, "quoted"\n\nthird'
    tree = parse_yaml(as_yaml({"strategy": {"mission": text}}), "plan.yaml").tree
    assert tree is not None
    strategy = tree["strategy"]
    assert isinstance(strategy, dict)
    assert _PROSE.validate_python(strategy["mission"]) == text


def test_prose_that_holds_nothing_is_said_like_any_text() -> None:
    with pytest.raises(ValueError, match="nothing is written after the colon"):
        _PROSE.validate_python(" \n ")
